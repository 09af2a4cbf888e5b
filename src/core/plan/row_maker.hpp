// src/core/plan/row_maker.hpp -- makes the rows of one relation, one ordinal at a time
#pragma once

#include "core/base/live_object.hpp"
#include "core/plan/agreed_references.hpp"
#include "core/plan/conditional_domain.hpp"
#include "core/plan/demanded_rows.hpp"
#include "core/plan/group_drawer.hpp"
#include "core/plan/key_plan.hpp"
#include "core/plan/keys_taken.hpp"
#include "core/plan/plain_condition.hpp"
#include "core/plan/reference_picker.hpp"
#include "core/plan/row_coherence.hpp"
#include "core/plan/row_entities.hpp"
#include "core/plan/row_services.hpp"
#include "core/plan/slot_allocator.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace datagen::core {

/// Columns whose values were made ahead for all rows, because rows of the same component refer to them.
struct PinnedColumns {
  std::vector<int> columns;
  std::shared_ptr<const KeyTable> rows;  ///< one row per new row
};

/// How a predicate that the server judges is met, and how many of how many blind draws met it.
struct SearchReport {
  SearchStep step = SearchStep::Solved;
  uint64_t tries = 0;
  uint64_t hits = 0;
};

/// Makes rows that meet every obligation the analyser understood, and lets the server judge the rest.
///
/// A row is made in this order: sequences and counters, unique keys, the branch of each group of tied columns,
/// references, the groups' other columns, lone columns, what entities and names imply of them, rules. What fails is drawn again with the next attempt number,
/// so a row is a function of (task, ordinal) and of the keys that earlier rows took.
class RowMaker : private LiveObject {
 public:
  /// Throws Error(UnsupportedType) for a column nothing can make; room is checked by require_room().
  /// With `taken` it goes on where the RowMaker before it was settled, or at position 0 where exclusion constraints are
  /// kept apart: the slots taken are found again by making those rows again.
  RowMaker(const RelationTask& task, RowServices& services, PinnedColumns pinned = {},
           KeysTaken* taken = nullptr);
  ~RowMaker();

  /// Makes the row at `position` (0 = the first new row) into `row`, an array of one value per column; generated and
  /// defaulted columns stay NULL. Text lives in `arena`. Throws Error when the search budget is spent.
  void make(uint64_t position, Value* row, Arena& arena);

  /// Makes another row for a position whose row the server refused for the `refusal`-th time (from 1): other draws,
  /// other keys. From the second time on the refused row must be the last that was made; its keys come free again.
  /// `taken_key`: the unique key that a row nobody sees has a part in already (row security, a view's other rows), or -1;
  /// what counts up for it leaps ahead, farther with each refusal.
  void make_again(uint64_t position, uint64_t refusal, int taken_key, Value* row, Arena& arena);

  /// The last row refers to one that is still to be made.
  bool waits_for_next() const { return growth_ && growth_->owes(); }

  /// Starts at a later position, as if the rows before it had been made elsewhere.
  void skip(uint64_t positions) {
    for (auto& allocator : keys_.allocators) allocator->skip(positions);
    for (auto& allocator : slots_) allocator->skip(positions);
  }

  /// Makes the rows of `count` positions from `first` on, the others of the task being made elsewhere.
  void confine(uint64_t first, uint64_t count) {
    for (auto& allocator : keys_.allocators) allocator->confine(first, count, task_.count);
  }
  /// The position behind the rows made so far, those before the constructor's `taken` included.
  uint64_t next_position() const { return next_position_; }
  /// Notes in the `taken` of the constructor that the rows made so far are there to stay.
  void settle();
  /// Why a row may depend on the keys that rows before it took, so that slices must be made one after the other; empty
  /// when each row is a function of (task, ordinal) alone.
  std::string dependence() const;
  /// By key: KeyAllocator::used_steps(count), where the table holds rows already.
  std::map<size_t, std::vector<uint64_t>> used_steps(uint64_t count) const;

  /// The values of `columns` for all rows of the task, made ahead of the rows.
  KeyTable make_keys(const std::vector<int>& columns);
  /// `columns` and those that must be made together with them, because one unique key allocates them.
  std::vector<int> closed_over(std::vector<int> columns) const;

  /// Draws a few hundred rows in vain to learn which steps the predicates need; for explain. One report per predicate.
  std::vector<SearchReport> measure_search();

  /// Whether some rows got values of the column that children ask for, whatever its usual source.
  bool is_demanded(int column) const { return !demanded_.reserved_ticks(column).empty(); }
  const std::vector<ColumnPlan>& column_plans() const { return columns_; }
  const KeyPlans& key_plans() const { return keys_; }
  /// One per exclusion constraint.
  const std::vector<std::unique_ptr<SlotAllocator>>& slots() const { return slots_; }

 private:
  enum class Outcome : uint8_t { Made, Retry, RetryWithNewKeys };

  void remember_existing();
  void go_on();
  bool keys_wait_for_others() const;
  bool keeps_slots() const;
  void classify_predicates();
  void prepare_references();
  void number_columns();
  void search(uint64_t position, uint64_t first_attempt, Value* row, Arena& arena);
  void give_keys_back();
  void leap_ahead(const UniqueKey& key, uint64_t refusal);
  void hold(uint64_t position);
  void release(uint64_t position);
  Outcome try_row(uint64_t position, uint64_t attempt, Value* row, Arena& arena);
  void assign_given(uint64_t position, Value* row);
  // `wanted` restricts the following to some columns when keys are made ahead; null = all.
  bool assign_slots(uint64_t position, uint64_t attempt, Value* row, Arena& arena,
                    const std::vector<char>* wanted);
  bool confirm_slots(const Value* row);
  bool is_slot_column(int column) const;
  bool take_key(KeyAllocator& allocator, Value* row, Arena& arena) const;
  bool assign_keys(Value* row, Arena& arena, const std::vector<char>* wanted);
  void find_optional_keys();
  void remember_partly_pinned();
  void leave_out_keys(uint64_t position, uint64_t attempt, Value* row, Arena& arena);
  void refer_to_itself(uint64_t position, uint64_t attempt, Value* row, Arena& arena);
  bool assign_references(uint64_t position, uint64_t attempt, Value* row, const std::vector<char>* wanted);
  void draw_lone(uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena,
                 const std::vector<char>* wanted);
  bool remember(Value* row, const std::vector<char>* wanted);
  bool overflow_to_null(size_t allocator, Value* row);
  bool choose_branches(uint64_t ordinal, uint64_t attempt, Value* row);
  Outcome draw_group(size_t group, uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena);
  /// Blind draws of one group: a function of the task alone.
  struct Acceptance {
    uint64_t tries = 0;
    uint64_t hits = 0;
    /// Those of them that were completed (complete()), and how many then met all.
    uint64_t completions = 0;
    uint64_t completed = 0;
    /// Draws in which no column that the judged predicates read was NULL, and how many of them met all.
    uint64_t valued = 0;
    uint64_t valued_hits = 0;
    /// A search finds such rows.
    bool values_found = false;
    /// Whether there are enough hits to go on blindly. Hits for want of a value are none where values can be found.
    bool suffices() const {
      return !values_found && static_cast<double>(hits) >= 0.04 * static_cast<double>(tries);
    }
    bool only_nulls() const { return valued > 0 && valued_hits == 0 && hits > 0; }
    bool completes() const {
      return completed > 0 && static_cast<double>(completed) >= 0.04 * static_cast<double>(completions);
    }
  };
  const Acceptance& measure(size_t group);
  bool complete(size_t group, const std::vector<char>& bound, Stream& stream, Value* row, Arena& arena);
  void find_conditionals(size_t group);
  bool draw_blindly(size_t group, uint64_t draw, Value* row, std::vector<char>& bound, Arena& arena);
  void measure_completions(size_t group);
  bool finds_value(size_t group);
  bool reads_null(size_t group, const Value* row) const;
  bool may_pass_on_null(size_t group) const;
  Ladder* ladder_of(size_t group);
  bool climb(size_t group, uint64_t ordinal, uint64_t attempt, uint64_t salt, Value* row, Arena& arena);
  void suit_entities(uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena);
  void make_coherent(uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena);
  void apply_rules(uint64_t ordinal, uint64_t attempt, Value* row, Arena& arena, bool last);
  void apply_rule(int column, const ColumnRule& rule, uint64_t ordinal, uint64_t attempt, Value* row,
                  Arena& arena);
  bool judge_late(const Value* row);
  void find_plain_predicates();
  Truth plain_judgement(int predicate, const Value* row) const;
  void undecided(const Value* row, std::vector<int>& left);
  [[noreturn]] void require_room_for_one_more() const;
  [[noreturn]] void give_up(uint64_t tries) const;

  const RelationTask& task_;
  const Relation& relation_;
  RowServices& services_;
  PinnedColumns pinned_;
  std::vector<ColumnPlan> columns_;
  std::vector<std::unique_ptr<SlotAllocator>> slots_;  // by exclusion constraint
  KeyPlans keys_;
  DemandedRows demanded_;
  std::unique_ptr<Growth> growth_;  // null: the relation does not grow
  RowCoherence coherence_;
  RowEntities entities_;
  AgreedReferences agreed_;
  std::vector<GroupDrawer> groups_;
  std::vector<std::vector<int>> early_;               // by group: predicates decided once the group is drawn
  std::vector<char> passes_on_null_;                  // by group: may_pass_on_null()
  std::vector<int> late_;                             // predicates that need rules
  std::vector<std::optional<PlainCondition>> plain_;  // by predicate: where the core can test it
  std::vector<int> group_of_;                         // by column, -1 for lone ones
  std::vector<int> lone_;
  std::vector<std::unique_ptr<ColumnDrawer>> lone_drawers_;
  std::vector<uint64_t> column_keys_;
  std::vector<uint64_t> group_keys_;
  std::vector<uint64_t> reference_keys_;
  std::vector<ReferencePicker> pickers_;
  std::vector<int> rule_order_;
  std::vector<const ColumnRule*> rules_in_order_;  // as rule_order_
  RuleOutcome rule_outcome_ = RuleOutcome::Given;  // the worst of the row at hand
  std::vector<char> without_value_;                // by column: its rule failed or reads one that did
  /// A column whose value is the row's number, or may become one.
  struct NumberedColumn {
    int column;
    bool
        ventures;  ///< has a sequence to take a value from, as a trigger may make the parent of such a reference
    int64_t first = 0;  ///< of a counter, in ticks
    int64_t step = 1;
  };
  std::vector<NumberedColumn> numbered_;
  uint64_t next_position_ = 0;
  KeysTaken own_;
  KeysTaken* taken_before_;           // own_, unless rows are made in several transactions
  std::vector<HashSet>& remembered_;  // by key
  std::vector<int> branches_;
  std::vector<char> assigned_;
  std::vector<char> before_draw_;       // what was assigned before the group at hand was drawn
  std::vector<char> bound_;             // what was assigned before anything of the row was drawn
  std::vector<int> entities_judged_;    // predicates to judge again once names suit sexes, cities countries
  std::vector<int> coherent_judged_;    // predicates to judge again once the row was made coherent
  std::vector<int> judged_now_;         // those of them that what was changed bears on
  std::vector<char> given_;             // what was assigned once the row at hand had its keys
  std::vector<uint64_t> stepped_over_;  // by column: values of a counter that no row could use
  bool venturing_ = false;              // the last row made again left its usual values
  bool venture_from_sequence_ = false;
  uint64_t venture_values_ = 0;  // of sequences, taken beyond the rows' own
  uint64_t venture_after_ = 20;  // refusals of one row before it does
  std::vector<char> taken_;      // by allocator: the row at hand holds a tuple of it
  /// By allocator: nullable columns that must be NULL in some alternatives, and hold a value in others.
  std::vector<std::vector<int>> optional_;
  std::vector<std::pair<size_t, uint64_t>> remembered_now_;
  /// What the rows made last hold, should the server refuse them later.
  struct Held {
    std::optional<uint64_t> position;
    std::vector<std::pair<size_t, uint64_t>> tuples;      // by allocator
    std::vector<std::pair<size_t, uint64_t>> remembered;  // by key
  };
  std::vector<Held> held_;  // a ring, by position
  uint64_t row_tries_ = 0;
  std::vector<std::vector<int>> searchable_;  // by group: predicates on its columns that are not late
  bool probing_ = false;                      // searches are to be short
  std::vector<Acceptance> acceptance_;        // by group, tries 0: not measured yet
  std::vector<std::vector<ConditionalDomain>> conditionals_;  // by group, once its acceptance is measured
  std::vector<SearchReport> reports_;                         // by predicate
  Arena candidates_;
  std::vector<uint64_t> failures_;  // by predicate
  std::vector<uint64_t> key_failures_;
  std::vector<uint64_t> slot_failures_;
  std::vector<uint64_t> reference_failures_;
  uint64_t rule_failures_ = 0;  // values that did not fit their columns
};

}  // namespace datagen::core
