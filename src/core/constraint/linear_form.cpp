// src/core/constraint/linear_form.cpp -- arithmetic expressions as exact sums of factors times leaves
#include "core/constraint/linear_form.hpp"

#include "core/schema/grid.hpp"

#include <cmath>

namespace datagen::core {

namespace {

constexpr Wide kDay = Wide{86400} * 1000000;
/// Factors and constants stay below this, so that products of two of them fit.
constexpr Wide kLargest = Wide{1} << 90;
// A number of days becomes microseconds.
static_assert(kDay < (Wide{1} << 37) - (Wide{1} << 34), "the product with kLargest fits");

Wide magnitude(Wide value) { return value < 0 ? -value : value; }

bool fits(const LinearForm& form) {
  if (magnitude(form.constant) > kLargest || form.denominator > kLargest || form.slack > kLargest)
    return false;
  for (const LinearTerm& term : form.terms)
    if (magnitude(term.factor) > kLargest) return false;
  return true;
}

/// Multiplies the value by numerator / denominator. A product with 0 would lose the NULLs of its terms: nullopt.
std::optional<LinearForm> scaled(LinearForm form, Wide numerator, Wide denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  if (denominator == 0 || numerator == 0 || magnitude(numerator) > (Wide{1} << 36) * 1000000 ||
      denominator > (Wide{1} << 60) || !fits(form))
    return std::nullopt;
  const Wide common = gcd_of(numerator, form.denominator);
  if (common > 1) {
    numerator /= common;
    form.denominator /= common;
  }
  if (magnitude(numerator) > kDay || form.denominator > (Wide{1} << 60)) return std::nullopt;
  for (LinearTerm& term : form.terms) term.factor *= numerator;
  form.constant *= numerator;
  form.slack *= magnitude(numerator);
  form.denominator *= denominator;
  if (!fits(form)) return std::nullopt;
  return form;
}

std::optional<LinearForm> sum(const LinearForm& a, const LinearForm& b, int sign) {
  const Wide common = gcd_of(a.denominator, b.denominator);
  const Wide raise_a = b.denominator / common, raise_b = a.denominator / common * sign;
  if (raise_a < 1 || raise_b == 0 || raise_a > (Wide{1} << 60) || magnitude(raise_b) > (Wide{1} << 60) ||
      !fits(a) || !fits(b))
    return std::nullopt;
  const Wide limit = kLargest;
  LinearForm form = a;
  form.denominator = a.denominator * raise_a;
  for (LinearTerm& term : form.terms) {
    if (magnitude(term.factor) > limit / raise_a) return std::nullopt;
    term.factor *= raise_a;
  }
  if (magnitude(a.constant) > limit / raise_a || magnitude(b.constant) > limit / magnitude(raise_b))
    return std::nullopt;
  form.constant = a.constant * raise_a + b.constant * raise_b;
  form.slack = a.slack * raise_a + b.slack * magnitude(raise_b);
  for (const LinearTerm& term : b.terms) {
    if (magnitude(term.factor) > limit / magnitude(raise_b)) return std::nullopt;
    bool found = false;
    for (LinearTerm& mine : form.terms)
      if (same_expr(*mine.leaf, *term.leaf)) {
        mine.factor += term.factor * raise_b;
        found = true;
        break;
      }
    if (!found) form.terms.push_back({term.leaf, term.factor * raise_b});
  }
  for (size_t i = form.terms.size(); i-- > 0;)
    if (form.terms[i].factor == 0) {
      form.terms.erase(form.terms.begin() + static_cast<std::ptrdiff_t>(i));
      form.cancelled = true;
    }
  form.real = a.real || b.real;
  form.computed = true;
  if (!fits(form)) return std::nullopt;
  return form;
}

std::optional<LinearForm> of_constant(const Expr& expr) {
  if (!expr.type) return std::nullopt;
  LinearForm form;
  form.family = family_of(*expr.type);
  form.days = expr.type->type_class == TypeClass::Date;
  if (form.family == ValueFamily::None) return std::nullopt;
  const Grid grid = grid_of(*expr.type);
  if (expr.constant.kind == ValueKind::Real) {
    // A double is m·2^e; numbers beyond 2^60 or finer than 2^-50 are rounded and get a slack.
    form.real = true;
    const double real = expr.constant.real;
    if (!std::isfinite(real) || std::fabs(real) > 0x1p60) return std::nullopt;
    form.denominator = std::fabs(real) < 0x1p35 ? wide_power_of_ten(9) : 1;
    const double product = real * static_cast<double>(form.denominator);
    form.constant = static_cast<Wide>(std::nearbyint(product));
    form.slack = product == std::nearbyint(product) ? 0 : 1;
    return form;
  }
  if (expr.constant.kind != ValueKind::Tick) return std::nullopt;
  form.real = expr.type->type_class == TypeClass::Float;
  form.constant = Wide{expr.constant.tick} * grid.factor;
  form.denominator = grid.denominator;
  return form;
}

LinearForm of_leaf(const ExprPtr& expr, ValueFamily family, Grid grid) {
  LinearForm form;
  form.family = family;
  form.terms.push_back({expr, grid.factor});
  form.denominator = grid.denominator;
  return form;
}

/// What addition of times, spans and numbers yields; brings `b` to a's unit.
std::optional<LinearForm> of_sum(const ExprPtr& expr, int sign) {
  std::optional<LinearForm> a = linear_form(expr->args[0]), b = linear_form(expr->args[1]);
  if (!a || !b) return std::nullopt;
  ValueFamily family = a->family;
  bool days = false, difference_in_days = false;
  for (std::optional<LinearForm>* part : {&a, &b}) {
    // A constant number of months is nearly so many days: a month has 30.436875 on average, and whichever months
    // these are, they differ from that by less than three days.
    LinearForm& months = **part;
    if (months.family != ValueFamily::MonthSpan || !months.terms.empty() || months.denominator != 1) continue;
    months.constant = months.constant * (kDay / 1000000) * 30436875;
    months.slack = 3 * kDay;
    months.family = ValueFamily::Span;
    family = a->family;
  }
  if (a->family == ValueFamily::Number && b->family == ValueFamily::Temporal && sign > 0)
    std::swap(a, b), family = a->family;
  if (a->family == ValueFamily::Span && b->family != ValueFamily::Span && sign > 0)
    std::swap(a, b), family = a->family;
  if (a->family == ValueFamily::Temporal && b->family == ValueFamily::Number) {
    if (!a->days) return std::nullopt;
    b = scaled(*b, kDay, 1);
    days = true;
  } else if (b->family == ValueFamily::Span &&
             (family == ValueFamily::Temporal || family == ValueFamily::TemporalTz)) {
    // A span of months has no fixed length, and a day is not always 24 hours where the clock is put back.
    if (b->terms.empty() && b->denominator == 1 && b->constant != 0) {
      if (family == ValueFamily::TemporalTz && b->constant % kDay == 0) b->slack += 2 * kDay / 24;
    } else if (!b->terms.empty()) {
      b->slack += 2 * kDay;
    }
  } else if (a->family != b->family) {
    return std::nullopt;
  } else if (a->family == ValueFamily::Temporal || a->family == ValueFamily::TemporalTz ||
             a->family == ValueFamily::TimeOfDay) {
    if (sign > 0) return std::nullopt;
    difference_in_days = a->days && b->days;
    family = difference_in_days ? ValueFamily::Number : ValueFamily::Span;
  } else if (a->family == ValueFamily::Enum || a->family == ValueFamily::Boolean) {
    return std::nullopt;
  }
  if (!b) return std::nullopt;
  std::optional<LinearForm> form = sum(*a, *b, sign);
  if (form && difference_in_days) form = scaled(*form, 1, kDay);
  // Where a term cancels out, its NULL would be lost.
  if (!form || form->cancelled) return std::nullopt;
  form->family = family;
  form->days = days;
  return form;
}

std::optional<LinearForm> of_product(const ExprPtr& expr) {
  std::optional<LinearForm> a = linear_form(expr->args[0]), b = linear_form(expr->args[1]);
  if (!a || !b) return std::nullopt;
  if (a->terms.empty() && a->family == ValueFamily::Number) std::swap(a, b);
  if (!b->terms.empty() || b->family != ValueFamily::Number || b->slack != 0 ||
      (a->family != ValueFamily::Number && a->family != ValueFamily::Span)) {
    if (a->family != ValueFamily::Number || b->family != ValueFamily::Number) return std::nullopt;
    return of_leaf(expr, ValueFamily::Number, grid_of_leaf(*expr));
  }
  std::optional<LinearForm> form = scaled(*a, b->constant, b->denominator);
  if (form) {
    form->real = a->real || b->real;
    form->computed = true;
  }
  return form;
}

bool whole(const Expr& expr) {
  if (expr.type) return expr.type->type_class == TypeClass::Integer;
  for (const ExprPtr& arg : expr.args)
    if (!whole(*arg)) return false;
  return !expr.args.empty();
}

std::optional<LinearForm> of_quotient(const ExprPtr& expr) {
  if (whole(*expr)) return of_leaf(expr, ValueFamily::Number, {});
  std::optional<LinearForm> a = linear_form(expr->args[0]), b = linear_form(expr->args[1]);
  if (!a || !b || a->family != ValueFamily::Number || b->family != ValueFamily::Number) return std::nullopt;
  if (!b->terms.empty() || b->constant == 0) return of_leaf(expr, ValueFamily::Number, grid_of_leaf(*expr));
  std::optional<LinearForm> form = scaled(*a, b->denominator, b->constant);
  if (form) {
    // Numeric division rounds after 16 digits or more.
    form->slack += 1;
    form->computed = true;
    form->real = a->real || b->real;
  }
  return form;
}

bool keeps_value(const Expr& from, const Type& source, const Type& target) {
  if (from.op == Op::Extract && constant_text(*from.args[1]) != "second" &&
      constant_text(*from.args[1]) != "epoch")
    return true;
  switch (target.type_class) {
    case TypeClass::Numeric: return target.typmod < 0 || target.scale >= source.scale;
    case TypeClass::Float: return true;
    case TypeClass::Integer:
      return source.type_class == TypeClass::Integer || source.type_class == TypeClass::Boolean;
    case TypeClass::Timestamp:
      return source.type_class == TypeClass::Date ||
             (source.type_class == TypeClass::Timestamp && target.typmod < 0);
    case TypeClass::TimestampTz: return source.type_class == TypeClass::TimestampTz && target.typmod < 0;
    default: return source.type_class == target.type_class && target.typmod < 0;
  }
}

std::optional<LinearForm> of_cast(const ExprPtr& expr) {
  const ExprPtr& from = expr->args[0];
  if (!expr->type) return std::nullopt;
  const ValueFamily family = family_of(*expr->type);
  if (family == ValueFamily::None) return std::nullopt;
  if (from->op == Op::JsonGet || (from->type && from->type->type_class == TypeClass::Text))
    return of_leaf(expr, family, grid_of(*expr->type));
  std::optional<LinearForm> form = linear_form(from);
  if (!form) return std::nullopt;
  if (expr->symbol == kAtUtc && form->family != family &&
      (form->family == ValueFamily::Temporal || form->family == ValueFamily::TemporalTz)) {
    form->family = family;
    form->days = false;
    return form;
  }
  const Type& source = from->type ? *from->type : *expr->type;
  if (family == ValueFamily::TemporalTz && form->family == ValueFamily::Temporal) {
    // The session's time zone decides: at most 16 hours to either side.
    form->slack += 16 * kDay / 24 * form->denominator;
    form->family = family;
    form->days = false;
    return form;
  }
  if (family == form->family && keeps_value(*from, source, *expr->type)) {
    form->days = expr->type->type_class == TypeClass::Date;
    form->real = form->real || expr->type->type_class == TypeClass::Float;
    if (source.type_class == TypeClass::Float && source.name == "float4" && expr->type->name != "float4")
      form->slack += 1;
    return form;
  }
  if (family == ValueFamily::Number && form->family == ValueFamily::Boolean) {
    form->family = family;
    return form;
  }
  return of_leaf(expr, family, grid_of(*expr->type));
}

}  // namespace

ValueFamily family_of(const Type& type) {
  switch (type.type_class) {
    case TypeClass::Integer:
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money: return ValueFamily::Number;
    case TypeClass::Date:
    case TypeClass::Timestamp: return ValueFamily::Temporal;
    case TypeClass::TimestampTz: return ValueFamily::TemporalTz;
    case TypeClass::Time: return ValueFamily::TimeOfDay;
    case TypeClass::Interval: return type.month_interval ? ValueFamily::MonthSpan : ValueFamily::Span;
    case TypeClass::Enum: return ValueFamily::Enum;
    case TypeClass::Boolean: return ValueFamily::Boolean;
    default: return ValueFamily::None;
  }
}

Grid grid_of(const Type& type) {
  switch (type.type_class) {
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money: {
      const int32_t scale = type.type_class == TypeClass::Money ? 2 : type.scale;
      if (scale > 18) return {1, wide_power_of_ten(18)};
      return scale >= 0 ? Grid{1, wide_power_of_ten(scale)}
                        : Grid{wide_power_of_ten(-scale > 18 ? 18 : -scale), 1};
    }
    case TypeClass::Date: return {kDay, 1};
    default: return {};
  }
}

Grid grid_of_leaf(const Expr& leaf) {
  switch (leaf.op) {
    case Op::Abs:
    case Op::Mod: {
      Wide denominator = 1;
      for (const ExprPtr& arg : leaf.args)
        if (const auto form = linear_form(arg))
          denominator = denominator / gcd_of(denominator, form->denominator) * form->denominator;
      return {1, denominator};
    }
    case Op::Floor:
    case Op::Ceil:
    case Op::Round:
    case Op::Trunc: {
      const Expr* digits = leaf.args.size() > 1 ? leaf.args[1].get() : nullptr;
      if (!digits || digits->op != Op::Constant || digits->constant.kind != ValueKind::Tick ||
          digits->constant.tick < 0 || digits->constant.tick > 12)
        return {};
      return {1, wide_power_of_ten(static_cast<int>(digits->constant.tick))};
    }
    case Op::BitAnd:
    case Op::BitOr:
    case Op::BitXor:
    case Op::ShiftRight: return {};
    case Op::Extract: return {1, constant_text(*leaf.args[1]) == "second" ? 1000000 : 1};
    default: return leaf.type && family_of(*leaf.type) != ValueFamily::None ? grid_of(*leaf.type) : Grid{};
  }
}

std::optional<LinearForm> difference(const LinearForm& a, const LinearForm& b) {
  const bool zones = (a.family == ValueFamily::Temporal && b.family == ValueFamily::TemporalTz) ||
                     (a.family == ValueFamily::TemporalTz && b.family == ValueFamily::Temporal);
  if (a.family != b.family && !zones) return std::nullopt;
  std::optional<LinearForm> form = sum(a, b, -1);
  if (!form) return std::nullopt;
  form->computed = a.computed || b.computed;
  if (zones) form->slack += 16 * kDay / 24 * form->denominator;
  return form;
}

std::optional<LinearForm> linear_form(const ExprPtr& expr) {
  switch (expr->op) {
    case Op::Constant: return of_constant(*expr);
    case Op::Add: return of_sum(expr, 1);
    case Op::Sub: return of_sum(expr, -1);
    case Op::Mul: return of_product(expr);
    case Op::Div: return of_quotient(expr);
    case Op::Cast: return of_cast(expr);
    case Op::Neg: {
      const auto form = linear_form(expr->args[0]);
      if (!form || (form->family != ValueFamily::Number && form->family != ValueFamily::Span))
        return std::nullopt;
      return scaled(*form, -1, 1);
    }
    case Op::Abs:
    case Op::Mod:
    case Op::Length:
    case Op::OctetLength:
    case Op::Cardinality:
    case Op::ArrayLength:
    case Op::ArrayDims:
    case Op::Position:
    case Op::Ascii:
    case Op::Family:
    case Op::MaskLength:
    case Op::BitAnd:
    case Op::BitOr:
    case Op::BitXor:
    case Op::ShiftRight:
    case Op::Floor:
    case Op::Ceil:
    case Op::Round:
    case Op::Trunc:
    case Op::NumNulls:
    case Op::NumNonNulls: return of_leaf(expr, ValueFamily::Number, grid_of_leaf(*expr));
    case Op::Extract:
      if (constant_text(*expr->args[1]) == "epoch") {
        auto form = linear_form(expr->args[0]);
        if (!form || (form->family != ValueFamily::Temporal && form->family != ValueFamily::TemporalTz &&
                      form->family != ValueFamily::Span))
          return std::nullopt;
        // Seconds since 1970 of a point; of a span its seconds, where months make it inexact.
        if (form->family != ValueFamily::Span)
          form->constant += Wide{946684800} * 1000000 * form->denominator;
        form = scaled(*form, 1, 1000000);
        if (form) form->family = ValueFamily::Number, form->days = false;
        return form;
      }
      return of_leaf(expr, ValueFamily::Number, grid_of_leaf(*expr));
    default: break;
  }
  if (!expr->type) return std::nullopt;
  const ValueFamily family = family_of(*expr->type);
  if (family == ValueFamily::None) return std::nullopt;
  LinearForm form = of_leaf(expr, family, grid_of(*expr->type));
  form.days = expr->type->type_class == TypeClass::Date;
  form.real = expr->type->type_class == TypeClass::Float;
  return form;
}

Wide gcd_of(Wide a, Wide b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

std::string_view constant_text(const Expr& expr) {
  if (expr.op != Op::Constant || expr.constant.kind != ValueKind::Text) return {};
  return expr.constant.text();
}

}  // namespace datagen::core
