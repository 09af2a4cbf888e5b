// src/pg/predicate_calls.cpp -- walking node trees: functions, arrays, ranges, documents
#include "pg/constant_reader.hpp"
#include "pg/predicate_nodes.hpp"
#include "pg/predicate_reader.hpp"
#include "pg/type_reader.hpp"

#include <optional>
#include <utility>

// clang-format off
extern "C" {
#include "catalog/pg_type.h"
#include "utils/fmgroids.h"
}
// clang-format on

namespace datagen::pg {

using core::ExprPtr;
using core::Op;
using core::TypeClass;
using core::TypePtr;

namespace {

/// Constant arrays longer than this are not unfolded into one comparison per element; In and NotIn have no
/// such limit.
constexpr int kMaxUnfolded = 256;

constexpr int kNotCut = -1;

/// What varchar(text, modifier, is_cast) does: a cast cuts at so many characters; an assignment leaves the text as it is and
/// refuses a longer one (kNotCut).
std::optional<int> cut_length(List* args) {
  const Node *modifier = argument(args, 1), *is_cast = argument(args, 2);
  if (!IsA(modifier, Const) || !IsA(is_cast, Const)) return std::nullopt;
  if (!DatumGetBool(reinterpret_cast<const Const*>(is_cast)->constvalue)) return kNotCut;
  return DatumGetInt32(reinterpret_cast<const Const*>(modifier)->constvalue) - static_cast<int>(VARHDRSZ);
}

}  // namespace

ExprPtr PredicateReader::read_call(Oid function, List* args, Node* whole) {
  if (function == F_VARCHAR_VARCHAR_INT4_BOOL || function == F_BPCHAR_BPCHAR_INT4_BOOL) {
    const std::optional<int> length = cut_length(args);
    ExprPtr text = read(argument(args, 0));
    if (!length || text->type->type_class != TypeClass::Text) return nullptr;
    if (*length == kNotCut) return text;
    return node_of(Op::Left, {text, core::make_constant(core::Value::of_tick(*length), read_type(INT4OID))},
                   whole);
  }
  const KnownFunction* known = call([&]() noexcept { return find_function(function); });
  if (!known) {
    if (type_of(whole)->type_class != TypeClass::Boolean) return nullptr;
    ExprPtr hint = body_hint(function, args);
    return hint ? with_hint(opaque(whole), std::move(hint)) : nullptr;
  }
  switch (known->shape) {
    case Shape::Plain: return node_of(known->op, operands(args), whole);
    case Shape::Swapped: return node_of(known->op, {read(argument(args, 1)), read(argument(args, 0))}, whole);
    case Shape::DateBin:
      return node_of(known->op, {read(argument(args, 1)), read(argument(args, 0)), read(argument(args, 2))},
                     whole);
    case Shape::Cast: return node_of(known->op, {read(argument(args, 0))}, whole);
    case Shape::Substr: return node_of(known->op, read_list(args), whole);
    case Shape::JsonPath:
    case Shape::JsonAll:
    case Shape::JsonAny: return read_json_call(*known, args, whole);
    case Shape::InRange:
    case Shape::HasInRange:
    case Shape::RangeInRange:
    case Shape::RangeHasRange:
    case Shape::LowerInfinite:
    case Shape::UpperInfinite: return read_range_call(*known, args, whole);
    case Shape::Subnet: return read_subnet(argument(args, 0), argument(args, 1), whole);
    case Shape::Supernet: return read_subnet(argument(args, 1), argument(args, 0), whole);
    case Shape::BitLength:
      return core::make_expr(Op::Mul,
                             {node_of(Op::OctetLength, read_list(args), whole),
                              core::make_constant(core::Value::of_tick(8), type_of(whole))},
                             type_of(whole), symbol_of(whole));
    case Shape::AtUtc: return read_at_utc(args, whole);
    case Shape::TruncAtUtc: return read_trunc_at_utc(args, whole);
    case Shape::MatchFlags: return read_match(args);
    case Shape::PathExists:
    case Shape::PathMatch: return read_json_path(args, known->shape == Shape::PathMatch, whole);
    case Shape::Sign: return read_sign(read(argument(args, 0)), type_of(whole));
    case Shape::ByteSubstr: return read_byte_substr(args, whole);
    case Shape::ArrayOverlaps: return read_overlap(args, whole);
    case Shape::ArrayPosition: return nullptr;
    case Shape::ArrayContains:
    case Shape::ArrayContainedBy: return read_array_call(*known, args, whole);
  }
  return nullptr;
}

/// array @> constant and its three mirror images.
ExprPtr PredicateReader::read_array_call(const KnownFunction& known, List* args, Node* whole) {
  // '{1,2}' @> column is column <@ '{1,2}'.
  const bool mirrored = constant_of(argument(args, 0)) && !constant_of(argument(args, 1));
  const Op op = !mirrored ? known.op : known.op == Op::Contains ? Op::ContainedBy : Op::Contains;
  Args parts = read_list(args);
  if (mirrored) std::swap(parts[0], parts[1]);
  return core::make_expr(op, std::move(parts), boolean(), symbol_of(whole));
}

/// array && constant: the array contains one of the constant's elements.
ExprPtr PredicateReader::read_overlap(List* args, Node* whole) {
  const int side = constant_of(argument(args, 0)) ? 0 : 1;
  Const* constant = constant_of(argument(args, side));
  if (!constant || constant->constisnull) return nullptr;
  const TypePtr type = type_of(reinterpret_cast<Node*>(constant));
  if (!type->element || count_elements(constant->constvalue) > kMaxUnfolded) return nullptr;
  ExprPtr array = read(argument(args, 1 - side));
  Args tests;
  for (const ExprPtr& element : read_elements(constant->constvalue, type->element, pool_)) {
    // A NULL is equal to no element.
    if (element->constant.is_null()) continue;
    ExprPtr one = list_constant({element}, type);
    if (!one) return nullptr;
    tests.push_back(core::make_expr(Op::Contains, {array, one}, boolean(), "@>"));
  }
  if (tests.empty()) return nullptr;
  return tests.size() == 1 ? tests[0]
                           : core::make_expr(Op::Or, std::move(tests), boolean(), symbol_of(whole));
}

/// array_position(a, x) IS NOT NULL: the array contains x.
ExprPtr PredicateReader::read_position_test(FuncExpr* call, bool is_null) {
  Const* sought = constant_of(argument(call->args, 1));
  ExprPtr array = read(argument(call->args, 0));
  if (!sought || sought->constisnull || array->type->type_class != TypeClass::Array) return nullptr;
  ExprPtr one = list_constant({read_const(sought)}, array->type);
  if (!one) return nullptr;
  ExprPtr contains = core::make_expr(Op::Contains, {array, one}, boolean(), "@>");
  return core::make_expr(is_null ? Op::IsNotTrue : Op::IsTrue, {contains}, boolean(),
                         is_null ? "IS NOT TRUE" : "IS TRUE");
}

/// sign(x), spelled out; NaN has no sign of its own and is left to the server.
ExprPtr PredicateReader::read_sign(const ExprPtr& number, const TypePtr& type) {
  const auto constant = [&](int64_t whole) {
    int64_t tick = whole;
    for (int digit = 0; digit < type->scale; ++digit) tick *= 10;
    return core::make_constant(core::Value::of_tick(tick), type);
  };
  const ExprPtr zero = core::make_constant(core::Value::of_tick(0), number->type);
  if (number->type->type_class != TypeClass::Integer && number->type->type_class != TypeClass::Numeric &&
      number->type->type_class != TypeClass::Float)
    return nullptr;
  return core::make_expr(
      Op::Case,
      {compare_read(Op::Gt, number, zero, ">"), constant(1), compare_read(Op::Eq, number, zero, "="),
       constant(0), compare_read(Op::Lt, number, zero, "<"), constant(-1),
       core::make_constant(core::Value::null(), type)},
      type, "sign");
}

/// substring(bytes from a for n) as the part of the hexadecimal digits.
ExprPtr PredicateReader::read_byte_substr(List* args, Node* whole) {
  ExprPtr first = read(argument(args, 1)), count = read(argument(args, 2));
  for (const ExprPtr& number : {first, count})
    if (number->op != Op::Constant || number->constant.kind != core::ValueKind::Tick ||
        number->constant.tick < 1 || number->constant.tick > kMaxUnfolded)
      return nullptr;
  const auto digits = [&](const ExprPtr& number, int64_t tick) {
    return core::make_constant(core::Value::of_tick(tick), number->type);
  };
  return core::make_expr(Op::Substr,
                         {read(argument(args, 0)), digits(first, 2 * first->constant.tick - 1),
                          digits(count, 2 * count->constant.tick)},
                         type_of(whole), symbol_of(whole));
}

/// a[i], a[i][j]: no slices, no assignments, no other container than an array.
ExprPtr PredicateReader::read_subscript(SubscriptingRef* subscript) {
  if (subscript->reflowerindexpr != NIL || subscript->refassgnexpr) return nullptr;
  ExprPtr container = read(reinterpret_cast<Node*>(subscript->refexpr));
  if (container->type->type_class != TypeClass::Array) return nullptr;
  Args args{container};
  for (int i = 0; i < list_length(subscript->refupperindexpr); ++i)
    args.push_back(read(argument(subscript->refupperindexpr, i)));
  return core::make_expr(Op::Subscript, std::move(args), type_of(reinterpret_cast<Node*>(subscript)), "[]");
}

ExprPtr PredicateReader::read_range_call(const KnownFunction& known, List* args, Node* whole) {
  auto truth = [&](Op op, Args parts) { return core::make_expr(op, std::move(parts), boolean()); };
  if (known.shape == Shape::LowerInfinite || known.shape == Shape::UpperInfinite) {
    ExprPtr range = read(argument(args, 0));
    if (!range->type->element) return nullptr;
    ExprPtr bound = core::make_expr(known.op, {range}, range->type->element);
    return truth(Op::And, {truth(Op::Not, {truth(Op::RangeIsEmpty, {range})}), truth(Op::IsNull, {bound})});
  }
  const bool mirrored = known.shape == Shape::HasInRange || known.shape == Shape::RangeHasRange;
  Const* outer = constant_of(argument(args, mirrored ? 0 : 1));
  if (mirrored && !outer) return node_of(Op::Contains, read_list(args), whole);
  if (!outer) return node_of(Op::ContainedBy, read_list(args), whole);
  ExprPtr inner = read(argument(args, mirrored ? 1 : 0));
  if (known.shape == Shape::RangeInRange || known.shape == Shape::RangeHasRange)
    return truth(Op::ContainedBy, {inner, read_const(outer)});
  // An element in a constant range is within its bounds.
  if (outer->constisnull) return nullptr;
  const RangeConstant range = read_range(outer->constvalue, type_of(reinterpret_cast<Node*>(outer))->element,
                                         outer->consttype, pool_);
  if (range.empty) return core::make_constant(core::Value::of_tick(0), boolean());
  Args conditions;
  if (range.lower)
    conditions.push_back(compare_read(range.lower_inclusive ? Op::Ge : Op::Gt, inner, range.lower, "<@"));
  if (range.upper)
    conditions.push_back(compare_read(range.upper_inclusive ? Op::Le : Op::Lt, inner, range.upper, "<@"));
  if (conditions.empty()) return compare_read(Op::Eq, inner, inner, "<@");
  return conditions.size() == 1 ? conditions[0] : truth(Op::And, std::move(conditions));
}

ExprPtr PredicateReader::read_json_call(const KnownFunction& known, List* args, Node* whole) {
  Const* keys = constant_of(argument(args, 1));
  if (!keys || keys->constisnull || count_elements(keys->constvalue) > kMaxUnfolded) return nullptr;
  ExprPtr document = read(argument(args, 0));
  const TypePtr document_type = document->type;
  const std::vector<ExprPtr> names = read_elements(keys->constvalue, read_type(TEXTOID), pool_);
  if (names.empty()) return nullptr;
  if (known.shape == Shape::JsonPath) {
    for (size_t i = 0; i + 1 < names.size(); ++i)
      document = core::make_expr(Op::JsonGet, {document, names[i]}, document_type, "->");
    const TypePtr result = type_of(whole);
    return core::make_expr(Op::JsonGet, {document, names.back()}, result,
                           result->type_class == TypeClass::Text ? "->>" : "->");
  }
  Args tests;
  for (const ExprPtr& name : names)
    tests.push_back(core::make_expr(Op::JsonHasKey, {document, name}, boolean(), "?"));
  return core::make_expr(known.shape == Shape::JsonAll ? Op::And : Op::Or, std::move(tests), boolean());
}

ExprPtr PredicateReader::read_array_op(ScalarArrayOpExpr* expr) {
  Node* whole = reinterpret_cast<Node*>(expr);
  Node* right = argument(expr->args, 1);
  const Op comparison = comparison_of(expr->opno);
  if (Const* array = constant_of(right)) return read_constant_array_op(expr, comparison, array);
  if (IsA(right, ArrayExpr) && !reinterpret_cast<ArrayExpr*>(right)->multidims) {
    List* elements = reinterpret_cast<ArrayExpr*>(right)->elements;
    if (comparison == Op::Opaque || list_length(elements) > kMaxUnfolded) return nullptr;
    Args tests;
    for (int i = 0; i < list_length(elements); ++i)
      tests.push_back(compare(comparison, argument(expr->args, 0), argument(elements, i), whole));
    return core::make_expr(expr->useOr ? Op::Or : Op::And, std::move(tests), boolean());
  }
  ExprPtr array = read(right);
  if (array->type->type_class != TypeClass::Array || comparison == Op::Opaque) return nullptr;
  ExprPtr scalar = operand(argument(expr->args, 0));
  if (expr->useOr) {
    if (comparison == Op::Eq && scalar->op == Op::Column && array->op == Op::Column)
      return with_hint(opaque(whole), first_element_hint(scalar, right, array));
    // constant = ANY (array) is array @> ARRAY[constant].
    if (comparison != Op::Eq || scalar->op != Op::Constant) return nullptr;
    ExprPtr list = list_constant({scalar}, array->type);
    return list ? core::make_expr(Op::Contains, {array, list}, boolean(), "= ANY") : nullptr;
  }
  return core::make_expr(Op::AllElements, {scalar, array}, boolean(), symbol_of(whole));
}

ExprPtr PredicateReader::read_constant_array_op(ScalarArrayOpExpr* expr, Op comparison, Const* array) {
  Node* whole = reinterpret_cast<Node*>(expr);
  Node* left = argument(expr->args, 0);
  if (array->constisnull) return core::make_constant(core::Value::null(), boolean());
  const TypePtr type = type_of(reinterpret_cast<Node*>(array));
  if (!type->element) return nullptr;
  std::vector<ExprPtr> elements = read_elements(array->constvalue, type->element, pool_);
  const bool membership = (expr->useOr && comparison == Op::Eq) || (!expr->useOr && comparison == Op::Ne);
  Node* labelled = membership ? enum_under_text(left) : nullptr;
  ExprPtr subject = operand(labelled ? labelled : left);
  if (labelled) {
    std::vector<ExprPtr> labels;
    for (const ExprPtr& element : elements)
      for (size_t i = 0; i < subject->type->labels.size(); ++i)
        if (!element->constant.is_null() && subject->type->labels[i] == element->constant.text())
          labels.push_back(core::make_constant(core::Value::of_tick(static_cast<int64_t>(i)), subject->type));
    elements = std::move(labels);
  }
  if (membership && subject->op == Op::JsonTypeof && !elements.empty()) {
    Args tests;
    for (const ExprPtr& element : elements)
      tests.push_back(core::make_expr(comparison, {subject, element}, boolean(), symbol_of(whole)));
    return core::make_expr(expr->useOr ? Op::Or : Op::And, std::move(tests), boolean());
  }
  if (membership) {
    Args args{subject};
    for (const ExprPtr& element : elements) args.push_back(as_microseconds(element));
    return core::make_expr(expr->useOr ? Op::In : Op::NotIn, std::move(args), boolean(), symbol_of(whole));
  }
  Op op = comparison;
  if (op == Op::Opaque) {
    const KnownFunction* known = call([&]() noexcept { return find_function(get_opcode(expr->opno)); });
    if (!known || known->shape != Shape::Plain) return nullptr;
    op = known->op;
  }
  if (static_cast<int>(elements.size()) > kMaxUnfolded) return nullptr;
  Args tests;
  for (const ExprPtr& element : elements)
    tests.push_back(with_byte_order(compare_read(op, subject, element, symbol_of(whole)), expr->inputcollid));
  return core::make_expr(expr->useOr ? Op::Or : Op::And, std::move(tests), boolean());
}

}  // namespace datagen::pg
