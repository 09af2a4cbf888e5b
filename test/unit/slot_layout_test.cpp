// test/unit/slot_layout_test.cpp -- stretches that do not overlap: density, gaps, grids, determinism
#include "core/plan/slot_layout.hpp"
#include "core/plan/occupancy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace datagen::core {
namespace {

SlotLimits limits_within(int64_t low, int64_t high, int64_t shortest, int64_t longest) {
  SlotLimits limits;
  limits.lows = TickSet(low, high);
  limits.ends = TickSet(low, high + 1);
  limits.widths = TickSet(shortest, longest);
  limits.usual = {shortest, longest};
  limits.preferred = {low, high};
  return limits;
}

void expect_apart(const std::vector<TickInterval>& slots, const SlotLimits& limits,
                  const std::vector<TickInterval>& gaps) {
  for (size_t i = 0; i < slots.size(); ++i) {
    const int64_t end = slots[i].high + 1;
    EXPECT_TRUE(limits.lows.contains(slots[i].low));
    EXPECT_TRUE(limits.ends.contains(end));
    EXPECT_TRUE(limits.widths.contains(end - slots[i].low));
    EXPECT_TRUE(std::any_of(gaps.begin(), gaps.end(), [&](const TickInterval& gap) {
      return gap.low <= slots[i].low && slots[i].high <= gap.high;
    }));
    if (i > 0) EXPECT_GT(slots[i].low, slots[i - 1].high);
  }
}

TEST(Occupancy, GapsAreWhatIsLeftOfTheWindow) {
  Occupancy taken;
  taken.add({10, 19});
  taken.add({30, 39});
  taken.add({35, 44});
  taken.add({INT64_MIN, -5});
  const auto gaps = taken.gaps({-10, 40});
  ASSERT_EQ(gaps.size(), 2u);
  EXPECT_EQ(gaps[0].low, -4);
  EXPECT_EQ(gaps[0].high, 9);
  EXPECT_EQ(gaps[1].low, 20);
  EXPECT_EQ(gaps[1].high, 29);
  EXPECT_TRUE(taken.overlaps({44, 50}));
  EXPECT_FALSE(taken.overlaps({45, 50}));
  EXPECT_FALSE(taken.overlaps({20, 29}));
  EXPECT_TRUE(taken.overlaps({0, 100}));
}

TEST(Occupancy, StretchThatWasRemovedIsFreeAgain) {
  Occupancy taken;
  taken.add({5, 9});
  taken.add({10, 12});
  taken.remove({5, 9});
  EXPECT_FALSE(taken.overlaps({5, 9}));
  EXPECT_TRUE(taken.overlaps({10, 10}));
  taken.add({0, INT64_MAX});
  EXPECT_TRUE(taken.gaps({0, 100}).empty());
}

TEST(SlotLayout, UnitSlotsFillTheLastPlace) {
  const SlotLimits limits = limits_within(0, 99, 1, 1);
  for (uint64_t count : {1u, 90u, 99u, 100u}) {
    Stream stream(7, count);
    const auto slots = lay_out({{0, 99}}, count, limits, stream);
    EXPECT_EQ(slots.size(), count);
    expect_apart(slots, limits, {{0, 99}});
  }
  EXPECT_EQ(count_slots({{0, 99}}, limits, 1000), 100u);
}

TEST(SlotLayout, WidthsShrinkToTheRoom) {
  const SlotLimits limits = limits_within(0, 999, 2, 50);
  const std::vector<TickInterval> gaps{{0, 9}, {20, 22}, {100, 400}};
  const uint64_t most = count_slots(gaps, limits, 10000);
  EXPECT_EQ(most, 5u + 1 + 150);
  for (uint64_t count = 1; count <= most; count += 5) {
    Stream stream(3, count);
    const auto slots = lay_out(gaps, count, limits, stream);
    ASSERT_EQ(slots.size(), count);
    expect_apart(slots, limits, gaps);
  }
  Stream stream(3, 1);
  EXPECT_EQ(lay_out(gaps, most + 1, limits, stream).size(), most);
}

TEST(SlotLayout, WidthsVaryWhereThereIsRoom) {
  const SlotLimits limits = limits_within(0, 100000, 1, 50);
  Stream stream(5, 0);
  std::set<int64_t> widths;
  for (const TickInterval& slot : lay_out({{0, 100000}}, 500, limits, stream))
    widths.insert(slot.high - slot.low + 1);
  EXPECT_GT(widths.size(), 30u);
}

TEST(SlotLayout, BeginningsAndEndsKeepToTheirGrids) {
  SlotLimits limits = limits_within(0, 990, 1, 29);
  limits.lows.keep_stride(10, 0);
  limits.ends = TickSet(0, 1000);
  limits.ends.keep_stride(10, 5);
  const std::vector<TickInterval> gaps{{0, 999}};
  EXPECT_EQ(count_slots(gaps, limits, 10000), 100u);
  Stream stream(9, 0);
  const auto slots = lay_out(gaps, 100, limits, stream);
  ASSERT_EQ(slots.size(), 100u);
  expect_apart(slots, limits, gaps);
}

TEST(SlotLayout, ListedWidthsAreKept) {
  SlotLimits limits = limits_within(0, 999, 5, 15);
  limits.widths = TickSet::of_points({5, 10, 15});
  const std::vector<TickInterval> gaps{{0, 499}, {507, 999}};
  Stream stream(11, 0);
  const auto slots = lay_out(gaps, 60, limits, stream);
  ASSERT_EQ(slots.size(), 60u);
  expect_apart(slots, limits, gaps);
}

TEST(SlotLayout, CountAgreesWithPackingOnSmallLines) {
  // Every combination of a small line, an odd stride and a gap, against a plain greedy walk.
  for (int64_t stride = 1; stride <= 4; ++stride)
    for (int64_t shortest = 1; shortest <= 5; ++shortest)
      for (int64_t from = -3; from <= 3; ++from)
        for (int64_t to = from; to <= 20; ++to) {
          SlotLimits limits = limits_within(-2, 15, shortest, shortest + 2);
          if (stride > 1) limits.lows.keep_stride(stride, 1 % stride);
          uint64_t expected = 0;
          for (int64_t low = from; low + shortest - 1 <= to && low <= 15; ++low) {
            if (!limits.lows.contains(low) || low + shortest > 16) continue;
            ++expected;
            low += shortest - 1;
          }
          EXPECT_EQ(count_slots({{from, to}}, limits, 1000), expected)
              << stride << " " << shortest << " " << from << " " << to;
        }
}

TEST(SlotLayout, CountStopsOnLongLinesOfSeveralPieces) {
  SlotLimits limits = limits_within(INT32_MIN, INT32_MAX, 1, 100);
  limits.lows = TickSet::of_intervals({{INT32_MIN, 0}, {100, INT32_MAX}});
  limits.ends = TickSet::of_intervals({{INT32_MIN, 50}, {101, INT32_MAX}});
  EXPECT_EQ(count_slots({limits.window()}, limits, 1000), 1000u);
  EXPECT_EQ(next_member(limits.lows, 0), 0);
  EXPECT_EQ(next_member(limits.lows, 1), 100);
  EXPECT_EQ(next_member(limits.lows, 101), 101);
  EXPECT_EQ(previous_member(limits.lows, 99), 0);
  EXPECT_EQ(previous_member(limits.lows, 100), 100);
  EXPECT_EQ(previous_member(limits.lows, -5), -5);
}

TEST(SlotLayout, SameStreamSameSlots) {
  const SlotLimits limits = limits_within(0, 100000, 1, 50);
  Stream one(21, 4), same(21, 4), other(22, 4);
  const auto a = lay_out({{0, 100000}}, 50, limits, one);
  const auto b = lay_out({{0, 100000}}, 50, limits, same);
  const auto c = lay_out({{0, 100000}}, 50, limits, other);
  ASSERT_EQ(a.size(), b.size());
  bool differs = false;
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].low, b[i].low);
    EXPECT_EQ(a[i].high, b[i].high);
    differs = differs || a[i].low != c[i].low;
  }
  EXPECT_TRUE(differs);
}

TEST(SlotLayout, WholeLineDoesNotOverflow) {
  SlotLimits limits;
  limits.widths = TickSet(1, INT64_MAX);
  limits.usual = {1, 1000};
  limits.preferred = {0, 1000};
  const TickInterval all = limits.window();
  EXPECT_EQ(count_slots({all}, limits, 1000000), 1000000u);
  Stream stream(1, 1);
  const auto slots =
      lay_out({{INT64_MIN, INT64_MIN + 500}, {INT64_MAX - 500, INT64_MAX - 1}}, 20, limits, stream);
  EXPECT_EQ(slots.size(), 20u);
}

}  // namespace
}  // namespace datagen::core
