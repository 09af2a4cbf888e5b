// src/core/plan/group_listing.hpp -- the tuples that the = columns of an exclusion constraint may hold
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/key_table.hpp"
#include "core/random/permutation.hpp"

#include <functional>
#include <vector>

namespace datagen::core {

/// Lists groups: parents' rows for the columns a foreign key determines, values for the others.
class GroupListing {
 public:
  /// Whether the columns' values can be told ahead. No: self references (their shape is a tree's), types that nothing
  /// lists or draws.
  static bool can_list(const RelationTask& task, const std::vector<ColumnPlan>& columns,
                       const std::vector<int>& group);
  /// How many tuples there are, UINT64_MAX when they are not all known.
  static uint64_t capacity(const RelationTask& task, const std::vector<int>& group,
                           const std::function<uint64_t(RelationId)>& parent_rows);

  GroupListing(const RelationTask& task, const std::vector<ColumnPlan>& columns, std::vector<int> group);

  /// False while a parent's keys are still to be made.
  bool known() const { return known_; }
  /// Tuples, saturating; `complete` when there are no others. The natural ones come first and then once more among all.
  uint64_t size() const { return natural_ < kMostTuples - size_ ? natural_ + size_ : kMostTuples; }
  bool complete() const { return complete_; }
  /// How many look natural for the task's rows: all parents, all members of small domains, some of large ones.
  uint64_t natural_size() const { return natural_; }
  /// Writes the index-th tuple (index < size()) into `row`; the first ones look plausible. False when a constraint or
  /// another reference leaves no row with it.
  bool write(uint64_t index, Value* row, Arena& arena) const;

 private:
  struct Factor {
    std::vector<int> columns;
    std::shared_ptr<const KeyTable> rows;      // of a parent, or
    std::shared_ptr<const Generator> listing;  // of one column
    bool drawn = false;                        // the listing can only be drawn from
    uint64_t size = 0;
    uint64_t natural = 0;
    uint64_t key = 0;
    std::shared_ptr<const Permutation> order;  // of the parent's rows, so that some of them are a sample
  };
  /// Tuples beyond so many are never asked for.
  static constexpr uint64_t kMostTuples = uint64_t{1} << 62;

  void choose_natural_sizes();
  void add_parent(const ForeignKey& key, std::vector<int>& left);
  void add_listing(int column, const ColumnPlan& plan);
  bool admitted(const Value* row) const;

  const RelationTask& task_;
  const Relation& relation_;
  std::vector<int> group_;
  std::vector<Factor> factors_;
  uint64_t size_ = 1;
  uint64_t natural_ = 0;
  bool known_ = true;
  bool complete_ = true;
};

}  // namespace datagen::core
