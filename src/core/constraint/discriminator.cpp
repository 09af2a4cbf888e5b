// src/core/constraint/discriminator.cpp -- which column decides between alternatives, and what is already decided
#include "core/constraint/discriminator.hpp"

#include "core/constraint/difference.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

/// Columns with more values than this are no discriminators.
constexpr uint64_t kMostValues = 64;

/// A state that knows only what `columns` need, cheap to copy.
BranchState probe_of(const BranchState& state, const AnalysisContext& context,
                     const std::vector<int>& columns, const std::vector<Domain>* base) {
  BranchState probe(context, base);
  for (int column : columns) probe.changed.emplace(column, state.domain(column));
  return probe;
}

bool contradicts(BranchState state, const Formula& formula) {
  if (formula.kind == Formula::Kind::Literal) {
    apply_literal(state, formula, -1);
    if (!state.contradiction && !state.comparisons.empty()) {
      const DifferenceResult result = tighten(state);
      return !result.feasible && result.one_must_be_null.empty();
    }
    return state.contradiction;
  }
  const auto fails = [&](const Formula& part) { return contradicts(state, part); };
  if (formula.kind == Formula::Kind::All)
    return std::any_of(formula.parts.begin(), formula.parts.end(), fails);
  return std::all_of(formula.parts.begin(), formula.parts.end(), fails);
}

void collect(const Formula& formula, std::vector<const Formula*>& literals) {
  if (formula.kind == Formula::Kind::Literal) literals.push_back(&formula);
  for (const Formula& part : formula.parts) collect(part, literals);
}

/// The finite set of values a column may take; empty when there are too many.
std::vector<Value> values_of(const Domain& domain, const Type& type) {
  std::vector<Value> values;
  if (domain.null == NullStatus::Must) return values;
  if (value_kind(type) == ValueKind::Tick) {
    const uint64_t size = domain.ticks.size();
    for (uint64_t i = 0; size <= kMostValues && i < size; ++i)
      values.push_back(Value::of_tick(domain.ticks.unrank(i)));
  } else if (domain.values && domain.values->size() <= kMostValues) {
    values = *domain.values;
  }
  return values;
}

std::optional<DiscriminatorSplit> split_by(const BranchState& state, int column,
                                           const std::vector<const Formula*>& literals) {
  const Column& target = state.relation().columns[static_cast<size_t>(column)];
  DiscriminatorSplit split;
  split.column = column;
  std::vector<std::vector<Verdict>> signatures;
  for (const Value& value : values_of(state.domain(column), *target.type)) {
    BranchState one = state;
    one.require_value(column);
    keep_values(one.edit(column), *target.type, {value});
    one.settle(column);
    std::vector<Verdict> signature;
    for (const Formula* literal : literals) signature.push_back(verdict(one, *literal));
    const auto same = std::find(signatures.begin(), signatures.end(), signature);
    if (same == signatures.end()) {
      signatures.push_back(std::move(signature));
      split.classes.push_back(
          {{value},
           describe(*make_expr(Op::Eq, {make_column(0, target.type), make_constant(value, target.type)}),
                    {target.name})});
    } else {
      ValueClass& known = split.classes[static_cast<size_t>(same - signatures.begin())];
      known.values.push_back(value);
      if (known.values.size() == 2) known.label += " …";
    }
  }
  split.with_null = state.domain(column).null == NullStatus::May;
  if (split.classes.size() + split.with_null < 2) return std::nullopt;
  return split;
}

}  // namespace

Verdict verdict(const BranchState& state, const Formula& literal) {
  const std::vector<int> columns = columns_of(*literal.expr);
  const AnalysisContext& context = state.context();
  if (literal.expr->op == Op::Opaque) return Verdict::Open;
  const std::vector<Domain>* base = state.base();
  // A preferred subset may refute a literal, but its opposite has to be refuted without preferences.
  if (contradicts(probe_of(state, context, columns, base), literal)) return Verdict::Fails;
  const AnalysisContext strict{context.relation, context.patterns, context.host, false};
  const Formula opposite = normalise(literal.expr, kAnyOutcome ^ literal.outcomes, context.relation);
  if (contradicts(probe_of(state, strict, columns, base), opposite)) return Verdict::Holds;
  return Verdict::Open;
}

std::optional<DiscriminatorSplit> choose_discriminator(const BranchState& state,
                                                       const std::vector<Clause>& clauses) {
  std::map<int, int> uses;
  std::map<int, std::vector<const Formula*>> literals;
  for (const Clause& clause : clauses) {
    std::vector<const Formula*> all;
    collect(clause.formula, all);
    std::set<int> here;
    for (const Formula* literal : all) {
      const std::vector<int> columns = columns_of(*literal->expr);
      // A null test alone does not make a column a discriminator.
      if (columns.size() != 1 || literal->expr->op == Op::IsNull || literal->expr->op == Op::IsNotNull)
        continue;
      literals[columns[0]].push_back(literal);
      here.insert(columns[0]);
    }
    for (int column : here) ++uses[column];
  }
  std::vector<std::pair<int, int>> order;  // most used first, then by position
  for (const auto& [column, count] : uses) order.emplace_back(-count, column);
  std::sort(order.begin(), order.end());
  for (const auto& [count, column] : order)
    if (auto split = split_by(state, column, literals[column])) return split;
  return std::nullopt;
}

int choose_null_split(const BranchState& state, const std::vector<Clause>& clauses) {
  std::map<int, int> uses;
  for (const Clause& clause : clauses) {
    std::vector<const Formula*> all;
    collect(clause.formula, all);
    for (const Formula* literal : all) {
      if (literal->expr->op != Op::IsNull && literal->expr->op != Op::IsNotNull) continue;
      const ExprPtr& subject = literal->expr->args[0];
      if (subject->op == Op::Column && state.domain(subject->column).null == NullStatus::May)
        ++uses[subject->column];
    }
  }
  int best = -1;
  for (const auto& [column, count] : uses)
    if (best < 0 || count > uses[best]) best = column;
  return best;
}

}  // namespace datagen::core
