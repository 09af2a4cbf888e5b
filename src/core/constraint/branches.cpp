// src/core/constraint/branches.cpp -- alternatives of a group of conditions, spelled out and weighted
#include "core/constraint/branches.hpp"

#include "core/constraint/difference.hpp"
#include "core/constraint/discriminator.hpp"
#include "core/constraint/text_ties.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

/// Share of NULL where a discriminator may be NULL.
constexpr double kNullShare = 0.1;

/// Reduces `formula` to what the state does not decide. A literal that can be proved either way becomes yes or no.
Formula reduced(const BranchState& state, const Formula& formula) {
  if (formula.kind == Formula::Kind::Literal) {
    switch (verdict(state, formula)) {
      case Verdict::Holds: return Formula::yes();
      case Verdict::Fails: return Formula::no();
      case Verdict::Open: return formula;
    }
  }
  std::vector<Formula> parts;
  for (const Formula& part : formula.parts) {
    parts.push_back(reduced(state, part));
    const bool decided = formula.kind == Formula::Kind::All ? parts.back().is_no() : parts.back().is_yes();
    if (decided) return std::move(parts.back());
  }
  return formula.kind == Formula::Kind::All ? all_of(std::move(parts)) : any_of(std::move(parts));
}

/// How natural the NULLs of a branch are: the share of values among the columns whose NULL status it decides.
double null_weight(const BranchState& root, const BranchState& leaf) {
  int values = 0, nulls = 0;
  for (const auto& [column, domain] : leaf.changed) {
    if (root.domain(column).null != NullStatus::May) continue;
    values += domain.null == NullStatus::Never;
    nulls += domain.null == NullStatus::Must;
  }
  if (values + nulls == 0) return 1;
  return std::max(0.25, static_cast<double>(values) / (values + nulls));
}

class Expansion {
 public:
  explicit Expansion(const BranchState& root) : root_(root) {}
  std::vector<WeightedState> run(BranchState state, std::vector<Clause> clauses, int quota);

 private:
  using Leaves = std::vector<WeightedState>;
  Leaves finish(BranchState state, int quota);
  bool split_values(const BranchState& state, const std::vector<Clause>& clauses, int quota, Leaves& leaves);
  bool split_arms(const BranchState& state, const std::vector<Clause>& clauses, bool partition, int quota,
                  Leaves& leaves);
  bool split_null(const BranchState& state, const std::vector<Clause>& clauses, int quota, Leaves& leaves);
  bool split_ties(const BranchState& state, int quota, Leaves& leaves);
  /// Where there is no room for all alternatives: the first one that works out, values before NULLs.
  Leaves first_way(const BranchState& state, const std::vector<Clause>& clauses);
  /// Adds the leaves of one child; with a positive weight they are scaled to sum up to it.
  void add(Leaves& leaves, BranchState state, std::vector<Clause> clauses, int quota, double weight);

  const BranchState& root_;
  int tries_ = 2000;  ///< of first_way(), which could go back and forth for long
};

void Expansion::add(Leaves& leaves, BranchState state, std::vector<Clause> clauses, int quota,
                    double weight) {
  if (state.contradiction) return;
  Leaves own = run(std::move(state), std::move(clauses), quota);
  double total = 0;
  for (const WeightedState& leaf : own) total += leaf.weight;
  for (WeightedState& leaf : own) {
    if (weight > 0) leaf.weight *= weight / total;
    leaves.push_back(std::move(leaf));
  }
}

Expansion::Leaves Expansion::finish(BranchState state, int quota) {
  relate_terms(state);
  narrow_sources(state);
  narrow_measures(state);
  if (state.contradiction) return {};
  DifferenceResult result = tighten(state);
  if (result.feasible) result = tighten_sums(state);
  if (result.feasible) {
    const double weight = null_weight(root_, state);
    return {{std::move(state), weight}};
  }
  Leaves leaves;
  const int count = static_cast<int>(result.one_must_be_null.size());
  for (int i = 0; i < count && i < quota; ++i) {
    BranchState variant = state;
    variant.require_null(result.one_must_be_null[static_cast<size_t>(i)]);
    for (WeightedState& leaf : finish(std::move(variant), std::max(1, quota / count)))
      leaves.push_back(std::move(leaf));
  }
  return leaves;
}

bool Expansion::split_values(const BranchState& state, const std::vector<Clause>& clauses, int quota,
                             Leaves& leaves) {
  const auto split = choose_discriminator(state, clauses);
  if (!split || static_cast<int>(split->classes.size()) + split->with_null > quota) return false;
  int later = static_cast<int>(split->classes.size()) + split->with_null;
  double total = 0;
  for (const ValueClass& one : split->classes) total += static_cast<double>(one.values.size());
  for (const ValueClass& one : split->classes) {
    --later;
    BranchState child = state;
    child.require_value(split->column);
    keep_values(child.edit(split->column), *state.relation().columns[static_cast<size_t>(split->column)].type,
                one.values);
    child.settle(split->column);
    child.label += child.label.empty() ? "" : ", ";
    child.label += one.label;
    add(leaves, std::move(child), clauses, quota - static_cast<int>(leaves.size()) - later,
        static_cast<double>(one.values.size()));
  }
  if (split->with_null) {
    BranchState child = state;
    child.require_null(split->column);
    add(leaves, std::move(child), clauses, quota - static_cast<int>(leaves.size()),
        total * kNullShare / (1 - kNullShare));
  }
  return true;
}

bool Expansion::split_arms(const BranchState& state, const std::vector<Clause>& clauses, bool partition,
                           int quota, Leaves& leaves) {
  size_t best = clauses.size();
  for (size_t i = 0; i < clauses.size(); ++i) {
    if (clauses[i].partition != partition) continue;
    if (best == clauses.size() || clauses[i].formula.parts.size() < clauses[best].formula.parts.size())
      best = i;
  }
  if (best == clauses.size() || static_cast<int>(clauses[best].formula.parts.size()) > quota) return false;
  int later = static_cast<int>(clauses[best].formula.parts.size());
  int number = 0;
  for (const Formula& arm : clauses[best].formula.parts) {
    --later;
    ++number;
    std::vector<Clause> own = clauses;
    own[best].formula = arm;
    own[best].partition = false;
    BranchState child = state;
    child.label += child.label.empty() ? "" : ", ";
    child.label += (partition ? "partition " : "arm ") + std::to_string(number);
    add(leaves, std::move(child), std::move(own), quota - static_cast<int>(leaves.size()) - later, 1);
  }
  return true;
}

bool Expansion::split_null(const BranchState& state, const std::vector<Clause>& clauses, int quota,
                           Leaves& leaves) {
  const int column = choose_null_split(state, clauses);
  if (column < 0 || quota < 2) return false;
  BranchState with_value = state, with_null = state;
  with_value.require_value(column);
  with_null.require_null(column);
  add(leaves, std::move(with_value), clauses, quota - 1, 0);
  add(leaves, std::move(with_null), clauses, quota - static_cast<int>(leaves.size()), 0);
  return true;
}

bool Expansion::split_ties(const BranchState& state, int quota, Leaves& leaves) {
  const auto split = choose_tie(state, quota);
  if (!split) return false;
  for (size_t i = 0; i < split->values.size(); ++i) {
    BranchState child = state;
    child.ties.clear();
    const Type& type = *state.relation().columns[static_cast<size_t>(split->column)].type;
    keep_values(child.edit(split->column), type, {split->values[i]});
    child.settle(split->column);
    std::vector<Clause> conditions;
    for (const TiedLiteral& tie : split->conditions[i])
      conditions.push_back({tie.literal, tie.predicate, false});
    add(leaves, std::move(child), std::move(conditions), quota / static_cast<int>(split->values.size()), 1);
  }
  return !leaves.empty();
}

Expansion::Leaves Expansion::first_way(const BranchState& state, const std::vector<Clause>& clauses) {
  const int column = choose_null_split(state, clauses);
  if (column >= 0) {
    for (const bool with_value : {true, false}) {
      BranchState child = state;
      with_value ? child.require_value(column) : child.require_null(column);
      if (child.contradiction || --tries_ < 0) continue;
      Leaves leaves = run(std::move(child), clauses, 1);
      if (!leaves.empty()) return leaves;
    }
    return {};
  }
  for (const Formula& arm : clauses[0].formula.parts) {
    if (--tries_ < 0) break;
    std::vector<Clause> own = clauses;
    own[0].formula = arm;
    Leaves leaves = run(state, std::move(own), 1);
    if (!leaves.empty()) return leaves;
  }
  return {};
}

std::vector<WeightedState> Expansion::run(BranchState state, std::vector<Clause> clauses, int quota) {
  state.context().host.check_interrupts();
  if (simplify(state, clauses) == Simplified::Contradiction) return {};
  Leaves leaves;
  if (clauses.empty())
    return split_ties(state, quota, leaves) ? std::move(leaves) : finish(std::move(state), quota);
  if (split_arms(state, clauses, true, quota, leaves)) return leaves;
  leaves.clear();
  if (split_values(state, clauses, quota, leaves)) return leaves;
  leaves.clear();
  if (split_null(state, clauses, quota, leaves)) return leaves;
  leaves.clear();
  if (split_arms(state, clauses, false, quota, leaves)) return leaves;
  leaves.clear();
  if (state.context().prefer && tries_ > 0) {
    leaves = first_way(state, clauses);
    if (!leaves.empty() || tries_ > 0) return leaves;
  }
  for (const Clause& clause : clauses) state.inexact.insert(clause.predicate);
  return finish(std::move(state), quota);
}

}  // namespace

Simplified simplify(BranchState& state, std::vector<Clause>& clauses) {
  bool changed = true;
  while (changed && !state.contradiction) {
    changed = false;
    std::vector<Clause> open;
    for (Clause& clause : clauses) {
      Formula formula = reduced(state, clause.formula);
      if (formula.is_no()) return Simplified::Contradiction;
      if (formula.is_yes()) continue;
      if (formula.kind == Formula::Kind::Any) {
        open.push_back({std::move(formula), clause.predicate, clause.partition});
        continue;
      }
      std::vector<Formula> parts;
      if (formula.kind == Formula::Kind::All)
        parts = std::move(formula.parts);
      else
        parts.push_back(std::move(formula));
      for (Formula& part : parts) {
        if (part.kind != Formula::Kind::Literal) {
          open.push_back({std::move(part), clause.predicate, false});
          continue;
        }
        if (!apply_literal(state, part, clause.predicate)) {
          state.inexact.insert(clause.predicate);
          if (ties_texts(*part.expr)) state.ties.push_back({part, clause.predicate});
        }
        if (state.contradiction) return Simplified::Contradiction;
        changed = true;
      }
    }
    clauses = std::move(open);
  }
  return state.contradiction ? Simplified::Contradiction : Simplified::Open;
}

std::vector<WeightedState> expand(const BranchState& state, std::vector<Clause> clauses) {
  size_t most = kMostBranches;
  for (const Clause& clause : clauses)
    if (clause.formula.parts.size() <= kMostArms) most = std::max(most, clause.formula.parts.size());
  return Expansion(state).run(state, std::move(clauses), static_cast<int>(most));
}

void narrow_to_union(BranchState& state, const Clause& clause) {
  std::vector<BranchState> arms;
  for (const Formula& arm : clause.formula.parts) {
    BranchState one = state;
    one.changed.clear();
    for (const auto& [column, domain] : state.changed) one.changed.emplace(column, domain);
    std::vector<Clause> own{{arm, clause.predicate, false}};
    if (simplify(one, own) != Simplified::Contradiction) arms.push_back(std::move(one));
  }
  if (arms.empty()) {
    state.contradiction = true;
    return;
  }
  for (int column = 0; column < static_cast<int>(state.relation().columns.size()); ++column) {
    const Type& type = *state.relation().columns[static_cast<size_t>(column)].type;
    const auto touched = [&](const BranchState& arm) { return arm.changed.count(column) != 0; };
    if (value_kind(type) != ValueKind::Tick || !std::all_of(arms.begin(), arms.end(), touched)) continue;
    TickSet all = TickSet::empty_set();
    bool never = true;
    for (const BranchState& arm : arms) {
      never = never && arm.domain(column).null == NullStatus::Never;
      if (arm.domain(column).null != NullStatus::Must) all.unite(arm.domain(column).ticks, nullptr);
    }
    if (never) state.require_value(column);
    state.edit(column).ticks.intersect(all);
    state.settle(column);
  }
}

}  // namespace datagen::core
