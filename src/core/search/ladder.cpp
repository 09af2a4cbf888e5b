// src/core/search/ladder.cpp -- choosing the step, and remembering what was dear to find
#include "core/search/ladder.hpp"

#include "core/constraint/evaluate.hpp"
#include "core/constraint/membership.hpp"
#include "core/random/permutation.hpp"
#include "core/schema/grid.hpp"
#include "core/search/local_search.hpp"
#include "core/search/solution_walk.hpp"
#include "core/search/tree_search.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Values tried to list every solution, and numbers kept of them.
constexpr uint64_t kListingTries = 120000;
constexpr uint64_t kListingWork = 15'000'000;
constexpr size_t kMostNumbers = 4'000'000;
/// The same for a lone unknown, whose values are only judged.
constexpr uint64_t kLoneValues = 200'000;
constexpr uint64_t kLoneWork = 100'000'000;
/// Where it has more: values looked at, in vain at first, and solutions that do.
constexpr uint64_t kSampled = 100'000;
constexpr uint64_t kVainSamples = 20'000;
constexpr size_t kFewest = 64;
constexpr size_t kEnough = 4096;
/// A solution that takes more work than this is worth remembering: in a pool whose filling costs about so much.
constexpr uint64_t kCheap = 40000;
constexpr uint64_t kPoolWork = 200'000'000;
constexpr uint64_t kSmallestPool = 24;
constexpr uint64_t kLargestPool = 4096;
/// Suggestions that are enough for all rows.
constexpr size_t kManySuggestions = 16;
/// Slots looked at before a row's own search.
constexpr int kSlots = 4;

void collect_literals(const Expr& expr, const Type& type, Arena& arena, std::vector<Value>& found) {
  if (expr.op == Op::Constant && !expr.constant.is_null()) {
    if (value_kind(type) == ValueKind::Tick) {
      const auto value = evaluate(expr, {}, type);
      if (!value || value->is_null()) return;
      for (int64_t step : {0, -1, 1})
        if (!(step < 0 && value->tick == INT64_MIN) && !(step > 0 && value->tick == INT64_MAX))
          found.push_back(Value::of_tick(value->tick + step));
    } else if (expr.constant.kind == value_kind(type) && (!expr.type || holds_values_of(type, *expr.type))) {
      found.push_back(copied(expr.constant, arena));
    } else if (type.type_class == TypeClass::Text && expr.constant.kind == ValueKind::Tick && expr.type &&
               expr.type->type_class == TypeClass::Integer) {
      // A text that is read as a number somewhere.
      for (int64_t step : {0, -1, 1})
        found.push_back(
            Value::of_text(arena.store(std::to_string(clamp_tick(Wide{expr.constant.tick} + step)))));
    }
  }
  for (const ExprPtr& arg : expr.args) collect_literals(*arg, type, arena, found);
}

/// What numbers and times are rounded to, in ticks.
std::vector<int64_t> round_steps(const Type& type) {
  switch (type.type_class) {
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz:
    case TypeClass::Time:
    case TypeClass::TimeTz:
    case TypeClass::Interval: return {1'000'000, 60'000'000, 900'000'000, 3'600'000'000, 86'400'000'000};
    case TypeClass::Date: return {7};
    default: return {10, 100, 1000, 10'000, 1'000'000};
  }
}

}  // namespace

const char* step_name(SearchStep step) {
  switch (step) {
    case SearchStep::Solved: return "solved";
    case SearchStep::Rejection: return "rejection";
    case SearchStep::RowByRow: return "row by row";
    case SearchStep::Listing: return "listing";
    case SearchStep::Tree: return "tree search";
    case SearchStep::Variants: return "text variants";
    case SearchStep::Repair: return "local search";
  }
  return "";
}

std::vector<Value> literals_for(const Relation& relation, const std::vector<int>& predicates,
                                const Type& type, Arena& arena) {
  std::vector<Value> found;
  for (int predicate : predicates)
    if (const ExprPtr& expr = relation.predicates[static_cast<size_t>(predicate)].expr)
      collect_literals(*expr, type, arena, found);
  return found;
}

Ladder::Ladder(const Relation& relation, std::vector<Unknown> unknowns, const std::vector<int>& predicates,
               uint64_t key)
    : problem_(relation, std::move(unknowns), predicates), key_(key) {
  for (const Unknown& unknown : problem_.unknowns())
    nullable_ = nullable_ || unknown.domain->null != NullStatus::Never;
  const std::vector<int> own = columns();
  for (const SearchCondition& condition : problem_.conditions()) {
    if (std::find(predicates_.begin(), predicates_.end(), condition.predicate) == predicates_.end())
      predicates_.push_back(condition.predicate);
    for (int column : relation.predicates[static_cast<size_t>(condition.predicate)].columns)
      reads_others_ = reads_others_ || std::find(own.begin(), own.end(), column) == own.end();
  }
}

std::vector<int> Ladder::columns() const {
  std::vector<int> columns;
  for (const Unknown& unknown : problem_.unknowns()) columns.push_back(unknown.column);
  return columns;
}

/// Nothing but the unknowns decides.
bool Ladder::closed(const std::vector<char>& assigned) const {
  if (reads_others_) return false;
  return std::none_of(problem_.unknowns().begin(), problem_.unknowns().end(),
                      [&](const Unknown& u) { return assigned[static_cast<size_t>(u.column)] != 0; });
}

bool Ladder::solve(const Request& request, Value* row, Arena& arena) {
  tries_ = 0;
  deadline_ = request.budget;
  scratch_.reset();
  if (problem_.conditions().empty()) return true;
  bool found = false;
  if (closed(request.assigned)) {
    if (listed_ == Listed::NotYet) list_solutions(request, row);
    if (!solutions_.empty() && (listed_ == Listed::All || !request.fresh))
      found = take_listed(request, row);
    else if (!impossible() && !request.fresh && take_pooled(request, row, arena)) {
      return true;
    }
    if (impossible()) return false;
  }
  if (!found && !search(request, row)) return false;
  hand_over(request.assigned, row, arena);
  return true;
}

void Ladder::hand_over(const std::vector<char>& assigned, Value* row, Arena& arena) const {
  for (const Unknown& unknown : problem_.unknowns())
    if (!assigned[static_cast<size_t>(unknown.column)])
      row[unknown.column] = copied(problem_.row()[unknown.column], arena);
}

void Ladder::list_solutions(const Request& request, const Value* row) {
  listed_ = Listed::No;
  const std::vector<char> none(request.assigned.size(), 0);
  problem_.begin(row, none);
  for (const Unknown& unknown : problem_.unknowns())
    if (unknown.domain->null == NullStatus::Must) return;
  if (list_all(request))
    listed_ = Listed::All;
  else if (list_some(request))
    listed_ = Listed::Some;
  else
    solutions_ = {};
}

bool Ladder::list_all(const Request& request) {
  const size_t width = problem_.unknowns().size();
  // Of a lone unknown it is known beforehand whether all values can be looked at.
  const bool lone = width == 1 && !problem_.open(0);
  if (lone && problem_.domain(0).size() > kLoneValues) return false;
  const uint64_t tries = lone ? 3 * std::min(kLoneValues, 2 * request.listing_budget)
                              : std::min(kListingTries, request.listing_budget);
  TreeSearch tree(problem_, request.judge);
  return tree.list(tries, lone ? kLoneWork : kListingWork, [&](const Value*) {
    for (size_t u = 0; u < width; ++u)
      solutions_.push_back(problem_.number(u, problem_.row()[problem_.unknowns()[u].column]));
    return solutions_.size() < kMostNumbers;
  });
}

/// A lone unknown's plausible values, or else any of its values in random order, every other one rounded (to hours, to
/// hundreds), unless only a closer look finds enough of them.
bool Ladder::list_some(const Request& request) {
  solutions_ = {};
  if (problem_.unknowns().size() != 1 || problem_.open(0) || problem_.domain(0).listed) return false;
  for (const bool plausible : {true, false}) {
    const std::set<int64_t> found = sampled(request, plausible);
    solutions_.assign(found.begin(), found.end());
    if (solutions_.size() >= kFewest) return true;
  }
  return false;
}

std::set<int64_t> Ladder::sampled(const Request& request, bool plausible) {
  const Unknown& unknown = problem_.unknowns()[0];
  const Candidates& domain = problem_.domain(0);
  const Permutation order(domain.size(), key_);
  const std::vector<int64_t> steps = round_steps(*unknown.type);
  Stream stream(key_, 0, 1);
  std::set<int64_t> found;
  const uint64_t most = plausible ? kSampled : std::min(domain.size(), kSampled);
  for (uint64_t i = 0; i < most && found.size() < kEnough; ++i) {
    if (i % kFewest == 0) request.judge.check_interrupts();
    if (i == kVainSamples && found.size() < kFewest / 8) break;
    Value value = Value::of_tick(plausible ? 0 : problem_.at(0, domain, order.at(i)));
    if (plausible && (!unknown.draw(stream, scratch_, value) || value.kind != ValueKind::Tick)) continue;
    if (i % 2 == 1) value.tick -= value.tick % steps[i / 2 % steps.size()];
    if (!unknown.domain->ticks.contains(value.tick)) continue;
    problem_.assign(0, value.tick);
    if (holds(request.judge)) found.insert(value.tick);
  }
  return found;
}

bool Ladder::take_listed(const Request& request, const Value* row) {
  const size_t width = problem_.unknowns().size();
  const uint64_t index = request.stream.below(solutions_.size() / width);
  problem_.begin(row, request.assigned);
  const int64_t* numbers = &solutions_[index * width];
  for (size_t u = 0; u < width; ++u) problem_.assign(u, numbers[u]);
  for (size_t u = 0; u < width; ++u) {
    const Unknown& unknown = problem_.unknowns()[u];
    if (unknown.domain->null == NullStatus::Never || !request.stream.chance(unknown.null_share)) continue;
    problem_.assign_null(u);
    if (!holds(request.judge)) problem_.assign(u, numbers[u]);
  }
  // A few of very many are only a beginning.
  if (listed_ == Listed::Some && solutions_.size() < 4 * kFewest)
    walk_on(problem_, request.judge, std::vector<char>(width, 1), request.stream, scratch_, tries_);
  step_ = SearchStep::Listing;
  return true;
}

bool Ladder::holds(PredicateJudge& judge) const {
  return std::all_of(problem_.conditions().begin(), problem_.conditions().end(),
                     [&](const SearchCondition& condition) { return problem_.on_row(condition, judge); });
}

bool Ladder::take_pooled(const Request& request, Value* row, Arena& arena) {
  const auto fill_slot = [&](uint64_t slot) -> std::vector<Value>& {
    const auto known = pool_.find(slot);
    if (known != pool_.end()) return known->second;
    std::vector<Value>& values = pool_[slot];
    Stream stream(key_, slot);
    const Request own{request.assigned, stream, request.judge, request.budget, false};
    // Its own budget, so that what a slot holds does not depend on the row that asked first.
    const uint64_t deadline = deadline_;
    deadline_ = tries_ + request.budget / 4;
    const bool found = search(own, row);
    deadline_ = deadline;
    if (found)
      for (const Unknown& unknown : problem_.unknowns())
        values.push_back(copied(problem_.row()[unknown.column], pooled_values_));
    return values;
  };
  if (!pool_measured_) {
    pool_measured_ = true;
    const uint64_t before = problem_.work(), tries = tries_;
    fill_slot(0);
    fill_slot(1);
    const uint64_t cost = (problem_.work() - before) / 2;
    pool_size_ = cost < kCheap ? kNoPool : std::clamp(kPoolWork / cost, kSmallestPool, kLargestPool);
    // Searches that are in vain are no reason to do without what others find.
    if (pool_[0].empty() && pool_[1].empty()) pool_size_ = kSmallestPool;
    tries_ = tries;
  }
  if (pool_size_ == kNoPool) return false;
  const auto take = [&](const std::vector<Value>& values) {
    if (values.empty()) return false;
    problem_.begin(row, request.assigned);
    for (size_t u = 0; u < values.size(); ++u) {
      if (values[u].is_null())
        problem_.assign_null(u);
      else
        problem_.assign(u, problem_.number(u, values[u]));
    }
    if (pool_size_ == kSmallestPool) {
      const std::vector<char> all(values.size(), 1);
      walk_on(problem_, request.judge, all, request.stream, scratch_, tries_);
    }
    hand_over(request.assigned, row, arena);
    return true;
  };
  for (int i = 0; i < kSlots; ++i)
    if (take(fill_slot(request.stream.below(pool_size_)))) return true;
  // What was found once is better than nothing. The slots are filled once for all rows, at nobody's expense.
  const uint64_t tries = tries_;
  const uint64_t first = request.stream.below(kSmallestPool);
  for (uint64_t i = 0; i < kSmallestPool; ++i)
    if (take(fill_slot((first + i) % kSmallestPool))) {
      tries_ = tries;
      return true;
    }
  tries_ = tries;
  return false;
}

bool Ladder::search(const Request& request, const Value* row) {
  std::vector<char> nulls(problem_.unknowns().size(), 0);
  bool some = false;
  bool more = false;
  for (size_t u = 0; u < nulls.size(); ++u) {
    const Unknown& unknown = problem_.unknowns()[u];
    if (unknown.domain->null == NullStatus::Never) continue;
    const bool must = unknown.domain->null == NullStatus::Must || unknown.domain->impossible;
    nulls[u] = must || request.stream.chance(unknown.null_share);
    some = some || (nulls[u] && !must);
    more = more || !nulls[u];
  }
  if (search_with(request, row, nulls)) return true;
  if (!some && !more) return false;
  const std::vector<char> first = nulls;
  for (size_t u = 0; u < nulls.size(); ++u) {
    const Domain& domain = *problem_.unknowns()[u].domain;
    nulls[u] = domain.null == NullStatus::Must || (domain.impossible && domain.null == NullStatus::May);
  }
  if (nulls != first && search_with(request, row, nulls)) return true;
  for (size_t u = 0; u < nulls.size(); ++u)
    nulls[u] = problem_.unknowns()[u].domain->null != NullStatus::Never;
  return more && search_with(request, row, nulls);
}

/// Whether many suggestions meet what is asked of the unknown alone. They are better than anything near them.
bool Ladder::has_many_suggestions(size_t unknown, PredicateJudge& judge) {
  const auto known = many_suggestions_.find(unknown);
  if (known != many_suggestions_.end()) return known->second;
  const Unknown& source = problem_.unknowns()[unknown];
  const Value now = copied(problem_.row()[source.column], scratch_);
  size_t meet = 0;
  for (size_t i = 0; i < source.suggestions.size() && meet < kManySuggestions; ++i) {
    if (!admits(*source.domain, source.suggestions[i])) continue;
    problem_.assign(unknown, problem_.number(unknown, source.suggestions[i]));
    const std::vector<int>& own = problem_.conditions_of(unknown);
    meet += std::all_of(own.begin(), own.end(), [&](int index) {
      const SearchCondition& condition = problem_.conditions()[static_cast<size_t>(index)];
      return condition.unknowns.size() > 1 || problem_.on_row(condition, judge);
    });
  }
  problem_.assign(unknown, problem_.number(unknown, now));
  // What other columns of the row have a say in is asked for each row.
  const bool many = meet >= kManySuggestions;
  if (!reads_others_) many_suggestions_[unknown] = many;
  return many;
}

/// A suggestion that does would be every row's, so rows move on from it where others like it do, too.
void Ladder::leave_suggestions(const Request& request, const std::vector<char>& nulls) {
  std::vector<char> movable(nulls.size(), 0);
  for (size_t u = 0; u < nulls.size(); ++u) {
    const Unknown& unknown = problem_.unknowns()[u];
    const Value& value = problem_.row()[unknown.column];
    const bool suggested = std::any_of(unknown.suggestions.begin(), unknown.suggestions.end(),
                                       [&](const Value& other) { return same_value(other, value); });
    movable[u] = !nulls[u] && suggested && !value.is_null() &&
                 (request.fresh || !has_many_suggestions(u, request.judge));
  }
  walk_on(problem_, request.judge, movable, request.stream, scratch_, tries_);
}

bool Ladder::search_with(const Request& request, const Value* row, const std::vector<char>& nulls) {
  if (tries_ >= deadline_) return false;
  step_ = SearchStep::Tree;
  problem_.begin(row, request.assigned);
  TreeSearch tree(problem_, request.judge);
  auto outcome = tree.glance(request.stream, scratch_, nulls, false);
  tries_ += tree.tries();
  if (outcome == TreeSearch::Outcome::Found) return true;
  if (outcome == TreeSearch::Outcome::Unknown && tries_ < deadline_) {
    problem_.begin(row, request.assigned);
    outcome = tree.glance(request.stream, scratch_, nulls, true);
    tries_ += tree.tries();
  }
  if (outcome == TreeSearch::Outcome::Unknown && tries_ < deadline_) {
    if (scramble_texts(request, row, nulls) || scramble_lists(request, row, nulls)) return true;
    step_ = SearchStep::Tree;
    problem_.begin(row, request.assigned);
    outcome = tree.find(request.stream, scratch_, nulls, (deadline_ - tries_) / 2 + 1);
    tries_ += tree.tries();
  }
  if (outcome == TreeSearch::Outcome::Found) {
    leave_suggestions(request, nulls);
    return true;
  }
  if (outcome == TreeSearch::Outcome::None) return false;
  step_ = SearchStep::Variants;
  if (vary_texts(request, row, nulls)) return true;
  step_ = SearchStep::Repair;
  problem_.begin(row, request.assigned);
  return repair(problem_, request.judge, nulls, request.stream, scratch_,
                tries_ < deadline_ ? (deadline_ - tries_) / 2 : 0, tries_);
}

}  // namespace datagen::core
