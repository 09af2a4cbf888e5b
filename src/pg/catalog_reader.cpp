// src/pg/catalog_reader.cpp -- from gathered catalog rows to core::Relation
#include "pg/catalog_reader.hpp"

#include "core/base/error.hpp"
#include "pg/column_grid.hpp"
#include "pg/exclusion_reader.hpp"
#include "pg/predicate_nodes.hpp"
#include "pg/predicate_reader.hpp"
#include "pg/relation_parts.hpp"
#include "pg/type_reader.hpp"

#include <algorithm>
#include <cstring>

// clang-format off
extern "C" {
#include "access/genam.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_sequence.h"
#include "utils/fmgroids.h"
}
// clang-format on

namespace datagen::pg {
namespace {

std::string to_text(const char* text) { return text ? to_utf8(text, std::strlen(text)) : std::string(); }
std::string to_text(const NameData& name) { return to_text(NameStr(name)); }

[[noreturn]] void refuse(const RawRelation& raw) {
  const std::string name = to_text(raw.name), quoted = "\"" + name + "\"",
                    detail = to_text(raw.obstacle_detail);
  core::ErrorFields fields;
  fields.schema = to_text(raw.schema);
  fields.table = name;
  switch (raw.obstacle) {
    case Obstacle::Missing:
      throw core::Error(core::ErrorCode::UndefinedTable,
                        "relation with OID " + std::to_string(raw.id) + " does not exist");
    case Obstacle::NotInsertable:
      throw core::Error(
          core::ErrorCode::ObjectNotInState,
          (raw.kind == RELKIND_VIEW ? "cannot insert into view " : "cannot insert into foreign table ") +
              quoted,
          detail,
          raw.kind == RELKIND_VIEW ? "Fill the tables below it, or give it an INSTEAD OF INSERT trigger."
                                   : "",
          fields);
    case Obstacle::HiddenColumn:
      fields.column = detail;
      throw core::Error(core::ErrorCode::ObjectNotInState, "cannot fill view " + quoted,
                        "Column \"" + detail +
                            "\" of its base relation is not null, has no default and is not in the view.",
                        "Fill the base relation.", fields);
    case Obstacle::None:
    case Obstacle::WrongKind: break;
  }
  throw core::Error(core::ErrorCode::WrongObjectType, quoted + " is not a table or view that can be filled",
                    "", "", fields);
}

core::Sequence read_sequence(Oid id) {
  struct Row {
    const char* name;
    FormData_pg_sequence form;
  };
  const Row row = call([&]() noexcept {
    Row result;
    HeapTuple tuple = SearchSysCache1(SEQRELID, ObjectIdGetDatum(id));
    if (!HeapTupleIsValid(tuple)) elog(ERROR, "cache lookup failed for sequence %u", id);
    result.form = *reinterpret_cast<Form_pg_sequence>(GETSTRUCT(tuple));
    ReleaseSysCache(tuple);
    result.name = quote_qualified_identifier(get_namespace_name(get_rel_namespace(id)), get_rel_name(id));
    return result;
  });
  core::Sequence sequence;
  sequence.id = id;
  sequence.name = to_text(row.name);
  sequence.start = row.form.seqstart;
  sequence.increment = row.form.seqincrement;
  sequence.minimum = row.form.seqmin;
  sequence.maximum = row.form.seqmax;
  sequence.cycle = row.form.seqcycle;
  return sequence;
}

void read_default(const RawColumn& raw, core::Column& column, ExpressionPool& pool) {
  if (OidIsValid(raw.sequence)) {
    column.default_kind = core::DefaultKind::Sequence;
    column.sequence = read_sequence(raw.sequence);
  } else if (raw.default_expr && IsA(raw.default_expr, Const)) {
    const Const* constant = reinterpret_cast<const Const*>(raw.default_expr);
    column.default_kind = core::DefaultKind::Constant;
    column.default_value = core::Value::of_stored(
        pool.add_value(constant->constvalue, constant->constlen, constant->constbyval));
  } else if (raw.default_expr) {
    column.default_kind = core::DefaultKind::Volatile;
    if (can_evaluate(raw.default_expr)) column.default_handle = pool.add(raw.default_expr);
  }
}

core::Column read_column(const RawColumn& raw, const GridDemands& demands, ExpressionPool& pool) {
  core::Column column;
  column.name = to_text(raw.name);
  column.number = raw.number;
  const GridDemand& demand = demands[raw.number];
  column.type =
      with_scale(read_type(raw.type, raw.typmod, raw.dimensions, &pool), demand.decimals, demand.integers);
  column.not_null = raw.not_null || column.type->domain_not_null;
  column.generated = raw.generated;
  column.sought = raw.sought;
  column.identity = raw.identity;
  column.insertable = raw.insertable;
  column.collation = raw.collation;
  column.deterministic_collation = raw.deterministic;
  column.comment = to_text(raw.comment);
  read_default(raw, column, pool);
  return column;
}

/// An expression that is no condition, over the relation's row.
core::ExprPtr read_value_expr(Node* expr, PredicateReader& reader, ExpressionPool& pool, int* handle) {
  if (can_evaluate(expr)) *handle = pool.add(expr);
  return reader.read(normalise(expr, Condition::None, pool).node);
}

int index_of(const core::Relation& relation, AttrNumber number) {
  for (size_t i = 0; i < relation.columns.size(); ++i)
    if (relation.columns[i].number == number) return static_cast<int>(i);
  return -1;
}

core::Predicate read_where(const RawKey& raw, PredicateReader& reader, ExpressionPool& pool) {
  return read_predicate(raw.where, to_text(raw.name), core::PredicateSource::IndexPredicate, true, reader,
                        pool);
}

core::UniqueKey read_key(const RawKey& raw, const core::Relation& relation, PredicateReader& reader,
                         ExpressionPool& pool) {
  core::UniqueKey key;
  key.name = to_text(raw.name);
  key.id = raw.id;
  key.primary = raw.primary;
  key.deferrable = raw.deferrable;
  key.nulls_not_distinct = raw.nulls_not_distinct;
  key.exclusion = raw.exclusion;
  for (int i = 0; i < list_length(raw.parts); ++i) {
    const RawKeyPart* from = static_cast<RawKeyPart*>(list_nth(raw.parts, i));
    core::KeyPart part;
    if (from->number != 0) {
      part.column = index_of(relation, from->number);
    } else {
      part.expr = read_value_expr(from->expr, reader, pool, &part.handle);
      part.columns = reader.columns_of(from->expr);
    }
    key.parts.push_back(std::move(part));
  }
  if (raw.where) key.where = read_where(raw, reader, pool);
  return key;
}

core::ForeignKey read_foreign_key(const RawForeignKey& raw, const core::Relation& relation) {
  core::ForeignKey key;
  key.name = to_text(raw.name);
  key.id = raw.id;
  key.parent = raw.parent;
  key.match = raw.match_full ? core::MatchType::Full : core::MatchType::Simple;
  key.deferrable = raw.deferrable;
  key.initially_deferred = raw.initially_deferred;
  for (int i = 0; i < raw.count; ++i) {
    key.columns.push_back(index_of(relation, raw.columns[i]));
    key.parent_columns.push_back(raw.parent_columns[i]);
  }
  return key;
}

core::RelationKind kind_of(char kind) {
  switch (kind) {
    case RELKIND_PARTITIONED_TABLE: return core::RelationKind::Partitioned;
    case RELKIND_FOREIGN_TABLE: return core::RelationKind::Foreign;
    case RELKIND_VIEW: return core::RelationKind::View;
    default: return core::RelationKind::Table;
  }
}

void read_columns(const RawRelation& raw, core::Relation& relation, ExpressionPool& pool) {
  const GridDemands demands = demands_on_grids(raw);
  // A tuple's header and line pointer.
  relation.row_bytes = 28;
  for (int i = 0; i < raw.column_count; ++i) {
    relation.columns.push_back(read_column(raw.columns[i], demands, pool));
    relation.row_bytes += raw.columns[i].width;
  }
}

/// A partial index obliges no row to be in it or out of it. The choice between the two, which always holds and needs
/// no judge, makes the analyser see both as branches, so that rows of either kind are made.
core::Predicate choice_of(const std::string& name, const core::Predicate& where) {
  core::Predicate choice = where;
  choice.name = name;
  choice.source = core::PredicateSource::IndexPredicate;
  choice.needs_true = false;
  choice.handle = -1;
  choice.expr = core::make_expr(core::Op::Or, {core::make_expr(core::Op::IsTrue, {where.expr}),
                                               core::make_expr(core::Op::IsNotTrue, {where.expr})});
  return choice;
}

/// What a column is computed from; nothing for one that is sought itself.
Node* generated_of(const RawRelation& raw, AttrNumber number) {
  for (int i = 0; i < raw.column_count; ++i)
    if (raw.columns[i].number == number && !raw.columns[i].sought) return raw.columns[i].generated_expr;
  return nullptr;
}

Node* replace_generated(Node* node, void* context) {
  if (node == nullptr) return nullptr;
  if (IsA(node, Var) && reinterpret_cast<Var*>(node)->varlevelsup == 0)
    if (Node* made =
            generated_of(*static_cast<const RawRelation*>(context), reinterpret_cast<Var*>(node)->varattno))
      return made;
  return mutate_children(node, replace_generated, context);
}

/// An obligation that reads a generated column is one on what the column is computed from: a row can then be judged, and
/// sought, before the column is.
Node* without_generated(Node* expr, const RawRelation& raw) {
  return call([&]() noexcept { return replace_generated(expr, const_cast<RawRelation*>(&raw)); });
}

/// A generated column that is NOT NULL asks what it is computed from to give a value.
void require_generated(const RawRelation& raw, core::Relation& relation, PredicateReader& reader,
                       ExpressionPool& pool) {
  for (int i = 0; i < raw.column_count; ++i) {
    const RawColumn& column = raw.columns[i];
    if (!column.generated_expr || !column.not_null) continue;
    Node* test = call([&]() noexcept {
      NullTest* made = makeNode(NullTest);
      made->arg = reinterpret_cast<Expr*>(column.generated_expr);
      made->nulltesttype = IS_NOT_NULL;
      made->location = -1;
      return reinterpret_cast<Node*>(made);
    });
    relation.predicates.push_back(read_predicate(test, to_text(column.name) + " NOT NULL",
                                                 core::PredicateSource::Check, true, reader, pool));
  }
}

/// Whatever holds expressions; the columns are known by now.
void read_expressions(const RawRelation& raw, core::Relation& relation, ExpressionPool& pool) {
  PredicateReader reader(pool, relation.columns);
  for (int i = 0; i < raw.column_count; ++i) {
    core::Column& column = relation.columns[i];
    if (raw.columns[i].generated_expr)
      column.generated_expr =
          read_value_expr(raw.columns[i].generated_expr, reader, pool, &column.generated_handle);
  }
  for (int i = 0; i < list_length(raw.obligations); ++i) {
    const RawObligation* from = static_cast<RawObligation*>(list_nth(raw.obligations, i));
    relation.predicates.push_back(read_predicate(without_generated(from->expr, raw), to_text(from->name),
                                                 from->source, from->needs_true, reader, pool));
  }
  require_generated(raw, relation, reader, pool);
  for (int i = 0; i < list_length(raw.keys); ++i) {
    const RawKey* key = static_cast<RawKey*>(list_nth(raw.keys, i));
    if (key->exclusion && !is_equality_alone(*key))
      relation.exclusions.push_back(read_exclusion(*key, relation, reader, pool));
    else
      relation.keys.push_back(read_key(*key, relation, reader, pool));
  }
  // The catalogs list indexes by oid, which must not show in what is generated.
  std::sort(relation.keys.begin(), relation.keys.end(),
            [](const core::UniqueKey& a, const core::UniqueKey& b) {
              return a.primary != b.primary ? a.primary : a.name < b.name;
            });
  std::sort(relation.exclusions.begin(), relation.exclusions.end(),
            [](const core::Exclusion& a, const core::Exclusion& b) { return a.name < b.name; });
  for (const core::UniqueKey& key : relation.keys)
    if (key.where) relation.predicates.push_back(choice_of(key.name, *key.where));
  for (const core::Exclusion& exclusion : relation.exclusions)
    if (exclusion.where) relation.predicates.push_back(choice_of(exclusion.name, *exclusion.where));
}

}  // namespace

core::Relation read_relation(Oid id, ExpressionPool& pool) {
  ContextSwitch in(pool.memory());
  const RawRelation* raw =
      call([&]() noexcept { return static_cast<const RawRelation*>(gather_relation(id, GetUserId())); });
  if (raw->obstacle != Obstacle::None) refuse(*raw);
  core::Relation relation;
  relation.id = id;
  relation.schema = to_text(raw->schema);
  relation.name = to_text(raw->name);
  relation.kind = kind_of(raw->kind);
  relation.is_partition = raw->is_partition;
  relation.temporary = raw->temporary;
  relation.extension_member = raw->extension_member;
  relation.has_before_insert_triggers = raw->row_triggers;
  relation.has_rules = raw->has_rules;
  pool.describe(id, raw->descriptor);
  read_columns(*raw, relation, pool);
  read_expressions(*raw, relation, pool);
  for (int i = 0; i < list_length(raw->foreign_keys); ++i)
    relation.foreign_keys.push_back(
        read_foreign_key(*static_cast<RawForeignKey*>(list_nth(raw->foreign_keys, i)), relation));
  return relation;
}

core::Schema read_schema_closure(const std::vector<Oid>& roots, ExpressionPool& pool) {
  core::Schema schema;
  std::vector<Oid> pending(roots.rbegin(), roots.rend());
  while (!pending.empty()) {
    const Oid id = pending.back();
    pending.pop_back();
    if (schema.has(id)) continue;
    check_interrupts();
    const core::Relation& relation = schema.relations.emplace(id, read_relation(id, pool)).first->second;
    for (const core::ForeignKey& key : relation.foreign_keys) pending.push_back(key.parent);
  }
  return schema;
}

std::vector<Oid> fillable_relations(const char* schema) {
  struct Found {
    Oid id;
    NameData name;
  };
  struct List {
    Found* items;
    int count;
  };
  const List list = call([&]() noexcept {
    List result{static_cast<Found*>(palloc(sizeof(Found) * 16)), 0};
    Relation catalog = table_open(RelationRelationId, AccessShareLock);
    ScanKeyData key;
    const Oid nspace = LookupExplicitNamespace(schema, false);
    // Temporary tables of other sessions cannot be read.
    const bool own_temporary = isTempNamespace(nspace);
    ScanKeyInit(&key, Anum_pg_class_relnamespace, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(nspace));
    SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, nullptr, 1, &key);
    HeapTuple tuple;
    while (HeapTupleIsValid(tuple = systable_getnext(scan))) {
      const FormData_pg_class* form = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple));
      const bool table = form->relkind == RELKIND_RELATION || form->relkind == RELKIND_PARTITIONED_TABLE;
      if (!table || form->relispartition) continue;
      if (form->relpersistence == RELPERSISTENCE_TEMP && !own_temporary) continue;
      if (OidIsValid(getExtensionOfObject(RelationRelationId, form->oid))) continue;
      // Room doubles whenever the count reaches a power of two.
      if (result.count >= 16 && (result.count & (result.count - 1)) == 0)
        result.items = static_cast<Found*>(repalloc(result.items, sizeof(Found) * result.count * 2));
      result.items[result.count++] = {form->oid, form->relname};
    }
    systable_endscan(scan);
    table_close(catalog, AccessShareLock);
    return result;
  });
  std::sort(list.items, list.items + list.count,
            [](const Found& a, const Found& b) { return std::strcmp(NameStr(a.name), NameStr(b.name)) < 0; });
  std::vector<Oid> ids;
  for (int i = 0; i < list.count; ++i) ids.push_back(list.items[i].id);
  return ids;
}

}  // namespace datagen::pg
