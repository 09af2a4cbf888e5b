// test/unit/integer_set_test.cpp -- the set against std::set: dense, scattered and extreme integers
#include "core/base/integer_set.hpp"

#include <gtest/gtest.h>

#include <set>

namespace datagen::core {
namespace {

TEST(IntegerSetTest, TellsNewFromKnown) {
  IntegerSet set;
  std::set<int64_t> model;
  uint64_t state = 1;
  for (int i = 0; i < 30000; ++i) {
    state = mix64(state);
    const auto value = i % 2 ? static_cast<int64_t>(state % 5000) - 2500 : static_cast<int64_t>(state);
    EXPECT_EQ(set.insert(value), model.insert(value).second);
  }
  for (const int64_t value : {INT64_MIN, INT64_MAX, int64_t{0}, int64_t{-1}})
    EXPECT_EQ(set.insert(value), model.insert(value).second);
}

TEST(IntegerSetTest, DenseIsSmall) {
  IntegerSet set;
  for (int64_t value = 1; value <= 1000000; ++value) EXPECT_TRUE(set.insert(value));
  for (int64_t value = 1; value <= 1000000; ++value) EXPECT_FALSE(set.insert(value));
  EXPECT_LE(set.memory(), 1000000U);
}

TEST(IntegerSetTest, ClearForgets) {
  IntegerSet set;
  set.insert(7);
  set.clear();
  EXPECT_EQ(set.memory(), 0U);
  EXPECT_TRUE(set.insert(7));
}

}  // namespace
}  // namespace datagen::core
