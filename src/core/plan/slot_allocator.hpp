// src/core/plan/slot_allocator.hpp -- keeps the rows of one exclusion constraint apart
#pragma once

#include "core/plan/exclusion_plan.hpp"
#include "core/plan/group_listing.hpp"
#include "core/plan/occupancy.hpp"
#include "core/plan/row_services.hpp"
#include "core/random/permutation.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace datagen::core {

/// Serves one exclusion constraint. An allocated one lays out slots for all rows ahead: groups drawn evenly among those
/// with room, stretches in the gaps that the table's rows leave, handed out in permuted order. Where other keys or
/// constraints have set the group or the stretch already, the other one is found for it. What is made or found is
/// remembered, so memory grows with the rows.
class SlotAllocator {
 public:
  /// Reads what the table holds when task.first_ordinal > 0.
  SlotAllocator(const RelationTask& task, const std::vector<ColumnPlan>& columns, size_t exclusion,
                ExclusionPlan plan, RowServices& services);

  enum class Outcome : uint8_t {
    Set,      ///< the row's columns are set, or nothing has to be
    Free,     ///< the row takes no part: a NULL frees it, or it must stay outside of the predicate
    Conflict  ///< what is set already leaves no room
  };
  /// Forgets what give_back() would give back.
  void begin_row();
  /// Assigns the constraint's columns that are not assigned yet. Throws Error(ExclusionViolation) when all slots are
  /// spent and no row can do without.
  Outcome assign(uint64_t position, uint64_t attempt, Value* row, std::vector<char>& assigned, Arena& arena);
  /// Judges and remembers the finished row where it was not allocated. False: draw it again.
  bool confirm(const Value* row);
  /// The row that was confirmed last is drawn again, with the slot it has.
  void unconfirm();
  /// The last row assigned or confirmed was not used after all.
  void give_back();
  /// Leaves out the next `count` slots: rows of another slice have them.
  void skip(uint64_t count);

  const ExclusionPlan& plan() const { return plan_; }
  const std::string& name() const { return exclusion_.name; }
  /// Columns that assign() sets; empty when rows are only judged.
  const std::vector<int>& columns() const { return columns_; }
  /// More rows that fit, UINT64_MAX when a row can always be made.
  uint64_t room();
  /// Rows that the table could hold were it empty, for messages; nullopt when not every group is known.
  std::optional<uint64_t> capacity() const;
  /// Throws Error(ExclusionViolation) when fewer than task.count rows fit.
  void require_room();

 private:
  struct Group {
    Occupancy taken;
    std::optional<uint64_t> rest;  // hash of the <> operands
    std::vector<uint32_t> tuples;  // of tuples_
    uint64_t rows = 0;             // that are remembered
  };
  struct Slot {
    uint32_t tuple;
    TickInterval stretch;
    bool open;
  };

  /// Where rows can do without a slot, so much of the room is used.
  static constexpr double kShareOfRoom = 0.9;

  Group& group_of(uint64_t hash);
  void read_existing();
  void list_groups(uint64_t wanted);
  /// Whether the tuple is the first of its group.
  bool is_first(size_t tuple) const {
    return groups_[group_of_tuple_[tuple]].tuples[0] == static_cast<uint32_t>(tuple);
  }
  void add_tuple(uint64_t index);
  uint64_t capacity_of(const Group& group, uint64_t at_most) const;
  void deal_slots();
  bool may_stay_open() const;
  std::vector<uint64_t> deal_groups(uint64_t wanted);
  void lay_out_group(size_t group, uint64_t count);
  bool holds_slot(uint64_t position) const;
  Outcome take_slot(uint64_t position, Value* row, std::vector<char>& assigned, Arena& arena);
  Outcome find_group(uint64_t position, uint64_t attempt, TickInterval stretch, Value* row,
                     std::vector<char>& assigned);
  Outcome find_stretch(uint64_t position, uint64_t attempt, Value* row, std::vector<char>& assigned,
                       Arena& arena);
  Outcome follow(uint64_t position, uint64_t attempt, Value* row, std::vector<char>& assigned);
  Outcome without_slot(Value* row, std::vector<char>& assigned);
  Outcome free_row(Value* row, std::vector<char>& assigned);
  void write_tuple(uint32_t tuple, Value* row, std::vector<char>& assigned) const;
  bool remember(Group& group, TickInterval stretch);
  std::vector<TickInterval> gaps_for(const Group& group, uint64_t count) const;
  std::vector<TickInterval> gaps_within(TickInterval all, const Group& group, uint64_t count) const;
  [[noreturn]] void throw_no_room(uint64_t room) const;

  const RelationTask& task_;
  const Relation& relation_;
  const Exclusion& exclusion_;
  ExclusionPlan plan_;
  RowServices& services_;
  GroupListing listing_;
  bool active_;  // allocates or follows; else it only judges
  uint64_t key_;
  std::vector<int> columns_;
  std::vector<Group> groups_;
  std::unordered_map<uint64_t, size_t> group_by_hash_;  // looked up only, never walked
  KeyTable tuples_;
  std::vector<size_t> group_of_tuple_;
  uint64_t listed_ = 0;
  bool dealt_ = false;
  std::vector<Slot> slots_;
  std::optional<Permutation> order_;
  std::optional<Permutation> holders_;  // which rows take part, where not all can
  uint64_t next_ = 0;
  std::vector<uint64_t> spare_;
  size_t spare_next_ = 0;
  std::optional<uint64_t> last_slot_;
  std::vector<std::pair<size_t, TickInterval>> last_stretches_;
  size_t assigned_stretches_ = 0;    // of them, before confirm()
  std::optional<size_t> last_rest_;  // the group that confirm() gave its <> operands
  bool last_free_ = false;
  bool judged_ = true;
  std::unique_ptr<GroupListing> followed_values_;
  std::unordered_map<uint64_t, Value> followed_;  // by group: the value all its rows have
  Arena followed_memory_;
};

/// One per exclusion constraint of the task's relation.
std::vector<std::unique_ptr<SlotAllocator>> make_slot_allocators(const RelationTask& task,
                                                                 const std::vector<ColumnPlan>& columns,
                                                                 RowServices& services);
std::vector<ExclusionPlan> plans_of(const std::vector<std::unique_ptr<SlotAllocator>>& allocators);

/// Throws Error(ExclusionViolation) when an exclusion constraint refused more rows than anything else did.
void throw_exclusion_failure(const Relation& relation, uint64_t tries, const std::vector<uint64_t>& refused,
                             std::initializer_list<const std::vector<uint64_t>*> others);

}  // namespace datagen::core
