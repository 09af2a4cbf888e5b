// test/unit/fan_out_test.cpp -- children per parent against their laws, trees against their settings
#include "core/plan/fan_out.hpp"
#include "core/base/error.hpp"
#include "core/plan/level_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace datagen::core {
namespace {

std::vector<uint64_t> children(const FanOutShape& shape, uint64_t parents, uint64_t rows, uint64_t key = 5) {
  const FanOut fan_out(shape, parents, rows, key);
  std::vector<uint64_t> counts(parents);
  for (uint64_t row = 0; row < rows; ++row) ++counts.at(fan_out.parent_of(row, 0));
  return counts;
}

struct Summary {
  double mean = 0, variance = 0, childless = 0;
  uint64_t least = UINT64_MAX, most = 0;
};

Summary summary(const std::vector<uint64_t>& counts, bool with_childless = true) {
  Summary s;
  double n = 0;
  for (uint64_t c : counts) {
    s.childless += c == 0 ? 1.0 / static_cast<double>(counts.size()) : 0;
    if (c == 0 && !with_childless) continue;
    ++n;
    s.mean += static_cast<double>(c);
    s.least = std::min(s.least, c);
    s.most = std::max(s.most, c);
  }
  s.mean /= n;
  for (uint64_t c : counts)
    if (c > 0 || with_childless) s.variance += std::pow(static_cast<double>(c) - s.mean, 2) / n;
  return s;
}

TEST(FanOut, FixedGivesEachTheSame) {
  FanOutShape shape;
  shape.law = FanOutLaw::Fixed;
  shape.mean = 3;
  EXPECT_EQ(natural_children(shape, 1000, 5), 3000u);
  const Summary all = summary(children(shape, 1000, 3000));
  EXPECT_EQ(all.least, 3u);
  EXPECT_EQ(all.most, 3u);
  // Fewer rows: the parents that have any have three, the last one what is left.
  const auto some = children(shape, 1000, 1000);
  EXPECT_EQ(std::count(some.begin(), some.end(), 3u), 333);
  EXPECT_EQ(std::count(some.begin(), some.end(), 1u), 1);
  EXPECT_THROW(FanOut(shape, 1000, 3001, 5), Error);
}

TEST(FanOut, PoissonFollowsItsLaw) {
  FanOutShape shape;
  shape.mean = 4;
  constexpr uint64_t kParents = 100000;
  const uint64_t rows = natural_children(shape, kParents, 5);
  EXPECT_NEAR(static_cast<double>(rows), 4.0 * kParents, 3 * std::sqrt(4.0 * kParents));
  const Summary s = summary(children(shape, kParents, rows));
  EXPECT_NEAR(s.variance, 4, 3 * std::sqrt(2 * 16 + 4.0) / std::sqrt(kParents));
  EXPECT_NEAR(s.childless, std::exp(-4), 3 * std::sqrt(std::exp(-4) / kParents));
  // Without a mean, it follows from the rows.
  shape.mean.reset();
  const Summary open = summary(children(shape, kParents, 250000));
  EXPECT_DOUBLE_EQ(open.mean, 2.5);
  EXPECT_NEAR(open.variance, 2.5, 0.05);
  EXPECT_NEAR(open.childless, std::exp(-2.5), 0.003);
}

TEST(FanOut, NegativeBinomialIsMoreUneven) {
  FanOutShape shape;
  shape.law = FanOutLaw::NegativeBinomial;
  shape.mean = 4;
  shape.dispersion = 2;
  shape.childless = 0.2;
  constexpr uint64_t kParents = 100000;
  const auto counts = children(shape, kParents, natural_children(shape, kParents, 5));
  const Summary s = summary(counts);
  // Four fifths of the parents: NB(size 2, p 1/3) with P(0) = 1/9 and variance 12.
  EXPECT_NEAR(s.mean, 3.2, 0.04);
  EXPECT_NEAR(s.childless, 0.2 + 0.8 / 9, 0.004);
  EXPECT_NEAR(s.variance, 0.8 * (12 + 16) - 3.2 * 3.2, 0.3);
}

TEST(FanOut, BoundsHold) {
  FanOutShape shape;
  shape.law = FanOutLaw::Uniform;
  shape.least = 1;
  shape.most = 5;
  const uint64_t rows = natural_children(shape, 50000, 5);
  const auto counts = children(shape, 50000, rows);
  for (uint64_t k = 1; k <= 5; ++k)
    EXPECT_NEAR(static_cast<double>(std::count(counts.begin(), counts.end(), k)), 10000, 300);
  shape.law = FanOutLaw::Poisson;
  shape.least = 2;
  shape.most = 6;
  const Summary open = summary(children(shape, 1000, 4000));
  EXPECT_GE(open.least, 2u);
  EXPECT_LE(open.most, 6u);
  EXPECT_EQ(summary(children(shape, 1000, 6000)).least, 6u);
  EXPECT_THROW(FanOut(shape, 1000, 6001, 5), Error);
  shape.mean = 3;
  EXPECT_LE(summary(children(shape, 1000, 2500)).most, 6u);
  EXPECT_THROW(FanOut(shape, 1000, 6001, 5), Error);
}

TEST(FanOut, BoundsAreTheOnlyLimit) {
  FanOutShape shape;
  shape.law = FanOutLaw::Uniform;
  shape.least = 1;
  shape.most = 4;
  for (uint64_t rows : {50, 130, 170, 199, 200}) {
    const Summary seen = summary(children(shape, 50, rows));
    EXPECT_LE(seen.most, 4u) << rows;
  }
  EXPECT_EQ(summary(children(shape, 50, 200)).least, 4u);
  EXPECT_THROW(FanOut(shape, 50, 201, 5), Error);
}

TEST(FanOut, ZipfRecoversItsExponent) {
  FanOutShape shape;
  shape.law = FanOutLaw::Zipf;
  shape.exponent = 1.2;
  shape.childless = 0.5;
  auto counts = children(shape, 2000, 200000);
  EXPECT_GE(std::count(counts.begin(), counts.end(), 0u), 1000);
  std::sort(counts.rbegin(), counts.rend());
  // The slope between the busiest and the tenth, of large counts.
  EXPECT_NEAR(std::log(static_cast<double>(counts[0]) / static_cast<double>(counts[9])) / std::log(10.0), 1.2,
              0.05);
}

TEST(FanOut, SlicesAndRetriesAgree) {
  FanOutShape shape;
  shape.mean = 2;
  const FanOut one(shape, 100, 150, 9), other(shape, 100, 150, 9), different(shape, 100, 150, 10);
  bool same = true;
  for (uint64_t row = 150; row-- > 0;) {
    EXPECT_EQ(one.parent_of(row, 0), other.parent_of(row, 0));
    EXPECT_LT(one.parent_of(row, 7), 100u);
    same = same && one.parent_of(row, 0) == different.parent_of(row, 0);
  }
  EXPECT_FALSE(same);
  EXPECT_LT(one.parent_of(1000, 0), 100u);  // rows made beyond the plan
}

TEST(FanOut, RefusesContradictions) {
  const auto refused = [](const std::function<void(FanOutShape&)>& change) {
    FanOutShape shape;
    change(shape);
    EXPECT_THROW(check_fan_out(shape), Error);
  };
  refused([](FanOutShape& s) { s.law = FanOutLaw::Fixed; });
  refused([](FanOutShape& s) { s.law = FanOutLaw::Fixed, s.mean = 1.5; });
  refused([](FanOutShape& s) { s.law = FanOutLaw::Uniform; });
  refused([](FanOutShape& s) { s.law = FanOutLaw::Zipf, s.mean = 2; });
  refused([](FanOutShape& s) { s.mean = -1; });
  refused([](FanOutShape& s) { s.childless = 1; });
  refused([](FanOutShape& s) { s.dispersion = 0; });
  refused([](FanOutShape& s) { s.least = 3, s.most = 2; });
  FanOutShape empty;
  empty.mean = 0;
  EXPECT_THROW(FanOut(empty, 10, 5, 1), Error);
}

/// Levels, roots and the greatest number of children, by walking up.
struct Tree {
  uint64_t levels = 0, roots = 0, most = 0;
  double inner_mean = 0;
};

Tree walk(const TreeSettings& settings, uint64_t count) {
  const LevelTree tree(settings, count);
  std::vector<uint64_t> level(count);
  std::map<uint64_t, uint64_t> children;
  Tree seen;
  for (uint64_t row = 0; row < count; ++row) {
    const auto parent = tree.parent_of(row);
    if (parent) {
      EXPECT_LT(*parent, row);
      level[row] = level[*parent] + 1;
      seen.most = std::max(seen.most, ++children[*parent]);
    } else {
      ++seen.roots;
    }
    seen.levels = std::max(seen.levels, level[row] + 1);
  }
  if (!children.empty())
    seen.inner_mean = static_cast<double>(count - seen.roots) / static_cast<double>(children.size());
  return seen;
}

TEST(LevelTree, MeetsItsSettings) {
  TreeSettings settings;
  settings.roots = 3;
  settings.depth = 5;
  Tree tree = walk(settings, 1000);
  EXPECT_EQ(tree.roots, 3u);
  EXPECT_EQ(tree.levels, 5u);
  settings = {};
  settings.roots = 1;
  settings.branching = 2;
  tree = walk(settings, 1023);
  EXPECT_EQ(tree.levels, 10u);
  EXPECT_EQ(tree.most, 2u);
  settings = {};
  settings.depth = 4;
  settings.branching = 3;
  tree = walk(settings, 400);  // 10 * (1 + 3 + 9 + 27)
  EXPECT_EQ(tree.roots, 10u);
  EXPECT_EQ(tree.levels, 4u);
  EXPECT_DOUBLE_EQ(tree.inner_mean, 3);
  settings = {};
  settings.depth = 1;
  EXPECT_EQ(walk(settings, 7).roots, 7u);
  settings = {};
  settings.roots = 2;
  settings.branching = 1;
  tree = walk(settings, 10);
  EXPECT_EQ(tree.levels, 5u);
  EXPECT_EQ(tree.most, 1u);
}

TEST(LevelTree, RefusesRowsThatNothingIsLeftOpenFor) {
  TreeSettings settings;
  settings.roots = 1;
  settings.depth = 3;
  settings.branching = 2;
  const Tree full = walk(settings, 7);
  EXPECT_EQ(full.levels, 3u);
  EXPECT_EQ(full.most, 2u);
  EXPECT_EQ(walk(settings, 2).levels, 2u);
  EXPECT_THROW(LevelTree(settings, 8), Error);
  settings.depth = 60;
  EXPECT_EQ(walk(settings, 1000).most, 2u);
}

TEST(LevelTree, SmallAndDeepForests) {
  for (uint64_t count = 1; count < 40; ++count)
    for (uint64_t depth = 1; depth < 12; ++depth) {
      TreeSettings settings;
      settings.depth = depth;
      settings.roots = 1;
      const Tree tree = walk(settings, count);
      EXPECT_EQ(tree.levels, depth == 1 ? 1 : std::min(depth, count)) << count << " rows, depth " << depth;
    }
  TreeSettings settings;
  settings.roots = 0;
  EXPECT_THROW(check_tree(settings), Error);
  settings = {};
  settings.branching = 0.5;
  EXPECT_THROW(check_tree(settings), Error);
}

}  // namespace
}  // namespace datagen::core
