// src/core/plan/key_supply.hpp -- how many rows unique keys let in over parents that are still to be made
#pragma once

#include "core/plan/relation_task.hpp"

#include <functional>
#include <vector>

namespace datagen::core {

/// What a supply is reckoned from.
struct SupplyFacts {
  const Schema* schema = nullptr;
  std::function<const RelationTask*(RelationId)> task;  ///< null where nothing is known of the relation
  std::function<uint64_t(RelationId)> rows;             ///< rows that it will have, those it has included
};

/// How many rows the unique keys of `relation` can be expected to let in, the least over them; UINT64_MAX where none
/// bounds them. Unlike estimate_room(), which nothing exceeds, this is what can be relied on: references that share columns
/// are joined, parents have no more rows than their own keys let in, and of the tuples only those count that meet the
/// constraints within them (a < b over one parent); without a single tuple that a constraint on required references admits
/// there is room for none. Where it depends on values that are still to be drawn, a margin of several standard deviations
/// is left.
///
/// Sizes of joins are estimated as in Selinger et al. 1979, "Access path selection in a relational database".
uint64_t expected_supply(const SupplyFacts& facts, RelationId relation);

/// The relations whose number of rows the supply depends on, parents before theirs.
std::vector<RelationId> supply_sources(const SupplyFacts& facts, RelationId relation);

}  // namespace datagen::core
