// src/core/search/box_compile.cpp -- which parts of an expression intervals can follow, and in which units
#include "core/search/box_program.hpp"

#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Extents count in at most this many parts of one, so that products of two stay exact.
constexpr Wide kFinest = Wide{1} << 50;

}  // namespace

BoxProgram::BoxProgram(const ExprPtr& expr, int value_column, ValueNumbers& numbers) {
  compile(*expr, value_column, numbers);
  results_.resize(nodes_.size());
}

BoxProgram::Family BoxProgram::family_of_type(const Type& type) {
  if (type.type_class == TypeClass::Text)
    return type.name == "bpchar" || type.name == "citext" ? Family::Anything : Family::Label;
  switch (core::family_of(type)) {
    case ValueFamily::Number: return Family::Number;
    case ValueFamily::Enum:
    case ValueFamily::Boolean: return Family::Truth;
    case ValueFamily::Temporal: return Family::Temporal;
    case ValueFamily::TemporalTz: return Family::TemporalTz;
    case ValueFamily::TimeOfDay: return Family::TimeOfDay;
    case ValueFamily::Span: return Family::Span;
    case ValueFamily::MonthSpan: return Family::Months;
    case ValueFamily::None: break;
  }
  return Family::Anything;
}

int BoxProgram::compile(const Expr& expr, int value_column, ValueNumbers& numbers) {
  Node node;
  node.op = expr.op;
  if (expr.op == Op::Column || expr.op == Op::Constant) {
    node.column = expr.op == Op::Column ? (expr.column >= 0 ? expr.column : value_column) : -1;
    compile_leaf(expr, node, numbers);
  } else {
    for (const ExprPtr& part : expr.args) node.args.push_back(compile(*part, value_column, numbers));
    settle(expr, node);
  }
  if (!node.known || node.rounded) understood_ = false;
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

void BoxProgram::compile_leaf(const Expr& expr, Node& node, ValueNumbers& numbers) {
  const bool constant = expr.op == Op::Constant;
  if (constant && expr.constant.is_null()) {
    node.constant = Extent::nothing_but_null();
    node.known = true;
    if (expr.type) node.family = family_of_type(*expr.type);
    return;
  }
  if (!expr.type || (!constant && node.column < 0)) return;
  node.family = family_of_type(*expr.type);
  node.days = expr.type->type_class == TypeClass::Date;
  node.rounded = expr.type->type_class == TypeClass::Float;
  if (node.family == Family::Label) {
    if (constant && expr.constant.kind != ValueKind::Text) {
      node.family = Family::Anything;
      return;
    }
    if (constant) node.constant = Extent::point(numbers.number(expr.constant));
    node.known = true;
    return;
  }
  if (node.family == Family::Anything) return;
  const Grid grid = grid_of(*expr.type);
  node.factor = grid.factor;
  node.denominator = grid.denominator;
  if (constant) {
    if (expr.constant.kind != ValueKind::Tick) {
      node.family = Family::Anything;
      return;
    }
    node.constant = Extent::point(Wide{expr.constant.tick} * grid.factor);
  }
  node.known = node.denominator <= kFinest;
}

void BoxProgram::limit(const Expr& expr, Node& node) {
  if (!expr.type || expr.type->type_class != TypeClass::Integer) return;
  node.limited = true;
  node.least = Wide{expr.type->min_tick} * node.denominator;
  node.most = Wide{expr.type->max_tick} * node.denominator;
}

bool BoxProgram::comparable(const Node& a, const Node& b) const {
  return a.known && b.known && a.family != Family::Anything &&
         (a.family == b.family || (a.op == Op::Constant && !a.constant.value) ||
          (b.op == Op::Constant && !b.constant.value));
}

void BoxProgram::settle(const Expr& expr, Node& node) {
  switch (expr.op) {
    case Op::And:
    case Op::Or:
    case Op::Not:
    case Op::IsTrue:
    case Op::IsFalse:
    case Op::IsNotTrue:
    case Op::IsNotFalse:
      node.family = Family::Truth;
      // A part that may be anything leaves the rest with a say.
      node.known = true;
      break;
    case Op::IsNull:
    case Op::IsNotNull:
      node.family = Family::Truth;
      node.known = arg(node, 0).known || arg(node, 0).op == Op::Column;
      break;
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge: bounds_matter_ = true; [[fallthrough]];
    case Op::Eq:
    case Op::Ne:
    case Op::Distinct:
    case Op::NotDistinct:
      node.family = Family::Truth;
      node.known = comparable(arg(node, 0), arg(node, 1));
      if (node.known && arg(node, 0).family == Family::Label && expr.op != Op::Eq && expr.op != Op::Ne &&
          expr.op != Op::Distinct && expr.op != Op::NotDistinct)
        node.known = false;
      break;
    case Op::In:
    case Op::NotIn:
      node.family = Family::Truth;
      node.known = true;
      for (size_t i = 1; i < node.args.size(); ++i)
        node.known = node.known && comparable(arg(node, 0), arg(node, i));
      break;
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Div:
    case Op::Mod:
    case Op::Neg:
    case Op::Abs: settle_arithmetic(expr, node); break;
    case Op::NumNulls:
    case Op::NumNonNulls:
      node.family = Family::Number;
      node.known = true;
      bounds_matter_ = true;
      break;
    case Op::Case:
    case Op::Coalesce:
    case Op::Greatest:
    case Op::Least:
    case Op::NullIf: settle_choice(node); break;
    case Op::Cast: settle_cast(expr, node); break;
    default: break;
  }
  if (!node.known && is_boolean(expr)) node.family = Family::Truth;
}

void BoxProgram::settle_arithmetic(const Expr& expr, Node& node) {
  bounds_matter_ = true;
  const Node& a = arg(node, 0);
  const bool unary = node.args.size() == 1;
  const Node& b = unary ? a : arg(node, 1);
  if (!a.known || !b.known) return;
  node.rounded = a.rounded || b.rounded;
  node.family = Family::Number;
  const bool plain = a.family == Family::Number && b.family == Family::Number;
  if (unary) {
    node.denominator = a.denominator;
    node.known = plain;
  } else if (node.op == Op::Add || node.op == Op::Sub) {
    const bool spans = a.family == Family::Span && b.family == Family::Span;
    const bool moved = (a.family == Family::Temporal || a.family == Family::TemporalTz) && !a.days &&
                       b.family == Family::Span;
    const bool day_count = a.days && b.family == Family::Number && b.denominator == 1;
    const bool days_between = a.days && b.days && node.op == Op::Sub;
    if (days_between) {
      node.denominator = kDay;
    } else {
      node.denominator = lcm_of(a.denominator, b.denominator);
      if (!plain) node.family = a.family;
    }
    node.days = day_count;
    node.known = plain || spans || moved || day_count || days_between;
  } else if (node.op == Op::Mul) {
    node.denominator = a.denominator * b.denominator;
    node.known = plain && node.denominator <= kFinest;
  } else if (node.op == Op::Div) {
    node.integer = expr.type ? expr.type->type_class == TypeClass::Integer
                             : a.denominator == 1 && b.denominator == 1 && !node.rounded;
    node.denominator = node.integer ? 1 : kMillionths;
    node.rounded = node.rounded || !node.integer;
    node.known = plain && (!node.integer || (a.denominator == 1 && b.denominator == 1));
  } else {
    node.denominator = lcm_of(a.denominator, b.denominator);
    node.known = plain && !node.rounded;
  }
  node.known = node.known && node.denominator <= kFinest;
  limit(expr, node);
}

void BoxProgram::settle_choice(Node& node) {
  std::vector<size_t> results;
  for (size_t i = 0; i < node.args.size(); ++i)
    if (node.op != Op::Case || i % 2 == 1 || i + 1 == node.args.size()) results.push_back(i);
  bounds_matter_ = bounds_matter_ || node.op == Op::Greatest || node.op == Op::Least;
  node.known = true;
  bool first = true;
  for (size_t i : results) {
    const Node& part = arg(node, i);
    node.known = node.known && part.known;
    node.rounded = node.rounded || part.rounded;
    if (part.op == Op::Constant && !part.constant.value) continue;
    if (first) node.family = part.family;
    node.known = node.known && part.family == node.family && part.family != Family::Anything;
    node.days = node.days || part.days;
    node.denominator = lcm_of(node.denominator, part.denominator);
    first = false;
  }
  node.known = node.known && node.denominator <= kFinest &&
               !((node.op == Op::Greatest || node.op == Op::Least) && node.family == Family::Label);
}

void BoxProgram::settle_cast(const Expr& expr, Node& node) {
  const Node& from = arg(node, 0);
  if (!from.known || !expr.type) return;
  node.family = family_of_type(*expr.type);
  const Grid grid = grid_of(*expr.type);
  node.rounded = from.rounded || expr.type->type_class == TypeClass::Float;
  const bool number =
      node.family == Family::Number && (from.family == Family::Number || from.family == Family::Truth);
  // A numeric without a modifier keeps every digit.
  node.integer = expr.type->type_class == TypeClass::Integer;
  const bool cut = node.integer || expr.type->typmod >= 0;
  node.denominator = cut ? grid.denominator : std::max(grid.denominator, from.denominator);
  if (!cut && node.denominator % from.denominator != 0) node.denominator = from.denominator;
  node.days = expr.type->type_class == TypeClass::Date;
  const bool widened = node.family == Family::Temporal && from.family == Family::Temporal && !node.days;
  if (widened) node.denominator = from.denominator;
  node.known = (number && !(node.rounded && cut)) || widened ||
               (node.family == Family::Label && from.family == Family::Label && expr.type->max_length < 0) ||
               (node.family == Family::Truth && from.family == Family::Truth);
  limit(expr, node);
}

}  // namespace datagen::core
