// src/core/constraint/atoms_rounding.cpp -- rounding and the bits of integers
#include "core/constraint/linear_form.hpp"
#include "core/constraint/narrowing.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

/// The digits that round(x, n) keeps; nothing where they are no small constant.
std::optional<int> kept_digits(const Expr& function) {
  if (function.args.size() < 2) return 0;
  const Expr& digits = *function.args[1];
  if (digits.op != Op::Constant || digits.constant.kind != ValueKind::Tick || digits.constant.tick < 0 ||
      digits.constant.tick > 12)
    return std::nullopt;
  return static_cast<int>(digits.constant.tick);
}

Wide units(int digits) {
  Wide unit = 1;
  while (digits-- > 0) unit *= 10;
  return unit;
}

bool is_rounding(Op op) { return op == Op::Floor || op == Op::Ceil || op == Op::Round || op == Op::Trunc; }

bool open_argument(const Expr& argument) {
  return !argument.type || argument.type->type_class == TypeClass::Float ||
         (argument.type->type_class == TypeClass::Numeric && argument.type->typmod < 0);
}

/// A whole number given as a constant.
std::optional<int64_t> constant_integer(const Expr& expr) {
  const auto form = linear_form(std::make_shared<Expr>(expr));
  if (!form || !form->terms.empty() || form->slack != 0 || form->constant % form->denominator != 0)
    return std::nullopt;
  const Wide value = form->constant / form->denominator;
  if (value > INT64_MAX || value < INT64_MIN) return std::nullopt;
  return static_cast<int64_t>(value);
}

int64_t bits(Op op, int64_t a, int64_t b) {
  const auto x = static_cast<uint64_t>(a), y = static_cast<uint64_t>(b);
  return static_cast<int64_t>(op == Op::BitAnd ? x & y : op == Op::BitOr ? x | y : x ^ y);
}

/// Numbers from 0 on whose combination with the mask is allowed: a natural subset.
TickSet listed_bits(Op op, int64_t mask, const TickSet& allowed) {
  constexpr int kFewestBits = 10, kMostBits = 20;
  constexpr size_t kMostIntervals = 8192;
  int width = kFewestBits;
  while (width < kMostBits && (mask >> (width - 2)) != 0) ++width;
  std::vector<TickInterval> found;
  for (int64_t x = 0; x < (int64_t{1} << width) && found.size() < kMostIntervals; ++x) {
    if (!allowed.contains(bits(op, x, mask))) continue;
    if (!found.empty() && found.back().high == x - 1)
      found.back().high = x;
    else
      found.push_back({x, x});
  }
  return TickSet::of_intervals(std::move(found));
}

}  // namespace

bool narrow_rounded(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const auto digits = kept_digits(*leaf);
  const auto form = linear_form(leaf->args[0]);
  if (!digits || !form || form->terms.size() != 1 || form->denominator > units(15)) return false;
  const bool open = open_argument(*leaf->args[0]);
  // Halves need a grid that has them.
  const Wide result_unit = units(*digits);
  const Wide common = gcd_of(form->denominator, 2 * result_unit);
  const Wide fine = form->denominator / common * 2 * result_unit;
  const Wide step = fine / result_unit;
  const Wide outward = open && !state.context().prefer ? step : 0;
  std::vector<TickInterval> intervals;
  for (const TickInterval& part : allowed.intervals()) {
    Wide low = Wide{part.low} * step, high = Wide{part.high} * step;
    switch (leaf->op) {
      case Op::Floor: high += step - 1; break;
      case Op::Ceil: low -= step - 1; break;
      case Op::Round:
        low -= step / 2;
        high += step / 2;
        break;
      default:
        if (part.low <= 0) low -= step - 1;
        if (part.high >= 0) high += step - 1;
    }
    intervals.push_back({part.low == INT64_MIN ? INT64_MIN : clamp_tick(low - outward),
                         part.high == INT64_MAX ? INT64_MAX : clamp_tick(high + outward)});
  }
  const bool plain = allowed.modulus() == 1 && allowed.excluded().empty();
  return apply_value(state, leaf->args[0], TickSet::of_intervals(std::move(intervals)), fine) && plain &&
         !open && leaf->op != Op::Round;
}

std::optional<bool> narrow_rounded_identity(BranchState& state, const ExprPtr& expr) {
  if (expr->op != Op::Eq) return std::nullopt;
  const size_t side = is_rounding(expr->args[0]->op) ? 0 : 1;
  const ExprPtr& rounded = expr->args[side];
  if (!is_rounding(rounded->op)) return std::nullopt;
  const auto digits = kept_digits(*rounded);
  const auto inner = linear_form(rounded->args[0]), other = linear_form(expr->args[1 - side]);
  if (!digits || !inner || !other || inner->terms.size() != 1) return std::nullopt;
  const auto rest = difference(*inner, *other);
  if (!rest || !rest->terms.empty() || rest->constant != 0 || rest->slack != 0) return std::nullopt;
  if (inner->denominator > units(15)) return false;
  const Wide unit = units(*digits);
  const Wide fine = inner->denominator / gcd_of(inner->denominator, unit) * unit;
  TickSet set;
  set.keep_stride(static_cast<int64_t>(fine / unit), 0);
  return apply_value(state, rounded->args[0], set, fine) && !open_argument(*rounded->args[0]);
}

bool narrow_masked(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const bool turned = leaf->args[0]->op == Op::Constant;
  const ExprPtr& subject = leaf->args[turned ? 1 : 0];
  const auto mask = constant_integer(*leaf->args[turned ? 0 : 1]);
  if (!mask) return false;
  if (leaf->op == Op::BitXor && allowed.size() <= 4096) {
    std::vector<int64_t> points;
    for (uint64_t i = 0; i < allowed.size(); ++i)
      points.push_back(bits(Op::BitXor, allowed.unrank(i), *mask));
    return apply_value(state, subject, TickSet::of_points(std::move(points)), 1);
  }
  if (leaf->op == Op::BitAnd && *mask > 0 && (*mask & (*mask + 1)) == 0 && *mask < INT64_MAX) {
    // The lowest bits: a remainder, also of negative numbers in two's complement.
    TickSet rest = allowed;
    rest.intersect(0, *mask);
    if (rest.empty()) return apply_value(state, subject, rest, 1);
    if (rest.size() == 1) {
      TickSet set;
      set.keep_stride(*mask + 1, rest.lowest());
      return apply_value(state, subject, set, 1);
    }
  }
  const int64_t low_bits = ~*mask;
  if (leaf->op == Op::BitAnd && *mask < 0 && (low_bits & (low_bits + 1)) == 0 && allowed.size() == 1) {
    // All but the lowest bits.
    const int64_t high_part = allowed.lowest();
    const bool possible = (high_part & low_bits) == 0;
    return apply_value(state, subject,
                       possible ? TickSet(high_part, high_part + low_bits) : TickSet::empty_set(), 1);
  }
  if (!state.context().prefer || *mask < 0) return false;
  const TickSet listed = listed_bits(leaf->op, *mask, allowed);
  if (!listed.empty()) apply_value(state, subject, listed, 1);
  return false;
}

bool narrow_shifted(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const auto count = constant_integer(*leaf->args[1]);
  if (!count || *count < 0 || *count > 62) return false;
  TickSet parts = allowed;
  const bool plain = allowed.modulus() == 1 && allowed.excluded().empty();
  if (!plain) {
    // Strides become a list of the first members.
    constexpr uint64_t kListed = 2048;
    if (!state.context().prefer) return false;
    parts.intersect(0, INT64_MAX);
    std::vector<int64_t> points;
    for (uint64_t i = 0; i < std::min(parts.size(), kListed); ++i) points.push_back(parts.unrank(i));
    parts = TickSet::of_points(std::move(points));
  }
  const Wide unit = Wide{1} << *count;
  std::vector<TickInterval> intervals;
  for (const TickInterval& part : parts.intervals()) {
    const bool strided = parts.modulus() > 1;
    for (Wide at = part.low; at <= part.high;
         at += strided ? parts.modulus() : Wide{part.high} - part.low + 1)
      intervals.push_back({part.low == INT64_MIN ? INT64_MIN : clamp_tick(at * unit),
                           part.high == INT64_MAX
                               ? INT64_MAX
                               : clamp_tick((strided ? at + 1 : Wide{part.high} + 1) * unit - 1)});
  }
  return apply_value(state, leaf->args[0], TickSet::of_intervals(std::move(intervals)), 1) && plain;
}

}  // namespace datagen::core
