// src/core/schema/column_uses.hpp -- which constraints over several rows read a column
#pragma once

#include "core/schema/relation.hpp"

namespace datagen::core {

/// What of a constraint counts.
enum class UsedBy : uint8_t {
  Parts,               ///< what it compares, the columns of expressions included
  PartsAndConditions,  ///< and the predicate of a partial constraint
};

bool keys_use(const Relation& relation, int column, UsedBy what = UsedBy::PartsAndConditions);
bool exclusions_use(const Relation& relation, int column, UsedBy what = UsedBy::PartsAndConditions);
bool references_use(const Relation& relation, int column);

}  // namespace datagen::core
