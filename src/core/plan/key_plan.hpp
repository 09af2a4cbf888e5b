// src/core/plan/key_plan.hpp -- how each unique key of a relation stays unique
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/key_allocator.hpp"
#include "core/plan/row_services.hpp"

#include <memory>
#include <string>
#include <vector>

namespace datagen::core {

enum class KeyStrategy : uint8_t {
  ByColumn,   ///< a column of it, or a smaller key within it, is unique by itself
  Allocated,  ///< its tuples are handed out by a KeyAllocator
  Numbered,   ///< a column's values carry the number of their row; only the table's own keys are remembered
  Remembered  ///< rows are drawn and their keys remembered: expressions, partial indexes, overlapping keys
};

struct KeyPlan {
  KeyStrategy strategy = KeyStrategy::ByColumn;
  int allocator = -1;
  std::string reason;
};

struct KeyPlans {
  std::vector<KeyPlan> keys;  ///< one per Relation::keys
  std::vector<std::unique_ptr<KeyAllocator>> allocators;
  std::vector<size_t> allocator_keys;  ///< the unique key each allocator serves
  /// Rows the relation can take in all, the least over its keys, saturating; and the key that bounds it (-1 if none).
  uint64_t room = UINT64_MAX;
  int bounding_key = -1;
  uint64_t bounding_capacity = UINT64_MAX;
};

/// Decides per key, marks allocated and counted columns in `columns`, and computes the room left.
/// With `services`, keys whose capacity only the server's expressions tell are looked into as well (key_refinement.hpp).
KeyPlans plan_keys(const RelationTask& task, std::vector<ColumnPlan>& columns,
                   RowServices* services = nullptr);

/// Sets the room and the key that bounds it from the allocators.
void bound_room(const RelationTask& task, KeyPlans& plans);

/// A part of a key as messages tell it: the column's name or the expression.
std::string part_name(const Relation& relation, const KeyPart& part);

/// Ticks between consecutive values of a counter: one unit of the type.
int64_t counter_step(const Type& type);

/// The counter's value for the first row of the task: after the largest in the table.
int64_t first_count(const RelationTask& task, int column);

/// Throws Error(UniqueViolation) with the key's capacity when fewer than task.count rows fit.
void require_room(const RelationTask& task, const KeyPlans& plans);

}  // namespace datagen::core
