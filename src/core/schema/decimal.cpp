// src/core/schema/decimal.cpp -- doubles to decimals, fast where the rounding is beyond doubt
#include "core/schema/decimal.hpp"

#include "core/schema/grid.hpp"

#include <cmath>
#include <cstdio>

namespace datagen::core {
namespace {

constexpr int kDigits = 15;  // DBL_DIG, which the server's cast keeps
constexpr int kLargestScale = 18;
constexpr int kWideDigits = 38;  // what 128 bits hold

}  // namespace

std::optional<int64_t> rescaled(__int128 digits, int from, int to) {
  if (digits == 0 || from - to > kWideDigits) return 0;
  if (to - from > kWideDigits) return std::nullopt;
  if (from <= to) {
    if (__builtin_mul_overflow(digits, wide_power_of_ten(to - from), &digits)) return std::nullopt;
  } else {
    const __int128 unit = wide_power_of_ten(from - to);
    const __int128 rest = digits % unit;
    digits /= unit;
    if (rest >= unit / 2) ++digits;
    if (rest <= -(unit / 2)) --digits;
  }
  if (digits > INT64_MAX || digits < INT64_MIN) return std::nullopt;
  return static_cast<int64_t>(digits);
}

std::optional<int64_t> decimal_of(double value, int scale) {
  if (!std::isfinite(value) || scale < 0 || scale > kLargestScale) return std::nullopt;
  // Below a thousand million units, multiplying and cutting to 15 digits err by less than 1e-5 units together.
  constexpr double kSure = 1e9;
  constexpr double kDoubt = 1e-4;
  const double scaled = std::fabs(value) * static_cast<double>(clamped_power_of_ten(scale));
  if (scaled < kSure) {
    const double whole = std::floor(scaled);
    const double rest = scaled - whole;
    if (std::fabs(rest - 0.5) > kDoubt) {
      const int64_t tick = static_cast<int64_t>(whole) + (rest > 0.5 ? 1 : 0);
      return value < 0 ? -tick : tick;
    }
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.*e", kDigits - 1, value);
  int64_t digits = 0;
  const char* at = text;
  for (; *at && *at != 'e'; ++at)
    if (*at >= '0' && *at <= '9') digits = digits * 10 + (*at - '0');
  int exponent = 0;
  if (*at == 'e') std::sscanf(at + 1, "%d", &exponent);
  return rescaled(value < 0 ? -digits : digits, kDigits - 1 - exponent, scale);
}

}  // namespace datagen::core
