// test/unit/decimal_test.cpp -- doubles to decimals, against rounding of their 15 digits
#include "core/schema/decimal.hpp"

#include "core/random/stream.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace datagen::core {
namespace {

TEST(Decimal, rounds_half_away_from_zero) {
  EXPECT_EQ(rescaled(25, 1, 0), 3);
  EXPECT_EQ(rescaled(-25, 1, 0), -3);
  EXPECT_EQ(rescaled(24, 1, 0), 2);
  EXPECT_EQ(rescaled(5, 0, 2), 500);
  EXPECT_EQ(rescaled(INT64_MAX, 0, 1), std::nullopt);
  EXPECT_EQ(rescaled(INT64_MAX, 18, 0), 9);
  EXPECT_EQ(rescaled(1, 40, 0), 0);
  EXPECT_EQ(rescaled(0, 0, 40), 0);
  EXPECT_EQ(rescaled(1, 0, 40), std::nullopt);
}

/// What the server says: SELECT x::numeric(…, s).
TEST(Decimal, is_what_a_cast_to_numeric_gives) {
  EXPECT_EQ(decimal_of(0.125, 2), 13);
  EXPECT_EQ(decimal_of(-0.125, 2), -13);
  EXPECT_EQ(decimal_of(1.005, 2), 101) << "15 digits: 1.00500000000000";
  EXPECT_EQ(decimal_of(2.675, 2), 268);
  EXPECT_EQ(decimal_of(0.1 + 0.2, 17), 30000000000000000);
  EXPECT_EQ(decimal_of(123456789012345678.0, 0), 123456789012346000);
  EXPECT_EQ(decimal_of(0.49999999999999994, 0), 1) << "15 digits: 0.500000000000000";
  EXPECT_EQ(decimal_of(1e-30, 2), 0);
  EXPECT_EQ(decimal_of(1e18, 2), std::nullopt);
  EXPECT_EQ(decimal_of(std::nan(""), 2), std::nullopt);
  EXPECT_EQ(decimal_of(INFINITY, 2), std::nullopt);
}

TEST(Decimal, is_the_same_with_and_without_digits) {
  Stream stream(7, 0);
  for (int i = 0; i < 20000; ++i) {
    const int scale = static_cast<int>(stream.below(5));
    const double value = (stream.unit() - 0.5) * std::pow(10.0, static_cast<double>(stream.below(9)));
    const auto fast = decimal_of(value, scale);
    // A scale that makes the number too large for the short way, rounded afterwards.
    const std::string text = [&] {
      char digits[64];
      std::snprintf(digits, sizeof digits, "%.14e", value);
      return std::string(digits);
    }();
    const long double exact = std::stold(text) * std::pow(10.0L, scale);
    ASSERT_TRUE(fast);
    EXPECT_LE(std::fabs(static_cast<long double>(*fast) - exact), 0.5L + 1e-9L) << text << " " << scale;
  }
}

}  // namespace
}  // namespace datagen::core
