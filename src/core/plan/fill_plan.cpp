// src/core/plan/fill_plan.cpp -- parents first, natural maxima, explicit counts held to account
#include "core/plan/fill_plan.hpp"

#include "core/base/error.hpp"
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
    std::vector<FillStep> steps;
    for (const Component& component : fill_order(schema_, ids)) steps.push_back(plan_component(component));
    return steps;
  }

 private:
  void collect_targets() {
    for (RelationId id : request_.defaults) add_goal(id, request_.default_rows, false);
    for (const auto& [id, rows] : request_.counts) add_goal(id, rows, true);
    for (const auto& [id, per] : request_.per_parent) {
      const auto parent = goals_.find(per.parent);
      const uint64_t parents =
          parent != goals_.end() ? parent->second.requested : facts_.existing_rows(per.parent);
      add_goal(id, static_cast<uint64_t>(std::llround(static_cast<double>(parents) * per.mean)), true);
    }
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
      for (const ForeignKey& key : schema_.at(child).foreign_keys) {
        if (key.parent == child || !schema_.has(key.parent) || !is_required(schema_.at(child), key)) continue;
        if (facts_.existing_rows(key.parent) > 0) continue;
        auto known = goals_.find(key.parent);
        const uint64_t rows = rows_needed(child, key, goals_[child].rows);
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

  uint64_t rows_needed(RelationId child, const ForeignKey& key, uint64_t rows) const {
    const uint64_t usual = std::min(rows, std::max<uint64_t>(10, (rows + 9) / 10));
    for (const UniqueKey& unique : schema_.at(child).keys) {
      if (unique.where) continue;
      bool inside = true;
      bool counts = false;
      for (const KeyPart& part : unique.parts) {
        const bool referenced = part.column >= 0 && std::find(key.columns.begin(), key.columns.end(),
                                                              part.column) != key.columns.end();
        counts = counts || referenced;
        if (!referenced) inside = inside && part.column >= 0 && is_small(schema_.at(child), part.column);
      }
      if (inside && counts) return rows;
    }
    return usual;
  }

  /// A column of few values leaves a unique key's capacity to its parents.
  static bool is_small(const Relation& relation, int column) {
    const TypeClass c = relation.columns[static_cast<size_t>(column)].type->type_class;
    return c == TypeClass::Boolean || c == TypeClass::Enum;
  }

  uint64_t rows_after(RelationId id) const {
    const auto goal = goals_.find(id);
    return facts_.existing_rows(id) + (goal == goals_.end() ? 0 : goal->second.rows);
  }

  FillStep plan_component(const Component& component) {
    FillStep step;
    step.cyclic = component.cyclic;
    try {
      for (RelationId id : component.members) {
        require_parents(goals_[id]);
        cap(goals_[id]);
      }
    } catch (const Error& error) {
      if (!request_.keep_going || error.code() == ErrorCode::Internal) throw;
      for (RelationId id : component.members) {
        goals_[id].rows = 0;
        goals_[id].error = error;
      }
    }
    for (RelationId id : component.members) step.goals.push_back(goals_[id]);
    return step;
  }

  void cap(FillGoal& goal) {
    if (goal.rows == 0) return;
    const Relation& relation = schema_.at(goal.relation);
    const Room room =
        estimate_room(facts_.task(goal.relation), [&](RelationId id) { return rows_after(id); });
    const uint64_t existing = facts_.existing_rows(goal.relation);
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
      if (!by_rule && rows_after(key.parent) == 0)
        throw_no_parent(relation, key, schema_.at(key.parent).name, "The referenced relation is empty.");
    }
  }

  const Schema& schema_;
  const FillRequest& request_;
  FillFacts& facts_;
  std::map<RelationId, FillGoal> goals_;
};

}  // namespace

std::vector<FillStep> plan_fill(const Schema& schema, const FillRequest& request, FillFacts& facts) {
  return FillPlanner(schema, request, facts).run();
}

}  // namespace datagen::core
