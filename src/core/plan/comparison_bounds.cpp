// src/core/plan/comparison_bounds.cpp -- bounds propagation over a difference system
#include "core/plan/comparison_bounds.hpp"

#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr int kMostRounds = 64;

}  // namespace

ComparisonBounds::ComparisonBounds(const Relation& relation, const Branch& branch) {
  for (const Comparison& c : branch.comparisons) {
    const Type& left = *relation.columns[static_cast<size_t>(c.left)].type;
    const Type& right = *relation.columns[static_cast<size_t>(c.right)].type;
    const auto grid = common_grid(left, right);
    const bool alike = grid ? grid->left_factor == grid->right_factor : value_kind(left) != ValueKind::Tick;
    if (c.op == Op::Ne && c.offset == 0 && alike) distinct_.emplace_back(c.left, c.right);
    if (!grid) continue;
    const int64_t l = grid->left_factor;
    const int64_t r = grid->right_factor;
    // left op right + offset, as "low + gap <= high" on the common grid.
    if (c.op == Op::Le || c.op == Op::Eq) add(c.left, c.right, l, r, -c.offset);
    if (c.op == Op::Lt) add(c.left, c.right, l, r, 1 - c.offset);
    if (c.op == Op::Ge || c.op == Op::Eq) add(c.right, c.left, r, l, c.offset);
    if (c.op == Op::Gt) add(c.right, c.left, r, l, c.offset + 1);
  }
}

void ComparisonBounds::add(int low_column, int high_column, int64_t low_factor, int64_t high_factor,
                           int64_t gap) {
  links_.push_back({low_column, high_column, low_factor, high_factor, gap});
}

bool ComparisonBounds::involves(int column) const {
  return std::any_of(links_.begin(), links_.end(), [&](const Link& link) {
    return link.low_column == column || link.high_column == column;
  });
}

ComparisonBounds::Bounds ComparisonBounds::bounds_of(int column, const Value* row,
                                                     const std::vector<char>& assigned) const {
  Bounds bounds;
  for (const Link& link : links_) {
    const int other = link.low_column == column ? link.high_column : link.low_column;
    if ((link.low_column != column && link.high_column != column) || !assigned[static_cast<size_t>(other)])
      continue;
    const Value& value = row[other];
    if (value.kind != ValueKind::Tick) continue;
    if (link.high_column == column) {
      const __int128 least = static_cast<__int128>(value.tick) * link.low_factor + link.gap;
      const int64_t low = clamp_tick(ceil_div(least, link.high_factor));
      if (low > bounds.low) bounds.low = low;
      bounds.low_is_neighbour = true;
    } else {
      const __int128 most = static_cast<__int128>(value.tick) * link.high_factor - link.gap;
      const int64_t high = clamp_tick(floor_div(most, link.low_factor));
      if (high < bounds.high) bounds.high = high;
      bounds.high_is_neighbour = true;
    }
  }
  return bounds;
}

bool ComparisonBounds::admits(int column, const Value& value, const Value* row,
                              const std::vector<char>& assigned) const {
  if (value.is_null()) return true;
  for (const auto& [left, right] : distinct_) {
    if (left != column && right != column) continue;
    const int other = left == column ? right : left;
    if (assigned[static_cast<size_t>(other)] && same_value(row[other], value)) return false;
  }
  if (value.kind != ValueKind::Tick || !involves(column)) return true;
  const Bounds bounds = bounds_of(column, row, assigned);
  return value.tick >= bounds.low && value.tick <= bounds.high;
}

bool ComparisonBounds::hold(const Value* row, const std::vector<char>& assigned) const {
  return std::all_of(links_.begin(), links_.end(), [&](const Link& link) {
    const Value& low = row[link.low_column];
    const Value& high = row[link.high_column];
    if (!assigned[static_cast<size_t>(link.low_column)] || !assigned[static_cast<size_t>(link.high_column)] ||
        low.kind != ValueKind::Tick || high.kind != ValueKind::Tick)
      return true;
    return static_cast<__int128>(low.tick) * link.low_factor + link.gap <=
           static_cast<__int128>(high.tick) * link.high_factor;
  });
}

std::vector<int> ComparisonBounds::sequence(std::vector<int> order) const {
  // A column that is the upper side of every link it has comes after the columns below it; so starts precede ends.
  std::vector<int> sorted;
  while (!order.empty()) {
    auto next = std::find_if(order.begin(), order.end(), [&](int column) {
      return std::none_of(links_.begin(), links_.end(), [&](const Link& link) {
        return link.high_column == column && link.low_column != column &&
               std::find(order.begin(), order.end(), link.low_column) != order.end();
      });
    });
    if (next == order.end()) next = order.begin();
    sorted.push_back(*next);
    order.erase(next);
  }
  return sorted;
}

void ComparisonBounds::propagate(std::vector<Domain*>& domains) const {
  bool changed = true;
  for (int round = 0; changed && round < kMostRounds; ++round) {
    changed = false;
    for (const Link& link : links_) {
      Domain* low = domains[static_cast<size_t>(link.low_column)];
      Domain* high = domains[static_cast<size_t>(link.high_column)];
      if (!low || !high || low->values || high->values || low->ticks.empty() || high->ticks.empty()) continue;
      const __int128 least = static_cast<__int128>(low->ticks.lowest()) * link.low_factor + link.gap;
      const __int128 most = static_cast<__int128>(high->ticks.highest()) * link.high_factor - link.gap;
      const int64_t new_low = clamp_tick(ceil_div(least, link.high_factor));
      const int64_t new_high = clamp_tick(floor_div(most, link.low_factor));
      if (new_low > high->ticks.lowest()) {
        high->ticks.intersect(new_low, INT64_MAX);
        changed = true;
      }
      if (new_high < low->ticks.highest()) {
        low->ticks.intersect(INT64_MIN, new_high);
        changed = true;
      }
    }
  }
}

}  // namespace datagen::core
