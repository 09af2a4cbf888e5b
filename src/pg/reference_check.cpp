// src/pg/reference_check.cpp -- distinct keys of a batch, one query per foreign key, triggers for what remains open
#include "pg/reference_check.hpp"

#include "pg/query.hpp"

#include <algorithm>

extern "C" {
#include "catalog/pg_constraint.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "lib/stringinfo.h"
#include "storage/lmgr.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
}

namespace datagen::pg {
namespace {

/// A constraint whose keys could not be found in this many batches is left to its triggers.
constexpr int kMostFailures = 3;

/// The current user is the parent's owner while this lives, as inside the server's own check. The abort of the
/// (sub)transaction would also end it.
class ParentIdentity {
 public:
  explicit ParentIdentity(Oid owner) {
    GetUserIdAndSecContext(&user_, &context_);
    SetUserIdAndSecContext(owner, context_ | SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS);
  }
  ~ParentIdentity() { SetUserIdAndSecContext(user_, context_); }
  ParentIdentity(const ParentIdentity&) = delete;
  ParentIdentity& operator=(const ParentIdentity&) = delete;

 private:
  Oid user_;
  int context_;
};

bool fires(const Trigger& trigger) {
  if (SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA)
    return trigger.tgenabled == TRIGGER_FIRES_ON_REPLICA || trigger.tgenabled == TRIGGER_FIRES_ALWAYS;
  return trigger.tgenabled == TRIGGER_FIRES_ON_ORIGIN || trigger.tgenabled == TRIGGER_FIRES_ALWAYS;
}

/// False for values whose bytes do not tell them apart from others.
bool append_key(std::string& key, const core::Value& value) {
  key += static_cast<char>(value.kind);
  switch (value.kind) {
    case core::ValueKind::Tick:
      key.append(reinterpret_cast<const char*>(&value.tick), sizeof value.tick);
      return true;
    case core::ValueKind::Text:
    case core::ValueKind::Bytes:
      key.append(reinterpret_cast<const char*>(&value.size), sizeof value.size);
      key.append(value.data, value.size);
      return true;
    default: return false;
  }
}

void append_cast(StringInfo sql, Oid from, Oid to, bool array) {
  if (from == to || IsPolymorphicType(to)) return;
  appendStringInfo(sql, "::%s%s", format_type_name(to), array ? "[]" : "");
}

void set_locally(const char* setting) {
  set_config_option(setting, "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
}

}  // namespace

ReferenceCheck::ReferenceCheck(const core::Relation& relation, const RowCodec& codec,
                               const std::vector<int>& columns, ResultRelInfo* target, Options options)
    : target_(target), options_(options), width_(codec.width()) {
  if (target->ri_TrigDesc != nullptr) gather(relation, codec, columns);
}

void ReferenceCheck::gather(const core::Relation& relation, const RowCodec& codec,
                            const std::vector<int>& columns) {
  for (int t = 0; t < target_->ri_TrigDesc->numtriggers; ++t) {
    Reference reference;
    Constraint& constraint = reference.constraint;
    if (!call([&]() noexcept { return describe(target_, t, &constraint); })) continue;
    bool able = true;
    for (int k = 0; k < constraint.count && able; ++k) {
      int index = -1;
      for (int column : columns)
        if (relation.columns[static_cast<size_t>(column)].number == constraint.columns[k]) index = column;
      able = index >= 0;
      if (!able) break;  // computed by the server, or a default
      reference.columns.push_back(index);
      constraint.types[k] = codec.column(index).oid();
      constraint.array_types[k] = call([&]() noexcept { return get_array_type(constraint.types[k]); });
      able = OidIsValid(constraint.array_types[k]);
    }
    if (!able) continue;
    call([&]() noexcept {
      Relation parent = table_open(constraint.parent, RowShareLock);
      build_query(&constraint, RelationGetDescr(parent));
      table_close(parent, NoLock);
    });
    references_.push_back(std::move(reference));
  }
}

/// False when the trigger is no foreign key's check, would not fire, or is better left alone.
bool ReferenceCheck::describe(ResultRelInfo* target, int trigger, Constraint* constraint) noexcept {
  const Trigger& check = target->ri_TrigDesc->triggers[trigger];
  if (check.tgfoid != F_RI_FKEY_CHECK_INS || !TRIGGER_FOR_INSERT(check.tgtype) || !fires(check)) return false;
  ListCell* cell;
  foreach (cell, RelationGetFKeyList(target->ri_RelationDesc)) {
    // A copy, for whatever takes a lock may rebuild the relation's list.
    const ForeignKeyCacheInfo key = *static_cast<ForeignKeyCacheInfo*>(lfirst(cell));
    if (key.conoid != check.tgconstraint || key.confrelid == key.conrelid) continue;
    HeapTuple tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(key.conoid));
    if (!HeapTupleIsValid(tuple)) return false;
    const char match = reinterpret_cast<Form_pg_constraint>(GETSTRUCT(tuple))->confmatchtype;
    ReleaseSysCache(tuple);
    Relation parent = table_open(key.confrelid, RowShareLock);
    constraint->trigger = trigger;
    constraint->parent = key.confrelid;
    constraint->owner = parent->rd_rel->relowner;
    constraint->only = parent->rd_rel->relkind != RELKIND_PARTITIONED_TABLE;
    constraint->match_full = match == FKCONSTR_MATCH_FULL;
    constraint->count = key.nkeys;
    for (int k = 0; k < key.nkeys; ++k) {
      constraint->columns[k] = key.conkey[k];
      constraint->parent_columns[k] = key.confkey[k];
      constraint->operators[k] = key.conpfeqop[k];
    }
    table_close(parent, NoLock);
    // Under a transaction's snapshot the server looks into partitions with a snapshot of its own.
    return constraint->only || !IsolationUsesXactSnapshot();
  }
  return false;
}

/// One key column: `k OPERATOR(=) ANY ($1)`, which an index scan answers in key order; several: a join with the arrays.
void ReferenceCheck::build_query(Constraint* constraint, const TupleDesc parent) noexcept {
  StringInfoData sql;
  initStringInfo(&sql);
  const char* schema = get_namespace_name(get_rel_namespace(constraint->parent));
  appendStringInfo(&sql, "SELECT pg_catalog.count(*) FROM (SELECT 1 FROM %s%s x",
                   constraint->only ? "ONLY " : "",
                   quote_qualified_identifier(schema, get_rel_name(constraint->parent)));
  const bool join = constraint->count > 1;
  if (join) {
    appendStringInfoString(&sql, ", ROWS FROM (");
    for (int k = 0; k < constraint->count; ++k)
      appendStringInfo(&sql, "%spg_catalog.unnest($%d)", k ? ", " : "", k + 1);
    appendStringInfoString(&sql, ") u(");
    for (int k = 0; k < constraint->count; ++k) appendStringInfo(&sql, "%sc%d", k ? ", " : "", k + 1);
    appendStringInfoString(&sql, ")");
  }
  for (int k = 0; k < constraint->count; ++k) {
    HeapTuple tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(constraint->operators[k]));
    if (!HeapTupleIsValid(tuple))
      elog(ERROR, "cache lookup failed for operator %u", constraint->operators[k]);
    const FormData_pg_operator op = *reinterpret_cast<Form_pg_operator>(GETSTRUCT(tuple));
    ReleaseSysCache(tuple);
    Form_pg_attribute attribute = TupleDescAttr(parent, constraint->parent_columns[k] - 1);
    appendStringInfo(&sql, " %s x.%s", k ? "AND" : "WHERE", quote_identifier(NameStr(attribute->attname)));
    append_cast(&sql, attribute->atttypid, op.oprleft, false);
    appendStringInfo(&sql, " OPERATOR(%s.%s) ", quote_identifier(get_namespace_name(op.oprnamespace)),
                     NameStr(op.oprname));
    appendStringInfo(&sql, join ? "u.c%d" : "ANY ($%d", k + 1);
    append_cast(&sql, constraint->types[k], op.oprright, !join);
    if (!join) appendStringInfoString(&sql, ")");
  }
  appendStringInfoString(&sql, " FOR KEY SHARE OF x) s");
  constraint->query = sql.data;
}

void ReferenceCheck::examine(const core::Value* rows, int count, TupleTableSlot** slots) {
  if (references_.empty()) return;
  for (Reference& reference : references_) {
    const bool proven = reference.failures < kMostFailures && collect(reference, rows, count) &&
                        find_parents(reference, slots);
    if (!proven) {
      reference.forget();
      ++reference.failures;
    } else if (options_.forgetful ||
               reference.memory() > static_cast<size_t>(maintenance_work_mem) * 1024 / references_.size()) {
      reference.forget();
    }
    set_trigger(reference, !proven);
  }
  TriggerDesc* triggers = target_->ri_TrigDesc;
  triggers->trig_insert_after_row = false;
  for (int t = 0; t < triggers->numtriggers; ++t)
    if (TRIGGER_TYPE_MATCHES(triggers->triggers[t].tgtype, TRIGGER_TYPE_ROW, TRIGGER_TYPE_AFTER,
                             TRIGGER_TYPE_INSERT))
      triggers->trig_insert_after_row = true;
}

/// The batch's keys that are not known yet; false when the triggers must judge the batch.
bool ReferenceCheck::collect(Reference& reference, const core::Value* rows, int count) {
  reference.fresh.clear();
  if (reference.columns.size() == 1 && collect_ticks(reference, rows, count)) return true;
  for (int r = 0; r < count; ++r) {
    const core::Value* row = rows + width_ * static_cast<size_t>(r);
    const auto nulls = std::count_if(reference.columns.begin(), reference.columns.end(),
                                     [&](int column) { return row[column].is_null(); });
    if (nulls > 0) {
      if (reference.constraint.match_full && nulls < reference.constraint.count) return false;
      continue;
    }
    key_.clear();
    for (int column : reference.columns)
      if (!append_key(key_, row[column])) return false;
    if (reference.known.insert(key_)) reference.fresh.push_back(r);
  }
  return true;
}

/// False when the column holds something else. Rows that were collected before stay so: their keys are in the set and have
/// to be proven.
bool ReferenceCheck::collect_ticks(Reference& reference, const core::Value* rows, int count) const {
  for (int r = 0; r < count; ++r) {
    const core::Value& value =
        rows[width_ * static_cast<size_t>(r) + static_cast<size_t>(reference.columns[0])];
    if (value.kind == core::ValueKind::Tick) {
      if (reference.known_ticks.insert(value.tick)) reference.fresh.push_back(r);
    } else if (!value.is_null()) {
      return false;
    }
  }
  return true;
}

bool ReferenceCheck::find_parents(Reference& reference, TupleTableSlot** slots) {
  if (reference.fresh.empty()) return true;
  const ContextSwitch memory(CurrentMemoryContext);
  const ParentIdentity identity(reference.constraint.owner);
  const int* rows = reference.fresh.data();
  const int count = static_cast<int>(reference.fresh.size());
  return call(
      [&]() noexcept { return run_query(reference.constraint, &reference.plan, rows, count, slots); });
}

/// True when each of the rows' keys has its parent: a key finds one row at most, for the parent's key is unique, so as
/// many rows as keys means that all were found. Equal keys that look different make it false, which is safe.
bool ReferenceCheck::run_query(const Constraint& constraint, SPIPlanPtr* plan, const int* rows, int count,
                               TupleTableSlot** slots) noexcept {
  Datum arrays[INDEX_MAX_KEYS];
  auto* keys = static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<size_t>(count)));
  for (int k = 0; k < constraint.count; ++k) {
    int16 length;
    bool by_value;
    char alignment;
    get_typlenbyvalalign(constraint.types[k], &length, &by_value, &alignment);
    for (int i = 0; i < count; ++i) keys[i] = slots[rows[i]]->tts_values[constraint.columns[k] - 1];
    arrays[k] =
        PointerGetDatum(construct_array(keys, count, constraint.types[k], length, by_value, alignment));
  }
  // The arrays' lengths are not known to a generic plan, and a table of parents that looks small is not scanned once for
  // each key.
  const int nest = NewGUCNestLevel();
  set_locally("enable_seqscan");
  set_locally("enable_hashjoin");
  set_locally("enable_mergejoin");
  set_locally("jit");
  if (*plan == nullptr) {
    Oid types[INDEX_MAX_KEYS];
    std::copy_n(constraint.array_types, constraint.count, types);
    *plan = SPI_prepare_cursor(constraint.query, constraint.count, types, CURSOR_OPT_GENERIC_PLAN);
    if (*plan == nullptr)
      elog(ERROR, "SPI_prepare_cursor returned %s for: %s", SPI_result_code_string(SPI_result),
           constraint.query);
  }
  const int code =
      SPI_execute_snapshot(*plan, arrays, nullptr, InvalidSnapshot, InvalidSnapshot, false, false, 0);
  if (code < 0) elog(ERROR, "SPI_execute_snapshot returned %s", SPI_result_code_string(code));
  bool is_null;
  const int64 found = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &is_null));
  SPI_freetuptable(SPI_tuptable);
  AtEOXact_GUC(true, nest);
  return found == count;
}

void ReferenceCheck::set_trigger(const Reference& reference, bool fires) {
  int16& type = target_->ri_TrigDesc->triggers[reference.constraint.trigger].tgtype;
  type = static_cast<int16>(fires ? type | TRIGGER_TYPE_INSERT : type & ~TRIGGER_TYPE_INSERT);
}

}  // namespace datagen::pg
