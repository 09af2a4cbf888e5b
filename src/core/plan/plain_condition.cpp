// src/core/plan/plain_condition.cpp -- reading an expression into comparisons of ticks and texts
#include "core/plan/plain_condition.hpp"

#include "core/base/ascii.hpp"
#include "core/constraint/like.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/constraint/membership.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Days up to which a date, and what is added to it, are far from the ends of the calendar: some 2,700 years.
constexpr int64_t kOrdinaryDays = 1000000;
/// Decimals up to which ticks times powers of ten fit into 128 bits.
constexpr int kMostDecimals = 18;

Truth of_bool(bool value) { return value ? Truth::True : Truth::False; }

template <class T>
Truth ordered(Op op, T order) {
  switch (op) {
    case Op::Eq: return of_bool(order == 0);
    case Op::Ne: return of_bool(order != 0);
    case Op::Lt: return of_bool(order < 0);
    case Op::Le: return of_bool(order <= 0);
    case Op::Gt: return of_bool(order > 0);
    case Op::Ge: return of_bool(order >= 0);
    default: return Truth::Undetermined;
  }
}

/// Ticks whose order is that of the values.
bool has_plain_ticks(const Type& type) {
  switch (type.type_class) {
    case TypeClass::Integer:
    case TypeClass::Date:
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz:
    case TypeClass::Time:
    case TypeClass::Enum:
    case TypeClass::Boolean: return true;
    case TypeClass::Numeric: return type.scale >= 0 && type.scale <= kMostDecimals;
    default: return false;
  }
}

bool is_number(const Type& type) {
  return type.type_class == TypeClass::Integer || type.type_class == TypeClass::Numeric;
}

int64_t decimals_factor(const Type& type) {
  return type.type_class == TypeClass::Numeric ? static_cast<int64_t>(grid_of(type).denominator) : 1;
}

}  // namespace

std::optional<PlainCondition> PlainCondition::read(const Expr& expr) {
  PlainCondition condition;
  if (!read_node(expr, condition.root_)) return std::nullopt;
  return condition;
}

bool PlainCondition::read_node(const Expr& expr, Node& node) {
  const auto read_parts = [&](Kind kind) {
    node.kind = kind;
    for (const ExprPtr& arg : expr.args)
      if (!read_node(*arg, node.parts.emplace_back())) return false;
    return true;
  };
  switch (expr.op) {
    case Op::And: return read_parts(Kind::And);
    case Op::Or: return read_parts(Kind::Or);
    case Op::Not: return read_parts(Kind::Not);
    case Op::IsNull:
    case Op::IsNotNull:
      node.kind = expr.op == Op::IsNull ? Kind::IsNull : Kind::IsNotNull;
      node.left.column = expr.args[0]->column;
      return expr.args[0]->op == Op::Column && node.left.column >= 0;
    case Op::Column:
      node.kind = Kind::Flag;
      node.left.column = expr.column;
      return expr.column >= 0 && expr.type && expr.type->type_class == TypeClass::Boolean;
    case Op::In:
    case Op::NotIn: return read_list(expr, node);
    case Op::Like:
    case Op::NotLike:
      node.kind = Kind::Like;
      node.negated = expr.op == Op::NotLike;
      // To LIKE the blanks at the end of a char(n) count.
      return expr.args.size() == 2 && read_text(*expr.args[0], node.left) && node.left.column >= 0 &&
             !node.left.blank_padded && read_text(*expr.args[1], node.right) && node.right.column < 0;
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
      if (read_comparison(expr, node)) return true;
      if (expr.op != Op::Eq && expr.op != Op::Ne) return false;
      node = {};
      return read_parts(expr.op == Op::Eq ? Kind::Same : Kind::Different);
    default: return false;
  }
}

bool PlainCondition::read_comparison(const Expr& expr, Node& node) {
  if (expr.args.size() != 2) return false;
  const Expr& left = *expr.args[0];
  const Expr& right = *expr.args[1];
  node.op = expr.op;
  Type left_type, right_type;
  if (read_number(left, node.left, left_type) && read_number(right, node.right, right_type)) {
    node.kind = Kind::Numbers;
    if (left_type.type_class != right_type.type_class && !(is_number(left_type) && is_number(right_type)))
      return false;
    const int64_t left_factor = decimals_factor(left_type), right_factor = decimals_factor(right_type);
    if (left_factor != right_factor) {
      node.left.factor = right_factor;
      node.right.factor = left_factor;
    }
    return true;
  }
  node.left = node.right = {};
  node.kind = Kind::Texts;
  return (expr.byte_order || expr.op == Op::Eq || expr.op == Op::Ne) && read_text(left, node.left) &&
         read_text(right, node.right);
}

/// A list is so many comparisons: x IN (a, b) is x = a OR x = b.
bool PlainCondition::read_list(const Expr& expr, Node& node) {
  const bool in = expr.op == Op::In;
  node.kind = in ? Kind::Or : Kind::And;
  for (size_t i = 1; i < expr.args.size(); ++i)
    if (!read_comparison(*make_expr(in ? Op::Eq : Op::Ne, {expr.args[0], expr.args[i]}),
                         node.parts.emplace_back()))
      return false;
  return expr.args.size() > 1;
}

bool PlainCondition::read_number(const Expr& expr, Side& side, Type& type) {
  if (expr.op == Op::Length) {
    if (expr.args.size() != 1 || !read_text(*expr.args[0], side) || side.column < 0) return false;
    side.length = true;
    type.type_class = TypeClass::Integer;
    return true;
  }
  if ((expr.op == Op::Add || expr.op == Op::Sub) && expr.args.size() == 2) {
    const Expr& date = *expr.args[0];
    const Expr& days = *expr.args[1];
    if (date.op != Op::Column || !date.type || date.type->type_class != TypeClass::Date || !days.type ||
        days.op != Op::Constant || days.type->type_class != TypeClass::Integer ||
        days.constant.kind != ValueKind::Tick || days.constant.tick < -kOrdinaryDays ||
        days.constant.tick > kOrdinaryDays)
      return false;
    if (!read_number(date, side, type)) return false;
    side.moved = true;
    side.constant = expr.op == Op::Add ? days.constant.tick : -days.constant.tick;
    return true;
  }
  if (!expr.type || !has_plain_ticks(*expr.type)) return false;
  type.type_class = expr.type->type_class;
  type.scale = expr.type->scale;
  if (expr.op == Op::Constant) {
    side.constant = expr.constant.tick;
    return expr.constant.kind == ValueKind::Tick;
  }
  side.column = expr.column;
  return expr.op == Op::Column && expr.column >= 0;
}

bool PlainCondition::read_text(const Expr& expr, Side& side) {
  if (!expr.type || expr.type->type_class != TypeClass::Text || std::string_view(expr.type->name) == "citext")
    return false;
  // Another length would cut or pad.
  if (expr.op == Op::Cast) return expr.type->max_length < 0 && read_text(*expr.args[0], side);
  side.blank_padded = std::string_view(expr.type->name) == "bpchar";
  if (expr.op == Op::Constant) {
    if (expr.constant.kind != ValueKind::Text) return false;
    side.text = side.blank_padded ? unpadded(expr.constant.text()) : expr.constant.text();
    return true;
  }
  side.column = expr.column;
  return expr.op == Op::Column && expr.column >= 0;
}

Truth PlainCondition::test(const Value* row) const { return test(root_, row); }

Truth PlainCondition::test(const Node& node, const Value* row) {
  switch (node.kind) {
    case Kind::And:
    case Kind::Or: {
      const Truth deciding = node.kind == Kind::And ? Truth::False : Truth::True;
      Truth result = node.kind == Kind::And ? Truth::True : Truth::False;
      for (const Node& part : node.parts) {
        const Truth truth = test(part, row);
        if (truth == deciding) return deciding;
        if (truth == Truth::Undetermined || result == Truth::Undetermined)
          result = Truth::Undetermined;
        else if (truth == Truth::Null)
          result = Truth::Null;
      }
      return result;
    }
    case Kind::Not: {
      const Truth truth = test(node.parts[0], row);
      return truth == Truth::True ? Truth::False : truth == Truth::False ? Truth::True : truth;
    }
    case Kind::IsNull:
    case Kind::IsNotNull: {
      // A row of NULLs is NULL, and not.
      const Value& value = row[node.left.column];
      if (value.kind == ValueKind::List || value.kind == ValueKind::Stored) return Truth::Undetermined;
      return of_bool(value.is_null() == (node.kind == Kind::IsNull));
    }
    case Kind::Same:
    case Kind::Different: {
      const Truth left = test(node.parts[0], row);
      const Truth right = test(node.parts[1], row);
      if (left == Truth::Undetermined || right == Truth::Undetermined) return Truth::Undetermined;
      if (left == Truth::Null || right == Truth::Null) return Truth::Null;
      return of_bool((left == right) == (node.kind == Kind::Same));
    }
    case Kind::Numbers: return test_numbers(node, row);
    case Kind::Texts:
    case Kind::Like: return test_texts(node, row);
    case Kind::Flag: {
      const Value& value = row[node.left.column];
      if (value.is_null()) return Truth::Null;
      return value.kind == ValueKind::Tick ? of_bool(value.tick != 0) : Truth::Undetermined;
    }
  }
  return Truth::Undetermined;
}

Truth PlainCondition::test_numbers(const Node& node, const Value* row) {
  __int128 numbers[2] = {0, 0};
  bool null = false;
  const Side* const sides[] = {&node.left, &node.right};
  for (int i = 0; i < 2; ++i) {
    const Side& side = *sides[i];
    int64_t tick = side.constant;
    if (side.column >= 0) {
      const Value& value = row[side.column];
      null = null || value.is_null();
      if (value.is_null()) continue;
      if (value.kind != (side.length ? ValueKind::Text : ValueKind::Tick)) return Truth::Undetermined;
      if (side.moved && (value.tick < -kOrdinaryDays || value.tick > kOrdinaryDays))
        return Truth::Undetermined;
      if (side.length)
        tick = character_count(side.blank_padded ? unpadded(value.text()) : value.text());
      else
        tick = value.tick + (side.moved ? side.constant : 0);
    }
    numbers[i] = static_cast<__int128>(tick) * side.factor;
  }
  if (null) return Truth::Null;
  return ordered(node.op, numbers[0] < numbers[1] ? -1 : numbers[0] > numbers[1] ? 1 : 0);
}

Truth PlainCondition::test_texts(const Node& node, const Value* row) {
  std::string_view texts[2];
  bool null = false;
  const Side* const sides[] = {&node.left, &node.right};
  for (int i = 0; i < 2; ++i) {
    const Side& side = *sides[i];
    texts[i] = side.text;
    if (side.column < 0) continue;
    const Value& value = row[side.column];
    null = null || value.is_null();
    if (value.is_null()) continue;
    if (value.kind != ValueKind::Text) return Truth::Undetermined;
    texts[i] = side.blank_padded ? unpadded(value.text()) : value.text();
  }
  if (null) return Truth::Null;
  if (node.kind == Kind::Texts) return ordered(node.op, texts[0].compare(texts[1]));
  const auto matched = matches_like(texts[0], texts[1], false);
  return matched ? of_bool(*matched != node.negated) : Truth::Undetermined;
}

}  // namespace datagen::core
