// src/core/plan/parent_bounds.cpp -- spans of parents' keys, propagated through comparisons branch by branch
#include "core/plan/parent_bounds.hpp"

#include "core/plan/comparison_bounds.hpp"
#include "core/schema/graph.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

void widen(std::optional<TickInterval>& span, int64_t low, int64_t high) {
  if (!span) span = TickInterval{low, high};
  span->low = std::min(span->low, low);
  span->high = std::max(span->high, high);
}

std::optional<TickInterval> span_of(const KeyTable& keys, int position) {
  std::optional<TickInterval> span;
  if (keys.width() == 1 && keys.in_runs()) {
    for (const KeyTable::Run& run : keys.as_runs()) {
      const int64_t last = run.start + run.step * static_cast<int64_t>(run.count - 1);
      widen(span, std::min(run.start, last), std::max(run.start, last));
    }
    return span;
  }
  for (uint64_t row = 0; row < keys.size(); ++row) {
    const Value value = keys.get(row, position);
    if (value.kind != ValueKind::Tick) return std::nullopt;
    widen(span, value.tick, value.tick);
  }
  return span;
}

std::optional<TickInterval> span_of(const std::vector<Value>& values) {
  std::optional<TickInterval> span;
  for (const Value& value : values) {
    if (value.kind != ValueKind::Tick) return std::nullopt;
    widen(span, value.tick, value.tick);
  }
  return span;
}

bool is_compared(const RelationTask& task, int column) {
  return std::any_of(task.analysis.groups.begin(), task.analysis.groups.end(), [&](const BranchGroup& group) {
    return std::any_of(group.branches.begin(), group.branches.end(), [&](const Branch& branch) {
      return std::any_of(branch.comparisons.begin(), branch.comparisons.end(),
                         [&](const Comparison& comparison) {
                           return comparison.left == column || comparison.right == column;
                         }) ||
             std::any_of(branch.sums.begin(), branch.sums.end(), [&](const LinearRelation& sum) {
               return std::any_of(sum.terms.begin(), sum.terms.end(),
                                  [&](const auto& term) { return term.first == column; });
             });
    });
  });
}

/// Whether the span narrowed it.
bool narrow(Domain& domain, const TickInterval& span) {
  if (domain.values || domain.ticks.empty() ||
      (domain.ticks.lowest() >= span.low && domain.ticks.highest() <= span.high))
    return false;
  domain.ticks.intersect(span.low, span.high);
  domain.narrowed = true;
  return true;
}

/// What the other terms of Σ factor · tick <= bound leave for each column.
void keep_within(const std::vector<std::pair<int, int64_t>>& terms, __int128 bound, int64_t sign,
                 const std::vector<Domain*>& domains) {
  const auto least = [&](const std::pair<int, int64_t>& term) {
    const TickSet& ticks = domains[static_cast<size_t>(term.first)]->ticks;
    const __int128 factor = static_cast<__int128>(sign) * term.second;
    return factor * (factor > 0 ? ticks.lowest() : ticks.highest());
  };
  __int128 all = 0;
  for (const auto& term : terms) all += least(term);
  for (const auto& term : terms) {
    Domain& domain = *domains[static_cast<size_t>(term.first)];
    const __int128 factor = static_cast<__int128>(sign) * term.second;
    const __int128 left = bound - (all - least(term));
    if (factor > 0) domain.ticks.intersect(INT64_MIN, clamp_tick(floor_div(left, factor)));
    if (factor < 0) domain.ticks.intersect(clamp_tick(ceil_div(-left, -factor)), INT64_MAX);
    if (domain.ticks.empty()) return;
  }
}

void keep_within(const LinearRelation& sum, const std::vector<Domain*>& domains) {
  const bool known = std::all_of(sum.terms.begin(), sum.terms.end(), [&](const auto& term) {
    const Domain* domain = domains[static_cast<size_t>(term.first)];
    return term.second != 0 && domain && !domain->ticks.empty();
  });
  if (!known || sum.modulus != 0) return;
  if (sum.op == Op::Le || sum.op == Op::Lt || sum.op == Op::Eq)
    keep_within(sum.terms, static_cast<__int128>(sum.bound) - (sum.op == Op::Lt), 1, domains);
  if (sum.op == Op::Ge || sum.op == Op::Gt || sum.op == Op::Eq)
    keep_within(sum.terms, -static_cast<__int128>(sum.bound) - (sum.op == Op::Gt), -1, domains);
}

/// False where nothing is left of a column that must hold a value.
bool propagate(const RelationTask& task, const BranchGroup& group, Branch& branch) {
  const ComparisonBounds bounds(*task.relation, branch);
  if (bounds.empty() && branch.sums.empty()) return true;
  std::map<int, Domain> own;
  std::vector<Domain*> domains(task.relation->columns.size(), nullptr);
  for (int column : group.columns) {
    const auto known = branch.domains.find(column);
    Domain domain = task.analysis.base[static_cast<size_t>(column)];
    if (known != branch.domains.end()) {
      const TickSet base = domain.ticks;
      domain = known->second;
      domain.ticks.intersect(base);
    }
    // A column that may be NULL limits no other.
    if (domain.null != NullStatus::Never || domain.values) continue;
    domains[static_cast<size_t>(column)] = &(own[column] = std::move(domain));
  }
  bounds.propagate(domains);
  for (const LinearRelation& sum : branch.sums) keep_within(sum, domains);
  if (!branch.sums.empty()) bounds.propagate(domains);
  for (auto& [column, domain] : own) {
    if (domain.ticks.empty()) return false;
    const Domain& base = task.analysis.base[static_cast<size_t>(column)];
    if (domain.ticks.size() == base.ticks.size() && branch.domains.count(column) == 0) continue;
    domain.narrowed = true;
    branch.domains[column] = std::move(domain);
  }
  return true;
}

/// The span of the column over the group's branches; nullopt where one leaves it open.
std::optional<TickInterval> span_in(const BranchGroup& group, int column) {
  std::optional<TickInterval> span;
  for (const Branch& branch : group.branches) {
    const auto known = branch.domains.find(column);
    if (known == branch.domains.end() || known->second.values || known->second.null != NullStatus::Never ||
        known->second.ticks.empty())
      return std::nullopt;
    widen(span, known->second.ticks.lowest(), known->second.ticks.highest());
  }
  return span;
}

/// Foreign key and position of the columns that a row takes from a parent and constraints compare with others.
std::vector<std::pair<size_t, size_t>> compared_references(const RelationTask& task) {
  std::vector<std::pair<size_t, size_t>> references;
  for (size_t k = 0; k < task.relation->foreign_keys.size(); ++k) {
    const ForeignKey& key = task.relation->foreign_keys[k];
    if (key.parent == task.relation->id || !is_required(*task.relation, key)) continue;
    for (size_t i = 0; i < key.columns.size(); ++i)
      if (is_compared(task, key.columns[i])) references.emplace_back(k, i);
  }
  return references;
}

/// Whether a span narrowed something.
template <class Spans>
bool bound(RelationTask& task, const std::vector<std::pair<size_t, size_t>>& references, const Spans& spans) {
  bool narrowed = false;
  for (const auto& [k, i] : references) {
    const int column = task.relation->foreign_keys[k].columns[i];
    if (const std::optional<TickInterval> span = spans(k, i))
      narrowed |= narrow(task.analysis.base[static_cast<size_t>(column)], *span);
  }
  if (!narrowed) return false;
  for (BranchGroup& group : task.analysis.groups) {
    std::vector<Branch> fitting;
    for (const Branch& branch : group.branches) {
      Branch bounded = branch;
      if (propagate(task, group, bounded)) fitting.push_back(std::move(bounded));
    }
    if (fitting.empty()) continue;  // what is in the way is told when rows are made
    group.branches = std::move(fitting);
    for (int column : group.columns)
      if (const auto span = span_in(group, column))
        narrow(task.analysis.base[static_cast<size_t>(column)], *span);
  }
  return true;
}

}  // namespace

void bound_by_parents(RelationTask& task) {
  const auto spans = [&](size_t k, size_t i) -> std::optional<TickInterval> {
    const auto& keys = task.parents[k].keys;
    if (!keys || keys->empty()) return std::nullopt;
    return span_of(*keys, static_cast<int>(i));
  };
  bound(task, compared_references(task), spans);
}

std::optional<RelationTask> bounded_by_plans(const RelationTask& task,
                                             const std::function<const RelationTask*(RelationId)>& task_of) {
  const auto references = compared_references(task);
  if (references.empty()) return std::nullopt;
  const auto spans = [&](size_t k, size_t i) -> std::optional<TickInterval> {
    const ForeignKey& key = task.relation->foreign_keys[k];
    const RelationTask* parent = task_of(key.parent);
    if (!parent) return std::nullopt;
    const auto column = static_cast<size_t>(key.parent_columns[i]);
    const Domain& domain = parent->analysis.base[column];
    const Type& own = *task.relation->columns[static_cast<size_t>(key.columns[i])].type;
    const Type& type = *parent->relation->columns[column].type;
    if (own.type_class != type.type_class || own.scale != type.scale) return std::nullopt;
    if (domain.values) return span_of(*domain.values);
    if (value_kind(type) != ValueKind::Tick || domain.ticks.empty()) return std::nullopt;
    return TickInterval{domain.ticks.lowest(), domain.ticks.highest()};
  };
  RelationTask bounded = task;
  if (!bound(bounded, references, spans)) return std::nullopt;
  return bounded;
}

}  // namespace datagen::core
