// src/pg/index_rebuild.cpp -- the conditions, the locks and the server's own reindexing
#include "pg/index_rebuild.hpp"

#include "pg/predicate_nodes.hpp"

extern "C" {
#include "access/genam.h"
#include "catalog/dependency.h"
#include "catalog/index.h"
#include "catalog/pg_index.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "nodes/nodeFuncs.h"
#include "storage/lmgr.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
}

namespace datagen::pg {
namespace {

/// A function that may run queries: one that is not compiled, or a compiled one that is volatile, nextval() apart.
bool may_run_queries(Oid function, void*) {
  if (function == F_NEXTVAL) return false;
  HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
  if (!HeapTupleIsValid(tuple)) return true;
  const auto* form = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple));
  const bool compiled = form->prolang == INTERNALlanguageId || form->prolang == ClanguageId;
  // The server's own functions in SQL, such as age(), read no table of the user's.
  const bool builtin = function < FirstNormalObjectId;
  const bool opaque = !(compiled || builtin) || form->provolatile == PROVOLATILE_VOLATILE;
  ReleaseSysCache(tuple);
  return opaque;
}

/// The same in a rule, where datagen's own functions draw: these are volatile and for the leader of a parallel query
/// alone, unlike effect(), which reads a table, and fill() and the like.
bool may_read_in_rule(Oid function, void* context) {
  if (function == F_RANDOM || function == F_GEN_RANDOM_UUID || function == F_CLOCK_TIMESTAMP) return false;
  const Oid own = *static_cast<const Oid*>(context);
  if (!OidIsValid(own) || getExtensionOfObject(ProcedureRelationId, function) != own)
    return may_run_queries(function, nullptr);
  const char parallel = func_parallel(function);
  return parallel != PROPARALLEL_SAFE &&
         (parallel != PROPARALLEL_RESTRICTED || func_volatile(function) != PROVOLATILE_VOLATILE);
}

/// Domains have conditions of their own.
bool finds_reading_rule(Node* node, void* context) {
  if (node == nullptr) return false;
  if (IsA(node, CoerceToDomain) || check_functions_in_node(node, may_read_in_rule, context)) return true;
  return walk_children(node, finds_reading_rule, context);
}

bool finds_query(Node* node, void* context) {
  if (node == nullptr) return false;
  if (check_functions_in_node(node, may_run_queries, context)) return true;
  return walk_children(node, finds_query, context);
}

bool is_opaque(int handle, ExpressionPool& pool) {
  if (handle < 0) return true;
  Node* expr = pool.node(handle);
  return call([&]() noexcept { return finds_query(expr, nullptr); });
}

bool has_opaque_domain(const core::Type& type, ExpressionPool& pool) {
  for (const auto& check : type.domain_checks)
    if (is_opaque(check->handle, pool)) return true;
  for (const core::Field& field : type.fields)
    if (has_opaque_domain(*field.type, pool)) return true;
  return type.element && has_opaque_domain(*type.element, pool);
}

/// The relation is opened by nobody in this session but the caller, as for the commands that rebuild it.
bool is_used_elsewhere(Relation relation) { return relation->rd_refcnt != (relation->rd_isnailed ? 2 : 1); }

bool try_lock_index(Oid index) {
  if (!ConditionalLockRelationOid(index, AccessExclusiveLock)) return false;
  Relation relation = index_open(index, NoLock);
  const bool used = is_used_elsewhere(relation);
  index_close(relation, NoLock);
  if (used) UnlockRelationOid(index, AccessExclusiveLock);
  return !used;
}

}  // namespace

bool reads_no_index_meanwhile(const core::Relation& relation, ExpressionPool& pool) {
  for (const core::Predicate& predicate : relation.predicates)
    if (is_opaque(predicate.handle, pool)) return false;
  for (const core::Column& column : relation.columns) {
    if (column.generated && is_opaque(column.generated_handle, pool)) return false;
    if (column.default_handle >= 0 && is_opaque(column.default_handle, pool)) return false;
    if (has_opaque_domain(*column.type, pool)) return false;
  }
  return true;
}

bool rule_reads_no_table(int handle, ExpressionPool& pool) {
  if (handle < 0) return true;
  Node* expr = pool.node(handle);
  return call([&]() noexcept {
    Oid own = get_extension_oid("datagen", true);
    return !finds_reading_rule(expr, &own);
  });
}

bool entries_can_wait(Relation relation) noexcept {
  // Reads of others under SERIALIZABLE would be held against entries that come too late.
  if (IsolationIsSerializable()) return false;
  const TriggerDesc* triggers = relation->trigdesc;
  for (int t = 0; triggers && t < triggers->numtriggers; ++t)
    if (!triggers->triggers[t].tgisinternal && TRIGGER_FOR_INSERT(triggers->triggers[t].tgtype)) return false;
  ListCell* cell;
  foreach (cell, RelationGetIndexList(relation)) {
    Relation index = index_open(lfirst_oid(cell), AccessShareLock);
    const bool opaque = finds_query(reinterpret_cast<Node*>(RelationGetIndexExpressions(index)), nullptr) ||
                        finds_query(reinterpret_cast<Node*>(RelationGetIndexPredicate(index)), nullptr);
    index_close(index, AccessShareLock);
    if (opaque) return false;
  }
  return true;
}

bool indexes_can_be_rebuilt(Relation relation) noexcept {
  if (!pg_class_ownercheck(RelationGetRelid(relation), GetUserId()) || !entries_can_wait(relation))
    return false;
  List* indexes = RelationGetIndexList(relation);
  if (indexes == NIL) return false;
  ListCell* cell;
  foreach (cell, indexes) {
    Relation index = index_open(lfirst_oid(cell), AccessShareLock);
    const FormData_pg_index form = *index->rd_index;
    index_close(index, AccessShareLock);
    if (!form.indisvalid || !form.indisready || !form.indislive || form.indisexclusion) return false;
  }
  return true;
}

bool set_indexes_aside(Relation relation) noexcept {
  const Oid id = RelationGetRelid(relation);
  if (is_used_elsewhere(relation) || AfterTriggerPendingOnRel(id)) return false;
  if (!ConditionalLockRelationOid(id, ShareRowExclusiveLock)) return false;
  List* indexes = RelationGetIndexList(relation);
  int locked = 0;
  // What was found out before the lock may have changed since.
  if (indexes_can_be_rebuilt(relation)) {
    while (locked < list_length(indexes) && try_lock_index(list_nth_oid(indexes, locked))) ++locked;
    if (locked == list_length(indexes)) return true;
  }
  for (int i = 0; i < locked; ++i) UnlockRelationOid(list_nth_oid(indexes, i), AccessExclusiveLock);
  UnlockRelationOid(id, ShareRowExclusiveLock);
  return false;
}

void rebuild_indexes(Oid relation, bool parallel) noexcept {
  ReindexParams parameters{};
  const int settings = NewGUCNestLevel();
  if (!parallel)
    set_config_option("max_parallel_maintenance_workers", "0", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
                      true, 0, false);
  // Without CHECK_CONSTRAINTS the server would build unique indexes over duplicate keys without a word.
  reindex_relation(relation, REINDEX_REL_SUPPRESS_INDEX_USE | REINDEX_REL_CHECK_CONSTRAINTS, &parameters);
  AtEOXact_GUC(true, settings);
  CommandCounterIncrement();
}

}  // namespace datagen::pg
