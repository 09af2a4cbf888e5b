// src/core/plan/fill_plan.hpp -- from what was asked to ordered steps: counts, parents, components
#pragma once

#include "core/base/error.hpp"
#include "core/plan/relation_task.hpp"
#include "core/plan/trigger_lookups.hpp"
#include "core/schema/graph.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace datagen::core {

enum class ParentsMode : uint8_t { Auto, Existing };

/// A count that depends on a parent's: {"per": parent, "mean": 3} or {"per": parent, "min": 1, "max": 5}.
struct PerParent {
  RelationId parent = 0;
  double mean = 1;
  std::optional<uint64_t> min;  ///< both or none: bounds for every parent
  std::optional<uint64_t> max;
  std::optional<FanOutShape> fan_out;  ///< "distribution": the count is the sum of what it gives each parent
};

/// What a call asks for.
struct FillRequest {
  std::map<RelationId, uint64_t> counts;  ///< explicit: more than fits is an error
  std::map<RelationId, PerParent> per_parent;
  std::set<RelationId> defaults;  ///< filled with `default_rows`, or as many as fit
  uint64_t default_rows = 0;
  ParentsMode parents = ParentsMode::Auto;
  bool keep_going = false;  ///< on_error => 'skip': errors become FillGoal::error
};

/// What the planner asks of the database.
class FillFacts {
 public:
  virtual ~FillFacts() = default;
  /// Error InsufficientPrivilege where the caller may not read the relation.
  virtual uint64_t existing_rows(RelationId relation) = 0;
  /// Whether row level security may keep rows of the relation from the caller.
  virtual bool hides_rows(RelationId relation) {
    (void)relation;
    return false;
  }
  /// A task with relation, analysis, rules and settings set, enough for estimate_room().
  virtual const RelationTask& task(RelationId relation) = 0;
  /// needed_references() of the relation (needed_parents.hpp), for foreign keys whose parents are empty.
  virtual std::vector<size_t> needed_references(RelationId relation, const std::vector<size_t>& absent) {
    (void)relation, (void)absent;
    return {};
  }
  /// What triggers look up in other relations; null where that is not known.
  virtual const TriggerLookups* lookups() { return nullptr; }
};

/// One relation's share of a step.
struct FillGoal {
  RelationId relation = 0;
  uint64_t requested = 0;  ///< as asked, before the cap
  uint64_t rows = 0;
  bool capped = false;
  bool is_explicit = false;
  bool is_parent = false;  ///< filled because another relation needs it
  std::string note;
  std::vector<RowDemand> demands;  ///< of the relations that refer to it, in the order they are to be met
  std::optional<ChildrenPerParent> per_parent;
  std::map<size_t, FanOutShape> fan_outs;  ///< asked for by the count, by foreign key; over the stored shapes
  std::optional<Error> error;              ///< why the relation cannot be filled
};

/// Relations that are filled together, parents first.
struct FillStep {
  std::vector<FillGoal> goals;
  bool cyclic = false;
};

/// Orders the request. Throws Error(UniqueViolation) for an explicit count that does not fit and
/// Error(ForeignKeyViolation) for a required parent that stays empty.
std::vector<FillStep> plan_fill(const Schema& schema, const FillRequest& request, FillFacts& facts);

}  // namespace datagen::core
