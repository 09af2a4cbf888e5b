// src/core/constraint/evaluate.cpp -- the core's own reading of an expression on one row, for proofs and unit tests
#include "core/constraint/evaluate.hpp"

#include "core/constraint/conjuncts.hpp"
#include "core/constraint/like.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/constraint/membership.hpp"
#include "core/constraint/narrowing.hpp"
#include "core/constraint/text_functions.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr Wide kDay = Wide{86400} * 1000000;
constexpr Wide kSafe = Wide{1} << 62;

/// A value under evaluation. Numbers are exact fractions, times count microseconds.
struct Result {
  enum class Kind : uint8_t { Undetermined, Null, Number, Text, Whole } kind = Kind::Undetermined;
  Wide numerator = 0;
  Wide denominator = 1;
  ValueFamily family = ValueFamily::None;
  bool days = false;
  std::string text;
  Value value;  ///< Whole: compared as it is

  static Result null() {
    Result result;
    result.kind = Kind::Null;
    return result;
  }
  static Result number(Wide numerator, Wide denominator = 1, ValueFamily family = ValueFamily::Number) {
    Result result;
    result.kind = Kind::Number;
    result.numerator = numerator;
    result.denominator = denominator;
    result.family = family;
    const Wide common = gcd_of(numerator, denominator);
    if (common > 1) {
      result.numerator /= common;
      result.denominator /= common;
    }
    if (result.denominator > kSafe || result.numerator > kSafe || result.numerator < -kSafe)
      result.kind = Kind::Undetermined;
    return result;
  }
  static Result of_text(std::string text) {
    Result result;
    result.kind = Kind::Text;
    result.text = std::move(text);
    return result;
  }
  static Result boolean(Truth truth) {
    if (truth == Truth::Null) return null();
    if (truth == Truth::Undetermined) return {};
    return number(truth == Truth::True ? 1 : 0, 1, ValueFamily::Boolean);
  }
};

Truth negated(Truth truth) {
  if (truth == Truth::True) return Truth::False;
  if (truth == Truth::False) return Truth::True;
  return truth;
}

Truth of_bool(bool value) { return value ? Truth::True : Truth::False; }

class Evaluation {
 public:
  explicit Evaluation(const std::vector<Value>& row) : row_(row) {}

  Result value(const Expr& expr) const;
  Truth truth(const Expr& expr) const;

 private:
  Result leaf(const Value& value, const Type* type) const;
  Result arithmetic(const Expr& expr) const;
  static Result repeated(const Result& a, const Result& b);
  static Result moved(const Result& a, const Result& b, int sign);
  Result text_function(const Expr& expr) const;
  Result rounded(const Expr& expr) const;
  Result of_bits(const Expr& expr) const;
  Result calendar(const Expr& expr) const;
  Result chosen(const Expr& expr) const;
  Result cast(const Expr& expr) const;
  Truth junction(const Expr& expr, Truth deciding) const;
  Truth compared(Op op, const Result& a, const Result& b) const;
  Truth in_list(const Expr& expr) const;
  Truth patterned(const Expr& expr) const;

  const std::vector<Value>& row_;
};

Result Evaluation::leaf(const Value& value, const Type* type) const {
  if (value.is_null()) return Result::null();
  if (value.kind == ValueKind::Text) {
    std::string text(value.text());
    if (type && type->name == "bpchar")
      while (!text.empty() && text.back() == ' ') text.pop_back();
    if (type && type->name == "citext") return {};
    return Result::of_text(std::move(text));
  }
  // What a decimal grid point becomes in binary, and how it compares, is the server's to say.
  if (type && type->type_class == TypeClass::Float) return {};
  if (value.kind == ValueKind::Tick && type && family_of(*type) != ValueFamily::None) {
    const Grid grid = grid_of(*type);
    Result result = Result::number(Wide{value.tick} * grid.factor, grid.denominator, family_of(*type));
    result.days = type->type_class == TypeClass::Date;
    return result;
  }
  if (value.kind == ValueKind::Real || value.kind == ValueKind::Stored) return {};
  Result result;
  result.kind = Result::Kind::Whole;
  result.value = value;
  return result;
}

Result Evaluation::arithmetic(const Expr& expr) const {
  const Result a = value(*expr.args[0]);
  const Result b = expr.args.size() > 1 ? value(*expr.args[1]) : Result::number(0);
  if (a.kind == Result::Kind::Undetermined || b.kind == Result::Kind::Undetermined) return {};
  if (a.kind == Result::Kind::Null || b.kind == Result::Kind::Null) return Result::null();
  if (a.kind != Result::Kind::Number || b.kind != Result::Kind::Number) return {};
  const bool plain = a.family == ValueFamily::Number && b.family == ValueFamily::Number;
  switch (expr.op) {
    case Op::Neg: return Result::number(-a.numerator, a.denominator, a.family);
    case Op::Abs:
      return plain ? Result::number(a.numerator < 0 ? -a.numerator : a.numerator, a.denominator) : Result{};
    case Op::Add:
    case Op::Sub: {
      const int sign = expr.op == Op::Add ? 1 : -1;
      if (a.family == ValueFamily::Temporal && a.days && b.family == ValueFamily::Number &&
          b.denominator == 1) {
        Result result = Result::number(a.numerator + sign * b.numerator * kDay, 1, ValueFamily::Temporal);
        result.days = true;
        return result;
      }
      if (a.days && b.days && sign < 0) return Result::number((a.numerator - b.numerator) / kDay);
      if (!plain) return moved(a, b, sign);
      return Result::number(a.numerator * b.denominator + sign * b.numerator * a.denominator,
                            a.denominator * b.denominator);
    }
    case Op::Mul:
      if (!plain) return repeated(a, b);
      return Result::number(a.numerator * b.numerator, a.denominator * b.denominator);
    case Op::Div:
      if (!plain || b.numerator == 0) return {};
      if (a.denominator == 1 && b.denominator == 1 && expr.type &&
          expr.type->type_class == TypeClass::Integer)
        return Result::number(a.numerator / b.numerator);
      return {};
    case Op::Mod: {
      if (!plain || b.numerator == 0) return {};
      return Result::number((a.numerator * b.denominator) % (b.numerator * a.denominator),
                            a.denominator * b.denominator);
    }
    default: return {};
  }
}

/// An interval so many times. Parts of months become days, in the server's own way.
Result Evaluation::repeated(const Result& a, const Result& b) {
  if (a.family == ValueFamily::Number && b.family != ValueFamily::Number) return repeated(b, a);
  if ((a.family != ValueFamily::Span && a.family != ValueFamily::MonthSpan) ||
      b.family != ValueFamily::Number || a.denominator != 1 || b.denominator != 1)
    return {};
  return Result::number(a.numerator * b.numerator, 1, a.family);
}

/// A date or timestamp and an interval, or the interval between two of them. With a time zone the session's clock has a
/// say, which is the server's to ask.
Result Evaluation::moved(const Result& a, const Result& b, int sign) {
  if (a.denominator != 1 || b.denominator != 1) return {};
  if (sign > 0 && b.family == ValueFamily::Temporal && a.family != ValueFamily::Temporal)
    return moved(b, a, sign);
  if (a.family != ValueFamily::Temporal) return {};
  if (b.family == ValueFamily::Temporal && sign < 0)
    return Result::number(a.numerator - b.numerator, 1, ValueFamily::Span);
  if (b.family == ValueFamily::Span)
    return Result::number(a.numerator + sign * b.numerator, 1, ValueFamily::Temporal);
  constexpr Wide kMostMonths = Wide{12} * 300000;
  if (b.family != ValueFamily::MonthSpan || b.numerator > kMostMonths || b.numerator < -kMostMonths)
    return {};
  return Result::number(
      months_later(static_cast<int64_t>(a.numerator), static_cast<int64_t>(sign * b.numerator)), 1,
      ValueFamily::Temporal);
}

Result Evaluation::text_function(const Expr& expr) const {
  std::vector<TextOrNumber> arguments;
  bool known = true;
  for (const ExprPtr& arg : expr.args) {
    Result one = value(*arg);
    if (one.kind == Result::Kind::Null) return one;
    if (one.kind == Result::Kind::Text)
      arguments.emplace_back(std::move(one.text));
    else if (one.kind == Result::Kind::Number && one.family == ValueFamily::Number && one.denominator == 1)
      arguments.emplace_back(static_cast<int64_t>(one.numerator));
    else
      known = false;
  }
  // bytes and bit strings have functions of the same names
  const Type* type = expr.args[0]->type.get();
  if (!known || (type && type->type_class != TypeClass::Text && type->type_class != TypeClass::Unknown))
    return {};
  const auto result = core::text_function(expr.op, arguments);
  if (!result) return {};
  if (const auto* text = std::get_if<std::string>(&*result)) return Result::of_text(*text);
  return Result::number(std::get<int64_t>(*result));
}

/// Numeric's way: halves away from zero. What binary floating point rounds is left to the server.
Result Evaluation::rounded(const Expr& expr) const {
  const Result a = value(*expr.args[0]);
  const Result digits = expr.args.size() > 1 ? value(*expr.args[1]) : Result::number(0);
  if (a.kind == Result::Kind::Null || digits.kind == Result::Kind::Null) return Result::null();
  const TypePtr& type = expr.args[0]->type;
  if (a.kind != Result::Kind::Number || digits.kind != Result::Kind::Number ||
      a.family != ValueFamily::Number || digits.denominator != 1 || digits.numerator < 0 ||
      digits.numerator > 12 || !type || type->type_class == TypeClass::Float)
    return {};
  Wide unit = 1;
  for (Wide i = 0; i < digits.numerator; ++i) unit *= 10;
  const Wide scaled = a.numerator * unit;
  switch (expr.op) {
    case Op::Floor: return Result::number(floor_div(scaled, a.denominator), unit);
    case Op::Ceil: return Result::number(ceil_div(scaled, a.denominator), unit);
    case Op::Trunc: return Result::number(scaled / a.denominator, unit);
    default: {
      const Wide doubled = 2 * (scaled < 0 ? -scaled : scaled) + a.denominator;
      const Wide nearest = floor_div(doubled, 2 * a.denominator);
      return Result::number(scaled < 0 ? -nearest : nearest, unit);
    }
  }
}

/// Whole fields of dates and timestamps, and date_trunc() and date_bin() of them.
Result Evaluation::calendar(const Expr& expr) const {
  const Result moment = value(*expr.args[0]);
  if (moment.kind == Result::Kind::Null) return Result::null();
  if (moment.kind != Result::Kind::Number || moment.family != ValueFamily::Temporal ||
      moment.denominator != 1)
    return {};
  if (expr.op == Op::DateTrunc || expr.op == Op::DateBin) {
    const auto start = period_beginning(expr, static_cast<int64_t>(moment.numerator));
    return start ? Result::number(*start, 1, ValueFamily::Temporal) : Result{};
  }
  const std::string_view unit = constant_text(*expr.args[1]);
  const auto field = calendar_field(unit, static_cast<int64_t>(floor_div(moment.numerator, kDay)));
  return field ? Result::number(*field) : Result{};
}

Result Evaluation::of_bits(const Expr& expr) const {
  const Result a = value(*expr.args[0]), b = value(*expr.args[1]);
  if (a.kind == Result::Kind::Null || b.kind == Result::Kind::Null) return Result::null();
  if (a.kind != Result::Kind::Number || b.kind != Result::Kind::Number || a.denominator != 1 ||
      b.denominator != 1)
    return {};
  const auto x = static_cast<int64_t>(a.numerator), y = static_cast<int64_t>(b.numerator);
  switch (expr.op) {
    case Op::BitAnd: return Result::number(x & y);
    case Op::BitOr: return Result::number(x | y);
    case Op::BitXor: return Result::number(x ^ y);
    default: return y < 0 || y > 30 ? Result{} : Result::number(floor_div(x, Wide{1} << y));
  }
}

Result Evaluation::chosen(const Expr& expr) const {
  if (expr.op == Op::Case) {
    for (size_t i = 0; i + 1 < expr.args.size(); i += 2) {
      const Truth when = truth(*expr.args[i]);
      if (when == Truth::Undetermined) return {};
      if (when == Truth::True) return value(*expr.args[i + 1]);
    }
    return expr.args.size() % 2 == 1 ? value(*expr.args.back()) : Result::null();
  }
  if (expr.op == Op::NullIf) {
    const Result a = value(*expr.args[0]);
    const Truth same = compared(Op::Eq, a, value(*expr.args[1]));
    if (same == Truth::Undetermined) return {};
    return same == Truth::True ? Result::null() : a;
  }
  Result best = Result::null();
  int64_t nulls = 0;
  for (const ExprPtr& arg : expr.args) {
    Result next = value(*arg);
    if (next.kind == Result::Kind::Undetermined) return {};
    if (next.kind == Result::Kind::Null) {
      ++nulls;
      continue;
    }
    if (expr.op == Op::Coalesce) return next;
    if (expr.op == Op::NumNulls || expr.op == Op::NumNonNulls) continue;
    const Truth better = best.kind == Result::Kind::Null
                             ? Truth::True
                             : compared(expr.op == Op::Greatest ? Op::Gt : Op::Lt, next, best);
    if (better == Truth::Undetermined) return {};
    if (better == Truth::True) best = next;
  }
  if (expr.op == Op::NumNulls) return Result::number(nulls);
  if (expr.op == Op::NumNonNulls) return Result::number(static_cast<Wide>(expr.args.size()) - nulls);
  return best;
}

Result Evaluation::cast(const Expr& expr) const {
  Result from = value(*expr.args[0]);
  if (from.kind == Result::Kind::Null || !expr.type) return from.kind == Result::Kind::Null ? from : Result{};
  if (from.kind == Result::Kind::Text)
    return value_kind(*expr.type) == ValueKind::Text && expr.type->max_length < 0 ? from : Result{};
  if (from.kind != Result::Kind::Number) return {};
  if (expr.type->type_class == TypeClass::Text && expr.args[0]->type &&
      expr.args[0]->type->type_class == TypeClass::Integer && expr.type->max_length < 0)
    return Result::of_text(std::to_string(static_cast<int64_t>(from.numerator)));
  const ValueFamily family = family_of(*expr.type);
  if (from.family == ValueFamily::Boolean && family == ValueFamily::Number)
    return Result::number(from.numerator);
  if (family != from.family || family == ValueFamily::TemporalTz) return {};
  const Grid grid = grid_of(*expr.type);
  const bool limited = expr.type->typmod >= 0 || expr.type->type_class == TypeClass::Integer;
  if (limited && from.numerator * grid.denominator % (from.denominator * grid.factor) != 0) return {};
  if (family == ValueFamily::Temporal && from.numerator % grid.factor != 0) return {};
  from.days = expr.type->type_class == TypeClass::Date;
  return from;
}

Result Evaluation::value(const Expr& expr) const {
  switch (expr.op) {
    case Op::Column:
      if (expr.column < 0 || static_cast<size_t>(expr.column) >= row_.size()) return {};
      return leaf(row_[static_cast<size_t>(expr.column)], expr.type.get());
    case Op::Constant: return leaf(expr.constant, expr.type.get());
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Div:
    case Op::Mod:
    case Op::Neg:
    case Op::Abs: return arithmetic(expr);
    case Op::Length:
    case Op::OctetLength:
    case Op::Lower:
    case Op::Upper:
    case Op::Trim:
    case Op::LTrim:
    case Op::RTrim:
    case Op::Left:
    case Op::Right:
    case Op::Substr:
    case Op::Reverse:
    case Op::Initcap:
    case Op::Replace:
    case Op::Translate:
    case Op::SplitPart:
    case Op::Position:
    case Op::Ascii:
    case Op::LPad:
    case Op::RPad:
    case Op::Concat: return text_function(expr);
    case Op::Floor:
    case Op::Ceil:
    case Op::Round:
    case Op::Trunc: return rounded(expr);
    case Op::BitAnd:
    case Op::BitOr:
    case Op::BitXor:
    case Op::ShiftRight: return of_bits(expr);
    case Op::Extract:
    case Op::DateTrunc:
    case Op::DateBin: return calendar(expr);
    case Op::Case:
    case Op::Coalesce:
    case Op::Greatest:
    case Op::Least:
    case Op::NullIf:
    case Op::NumNulls:
    case Op::NumNonNulls: return chosen(expr);
    case Op::Cast: return cast(expr);
    default: return is_boolean(expr) ? Result::boolean(truth(expr)) : Result{};
  }
}

Truth Evaluation::compared(Op op, const Result& a, const Result& b) const {
  if (a.kind == Result::Kind::Undetermined || b.kind == Result::Kind::Undetermined)
    return Truth::Undetermined;
  if (a.kind == Result::Kind::Null || b.kind == Result::Kind::Null) return Truth::Null;
  if (a.kind != b.kind) return Truth::Undetermined;
  if (a.kind == Result::Kind::Number) {
    if (a.family != b.family) return Truth::Undetermined;
    const Wide left = a.numerator * b.denominator, right = b.numerator * a.denominator;
    switch (op) {
      case Op::Eq: return of_bool(left == right);
      case Op::Ne: return of_bool(left != right);
      case Op::Lt: return of_bool(left < right);
      case Op::Le: return of_bool(left <= right);
      case Op::Gt: return of_bool(left > right);
      case Op::Ge: return of_bool(left >= right);
      default: return Truth::Undetermined;
    }
  }
  if (op != Op::Eq && op != Op::Ne) return Truth::Undetermined;
  const bool same = a.kind == Result::Kind::Text ? a.text == b.text : same_value(a.value, b.value);
  return of_bool(same == (op == Op::Eq));
}

Truth Evaluation::junction(const Expr& expr, Truth deciding) const {
  bool null = false, undetermined = false;
  for (const ExprPtr& arg : expr.args) {
    const Truth part = truth(*arg);
    if (part == deciding) return deciding;
    null = null || part == Truth::Null;
    undetermined = undetermined || part == Truth::Undetermined;
  }
  if (undetermined) return Truth::Undetermined;
  return null ? Truth::Null : negated(deciding);
}

Truth Evaluation::in_list(const Expr& expr) const {
  const Result left = value(*expr.args[0]);
  bool null = false, undetermined = false;
  for (size_t i = 1; i < expr.args.size(); ++i) {
    const Truth same = compared(Op::Eq, left, value(*expr.args[i]));
    if (same == Truth::True) return of_bool(expr.op == Op::In);
    null = null || same == Truth::Null;
    undetermined = undetermined || same == Truth::Undetermined;
  }
  if (undetermined) return Truth::Undetermined;
  return null ? Truth::Null : of_bool(expr.op != Op::In);
}

Truth Evaluation::patterned(const Expr& expr) const {
  const Result text = value(*expr.args[0]), pattern = value(*expr.args[1]);
  if (text.kind == Result::Kind::Null || pattern.kind == Result::Kind::Null) return Truth::Null;
  if (text.kind != Result::Kind::Text || pattern.kind != Result::Kind::Text || expr.args.size() > 2)
    return Truth::Undetermined;
  // To LIKE the blanks at the end of a char(n) count, which is held without them.
  if (expr.args[0]->type && expr.args[0]->type->name == "bpchar") return Truth::Undetermined;
  if (expr.op == Op::StartsWith) return of_bool(text.text.compare(0, pattern.text.size(), pattern.text) == 0);
  const bool ignore_case = expr.op == Op::ILike || expr.op == Op::NotILike;
  const auto matched = matches_like(text.text, pattern.text, ignore_case);
  if (!matched) return Truth::Undetermined;
  return of_bool(*matched == (expr.op == Op::Like || expr.op == Op::ILike));
}

Truth Evaluation::truth(const Expr& expr) const {
  switch (expr.op) {
    case Op::And: return junction(expr, Truth::False);
    case Op::Or: return junction(expr, Truth::True);
    case Op::Not: return negated(truth(*expr.args[0]));
    case Op::IsNull:
    case Op::IsNotNull: {
      const Result inner = value(*expr.args[0]);
      if (inner.kind == Result::Kind::Undetermined || inner.kind == Result::Kind::Whole)
        return Truth::Undetermined;
      return of_bool((inner.kind == Result::Kind::Null) == (expr.op == Op::IsNull));
    }
    case Op::IsTrue:
    case Op::IsNotTrue:
    case Op::IsFalse:
    case Op::IsNotFalse: {
      const Truth inner = truth(*expr.args[0]);
      if (inner == Truth::Undetermined) return inner;
      const bool about_true = expr.op == Op::IsTrue || expr.op == Op::IsNotTrue;
      const bool positive = expr.op == Op::IsTrue || expr.op == Op::IsFalse;
      return of_bool((inner == (about_true ? Truth::True : Truth::False)) == positive);
    }
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge: {
      const Result a = value(*expr.args[0]), b = value(*expr.args[1]);
      if (expr.byte_order && a.kind == Result::Kind::Text && b.kind == Result::Kind::Text) {
        const Result order = Result::number(a.text.compare(b.text));
        return compared(expr.op, order, Result::number(0));
      }
      return compared(expr.op, a, b);
    }
    case Op::Distinct:
    case Op::NotDistinct: {
      const Result a = value(*expr.args[0]), b = value(*expr.args[1]);
      if (a.kind == Result::Kind::Undetermined || b.kind == Result::Kind::Undetermined)
        return Truth::Undetermined;
      const bool a_null = a.kind == Result::Kind::Null, b_null = b.kind == Result::Kind::Null;
      const Truth same = a_null || b_null ? of_bool(a_null && b_null) : compared(Op::Eq, a, b);
      return expr.op == Op::NotDistinct ? same : negated(same);
    }
    case Op::In:
    case Op::NotIn: return in_list(expr);
    case Op::Like:
    case Op::NotLike:
    case Op::ILike:
    case Op::NotILike:
    case Op::StartsWith: return patterned(expr);
    case Op::Column:
    case Op::Constant:
    case Op::Case:
    case Op::Coalesce: {
      const Result result = value(expr);
      if (result.kind == Result::Kind::Null) return Truth::Null;
      if (result.kind != Result::Kind::Number) return Truth::Undetermined;
      return of_bool(result.numerator != 0);
    }
    default: return Truth::Undetermined;
  }
}

}  // namespace
Truth truth_of(const Expr& expr, const std::vector<Value>& row) { return Evaluation(row).truth(expr); }

std::optional<std::string> constant_text_of(const Expr& expr) {
  Result result = Evaluation({}).value(expr);
  return result.kind == Result::Kind::Text ? std::optional(std::move(result.text)) : std::nullopt;
}

std::optional<Value> evaluate(const Expr& expr, const std::vector<Value>& row, const Type& target) {
  const Result result = Evaluation(row).value(expr);
  if (result.kind == Result::Kind::Null) return Value::null();
  if (result.kind != Result::Kind::Number || family_of(target) != result.family) return std::nullopt;
  const Grid grid = grid_of(target);
  const Wide numerator = result.numerator * grid.denominator, denominator = result.denominator * grid.factor;
  // A number is rounded to the column's digits, but a moment within a day is no date.
  if (target.type_class == TypeClass::Date && numerator % denominator != 0) return std::nullopt;
  const Wide size = (2 * (numerator < 0 ? -numerator : numerator) + denominator) / (2 * denominator);
  const Wide tick = numerator < 0 ? -size : size;
  if (tick < target.min_tick || tick > target.max_tick) return std::nullopt;
  return Value::of_tick(static_cast<int64_t>(tick));
}

}  // namespace datagen::core
