// src/pg/key_reader.cpp -- unique keys, exclusion constraints and foreign keys from the catalogs
#include "pg/exclusion_reader.hpp"
#include "pg/relation_parts.hpp"

// clang-format off
extern "C" {
#include "access/genam.h"
#include "catalog/indexing.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "utils/fmgroids.h"
#include "utils/relcache.h"
}
// clang-format on

namespace datagen::pg {
namespace {

/// Does the index refuse rows? A partitioned one does so through its leaves, and only when all have it. An
/// index whose concurrent build failed is not valid but, once ready, still refuses duplicates.
bool enforces(Relation relation, const FormData_pg_index* index) {
  if (!index->indisunique && !index->indisexclusion) return false;
  return relation->rd_rel->relkind == RELKIND_PARTITIONED_TABLE ? index->indisvalid : index->indisready;
}

RawKey* read_key(Relation index) {
  const FormData_pg_index* form = index->rd_index;
  RawKey* key = static_cast<RawKey*>(palloc0(sizeof(RawKey)));
  namestrcpy(&key->name, RelationGetRelationName(index));
  key->id = RelationGetRelid(index);
  key->primary = form->indisprimary;
  key->exclusion = form->indisexclusion;
  key->deferrable = !form->indimmediate;
  key->nulls_not_distinct = form->indnullsnotdistinct;
  Oid* operators = nullptr;
  Oid* functions = nullptr;
  uint16* strategies = nullptr;
  if (key->exclusion) RelationGetExclusionInfo(index, &operators, &functions, &strategies);
  List* expressions = RelationGetIndexExpressions(index);
  int next_expression = 0;
  for (int i = 0; i < form->indnkeyatts; ++i) {
    RawKeyPart* part = static_cast<RawKeyPart*>(palloc0(sizeof(RawKeyPart)));
    part->number = form->indkey.values[i];
    if (part->number == 0) part->expr = static_cast<Node*>(list_nth(expressions, next_expression++));
    if (key->exclusion) {
      part->operator_name = get_opname(operators[i]);
      part->op = exclusion_operator(operators[i], functions[i], index->rd_opfamily[i]);
    }
    key->parts = lappend(key->parts, part);
  }
  List* predicate = RelationGetIndexPredicate(index);
  if (predicate != NIL) key->where = reinterpret_cast<Node*>(make_ands_explicit(predicate));
  return key;
}

/// A constraint on one partition of the referenced table stands for nothing but its parent on the same table.
bool is_per_partition_copy(const FormData_pg_constraint* form) {
  if (!OidIsValid(form->conparentid)) return false;
  HeapTuple tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(form->conparentid));
  if (!HeapTupleIsValid(tuple)) return false;
  const bool same = reinterpret_cast<Form_pg_constraint>(GETSTRUCT(tuple))->conrelid == form->conrelid;
  ReleaseSysCache(tuple);
  return same;
}

RawForeignKey* read_foreign_key(HeapTuple tuple) {
  Form_pg_constraint form = reinterpret_cast<Form_pg_constraint>(GETSTRUCT(tuple));
  RawForeignKey* key = static_cast<RawForeignKey*>(palloc0(sizeof(RawForeignKey)));
  key->name = form->conname;
  key->id = form->oid;
  key->parent = form->confrelid;
  key->match_full = form->confmatchtype == FKCONSTR_MATCH_FULL;
  key->deferrable = form->condeferrable;
  key->initially_deferred = form->condeferred;
  AttrNumber parent_numbers[INDEX_MAX_KEYS];
  Oid equals[INDEX_MAX_KEYS];
  int set_count = 0;
  AttrNumber set_columns[INDEX_MAX_KEYS];
  DeconstructFkConstraintRow(tuple, &key->count, key->columns, parent_numbers, equals, equals, equals,
                             &set_count, set_columns);
  Relation parent = table_open(key->parent, AccessShareLock);
  for (int i = 0; i < key->count; ++i)
    for (int number = 1; number < parent_numbers[i]; ++number)
      if (!TupleDescAttr(RelationGetDescr(parent), number - 1)->attisdropped) ++key->parent_columns[i];
  table_close(parent, NoLock);
  return key;
}

/// Expresses an ancestor's foreign key in the child's attributes; false when the child has one on the same columns.
bool map_to_child(RawForeignKey* key, Oid ancestor, Oid child, const RawRelation* raw) {
  for (int i = 0; i < key->count; ++i)
    key->columns[i] = get_attnum(child, get_attname(ancestor, key->columns[i], false));
  ListCell* cell;
  foreach (cell, raw->foreign_keys) {
    const RawForeignKey* other = static_cast<RawForeignKey*>(lfirst(cell));
    if (other->count == key->count &&
        memcmp(other->columns, key->columns, sizeof(AttrNumber) * key->count) == 0)
      return false;
  }
  return true;
}

void gather_foreign_keys_of(Oid owner, Oid relation, RawRelation* raw) {
  Relation catalog = table_open(ConstraintRelationId, AccessShareLock);
  ScanKeyData key;
  ScanKeyInit(&key, Anum_pg_constraint_conrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(owner));
  SysScanDesc scan = systable_beginscan(catalog, ConstraintRelidTypidNameIndexId, true, nullptr, 1, &key);
  HeapTuple tuple;
  while (HeapTupleIsValid(tuple = systable_getnext(scan))) {
    const FormData_pg_constraint* form = reinterpret_cast<Form_pg_constraint>(GETSTRUCT(tuple));
    if (form->contype != CONSTRAINT_FOREIGN || is_per_partition_copy(form)) continue;
    RawForeignKey* foreign_key = read_foreign_key(tuple);
    if (owner == relation || map_to_child(foreign_key, owner, relation, raw))
      raw->foreign_keys = lappend(raw->foreign_keys, foreign_key);
  }
  systable_endscan(scan);
  table_close(catalog, AccessShareLock);
}

/// What the relation inherits from, each parent with all of its own behind it; what is reached by two ways is there twice.
List* ancestors_of(Oid relation) {
  List* ancestors = NIL;
  Relation catalog = table_open(InheritsRelationId, AccessShareLock);
  ScanKeyData key;
  ScanKeyInit(&key, Anum_pg_inherits_inhrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relation));
  SysScanDesc scan = systable_beginscan(catalog, InheritsRelidSeqnoIndexId, true, nullptr, 1, &key);
  HeapTuple tuple;
  while (HeapTupleIsValid(tuple = systable_getnext(scan))) {
    const Oid ancestor = reinterpret_cast<Form_pg_inherits>(GETSTRUCT(tuple))->inhparent;
    ancestors = list_concat(lappend_oid(ancestors, ancestor), ancestors_of(ancestor));
  }
  systable_endscan(scan);
  table_close(catalog, AccessShareLock);
  return ancestors;
}

bool reads_column(Node* expr, AttrNumber number) {
  Bitmapset* read = nullptr;
  pull_varattnos(expr, 1, &read);
  return bms_is_member(number - FirstLowInvalidHeapAttributeNumber, read);
}

/// Whether nothing but its type bounds the column, so that there are keys enough for any number of rows.
bool is_free_number(Relation relation, AttrNumber number, const RawRelation* raw) {
  const Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(relation), number - 1);
  const Oid type = attribute->atttypid;
  if ((type != INT4OID && type != INT8OID && type != UUIDOID) || attribute->attgenerated != '\0')
    return false;
  ListCell* cell;
  foreach (cell, raw->foreign_keys) {
    const RawForeignKey* key = static_cast<RawForeignKey*>(lfirst(cell));
    for (int i = 0; i < key->count; ++i)
      if (key->columns[i] == number) return false;
  }
  foreach (cell, raw->obligations)
    if (reads_column(static_cast<RawObligation*>(lfirst(cell))->expr, number)) return false;
  return true;
}

/// Nothing makes the unique numbers of an inheritance ancestor unique in a child, but a query over the ancestor shows the
/// child's rows among its own, where they had better not be alike.
void gather_inherited_keys(Oid from, Relation child, RawRelation* raw) {
  Relation ancestor = table_open(from, AccessShareLock);
  RawRelation above = {};
  gather_keys(ancestor, &above);
  table_close(ancestor, NoLock);
  ListCell* cell;
  foreach (cell, above.keys) {
    RawKey* inherited = static_cast<RawKey*>(lfirst(cell));
    RawKeyPart* part = static_cast<RawKeyPart*>(linitial(inherited->parts));
    if (list_length(inherited->parts) != 1 || part->number <= 0 || inherited->where || inherited->exclusion)
      continue;
    part->number = get_attnum(RelationGetRelid(child), get_attname(from, part->number, false));
    ListCell* other;
    bool known = false;
    foreach (other, raw->keys) {
      const RawKey* own = static_cast<RawKey*>(lfirst(other));
      known = known || (list_length(own->parts) == 1 &&
                        static_cast<RawKeyPart*>(linitial(own->parts))->number == part->number);
    }
    inherited->primary = false;
    if (!known && is_free_number(child, part->number, raw)) raw->keys = lappend(raw->keys, inherited);
  }
}

}  // namespace

void gather_keys(Relation relation, RawRelation* raw) {
  ListCell* cell;
  foreach (cell, RelationGetIndexList(relation)) {
    Relation index = index_open(lfirst_oid(cell), AccessShareLock);
    if (enforces(relation, index->rd_index)) raw->keys = lappend(raw->keys, read_key(index));
    index_close(index, NoLock);
  }
}

void gather_foreign_keys(Relation relation, RawRelation* raw) {
  const Oid id = RelationGetRelid(relation);
  gather_foreign_keys_of(id, id, raw);
  if (relation->rd_rel->relispartition) return;
  // An ancestor's foreign keys bind no row of a child, but a query over the ancestor shows the child's rows among its own.
  List* ancestors = ancestors_of(id);
  ListCell* cell;
  foreach (cell, ancestors) gather_foreign_keys_of(lfirst_oid(cell), id, raw);
  foreach (cell, ancestors) gather_inherited_keys(lfirst_oid(cell), relation, raw);
}

}  // namespace datagen::pg
