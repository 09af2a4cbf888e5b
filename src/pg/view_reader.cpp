// src/pg/view_reader.cpp -- updatable views: the base relation's columns and obligations in the view's terms
#include "pg/predicate_nodes.hpp"
#include "pg/relation_parts.hpp"

#include <cstring>

// clang-format off
extern "C" {
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_relation.h"
#include "parser/parsetree.h"
#include "rewrite/rewriteHandler.h"
#include "rewrite/rewriteManip.h"
}
// clang-format on

namespace datagen::pg {
namespace {

/// What stands for each attribute of the base relation in a row that enters through the view: a Var of the
/// view, the Const it gets by default, or nullptr where its value cannot be told beforehand.
struct Substitution {
  Node** by_number;  // [attribute number]
  int count;
  bool failed;
};

Node* substitute(Node* node, void* context) {
  if (node == nullptr) return nullptr;
  if (!IsA(node, Var)) return mutate_children(node, substitute, context);
  const Var* var = reinterpret_cast<Var*>(node);
  Substitution* substitution = static_cast<Substitution*>(context);
  if (var->varlevelsup != 0) return static_cast<Node*>(copyObjectImpl(node));
  Node* replacement = var->varattno > 0 && var->varattno < substitution->count
                          ? substitution->by_number[var->varattno]
                          : nullptr;
  if (!replacement) {
    substitution->failed = true;
    return static_cast<Node*>(copyObjectImpl(node));
  }
  return static_cast<Node*>(copyObjectImpl(replacement));
}

/// `expr` over the view's row, or nullptr when it reads what cannot be told.
Node* through_view(Node* expr, Substitution* substitution) {
  substitution->failed = false;
  Node* result = substitute(expr, substitution);
  return substitution->failed ? nullptr : result;
}

const RawColumn* column_of(const RawRelation* base, AttrNumber number) {
  for (int i = 0; i < base->column_count; ++i)
    if (base->columns[i].number == number) return &base->columns[i];
  return nullptr;
}

/// The number of the view's attribute that shows the base attribute; 0 when none does.
AttrNumber shown_as(Substitution* substitution, AttrNumber number) {
  Node* node = substitution->by_number[number];
  return node && IsA(node, Var) ? reinterpret_cast<Var*>(node)->varattno : 0;
}

/// The base attribute behind a view's column, 0 for a computed one.
AttrNumber base_attribute(Query* query, int base_index, int resno) {
  const TargetEntry* entry = get_tle_by_resno(query->targetList, static_cast<AttrNumber>(resno));
  if (!entry || entry->resjunk || !IsA(entry->expr, Var)) return 0;
  const Var* var = reinterpret_cast<Var*>(entry->expr);
  return var->varno == base_index && var->varlevelsup == 0 && var->varattno > 0 ? var->varattno : 0;
}

void map_columns(Relation view, Query* query, int base_index, const RawRelation* base, RawRelation* raw,
                 Substitution* substitution) {
  for (int i = 0; i < raw->column_count; ++i) {
    RawColumn* column = &raw->columns[i];
    const AttrNumber number = base_attribute(query, base_index, column->number);
    const RawColumn* source = number ? column_of(base, number) : nullptr;
    // A second column over the same attribute cannot be assigned as well.
    if (!source || substitution->by_number[number]) {
      column->insertable = false;
      column->generated = true;
      continue;
    }
    const RawColumn own = *column;
    Node* own_default = default_of(view, own.number);
    *column = *source;
    column->number = own.number;
    column->name = own.name;
    column->insertable = own.insertable && source->insertable;
    if (own.comment) column->comment = own.comment;
    if (own_default && !column->identity && !column->generated) set_default(column, own_default);
    substitution->by_number[number] =
        reinterpret_cast<Node*>(makeVar(1, own.number, source->type, source->typmod, source->collation, 0));
  }
}

/// Attributes the view does not show take their default.
void map_hidden(const RawRelation* base, RawRelation* raw, Substitution* substitution) {
  for (int i = 0; i < base->column_count; ++i) {
    const RawColumn* column = &base->columns[i];
    if (substitution->by_number[column->number]) continue;
    if (column->generated || column->identity || column->sequence) continue;
    if (column->default_expr) {
      if (IsA(column->default_expr, Const)) substitution->by_number[column->number] = column->default_expr;
      continue;
    }
    // A BEFORE trigger may set what the view hides.
    if (column->not_null && !base->row_triggers) {
      raw->obstacle = Obstacle::HiddenColumn;
      raw->obstacle_detail = pstrdup(NameStr(column->name));
    }
    if (!base->row_triggers)
      substitution->by_number[column->number] =
          reinterpret_cast<Node*>(makeNullConst(column->type, column->typmod, column->collation));
  }
}

/// Rewrites a key's parts; false when the rows that enter through the view cannot clash by it, or nobody can
/// tell.
bool map_key(RawKey* key, Substitution* substitution) {
  List* parts = NIL;
  ListCell* cell;
  foreach (cell, key->parts) {
    RawKeyPart* part = static_cast<RawKeyPart*>(lfirst(cell));
    if (part->number == 0) {
      part->expr = through_view(part->expr, substitution);
      if (!part->expr) return false;
      parts = lappend(parts, part);
    } else if (const AttrNumber shown = shown_as(substitution, part->number)) {
      part->number = shown;
      parts = lappend(parts, part);
    } else {
      const Node* value = substitution->by_number[part->number];
      if (!value) return false;
      // All rows share a constant, so it tells no two apart; a NULL keeps them all apart.
      if (reinterpret_cast<const Const*>(value)->constisnull && !key->nulls_not_distinct) return false;
    }
  }
  if (parts == NIL) {
    RawKeyPart* constant = static_cast<RawKeyPart*>(palloc0(sizeof(RawKeyPart)));
    constant->expr = makeBoolConst(true, false);
    parts = list_make1(constant);
  }
  key->parts = parts;
  if (key->where) key->where = through_view(key->where, substitution);
  return true;
}

bool map_foreign_key(RawForeignKey* key, Substitution* substitution) {
  for (int i = 0; i < key->count; ++i) {
    key->columns[i] = shown_as(substitution, key->columns[i]);
    if (key->columns[i] == 0) return false;
  }
  return true;
}

void map_obligations(const RawRelation* base, RawRelation* raw, Substitution* substitution) {
  ListCell* cell;
  foreach (cell, base->obligations) {
    const RawObligation* obligation = static_cast<RawObligation*>(lfirst(cell));
    Node* expr = through_view(obligation->expr, substitution);
    if (expr && contain_var_clause(expr))
      add_obligation(raw, obligation->name, obligation->source, obligation->needs_true, expr);
  }
  foreach (cell, base->keys) {
    RawKey* key = static_cast<RawKey*>(lfirst(cell));
    if (map_key(key, substitution)) raw->keys = lappend(raw->keys, key);
  }
  foreach (cell, base->foreign_keys) {
    RawForeignKey* key = static_cast<RawForeignKey*>(lfirst(cell));
    if (map_foreign_key(key, substitution)) raw->foreign_keys = lappend(raw->foreign_keys, key);
  }
}

}  // namespace

void gather_view(Relation view, RawRelation* raw, Oid user) {
  // An INSTEAD OF trigger or a rule takes the row as it is; what becomes of it is its own affair. Where the view is
  // a plain one over a single relation the row most likely ends up there, so that relation's keys are kept to.
  const bool by_trigger = raw->row_triggers;
  Query* query = static_cast<Query*>(copyObjectImpl(get_view_query(view)));
  if (const char* reason = view_query_is_auto_updatable(query, true)) {
    if (by_trigger) return;
    raw->obstacle = Obstacle::NotInsertable;
    raw->obstacle_detail = reason;
    return;
  }
  const int base_index = linitial_node(RangeTblRef, query->jointree->fromlist)->rtindex;
  const RangeTblEntry* entry = rt_fetch(base_index, query->rtable);
  const bool as_invoker = RelationHasSecurityInvoker(view);
  RawRelation* base = gather_relation(entry->relid, as_invoker ? user : view->rd_rel->relowner);
  if (base->obstacle != Obstacle::None) {
    if (by_trigger) return;
    raw->obstacle =
        base->obstacle == Obstacle::HiddenColumn ? Obstacle::HiddenColumn : Obstacle::NotInsertable;
    raw->obstacle_detail = base->obstacle_detail;
    return;
  }
  Substitution substitution{nullptr, base->descriptor->natts + 1, false};
  substitution.by_number = static_cast<Node**>(palloc0(sizeof(Node*) * substitution.count));
  raw->obligations = NIL;
  map_columns(view, query, base_index, base, raw, &substitution);
  map_hidden(base, raw, &substitution);
  raw->row_triggers = by_trigger || base->row_triggers;
  raw->has_rules |= base->has_rules;
  if (by_trigger) {
    raw->obstacle = Obstacle::None;
    for (int i = 0; i < raw->column_count; ++i) {
      raw->columns[i].insertable = true;
      if (!raw->columns[i].generated_expr) raw->columns[i].generated = false;
    }
  }
  map_obligations(base, raw, &substitution);
  if (query->jointree->quals) {
    Node* condition = query->jointree->quals;
    ChangeVarNodes(condition, base_index, 1, 0);
    condition = through_view(condition, &substitution);
    if (condition)
      add_obligation(raw, pstrdup(RelationGetRelationName(view)), core::PredicateSource::ViewCheck, true,
                     condition);
  }
}

}  // namespace datagen::pg
