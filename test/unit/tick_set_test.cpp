// test/unit/tick_set_test.cpp -- the algebra of tick sets against plain sets of integers
#include "core/constraint/tick_set.hpp"
#include "core/random/stream.hpp"

#include <gtest/gtest.h>

#include <set>

namespace datagen::core {
namespace {

std::set<int64_t> members(const TickSet& set, int64_t low, int64_t high) {
  std::set<int64_t> found;
  for (int64_t tick = low; tick <= high; ++tick)
    if (set.contains(tick)) found.insert(tick);
  return found;
}

TEST(TickSet, EverythingSaturates) {
  TickSet all;
  EXPECT_TRUE(all.everything());
  EXPECT_EQ(all.size(), UINT64_MAX);
  EXPECT_EQ(all.lowest(), INT64_MIN);
  EXPECT_EQ(all.highest(), INT64_MAX);
  all.exclude(0);
  EXPECT_FALSE(all.everything());
  EXPECT_FALSE(all.contains(0));
  EXPECT_TRUE(TickSet(2, 1).empty());
}

TEST(TickSet, StrideOfALargePrime) {
  TickSet set(1, 2000000000);
  set.keep_stride(9973, 17);
  EXPECT_EQ(set.size(), 200541u + (17 + 9973ll * 200541 <= 2000000000 ? 1 : 0));
  EXPECT_EQ(set.lowest(), 17);
  EXPECT_EQ(set.unrank(1), 17 + 9973);
  EXPECT_EQ(set.rank(17 + 9973 * 5), 5u);
  EXPECT_FALSE(set.rank(18).has_value());
}

TEST(TickSet, ChineseRemainders) {
  TickSet set(0, 1000);
  set.keep_stride(7, 3);
  set.keep_stride(11, 5);
  EXPECT_EQ(set.modulus(), 77);
  EXPECT_EQ(set.lowest(), 38);
  set.keep_stride(7, 4);
  EXPECT_TRUE(set.empty());
}

TEST(TickSet, StridesWiderThanTheGridAreListed) {
  TickSet set;
  set.keep_stride(INT64_MAX, 5);
  set.keep_stride(INT64_MAX - 1, 5);
  EXPECT_EQ(set.size(), 1u);
  EXPECT_EQ(set.lowest(), 5);
}

TEST(TickSet, UnionsOfDifferentStrides) {
  TickSet even(0, 20), third(0, 21);
  even.keep_stride(2, 0);
  third.keep_stride(3, 0);
  bool exact = false;
  even.unite(third, &exact);
  EXPECT_TRUE(exact);
  EXPECT_TRUE(even.contains(9));
  EXPECT_FALSE(even.contains(7));
  TickSet wide, wide_third;
  wide.keep_stride(2, 0);
  wide_third.keep_stride(3, 0);
  wide.unite(wide_third, &exact);
  EXPECT_FALSE(exact);
  EXPECT_TRUE(wide.contains(9));
}

TEST(TickSet, RandomAlgebraMatchesPlainSets) {
  for (uint64_t round = 0; round < 3000; ++round) {
    Stream stream(77, round);
    TickSet sets[2];
    std::set<int64_t> plain[2];
    for (int k = 0; k < 2; ++k) {
      const int64_t low = stream.between(-20, 10), high = low + stream.between(-2, 25);
      sets[k] = TickSet(low, high);
      const int64_t modulus = stream.between(1, 5), remainder = stream.between(-7, 7),
                    gone = stream.between(-20, 20);
      sets[k].keep_stride(modulus, remainder);
      sets[k].exclude(gone);
      for (int64_t tick = -60; tick <= 60; ++tick)
        if (tick >= low && tick <= high && ((tick - remainder) % modulus) == 0 && tick != gone)
          plain[k].insert(tick);
      ASSERT_EQ(members(sets[k], -60, 60), plain[k]);
      ASSERT_EQ(sets[k].size(), plain[k].size());
    }
    TickSet both = sets[0], either = sets[0];
    both.intersect(sets[1]);
    bool exact = false;
    either.unite(sets[1], &exact);
    ASSERT_TRUE(exact);
    std::set<int64_t> common, all = plain[0];
    for (int64_t tick : plain[0])
      if (plain[1].count(tick)) common.insert(tick);
    all.insert(plain[1].begin(), plain[1].end());
    ASSERT_EQ(members(both, -60, 60), common);
    ASSERT_EQ(members(either, -60, 60), all);
    uint64_t index = 0;
    for (int64_t tick : all) {
      ASSERT_EQ(either.unrank(index), tick);
      ASSERT_EQ(either.rank(tick), index);
      ++index;
    }
    if (!all.empty()) {
      ASSERT_EQ(either.lowest(), *all.begin());
      ASSERT_EQ(either.highest(), *all.rbegin());
    }
  }
}

}  // namespace
}  // namespace datagen::core
