// src/core/plan/key_family.hpp -- keys of different relations that one child column must find in common
#pragma once

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

}  // namespace datagen::core
