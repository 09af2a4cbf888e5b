// src/core/search/local_search.cpp -- choosing what to change, and to what
#include "core/search/local_search.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr double kNoise = 0.08;
/// Steps before a fresh start.
constexpr int kSteps = 400;
/// Values looked at per step.
constexpr uint64_t kChoices = 48;

bool random_number(SearchProblem& problem, size_t unknown, Stream& stream, Arena& arena, int64_t& number) {
  const Candidates& domain = problem.domain(unknown);
  if (problem.open(unknown)) {
    Value value;
    if (!problem.unknowns()[unknown].draw(stream, arena, value) || value.is_null()) return false;
    number = problem.number(unknown, value);
    return true;
  }
  if (domain.size() == 0) return false;
  number = problem.at(unknown, domain, stream.below(domain.size()));
  return true;
}

class Repair {
 public:
  Repair(SearchProblem& problem, PredicateJudge& judge, const std::vector<char>& nulls, Stream& stream,
         Arena& arena, uint64_t& tries)
      : problem_(problem), judge_(judge), nulls_(nulls), stream_(stream), arena_(arena), tries_(tries) {}

  bool improve();

 private:
  int64_t present(size_t unknown) {
    return problem_.number(unknown, problem_.row()[problem_.unknowns()[unknown].column]);
  }
  std::vector<int64_t> choices(size_t unknown);
  int unmet();

  SearchProblem& problem_;
  PredicateJudge& judge_;
  const std::vector<char>& nulls_;
  Stream& stream_;
  Arena& arena_;
  uint64_t& tries_;
};

/// A random one of the conditions that do not hold, -1 when all hold.
int Repair::unmet() {
  std::vector<int> failing;
  for (size_t c = 0; c < problem_.conditions().size(); ++c)
    if (!problem_.on_row(problem_.conditions()[c], judge_)) failing.push_back(static_cast<int>(c));
  return failing.empty() ? -1 : failing[stream_.below(failing.size())];
}

/// All values of a small domain; of a large one steps of every size from the present value, and random ones.
std::vector<int64_t> Repair::choices(size_t unknown) {
  std::vector<int64_t> found;
  const Candidates& domain = problem_.domain(unknown);
  if (!problem_.open(unknown) && domain.size() <= kChoices) {
    for (uint64_t i = 0; i < domain.size(); ++i) found.push_back(problem_.at(unknown, domain, i));
    return found;
  }
  if (!problem_.open(unknown) && !domain.listed) {
    const TickSet& ticks = problem_.unknowns()[unknown].domain->ticks;
    const int64_t now = present(unknown);
    for (int64_t step = 1; step < INT64_MAX / 8 && found.size() < kChoices; step *= 4) {
      int64_t to = 0;
      if (!__builtin_sub_overflow(now, step, &to) && ticks.contains(to)) found.push_back(to);
      if (!__builtin_add_overflow(now, step, &to) && ticks.contains(to)) found.push_back(to);
    }
  }
  while (found.size() < kChoices) {
    int64_t number = 0;
    if (!random_number(problem_, unknown, stream_, arena_, number)) break;
    found.push_back(number);
  }
  return found;
}

/// One step; true when there was nothing to do.
bool Repair::improve() {
  const int condition = unmet();
  if (condition < 0) return true;
  std::vector<size_t> movable;
  for (int unknown : problem_.conditions()[static_cast<size_t>(condition)].unknowns) {
    const auto u = static_cast<size_t>(unknown);
    if (!problem_.fixed(u) && !nulls_[u]) movable.push_back(u);
  }
  if (movable.empty()) return false;
  size_t best_unknown = movable[stream_.below(movable.size())];
  int64_t best_number = present(best_unknown);
  if (stream_.chance(kNoise)) {
    if (random_number(problem_, best_unknown, stream_, arena_, best_number))
      problem_.assign(best_unknown, best_number);
    return false;
  }
  double best = 1e300;
  uint64_t ties = 0;
  for (size_t u : movable) {
    const int64_t now = present(u);
    const std::vector<int>& conditions = problem_.conditions_of(u);
    const double before = problem_.distance(conditions, judge_);
    for (int64_t number : choices(u)) {
      if (number == now) continue;
      ++tries_;
      problem_.assign(u, number);
      const double cost = problem_.distance(conditions, judge_) - before;
      if (cost > best || (cost == best && stream_.below(++ties + 1) != 0)) continue;
      if (cost < best) ties = 0;
      best = cost;
      best_unknown = u;
      best_number = number;
    }
    problem_.assign(u, now);
  }
  problem_.assign(best_unknown, best_number);
  return false;
}

}  // namespace

bool draw_all(SearchProblem& problem, const std::vector<char>& nulls, Stream& stream, Arena& arena) {
  for (size_t u = 0; u < nulls.size(); ++u) {
    int64_t number = 0;
    if (problem.fixed(u)) {
      const Value& value = problem.row()[problem.unknowns()[u].column];
      if (value.is_null())
        problem.assign_null(u);
      else
        problem.assign(u, problem.number(u, value));
    } else if (nulls[u]) {
      problem.assign_null(u);
    } else {
      if (!random_number(problem, u, stream, arena, number)) return false;
      problem.assign(u, number);
    }
  }
  return true;
}

bool repair(SearchProblem& problem, PredicateJudge& judge, const std::vector<char>& nulls, Stream& stream,
            Arena& arena, uint64_t budget, uint64_t& tries) {
  const uint64_t limit = tries + budget;
  Repair repair(problem, judge, nulls, stream, arena, tries);
  const SearchProblem::Mark begun = problem.mark();
  const Arena::Mark stored = arena.mark();
  while (tries < limit) {
    problem.rewind(begun);
    arena.rewind(stored);
    ++tries;
    if (!draw_all(problem, nulls, stream, arena)) return false;
    for (int step = 0; step < kSteps && tries < limit; ++step) {
      judge.check_interrupts();
      ++tries;
      if (repair.improve()) return true;
    }
  }
  return false;
}

}  // namespace datagen::core
