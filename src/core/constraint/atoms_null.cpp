// src/core/constraint/atoms_null.cpp -- null tests and boolean columns
#include "core/constraint/narrowing.hpp"

namespace datagen::core {

namespace {

/// ROW IS NULL and ROW IS NOT NULL look at the attributes, so they are no opposites.
bool narrow_row_test(BranchState& state, int column, bool is_null, Outcomes outcomes) {
  if (outcomes != kTrue) return false;
  if (is_null) {
    if (!state.context().prefer || state.domain(column).null == NullStatus::Never) return false;
    state.require_null(column);
    return true;
  }
  state.require_value(column);
  const Type& type = *state.relation().columns[static_cast<size_t>(column)].type;
  const auto whole = make_column(column, state.relation().columns[static_cast<size_t>(column)].type);
  for (const Field& field : type.fields)
    require_operands(state, make_expr(Op::FieldSelect, {whole}, field.type, field.name));
  return true;
}

/// lower(r) IS NULL: an empty range or, more naturally, one without that bound.
bool narrow_unbounded(BranchState& state, const Expr& bound) {
  const auto whole = place_of(state, bound.args[0]);
  if (!whole || whole->type->type_class != TypeClass::Range || !state.context().prefer) return false;
  (bound.op == Op::RangeLower ? whole->domain->lower_infinite : whole->domain->upper_infinite) = true;
  state.settle(whole->column);
  return false;
}

}  // namespace

bool narrow_null_test(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  const ExprPtr& subject = expr->args[0];
  const bool is_null = expr->op == Op::IsNull;
  if (subject->op == Op::Column) {
    if (subject->column < 0) return false;
    if (state.relation().columns[static_cast<size_t>(subject->column)].type->type_class ==
        TypeClass::Composite)
      return narrow_row_test(state, subject->column, is_null, outcomes);
    if (is_null)
      state.require_null(subject->column);
    else
      state.require_value(subject->column);
    return true;
  }
  if (is_null && (subject->op == Op::RangeLower || subject->op == Op::RangeUpper))
    return narrow_unbounded(state, *subject);
  if (!is_null) {
    if (subject->op == Op::ArrayLength) {
      const auto place = place_of(state, subject->args[0]);
      if (!place || place->type->type_class != TypeClass::Array) return false;
      if (place->domain->array.min_items < 1) place->domain->array.min_items = 1;
      state.settle(place->column);
      require_operands(state, subject->args[0]);
      return false;
    }
    require_operands(state, subject);
    // A text that is read as a number or a date has to be one.
    if (subject->op == Op::Cast) narrow_cast(state, subject, TickSet());
    if (subject->op == Op::RangeLower || subject->op == Op::RangeUpper) {
      const auto whole = place_of(state, subject->args[0]);
      const auto bound = place_of(state, subject);
      if (!whole || !bound) return false;
      whole->domain->non_empty_range = true;
      bound->domain->null = NullStatus::Never;
      state.settle(bound->column);
      return false;
    }
    return subject->op == Op::FieldSelect && subject->args[0]->op == Op::Column;
  }
  if (subject->op != Op::FieldSelect || subject->args[0]->op != Op::Column) return false;
  const auto part = place_of(state, subject);
  if (!part || state.domain(part->column).null != NullStatus::Never) return false;
  if (part->domain->null == NullStatus::Never)
    state.contradiction = true;
  else
    part->domain->null = NullStatus::Must;
  state.settle(part->column);
  return true;
}

/// A boolean attribute, element or member.
bool narrow_boolean_part(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  const bool only_true = outcomes == kTrue || outcomes == (kTrue | kNull);
  const bool only_false = outcomes == kFalse || outcomes == (kFalse | kNull);
  if ((!only_true && !only_false) || !expr->type || expr->type->type_class != TypeClass::Boolean)
    return false;
  if (!(outcomes & kNull)) require_operands(state, expr);
  apply_leaf(state, expr, TickSet(only_true ? 1 : 0, only_true ? 1 : 0));
  return false;
}

bool narrow_boolean_column(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (expr->column < 0) return false;
  const int column = expr->column;
  if (outcomes == kNull) {
    state.require_null(column);
    return true;
  }
  if (!(outcomes & kNull)) state.require_value(column);
  if (!(outcomes & kTrue) || !(outcomes & kFalse)) {
    const int64_t tick = outcomes & kTrue ? 1 : 0;
    state.edit(column).ticks.intersect(tick, tick);
    state.settle(column);
  }
  return true;
}

}  // namespace datagen::core
