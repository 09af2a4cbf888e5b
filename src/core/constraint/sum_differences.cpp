// src/core/constraint/sum_differences.cpp -- sums of several columns as bounds on the difference of two of them
#include "core/constraint/difference.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

/// Sums of more columns say little about two of them.
constexpr size_t kMostTerms = 8;

struct Span {
  Wide low;
  Wide high;
};

using Term = std::pair<int, int64_t>;

std::optional<Span> span_of(const BranchState& state, const Term& term) {
  const Domain& domain = state.domain(term.first);
  if (domain.null != NullStatus::Never || domain.ticks.empty()) return std::nullopt;
  const Wide a = Wide{domain.ticks.lowest()} * term.second, b = Wide{domain.ticks.highest()} * term.second;
  return Span{std::min(a, b), std::max(a, b)};
}

/// All terms but two.
std::optional<Span> rest_of(const BranchState& state, const LinearRelation& sum, const Term& left,
                            const Term& right) {
  Span rest{0, 0};
  for (const Term& term : sum.terms) {
    if (&term == &left || &term == &right) continue;
    const auto span = span_of(state, term);
    if (!span) return std::nullopt;
    rest.low += span->low;
    rest.high += span->high;
  }
  return rest;
}

/// The two terms as unit times a difference on the columns' common grid; nullopt when they are none.
std::optional<Wide> unit_of(const BranchState& state, const Term& left, const Term& right) {
  if (left.second <= 0 || right.second >= 0 || left.first == right.first) return std::nullopt;
  const auto& columns = state.relation().columns;
  const auto grid = common_grid(*columns[static_cast<size_t>(left.first)].type,
                                *columns[static_cast<size_t>(right.first)].type);
  if (!grid || left.second % grid->left_factor != 0) return std::nullopt;
  const Wide unit = left.second / grid->left_factor;
  if (-Wide{right.second} != unit * grid->right_factor) return std::nullopt;
  return unit;
}

void relate_pair(BranchState& state, const LinearRelation& sum, const Term& left, const Term& right) {
  const auto unit = unit_of(state, left, right);
  const auto rest = unit ? rest_of(state, sum, left, right) : std::nullopt;
  const auto own_left = span_of(state, left), own_right = span_of(state, right);
  if (!rest || !own_left || !own_right) return;
  const auto add = [&](Op op, Wide offset) {
    if (offset > INT64_MAX / 4 || offset < INT64_MIN / 4) return;
    const Comparison implied{left.first, op, right.first, static_cast<int64_t>(offset), sum.predicate};
    const bool known =
        std::any_of(state.comparisons.begin(), state.comparisons.end(), [&](const Comparison& c) {
          return c.left == implied.left && c.op == op && c.right == implied.right &&
                 c.offset == implied.offset;
        });
    if (!known) state.comparisons.push_back(implied);
  };
  const Wide bound = sum.bound;
  if (sum.op == Op::Le || sum.op == Op::Lt || sum.op == Op::Eq) {
    const Wide most = bound - (sum.op == Op::Lt) - rest->low;
    if (own_left->high + own_right->high > most) add(Op::Le, floor_div(most, *unit));
  }
  if (sum.op == Op::Ge || sum.op == Op::Gt || sum.op == Op::Eq) {
    const Wide least = bound + (sum.op == Op::Gt) - rest->high;
    if (own_left->low + own_right->low < least) add(Op::Ge, ceil_div(least, *unit));
  }
}

/// Factors and terms beyond which 128 bits might not suffice.
constexpr int64_t kLargestFactor = int64_t{1} << 40;
constexpr size_t kMostSummed = 64;

/// Σ factor · column of one relation, as far as the columns' domains bound it.
struct Total {
  Span span{0, 0};
  std::vector<int> nullable;
};

/// The numbers of a column whose grid is no rule of its type lie between its ticks, too.
bool holds_more_than_ticks(const BranchState& state, int column) {
  const Type& type = *state.relation().columns[static_cast<size_t>(column)].type;
  return type.type_class == TypeClass::Float || (type.type_class == TypeClass::Numeric && type.typmod < 0);
}

std::optional<Total> total_of(const BranchState& state, const LinearRelation& sum) {
  if (sum.modulus > 0 || sum.op == Op::Ne || sum.terms.size() > kMostSummed) return std::nullopt;
  Total total;
  for (const Term& term : sum.terms) {
    const Domain& domain = state.domain(term.first);
    if (domain.null == NullStatus::Must || domain.values || domain.ticks.empty() ||
        term.second > kLargestFactor || term.second < -kLargestFactor ||
        (!state.context().prefer && holds_more_than_ticks(state, term.first)))
      return std::nullopt;
    if (domain.null == NullStatus::May) total.nullable.push_back(term.first);
    const Wide a = Wide{domain.ticks.lowest()} * term.second, b = Wide{domain.ticks.highest()} * term.second;
    total.span.low += std::min(a, b);
    total.span.high += std::max(a, b);
  }
  return total;
}

/// Keeps factor · column at most `most` and at least `least`. True when that changed the domain.
bool keep_term(BranchState& state, const Term& term, Wide least, Wide most) {
  if (term.second < 0) {
    std::swap(least, most);
    least = -least;
    most = -most;
  }
  const Wide size = term.second < 0 ? -Wide{term.second} : Wide{term.second};
  const Wide low = ceil_div(least, size), high = floor_div(most, size);
  const TickSet& ticks = state.domain(term.first).ticks;
  if (low <= ticks.lowest() && high >= ticks.highest()) return false;
  Domain& domain = state.edit(term.first);
  if (low > high || low > INT64_MAX || high < INT64_MIN)
    domain.ticks = TickSet::empty_set();
  else
    domain.ticks.intersect(clamp_tick(low), clamp_tick(high));
  state.settle(term.first);
  return true;
}

}  // namespace

DifferenceResult tighten_sums(BranchState& state) {
  constexpr int kRounds = 8;
  bool changed = true;
  for (int round = 0; changed && round < kRounds; ++round) {
    changed = false;
    for (const LinearRelation& sum : state.sums) {
      const auto total = total_of(state, sum);
      if (!total) continue;
      const bool bounded_above = sum.op == Op::Le || sum.op == Op::Lt || sum.op == Op::Eq;
      const bool bounded_below = sum.op == Op::Ge || sum.op == Op::Gt || sum.op == Op::Eq;
      const Wide most = bounded_above ? Wide{sum.bound} - (sum.op == Op::Lt) : total->span.high;
      const Wide least = bounded_below ? Wide{sum.bound} + (sum.op == Op::Gt) : total->span.low;
      if (total->span.low > most || total->span.high < least) {
        state.contradiction = state.contradiction || total->nullable.empty();
        return {false, total->nullable};
      }
      if (!total->nullable.empty()) continue;
      for (const Term& term : sum.terms) {
        const auto own = span_of(state, term);
        if (!own) continue;
        changed = keep_term(state, term, least - (total->span.high - own->high),
                            most - (total->span.low - own->low)) ||
                  changed;
        // The other terms' room was worked out with the old bounds: the next round sees the new ones.
        if (state.contradiction) return {false, {}};
      }
    }
  }
  return {true, {}};
}

void relate_terms(BranchState& state) {
  for (const LinearRelation& sum : state.sums) {
    if (sum.modulus > 0 || sum.terms.size() < 3 || sum.terms.size() > kMostTerms) continue;
    for (const Term& left : sum.terms)
      for (const Term& right : sum.terms) relate_pair(state, sum, left, right);
  }
}

}  // namespace datagen::core
