// src/core/plan/row_coherence_amounts.cpp -- totals, shares and what bounds an amount
#include "core/plan/row_coherence.hpp"

#include "core/schema/decimal.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

/// Factors and what goes off in percent, then the terms.
std::optional<RowCoherence::Decimal> RowCoherence::computed(const Step& step,
                                                            const std::vector<char>& assigned,
                                                            const Value* row, bool* is_null) {
  Decimal result{1, 0};
  const auto& inputs = step.rule->inputs;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const ImpliedInput& input = inputs[i];
    if (input.role == InputRole::Rate) continue;
    const Value value = read(input, assigned, row);
    if (value.is_null()) {
      *is_null = *is_null || input.role == InputRole::Factor;
      continue;
    }
    if (value.kind != ValueKind::Tick || input.type->scale < 0) return std::nullopt;
    __int128 digits = value.tick;
    int scale = input.type->scale;
    const bool percent = input.role == InputRole::LessPercent || input.role == InputRole::MorePercent;
    if (percent) {
      if (!step.fraction[i]) scale += 2;
      if (scale > 18 || digits < 0 || digits > wide_power_of_ten(scale)) return std::nullopt;
      digits = wide_power_of_ten(scale) + (input.role == InputRole::MorePercent ? digits : -digits);
    }
    if (input.role == InputRole::Factor || percent) {
      if (__builtin_mul_overflow(result.digits, digits, &result.digits)) return std::nullopt;
      result.scale += scale;
      continue;
    }
    // Terms are added to the product as it is stored.
    const int common = std::max(step.type->scale, scale);
    const auto so_far = rescaled(result.digits, result.scale, step.type->scale);
    if (!so_far || step.type->scale < 0) return std::nullopt;
    const auto left = rescaled(*so_far, step.type->scale, common);
    const auto right = rescaled(digits, scale, common);
    if (!left || !right) return std::nullopt;
    result.digits =
        static_cast<__int128>(*left) +
        (input.role == InputRole::Plus ? static_cast<__int128>(*right) : -static_cast<__int128>(*right));
    result.scale = common;
  }
  return result;
}

std::optional<Value> RowCoherence::follow_amounts(const Step& step, Stream& stream,
                                                  const std::vector<char>& assigned, const Value* row) {
  const ImpliedRule& rule = *step.rule;
  bool is_null = false;
  auto result = computed(step, assigned, row, &is_null);
  if (!result) return std::nullopt;
  if (is_null) return Value::null();
  if (rule.kind == ImpliedKind::Share) {
    if (row[rule.column].is_null()) return std::nullopt;
    static constexpr int kTaxes[] = {0, 5, 7, 10, 19, 20, 20, 21};
    static constexpr int kDiscounts[] = {0, 0, 0, 0, 0, 5, 5, 10, 10, 15, 20};
    __int128 rate = rule.of_tax ? kTaxes[stream.below(std::size(kTaxes))]
                                : kDiscounts[stream.below(std::size(kDiscounts))];
    int scale = 2;
    for (size_t i = 0; i < rule.inputs.size(); ++i) {
      if (rule.inputs[i].role != InputRole::Rate) continue;
      const Value value = read(rule.inputs[i], assigned, row);
      if (value.kind != ValueKind::Tick || value.tick < 0) return std::nullopt;
      rate = value.tick;
      scale = rule.inputs[i].type->scale + (step.fraction[i] ? 0 : 2);
    }
    if (__builtin_mul_overflow(result->digits, rate, &result->digits)) return std::nullopt;
    result->scale += scale;
  }
  const auto tick = rescaled(result->digits, result->scale, step.type->scale);
  if (!tick) return std::nullopt;
  return Value::of_tick(*tick);
}

std::optional<Value> RowCoherence::copy(const Step& step, const Value& theirs) const {
  const Type& type = *step.rule->inputs[0].type;
  if (theirs.kind == ValueKind::Text && step.type->type_class == TypeClass::Text) return theirs;
  if (theirs.kind != ValueKind::Tick) return std::nullopt;
  const auto tick = rescaled(theirs.tick, type.scale, step.type->scale);
  if (!tick) return std::nullopt;
  return Value::of_tick(*tick);
}

/// As much above the bound as the drawn number is below it, at most.
std::optional<Value> RowCoherence::follow_least(const Step& step, Stream& stream,
                                                const std::vector<char>& assigned, const Value* row) {
  const ImpliedInput& input = step.rule->inputs[0];
  const Value& own = row[step.rule->column];
  const Value least = read(input, assigned, row);
  if (own.kind != ValueKind::Tick || least.kind != ValueKind::Tick) return std::nullopt;
  if (input.type->scale < 0 || step.type->scale < 0) return std::nullopt;
  const auto bound = rescaled(least.tick, input.type->scale, step.type->scale);
  if (!bound || *bound > INT64_MAX / 4 || own.tick < INT64_MIN / 4) return std::nullopt;
  const int64_t unit = std::max<int64_t>(step.type->tick_step, 1);
  const int64_t first = floor_to(*bound + unit - 1, unit) + (step.tied ? unit : 0);
  if (own.tick >= first) return std::nullopt;
  int64_t last = first + (first - own.tick);
  if (!step.domain->ticks.empty()) last = std::min<int64_t>(last, step.domain->ticks.highest());
  if (last < first) return std::nullopt;
  const auto steps = static_cast<uint64_t>((last - first) / unit) + 1;
  return Value::of_tick(first + static_cast<int64_t>(stream.below(steps)) * unit);
}

std::optional<Value> RowCoherence::follow_part(const Step& step, Stream& stream,
                                               const std::vector<char>& assigned, const Value* row) {
  const ImpliedRule& rule = *step.rule;
  if (row[rule.column].is_null()) return std::nullopt;
  int64_t bounds[2] = {0, 0};  // the whole, and what there is at least
  for (size_t i = 0; i < rule.inputs.size() && i < 2; ++i) {
    const Value value = read(rule.inputs[i], assigned, row);
    if (value.kind != ValueKind::Tick || rule.inputs[i].type->scale < 0 || step.type->scale < 0)
      return std::nullopt;
    const auto bound = rescaled(value.tick, rule.inputs[i].type->scale, step.type->scale);
    if (!bound || *bound < 0) return std::nullopt;
    bounds[i] = *bound;
  }
  if (bounds[0] < bounds[1]) return std::nullopt;
  const auto width = static_cast<uint64_t>(rule.most_percent - rule.least_percent);
  const auto percent = rule.least_percent + static_cast<int64_t>(stream.below(width + 1));
  const __int128 part = static_cast<__int128>(bounds[0] - bounds[1]) * percent / 100;
  const int64_t unit = std::max<int64_t>(step.type->tick_step, 1);
  return Value::of_tick(std::max(bounds[1], floor_to(bounds[1] + static_cast<int64_t>(part), unit)));
}

}  // namespace datagen::core
