// src/core/schema/grid.hpp -- comparing ticks of two types: the factor that brings each to their common grid
#pragma once

#include "core/schema/type.hpp"

#include <optional>

namespace datagen::core {

/// Factors f such that left tick * left_factor and right tick * right_factor lie on one grid.
struct CommonGrid {
  int64_t left_factor = 1;
  int64_t right_factor = 1;
};

/// nullopt when the types' ticks cannot be compared (a number with a date, an enum with another).
std::optional<CommonGrid> common_grid(const Type& left, const Type& right);

/// 10^exponent for exponent in [0, 18]; nullopt outside.
std::optional<int64_t> power_of_ten(int exponent);

/// a / b rounded towards minus infinity, b > 0.
constexpr __int128 floor_div(__int128 a, __int128 b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }
constexpr __int128 ceil_div(__int128 a, __int128 b) { return -floor_div(-a, b); }

/// Clamps to the range of int64_t.
constexpr int64_t clamp_tick(__int128 value) {
  return value < INT64_MIN ? INT64_MIN : value > INT64_MAX ? INT64_MAX : static_cast<int64_t>(value);
}

/// 10^exponent; 1 below 0, 10^38 above 38.
constexpr __int128 wide_power_of_ten(int exponent) {
  __int128 power = 1;
  for (int i = 0; i < exponent && i < 38; ++i) power *= 10;
  return power;
}

/// The same clamped to the range of int64_t.
constexpr int64_t clamped_power_of_ten(int exponent) { return clamp_tick(wide_power_of_ten(exponent)); }

}  // namespace datagen::core
