// src/core/plan/key_demand.hpp -- what children ask of their parents' rows
#pragma once

#include "core/constraint/domain.hpp"
#include "core/plan/row_demand.hpp"
#include "core/schema/relation.hpp"

#include <functional>

namespace datagen::core {

/// Narrows the key columns of `parent` in `analysis` to what its children's own constraints admit, so that rows made
/// for them can be referred to: CHECK (parent_id > 1000) asks for keys above 1000. Only keys of one column on a grid,
/// and only while plenty of keys are left; demands that exclude each other are left out. `domain_of` gives the base
/// domain of a child's column, or null where it is not known.
void apply_key_demands(const Schema& schema, const Relation& parent, Analysis& analysis,
                       const std::function<const Domain*(const Relation& child, int column)>& domain_of);

/// What `child`, which gets `rows` rows, asks of the parent of its foreign key `key`: the child's own domains on the
/// key's columns, and those of its own demands, told as demands on the parent. `hard`: the number of children was asked
/// for. A reference that is unique in the child asks for as many parents as there are children, others for a few.
std::vector<RowDemand> demands_through(const Relation& child, const Analysis& child_analysis, uint64_t rows,
                                       bool hard, const std::vector<RowDemand>& child_demands,
                                       const ForeignKey& key, const Relation& parent,
                                       const Analysis& parent_analysis, uint64_t parent_rows);

}  // namespace datagen::core
