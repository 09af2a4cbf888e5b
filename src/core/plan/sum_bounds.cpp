// src/core/plan/sum_bounds.cpp -- intervals from inequalities, points from equations, strides from congruences
#include "core/plan/sum_bounds.hpp"

#include "core/schema/grid.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace datagen::core {
namespace {

/// The sum of the other terms; nullopt when one of them has no value yet.
std::optional<__int128> rest_of(const LinearRelation& sum, int column, const Value* row,
                                const std::vector<char>& assigned) {
  __int128 rest = 0;
  for (const auto& [other, factor] : sum.terms) {
    if (other == column) continue;
    if (!assigned[static_cast<size_t>(other)] || row[other].kind != ValueKind::Tick) return std::nullopt;
    rest += static_cast<__int128>(factor) * row[other].tick;
  }
  return rest;
}

/// The inverse of `factor` modulo `modulus`, when they have no common divisor (extended Euclid).
std::optional<__int128> inverse(__int128 factor, __int128 modulus) {
  __int128 a = ((factor % modulus) + modulus) % modulus;
  __int128 b = modulus;
  __int128 x = 1;
  __int128 y = 0;
  while (b != 0) {
    const __int128 quotient = a / b;
    a -= quotient * b;
    std::swap(a, b);
    x -= quotient * y;
    std::swap(x, y);
  }
  if (a != 1) return std::nullopt;
  return ((x % modulus) + modulus) % modulus;
}

void keep_congruent(TickSet& ticks, __int128 factor, __int128 target, int64_t modulus) {
  if (const auto solved = inverse(factor, modulus)) {
    const __int128 reduced = ((target % modulus) + modulus) % modulus;
    ticks.keep_stride(modulus, static_cast<int64_t>(reduced * *solved % modulus));
  }
}

void keep_bounded(TickSet& ticks, Op op, __int128 factor, __int128 target) {
  // factor * tick op target, with the factor made positive.
  const bool negative = factor < 0;
  if (negative) {
    factor = -factor;
    target = -target;
  }
  const bool at_most = negative ? op == Op::Ge || op == Op::Gt : op == Op::Le || op == Op::Lt;
  const bool strict = op == Op::Lt || op == Op::Gt;
  if (op == Op::Eq) {
    if (target % factor != 0)
      ticks = TickSet::empty_set();
    else
      ticks.intersect(clamp_tick(target / factor), clamp_tick(target / factor));
  } else if (at_most) {
    ticks.intersect(INT64_MIN, clamp_tick(floor_div(strict ? target - 1 : target, factor)));
  } else if (op != Op::Ne) {
    ticks.intersect(clamp_tick(ceil_div(strict ? target + 1 : target, factor)), INT64_MAX);
  }
}

}  // namespace

bool SumBounds::involves(int column) const {
  return std::any_of(sums_.begin(), sums_.end(), [&](const LinearRelation& sum) {
    return std::any_of(sum.terms.begin(), sum.terms.end(),
                       [&](const auto& term) { return term.first == column; });
  });
}

bool SumBounds::narrow(int column, const Value* row, const std::vector<char>& assigned,
                       TickSet& ticks) const {
  bool narrowed = false;
  for (const LinearRelation& sum : sums_) {
    const auto own =
        std::find_if(sum.terms.begin(), sum.terms.end(), [&](const auto& t) { return t.first == column; });
    if (own == sum.terms.end() || own->second == 0) continue;
    const auto rest = rest_of(sum, column, row, assigned);
    if (!rest) continue;
    const __int128 target = static_cast<__int128>(sum.bound) - *rest;
    if (sum.modulus > 0)
      keep_congruent(ticks, own->second, target, sum.modulus);
    else
      keep_bounded(ticks, sum.op, own->second, target);
    narrowed = true;
  }
  return narrowed;
}

}  // namespace datagen::core
