// src/core/plan/row_rules.cpp -- RowMaker's rules: when they are evaluated, and what becomes of a row where one fails
#include "core/plan/row_maker.hpp"

#include <algorithm>

namespace datagen::core {

/// Which of the predicates the core can read on the row as it is, without the server.
void RowMaker::find_plain_predicates() {
  const auto has_value = [&](int column) {
    const ColumnSource source = columns_[static_cast<size_t>(column)].source;
    return source != ColumnSource::Generated && source != ColumnSource::Default;
  };
  for (const Predicate& predicate : relation_.predicates) {
    plain_.emplace_back();
    if (predicate.expr && !predicate.is_volatile && predicate.reads.empty() &&
        std::all_of(predicate.columns.begin(), predicate.columns.end(), has_value))
      plain_.back() = PlainCondition::read(*predicate.expr);
  }
}

/// True where the core can tell that the row meets the predicate, False that it does not, else Undetermined.
Truth RowMaker::plain_judgement(int predicate, const Value* row) const {
  const auto p = static_cast<size_t>(predicate);
  const Truth truth = plain_[p] ? plain_[p]->test(row) : Truth::Undetermined;
  if (truth != Truth::Null) return truth;
  return relation_.predicates[p].needs_true ? Truth::False : Truth::True;
}

/// A rule that fails, or reads a column whose rule has, leaves its column without a value: the row is lost, but what
/// else is wrong with it decides whether another one is tried.
void RowMaker::apply_rule(int column, const ColumnRule& rule, uint64_t ordinal, uint64_t attempt, Value* row,
                          Arena& arena) {
  const auto c = static_cast<size_t>(column);
  const uint64_t key = column_keys_[c];
  Stream stream(combine(key, 1), ordinal, attempt);
  assigned_[c] = 1;
  row[column] = Value::null();
  if (rule.null_share && stream.chance(*rule.null_share)) return;
  if (rule_outcome_ != RuleOutcome::Given &&
      std::any_of(rule.inputs.begin(), rule.inputs.end(),
                  [&](int input) { return without_value_[static_cast<size_t>(input)] != 0; })) {
    without_value_[c] = 1;
    return;
  }
  Value value = Value::null();
  const RuleOutcome outcome =
      services_.rule_value(column, {combine(key, 2), ordinal, attempt}, row, arena, &value);
  if (outcome == RuleOutcome::Given) {
    row[column] = value;
    return;
  }
  if (rule_outcome_ == RuleOutcome::Given) std::fill(without_value_.begin(), without_value_.end(), 0);
  without_value_[c] = 1;
  rule_outcome_ = std::max(rule_outcome_, outcome);
}

void RowMaker::apply_rules(uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena, bool last) {
  if (rule_order_.empty()) return;
  // Rules may read each other's columns, so they are gone through until no more can be applied.
  for (bool progress = true, waiting = true; progress && waiting;) {
    progress = waiting = false;
    for (size_t i = 0; i < rule_order_.size(); ++i) {
      const int column = rule_order_[i];
      if (assigned_[static_cast<size_t>(column)]) continue;
      const ColumnRule& rule = *rules_in_order_[i];
      const bool ready = std::all_of(rule.inputs.begin(), rule.inputs.end(), [&](int input) {
        const ColumnSource source = columns_[static_cast<size_t>(input)].source;
        return assigned_[static_cast<size_t>(input)] || source == ColumnSource::Default ||
               (last && source == ColumnSource::Generated);
      });
      if (!ready) {
        waiting = true;
        continue;
      }
      apply_rule(column, rule, ordinal, attempt, row, arena);
      progress = true;
    }
  }
}

/// The late predicates that are not plainly met: the server judges these.
void RowMaker::undecided(const Value* row, std::vector<int>& left) {
  for (int predicate : late_)
    if (plain_judgement(predicate, row) != Truth::True) left.push_back(predicate);
}

/// Where a rule has failed, the constraints that read none of its values are judged. A row that they refuse would not have
/// come in anyway; of one that they admit, the rule's error is raised, unless another draw may give a value that fits.
bool RowMaker::judge_late(const Value* row) {
  const bool whole = rule_outcome_ == RuleOutcome::Given;
  if (whole && late_.empty()) return true;
  std::vector<int> judged;
  if (!whole)
    for (int predicate : late_) {
      const std::vector<int>& columns = relation_.predicates[static_cast<size_t>(predicate)].columns;
      if (std::none_of(columns.begin(), columns.end(),
                       [&](int column) { return without_value_[static_cast<size_t>(column)] != 0; }))
        judged.push_back(predicate);
    }
  if (whole) {
    undecided(row, judged);
    if (judged.empty()) return true;
  }
  const int failed = services_.first_failure(row, judged);
  if (failed >= 0) {
    ++failures_[static_cast<size_t>(failed)];
    return false;
  }
  if (whole) return true;
  if (rule_outcome_ == RuleOutcome::Failed) services_.raise_rule_error();
  ++rule_failures_;
  return false;
}

}  // namespace datagen::core
