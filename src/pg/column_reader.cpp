// src/pg/column_reader.cpp -- attributes, their defaults and sequences; one relation as a whole
#include "pg/predicate_functions.hpp"
#include "pg/relation_parts.hpp"

#include <cstring>

// clang-format off
extern "C" {
#include "catalog/catalog.h"
#include "catalog/dependency.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "commands/comment.h"
#include "foreign/fdwapi.h"
#include "nodes/makefuncs.h"
#include "nodes/pathnodes.h"
#include "optimizer/optimizer.h"
#include "rewrite/rewriteHandler.h"
#include "utils/fmgroids.h"
}
// clang-format on

namespace datagen::pg {
namespace {

Node* strip_integer_casts(Node* node) {
  for (;;) {
    if (IsA(node, RelabelType)) {
      node = reinterpret_cast<Node*>(reinterpret_cast<RelabelType*>(node)->arg);
    } else if (IsA(node, CoerceToDomain)) {
      node = reinterpret_cast<Node*>(reinterpret_cast<CoerceToDomain*>(node)->arg);
    } else if (IsA(node, FuncExpr) && is_integer_cast(reinterpret_cast<FuncExpr*>(node)->funcid)) {
      node = static_cast<Node*>(linitial(reinterpret_cast<FuncExpr*>(node)->args));
    } else {
      return node;
    }
  }
}

/// The sequence that `expr` takes its value from, when it is nothing but nextval() of one.
Oid sequence_of(Node* expr) {
  expr = strip_integer_casts(expr);
  if (IsA(expr, NextValueExpr)) return reinterpret_cast<NextValueExpr*>(expr)->seqid;
  if (!IsA(expr, FuncExpr) || reinterpret_cast<FuncExpr*>(expr)->funcid != F_NEXTVAL) return InvalidOid;
  Node* name = static_cast<Node*>(linitial(reinterpret_cast<FuncExpr*>(expr)->args));
  if (!IsA(name, Const)) {
    // nextval('s'::text::regclass): the look-up is STABLE.
    PlannerInfo* root = makeNode(PlannerInfo);
    root->glob = makeNode(PlannerGlobal);
    name = estimate_expression_value(root, name);
  }
  if (!IsA(name, Const) || reinterpret_cast<Const*>(name)->constisnull) return InvalidOid;
  const Oid sequence = DatumGetObjectId(reinterpret_cast<Const*>(name)->constvalue);
  return get_rel_relkind(sequence) == RELKIND_SEQUENCE ? sequence : InvalidOid;
}

void gather_column(Relation relation, Form_pg_attribute attribute, RawColumn* column) {
  std::memset(column, 0, sizeof *column);
  column->number = attribute->attnum;
  column->name = attribute->attname;
  column->type = attribute->atttypid;
  column->typmod = attribute->atttypmod;
  column->dimensions = attribute->attndims;
  column->collation = attribute->attcollation;
  column->deterministic =
      !OidIsValid(attribute->attcollation) || get_collation_isdeterministic(attribute->attcollation);
  column->not_null = attribute->attnotnull;
  column->generated = attribute->attgenerated != '\0';
  column->identity = attribute->attidentity != '\0';
  column->comment = GetComment(RelationGetRelid(relation), RelationRelationId, attribute->attnum);
  column->width = get_typavgwidth(attribute->atttypid, attribute->atttypmod);
  if (column->generated) {
    column->generated_expr = build_column_default(relation, attribute->attnum);
  } else if (column->identity) {
    column->sequence = getIdentitySequence(RelationGetRelid(relation), attribute->attnum, true);
  } else if (Node* expr = default_of(relation, attribute->attnum)) {
    set_default(column, expr);
  }
}

bool is_fillable_kind(char kind) {
  return kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE || kind == RELKIND_FOREIGN_TABLE ||
         kind == RELKIND_VIEW;
}

/// System catalogs, and tables that belong to another session.
bool is_out_of_reach(Relation relation) {
  return IsSystemRelation(relation) || RelationGetRelid(relation) < FirstNormalObjectId ||
         RelationGetNamespace(relation) == PG_CATALOG_NAMESPACE || RELATION_IS_OTHER_TEMP(relation);
}

void gather_parts(Relation relation, RawRelation* raw, Oid user) {
  gather_row_triggers(relation, raw);
  gather_columns(relation, raw, user);
  gather_domain_checks(raw);
  if (raw->kind == RELKIND_VIEW) return gather_view(relation, raw, user);
  if (raw->kind == RELKIND_FOREIGN_TABLE && !raw->row_triggers) {
    const FdwRoutine* routine = GetFdwRoutineForRelation(relation, false);
    const bool insertable = routine->IsForeignRelUpdatable
                                ? (routine->IsForeignRelUpdatable(relation) & (1 << CMD_INSERT)) != 0
                                : routine->ExecForeignInsert != nullptr;
    if (!insertable) raw->obstacle = Obstacle::NotInsertable;
  }
  gather_checks(relation, raw);
  gather_partition_bounds(relation, raw);
  gather_row_security(relation, raw, user);
  gather_keys(relation, raw);
  gather_foreign_keys(relation, raw);
  gather_generated_references(raw);
}

}  // namespace

Node* default_of(Relation relation, AttrNumber number) {
  Node* expr = build_column_default(relation, number);
  if (!expr) return nullptr;
  expr = eval_const_expressions(nullptr, expr);
  // A domain's own checks are obligations of the column; below them the default may be a constant.
  Node* bare = expr;
  while (IsA(bare, CoerceToDomain))
    bare = reinterpret_cast<Node*>(reinterpret_cast<CoerceToDomain*>(bare)->arg);
  if (IsA(bare, Const)) expr = bare;
  return IsA(expr, Const) && reinterpret_cast<Const*>(expr)->constisnull ? nullptr : expr;
}

void set_default(RawColumn* column, Node* expr) {
  column->sequence = sequence_of(expr);
  column->default_expr = OidIsValid(column->sequence) ? nullptr : expr;
}

void gather_columns(Relation relation, RawRelation* raw, Oid user) {
  TupleDesc descriptor = RelationGetDescr(relation);
  const bool all_insertable = pg_class_aclcheck(raw->id, user, ACL_INSERT) == ACLCHECK_OK;
  raw->columns = static_cast<RawColumn*>(palloc0(sizeof(RawColumn) * (descriptor->natts + 1)));
  for (int i = 0; i < descriptor->natts; ++i) {
    Form_pg_attribute attribute = TupleDescAttr(descriptor, i);
    if (attribute->attisdropped) continue;
    RawColumn* column = &raw->columns[raw->column_count++];
    gather_column(relation, attribute, column);
    column->insertable =
        all_insertable || pg_attribute_aclcheck(raw->id, attribute->attnum, user, ACL_INSERT) == ACLCHECK_OK;
  }
}

RawRelation* gather_relation(Oid id, Oid user) {
  check_stack_depth();
  RawRelation* raw = static_cast<RawRelation*>(palloc0(sizeof(RawRelation)));
  raw->id = id;
  Relation relation = try_relation_open(id, AccessShareLock);
  if (!relation) {
    raw->obstacle = Obstacle::Missing;
    return raw;
  }
  raw->kind = relation->rd_rel->relkind;
  raw->name = relation->rd_rel->relname;
  const char* schema = get_namespace_name(RelationGetNamespace(relation));
  if (schema) namestrcpy(&raw->schema, schema);
  raw->is_partition = relation->rd_rel->relispartition;
  raw->temporary = relation->rd_rel->relpersistence == RELPERSISTENCE_TEMP;
  raw->extension_member = OidIsValid(getExtensionOfObject(RelationRelationId, id));
  raw->descriptor = CreateTupleDescCopy(RelationGetDescr(relation));
  if (!is_fillable_kind(raw->kind) || is_out_of_reach(relation)) {
    raw->obstacle = Obstacle::WrongKind;
  } else {
    gather_parts(relation, raw, user);
  }
  relation_close(relation, NoLock);
  return raw;
}

}  // namespace datagen::pg
