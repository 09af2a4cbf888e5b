// test/unit/row_cover_test.cpp -- covers, and bijections under conditions
#include "core/plan/row_cover.hpp"
#include "core/plan/joint_keys.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

namespace datagen::core {
namespace {

struct QuietHost : Host {
  void check_interrupts() override {}
};

/// Queens on a board: row, column and both diagonals.
RowOptions queens(uint32_t size) {
  RowOptions options;
  options.keys = 4;
  for (uint32_t row = 0; row < size; ++row)
    for (uint32_t column = 0; column < size; ++column)
      for (uint32_t value : {row, column, row + column, row + size - column}) options.values.push_back(value);
  return options;
}

TEST(RowCover, PlacesQueens) {
  QuietHost host;
  for (uint32_t size : {4u, 5u, 8u, 16u, 24u}) {
    const auto chosen = find_cover(queens(size), 0, size, 1, 400000, host);
    ASSERT_EQ(chosen.size(), size);
    std::set<uint32_t> rows, columns, sums, differences;
    for (uint32_t option : chosen) {
      const uint32_t row = option / size, column = option % size;
      EXPECT_TRUE(rows.insert(row).second);
      EXPECT_TRUE(columns.insert(column).second);
      EXPECT_TRUE(sums.insert(row + column).second);
      EXPECT_TRUE(differences.insert(row + size - column).second);
    }
  }
}

TEST(RowCover, TellsWhenThereIsNone) {
  QuietHost host;
  EXPECT_TRUE(find_cover(queens(3), 0, 3, 1, 400000, host).empty());
  EXPECT_EQ(find_cover(queens(3), 0, 2, 1, 400000, host).size(), 2u) << "one row may be left out";
}

TEST(RowCover, IgnoresKeysInWhichARowHasNoValue) {
  QuietHost host;
  RowOptions options;
  options.keys = 2;
  for (uint32_t row = 0; row < 5; ++row) {
    options.values.push_back(row);
    options.values.push_back(UINT32_MAX);
  }
  EXPECT_EQ(find_cover(options, 0, 5, 1, 1000, host).size(), 5u);
}

/// Two keys of one component each.
JointKeys bijection(uint64_t size) {
  JointKeys problem;
  problem.sizes = {size, size};
  for (size_t component : {size_t{0}, size_t{1}}) {
    JointKeys::Key key;
    key.components = {component};
    key.classes.resize(1);
    key.class_counts = {size};
    problem.keys.push_back(key);
  }
  problem.taken.resize(2);
  return problem;
}

TEST(JointKeys, PairsMembersUnderACondition) {
  QuietHost host;
  for (uint64_t size : {20u, 300u}) {
    JointKeys problem = bijection(size);
    problem.admits = [](const uint64_t* digits) {
      const auto distance = static_cast<int64_t>(digits[0]) - static_cast<int64_t>(digits[1]);
      return distance != 0 && std::abs(distance) <= 3;
    };
    const auto digits = find_joint_rows(problem, size, size, 7, host);
    ASSERT_EQ(digits.size(), 2 * size);
    std::set<uint64_t> left, right;
    for (size_t row = 0; row < digits.size(); row += 2) {
      EXPECT_TRUE(problem.admits(&digits[row]));
      left.insert(digits[row]);
      right.insert(digits[row + 1]);
    }
    EXPECT_EQ(left.size(), size);
    EXPECT_EQ(right.size(), size);
  }
}

TEST(JointKeys, KeepsComputedKeysApart) {
  QuietHost host;
  JointKeys problem = bijection(12);
  for (const bool sum : {true, false}) {
    JointKeys::Key key;
    key.computed = [sum](const uint64_t* digits) {
      return sum ? digits[0] + digits[1] : digits[0] + 12 - digits[1];
    };
    problem.keys.push_back(key);
    problem.taken.emplace_back();
  }
  const auto digits = find_joint_rows(problem, 12, 12, 7, host);
  ASSERT_EQ(digits.size(), 24u);
  std::set<uint64_t> sums, differences;
  for (size_t row = 0; row < digits.size(); row += 2) {
    EXPECT_TRUE(sums.insert(digits[row] + digits[row + 1]).second);
    EXPECT_TRUE(differences.insert(digits[row] + 12 - digits[row + 1]).second);
  }
}

}  // namespace
}  // namespace datagen::core
