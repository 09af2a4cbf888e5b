// src/core/plan/row_search.cpp -- RowMaker's searches: how rare valid draws are, and what seeks them where they are rare
#include "core/plan/row_maker.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Draws that measure a group's acceptance.
constexpr uint64_t kMeasuredDraws = 256;
/// Draws of them that are completed, and those after which completing has proved useless.
constexpr uint64_t kMeasuredCompletions = 24, kVainCompletions = 8;
/// Columns of a group for which what others leave is analysed.
constexpr size_t kMostConditionals = 4;
/// Attempts after which solutions found before have proved useless.
constexpr uint64_t kPoolAttempts = 24;
/// Part of the budget that a search may take while there are other rows to grow from.
constexpr uint64_t kThrift = 50;
/// Share of them that meets a predicate which needs no search.
constexpr double kMostly = 0.9;
/// Searches that tell whether there are rows with values where draws only hit on NULLs.
constexpr uint64_t kValueSearches = 4;
/// The server's verdict for the search.
class ServicesJudge final : public PredicateJudge {
 public:
  explicit ServicesJudge(RowServices& services) : services_(services), one_(1) {}
  void check_interrupts() override { services_.check_interrupts(); }
  bool holds(const Value* row, int predicate) override {
    one_[0] = predicate;
    return services_.first_failure(row, one_) < 0;
  }
  std::optional<Value> compute(const Value* row, int handle, int column, Arena& arena) override {
    return services_.computed(row, handle, column, arena);
  }

 private:
  RowServices& services_;
  std::vector<int> one_;
};

}  // namespace

Ladder* RowMaker::ladder_of(size_t group) {
  const auto candidates = [&](int column) {
    return services_.candidates(column, early_[group], candidates_);
  };
  const auto mostly_met = [&](int predicate) {
    const SearchReport& report = reports_[static_cast<size_t>(predicate)];
    return report.tries > 0 &&
           static_cast<double>(report.hits) >= kMostly * static_cast<double>(report.tries);
  };
  return groups_[group].ladder(branches_[group], {early_[group], searchable_[group], candidates, mostly_met});
}

/// Seeks values for the columns that the judged predicates of the group read.
bool RowMaker::climb(size_t group, uint64_t ordinal, uint64_t attempt, uint64_t salt, Value* row,
                     Arena& arena) {
  Ladder* ladder = ladder_of(group);
  if (!ladder) return true;
  ServicesJudge judge(services_);
  Stream stream(combine(group_keys_[group], 1), ordinal, salt);
  // With another row to grow from, a short search may do.
  const bool thrifty = probing_ || (growth_ && (attempt & UINT32_MAX) < kPoolAttempts);
  const uint64_t budget = thrifty ? task_.search_budget / kThrift : task_.search_budget;
  const bool found = ladder->solve(
      {assigned_, stream, judge, budget, task_.search_budget, (attempt & UINT32_MAX) > kPoolAttempts}, row,
      arena);
  const uint64_t in_vain = found ? 0 : std::min(ladder->tries(), task_.search_budget - row_tries_);
  row_tries_ += in_vain;
  if (found)
    for (int column : ladder->columns()) assigned_[static_cast<size_t>(column)] = 1;
  for (int predicate : ladder->predicates()) {
    SearchReport& report = reports_[static_cast<size_t>(predicate)];
    report.step = std::max(report.step, ladder->last_step());
    const auto& judged = early_[group];
    if (std::find(judged.begin(), judged.end(), predicate) != judged.end())
      failures_[static_cast<size_t>(predicate)] += in_vain;
  }
  return found;
}

/// Columns that conditions say more of beside the others: those whose values no search lists first.
void RowMaker::find_conditionals(size_t group) {
  std::vector<std::tuple<bool, std::string, int>> order;
  for (int column : groups_[group].group().columns) {
    const Column& own = relation_.columns[static_cast<size_t>(column)];
    if (columns_[static_cast<size_t>(column)].source == ColumnSource::Draw &&
        ConditionalDomain::says_more(relation_, column, early_[group]))
      order.emplace_back(value_kind(*own.type) == ValueKind::Tick, own.name, column);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [tick, name, column] : order)
    if (conditionals_[group].size() < kMostConditionals)
      conditionals_[group].emplace_back(task_, column, searchable_[group]);
}

/// Gives the columns that are not bound, one after the other, values that suit the others until the row meets all. Which of
/// them follows from which is not known, so each is the first once.
bool RowMaker::complete(size_t group, const std::vector<char>& bound, Stream& stream, Value* row,
                        Arena& arena) {
  std::vector<ConditionalDomain*> free;
  for (ConditionalDomain& conditional : conditionals_[group])
    if (!bound[static_cast<size_t>(conditional.column())]) free.push_back(&conditional);
  std::vector<Value> before;
  for (const ConditionalDomain* conditional : free) before.push_back(row[conditional->column()]);
  for (size_t turn = 0; turn < free.size(); ++turn) {
    std::vector<int> open;
    for (const ConditionalDomain* conditional : free) open.push_back(conditional->column());
    for (ConditionalDomain* conditional : free) {
      const int column = conditional->column();
      open.erase(std::find(open.begin(), open.end(), column));
      Value value;
      if (!conditional->draw(row, open, services_, stream, arena, value)) continue;
      row[column] = value;
      if (services_.first_failure(row, searchable_[group]) < 0) return true;
    }
    for (size_t i = 0; i < free.size(); ++i) row[free[i]->column()] = before[i];
    std::rotate(free.begin(), free.begin() + 1, free.end());
    std::rotate(before.begin(), before.begin() + 1, before.end());
  }
  return false;
}

/// A blind draw of the group alone, a function of its number. Keys and references are drawn like any other column, sequences
/// count; they are `bound`.
bool RowMaker::draw_blindly(size_t group, uint64_t draw, Value* row, std::vector<char>& bound, Arena& arena) {
  const GroupDrawer& drawer = groups_[group];
  arena.reset();
  std::fill(row, row + relation_.columns.size(), Value::null());
  bound.assign(relation_.columns.size(), 0);
  Stream stream(combine(group_keys_[group], 2), draw);
  for (int column : drawer.group().columns) {
    const auto c = static_cast<size_t>(column);
    const ColumnSource source = columns_[c].source;
    if (source == ColumnSource::Sequence) {
      row[c] = Value::of_tick(static_cast<int64_t>(draw) + 1);
      bound[c] = 1;
    } else if (source != ColumnSource::Draw && lone_drawers_[c]) {
      bound[c] = lone_drawers_[c]->draw(stream, arena, row[c]);
    }
  }
  const int branch = drawer.choose(row, bound, stream);
  std::vector<char> assigned = bound;
  return branch >= 0 && drawer.draw(branch, row, assigned, draw, UINT32_MAX, services_, arena);
}

const RowMaker::Acceptance& RowMaker::measure(size_t group) {
  Acceptance& acceptance = acceptance_[group];
  if (acceptance.tries > 0) return acceptance;
  std::vector<Value> row(relation_.columns.size());
  std::vector<char> bound;
  Arena arena;
  for (uint64_t draw = 0; draw < kMeasuredDraws; ++draw) {
    ++acceptance.tries;
    if (!draw_blindly(group, draw, row.data(), bound, arena)) continue;
    bool all = true;
    for (int predicate : early_[group]) {
      const bool holds = services_.first_failure(row.data(), {predicate}) < 0;
      SearchReport& report = reports_[static_cast<size_t>(predicate)];
      ++report.tries;
      report.hits += holds;
      report.step = std::max(report.step, SearchStep::Rejection);
      all = all && holds;
    }
    acceptance.hits += all;
    const bool valued = !reads_null(group, row.data());
    acceptance.valued += valued;
    acceptance.valued_hits += valued && all;
  }
  if (acceptance.only_nulls()) acceptance.values_found = finds_value(group);
  if (!acceptance.suffices()) measure_completions(group);
  return acceptance;
}

bool RowMaker::reads_null(size_t group, const Value* row) const {
  return std::any_of(early_[group].begin(), early_[group].end(), [&](int predicate) {
    const auto& columns = relation_.predicates[static_cast<size_t>(predicate)].columns;
    return std::any_of(columns.begin(), columns.end(), [&](int column) { return row[column].is_null(); });
  });
}

/// Whether a judged predicate reads a column that some branch leaves open to be NULL.
bool RowMaker::may_pass_on_null(size_t group) const {
  return std::any_of(early_[group].begin(), early_[group].end(), [&](int predicate) {
    const auto& columns = relation_.predicates[static_cast<size_t>(predicate)].columns;
    return std::any_of(columns.begin(), columns.end(), [&](int column) {
      return !relation_.columns[static_cast<size_t>(column)].not_null &&
             columns_[static_cast<size_t>(column)].source == ColumnSource::Draw;
    });
  });
}

/// A few short searches tell whether rows that are met for want of a value could have one. The row in the making is left as
/// it is.
bool RowMaker::finds_value(size_t group) {
  std::vector<Value> row(relation_.columns.size());
  std::vector<char> bound;
  Arena arena;
  const std::vector<char> assigned = assigned_;
  const std::vector<uint64_t> failures = failures_;
  const uint64_t tries = row_tries_;
  const int branch = branches_[group];
  bool found = false;
  probing_ = true;
  for (uint64_t draw = 0; draw < kValueSearches && !found; ++draw) {
    draw_blindly(group, draw, row.data(), bound, arena);
    assigned_ = bound;
    for (int column : groups_[group].group().columns)
      if (!bound[static_cast<size_t>(column)]) row[static_cast<size_t>(column)] = Value::null();
    Stream stream(group_keys_[group], draw);
    branches_[group] = groups_[group].choose(row.data(), assigned_, stream);
    found = branches_[group] >= 0 && climb(group, draw, 0, draw, row.data(), arena) &&
            !reads_null(group, row.data());
  }
  probing_ = false;
  assigned_ = assigned;
  failures_ = failures;
  row_tries_ = tries;
  branches_[group] = branch;
  return found;
}

void RowMaker::measure_completions(size_t group) {
  find_conditionals(group);
  if (conditionals_[group].empty()) return;
  Acceptance& acceptance = acceptance_[group];
  std::vector<Value> row(relation_.columns.size());
  std::vector<char> bound;
  Arena arena;
  for (uint64_t draw = 0; draw < kMeasuredCompletions; ++draw) {
    if (draw >= kVainCompletions && acceptance.completed == 0) return;
    if (!draw_blindly(group, draw, row.data(), bound, arena)) continue;
    Stream stream(combine(group_keys_[group], 4), draw);
    ++acceptance.completions;
    acceptance.completed += complete(group, bound, stream, row.data(), arena);
  }
  if (!acceptance.completes()) return;
  for (int predicate : early_[group])
    for (const ConditionalDomain& conditional : conditionals_[group])
      if (ConditionalDomain::says_more(relation_, conditional.column(), {predicate}))
        reports_[static_cast<size_t>(predicate)].step = SearchStep::RowByRow;
}

std::vector<SearchReport> RowMaker::measure_search() {
  std::vector<Value> row(relation_.columns.size());
  Arena arena;
  for (size_t g = 0; g < groups_.size(); ++g) {
    const auto clock = [&](int predicate) {
      return relation_.predicates[static_cast<size_t>(predicate)].is_volatile;
    };
    if (early_[g].empty() || std::any_of(early_[g].begin(), early_[g].end(), clock)) continue;
    if (measure(g).suffices() || acceptance_[g].completes()) continue;
    std::fill(assigned_.begin(), assigned_.end(), 0);
    std::fill(row.begin(), row.end(), Value::null());
    Stream stream(group_keys_[g], 0);
    branches_[g] = groups_[g].choose(row.data(), assigned_, stream);
    if (branches_[g] >= 0) climb(g, 0, 0, 0, row.data(), arena);
  }
  return reports_;
}

}  // namespace datagen::core
