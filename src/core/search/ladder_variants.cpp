// src/core/search/ladder_variants.cpp -- the ladder's step of varied values: few characters of a text, small numbers of a list
#include "core/constraint/membership.hpp"
#include "core/schema/grid.hpp"
#include "core/search/ladder.hpp"
#include "core/search/list_variants.hpp"
#include "core/search/local_search.hpp"
#include "core/search/text_variants.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr int kTextRounds = 6;
constexpr int kScrambles = 128;
constexpr size_t kShortText = 12;
/// Lists tried of each length that is drawn, and bounds of their numbers beside the constants.
constexpr int kLists = 1024;
constexpr int kListsOfOneDraw = 16;
constexpr int64_t kSmallBounds[] = {1, 10, 100};

/// What numbers within a list, at whatever depth, are held as; nullptr where it has none.
const Type* number_within(const Type& list) {
  const Type* type = list.element.get();
  while (type && type->type_class == TypeClass::Array) type = type->element.get();
  if (!type) return nullptr;
  switch (type->type_class) {
    case TypeClass::Integer:
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money: return type;
    default: return nullptr;
  }
}

/// Whole constants from 2 on, ascending.
void collect_bounds(const Expr& expr, std::vector<int64_t>& bounds) {
  if (expr.op == Op::Constant && expr.constant.kind == ValueKind::Tick && expr.type) {
    const auto unit = power_of_ten(expr.type->scale);
    if (unit && expr.constant.tick / *unit > 1) bounds.push_back(expr.constant.tick / *unit);
  }
  for (const ExprPtr& arg : expr.args) collect_bounds(*arg, bounds);
}

}  // namespace

std::vector<size_t> Ladder::texts_sought(const std::vector<char>& nulls) const {
  std::vector<size_t> texts;
  for (size_t u = 0; u < nulls.size(); ++u)
    if (problem_.open(u) && !problem_.fixed(u) && !nulls[u] &&
        value_kind(*problem_.unknowns()[u].type) == ValueKind::Text)
      texts.push_back(u);
  return texts;
}

/// The lists of numbers among the unknowns.
std::vector<size_t> Ladder::lists_sought(const std::vector<char>& nulls) const {
  std::vector<size_t> lists;
  for (size_t u = 0; u < nulls.size(); ++u)
    if (problem_.open(u) && !problem_.fixed(u) && !nulls[u] && number_within(*problem_.unknowns()[u].type))
      lists.push_back(u);
  return lists;
}

/// Each list in turn is one of small numbers, up to 10 or 100 or a constant of the conditions, while the other unknowns
/// keep drawn values.
bool Ladder::scramble_lists(const Request& request, const Value* row, const std::vector<char>& nulls) {
  for (size_t target : lists_sought(nulls)) {
    const Unknown& unknown = problem_.unknowns()[target];
    std::vector<int64_t> bounds(std::begin(kSmallBounds), std::end(kSmallBounds));
    for (int condition : problem_.conditions_of(target))
      if (const ExprPtr& expr = problem_.conditions()[static_cast<size_t>(condition)].expr)
        collect_bounds(*expr, bounds);
    const int64_t unit = power_of_ten(number_within(*unknown.type)->scale).value_or(1);
    step_ = SearchStep::Variants;
    for (int i = 0; i < kLists && tries_ < deadline_; ++i) {
      if (i % kListsOfOneDraw == 0) {
        request.judge.check_interrupts();
        problem_.begin(row, request.assigned);
        if (!draw_all(problem_, nulls, request.stream, scratch_)) break;
      }
      const int64_t bound = bounds[request.stream.below(bounds.size())];
      const Value value = list_of_small(problem_.row()[unknown.column], bound,
                                        request.stream.chance(0.8) ? unit : 1, request.stream, scratch_);
      if (!admits(*unknown.domain, value)) continue;
      ++tries_;
      problem_.assign(target, problem_.number(target, value));
      if (holds(request.judge)) return true;
    }
  }
  return false;
}

/// Each text in turn is one of few characters while the other unknowns keep drawn values.
bool Ladder::scramble_texts(const Request& request, const Value* row, const std::vector<char>& nulls) {
  for (size_t target : texts_sought(nulls)) {
    problem_.begin(row, request.assigned);
    if (!draw_all(problem_, nulls, request.stream, scratch_)) continue;
    const Value& drawn = problem_.row()[problem_.unknowns()[target].column];
    step_ = SearchStep::Variants;
    if (scramble(request, target, drawn.text().size())) return true;
  }
  return false;
}

/// Each text in turn is varied around drawn and suggested ones while the other unknowns keep drawn values.
bool Ladder::vary_texts(const Request& request, const Value* row, const std::vector<char>& nulls) {
  const std::vector<size_t> texts = texts_sought(nulls);
  const uint64_t limit = std::min(deadline_, tries_ + request.budget / 4);
  for (int round = 0; round < kTextRounds && !texts.empty(); ++round) {
    const size_t target = texts[static_cast<size_t>(round) % texts.size()];
    const Unknown& unknown = problem_.unknowns()[target];
    problem_.begin(row, request.assigned);
    if (!draw_all(problem_, nulls, request.stream, scratch_)) continue;
    const std::string text(problem_.row()[unknown.column].text());
    for (size_t width = 1; width <= kMostVaried; ++width) {
      const bool found = visit_variants(text, width, [&](const std::string& variant) {
        const Value value = Value::of_text(variant);
        if (!admits(*unknown.domain, value)) return false;
        if ((++tries_ & 255) == 0) request.judge.check_interrupts();
        problem_.assign(target, problem_.number(target, value));
        return tries_ >= limit || holds(request.judge);
      });
      if (tries_ >= limit) return false;
      if (found || (width == 1 && scramble(request, target, text.size()))) return true;
    }
  }
  return false;
}

/// Texts of the same length, and of any up to it or a bit more.
bool Ladder::scramble(const Request& request, size_t target, size_t length) {
  for (int i = 0; i < kScrambles; ++i) {
    const size_t longest = std::max<size_t>(length, kShortText);
    const size_t own = i % 2 == 0 ? length : 1 + request.stream.below(longest);
    const Value value = Value::of_text(scratch_.store(scrambled_text(own, request.stream)));
    if (!admits(*problem_.unknowns()[target].domain, value)) continue;
    ++tries_;
    problem_.assign(target, problem_.number(target, value));
    if (holds(request.judge)) return true;
  }
  return false;
}

}  // namespace datagen::core
