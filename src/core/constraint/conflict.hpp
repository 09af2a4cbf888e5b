// src/core/constraint/conflict.hpp -- which constraints exclude each other, and the error that says so
#pragma once

#include "core/base/error.hpp"
#include "core/schema/relation.hpp"

#include <functional>
#include <vector>

namespace datagen::core {

/// Drops every member of `predicates` without which the rest still has no solution; what remains is minimal. The order
/// of `predicates` decides which of several minimal sets is found: later ones are dropped first.
std::vector<int> minimal_conflict(std::vector<int> predicates,
                                  const std::function<bool(const std::vector<int>&)>& satisfiable);

/// Whether the relation is partitioned and has no partition, so that it takes no row.
bool lacks_partitions(const Relation& relation);
Error no_partitions_error(const Relation& relation);

/// CheckViolation that names `conflict` (indices into relation.predicates).
Error conflict_error(const Relation& relation, const std::vector<int>& conflict);

}  // namespace datagen::core
