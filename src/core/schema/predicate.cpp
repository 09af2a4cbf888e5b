// src/core/schema/predicate.cpp -- building, comparing and printing expressions
#include "core/schema/predicate.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace datagen::core {

namespace {

size_t list_bytes(const Value& value) {
  if (value.kind == ValueKind::Text || value.kind == ValueKind::Bytes)
    return (value.size + size_t{7}) & ~size_t{7};
  if (value.kind != ValueKind::List) return 0;
  size_t bytes = value.size * sizeof(Value);
  for (uint32_t i = 0; i < value.size; ++i) bytes += list_bytes(value.items[i]);
  return bytes;
}

/// Copies what `value` points to behind `place` and returns a value that points there.
Value copy_to(Value value, char*& place) {
  if (value.kind == ValueKind::Text || value.kind == ValueKind::Bytes) {
    if (value.size > 0) std::memcpy(place, value.data, value.size);
    value.data = place;
    place += (value.size + size_t{7}) & ~size_t{7};
  } else if (value.kind == ValueKind::List) {
    Value* items = reinterpret_cast<Value*>(place);
    place += value.size * sizeof(Value);
    for (uint32_t i = 0; i < value.size; ++i) new (items + i) Value(copy_to(value.items[i], place));
    value.items = items;
  }
  return value;
}

void collect_columns(const Expr& expr, std::vector<int>& columns) {
  if (expr.op == Op::Column && expr.column >= 0) columns.push_back(expr.column);
  for (const ExprPtr& arg : expr.args) collect_columns(*arg, columns);
}

}  // namespace

ExprPtr make_column(int column, TypePtr type) {
  auto expr = std::make_shared<Expr>();
  expr->op = Op::Column;
  expr->column = column;
  expr->type = std::move(type);
  return expr;
}

ExprPtr make_constant(Value value, TypePtr type) {
  auto expr = std::make_shared<Expr>();
  expr->op = Op::Constant;
  expr->type = std::move(type);
  if (value.kind == ValueKind::Text || value.kind == ValueKind::Bytes) {
    expr->storage.assign(value.data, value.size);
    value.data = expr->storage.data();
  } else if (const size_t bytes = list_bytes(value); bytes > 0) {
    // A list is at least one item of 24 bytes, so the string's memory comes from the heap and is aligned.
    expr->storage.resize(bytes);
    char* place = expr->storage.data();
    value = copy_to(value, place);
  }
  expr->constant = value;
  return expr;
}

ExprPtr make_expr(Op op, std::vector<ExprPtr> args, TypePtr type, std::string symbol) {
  auto expr = std::make_shared<Expr>();
  expr->op = op;
  expr->args = std::move(args);
  expr->type = std::move(type);
  expr->symbol = std::move(symbol);
  return expr;
}

ExprPtr with_op(const Expr& expr, Op op) {
  auto other = std::make_shared<Expr>();
  other->op = op;
  other->args = expr.args;
  other->type = expr.type;
  other->symbol = expr.symbol;
  other->byte_order = expr.byte_order;
  return other;
}

std::vector<int> columns_of(const Expr& expr) {
  std::vector<int> columns;
  collect_columns(expr, columns);
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  return columns;
}

bool is_boolean(const Expr& expr) {
  switch (expr.op) {
    case Op::And:
    case Op::Or:
    case Op::Not:
    case Op::IsNull:
    case Op::IsNotNull:
    case Op::IsTrue:
    case Op::IsFalse:
    case Op::IsNotTrue:
    case Op::IsNotFalse:
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
    case Op::Distinct:
    case Op::NotDistinct:
    case Op::In:
    case Op::NotIn:
    case Op::StartsWith:
    case Op::Like:
    case Op::NotLike:
    case Op::ILike:
    case Op::NotILike:
    case Op::Regex:
    case Op::NotRegex:
    case Op::RegexI:
    case Op::NotRegexI:
    case Op::AllElements:
    case Op::ContainedBy:
    case Op::Contains:
    case Op::SubnetOf:
    case Op::RangeIsEmpty:
    case Op::RangeLowerInc:
    case Op::RangeUpperInc:
    case Op::JsonHasKey: return true;
    case Op::Case:
      return (expr.type && expr.type->type_class == TypeClass::Boolean) ||
             (expr.args.size() >= 2 && is_boolean(*expr.args[1]));
    case Op::Coalesce:
      return (expr.type && expr.type->type_class == TypeClass::Boolean) ||
             (!expr.args.empty() && is_boolean(*expr.args[0]));
    default: return expr.type && expr.type->type_class == TypeClass::Boolean;
  }
}

bool same_expr(const Expr& a, const Expr& b) {
  if (&a == &b) return true;
  if (a.op != b.op || a.column != b.column || a.symbol != b.symbol || a.byte_order != b.byte_order ||
      a.args.size() != b.args.size())
    return false;
  if (a.op == Op::Constant && !same_value(a.constant, b.constant)) return false;
  if (a.op == Op::Opaque) return false;
  if ((a.op == Op::Constant || a.op == Op::Cast) && a.type != b.type &&
      (!a.type || !b.type || a.type->oid != b.type->oid || a.type->scale != b.type->scale))
    return false;
  for (size_t i = 0; i < a.args.size(); ++i)
    if (!same_expr(*a.args[i], *b.args[i])) return false;
  return true;
}

bool is_opaque_inside(const Expr& expr) {
  return expr.op == Op::Opaque ||
         std::any_of(expr.args.begin(), expr.args.end(),
                     [](const ExprPtr& argument) { return is_opaque_inside(*argument); });
}

ExprPtr replace_expr(const ExprPtr& tree, const Expr* what, const ExprPtr& replacement, bool alike) {
  if (tree.get() == what) return replacement;
  std::vector<ExprPtr> args;
  bool changed = false;
  for (const ExprPtr& arg : tree->args) {
    args.push_back(replace_expr(arg, what, replacement, alike));
    changed = changed || args.back() != arg;
  }
  if (!changed) return tree;
  auto copy = std::make_shared<Expr>();
  // The server's expression for the node is about the old arguments.
  if (alike) copy->handle = tree->handle;
  copy->op = tree->op;
  copy->column = tree->column;
  copy->type = tree->type;
  copy->symbol = tree->symbol;
  copy->byte_order = tree->byte_order;
  copy->args = std::move(args);
  return copy;
}

}  // namespace datagen::core
