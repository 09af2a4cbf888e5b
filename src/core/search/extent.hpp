// src/core/search/extent.hpp -- intervals with NULL, and their arithmetic
#pragma once

#include "core/constraint/linear_form.hpp"

#include <algorithm>

namespace datagen::core {

/// What a column or a node may be: any value between the ends, NULL, both. Neither: every evaluation raises an error,
/// so no row is left. Truth values are the numbers 0 and 1.
struct Extent {
  Wide low = 0;
  Wide high = 0;
  bool value = false;
  bool null = false;

  static Extent point(Wide at) { return {at, at, true, false}; }
  static Extent between(Wide low, Wide high) { return {low, high, low <= high, false}; }
  static Extent nothing_but_null() { return {0, 0, false, true}; }
  bool is_point() const { return value && !null && low == high; }
};

inline constexpr Wide kInfinite = Wide{1} << 120;

/// Ends beyond are infinite.
inline Wide clamped(Wide x) { return x > kInfinite ? kInfinite : x < -kInfinite ? -kInfinite : x; }

/// Infinite ends absorb: the sum of an infinite end and anything is that end.
inline Wide plus(Wide a, Wide b) {
  if (a >= kInfinite || a <= -kInfinite) return a;
  if (b >= kInfinite || b <= -kInfinite) return b;
  return clamped(a + b);
}

inline Wide times(Wide a, Wide b) {
  if (a == 0 || b == 0) return 0;
  Wide product = 0;
  if (__builtin_mul_overflow(a, b, &product)) return (a < 0) == (b < 0) ? kInfinite : -kInfinite;
  return clamped(product);
}

inline Wide magnitude(Wide a) { return a < 0 ? -a : a; }
inline Wide lcm_of(Wide a, Wide b) { return a / gcd_of(a, b) * b; }

inline Extent scaled(const Extent& x, Wide factor) {
  return {times(x.low, factor), times(x.high, factor), x.value, x.null};
}

inline Extent with_nulls(Extent result, const Extent& a, const Extent& b) {
  result.value = result.value && a.value && b.value;
  // Where one argument is NULL and the other raises no error.
  result.null = (a.null && (b.null || b.value)) || (b.null && (a.null || a.value));
  return result;
}

inline Extent truth(bool may_be_true, bool may_be_false, bool may_be_null) {
  return {may_be_false ? 0 : 1, may_be_true ? 1 : 0, may_be_true || may_be_false, may_be_null};
}

inline bool may_be_true(const Extent& x) { return x.value && x.high >= 1; }
inline bool may_be_false(const Extent& x) { return x.value && x.low <= 0; }

inline Extent united(const Extent& a, const Extent& b) {
  if (!a.value) return {b.low, b.high, b.value, a.null || b.null};
  if (!b.value) return {a.low, a.high, true, a.null || b.null};
  return {std::min(a.low, b.low), std::max(a.high, b.high), true, a.null || b.null};
}

}  // namespace datagen::core
