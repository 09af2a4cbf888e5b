// src/core/plan/comparison_bounds.hpp -- narrowing a column by comparisons with columns that already have a value
#pragma once

#include "core/constraint/domain.hpp"
#include "core/schema/relation.hpp"

#include <utility>
#include <vector>

namespace datagen::core {

/// The comparisons of one branch, compiled to the columns' common grids.
class ComparisonBounds {
 public:
  ComparisonBounds(const Relation& relation, const Branch& branch);

  bool empty() const { return links_.empty(); }
  bool involves(int column) const;

  struct Bounds {
    int64_t low = INT64_MIN;
    int64_t high = INT64_MAX;
    bool low_is_neighbour =
        false;  ///< `low` comes from an assigned column, so values just above it look natural
    bool high_is_neighbour = false;
  };
  /// What the assigned columns leave for `column`; values of unassigned columns are bounded by `domains`, already
  /// propagated.
  Bounds bounds_of(int column, const Value* row, const std::vector<char>& assigned) const;

  /// Whether `value` may stand for `column` beside the assigned columns: within their bounds, and other than those it must
  /// differ from.
  bool admits(int column, const Value& value, const Value* row, const std::vector<char>& assigned) const;

  /// Whether all comparisons between columns that have a value hold.
  bool hold(const Value* row, const std::vector<char>& assigned) const;

  /// Columns of `order` sorted so that each next is tied to an earlier one where possible.
  std::vector<int> sequence(std::vector<int> order) const;

  /// Tightens the tick intervals of all compared columns to a fixpoint (bounds propagation), so that drawing column
  /// after column cannot run into a dead end of a difference system.
  void propagate(std::vector<Domain*>& domains) const;

 private:
  /// low_column * low_factor + gap <= high_column * high_factor
  struct Link {
    int low_column;
    int high_column;
    int64_t low_factor;
    int64_t high_factor;
    int64_t gap;
  };
  void add(int low_column, int high_column, int64_t low_factor, int64_t high_factor, int64_t gap);
  std::vector<Link> links_;
  std::vector<std::pair<int, int>> distinct_;  ///< columns of one type whose values differ
};

}  // namespace datagen::core
