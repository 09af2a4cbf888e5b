// src/pg/predicate_hints.cpp -- conditions that stay with the server, with words of the core that suffice for them
#include "core/constraint/json_shape.hpp"
#include "core/constraint/narrowing.hpp"
#include "pg/body_patterns.hpp"
#include "pg/constant_reader.hpp"
#include "pg/predicate_nodes.hpp"
#include "pg/predicate_reader.hpp"
#include "pg/type_reader.hpp"

#include <cstdio>

// clang-format off
extern "C" {
#include "access/transam.h"
#include "nodes/makefuncs.h"
#include "utils/date.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
}
// clang-format on

namespace datagen::pg {

using core::ExprPtr;
using core::Op;
using core::TypePtr;

namespace {

/// Patterns that have to match more often than this are left to the server.
constexpr int64_t kMostMatches = 20;

FuncExpr* call_of(Node* node) {
  node = strip_relabel(node);
  return IsA(node, FuncExpr) ? reinterpret_cast<FuncExpr*>(node) : nullptr;
}

bool is_extract(Oid function) {
  return function == F_EXTRACT_TEXT_INTERVAL || function == F_DATE_PART_TEXT_INTERVAL;
}

/// A constant number as a whole one.
std::optional<int64_t> whole_constant(const ExprPtr& expr) {
  if (expr->op != Op::Constant || expr->constant.kind != core::ValueKind::Tick) return std::nullopt;
  int64_t number = expr->constant.tick;
  for (int32_t digit = 0; digit < expr->type->scale; ++digit) {
    if (number % 10 != 0) return std::nullopt;
    number /= 10;
  }
  return number;
}

/// Texts that the type's input function reads; nullptr for types that the core writes itself, and for others.
const char* readable_pattern(Oid type) {
  switch (type) {
    case BOOLOID: return "^(true|false)$";
    case FLOAT4OID:
    case FLOAT8OID: return "^[1-9][0-9]{0,3}\\.[0-9]{1,2}$";
    case TIMESTAMPOID:
    case TIMESTAMPTZOID:
      return "^20(1[0-9]|2[0-4])-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]) "
             "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$";
    case TIMEOID:
    case TIMETZOID: return "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$";
    case INTERVALOID: return "^[2-9] (days|hours|minutes)$";
    case INETOID: return "^(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.[1-9][0-9]?$";
    case CIDROID: return "^10\\.[1-9][0-9]?\\.[1-9][0-9]?\\.0/24$";
    case UUIDOID: return "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
    case XMLOID: return "^<item><name>[a-z]{3,9}</name></item>$";
    case POINTOID: return "^\\([1-9][0-9]?,[1-9][0-9]?\\)$";
    default: return nullptr;
  }
}

const char* decodable_pattern(const std::string& format) {
  if (format == "hex") return "^([0-9a-f]{2})+$";
  if (format == "base64") return "^([A-Za-z0-9+/]{4})+$";
  return format == "escape" ? "^[a-z0-9 ]+$" : nullptr;
}

}  // namespace

ExprPtr PredicateReader::with_hint(const ExprPtr& expr, ExprPtr hint) {
  auto hinted = std::make_shared<core::Expr>(*expr);
  hinted->hint = std::move(hint);
  return hinted;
}

/// A jsonpath stays with the server; where it is simple, a hint tells what to put into the document.
ExprPtr PredicateReader::read_json_path(List* args, bool match, Node* whole) {
  Const* path = constant_of(argument(args, 1));
  if (!path || path->constisnull) return nullptr;
  const ExprPtr text = read_const(path);
  if (text->constant.kind != core::ValueKind::Text) return nullptr;
  ExprPtr hint = core::json_path_hint(read(argument(args, 0)), text->constant.text(), match);
  return hint ? with_hint(opaque(whole), std::move(hint)) : nullptr;
}

bool PredicateReader::names_utc(Node* argument) {
  Const* zone = constant_of(argument);
  if (!zone || zone->constisnull) return false;
  const ExprPtr name = read_const(zone);
  const std::string_view text = name->constant.kind == core::ValueKind::Text ? name->constant.text() : "";
  return text == "UTC" || text == "utc" || text == "GMT" || text == "Etc/UTC" || text == "Z";
}

/// date_trunc(unit, moment, 'UTC') is truncated on UTC's clock.
ExprPtr PredicateReader::read_trunc_at_utc(List* args, Node* whole) {
  if (!names_utc(argument(args, 2))) return nullptr;
  const TypePtr clock = read_type(TIMESTAMPOID);
  const ExprPtr moment = core::make_expr(Op::Cast, {read(argument(args, 1))}, clock, core::kAtUtc);
  const ExprPtr begun =
      core::make_expr(Op::DateTrunc, {moment, read(argument(args, 0))}, clock, "date_trunc");
  return core::make_expr(Op::Cast, {begun}, type_of(whole), core::kAtUtc);
}

/// moment AT TIME ZONE 'UTC'.
ExprPtr PredicateReader::read_at_utc(List* args, Node* whole) {
  if (!names_utc(argument(args, 0))) return nullptr;
  return core::make_expr(Op::Cast, {read(argument(args, 1))}, type_of(whole), core::kAtUtc);
}

/// text ~ pattern with flags, of which only i is known; nullptr for others.
ExprPtr PredicateReader::read_match(List* args) {
  bool ignore_case = false;
  if (list_length(args) > 2) {
    Const* flags = constant_of(argument(args, 2));
    if (!flags || flags->constisnull) return nullptr;
    const ExprPtr letters = read_const(flags);
    if (letters->constant.text() != "i" && !letters->constant.text().empty()) return nullptr;
    ignore_case = letters->constant.text() == "i";
  }
  return core::make_expr(ignore_case ? Op::RegexI : Op::Regex,
                         {read(argument(args, 0)), read(argument(args, 1))}, boolean(), "~");
}

/// regexp_match(x, pattern) IS NOT NULL: x matches. substring(x from pattern) is NULL, too, where a group takes no part.
ExprPtr PredicateReader::read_match_test(NullTest* test, FuncExpr* match) {
  ExprPtr matches = read_match(match->args);
  if (!matches) return nullptr;
  const bool is_null = test->nulltesttype == IS_NULL;
  if (match->funcid == F_SUBSTRING_TEXT_TEXT)
    return is_null ? nullptr : with_hint(opaque(reinterpret_cast<Node*>(test)), std::move(matches));
  return core::make_expr(is_null ? Op::IsNotTrue : Op::IsTrue, {matches}, boolean(),
                         is_null ? "IS NOT TRUE" : "IS TRUE");
}

/// later op earlier + months.
ExprPtr PredicateReader::months_apart(Op op, const ExprPtr& later, const ExprPtr& earlier,
                                      const ExprPtr& span) {
  const TypePtr type = later->type;
  return core::make_expr(op, {later, core::make_expr(Op::Add, {earlier, span}, type, "+")}, boolean(), "age");
}

/// Of two columns the wider network can be made from the narrower: the one of eight bits less around it.
/// An address, also one that is read from a text.
ExprPtr PredicateReader::read_address(Node* node) {
  ExprPtr address = operand(node);
  if (address->op != Op::Opaque || !IsA(node, CoerceViaIO)) return address;
  ExprPtr text = read(reinterpret_cast<Node*>(reinterpret_cast<CoerceViaIO*>(node)->arg));
  if (text->type->type_class != core::TypeClass::Text) return address;
  return core::make_expr(Op::Cast, {std::move(text)}, type_of(node));
}

ExprPtr PredicateReader::read_subnet(Node* inner, Node* outer, Node* whole) {
  ExprPtr within = node_of(Op::SubnetOf, {read_address(inner), operand(outer)}, whole);
  if (within->args[0]->op == Op::Constant || within->args[1]->op != Op::Column) return within;
  Node* around = call([&]() noexcept {
    constexpr int kBits = 8;
    const auto function = [](Oid oid, Oid type, List* args) {
      return reinterpret_cast<Node*>(
          makeFuncExpr(oid, type, args, InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL));
    };
    Node* fewer = reinterpret_cast<Node*>(
        makeConst(INT4OID, -1, InvalidOid, sizeof(int32), Int32GetDatum(kBits), false, true));
    Node* mask =
        function(F_INT4MI, INT4OID, list_make2(function(F_MASKLEN, INT4OID, list_make1(inner)), fewer));
    Node* wider = function(F_SET_MASKLEN_INET_INT4, INETOID, list_make2(inner, mask));
    return function(F_NETWORK, CIDROID, list_make1(wider));
  });
  return with_hint(within, core::make_expr(Op::Eq, {within->args[1], opaque(around)}, boolean(), "="));
}

/// make_date(y, m, d) = day: the parts of the day, which are easier to tell from it than the other way round.
ExprPtr PredicateReader::parts_hint(Node* made, Node* day) {
  FuncExpr* function = call_of(made);
  if (!function || function->funcid != F_MAKE_DATE) return nullptr;
  const ExprPtr whole = read(day);
  if (!whole->type || whole->type->type_class != core::TypeClass::Date) return nullptr;
  Args parts;
  const char* const fields[] = {"year", "month", "day"};
  for (int i = 0; i < 3; ++i) {
    const std::string field = fields[i];
    const ExprPtr unit = core::make_constant(core::Value::of_text(field), read_type(TEXTOID));
    parts.push_back(
        compare_read(Op::Eq, read(argument(function->args, i)),
                     core::make_expr(Op::Extract, {whole, unit}, read_type(NUMERICOID), "extract"), "="));
  }
  return core::make_expr(Op::And, std::move(parts), boolean(), "AND");
}

/// column = ANY (array): the column is the array's first element.
ExprPtr PredicateReader::first_element_hint(const ExprPtr& scalar, Node* array_node, const ExprPtr& array) {
  const TypePtr element = array->type->element;
  const ExprPtr first = core::make_constant(core::Value::of_tick(1), read_type(INT4OID));
  auto subscript =
      std::make_shared<core::Expr>(*core::make_expr(Op::Subscript, {array, first}, element, "[]"));
  subscript->handle = handle_of(call([&]() noexcept {
    SubscriptingRef* made = makeNode(SubscriptingRef);
    made->refcontainertype = exprType(array_node);
    made->refelemtype = get_element_type(made->refcontainertype);
    made->refrestype = made->refelemtype;
    made->reftypmod = exprTypmod(array_node);
    made->refcollid = exprCollation(array_node);
    made->refupperindexpr =
        list_make1(makeConst(INT4OID, -1, InvalidOid, sizeof(int32), Int32GetDatum(1), false, true));
    made->refexpr = reinterpret_cast<Expr*>(array_node);
    return reinterpret_cast<Node*>(made);
  }));
  return core::make_expr(Op::Eq, {scalar, ExprPtr(subscript)}, boolean(), "=");
}

/// make_date(y, m, d) op day: a bound for the year, and parts that make a date in every month.
ExprPtr PredicateReader::date_bound_hint(Op op, List* parts, const ExprPtr& bound) {
  if (bound->constant.kind != core::ValueKind::Tick || bound->type->type_class != core::TypeClass::Date)
    return nullptr;
  const core::CivilDay day = core::civil_day(bound->constant.tick);
  const auto compared = [&](Op comparison, int part, int64_t number) {
    const ExprPtr constant = core::make_constant(core::Value::of_tick(number), read_type(INT4OID));
    return compare_read(comparison, read(argument(parts, part)), constant, "make_date");
  };
  const bool from = op == Op::Ge || op == Op::Gt;
  if (!from && op != Op::Le && op != Op::Lt) return nullptr;
  // The bound's own year is whole where the bound is its first or last day.
  const bool whole = from ? op == Op::Ge && day.month == 1 && day.day == 1
                          : op == Op::Le && day.month == 12 && day.day == 31;
  const Op year = from ? (whole ? Op::Ge : Op::Gt) : (whole ? Op::Le : Op::Lt);
  return core::make_expr(Op::And,
                         {compared(year, 0, day.year), compared(Op::Ge, 1, 1), compared(Op::Le, 1, 12),
                          compared(Op::Ge, 2, 1), compared(Op::Le, 2, 28)},
                         boolean(), "AND");
}

/// a[2:3] = constant: each of the elements.
ExprPtr PredicateReader::slice_hint(Node* part, Node* whole) {
  part = strip_relabel(part);
  Const* constant = constant_of(whole);
  if (!IsA(part, SubscriptingRef) || !constant || constant->constisnull) return nullptr;
  SubscriptingRef* slice = reinterpret_cast<SubscriptingRef*>(part);
  if (list_length(slice->reflowerindexpr) != 1 || list_length(slice->refupperindexpr) != 1) return nullptr;
  const auto bound = [&](List* list) {
    Node* node = argument(list, 0);
    return node ? whole_constant(read(node)) : std::nullopt;
  };
  const auto first = bound(slice->reflowerindexpr), last = bound(slice->refupperindexpr);
  const ExprPtr array = read(reinterpret_cast<Node*>(slice->refexpr));
  const TypePtr type = type_of(whole);
  if (!first || !last || !type->element || array->type->type_class != core::TypeClass::Array) return nullptr;
  const auto elements = read_elements(constant->constvalue, type->element, pool_);
  if (elements.empty() || static_cast<int64_t>(elements.size()) != *last - *first + 1 || *first < 1)
    return nullptr;
  Args tests;
  for (size_t i = 0; i < elements.size(); ++i) {
    const ExprPtr place =
        core::make_constant(core::Value::of_tick(*first + static_cast<int64_t>(i)), read_type(INT4OID));
    const ExprPtr element = core::make_expr(Op::Subscript, {array, place}, type->element, "[]");
    tests.push_back(compare_read(Op::Eq, element, elements[i], "="));
  }
  return core::make_expr(Op::And, std::move(tests), boolean(), "AND");
}

/// array_dims(a) = '[1:3][1:2]': as many elements in each dimension.
ExprPtr PredicateReader::dimensions_hint(List* args, const ExprPtr& bound) {
  if (bound->constant.kind != core::ValueKind::Text) return nullptr;
  const std::string text(bound->constant.text());
  const ExprPtr array = read(argument(args, 0));
  const auto number = [&](int64_t value) {
    return core::make_constant(core::Value::of_tick(value), read_type(INT4OID));
  };
  Args tests;
  for (size_t at = 0; at < text.size();) {
    int length = 0, end = 0;
    if (std::sscanf(text.c_str() + at, "[1:%9d]%n", &length, &end) != 1 || end == 0) return nullptr;
    at += static_cast<size_t>(end);
    const auto dimension = static_cast<int64_t>(tests.size()) + 1;
    tests.push_back(compare_read(
        Op::Eq,
        core::make_expr(Op::ArrayLength, {array, number(dimension)}, read_type(INT4OID), "array_length"),
        number(length), "="));
  }
  if (tests.empty()) return nullptr;
  return tests.size() == 1 ? tests[0] : core::make_expr(Op::And, std::move(tests), boolean(), "AND");
}

/// What suffices for age(later, earlier) op span, for extract(year from age(…)) op number, for a user's function, and for
/// regexp_count(…) op number; nullptr for other comparisons.
ExprPtr PredicateReader::comparison_hint(Op op, Node* left, Node* right) {
  for (int turn = 0; turn < 2 && op == Op::Eq; ++turn) {
    if (ExprPtr hint = parts_hint(turn == 0 ? left : right, turn == 0 ? right : left)) return hint;
    if (ExprPtr hint = slice_hint(turn == 0 ? left : right, turn == 0 ? right : left)) return hint;
  }
  FuncExpr* function = call_of(left);
  if (!function || !constant_of(right) || constant_of(right)->constisnull) return nullptr;
  const ExprPtr bound = read_const(constant_of(right));
  if (function->funcid == F_MAKE_DATE) return date_bound_hint(op, function->args, bound);
  if (function->funcid == F_ARRAY_DIMS)
    return op == Op::Eq ? dimensions_hint(function->args, bound) : nullptr;
  if (function->funcid == F_REGEXP_COUNT_TEXT_TEXT) return count_hint(op, function->args, bound);
  bool years = false;
  if (is_extract(function->funcid)) {
    Const* unit = constant_of(argument(function->args, 0));
    years = unit && !unit->constisnull && read_const(unit)->constant.text() == "year";
    function = years ? call_of(argument(function->args, 1)) : nullptr;
    if (!function) return nullptr;
  }
  const bool two =
      function->funcid == F_AGE_TIMESTAMP_TIMESTAMP || function->funcid == F_AGE_TIMESTAMPTZ_TIMESTAMPTZ;
  const bool one = function->funcid == F_AGE_TIMESTAMP || function->funcid == F_AGE_TIMESTAMPTZ;
  if (!two && !one) return body_hint(function->funcid, function->args);
  const ExprPtr earlier = read(argument(function->args, two ? 1 : 0));
  const ExprPtr later =
      two ? read(argument(function->args, 0))
          : read_constant(DateADTGetDatum(call([]() noexcept { return GetSQLCurrentDate(); })), false,
                          read_type(DATEOID), pool_);
  if (!years) return months_apart(op, later, earlier, bound);
  const auto number = whole_constant(bound);
  if (!number || *number < -1000 || *number > 1000) return nullptr;
  auto months = std::make_shared<core::Type>(*read_type(INTERVALOID));
  months->month_interval = true;
  const auto span = [&](int64_t count) {
    return core::make_constant(core::Value::of_tick(12 * count), TypePtr(months));
  };
  switch (op) {
    case Op::Ge:
    case Op::Lt: return months_apart(op, later, earlier, span(*number));
    case Op::Gt: return months_apart(Op::Ge, later, earlier, span(*number + 1));
    case Op::Le: return months_apart(Op::Lt, later, earlier, span(*number + 1));
    case Op::Eq:
      return core::make_expr(Op::And,
                             {months_apart(Op::Ge, later, earlier, span(*number)),
                              months_apart(Op::Lt, later, earlier, span(*number + 1))},
                             boolean(), "AND");
    default: return nullptr;
  }
}

/// (moment AT TIME ZONE x) IS NOT NULL: raises an error unless x names a time zone.
ExprPtr PredicateReader::read_zone_test(NullTest* test, FuncExpr* shifted) {
  const ExprPtr zone = read(argument(shifted->args, 0));
  if (zone->op == Op::Constant) return nullptr;
  return with_hint(
      opaque(reinterpret_cast<Node*>(test)),
      core::make_expr(Op::Regex,
                      {zone, core::make_constant(core::Value::of_text(kZonePattern), read_type(TEXTOID))},
                      boolean(), "~"));
}

/// text::type IS NOT NULL, decode(text, format) IS NOT NULL: an error unless the text can be read so, and a hint at texts
/// that can. nullptr for other tests.
ExprPtr PredicateReader::read_readable(NullTest* test) {
  Node* subject = strip_relabel(reinterpret_cast<Node*>(test->arg));
  ExprPtr text;
  const char* pattern = nullptr;
  if (IsA(subject, CoerceViaIO)) {
    const CoerceViaIO* coercion = reinterpret_cast<const CoerceViaIO*>(subject);
    pattern = readable_pattern(coercion->resulttype);
    text = read(reinterpret_cast<Node*>(coercion->arg));
  } else if (FuncExpr* function = call_of(subject); function && function->funcid == F_DECODE) {
    Const* format = constant_of(argument(function->args, 1));
    if (!format || format->constisnull) return nullptr;
    pattern = decodable_pattern(std::string(read_const(format)->constant.text()));
    text = read(argument(function->args, 0));
  }
  if (!pattern || !text->type || text->type->type_class != core::TypeClass::Text) return nullptr;
  return with_hint(
      opaque(reinterpret_cast<Node*>(test)),
      core::make_expr(Op::Regex,
                      {text, core::make_constant(core::Value::of_text(pattern), read_type(TEXTOID))},
                      boolean(), "~"));
}

/// What a function written in SQL or PL/pgSQL seems to ask of its texts: a guess from the patterns in its body.
ExprPtr PredicateReader::body_hint(Oid function, List* args) {
  if (function < FirstNormalObjectId) return nullptr;
  const TypePtr text = read_type(TEXTOID);
  Args all, some;
  for (int i = 0; i < list_length(args); ++i) {
    const ExprPtr subject = read(argument(args, i));
    if (subject->op == Op::Constant || !subject->type || subject->type->type_class != core::TypeClass::Text)
      continue;
    for (const BodyPattern& found : body_patterns(function, i)) {
      const bool forbidden = found.role == PatternRole::Forbidden;
      const Op op = !forbidden               ? found.op
                    : found.op == Op::Regex  ? Op::NotRegex
                    : found.op == Op::RegexI ? Op::NotRegexI
                    : found.op == Op::Like   ? Op::NotLike
                                             : Op::NotILike;
      ExprPtr test = core::make_expr(
          op, {subject, core::make_constant(core::Value::of_text(found.pattern), text)}, boolean(), "~");
      (found.role == PatternRole::Possible ? some : all).push_back(std::move(test));
    }
  }
  if (some.size() == 1) all.push_back(some[0]);
  if (some.size() > 1) all.push_back(core::make_expr(Op::Or, std::move(some), boolean(), "OR"));
  if (all.empty()) return nullptr;
  return all.size() == 1 ? all[0] : core::make_expr(Op::And, std::move(all), boolean(), "AND");
}

/// regexp_count(x, pattern) >= n: the pattern n times with anything between.
ExprPtr PredicateReader::count_hint(Op op, List* args, const ExprPtr& bound) {
  const ExprPtr pattern = read(argument(args, 1));
  const auto number = whole_constant(bound);
  if (pattern->op != Op::Constant || pattern->constant.kind != core::ValueKind::Text || !number ||
      (op != Op::Ge && op != Op::Gt && op != Op::Eq))
    return nullptr;
  const int64_t wanted = *number + (op == Op::Gt ? 1 : 0);
  if (wanted < 1 || wanted > kMostMatches) return nullptr;
  const std::string repeated =
      "(?:(?:" + std::string(pattern->constant.text()) + ").*){" + std::to_string(wanted) + "}";
  return core::make_expr(
      Op::Regex,
      {read(argument(args, 0)), core::make_constant(core::Value::of_text(repeated), pattern->type)},
      boolean(), "~");
}

}  // namespace datagen::pg
