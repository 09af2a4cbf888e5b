// src/pg/load_method.cpp -- what the bulk sink cannot do, tested on the catalogs and on the planner's own INSERT
#include "pg/load_method.hpp"

#include "pg/index_rebuild.hpp"
#include "pg/query.hpp"
#include "pg/relation_parts.hpp"
#include "pg/settings.hpp"

#include <algorithm>

extern "C" {
#include "access/tableam.h"
#include "catalog/catalog.h"
#include "catalog/partition.h"
#include "optimizer/optimizer.h"
#include "parser/parsetree.h"
#include "rewrite/rewriteHandler.h"
#include "utils/plancache.h"
#include "utils/rls.h"
}

namespace datagen::pg {
namespace {

/// Below this the SQL sink is as fast, and its errors tell the INSERT they come from.
constexpr uint64_t kWorthwhileRows = 500;
/// Below this a new file for each index costs more than the entries of the rows.
constexpr uint64_t kRebuildRows = 5000;

/// Some column that takes its default has one that may run the user's code or look at the table.
bool has_opaque_default(Relation relation, const core::Relation& model) {
  for (const core::Column& column : model.columns) {
    if (column.insertable || column.generated) continue;
    Node* expr = build_column_default(relation, column.number);
    if (expr && contain_volatile_functions_not_nextval(expr)) return true;
  }
  return false;
}

/// Runs inside pg::call.
const char* obstacle_in_catalogs(const core::Relation& model, LOCKMODE lock) {
  Relation relation = relation_open(model.id, lock);
  const TriggerDesc* triggers = relation->trigdesc;
  const char* obstacle = nullptr;
  if (relation->rd_rel->relkind == RELKIND_PARTITIONED_TABLE)
    obstacle = "it is partitioned";
  else if (relation->rd_rel->relkind == RELKIND_FOREIGN_TABLE)
    obstacle = "it is a foreign table";
  else if (relation->rd_rel->relkind == RELKIND_VIEW)
    obstacle = "it is a view";
  else if (relation->rd_rel->relkind != RELKIND_RELATION || IsSystemRelation(relation) ||
           RELATION_IS_OTHER_TEMP(relation))
    obstacle = "it is no ordinary table";
  else if (relation->rd_tableam != GetHeapamTableAmRoutine())
    obstacle = "its access method is not heap";
  else if (has_insert_rules(relation))
    obstacle = "it has rules";
  else if (triggers && (triggers->trig_insert_before_row || triggers->trig_insert_instead_row))
    obstacle = "it has BEFORE ROW triggers";
  else if (check_enable_rls(model.id, InvalidOid, true) == RLS_ENABLED)
    obstacle = "row security applies";
  else if (has_opaque_default(relation, model))
    obstacle = "a column may only take its default, which is volatile";
  relation_close(relation, NoLock);
  return obstacle;
}

/// Runs inside pg::call. True when the statement's plan is a plain ModifyTable on the relation and nothing else: no
/// rewritten query, no node of an extension that sends rows elsewhere.
bool plans_as_ordinary_insert(const char* sql, int count, Oid* types, Oid relation) {
  SPIPlanPtr prepared = SPI_prepare(sql, count, types);
  if (prepared == nullptr)
    elog(ERROR, "SPI_prepare returned %s for: %s", SPI_result_code_string(SPI_result), sql);
  bool ordinary = false;
  if (CachedPlan* cached = SPI_plan_get_cached_plan(prepared)) {
    if (list_length(cached->stmt_list) == 1) {
      auto* statement = static_cast<PlannedStmt*>(linitial(cached->stmt_list));
      if (statement->commandType == CMD_INSERT && IsA(statement->planTree, ModifyTable)) {
        auto* modify = reinterpret_cast<ModifyTable*>(statement->planTree);
        ordinary = list_length(modify->resultRelations) == 1 && modify->withCheckOptionLists == NIL &&
                   rt_fetch(linitial_int(modify->resultRelations), statement->rtable)->relid == relation;
      }
    }
    ReleaseCachedPlan(cached, nullptr);  // a plan that is not saved has no resource owner
  }
  SPI_freeplan(prepared);
  return ordinary;
}

bool is_ordinary_insert(const core::Relation& relation) {
  std::string names, parameters;
  std::vector<Oid> types;
  for (const core::Column& column : relation.columns) {
    if (!column.insertable || column.generated) continue;
    types.push_back(column.type->oid);
    names += (names.empty() ? "" : ", ") + identifier(column.name);
    parameters += (parameters.empty() ? "$" : ", $") + std::to_string(types.size());
  }
  const std::string sql = "INSERT INTO " + identifier(relation.schema) + "." + identifier(relation.name) +
                          " (" + names + ") OVERRIDING SYSTEM VALUE VALUES (" + parameters + ")";
  const char* text = sql.c_str();
  Oid* list = types.data();
  const int count = static_cast<int>(types.size());
  const Oid id = relation.id;
  return call([&]() noexcept { return plans_as_ordinary_insert(text, count, list, id); });
}

std::string find_obstacle(const core::Relation& relation, bool in_window, LoadPurpose purpose) {
  if (in_window) return "its rows refer to rows that come later";
  bool insertable = false;
  for (const core::Column& column : relation.columns)
    insertable = insertable || (column.insertable && !column.generated);
  if (!insertable) return "there is no column to insert into";
  const LOCKMODE lock = purpose == LoadPurpose::Insert ? RowExclusiveLock : AccessShareLock;
  if (const char* obstacle = call([&]() noexcept { return obstacle_in_catalogs(relation, lock); }))
    return obstacle;
  // Preparing an INSERT locks the relation as inserting does, which a plan must not wait for, nor can on a standby.
  if (purpose == LoadPurpose::Insert && !is_ordinary_insert(relation))
    return "the server does not plan an ordinary INSERT for it";
  return {};
}

void choose_index_work(const core::Relation& model, ExpressionPool& pool, const LoadRequest& request,
                       LoadMethod& method) {
  if (!reads_no_index_meanwhile(model, pool)) return;
  struct Ability {
    bool rebuild;
    bool wait;
    bool refers_to_itself;  ///< or to a partitioned table that it is a part of
  };
  const Ability able = call([&]() noexcept {
    Relation relation = relation_open(model.id, AccessShareLock);
    const bool own = relation->rd_createSubid != InvalidSubTransactionId ||
                     relation->rd_firstRelfilenodeSubid != InvalidSubTransactionId;
    const bool grows = own && request.rows >= request.existing_rows;
    Ability able{};
    able.rebuild = (request.existing_rows == 0 || grows) && indexes_can_be_rebuilt(relation);
    able.wait = entries_can_wait(relation);
    List* roots = relation->rd_rel->relispartition ? get_partition_ancestors(model.id) : NIL;
    for (const core::ForeignKey& key : model.foreign_keys)
      able.refers_to_itself =
          able.refers_to_itself || key.parent == model.id || list_member_oid(roots, key.parent);
    relation_close(relation, NoLock);
    return able;
  });
  method.rebuild_indexes = able.rebuild;
  method.keep_entries = able.wait && !able.refers_to_itself;
}

}  // namespace

LoadMethod choose_load_method(const core::Relation& relation, ExpressionPool& pool,
                              const LoadRequest& request, LoadPurpose purpose) {
  const SinkChoice choice = sink_choice();
  if (choice == SinkChoice::Sql || (choice == SinkChoice::Auto && request.rows < kWorthwhileRows)) return {};
  LoadMethod method;
  method.obstacle = find_obstacle(relation, request.in_window, purpose);
  method.bulk = method.obstacle.empty();
  if (method.bulk && (choice == SinkChoice::Bulk || request.rows >= kRebuildRows) && !request.rules_may_read)
    choose_index_work(relation, pool, request, method);
  return method;
}

}  // namespace datagen::pg
