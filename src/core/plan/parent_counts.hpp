// src/core/plan/parent_counts.hpp -- how many rows parents must have for the keys of their children to have room
#pragma once

#include "core/plan/key_supply.hpp"

#include <map>

namespace datagen::core {

/// What `relation` needs of the relations above it so that its unique keys and exclusion constraints let in `wanted` rows,
/// those it has included: rows in all by relation, at any number of levels, never fewer than facts.rows() tells. Only
/// relations that `may_grow` are named, and only those on which the room depends. Empty where there is room already, or
/// where no number of parents would help; where some would help a little, what helps most.
std::map<RelationId, uint64_t> parents_needed(const SupplyFacts& facts, RelationId relation, uint64_t wanted,
                                              const std::function<bool(RelationId)>& may_grow);

}  // namespace datagen::core
