// src/core/plan/trigger_lookups.hpp -- what triggers read of other relations, as far as their source tells
#pragma once

#include "core/schema/relation.hpp"

#include <map>
#include <set>
#include <vector>

namespace datagen::core {

/// Read off the source of triggers and of the functions they call. Hints: they order the filling and offer values, and
/// whether they were right shows when the triggers fire.
struct TriggerLookups {
  std::map<RelationId, std::set<RelationId>> reads;  ///< by relation whose triggers read
  /// By relation that is read and column: the values that triggers look for.
  std::map<RelationId, std::map<int, std::vector<Value>>> words;
};

}  // namespace datagen::core
