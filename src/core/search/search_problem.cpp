// src/core/search/search_problem.cpp -- conjuncts compiled, domains listed, rows and boxes kept in step
#include "core/search/search_problem.hpp"

#include "core/constraint/evaluate.hpp"
#include "core/constraint/membership.hpp"
#include "core/constraint/narrowing.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Domains up to this size are listed, larger ones are intervals of places.
constexpr uint64_t kListed = 4096;
/// How many nodes evaluated by the core cost as much as one predicate judged by the server.
constexpr uint64_t kServerWork = 100;

void collect_conjuncts(const ExprPtr& expr, std::vector<ExprPtr>& parts) {
  if (expr->op != Op::And) {
    parts.push_back(expr);
    return;
  }
  for (const ExprPtr& part : expr->args) collect_conjuncts(part, parts);
}

}  // namespace

Value copied(const Value& value, Arena& arena) {
  Value copy = value;
  if (value.kind == ValueKind::Text || value.kind == ValueKind::Bytes) {
    copy.data = arena.store(value.text()).data();
  } else if (value.kind == ValueKind::List) {
    Value* items = arena.array<Value>(value.size);
    for (uint32_t i = 0; i < value.size; ++i) items[i] = copied(value.items[i], arena);
    copy.items = items;
  }
  return copy;
}

SearchProblem::SearchProblem(const Relation& relation, std::vector<Unknown> unknowns,
                             const std::vector<int>& predicates)
    : relation_(relation), unknowns_(std::move(unknowns)) {
  std::sort(unknowns_.begin(), unknowns_.end(), [&](const Unknown& a, const Unknown& b) {
    return relation.columns[static_cast<size_t>(a.column)].name <
           relation.columns[static_cast<size_t>(b.column)].name;
  });
  derived_.assign(unknowns_.size(), Derived::No);
  for (int predicate : predicates)
    add_conditions(relation.predicates[static_cast<size_t>(predicate)], predicate);
  // Expressions of the column itself are worked out when everything else they read is known.
  for (const SearchCondition& condition : conditions_)
    if (condition.fixed_point >= 0 && derived_[static_cast<size_t>(condition.fixed_point)] == Derived::No)
      derived_[static_cast<size_t>(condition.fixed_point)] = Derived::ByServer;
  std::stable_sort(conditions_.begin(), conditions_.end(), [](const auto& a, const auto& b) {
    return a.unknowns.size() != b.unknowns.size() ? a.unknowns.size() < b.unknowns.size()
                                                  : a.unknowns < b.unknowns;
  });
  of_unknown_.resize(unknowns_.size());
  for (size_t c = 0; c < conditions_.size(); ++c)
    for (int unknown : conditions_[c].unknowns)
      of_unknown_[static_cast<size_t>(unknown)].push_back(static_cast<int>(c));
  domains_.resize(unknowns_.size());
  open_.assign(unknowns_.size(), 0);
  fixed_.assign(unknowns_.size(), 0);
  for (size_t u = 0; u < unknowns_.size(); ++u) set_domain(u);
  lasting_numbers_ = numbers_.size();
  row_.resize(relation.columns.size());
  box_.resize(relation.columns.size());
}

void SearchProblem::add_conditions(const Predicate& predicate, int index) {
  const auto add = [&](const ExprPtr& expr, const std::vector<int>& columns) {
    SearchCondition condition;
    condition.expr = expr;
    condition.predicate = index;
    condition.needs_true = predicate.needs_true;
    for (size_t u = 0; u < unknowns_.size(); ++u)
      if (std::find(columns.begin(), columns.end(), unknowns_[u].column) != columns.end())
        condition.unknowns.push_back(static_cast<int>(u));
    if (condition.unknowns.empty()) return true;
    for (int column : columns) read_.push_back(column);
    bool understood = false;
    if (expr) {
      const int value_column = predicate.columns.size() == 1 ? predicate.columns[0] : -1;
      condition.program = std::make_shared<BoxProgram>(expr, value_column, numbers_);
      understood = condition.program->understood();
      find_definition(condition, understood);
    }
    conditions_.push_back(std::move(condition));
    return understood;
  };
  bool understood = predicate.expr != nullptr;
  if (predicate.expr) {
    std::vector<ExprPtr> parts;
    collect_conjuncts(predicate.expr, parts);
    for (const ExprPtr& part : parts) {
      std::vector<int> columns = columns_of(*part);
      if (columns.empty()) columns = predicate.columns;
      understood = add(part, columns) && understood;
    }
  }
  if (!understood && predicate.handle >= 0) add(nullptr, predicate.columns);
}

/// One definition per unknown. Circular ones do no harm: then one of them is guessed.
void SearchProblem::find_definition(SearchCondition& condition, bool understood) {
  if (condition.expr->op != Op::Eq) return;
  for (size_t side = 0; side < 2; ++side) {
    const Expr& column = *compared_column(condition.expr->args[side]);
    const Expr& source = *condition.expr->args[1 - side];
    if (column.op != Op::Column || source.op == Op::Column || (source.handle < 0 && !understood)) continue;
    const std::vector<int> inputs = columns_of(source);
    for (int unknown : condition.unknowns) {
      const auto u = static_cast<size_t>(unknown);
      if (unknowns_[u].column != column.column || derived_[u] != Derived::No) continue;
      const bool circular = std::any_of(condition.unknowns.begin(), condition.unknowns.end(), [&](int other) {
        const bool read =
            std::binary_search(inputs.begin(), inputs.end(), unknowns_[static_cast<size_t>(other)].column);
        return read && other == unknown;
      });
      if (circular) {
        if (source.handle >= 0 && condition.fixed_point < 0) {
          condition.fixed_point = unknown;
          condition.handle = source.handle;
        }
        continue;
      }
      derived_[u] = understood ? Derived::ByCore : Derived::ByServer;
      if (understood) return;
      condition.defined = unknown;
      condition.handle = source.handle;
      condition.fixed_point = -1;
      return;
    }
  }
}

void SearchProblem::set_domain(size_t unknown) {
  const Unknown& u = unknowns_[unknown];
  Candidates& candidates = domains_[unknown];
  const bool ticks = value_kind(*u.type) == ValueKind::Tick;
  if (u.domain->values) {
    std::vector<int64_t> list;
    for (const Value& value : *u.domain->values)
      if (value.kind == value_kind(*u.type)) list.push_back(number(unknown, value));
    std::sort(list.begin(), list.end());
    candidates.set(std::move(list));
    return;
  }
  if (!ticks) {
    open_[unknown] = 1;
    candidates.set({});
    return;
  }
  const TickSet& set = u.domain->ticks;
  candidates.last = set.size();
  if (candidates.last > kListed) return;
  std::vector<int64_t> list;
  for (uint64_t i = 0; i < candidates.last; ++i) list.push_back(set.unrank(i));
  candidates.set(std::move(list));
}

void SearchProblem::begin(const Value* row, const std::vector<char>& assigned) {
  numbers_.forget(lasting_numbers_);
  lists_.reset();
  std::copy(row, row + relation_.columns.size(), row_.begin());
  for (int column : read_) {
    const Value& value = row_[static_cast<size_t>(column)];
    box_[static_cast<size_t>(column)] =
        value.is_null() ? Extent::nothing_but_null()
                        : Extent::point(value.kind == ValueKind::Tick ? value.tick : numbers_.number(value));
  }
  for (size_t u = 0; u < unknowns_.size(); ++u) {
    fixed_[u] = assigned[static_cast<size_t>(unknowns_[u].column)];
    if (!fixed_[u]) row_[static_cast<size_t>(unknowns_[u].column)] = Value::null();
  }
}

void SearchProblem::rewind(const Mark& mark) {
  numbers_.forget(mark.numbers);
  lists_.rewind(mark.lists);
  // Expressions that the server computes are given the whole row, so nothing in it may point to what is gone.
  for (size_t u = 0; u < unknowns_.size(); ++u)
    if (!fixed_[u]) row_[static_cast<size_t>(unknowns_[u].column)] = Value::null();
}

int64_t SearchProblem::number(size_t unknown, const Value& value) {
  if (value.kind == ValueKind::Tick && value_kind(*unknowns_[unknown].type) == ValueKind::Tick)
    return value.tick;
  return numbers_.number(value.kind == ValueKind::List ? copied(value, lists_) : value);
}

Value SearchProblem::value(size_t unknown, int64_t number) const {
  if (value_kind(*unknowns_[unknown].type) == ValueKind::Tick) return Value::of_tick(number);
  return numbers_.value(number);
}

int64_t SearchProblem::at(size_t unknown, const Candidates& candidates, uint64_t index) const {
  if (candidates.listed) return (*candidates.list)[index];
  return unknowns_[unknown].domain->ticks.unrank(candidates.first + index);
}

void SearchProblem::assign(size_t unknown, int64_t number) {
  const auto column = static_cast<size_t>(unknowns_[unknown].column);
  row_[column] = value(unknown, number);
  box_[column] = Extent::point(number);
}

void SearchProblem::assign_null(size_t unknown) {
  const auto column = static_cast<size_t>(unknowns_[unknown].column);
  row_[column] = Value::null();
  box_[column] = Extent::nothing_but_null();
}

void SearchProblem::open_up(size_t unknown, int64_t low, int64_t high) {
  box_[static_cast<size_t>(unknowns_[unknown].column)] = Extent::between(low, high);
}

SearchProblem::Verdict SearchProblem::on_box(const SearchCondition& condition) const {
  if (!condition.program) return Verdict::Open;
  work_ += condition.program->size();
  const Outcomes welcome = condition.needs_true ? kTrue : kTrue | kNull;
  const Outcomes found = condition.program->outcomes(box_);
  if (!(found & welcome)) return Verdict::Fails;
  return (found & ~welcome) ? Verdict::Open : Verdict::Passes;
}

bool SearchProblem::on_row(const SearchCondition& condition, PredicateJudge& judge) const {
  if (!condition.program) {
    work_ += kServerWork;
    return judge.holds(row_.data(), condition.predicate);
  }
  const Verdict verdict = on_box(condition);
  if (verdict != Verdict::Open) return verdict == Verdict::Passes;
  // Left open by a part that the server judges in a condition of its own.
  const Truth truth = truth_of(*condition.expr, row_);
  if (truth == Truth::Undetermined || truth == Truth::True) return true;
  return truth == Truth::Null && !condition.needs_true;
}

double SearchProblem::distance(const std::vector<int>& conditions, PredicateJudge& judge) const {
  double total = 0;
  for (int index : conditions) {
    const SearchCondition& condition = conditions_[static_cast<size_t>(index)];
    if (condition.program) {
      const double part = condition.program->distance(box_, condition.needs_true);
      total += part == 0 && !on_row(condition, judge) ? 1 : part;
    } else {
      total += judge.holds(row_.data(), condition.predicate) ? 0 : 1;
    }
  }
  return total;
}

}  // namespace datagen::core
