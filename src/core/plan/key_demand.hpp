// src/core/plan/key_demand.hpp -- what children ask of a parent's key
#pragma once

#include "core/constraint/domain.hpp"
#include "core/schema/relation.hpp"

#include <functional>

namespace datagen::core {

/// Narrows the key columns of `parent` in `analysis` to what its children's own constraints admit, so that rows made
/// for them can be referred to: CHECK (parent_id > 1000) asks for keys above 1000. Only keys of one column on a grid,
/// and only while plenty of keys are left; demands that exclude each other are left out. `domain_of` gives the base
/// domain of a child's column, or null where it is not known.
void apply_key_demands(const Schema& schema, const Relation& parent, Analysis& analysis,
                       const std::function<const Domain*(const Relation& child, int column)>& domain_of);

}  // namespace datagen::core
