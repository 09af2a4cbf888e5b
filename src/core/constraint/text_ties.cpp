// src/core/constraint/text_ties.cpp -- putting the values of a column into conditions on other texts
#include "core/constraint/text_ties.hpp"

#include "core/constraint/evaluate.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

/// Columns with more values than this are not split by.
constexpr size_t kMostValues = 32;
constexpr uint64_t kMostCounts = 16;

/// `expr` with constants in place of the column and of the texts and numbers that are then constant.
ExprPtr with_value(const ExprPtr& expr, int column, const Value& value) {
  if (expr->op == Op::Column) return expr->column == column ? make_constant(value, expr->type) : expr;
  ExprPtr result = expr;
  for (const ExprPtr& argument : expr->args) {
    const ExprPtr changed = with_value(argument, column, value);
    if (changed != argument) result = replace_expr(result, argument.get(), changed);
  }
  if (result == expr || !result->type || !columns_of(*result).empty()) return result;
  if (result->type->type_class == TypeClass::Integer) {
    const auto number = evaluate(*result, {}, *result->type);
    return number && !number->is_null() ? make_constant(*number, result->type) : result;
  }
  if (result->type->type_class != TypeClass::Text) return result;
  const auto text = constant_text_of(*result);
  return text ? make_constant(Value::of_text(*text), result->type) : result;
}

bool counts_parts(Op op) {
  return op == Op::Length || op == Op::OctetLength || op == Op::Cardinality || op == Op::ArrayLength;
}

/// A condition that tells a language of its text once the other side is known.
bool is_about_texts(const Expr& expr) {
  switch (expr.op) {
    case Op::Like:
    case Op::NotLike:
    case Op::ILike:
    case Op::NotILike:
    case Op::Regex:
    case Op::NotRegex:
    case Op::RegexI:
    case Op::NotRegexI:
    case Op::StartsWith: return true;
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
      return std::any_of(expr.args.begin(), expr.args.end(), [](const ExprPtr& side) {
        return side->op == Op::Position || counts_parts(side->op) ||
               (side->op != Op::Column && side->type && side->type->type_class == TypeClass::Text);
      });
    default: return false;
  }
}

/// The values of a column that cannot be NULL, if there are few; none where it is a text that is computed from the other
/// columns of a tie.
std::vector<Value> values_of(const BranchState& state, int column) {
  const Type& type = *state.relation().columns[static_cast<size_t>(column)].type;
  const Domain& domain = state.domain(column);
  const auto computed = [&](const Definition& definition) { return definition.column == column; };
  if (domain.null != NullStatus::Never) return {};
  if (type.type_class == TypeClass::Integer && domain.ticks.size() <= kMostCounts) {
    std::vector<Value> counts;
    for (uint64_t i = 0; i < domain.ticks.size(); ++i)
      counts.push_back(Value::of_tick(domain.ticks.unrank(i)));
    return counts;
  }
  if (type.type_class != TypeClass::Text || !domain.values ||
      std::any_of(state.definitions.begin(), state.definitions.end(), computed))
    return {};
  return *domain.values;
}

}  // namespace

bool ties_texts(const Expr& expr) {
  return is_about_texts(expr) && !is_opaque_inside(expr) && columns_of(expr).size() > 1;
}

std::optional<TieSplit> choose_tie(const BranchState& state, int most) {
  TieSplit split;
  size_t fewest = std::min(kMostValues, static_cast<size_t>(std::max(most, 0))) + 1;
  for (const TiedLiteral& tie : state.ties)
    for (int column : columns_of(*tie.literal.expr)) {
      std::vector<Value> values = values_of(state, column);
      if (values.empty() || values.size() >= fewest) continue;
      fewest = values.size();
      split.column = column;
      split.values = std::move(values);
    }
  if (split.column < 0) return std::nullopt;
  for (const Value& value : split.values) {
    std::vector<TiedLiteral>& conditions = split.conditions.emplace_back();
    for (const TiedLiteral& tie : state.ties) {
      TiedLiteral known = tie;
      known.literal.expr = with_value(tie.literal.expr, split.column, value);
      conditions.push_back(std::move(known));
    }
  }
  return split;
}

}  // namespace datagen::core
