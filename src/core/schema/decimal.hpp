// src/core/schema/decimal.hpp -- numbers as PostgreSQL rounds them when it casts them to a decimal type
#pragma once

#include <cstdint>
#include <optional>

namespace datagen::core {

/// `value` in units of 10^-scale, as `value::numeric(…, scale)` has it: first its 15 significant decimal digits, then
/// rounded to the scale, half away from zero. nullopt for NaN, infinities, what exceeds 64 bits, and a scale outside
/// of 0 to 18.
std::optional<int64_t> decimal_of(double value, int scale);

/// The decimal digits / 10^from in units of 10^-to, rounded half away from zero; nullopt where it exceeds 64 bits.
std::optional<int64_t> rescaled(__int128 digits, int from, int to);

/// The multiple of `step` at or below `value`.
constexpr int64_t floor_to(int64_t value, int64_t step) {
  const int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}

}  // namespace datagen::core
