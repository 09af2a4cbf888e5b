// src/core/base/decimal.cpp -- doubles to decimals, fast where the rounding is beyond doubt
#include "core/base/decimal.hpp"

#include <cmath>
#include <cstdio>

namespace datagen::core {
namespace {

constexpr int kDigits = 15;  // DBL_DIG, which the server's cast keeps
constexpr int kLargestPower = 18;

constexpr int64_t integral_power_of_ten(int exponent) {
  int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace

std::optional<int64_t> rescaled(int64_t tick, int from, int to) {
  int64_t result;
  if (to >= from) {
    if (to - from > kLargestPower) return tick == 0 ? std::optional<int64_t>(0) : std::nullopt;
    if (__builtin_mul_overflow(tick, integral_power_of_ten(to - from), &result)) return std::nullopt;
    return result;
  }
  if (from - to > kLargestPower) {
    constexpr int64_t kHalf = 5'000'000'000'000'000'000;
    return from - to > kLargestPower + 1 ? 0 : tick >= kHalf ? 1 : tick <= -kHalf ? -1 : 0;
  }
  const int64_t unit = integral_power_of_ten(from - to);
  const int64_t rest = tick % unit;
  result = tick / unit;
  if (rest >= unit - unit / 2) return result + 1;
  if (rest <= -(unit - unit / 2)) return result - 1;
  return result;
}

std::optional<int64_t> decimal_of(double value, int scale) {
  if (!std::isfinite(value) || scale < 0 || scale > kLargestPower) return std::nullopt;
  // Below a thousand million units, multiplying and cutting to 15 digits err by less than 1e-5 units together.
  constexpr double kSure = 1e9;
  constexpr double kDoubt = 1e-4;
  const double scaled = std::fabs(value) * static_cast<double>(integral_power_of_ten(scale));
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
