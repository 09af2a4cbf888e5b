// src/pg/ledger.cpp -- the ledger's fixed statements, run as its owner
#include "pg/ledger.hpp"

#include "core/base/error.hpp"
#include "pg/data_pack.hpp"
#include "pg/owner_statement.hpp"
#include "pg/query.hpp"
#include "pg/relation_owner.hpp"

#include <algorithm>

extern "C" {
#include "access/transam.h"
#include "pgstat.h"
#include "utils/xid8.h"
}

namespace datagen::pg {
namespace {

/// A run's relations and xids; `unfinished`: only those that finish_run() has not seen.
void read_relations(Run& run, bool unfinished) {
  run_as_owner(
      "SELECT relation, pg_catalog.min(name), pg_catalog.sum(inserted)::pg_catalog.int8, "
      "pg_catalog.bool_and(exact IS TRUE) FROM datagen._run_relation WHERE run OPERATOR(pg_catalog.=) $1 "
      "AND (exact IS NULL OR NOT $2) GROUP BY relation ORDER BY 2, 1",
      {int8_parameter(run.run), bool_parameter(unfinished)}, [&](const ResultRow& row) {
        const Datum name = row.values[1];
        const char* qualified = call([&]() noexcept -> const char* { return TextDatumGetCString(name); });
        run.relations.push_back({DatumGetObjectId(row.values[0]), qualified,
                                 static_cast<uint64_t>(DatumGetInt64(row.values[2])),
                                 DatumGetBool(row.values[3])});
      });
  run_as_owner(
      "SELECT DISTINCT xid FROM datagen._run_relation WHERE run OPERATOR(pg_catalog.=) $1 "
      "AND (exact IS NULL OR NOT $2)",
      {int8_parameter(run.run), bool_parameter(unfinished)}, [&](const ResultRow& row) {
        run.xids.push_back(U64FromFullTransactionId(DatumGetFullTransactionId(row.values[0])));
      });
  std::sort(run.xids.begin(), run.xids.end());
}

/// Rows of the relation or its partitions that this transaction has updated or deleted, by the server's own counters.
/// Those may include an earlier transaction's that are not flushed yet.
int64_t changed_rows(Oid relation) {
  const std::string id = std::to_string(relation);
  SpiConnection spi;
  return query_int64(
      "SELECT pg_catalog.sum(pg_catalog.int8pl(pg_catalog.pg_stat_get_xact_tuples_updated(r), "
      "pg_catalog.pg_stat_get_xact_tuples_deleted(r)))::pg_catalog.int8 FROM (SELECT " +
      id + "::pg_catalog.oid UNION SELECT relid::pg_catalog.oid FROM pg_catalog.pg_partition_tree(" + id +
      ")) t(r)");
}

int64_t marked_rows(Oid relation, const std::vector<uint64_t>& xids) {
  SpiConnection spi;
  return query_int64("SELECT pg_catalog.count(*) FROM " + target_clause(relation) + " WHERE " +
                     bears_mark("", xids));
}

/// Whether no row but the run's own can bear its mark. Where that takes reading rows which the caller may not see in
/// full, the answer is no.
bool only_own_rows_marked(const RunRelation& entry, const std::vector<uint64_t>& xids) {
  const Oid relation = entry.relation;
  const char kind = call([&]() noexcept { return get_rel_relkind(relation); });
  if (kind != RELKIND_RELATION && kind != RELKIND_PARTITIONED_TABLE) return false;
  const bool xids_were_used_before = xids.back() > UINT32_MAX;
  if (pgstat_track_counts && !xids_were_used_before && changed_rows(relation) == 0) return true;
  return sees_all_rows(relation) && marked_rows(relation, xids) <= static_cast<int64_t>(entry.inserted);
}

}  // namespace

int64_t open_run(int64_t seed, std::string_view action) {
  int64_t run = 0;
  run_as_owner(
      "INSERT INTO datagen._run (role, action, seed, version, pack, settings) SELECT $1, $2, $3, extversion, "
      "CASE WHEN $4 OPERATOR(pg_catalog.<>) ''::pg_catalog.text THEN $4 END, pg_catalog.jsonb_build_object("
      "'as_of', pg_catalog.current_setting('datagen.as_of'), "
      "'locale', pg_catalog.current_setting('datagen.locale'), "
      "'safe_values', pg_catalog.current_setting('datagen.safe_values'), "
      "'null_share', pg_catalog.current_setting('datagen.null_share'), "
      "'edge_share', pg_catalog.current_setting('datagen.edge_share')) "
      "FROM pg_catalog.pg_extension WHERE extname OPERATOR(pg_catalog.=) 'datagen'::pg_catalog.name "
      "RETURNING run",
      {oid_parameter(GetUserId()), text_parameter(action), int8_parameter(seed),
       text_parameter(data_pack_version())},
      [&](const ResultRow& row) { run = DatumGetInt64(row.values[0]); });
  return run;
}

void record_relation(int64_t run, Oid relation, uint64_t requested, uint64_t inserted, uint64_t linked,
                     double seconds) {
  // Called for every row where rows go one by one.
  ScopedContext memory(CurrentMemoryContext, "datagen ledger entry");
  const ContextSwitch in(memory.get());
  const Datum xid = call([]() noexcept { return FullTransactionIdGetDatum(GetCurrentFullTransactionId()); });
  run_as_owner(
      "INSERT INTO datagen._run_relation AS r (run, relation, xid, name, requested, inserted, linked, "
      "elapsed) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, pg_catalog.make_interval(secs => $8)) "
      "ON CONFLICT (run, relation, xid) DO UPDATE SET requested = pg_catalog.int8pl(r.requested, "
      "excluded.requested), "
      "inserted = pg_catalog.int8pl(r.inserted, excluded.inserted), "
      "linked = pg_catalog.int8pl(r.linked, excluded.linked), "
      "elapsed = pg_catalog.interval_pl(r.elapsed, excluded.elapsed)",
      {int8_parameter(run),
       oid_parameter(relation),
       {XID8OID, xid},
       text_parameter(relation_name(relation)),
       int8_parameter(static_cast<int64_t>(requested)),
       int8_parameter(static_cast<int64_t>(inserted)),
       int8_parameter(static_cast<int64_t>(linked)),
       {FLOAT8OID, Float8GetDatum(seconds)}});
}

void finish_run(int64_t run) {
  Run entry;
  entry.run = run;
  read_relations(entry, true);
  for (const RunRelation& relation : entry.relations)
    run_as_owner(
        "UPDATE datagen._run_relation SET exact = $3 "
        "WHERE run OPERATOR(pg_catalog.=) $1 AND relation OPERATOR(pg_catalog.=) $2 AND exact IS NULL",
        {int8_parameter(run), oid_parameter(relation.relation),
         bool_parameter(only_own_rows_marked(relation, entry.xids))});
}

std::optional<Run> lock_run(int64_t run) {
  Run entry;
  bool found = false;
  run_as_owner(
      "SELECT role, undone_at IS NOT NULL FROM datagen._run WHERE run OPERATOR(pg_catalog.=) $1 FOR UPDATE",
      {int8_parameter(run)}, [&](const ResultRow& row) {
        found = true;
        entry.role = DatumGetObjectId(row.values[0]);
        entry.undone = DatumGetBool(row.values[1]);
      });
  if (!found) return std::nullopt;
  entry.run = run;
  read_relations(entry, false);
  return entry;
}

void record_undone(int64_t run, Oid relation, uint64_t deleted) {
  // The view adds up the rows of one relation, so the number is entered once.
  run_as_owner(
      "UPDATE datagen._run_relation r SET undone = CASE WHEN EXISTS (SELECT FROM datagen._run_relation o "
      "WHERE o.run OPERATOR(pg_catalog.=) r.run AND o.relation OPERATOR(pg_catalog.=) r.relation "
      "AND o.xid OPERATOR(pg_catalog.<) r.xid) THEN 0 ELSE $3 END "
      "WHERE r.run OPERATOR(pg_catalog.=) $1 AND r.relation OPERATOR(pg_catalog.=) $2",
      {int8_parameter(run), oid_parameter(relation), int8_parameter(static_cast<int64_t>(deleted))});
}

void close_undone(int64_t run) {
  run_as_owner(
      "UPDATE datagen._run SET undone_at = pg_catalog.clock_timestamp() WHERE run OPERATOR(pg_catalog.=) $1",
      {int8_parameter(run)});
}

std::string target_clause(Oid relation) {
  const bool partitioned =
      call([&]() noexcept { return get_rel_relkind(relation) == RELKIND_PARTITIONED_TABLE; });
  return (partitioned ? "" : "ONLY ") + relation_name(relation);
}

std::string bears_mark(std::string_view alias, const std::vector<uint64_t>& xids) {
  std::string list;
  for (uint64_t xid : xids) list += (list.empty() ? "" : ",") + std::to_string(static_cast<uint32_t>(xid));
  return std::string(alias) + (alias.empty() ? "" : ".") + "xmin OPERATOR(pg_catalog.=) ANY ('{" + list +
         "}'::pg_catalog.xid[])";
}

}  // namespace datagen::pg
