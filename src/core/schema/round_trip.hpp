// src/core/schema/round_trip.hpp -- columns that a foreign key only repeats, because the parent has them from the child
#pragma once

#include "core/schema/relation.hpp"

#include <set>

namespace datagen::core {

/// The columns of the relation that some foreign key of it pairs with columns which the parent itself takes from there:
/// org (id, main_dept) -> dept (org_id, no), where dept (org_id) -> org (id). Their values are the relation's own, and the
/// foreign key finds its parent among the rows that have them. Where both sides are unique, one side is the owner: the one whose
/// foreign key can be deferred or does without a parent, else the one with the lesser name. A unique column of a reference
/// that may be NULL is the relation's own, too, where the parents repeat it.
std::set<int> columns_of_its_own(const Schema& schema, RelationId relation);

}  // namespace datagen::core
