// src/core/plan/key_family.hpp -- keys of different relations that one child column must find in common
#pragma once

#include "core/plan/dealt_column.hpp"
#include "core/schema/relation.hpp"

#include <map>
#include <string>
#include <utility>

namespace datagen::core {

/// Key columns that belong together, by relation and column: the name they share.
using KeyFamilies = std::map<std::pair<RelationId, int>, std::string>;

/// A column with foreign keys to several relations can hold only keys that all of them have. So the key columns at
/// the ends of those references form a family and take their values from one listing. Families are named after their
/// first member's relation and column, so they do not depend on oids.
KeyFamilies find_key_families(const Schema& schema);

/// A child whose references share a column (the tenant of its order and of its product) needs parents that agree in it.
/// These are the parents' own reference columns, and those they go through; families have the name of the column at the
/// end. Rows there are dealt in one common order, so that relations of few rows still have values in common.
std::map<std::pair<RelationId, int>, DealtColumn> find_dealt_columns(const Schema& schema);

}  // namespace datagen::core
