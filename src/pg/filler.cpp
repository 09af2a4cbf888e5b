// src/pg/filler.cpp -- steps, trigger windows for cycles, and steps that are skipped
#include "pg/filler.hpp"

#include "pg/relation_writer.hpp"
#include "pg/trigger_window.hpp"

#include <algorithm>

namespace datagen::pg {
namespace {

/// How often a step is planned while others keep adding rows whose keys it would have taken.
constexpr int kMostStarts = 5;

std::string describe(const core::Error& error) {
  std::string text = error.message();
  if (!error.detail().empty()) text += " DETAIL: " + error.detail();
  if (!error.hint().empty()) text += " HINT: " + error.hint();
  return text;
}

std::string describe(const PgError& error) {
  std::string text = error.what();
  if (error.data().detail) text += std::string(" DETAIL: ") + error.data().detail;
  if (error.data().hint) text += std::string(" HINT: ") + error.data().hint;
  return text;
}

bool refers_to_itself(const core::Relation& relation) {
  return std::any_of(relation.foreign_keys.begin(), relation.foreign_keys.end(),
                     [&](const core::ForeignKey& key) { return key.parent == relation.id; });
}

/// Rows of a tree refer to rows before them or to themselves, so they can also go one by one, where each that the
/// server refuses is made again. Rows of a chain or of a cycle of several relations refer forward, too.
bool can_go_one_by_one(const std::vector<RelationFill>& members) {
  return members.size() == 1 && members[0].task.count > 0;
}

}  // namespace

Filler::Filler(FillContext& context, Progress& progress, Options options)
    : context_(context), progress_(progress), options_(options) {}

std::vector<FillReport> Filler::fill(const std::vector<core::FillStep>& steps) {
  std::vector<FillReport> reports;
  int relations = 0;
  for (const core::FillStep& step : steps) relations += static_cast<int>(step.goals.size());
  progress_.expect(relations);
  for (const core::FillStep& step : steps) {
    // Where the planner tells why a relation takes no rows, the others go on.
    const bool refused = std::any_of(step.goals.begin(), step.goals.end(),
                                     [](const core::FillGoal& goal) { return goal.error.has_value(); });
    auto done = options_.keep_going || refused ? try_step(step) : fill_step(step);
    reports.insert(reports.end(), done.begin(), done.end());
  }
  return reports;
}

std::vector<FillReport> Filler::try_step(const core::FillStep& step) {
  std::string failure;
  for (const core::FillGoal& goal : step.goals)
    if (goal.error) failure = describe(*goal.error);
  if (failure.empty()) {
    Subtransaction attempt;
    try {
      auto reports = fill_step(step);
      attempt.commit();
      return reports;
    } catch (const core::Error& error) {
      if (error.code() == core::ErrorCode::Internal) throw;
      failure = describe(error);
    } catch (const PgError& error) {
      if (must_propagate(error.sqlstate())) throw;
      failure = describe(error);
    }
  }
  progress_.rearm();
  std::vector<FillReport> reports;
  for (const core::FillGoal& goal : step.goals) {
    FillReport report;
    report.relation = goal.relation;
    report.requested = goal.requested;
    report.note = failure;
    reports.push_back(std::move(report));
  }
  return reports;
}

std::vector<FillReport> Filler::fill_step(const core::FillStep& step) {
  for (int start = 1;; ++start) try {
      return write_step(step, start < kMostStarts);
    } catch (const RowsOfOthers&) {
      progress_.rearm();
      for (const core::FillGoal& goal : step.goals) context_.forget_rows(goal.relation);
    }
}

std::vector<FillReport> Filler::write_step(const core::FillStep& step, bool may_start_over) {
  std::set<Oid> cyclic;
  for (const core::FillGoal& goal : step.goals)
    if (step.cyclic || refers_to_itself(context_.relation(goal.relation))) cyclic.insert(goal.relation);
  std::vector<RelationFill> members;
  for (const core::FillGoal& goal : step.goals)
    members.push_back(prepare_relation(context_, goal, cyclic, SequenceBlock::Mode::Take));
  for (RelationFill& member : members) require_sequences(member);
  // A relation outside of cycles is a step of its own.
  if (cyclic.empty())
    return {RelationWriter(context_, members.at(0), progress_, options_.run).write(may_start_over)};
  pin_component_keys(context_, members);
  std::vector<FillReport> reports;
  try {
    Subtransaction attempt;
    TriggerWindow window;
    for (RelationFill& member : members)
      reports.push_back(RelationWriter(context_, member, progress_, options_.run).write_in_window());
    window.close();
    attempt.commit();
    return reports;
  } catch (const PgError& error) {
    if (must_propagate(error.sqlstate())) throw;
    if (may_start_over && std::any_of(members.begin(), members.end(), [&](const RelationFill& member) {
          return collides_with_others(error, member);
        }))
      throw RowsOfOthers{};
    if (!can_go_one_by_one(members)) throw;
  }
  progress_.rearm();
  members[0].task.count = members[0].goal.rows;
  return {RelationWriter(context_, members[0], progress_, options_.run).write()};
}

}  // namespace datagen::pg
