// src/core/plan/parent_bounds.hpp -- what the keys that parents have leave for the columns compared with them
#pragma once

#include "core/plan/relation_task.hpp"

#include <functional>
#include <optional>

namespace datagen::core {

/// Narrows columns of required foreign keys, and through the branches' comparisons those beside them, to what the keys of
/// the parents at hand span: with CHECK (no <= beds) and a reference (ward, beds), `no` is at most the largest number of
/// beds. Keys over such a column are then listed instead of counted on for ever. Branches that no parent fits go.
void bound_by_parents(RelationTask& task);

/// The same before there are any parents, by what their columns may hold: `task_of` gives a parent's task, or null.
/// nullopt where nothing is narrowed.
std::optional<RelationTask> bounded_by_plans(const RelationTask& task,
                                             const std::function<const RelationTask*(RelationId)>& task_of);

}  // namespace datagen::core
