// src/core/plan/exclusion_plan.hpp -- how each exclusion constraint of a relation is met
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/exclusion_span.hpp"
#include "core/plan/key_plan.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace datagen::core {

enum class ExclusionStrategy : uint8_t {
  Implied,    ///< a unique key or another exclusion constraint keeps its rows apart
  Allocated,  ///< stretches are laid out per group of equal operands
  Followed,   ///< the <> operand is a function of the group
  Drawn,      ///< rows are drawn, what they take is remembered, and conflicts are drawn again
  Refused     ///< the server refuses conflicting rows, which are then made again
};

struct ExclusionPlan {
  ExclusionStrategy strategy = ExclusionStrategy::Refused;
  std::string reason;
  std::vector<int> group;  ///< columns that the = operands read, ascending
  SpanShape span;          ///< Allocated
  int span_part = -1;      ///< Allocated: of Exclusion::parts
  SlotLimits limits;       ///< Allocated
  int followed = -1;       ///< Followed: the column that depends on the group
  int null_column = -1;    ///< a column whose NULL frees the row; -1 when there is none
  /// Rows that the plan keeps apart are all that the constraint keeps apart: room that is spent is spent. Otherwise the
  /// other operands may let more rows in, which the server decides.
  bool exact = true;
  bool may_be_outside = false;  ///< partial: rows can be made that its predicate leaves out

  std::vector<int> columns() const;
  /// A row can be made whatever the room left.
  bool has_way_out() const { return null_column >= 0 || may_be_outside; }
};

/// One plan per Relation::exclusions.
std::vector<ExclusionPlan> plan_exclusions(const RelationTask& task, const std::vector<ColumnPlan>& columns);

/// Plans the unique keys beside the exclusion constraints: no key allocates a column that slots set, and a key within
/// which an exclusion constraint already keeps rows apart needs nothing of its own.
KeyPlans plan_keys_beside(const RelationTask& task, const std::vector<ExclusionPlan>& exclusions,
                          std::vector<ColumnPlan>& columns, RowServices* services = nullptr);

/// How many rows the constraint allows, existing ones included, when the table were laid out anew; UINT64_MAX when
/// nothing bounds them. `parent_rows` says how many rows each parent will have.
uint64_t exclusion_capacity(const RelationTask& task, const ExclusionPlan& plan,
                            const std::function<uint64_t(RelationId)>& parent_rows);

}  // namespace datagen::core
