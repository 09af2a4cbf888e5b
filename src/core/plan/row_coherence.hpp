// src/core/plan/row_coherence.hpp -- makes the drawn values of a row agree with each other and with its parents'
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/group_drawer.hpp"
#include "core/plan/parent_rows.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace datagen::core {

/// The implied rules that nothing else takes the place of: the column's values are drawn, without a rule of the user's
/// and outside of keys, and settings leave them room. `plans` as the relation's rows are made.
std::vector<const ImpliedRule*> implied_rules_in_force(const RelationTask& task,
                                                       const std::vector<ColumnPlan>& plans);

/// Applies them to one row after another. What a column's own domain does not admit is not done; constraints over
/// several columns are the caller's to judge.
class RowCoherence {
 public:
  RowCoherence(const RelationTask& task, const std::vector<ColumnPlan>& plans);

  bool empty() const { return steps_.empty(); }
  /// Predicates that the changed columns share with others, so that they must be judged again.
  const std::vector<int>& judged() const { return judged_; }
  /// Changes columns of the row that are not `fixed`, and reads those that are `assigned`. A function of what the row
  /// holds and of (ordinal, attempt). Without `tied`, columns that judged() reads stay as they are.
  void apply(uint64_t ordinal, uint64_t attempt, bool tied, const std::vector<char>& fixed,
             const std::vector<char>& assigned, Value* row, Arena& arena);
  /// Whether the last apply() has changed one of the columns.
  bool has_changed(const std::vector<int>& columns) const;
  /// Takes the last apply() back.
  void undo(Value* row) const;

 private:
  struct Step {
    const ImpliedRule* rule;
    const Domain* domain;
    const Type* type;
    uint64_t key;
    bool tied;                   ///< constraints compare the column, maybe strictly
    std::vector<char> fraction;  ///< by input: a rate between 0 and 1, not in percent
    uint64_t firsts = 0;         ///< First: how many rows, from the first on, are one
  };
  /// A decimal number.
  struct Decimal {
    __int128 digits = 0;
    int scale = 0;
  };
  Value read(const ImpliedInput& input, const std::vector<char>& assigned, const Value* row);
  void compile(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans);
  std::optional<Value> follow(const Step& step, Stream& stream, const std::vector<char>& assigned,
                              const Value* row, Arena& arena);
  std::optional<Value> follow_stage(const Step& step, Stream& stream, const Value& status, const Value& own,
                                    Arena& arena) const;
  std::optional<Value> follow_latest(const Step& step, const std::vector<char>& assigned, const Value* row);
  std::optional<Value> follow_time(const Step& step, Stream& stream, const std::vector<char>& assigned,
                                   const Value* row, Arena& arena) const;
  std::optional<Value> follow_least(const Step& step, Stream& stream, const std::vector<char>& assigned,
                                    const Value* row);
  std::optional<Value> follow_part(const Step& step, Stream& stream, const std::vector<char>& assigned,
                                   const Value* row);
  std::optional<Value> follow_span(const Step& step, const std::vector<char>& assigned, const Value* row);
  std::optional<Value> follow_rising(const Step& step, Stream& stream, const Value& own) const;
  std::optional<Value> follow_before(const Step& step, Stream& stream, const std::vector<char>& assigned,
                                     const Value* row);
  static std::optional<Value> follow_flag(const ImpliedRule& rule, const std::vector<char>& assigned,
                                          const Value* row);
  std::optional<Value> follow_times(const Step& step, Stream& stream, const std::vector<char>& assigned,
                                    const Value* row);
  std::optional<Value> copy(const Step& step, const Value& theirs) const;
  std::optional<Decimal> computed(const Step& step, const std::vector<char>& assigned, const Value* row,
                                  bool* is_null);
  std::optional<Value> follow_amounts(const Step& step, Stream& stream, const std::vector<char>& assigned,
                                      const Value* row);
  bool admitted(const Step& step, const Value& value) const;

  const RelationTask& task_;
  std::vector<Step> steps_;
  std::vector<std::unique_ptr<ColumnDrawer>> drawers_;  // by column
  std::vector<int> judged_;
  std::vector<std::pair<int, Value>> before_;  // what apply() has changed
  ParentRows parents_;
  uint64_t ordinal_ = 0;  // of the row at hand
};

}  // namespace datagen::core
