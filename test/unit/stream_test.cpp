// test/unit/stream_test.cpp -- draws depend on key, row and attempt alone, and are uniform
#include "core/random/stream.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace datagen::core {
namespace {

TEST(Stream, DependsOnKeyRowAndAttempt) {
  EXPECT_EQ(Stream(1, 2).next64(), Stream(1, 2).next64());
  EXPECT_NE(Stream(1, 2).next64(), Stream(1, 3).next64());
  EXPECT_NE(Stream(1, 2).next64(), Stream(2, 2).next64());
  EXPECT_NE(Stream(1, 2).next64(), Stream(1, 2, 1).next64());
  EXPECT_EQ(Stream(1, 2).next64(), Stream(1, 2, 0).next64());
}

TEST(Stream, StaysInItsBounds) {
  Stream stream(9, 9);
  for (int i = 0; i < 2000; ++i) {
    EXPECT_LT(stream.below(7), 7u);
    EXPECT_LT(stream.below(uint64_t{1} << 40), uint64_t{1} << 40);
    const int64_t between = stream.between(-3, 3);
    EXPECT_TRUE(between >= -3 && between <= 3);
    const double unit = stream.unit();
    EXPECT_TRUE(unit >= 0 && unit < 1);
  }
  EXPECT_EQ(stream.below(0), 0u);
  EXPECT_EQ(stream.below(1), 0u);
  EXPECT_EQ(stream.between(5, 4), 5);
  stream.between(INT64_MIN, INT64_MAX);
}

TEST(Stream, RowsAreIndependentlyUniform) {
  // The first draw of 100,000 rows over 10 cells: chi-squared with 9 degrees of freedom, 0.999 quantile 27.9.
  std::array<double, 10> cells{};
  for (uint64_t row = 0; row < 100000; ++row) ++cells[Stream(17, row).below(10)];
  double chi = 0;
  for (double count : cells) chi += (count - 10000) * (count - 10000) / 10000;
  EXPECT_LT(chi, 27.9);
}

TEST(Stream, ColumnKeysTellRelationFromColumn) {
  EXPECT_NE(column_key(1, "a", "b"), column_key(1, "b", "a"));
  EXPECT_NE(column_key(1, "a", "b"), column_key(2, "a", "b"));
  EXPECT_NE(column_key(1, "ab", "c"), column_key(1, "a", "bc"));
}

TEST(Stream, GoldenValues) {
  EXPECT_EQ(mix64(0), 0xe220a8397b1dcdafULL);
  EXPECT_EQ(hash_name("customer"), 9127850533286495853u);
  EXPECT_EQ(column_key(42, "orders", "id"), 12700408958761391559u);
  Stream stream(42, 0);
  EXPECT_EQ(stream.next64(), 14478354076007123055u);
  EXPECT_EQ(stream.below(1000), 569u);
  EXPECT_EQ(Stream(42, 7, 3).next64(), 5326574749476170980u);
}

}  // namespace
}  // namespace datagen::core
