// src/api/plan.cpp -- datagen.plan, plan_schema: the steps of a fill, without the fill
#include "api/fill_arguments.hpp"
#include "pg/load_method.hpp"
#include "pg/query.hpp"
#include "pg/result_set.hpp"
#include "pg/settings.hpp"

#include <algorithm>
#include <cstdio>

namespace datagen {
namespace {

/// Rough costs per row of an ordinary INSERT, in microseconds (docs/performance.md).
constexpr double kRowMicros = 3.0;
constexpr double kForeignKeyMicros = 7.0;
constexpr double kIndexMicros = 2.0;
/// Bytes of a row beyond its columns, and of an index entry, WAL headers included.
constexpr double kTupleOverhead = 28;
constexpr double kIndexEntry = 24;
constexpr double kWalFactor = 1.4;

std::string size_text(double bytes) {
  const char* units[] = {"bytes", "kB", "MB", "GB", "TB"};
  int unit = 0;
  while (bytes >= 1024 && unit < 4) {
    bytes /= 1024;
    ++unit;
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.*f %s", bytes < 10 && unit > 0 ? 1 : 0, bytes, units[unit]);
  return text;
}

std::string estimate(const core::Relation& relation, uint64_t rows) {
  const auto count = static_cast<double>(rows);
  const double indexes = static_cast<double>(relation.keys.size() + relation.exclusions.size());
  const double bytes =
      count * (static_cast<double>(relation.row_bytes) + kTupleOverhead + indexes * kIndexEntry);
  const double micros = kRowMicros + kForeignKeyMicros * static_cast<double>(relation.foreign_keys.size()) +
                        kIndexMicros * indexes;
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.3f s", count * micros / 1e6);
  return "about " + size_text(bytes) + ", " + size_text(bytes * kWalFactor) + " of WAL, " + seconds;
}

bool refers_to_itself(const core::Relation& relation) {
  return std::any_of(relation.foreign_keys.begin(), relation.foreign_keys.end(),
                     [&](const core::ForeignKey& key) { return key.parent == relation.id; });
}

pg::LoadMethod load_method(pg::FillContext& context, const core::FillStep& step, const core::FillGoal& goal) {
  const core::Relation& relation = context.relation(goal.relation);
  if (goal.error) return {};
  pg::LoadRequest request;
  request.rows = goal.rows;
  request.existing_rows = context.existing_rows(goal.relation);
  request.in_window = step.cyclic || refers_to_itself(relation);
  request.rules_may_read = context.rules_may_read(goal.relation);
  return pg::choose_load_method(relation, context.pool(), request, pg::LoadPurpose::Plan);
}

std::string strategy(const core::Relation& relation, const core::FillStep& step, const pg::LoadMethod& method,
                     bool grows) {
  const bool self = refers_to_itself(relation);
  std::string text = method.bulk ? "bulk insert" : "insert";
  if (method.rebuild_indexes) text += ", indexes rebuilt";
  if (step.cyclic)
    text += ", keys made ahead, one trigger window for the cycle";
  else if (grows)
    text += ", each row made from one before it, one trigger window";
  else if (self)
    text += ", keys made ahead, one trigger window for the tree";
  if (relation.has_before_insert_triggers || relation.has_rules) text += ", dropped rows topped up";
  if (!method.obstacle.empty()) text += ", not in bulk because " + method.obstacle;
  return text;
}

std::string reason(const core::FillGoal& goal) {
  if (goal.error) return goal.error->message();
  if (!goal.note.empty()) return goal.note;
  return goal.is_explicit ? "asked for" : "default number of rows";
}

Datum return_steps(pg::ResultSet& results, const pg::FillCall& call) {
  pg::SpiConnection connection;
  pg::FillContext context(pg::roots_of(call.request), pg::effective_seed(call.seed));
  int number = 0;
  for (const core::FillStep& step : pg::plan_call(context, call)) {
    ++number;
    for (const core::FillGoal& goal : step.goals) {
      const core::Relation& relation = context.relation(goal.relation);
      const bool grows =
          !step.cyclic && !goal.error && core::plan_growth(context.task(goal.relation)).grows();
      results.small_integer(number)
          .relation(goal.relation)
          .text(goal.error       ? "skip"
                : goal.is_parent ? "fill parent"
                                 : "fill");
      results.integer(static_cast<int64_t>(goal.rows))
          .text(strategy(relation, step, load_method(context, step, goal), grows));
      results.text(reason(goal) + "; " + estimate(relation, goal.rows));
      results.end_row();
    }
  }
  return static_cast<Datum>(0);
}

}  // namespace

DG_FUNCTION(datagen_plan) {
  pg::ResultSet results(fcinfo);
  return return_steps(results, api::read_fill(fcinfo));
}

DG_FUNCTION(datagen_plan_schema) {
  pg::ResultSet results(fcinfo);
  return return_steps(results, api::read_fill_schema(fcinfo));
}

}  // namespace datagen
