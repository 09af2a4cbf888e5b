// src/core/search/tree_search.cpp -- assigning, filtering, backtracking, restarting
#include "core/search/tree_search.hpp"

#include "core/constraint/membership.hpp"
#include "core/random/permutation.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Tries before the first restart.
constexpr uint64_t kFirstRun = 128;
/// Suggestions that one short run is for, and those that short runs are for at most.
constexpr size_t kSuggestedPerRound = 32;
constexpr size_t kMostSuggested = 640;
/// Values tried of a domain too large to be listed, while other unknowns are open and for the last one.
constexpr uint64_t kFewPlaces = 12;
constexpr uint64_t kManyPlaces = 16384;
constexpr uint64_t kLastFactor = 4;
/// The same where every solution is wanted.
constexpr uint64_t kAllPlaces = 1000000;
/// Drawn values of an open domain (texts, say) per search.
constexpr int kDrawn = 24;
/// Draws from which an expression of the column itself is worked out.
constexpr int kFixedPoints = 6;
/// Interval evaluations spent on one condition and one unknown, and intervals kept.
constexpr int kEvaluations = 2000;
constexpr int kVainEvaluations = 128;
constexpr uint64_t kListed = 4096;
/// Domains up to this size are filtered by asking the server.
constexpr uint64_t kJudgedList = 64;
constexpr int kRounds = 24;
/// How often an end of an interval is cut off by one width.
constexpr int kCuts = 2;
/// Runs that end without a solution before other means are worth a try.
constexpr int kCompletedRuns = 8;

/// 1 1 2 1 1 2 4 …; i from 1.
uint64_t luby(uint64_t i) {
  uint64_t power = 1;
  while (power - 1 < i) power *= 2;
  while (power - 1 != i) {
    i -= power / 2 - 1;
    power = 1;
    while (power - 1 < i) power *= 2;
  }
  return power / 2;
}

}  // namespace

bool TreeSearch::is_settled(const Frame& frame, size_t unknown) {
  return frame.null[unknown] || frame.candidates[unknown].size() == 1;
}

bool TreeSearch::spent() {
  if ((tries_ & 255) == 0) judge_.check_interrupts();
  if (tries_ >= limit_ || problem_.work() > work_limit_) stopped_ = true;
  return stopped_;
}

/// Puts the frame's candidates for `unknown` into the problem's box and row.
void TreeSearch::show(const Frame& frame, size_t unknown) {
  const Candidates& candidates = frame.candidates[unknown];
  if (frame.null[unknown])
    problem_.assign_null(unknown);
  else if (candidates.size() == 1)
    problem_.assign(unknown, problem_.at(unknown, candidates, 0));
  else if (candidates.size() > 1)
    problem_.open_up(unknown, problem_.at(unknown, candidates, 0),
                     problem_.at(unknown, candidates, candidates.size() - 1));
}

bool TreeSearch::start(const std::vector<char>& nulls, Stream* stream, Arena* arena) {
  const size_t count = problem_.unknowns().size();
  frames_.resize(count + 1);
  frames_[0].candidates.resize(count);
  frames_[0].null = nulls;
  stream_ = stream;
  arena_ = arena;
  stopped_ = partial_ = open_ = false;
  priority_.assign(count, 0);
  std::vector<int> all;
  for (size_t u = 0; u < count; ++u) {
    Candidates& candidates = frames_[0].candidates[u];
    candidates = problem_.domain(u);
    if (problem_.fixed(u)) {
      const Value& value = problem_.row()[problem_.unknowns()[u].column];
      frames_[0].null[u] = value.is_null();
      candidates.set({value.is_null() ? 0 : problem_.number(u, value)});
    } else if (problem_.open(u) && !nulls[u]) {
      open_ = true;
      if (!stream) return false;
      candidates.set(drawn(u));
    }
    if (candidates.size() == 0 && !frames_[0].null[u]) return false;
    show(frames_[0], u);
    all.push_back(static_cast<int>(u));
  }
  return propagate(frames_[0], all);
}

/// Values of an open domain for this search.
std::vector<int64_t> TreeSearch::drawn(size_t unknown) {
  const Unknown& source = problem_.unknowns()[unknown];
  std::vector<int64_t> numbers;
  for (int i = 0; i < kDrawn; ++i) {
    Value value;
    if (source.draw(*stream_, *arena_, value) && !value.is_null())
      numbers.push_back(problem_.number(unknown, value));
  }
  if (suggests_)
    for (const Value& value : source.suggestions)
      if (admits(*source.domain, value)) numbers.push_back(problem_.number(unknown, value));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

TreeSearch::Outcome TreeSearch::glance(Stream& stream, Arena& arena, const std::vector<char>& nulls,
                                       bool suggests) {
  suggests_ = suggests;
  if (!begin(stream, arena, nulls)) return open_ ? Outcome::Unknown : Outcome::None;
  size_t rounds = 1;
  if (suggests)
    for (const Unknown& unknown : problem_.unknowns())
      rounds += std::min(unknown.suggestions.size(), kMostSuggested) / kSuggestedPerRound;
  for (; rounds > 0; --rounds) {
    if (descend_anew(1, tries_ + kFirstRun)) return Outcome::Found;
    if (!stopped_) break;
  }
  return stopped_ || partial_ || open_ ? Outcome::Unknown : Outcome::None;
}

TreeSearch::Outcome TreeSearch::find(Stream& stream, Arena& arena, const std::vector<char>& nulls,
                                     uint64_t budget) {
  suggests_ = true;
  if (!begin(stream, arena, nulls)) return open_ ? Outcome::Unknown : Outcome::None;
  int completed = 0;
  SearchProblem::Mark begun = problem_.mark();
  Arena::Mark stored = arena.mark();
  for (uint64_t run = 1; tries_ < budget; ++run) {
    problem_.rewind(begun);
    arena.rewind(stored);
    if (descend_anew(run, budget)) return Outcome::Found;
    if (!stopped_ && !partial_ && !open_) return Outcome::None;
    ++tries_;
    if (stopped_ || partial_) continue;
    // All that was let in was tried: other values of open domains are drawn, a few times.
    if (++completed > kCompletedRuns) return Outcome::Unknown;
    if (!start(nulls, &stream, &arena)) return Outcome::Unknown;
    begun = problem_.mark();
    stored = arena.mark();
  }
  return Outcome::Unknown;
}

bool TreeSearch::begin(Stream& stream, Arena& arena, const std::vector<char>& nulls) {
  visit_ = nullptr;
  work_limit_ = UINT64_MAX;
  tries_ = 0;
  return start(nulls, &stream, &arena);
}

/// One run from the root, up to `budget` tries in all.
bool TreeSearch::descend_anew(uint64_t run, uint64_t budget) {
  run_ = run;
  // First a few values everywhere, which is drawing and judging; later runs look longer at each unknown.
  width_ = std::min(kManyPlaces, kFewPlaces * luby(run));
  limit_ = std::min(budget, tries_ + std::max(kFirstRun * luby(run), width_ * 2));
  stopped_ = partial_ = false;
  for (uint64_t& priority : priority_) priority = stream_->next64();
  for (size_t u = 0; u < priority_.size(); ++u) show(frames_[0], u);
  return descend(0);
}

bool TreeSearch::list(uint64_t budget, uint64_t work, const std::function<bool(const Value* row)>& visit) {
  visit_ = visit;
  suggests_ = false;
  tries_ = 0;
  work_limit_ = problem_.work() + work;
  width_ = kAllPlaces;
  const std::vector<char> no_nulls(problem_.unknowns().size(), 0);
  if (!start(no_nulls, nullptr, nullptr)) return !open_;
  limit_ = budget;
  for (size_t u = 0; u < no_nulls.size(); ++u) show(frames_[0], u);
  descend(0);
  return !stopped_ && !partial_ && !open_;
}

/// What the core could solve for another column as well is defined by the others in every second run only.
bool TreeSearch::postponed(size_t unknown) const {
  const auto derived = problem_.derived(unknown);
  return derived == SearchProblem::Derived::ByServer ||
         (derived == SearchProblem::Derived::ByCore && run_ % 2 == 0 && stream_);
}

int TreeSearch::choose(const Frame& frame) const {
  int best = -1;
  for (size_t u = 0; u < frame.candidates.size(); ++u) {
    if (is_settled(frame, u)) continue;
    if (best >= 0) {
      const auto b = static_cast<size_t>(best);
      const uint64_t own = frame.candidates[u].size(), other = frame.candidates[b].size();
      // What others define is not guessed as long as there is something else to guess.
      if (postponed(u) && !postponed(b)) continue;
      if (postponed(b) && !postponed(u)) {
        best = static_cast<int>(u);
        continue;
      }
      if (own > other || (own == other && priority_[u] >= priority_[b])) continue;
    }
    best = static_cast<int>(u);
  }
  return best;
}

/// Every unknown has its value: what no box could decide is asked now.
bool TreeSearch::solved() {
  for (const SearchCondition& condition : problem_.conditions())
    if (!problem_.on_row(condition, judge_)) return false;
  if (!visit_) return true;
  if (!visit_(problem_.row())) stopped_ = true;
  return false;
}

bool TreeSearch::descend(size_t depth) {
  const int unknown = choose(frames_[depth]);
  if (unknown < 0) {
    // Judging costs the server's time whether or not a value was guessed.
    ++tries_;
    for (size_t u = 0; u < frames_[depth].candidates.size(); ++u) show(frames_[depth], u);
    return solved();
  }
  size_t left = 0;
  for (size_t u = 0; u < frames_[depth].candidates.size(); ++u) left += !is_settled(frames_[depth], u);
  return try_all(depth, static_cast<size_t>(unknown), left == 1);
}

bool TreeSearch::descend_into(size_t depth, size_t unknown, int64_t number) {
  ++tries_;
  Frame& next = frames_[depth + 1];
  next.candidates = frames_[depth].candidates;
  next.null = frames_[depth].null;
  next.candidates[unknown].set({number});
  problem_.assign(unknown, number);
  const bool found = propagate(next, {static_cast<int>(unknown)}) && descend(depth + 1);
  if (!found)
    for (size_t u = 0; u < next.candidates.size(); ++u) show(frames_[depth], u);
  return found;
}

bool TreeSearch::try_all(size_t depth, size_t unknown, bool last) {
  const Candidates& candidates = frames_[depth].candidates[unknown];
  if (!candidates.listed) {
    return (stream_ && try_drawn(depth, unknown)) || try_places(depth, unknown, last);
  }
  std::vector<int64_t> order = *candidates.list;
  for (size_t i = order.size(); stream_ && i > 1; --i) std::swap(order[i - 1], order[stream_->below(i)]);
  for (int64_t number : order) {
    if (spent()) return false;
    if (descend_into(depth, unknown, number)) return true;
  }
  return false;
}

/// What the conditions of the unknown read in the row at hand, the elements of lists one by one: it may have to equal one.
std::vector<Value> TreeSearch::beside(const Frame& frame, size_t unknown) const {
  const Domain& domain = *problem_.unknowns()[unknown].domain;
  const Type& own = *problem_.unknowns()[unknown].type;
  std::vector<Value> values;
  const auto add = [&](const Value& value, const Type& type) {
    if (value.kind == value_kind(type) && holds_values_of(own, type) && admits(domain, value))
      values.push_back(value);
  };
  for (int index : problem_.conditions_of(unknown))
    for (int other : problem_.conditions()[static_cast<size_t>(index)].unknowns) {
      const auto o = static_cast<size_t>(other);
      if (o == unknown || !is_settled(frame, o)) continue;
      const Value& value = problem_.row()[problem_.unknowns()[o].column];
      const Type& type = *problem_.unknowns()[o].type;
      add(value, type);
      if (value.kind != ValueKind::List || !type.element) continue;
      for (uint32_t i = 0; i < value.size; ++i) add(value.items[i], *type.element);
    }
  return values;
}

/// What column = expression of the column makes of drawn values, the others being known. Expressions that put parts of a
/// value into its form, or a check digit behind it, leave what they made as it is.
std::vector<Value> TreeSearch::fixed_points(const Frame& frame, size_t unknown) {
  std::vector<Value> values;
  const Unknown& source = problem_.unknowns()[unknown];
  for (int index : problem_.conditions_of(unknown)) {
    const SearchCondition& condition = problem_.conditions()[static_cast<size_t>(index)];
    const auto settled = [&](int other) {
      return other == static_cast<int>(unknown) || is_settled(frame, static_cast<size_t>(other));
    };
    if (condition.fixed_point != static_cast<int>(unknown) ||
        !std::all_of(condition.unknowns.begin(), condition.unknowns.end(), settled))
      continue;
    for (int i = 0; i < kFixedPoints; ++i) {
      Value drawn;
      if (!source.draw(*stream_, *arena_, drawn) || drawn.is_null()) continue;
      ++tries_;
      problem_.assign(unknown, problem_.number(unknown, drawn));
      const auto value = judge_.compute(problem_.row(), condition.handle, source.column, *arena_);
      if (value && !value->is_null() && admits(*source.domain, *value)) values.push_back(*value);
    }
    show(frame, unknown);
  }
  return values;
}

void TreeSearch::let_in_beside(Frame& frame, size_t unknown) {
  std::vector<int64_t> numbers = *frame.candidates[unknown].list;
  for (const Value& value : fixed_points(frame, unknown)) numbers.push_back(problem_.number(unknown, value));
  for (const Value& value : beside(frame, unknown)) numbers.push_back(problem_.number(unknown, value));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  frame.candidates[unknown].set(std::move(numbers));
}

/// Plausible values first, then suggestions, then what the row holds already.
bool TreeSearch::try_drawn(size_t depth, size_t unknown) {
  const Unknown& source = problem_.unknowns()[unknown];
  const TickSet& ticks = source.domain->ticks;
  const auto attempt = [&](const Value& value) {
    const Candidates& candidates = frames_[depth].candidates[unknown];
    const auto place = value.kind == ValueKind::Tick ? ticks.rank(value.tick) : std::nullopt;
    return place && *place >= candidates.first && *place < candidates.last && !spent() &&
           descend_into(depth, unknown, value.tick);
  };
  for (int i = 0; i < 2; ++i) {
    Value value;
    if (source.draw(*stream_, *arena_, value) && attempt(value)) return true;
  }
  const size_t count = suggests_ ? source.suggestions.size() : 0;
  const size_t begin = count > 0 ? stream_->below(count) : 0;
  for (size_t i = 0; i < count; ++i)
    if (attempt(source.suggestions[(begin + i) % count])) return true;
  for (const Value& value : beside(frames_[depth], unknown))
    if (attempt(value)) return true;
  for (const Value& value : fixed_points(frames_[depth], unknown))
    if (attempt(value)) return true;
  return false;
}

bool TreeSearch::try_places(size_t depth, size_t unknown, bool last) {
  const Candidates candidates = frames_[depth].candidates[unknown];
  // The last one is worth a long look: its values are only judged.
  const uint64_t most = last && stream_ ? width_ * kLastFactor : width_;
  const Permutation order(candidates.size(), stream_ ? stream_->next64() : 0);
  if (candidates.size() > most) partial_ = true;
  for (uint64_t i = 0; i < std::min(most, candidates.size()); ++i) {
    if (spent()) return false;
    if (descend_into(depth, unknown, problem_.at(unknown, candidates, stream_ ? order.at(i) : i)))
      return true;
  }
  return false;
}

bool TreeSearch::propagate(Frame& frame, const std::vector<int>& changed) {
  std::vector<int> rounds(problem_.conditions().size(), 0);
  std::vector<char> waiting(problem_.conditions().size(), 0);
  std::vector<int> queue;
  const auto wake = [&](int unknown) {
    for (int condition : problem_.conditions_of(static_cast<size_t>(unknown)))
      if (!waiting[static_cast<size_t>(condition)]) {
        waiting[static_cast<size_t>(condition)] = 1;
        queue.push_back(condition);
      }
  };
  for (int unknown : changed) wake(unknown);
  for (size_t i = 0; i < queue.size(); ++i) {
    const auto index = static_cast<size_t>(queue[i]);
    waiting[index] = 0;
    if (++rounds[index] > kRounds) continue;
    std::vector<int> now;
    if (!revise(frame, problem_.conditions()[index], now)) return false;
    for (int unknown : now) wake(unknown);
  }
  return true;
}

bool TreeSearch::revise(Frame& frame, const SearchCondition& condition, std::vector<int>& changed) {
  size_t left = 0;
  size_t free = 0;
  for (int unknown : condition.unknowns)
    if (!is_settled(frame, static_cast<size_t>(unknown))) {
      ++left;
      free = static_cast<size_t>(unknown);
    }
  if (left == 0) return problem_.on_row(condition, judge_);
  bool shrunk = false;
  if (left == 1) {
    const bool defines = condition.defined == static_cast<int>(free) && stream_;
    if (!(defines ? define(frame, condition, free, &shrunk) : filter(frame, condition, free, &shrunk)))
      return false;
    if (shrunk) changed.push_back(static_cast<int>(free));
    return true;
  }
  const SearchProblem::Verdict verdict = problem_.on_box(condition);
  if (verdict != SearchProblem::Verdict::Open) return verdict == SearchProblem::Verdict::Passes;
  if (!condition.program || !condition.program->bounds_matter()) return true;
  for (int unknown : condition.unknowns) {
    if (is_settled(frame, static_cast<size_t>(unknown))) continue;
    shrunk = false;
    if (!shave(frame, condition, static_cast<size_t>(unknown), &shrunk)) return false;
    if (shrunk) changed.push_back(unknown);
  }
  return true;
}

/// Halves an interval of places as long as some of its values fail and some may pass.
void TreeSearch::filter_places(Frame& frame, const SearchCondition& condition, size_t unknown, uint64_t from,
                               uint64_t to, std::vector<std::pair<uint64_t, uint64_t>>& kept,
                               int* evaluations, int* ruled_out) {
  const Candidates& candidates = frame.candidates[unknown];
  SearchProblem::Verdict verdict = SearchProblem::Verdict::Open;
  if (to - from == 1) {
    problem_.assign(unknown, problem_.at(unknown, candidates, from));
    const bool asks = condition.program || candidates.size() <= kJudgedList;
    if (!condition.program && asks) ++tries_;
    verdict = !asks || problem_.on_row(condition, judge_) ? SearchProblem::Verdict::Passes
                                                          : SearchProblem::Verdict::Fails;
  } else if (condition.program) {
    problem_.open_up(unknown, problem_.at(unknown, candidates, from),
                     problem_.at(unknown, candidates, to - 1));
    verdict = problem_.on_box(condition);
    // Where halving rules nothing out, or not soon, the values are left for later.
    const bool vain = ++*evaluations > kEvaluations || (*evaluations > kVainEvaluations && *ruled_out == 0);
    if (vain && !candidates.listed && verdict == SearchProblem::Verdict::Open)
      verdict = SearchProblem::Verdict::Passes;
  }
  if (verdict == SearchProblem::Verdict::Fails) {
    ++*ruled_out;
    return;
  }
  if (verdict == SearchProblem::Verdict::Passes || to - from == 1) {
    if (!kept.empty() && kept.back().second == from)
      kept.back().second = to;
    else
      kept.emplace_back(from, to);
    return;
  }
  const uint64_t middle = from + (to - from) / 2;
  filter_places(frame, condition, unknown, from, middle, kept, evaluations, ruled_out);
  filter_places(frame, condition, unknown, middle, to, kept, evaluations, ruled_out);
}

bool TreeSearch::filter(Frame& frame, const SearchCondition& condition, size_t unknown, bool* changed) {
  Candidates& candidates = frame.candidates[unknown];
  if (stream_ && problem_.open(unknown)) let_in_beside(frame, unknown);
  // What only the server judges is asked value by value, when a value is tried, unless there are few.
  if (!condition.program && candidates.size() > kJudgedList) return true;
  std::vector<std::pair<uint64_t, uint64_t>> kept;
  int evaluations = 0;
  int ruled_out = 0;
  filter_places(frame, condition, unknown, 0, candidates.size(), kept, &evaluations, &ruled_out);
  uint64_t count = 0;
  for (const auto& [from, to] : kept) count += to - from;
  *changed = count < candidates.size();
  if (*changed && (candidates.listed || count <= kListed)) {
    std::vector<int64_t> list;
    for (const auto& [from, to] : kept)
      for (uint64_t i = from; i < to; ++i) list.push_back(problem_.at(unknown, candidates, i));
    candidates.set(std::move(list));
  } else if (*changed) {
    const uint64_t first = candidates.first;
    candidates.first = first + kept.front().first;
    candidates.last = first + kept.back().second;
    *changed = false;
  }
  if (count == 0) return false;
  show(frame, unknown);
  return true;
}

/// The server computes the one value that the condition leaves.
bool TreeSearch::define(Frame& frame, const SearchCondition& condition, size_t unknown, bool* changed) {
  const Unknown& source = problem_.unknowns()[unknown];
  problem_.assign_null(unknown);
  ++tries_;
  const auto value = judge_.compute(problem_.row(), condition.handle, source.column, *arena_);
  show(frame, unknown);
  // An expression of another type, or one that raises an error, is left to the judge.
  if (!value || value->is_null()) return true;
  if (!admits(*source.domain, *value)) return false;
  Candidates& candidates = frame.candidates[unknown];
  const int64_t number = problem_.number(unknown, *value);
  if (candidates.listed && !problem_.open(unknown) &&
      !std::binary_search(candidates.list->begin(), candidates.list->end(), number))
    return false;
  candidates.set({number});
  show(frame, unknown);
  *changed = true;
  return true;
}

/// Cuts off ends of the candidates that no values of the others can make good.
bool TreeSearch::shave(Frame& frame, const SearchCondition& condition, size_t unknown, bool* changed) {
  Candidates& candidates = frame.candidates[unknown];
  uint64_t from = 0, to = candidates.size();
  const auto hopeless = [&](uint64_t first, uint64_t last) {
    problem_.open_up(unknown, problem_.at(unknown, candidates, first),
                     problem_.at(unknown, candidates, last - 1));
    return problem_.on_box(condition) == SearchProblem::Verdict::Fails;
  };
  // Smaller boxes rule out more, so that one value after another could be cut off for ever.
  const auto cut = [&](const auto& is_cut) {
    int cuts = 0;
    for (uint64_t step = (to - from + 1) / 2; step > 0 && from < to;) {
      if (cuts < kCuts && step <= to - from && is_cut(step)) {
        ++cuts;
      } else {
        step /= 2;
        cuts = 0;
      }
    }
  };
  cut([&](uint64_t step) {
    if (!hopeless(from, from + step)) return false;
    from += step;
    return true;
  });
  cut([&](uint64_t step) {
    if (!hopeless(to - step, to)) return false;
    to -= step;
    return true;
  });
  if (from >= to) return false;
  *changed = to - from < candidates.size();
  if (*changed && candidates.listed) {
    const auto begin = candidates.list->begin();
    candidates.set({begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to)});
  } else if (*changed) {
    candidates.last = candidates.first + to;
    candidates.first += from;
  }
  show(frame, unknown);
  return true;
}

}  // namespace datagen::core
