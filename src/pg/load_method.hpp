// src/pg/load_method.hpp -- which sink a relation's rows go through, and why
#pragma once

#include "core/schema/relation.hpp"
#include "pg/guard.hpp"

#include <string>

namespace datagen::pg {

struct LoadMethod {
  bool bulk = false;
  /// Why not, as a clause after "because"; empty when the bulk sink takes the rows or was not wanted.
  std::string obstacle;
};

enum class LoadPurpose : uint8_t {
  Plan,  ///< only to tell it
  Insert  ///< rows follow: the relation is locked as for an INSERT until the end of the transaction, so what was
          ///< found out stays true
};

/// Follows datagen.sink. The bulk sink takes plain local heaps for which the server's planner makes nothing but an
/// ordinary INSERT; whatever else an INSERT may set in motion (rules, row security, BEFORE ROW triggers, partition
/// routing, foreign tables, the engines of other extensions) is left to the SQL sink. `in_window`: the rows enter in a
/// TriggerWindow. Needs an SpiConnection.
LoadMethod choose_load_method(const core::Relation& relation, uint64_t rows, bool in_window,
                              LoadPurpose purpose);

}  // namespace datagen::pg
