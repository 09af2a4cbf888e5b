// src/pg/load_method.hpp -- which sink a relation's rows go through, and why
#pragma once

#include "core/schema/relation.hpp"
#include "pg/expression.hpp"

#include <string>

namespace datagen::pg {

struct LoadMethod {
  bool bulk = false;
  /// The indexes may be built at the end, if their locks are free then.
  bool rebuild_indexes = false;
  /// Where they are not, entries may go in at the end, in the order of their keys.
  bool keep_entries = false;
  /// Why not, as a clause after "because"; empty when the bulk sink takes the rows or was not wanted.
  std::string obstacle;
};

enum class LoadPurpose : uint8_t {
  Plan,  ///< only to tell it
  Insert  ///< rows follow: the relation is locked as for an INSERT until the end of the transaction, so what was
          ///< found out stays true
};

/// What is going to be loaded.
struct LoadRequest {
  uint64_t rows = 0;
  uint64_t existing_rows = 0;
  bool in_window = false;       ///< the rows enter in a TriggerWindow
  bool rules_may_read = false;  ///< expressions of the user's make values and may look at tables
};

/// Follows datagen.sink. The bulk sink takes plain local heaps for which the server's planner makes nothing but an
/// ordinary INSERT; whatever else an INSERT may set in motion (rules, row security, BEFORE ROW triggers, partition
/// routing, foreign tables, the engines of other extensions) is left to the SQL sink.
/// Indexes are rebuilt where the relation was empty, or was made in this transaction and becomes twice as large; elsewhere
/// the entries of those that are hit all over are kept back and sorted, where nobody can look at them meanwhile.
/// Needs an SpiConnection.
LoadMethod choose_load_method(const core::Relation& relation, ExpressionPool& pool,
                              const LoadRequest& request, LoadPurpose purpose);

}  // namespace datagen::pg
