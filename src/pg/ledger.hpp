// src/pg/ledger.hpp -- the ledger of runs: what each inserted, and the mark by which its rows are found again
#pragma once

#include "pg/guard.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::pg {

// The tables belong to the extension's owner. Each function here switches to that owner around one fixed statement,
// opens its own SPI connection and may be called while a TriggerWindow is open. A read-only transaction is PgError 25006.

/// Enters a run of the current role and returns its number. Call it inside the subtransaction that will hold the
/// run's rows, so that a failed run leaves no entry.
int64_t open_run(int64_t seed, std::string_view action);

/// Adds what the run inserted into one relation. Call it in the very (sub)transaction that inserted the rows: its xid,
/// which they bear as xmin, is their mark. One (sub)transaction may add to the same relation several times.
void record_relation(int64_t run, Oid relation, uint64_t requested, uint64_t inserted, uint64_t linked,
                     double seconds);

/// Ends the run: checks that its xids mark no rows but its own, which triggers that update older rows, or an xid that
/// was in use 2^32 transactions ago, can bring about. Without it the run cannot be undone. Call it after the last
/// trigger has fired, still inside the run's subtransaction, or, where a run has several transactions, at the end of
/// each. Reads tables only where such rows are possible.
void finish_run(int64_t run);

/// One relation of a run.
struct RunRelation {
  Oid relation = InvalidOid;
  std::string name;  ///< schema-qualified and quoted, as it was when the run filled it
  uint64_t inserted = 0;
  bool exact = false;  ///< the run's xids mark no rows but its own
};

struct Run {
  int64_t run = 0;
  Oid role = InvalidOid;
  bool undone = false;
  std::vector<RunRelation> relations;  ///< in the order of their names
  std::vector<uint64_t> xids;          ///< full transaction ids, ascending
};

/// Reads a run of any role and locks its entry until the transaction ends; nullopt when there is none.
std::optional<Run> lock_run(int64_t run);

/// Notes that undo deleted `deleted` rows of a relation.
void record_undone(int64_t run, Oid relation, uint64_t deleted);
/// Notes that the run is undone.
void close_undone(int64_t run);

/// `ONLY schema.relation`, without ONLY for partitioned tables: the very rows that a fill of it can insert.
std::string target_clause(Oid relation);
/// `alias.xmin` is one of the xids; an empty alias stands for no alias.
std::string bears_mark(std::string_view alias, const std::vector<uint64_t>& xids);

}  // namespace datagen::pg
