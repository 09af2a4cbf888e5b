// src/pg/row_assignment.cpp -- assignment coercions and defaults, built by the parser's functions
#include "pg/row_assignment.hpp"

#include <algorithm>

extern "C" {
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "rewrite/rewriteHandler.h"
}

namespace datagen::pg {
namespace {

/// The coercion of a value of type `source` to the attribute's type, domain and modifier, with a CaseTestExpr standing for
/// the value; nullptr when there is nothing to do.
Expr* coercion_to(Form_pg_attribute attribute, Oid source) {
  CaseTestExpr* value = makeNode(CaseTestExpr);
  value->typeId = source;
  value->typeMod = -1;
  value->collation = get_typcollation(source);
  Node* coerced = coerce_to_target_type(nullptr, reinterpret_cast<Node*>(value), source, attribute->atttypid,
                                        attribute->atttypmod, COERCION_ASSIGNMENT, COERCE_IMPLICIT_CAST, -1);
  if (coerced == nullptr)
    ereport(ERROR,
            (errcode(ERRCODE_DATATYPE_MISMATCH),
             errmsg("column \"%s\" is of type %s but the value is of type %s", NameStr(attribute->attname),
                    format_type_be(attribute->atttypid), format_type_be(source))));
  Node* inner = coerced;
  while (IsA(inner, RelabelType)) inner = reinterpret_cast<Node*>(reinterpret_cast<RelabelType*>(inner)->arg);
  return inner == reinterpret_cast<Node*>(value) ? nullptr : reinterpret_cast<Expr*>(coerced);
}

/// The default, or the NULL that a column without one takes, which its domain may refuse; nullptr when it is just NULL.
Expr* default_of_column(Relation target, Form_pg_attribute attribute) {
  if (Node* expr = build_column_default(target, attribute->attnum)) return reinterpret_cast<Expr*>(expr);
  if (getBaseType(attribute->atttypid) == attribute->atttypid) return nullptr;
  Node* null = reinterpret_cast<Node*>(makeConst(attribute->atttypid, -1, attribute->attcollation,
                                                 attribute->attlen, 0, true, attribute->attbyval));
  return reinterpret_cast<Expr*>(coerce_to_domain(null, InvalidOid, -1, attribute->atttypid,
                                                  COERCION_IMPLICIT, COERCE_IMPLICIT_CAST, -1, false));
}

ExprState* compile(Expr* expr, EState* estate) {
  if (expr == nullptr) return nullptr;
  MemoryContext outer = MemoryContextSwitchTo(estate->es_query_cxt);
  ExprState* state = ExecInitExpr(expression_planner(expr), nullptr);
  MemoryContextSwitchTo(outer);
  return state;
}

/// The scale in numeric's modifier (src/backend/utils/adt/numeric.c), which may be finer than the grid that values lie on.
int decimals_of(int32 typmod) { return (((typmod - VARHDRSZ) & 0x7ff) ^ 1024) - 1024; }

/// True when the codec's datum has the type modifier's shape already, so that the coercion would change and refuse
/// nothing.
bool fits_modifier(const core::Type& type, const core::Value& value) {
  switch (value.kind) {
    case core::ValueKind::Null: return true;
    case core::ValueKind::Tick:
      switch (type.type_class) {
        case core::TypeClass::Numeric:
          if (type.typmod >= 0 && decimals_of(type.typmod) != type.scale) return false;
          [[fallthrough]];
        case core::TypeClass::Time:
        case core::TypeClass::Timestamp:
        case core::TypeClass::TimestampTz:
          return value.tick >= type.min_tick && value.tick <= type.max_tick && type.tick_step > 0 &&
                 value.tick % type.tick_step == 0;
        default: return false;
      }
    case core::ValueKind::Text:
      // A character takes a byte or more. The text of all other types went through the input function, with the modifier.
      if (type.oid == VARCHAROID) return static_cast<int64_t>(value.size) <= type.max_length;
      return type.type_class != core::TypeClass::Char;
    default: return false;
  }
}

}  // namespace

RowAssignment::RowAssignment(const core::Relation& relation, const RowCodec& codec,
                             const std::vector<int>& columns, Relation target, EState* estate) {
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const core::Column& column = relation.columns[c];
    if (column.generated) continue;
    const bool listed = std::find(columns.begin(), columns.end(), static_cast<int>(c)) != columns.end();
    Assignment assignment{listed ? &codec.column(static_cast<int>(c)) : nullptr, static_cast<int>(c),
                          column.number - 1, false, nullptr};
    call([&]() noexcept {
      Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(target), assignment.position);
      assignment.domain = get_typtype(attribute->atttypid) == TYPTYPE_DOMAIN;
      Expr* expr = assignment.codec ? coercion_to(attribute, assignment.codec->oid())
                                    : default_of_column(target, attribute);
      assignment.expression = compile(expr, estate);
    });
    if (assignment.codec || assignment.expression) assignments_.push_back(assignment);
  }
}

void RowAssignment::assign(const core::Value* row, TupleTableSlot* slot,
                           ExprContext* expressions) const noexcept {
  const auto width = static_cast<size_t>(slot->tts_tupleDescriptor->natts);
  memset(slot->tts_isnull, true, sizeof(bool) * width);
  memset(slot->tts_values, 0, sizeof(Datum) * width);
  for (const Assignment& assignment : assignments_) {
    Datum datum = 0;
    bool is_null = true;
    bool evaluate = assignment.expression != nullptr;
    if (assignment.codec) {
      const core::Value& value = row[assignment.column];
      is_null = value.is_null();
      datum = assignment.codec->encode(value);
      evaluate = evaluate && (assignment.domain || !fits_modifier(assignment.codec->type(), value));
    }
    if (evaluate) {
      expressions->caseValue_datum = datum;
      expressions->caseValue_isNull = is_null;
      datum = ExecEvalExpr(assignment.expression, expressions, &is_null);
    }
    slot->tts_values[assignment.position] = datum;
    slot->tts_isnull[assignment.position] = is_null;
  }
  ExecStoreVirtualTuple(slot);
}

}  // namespace datagen::pg
