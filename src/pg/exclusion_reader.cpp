// src/pg/exclusion_reader.cpp -- operators by family, ranges and boxes taken apart into their bounds
#include "pg/exclusion_reader.hpp"

#include "pg/predicate_nodes.hpp"
#include "pg/type_reader.hpp"

#include <algorithm>
#include <cstring>

// clang-format off
extern "C" {
#include "access/stratnum.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "utils/fmgroids.h"
#include "utils/rangetypes.h"
}
// clang-format on

namespace datagen::pg {
namespace {

bool is_btree_strategy(Oid op, int strategy) {
  ListCell* cell;
  foreach (cell, get_op_btree_interpretation(op)) {
    const auto* interpretation = static_cast<OpBtreeInterpretation*>(lfirst(cell));
    if (interpretation->strategy == strategy) return true;
  }
  return false;
}

/// The number of arguments when `function` makes a range of its bounds, 0 otherwise. Each range type has constructors
/// of its own, which share one implementation.
int range_constructor_arguments(Oid function) {
  HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
  if (!HeapTupleIsValid(tuple)) return 0;
  const auto* form = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple));
  int arguments = 0;
  bool is_null;
  const Datum source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &is_null);
  if (form->prolang == INTERNALlanguageId && !is_null) {
    const char* implementation = TextDatumGetCString(source);
    if (strcmp(implementation, "range_constructor2") == 0) arguments = 2;
    if (strcmp(implementation, "range_constructor3") == 0) arguments = 3;
  }
  ReleaseSysCache(tuple);
  return arguments;
}

/// A call taken apart: the nodes of the lower and the upper bound, and which of them belong to the stretch.
struct BoundNodes {
  Node* lower;
  Node* upper;
  bool lower_inclusive;
  bool upper_inclusive;
};

FuncExpr* call_of(Node* node, Oid function) {
  node = strip_relabel(node);
  if (!IsA(node, FuncExpr)) return nullptr;
  auto* expr = reinterpret_cast<FuncExpr*>(node);
  return !OidIsValid(function) || expr->funcid == function ? expr : nullptr;
}

BoundNodes box_bounds(const FuncExpr* box) {
  const FuncExpr* low = call_of(argument(box->args, 0), F_POINT_FLOAT8_FLOAT8);
  const FuncExpr* high = call_of(argument(box->args, 1), F_POINT_FLOAT8_FLOAT8);
  if (!low || !high) return {};
  return {argument(low->args, 0), argument(high->args, 0), true, true};
}

BoundNodes range_bounds(const FuncExpr* range, int arguments) {
  BoundNodes bounds{argument(range->args, 0), argument(range->args, 1), true, false};
  if (arguments < 3) return bounds;
  const Const* flags = constant_of(argument(range->args, 2));
  if (!flags || flags->constisnull) return {};
  const char* brackets = TextDatumGetCString(flags->constvalue);
  if (strlen(brackets) != 2) return {};
  bounds.lower_inclusive = brackets[0] == '[';
  bounds.upper_inclusive = brackets[1] == ']';
  return bounds;
}

BoundNodes bounds_of(Node* node) {
  const FuncExpr* made = call_of(node, InvalidOid);
  if (!made) return {};
  if (made->funcid == F_BOX_POINT_POINT) return box_bounds(made);
  const int arguments = range_constructor_arguments(made->funcid);
  return arguments == 0 ? BoundNodes{} : range_bounds(made, arguments);
}

struct SpanType {
  core::SpanKind kind;
  Oid subtype;
};

SpanType span_type(Oid type) {
  type = getBaseType(type);
  if (type_is_range(type)) return {core::SpanKind::Range, get_range_subtype(type)};
  if (type_is_multirange(type))
    return {core::SpanKind::Multirange, get_range_subtype(get_multirange_range(type))};
  switch (type) {
    case BOXOID: return {core::SpanKind::Box, InvalidOid};
    case CIRCLEOID: return {core::SpanKind::Circle, InvalidOid};
    case POLYGONOID: return {core::SpanKind::Polygon, InvalidOid};
    case INETOID:
    case CIDROID: return {core::SpanKind::Network, InvalidOid};
    default: return {core::SpanKind::None, InvalidOid};
  }
}

/// Numbers without a scale of their own take the finest one among the columns that make the range.
core::TypePtr with_scale_of(const core::TypePtr& line, const core::Relation& relation,
                            const std::vector<int>& columns) {
  if (line->type_class != core::TypeClass::Numeric) return line;
  auto scaled = std::make_shared<core::Type>(*line);
  scaled->scale = 0;
  for (int column : columns) {
    const core::Type& type = *relation.columns[static_cast<size_t>(column)].type;
    if (type.type_class == core::TypeClass::Numeric) scaled->scale = std::max(scaled->scale, type.scale);
  }
  return scaled;
}

core::TypePtr line_of(const core::ExclusionPart& part, Oid subtype, const core::Relation& relation,
                      ExpressionPool& pool) {
  if (!OidIsValid(subtype)) return nullptr;
  const core::Type* type =
      part.column >= 0 ? relation.columns[static_cast<size_t>(part.column)].type.get() : nullptr;
  if (type && type->type_class == core::TypeClass::Range && type->element) return type->element;
  if (type && type->type_class == core::TypeClass::Multirange && type->element && type->element->element)
    return type->element->element;
  return with_scale_of(read_type(subtype, -1, 0, &pool), relation, part.columns);
}

void read_span(Node* node, core::ExclusionPart& part, const core::Relation& relation, PredicateReader& reader,
               ExpressionPool& pool) {
  const SpanType type = call([&]() noexcept { return span_type(exprType(node)); });
  part.span = type.kind;
  part.line = line_of(part, type.subtype, relation, pool);
  const BoundNodes bounds = call([&]() noexcept { return bounds_of(node); });
  if (!bounds.lower) return;
  part.bounds = {reader.read(bounds.lower), reader.read(bounds.upper)};
  part.lower_inclusive = bounds.lower_inclusive;
  part.upper_inclusive = bounds.upper_inclusive;
}

core::ExclusionPart read_part(const RawKeyPart& raw, const core::Relation& relation, PredicateReader& reader,
                              ExpressionPool& pool) {
  core::ExclusionPart part;
  part.operator_name = to_utf8(raw.operator_name, std::strlen(raw.operator_name));
  part.op = raw.op;
  Node* node = raw.expr;
  if (raw.number != 0) {
    for (size_t c = 0; c < relation.columns.size(); ++c)
      if (relation.columns[c].number == raw.number) part.column = static_cast<int>(c);
    const core::Column& column = relation.columns.at(static_cast<size_t>(part.column));
    part.columns = {part.column};
    if (column.generated && column.generated_handle >= 0) node = pool.node(column.generated_handle);
  }
  if (node) {
    part.columns = reader.columns_of(node);
    if (raw.number == 0 && can_evaluate(node)) part.handle = pool.add(node);
    Node* normal = normalise(node, Condition::None, pool).node;
    part.expr = reader.read(normal);
    if (part.op == core::ExclusionOperator::Overlap) read_span(normal, part, relation, reader, pool);
  } else if (part.op == core::ExclusionOperator::Overlap) {
    const core::Type& type = *relation.columns[static_cast<size_t>(part.column)].type;
    const SpanType span = call([&]() noexcept { return span_type(type.oid); });
    part.span = span.kind;
    part.line = line_of(part, span.subtype, relation, pool);
  }
  return part;
}

}  // namespace

core::ExclusionOperator exclusion_operator(Oid op, Oid function, Oid family) {
  if (is_overlap_function(function)) return core::ExclusionOperator::Overlap;
  Oid left = InvalidOid, right = InvalidOid;
  op_input_types(op, &left, &right);
  if (lookup_type_cache(left, TYPECACHE_EQ_OPR)->eq_opr == op || is_btree_strategy(op, BTEqualStrategyNumber))
    return core::ExclusionOperator::Equal;
  // get_op_btree_interpretation() knows <> as the negator of a family's equality.
  if (is_btree_strategy(op, ROWCOMPARE_NE)) return core::ExclusionOperator::Different;
  Oid declared_left, declared_right;
  int strategy;
  get_op_opfamily_properties(op, family, false, &strategy, &declared_left, &declared_right);
  const bool figure = left == BOXOID || left == CIRCLEOID || left == POLYGONOID || left == POINTOID;
  return figure && strategy == RTSameStrategyNumber ? core::ExclusionOperator::Equal
                                                    : core::ExclusionOperator::Other;
}

bool is_equality_alone(const RawKey& raw) {
  for (int i = 0; i < list_length(raw.parts); ++i)
    if (static_cast<RawKeyPart*>(list_nth(raw.parts, i))->op != core::ExclusionOperator::Equal) return false;
  return true;
}

core::Exclusion read_exclusion(const RawKey& raw, const core::Relation& relation, PredicateReader& reader,
                               ExpressionPool& pool) {
  core::Exclusion exclusion;
  exclusion.name = to_utf8(NameStr(raw.name), std::strlen(NameStr(raw.name)));
  exclusion.id = raw.id;
  for (int i = 0; i < list_length(raw.parts); ++i)
    exclusion.parts.push_back(
        read_part(*static_cast<RawKeyPart*>(list_nth(raw.parts, i)), relation, reader, pool));
  if (raw.where)
    exclusion.where =
        read_predicate(raw.where, exclusion.name, core::PredicateSource::IndexPredicate, true, reader, pool);
  return exclusion;
}

}  // namespace datagen::pg
