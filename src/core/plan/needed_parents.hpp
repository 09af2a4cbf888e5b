// src/core/plan/needed_parents.hpp -- references that columns may leave out and conditions do not
#pragma once

#include "core/constraint/analyse.hpp"
#include "core/schema/relation.hpp"

#include <vector>

namespace datagen::core {

/// `absent` (indexes of foreign keys whose parents have no rows, among references_in_conditions()) where a row cannot do
/// without all of them although their columns may be NULL: CHECK (num_nonnulls(post_id, comment_id) = 1), say, has no row
/// in which both are. Empty where it can.
std::vector<size_t> needed_references(const Relation& relation, const std::vector<size_t>& absent,
                                      PatternCompiler& patterns, Host& host);

/// Those of `keys` (indexes of foreign keys) some of whose columns a condition reads.
std::vector<size_t> references_in_conditions(const Relation& relation, const std::vector<size_t>& keys);

}  // namespace datagen::core
