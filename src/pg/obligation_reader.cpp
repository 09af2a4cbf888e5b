// src/pg/obligation_reader.cpp -- CHECKs, domain CHECKs and row security as expressions over a row
#include "pg/obligation_reader.hpp"

#include "pg/predicate_nodes.hpp"
#include "pg/predicate_reader.hpp"
#include "pg/relation_parts.hpp"
#include "pg/type_reader.hpp"

#include <algorithm>
#include <cstring>

// clang-format off
extern "C" {
#include "access/genam.h"
#include "catalog/indexing.h"
#include "catalog/pg_constraint.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"
#include "optimizer/optimizer.h"
#include "parser/parse_relation.h"
#include "rewrite/rowsecurity.h"
#include "utils/fmgroids.h"
#include "utils/typcache.h"
}
// clang-format on

namespace datagen::pg {
namespace {

struct ValueCheck {
  const char* name;
  Node* expr;
};

int by_name(const ListCell* a, const ListCell* b) {
  return std::strcmp(static_cast<ValueCheck*>(lfirst(a))->name, static_cast<ValueCheck*>(lfirst(b))->name);
}

/// The CHECKs of one domain by name.
List* checks_of_domain(Oid domain) {
  List* checks = NIL;
  Relation catalog = table_open(ConstraintRelationId, AccessShareLock);
  ScanKeyData key;
  ScanKeyInit(&key, Anum_pg_constraint_contypid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(domain));
  SysScanDesc scan = systable_beginscan(catalog, ConstraintTypidIndexId, true, nullptr, 1, &key);
  HeapTuple tuple;
  while (HeapTupleIsValid(tuple = systable_getnext(scan))) {
    Form_pg_constraint form = reinterpret_cast<Form_pg_constraint>(GETSTRUCT(tuple));
    if (form->contype != CONSTRAINT_CHECK) continue;
    bool is_null = false;
    const Datum source = heap_getattr(tuple, Anum_pg_constraint_conbin, RelationGetDescr(catalog), &is_null);
    if (is_null) continue;
    ValueCheck* check = static_cast<ValueCheck*>(palloc(sizeof(ValueCheck)));
    check->name = pstrdup(NameStr(form->conname));
    check->expr = static_cast<Node*>(stringToNode(TextDatumGetCString(source)));
    checks = lappend(checks, check);
  }
  systable_endscan(scan);
  table_close(catalog, AccessShareLock);
  list_sort(checks, by_name);
  return checks;
}

/// The CHECKs of the whole chain, innermost domain first.
List* checks_of_chain(Oid type) {
  List* all = NIL;
  for (;;) {
    HeapTuple tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
    if (!HeapTupleIsValid(tuple)) break;
    Form_pg_type form = reinterpret_cast<Form_pg_type>(GETSTRUCT(tuple));
    const bool is_domain = form->typtype == TYPTYPE_DOMAIN;
    const Oid base = form->typbasetype;
    ReleaseSysCache(tuple);
    if (!is_domain) break;
    all = list_concat(checks_of_domain(type), all);
    type = base;
  }
  return all;
}

/// Puts the column in the place of a domain's value.
Node* value_to_column(Node* node, void* context) {
  if (node == nullptr) return nullptr;
  if (!IsA(node, CoerceToDomainValue)) return mutate_children(node, value_to_column, context);
  const RawColumn* column = static_cast<RawColumn*>(context);
  CoerceToDomainValue* value = reinterpret_cast<CoerceToDomainValue*>(node);
  Var* var = makeVar(1, column->number, column->type, column->typmod, column->collation, 0);
  if (value->typeId == column->type) return reinterpret_cast<Node*>(var);
  return reinterpret_cast<Node*>(makeRelabelType(reinterpret_cast<Expr*>(var), value->typeId, value->typeMod,
                                                 value->collation, COERCE_IMPLICIT_CAST));
}

bool is_reference(AttrNumber column, const RawRelation* raw) {
  ListCell* cell;
  foreach (cell, raw->foreign_keys) {
    const RawForeignKey* key = static_cast<const RawForeignKey*>(lfirst(cell));
    if (std::find(key->columns, key->columns + key->count, column) != key->columns + key->count) return true;
  }
  return false;
}

}  // namespace

void add_obligation(RawRelation* raw, const char* name, core::PredicateSource source, bool needs_true,
                    Node* expr) {
  RawObligation* obligation = static_cast<RawObligation*>(palloc(sizeof(RawObligation)));
  *obligation = {name, source, needs_true, expr};
  raw->obligations = lappend(raw->obligations, obligation);
}

void gather_checks(Relation relation, RawRelation* raw) {
  const TupleConstr* constraints = RelationGetDescr(relation)->constr;
  for (int i = 0; constraints && i < constraints->num_check; ++i) {
    const ConstrCheck* check = &constraints->check[i];
    // NOT VALID ones bind new rows all the same.
    add_obligation(raw, pstrdup(check->ccname), core::PredicateSource::Check, false,
                   static_cast<Node*>(stringToNode(check->ccbin)));
  }
}

void gather_domain_checks(RawRelation* raw) {
  for (int i = 0; i < raw->column_count; ++i) {
    RawColumn* column = &raw->columns[i];
    ListCell* cell;
    foreach (cell, checks_of_chain(column->type)) {
      const ValueCheck* check = static_cast<ValueCheck*>(lfirst(cell));
      add_obligation(raw, check->name, core::PredicateSource::DomainCheck, false,
                     value_to_column(check->expr, column));
    }
  }
}

void gather_generated_references(RawRelation* raw) {
  for (int i = 0; i < raw->column_count; ++i) {
    RawColumn* column = &raw->columns[i];
    if (!column->generated_expr || !is_reference(column->number, raw)) continue;
    Node* value = eval_const_expressions(nullptr, column->generated_expr);
    const Oid equality = lookup_type_cache(column->type, TYPECACHE_EQ_OPR)->eq_opr;
    // A constant narrows the column as it stands.
    if (IsA(value, Const) || !OidIsValid(equality)) continue;
    Var* var = makeVar(1, column->number, column->type, column->typmod, column->collation, 0);
    Expr* differs = make_opclause(equality, BOOLOID, false, reinterpret_cast<Expr*>(var),
                                  reinterpret_cast<Expr*>(value), InvalidOid, column->collation);
    // DistinctExpr is an OpExpr with another tag.
    NodeSetTag(differs, T_DistinctExpr);
    set_opfuncid(reinterpret_cast<OpExpr*>(differs));
    column->sought = true;
    add_obligation(raw, pstrdup(NameStr(column->name)), core::PredicateSource::Generated, false,
                   reinterpret_cast<Node*>(makeBoolExpr(NOT_EXPR, list_make1(differs), -1)));
  }
}

void gather_row_security(Relation relation, RawRelation* raw, Oid user) {
  if (!relation->rd_rel->relrowsecurity) return;
  Query* query = makeNode(Query);
  query->commandType = CMD_INSERT;
  query->resultRelation = 1;
  RangeTblEntry* entry = makeNode(RangeTblEntry);
  entry->rtekind = RTE_RELATION;
  entry->relid = RelationGetRelid(relation);
  entry->relkind = relation->rd_rel->relkind;
  entry->rellockmode = AccessShareLock;
  entry->checkAsUser = user;
  entry->requiredPerms = ACL_INSERT;
  query->rtable = list_make1(entry);
  List* security_quals = NIL;
  List* check_options = NIL;
  bool has_row_security = false, has_sub_links = false;
  get_row_security_policies(query, entry, 1, &security_quals, &check_options, &has_row_security,
                            &has_sub_links);
  ListCell* cell;
  foreach (cell, check_options) {
    const WithCheckOption* option = static_cast<WithCheckOption*>(lfirst(cell));
    // Permissive policies come OR-ed under no name.
    add_obligation(raw, option->polname ? option->polname : "row-level security policy",
                   core::PredicateSource::RowSecurity, true, option->qual);
  }
}

std::vector<std::shared_ptr<const core::Predicate>> read_domain_checks(Oid domain, const core::Type& base,
                                                                       ExpressionPool& pool) {
  ContextSwitch in(pool.memory());
  List* checks = call([&]() noexcept { return checks_of_chain(domain); });
  const std::vector<core::Column> no_columns;
  PredicateReader reader(pool, no_columns, std::make_shared<core::Type>(base));
  std::vector<std::shared_ptr<const core::Predicate>> result;
  for (int i = 0; i < list_length(checks); ++i) {
    const ValueCheck* check = static_cast<ValueCheck*>(list_nth(checks, i));
    result.push_back(std::make_shared<core::Predicate>(
        read_predicate(check->expr, to_utf8(check->name, std::strlen(check->name)),
                       core::PredicateSource::DomainCheck, false, reader, pool)));
  }
  return result;
}

}  // namespace datagen::pg
