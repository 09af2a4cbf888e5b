// src/core/plan/fill_plan.cpp -- parents first, natural maxima, explicit counts held to account
#include "core/plan/fill_plan.hpp"

#include "core/base/error.hpp"
#include "core/constraint/conflict.hpp"
#include "core/plan/key_demand.hpp"
#include "core/plan/lookup_order.hpp"
#include "core/plan/needed_parents.hpp"
#include "core/plan/parent_bounds.hpp"
#include "core/plan/parent_counts.hpp"
#include "core/plan/parent_filter.hpp"
#include "core/plan/room.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

class FillPlanner {
 public:
  FillPlanner(const Schema& schema, const FillRequest& request, FillFacts& facts)
      : schema_(schema), request_(request), facts_(facts) {}

  std::vector<FillStep> run() {
    collect_targets();
    if (request_.parents == ParentsMode::Auto) add_required_parents();
    std::vector<RelationId> ids;
    for (const auto& [id, goal] : goals_) ids.push_back(id);
    auto components = fill_order(schema_, ids);
    if (const TriggerLookups* lookups = facts_.lookups()) {
      components = order_by_lookups(schema_, std::move(components), *lookups);
      ask_for_words(*lookups);
    }
    for (auto component = components.rbegin(); component != components.rend(); ++component)
      for (RelationId id : component->members) ask_of_parents(id, component->members);
    std::vector<FillStep> steps;
    for (const Component& component : components) steps.push_back(plan_component(component));
    return steps;
  }

 private:
  void collect_targets() {
    for (RelationId id : request_.defaults) {
      add_goal(id, request_.default_rows, false);
      if (!lacks_partitions(schema_.at(id))) continue;
      goals_[id].rows = 0;
      goals_[id].error = no_partitions_error(schema_.at(id));
    }
    for (const auto& [id, rows] : request_.counts) add_goal(id, rows, true);
    for (const auto& [id, per] : request_.per_parent) {
      require_reference(id, per.parent);
      add_goal(id, children_of(id, per), true);
      if (per.fan_out) goals_[id].fan_outs[*reference_to(id, per.parent)] = *per.fan_out;
    }
  }

  /// Parents that are filled in this call count, else those there are.
  uint64_t parents_of(const PerParent& per) const {
    const auto parent = goals_.find(per.parent);
    return parent != goals_.end() ? parent->second.rows : existing_rows(per.parent);
  }

  /// As many rows as the distribution gives the parents, which the rows are then dealt out by; else as many as the mean.
  uint64_t children_of(RelationId id, const PerParent& per) {
    if (per.fan_out) {
      const Relation& relation = schema_.at(id);
      const ForeignKey& key = relation.foreign_keys[*reference_to(id, per.parent)];
      const uint64_t natural =
          natural_children(*per.fan_out, parents_of(per), fan_out_key(facts_.task(id).seed, relation, key));
      if (natural > 0) return natural;
    }
    return static_cast<uint64_t>(std::llround(static_cast<double>(parents_of(per)) * per.mean));
  }

  /// The foreign key to `parent` that a row can least do without.
  std::optional<size_t> reference_to(RelationId child, RelationId parent) const {
    const Relation& relation = schema_.at(child);
    std::optional<size_t> best;
    for (size_t i = 0; i < relation.foreign_keys.size(); ++i)
      if (relation.foreign_keys[i].parent == parent &&
          (!best || (is_required(relation, relation.foreign_keys[i]) &&
                     !is_required(relation, relation.foreign_keys[*best]))))
        best = i;
    return best;
  }

  void require_reference(RelationId child, RelationId parent) const {
    if (reference_to(child, parent)) return;
    const Relation& relation = schema_.at(child);
    const std::string name = schema_.has(parent) ? schema_.at(parent).name : "the relation named by \"per\"";
    std::string parents;
    for (const ForeignKey& key : relation.foreign_keys)
      if (schema_.has(key.parent) && key.parent != child)
        parents += (parents.empty() ? "\"" : ", \"") + schema_.at(key.parent).name + "\"";
    throw Error(
        ErrorCode::InvalidParameter,
        "the count of relation \"" + relation.name + "\" is per \"" + name + "\", which it does not refer to",
        "",
        parents.empty() ? "It has no foreign key: give it a number of rows."
                        : "Its foreign keys lead to " + parents + ".");
  }

  /// Once the parents' rows are settled, so is the number of their children.
  void settle_children(RelationId id) {
    const auto per = request_.per_parent.find(id);
    if (per == request_.per_parent.end()) return;
    FillGoal& goal = goals_[id];
    goal.rows = goal.requested = children_of(id, per->second);
    if (per->second.fan_out || !per->second.min || !per->second.max) return;
    goal.per_parent = ChildrenPerParent{*reference_to(id, per->second.parent), parents_of(per->second),
                                        *per->second.min, *per->second.max};
  }

  /// What can be known of a relation, null where it cannot be filled, which is told when its turn comes.
  const RelationTask* task_of(RelationId id) {
    try {
      return &facts_.task(id);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::Internal) throw;
      return nullptr;
    }
  }

  /// The same with columns narrowed to what the parents' may hold.
  const RelationTask* bounded_task_of(RelationId id) {
    const auto known = bounded_.find(id);
    if (known != bounded_.end()) return known->second ? &*known->second : task_of(id);
    const RelationTask* task = task_of(id);
    if (!task) return nullptr;
    const auto& bounded = bounded_[id] =
        bounded_by_plans(*task, [&](RelationId parent) { return task_of(parent); });
    return bounded ? &*bounded : task;
  }

  /// Whether the relation's rows may be raised because others need more.
  bool may_grow(RelationId id) const {
    const auto goal = goals_.find(id);
    return goal != goals_.end() && !goal->second.is_explicit;
  }

  /// Settles the demands on the relation, whose children have told theirs, and passes them and its own on.
  void ask_of_parents(RelationId id, const std::vector<RelationId>& component) {
    FillGoal& goal = goals_[id];
    const RelationTask* task = goal.rows > 0 ? task_of(id) : nullptr;
    if (!task) return;
    fit_demands(goal);
    raise_parents(goal, component);
    const Relation& relation = schema_.at(id);
    for (const ForeignKey& key : relation.foreign_keys) {
      const auto parent = goals_.find(key.parent);
      if (key.parent == id || parent == goals_.end() || parent->second.rows == 0) continue;
      const RelationTask* parent_task = task_of(key.parent);
      if (!parent_task) continue;
      AskingChild child{
          &relation, &task->analysis, goal.rows, goal.is_explicit || goal.is_parent, &goal.demands, {}};
      child.needed = [&] { return referred_rows(goal, key); };
      for (RowDemand& demand : demands_through(
               child, key, {&schema_.at(key.parent), &parent_task->analysis, parent->second.rows}))
        add_demand(parent->second.demands, std::move(demand));
    }
  }

  /// Words that triggers look for in a relation become rows of it.
  void ask_for_words(const TriggerLookups& lookups) {
    for (const auto& [id, columns] : lookups.words) {
      const auto goal = goals_.find(id);
      const RelationTask* task = goal != goals_.end() && goal->second.rows > 0 ? task_of(id) : nullptr;
      if (!task) continue;
      for (const auto& [column, words] : columns) {
        Domain offered;
        offered.values = words;
        RowDemand demand;
        demand.each = column;
        demand.domains[column] = intersection(task->analysis.base[static_cast<size_t>(column)], offered,
                                              *schema_.at(id).columns[static_cast<size_t>(column)].type);
        demand.rows = std::min<uint64_t>(goal->second.rows, demand.domains[column].values->size());
        if (demand.rows > 0) add_demand(goal->second.demands, std::move(demand));
      }
    }
  }

  /// Makes room for demands that must be met, and shares what there is between the others.
  void fit_demands(FillGoal& goal) {
    uint64_t hard = 0;
    std::vector<RowDemand> hard_demands;
    for (const RowDemand& demand : goal.demands)
      if (demand.hard) hard_demands.push_back(demand);
    hard = lay_out(hard_demands);
    if (hard > goal.rows && !goal.is_explicit) goal.rows = goal.requested = hard;
    const uint64_t total = lay_out(goal.demands);
    if (total <= goal.rows) return;
    const double share = static_cast<double>(goal.rows) / static_cast<double>(total);
    for (RowDemand& demand : goal.demands)
      demand.rows = std::max<uint64_t>(1, static_cast<uint64_t>(static_cast<double>(demand.rows) * share));
  }

  SupplyFacts supply_facts() {
    SupplyFacts facts;
    facts.schema = &schema_;
    facts.task = [&](RelationId id) { return bounded_task_of(id); };
    facts.rows = [&](RelationId id) { return rows_after(id); };
    return facts;
  }

  /// The fewest parents over which the keys of the goal's relation have room for its rows; 0 where they do not depend on
  /// their number.
  uint64_t referred_rows(const FillGoal& goal, const ForeignKey& key) {
    SupplyFacts facts = supply_facts();
    const uint64_t wanted = existing_rows(goal.relation) + goal.rows;
    const auto suffices = [&](uint64_t parents) {
      facts.rows = [&](RelationId id) { return id == key.parent ? parents : rows_after(id); };
      return expected_supply(facts, goal.relation) >= wanted;
    };
    if (suffices(1)) return 0;
    uint64_t low = 1, high = std::max<uint64_t>(1, rows_after(key.parent));
    while (high - low > 1) {
      const uint64_t middle = low + (high - low) / 2;
      (suffices(middle) ? high : low) = middle;
    }
    return high;
  }

  /// Raises parents whose number was left to us, and theirs, where keys over them leave too little room for rows that were
  /// asked for.
  /// In a cycle every parent gets a child (ReferencePicker::cover_parents), so relations of it that were asked for stay.
  void raise_parents(const FillGoal& goal, const std::vector<RelationId>& component) {
    if (!goal.is_explicit && !goal.is_parent) return;
    const SupplyFacts facts = supply_facts();
    const uint64_t wanted = existing_rows(goal.relation) + goal.rows;
    for (const auto& [id, rows] : parents_needed(facts, goal.relation, wanted, [&](RelationId id) {
           const bool beside = std::find(component.begin(), component.end(), id) != component.end();
           return may_grow(id) && (!beside || goals_[id].is_parent);
         })) {
      FillGoal& parent = goals_[id];
      parent.rows = parent.requested = parent.rows + (rows - rows_after(id));
    }
  }

  /// As many rows as the distribution gives the parents, which the rows are then dealt out by.
  void add_shaped_goal(RelationId id, const PerParent& per, uint64_t parents) {
    const Relation& relation = schema_.at(id);
    for (size_t k = 0; k < relation.foreign_keys.size(); ++k) {
      const ForeignKey& key = relation.foreign_keys[k];
      if (key.parent != per.parent) continue;
      const uint64_t draws = fan_out_key(facts_.task(id).seed, relation, key);
      const uint64_t natural = natural_children(*per.fan_out, parents, draws);
      add_goal(id,
               natural > 0 ? natural
                           : static_cast<uint64_t>(std::llround(static_cast<double>(parents) * per.mean)),
               true);
      goals_[id].fan_outs[k] = *per.fan_out;
      return;
    }
    throw Error(ErrorCode::InvalidParameter,
                "relation \"" + relation.name + "\" has no foreign key to the relation that its count is per",
                "", "", {relation.schema, relation.name, "", "", ""});
  }

  void add_goal(RelationId id, uint64_t rows, bool is_explicit) {
    FillGoal& goal = goals_[id];
    goal.relation = id;
    goal.requested = goal.rows = rows;
    goal.is_explicit = is_explicit;
  }

  /// Empty parents that a row cannot do without, and theirs in turn.
  void add_required_parents() {
    std::vector<RelationId> open;
    for (const auto& [id, goal] : goals_)
      if (goal.rows > 0) open.push_back(id);
    while (!open.empty()) {
      const RelationId child = open.back();
      open.pop_back();
      const std::vector<ForeignKey>& keys = schema_.at(child).foreign_keys;
      const std::vector<size_t> needed = needed_references(child);
      for (size_t k = 0; k < keys.size(); ++k) {
        const ForeignKey& key = keys[k];
        if (key.parent == child || !schema_.has(key.parent)) continue;
        if (!is_required(schema_.at(child), key) &&
            std::find(needed.begin(), needed.end(), k) == needed.end())
          continue;
        if (existing_rows(key.parent) > 0) continue;
        auto known = goals_.find(key.parent);
        const uint64_t rows = usual_parents(goals_[child].rows);
        if (known != goals_.end()) {
          // A relation that was asked for keeps its count; one that is filled as a parent serves all its children.
          if (!known->second.is_parent || known->second.rows >= rows) continue;
          known->second.rows = known->second.requested = rows;
        } else {
          add_goal(key.parent, rows, false);
          goals_[key.parent].is_parent = true;
          goals_[key.parent].note = "required by \"" + schema_.at(child).name + "\"";
        }
        open.push_back(key.parent);
      }
    }
  }

  /// References to relations without rows that columns may leave out, but conditions do not.
  std::vector<size_t> needed_references(RelationId child) const {
    const Relation& relation = schema_.at(child);
    std::vector<size_t> optional;
    for (size_t k = 0; k < relation.foreign_keys.size(); ++k)
      if (relation.foreign_keys[k].parent != child && schema_.has(relation.foreign_keys[k].parent) &&
          !is_required(relation, relation.foreign_keys[k]))
        optional.push_back(k);
    std::vector<size_t> absent;
    for (size_t k : references_in_conditions(relation, optional))
      if (is_known_empty(relation.foreign_keys[k].parent)) absent.push_back(k);
    return absent.empty() ? absent : facts_.needed_references(child, absent);
  }

  /// No rows now, none asked for; a relation that the caller may not read is left alone.
  bool is_known_empty(RelationId id) const {
    const auto goal = goals_.find(id);
    if (goal != goals_.end() && goal->second.rows > 0 && !goal->second.is_parent) return false;
    try {
      return facts_.existing_rows(id) == 0;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::InsufficientPrivilege) throw;
      return false;
    }
  }

  /// A tenth, which raise_parents() raises where keys need more.
  static uint64_t usual_parents(uint64_t rows) {
    return std::min(rows, std::max<uint64_t>(10, (rows + 9) / 10));
  }

  /// Rows of a relation that is skipped because the caller may not read it do not count.
  uint64_t existing_rows(RelationId id) const {
    try {
      return facts_.existing_rows(id);
    } catch (const Error& error) {
      if (!request_.keep_going || error.code() != ErrorCode::InsufficientPrivilege) throw;
      return 0;
    }
  }

  uint64_t rows_after(RelationId id) const {
    const auto goal = goals_.find(id);
    return existing_rows(id) + (goal == goals_.end() ? 0 : goal->second.rows);
  }

  FillStep plan_component(const Component& component) {
    FillStep step;
    step.cyclic = component.cyclic;
    try {
      for (RelationId id : component.members) {
        if (goals_[id].error) continue;
        if (goals_[id].rows > 0) facts_.existing_rows(id);  // or the error that says why not
        settle_children(id);
        require_parents(goals_[id]);
        cap(goals_[id]);
      }
    } catch (const Error& error) {
      if (error.code() != ErrorCode::CheckViolation) refuse(component, error);
      const std::optional<Error> hidden = error_of_hidden_parent(component);
      refuse(component, hidden ? *hidden : error);
    }
    for (RelationId id : component.members) step.goals.push_back(goals_[id]);
    return step;
  }

  void refuse(const Component& component, const Error& error) {
    if (!request_.keep_going || error.code() == ErrorCode::Internal) throw Error(error);
    for (RelationId id : component.members) {
      goals_[id].rows = 0;
      goals_[id].error = error;
    }
  }

  /// A parent that is filled because none of its rows was found, may be full of rows that the caller does not see: then
  /// this is what its child lacks, whatever keeps new ones from being made.
  std::optional<Error> error_of_hidden_parent(const Component& component) const {
    for (RelationId id : component.members)
      if (goals_.at(id).is_parent && facts_.hides_rows(id))
        for (const auto& [child, goal] : goals_)
          for (const ForeignKey& key : schema_.at(child).foreign_keys)
            if (goal.rows > 0 && key.parent == id && child != id && is_required(schema_.at(child), key))
              return hidden_parent_error(schema_.at(child), key, schema_.at(id).name);
    return std::nullopt;
  }

  void cap(FillGoal& goal) {
    if (goal.rows == 0) return;
    const Relation& relation = schema_.at(goal.relation);
    const Room room =
        estimate_room(facts_.task(goal.relation), [&](RelationId id) { return rows_after(id); });
    const uint64_t existing = existing_rows(goal.relation);
    const uint64_t left = room.total > existing ? room.total - existing : 0;
    if (room.total == UINT64_MAX || goal.rows <= left) return;
    const std::string& key = room.constraint(relation);
    const bool excludes = room.exclusion >= 0 || relation.keys[static_cast<size_t>(room.key)].exclusion;
    if (goal.is_explicit)
      throw Error(excludes ? ErrorCode::ExclusionViolation : ErrorCode::UniqueViolation,
                  (excludes ? "exclusion constraint \"" : "unique constraint \"") + key +
                      "\" of relation \"" + relation.name + "\" allows only " + std::to_string(room.total) +
                      " rows and leaves room for " + std::to_string(left) + " more, " +
                      std::to_string(goal.rows) + " were asked for",
                  "The relation holds " + std::to_string(existing) + " rows.",
                  "Ask for fewer rows, widen the columns' constraints, or fill more rows of the referenced "
                  "relations.",
                  {relation.schema, relation.name, "", key, ""});
    goal.rows = left;
    goal.capped = true;
    goal.note = (excludes ? "exclusion constraint \"" : "unique key \"") + key + "\" allows only " +
                std::to_string(room.total) + " rows";
  }

  void require_parents(const FillGoal& goal) const {
    if (goal.rows == 0) return;
    const Relation& relation = schema_.at(goal.relation);
    for (const ForeignKey& key : relation.foreign_keys) {
      if (key.parent == goal.relation || !schema_.has(key.parent) || !is_required(relation, key)) continue;
      bool by_rule = false;
      for (int column : key.columns) by_rule = by_rule || facts_.task(goal.relation).rules.count(column) > 0;
      if (by_rule || rows_after(key.parent) > 0) continue;
      const Relation& parent = schema_.at(key.parent);
      facts_.existing_rows(key.parent);  // or the error that says why not
      if (lacks_partitions(parent)) throw Error(no_partitions_error(parent));
      if (facts_.hides_rows(key.parent)) throw Error(hidden_parent_error(relation, key, parent.name));
      throw_no_parent(relation, key, parent.name, "The referenced relation is empty.");
    }
  }

  const Schema& schema_;
  const FillRequest& request_;
  FillFacts& facts_;
  std::map<RelationId, FillGoal> goals_;
  std::map<RelationId, std::optional<RelationTask>> bounded_;  // nullopt: as task_of()
};

}  // namespace

std::vector<FillStep> plan_fill(const Schema& schema, const FillRequest& request, FillFacts& facts) {
  return FillPlanner(schema, request, facts).run();
}

}  // namespace datagen::core
