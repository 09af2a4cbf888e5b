// src/pg/load_plan.cpp -- checks, sequences, the table's content at the start, the job's entry
#include "pg/load_plan.hpp"

#include "pg/fill_call.hpp"
#include "pg/ledger.hpp"
#include "pg/owner_statement.hpp"
#include "pg/relation_writer.hpp"
#include "pg/settings.hpp"

#include <algorithm>
#include <set>

extern "C" {
#include "access/transam.h"
#include "storage/lmgr.h"
}

namespace datagen::pg {
namespace {

/// The other facts have the rest of the array.
constexpr size_t kMostUsedSteps = kMostInt8s - (size_t{1} << 20);

[[noreturn]] void throw_unsupported(const core::Relation& relation, const std::string& reason) {
  throw core::Error(core::ErrorCode::UnsupportedFeature,
                    "cannot load relation \"" + relation.name + "\" in several transactions", reason,
                    "Use datagen.fill(), which adds the rows in one transaction.",
                    {relation.schema, relation.name, "", "", ""});
}

/// Whether rows of `from` need rows of `to`, directly or over others that are empty.
bool needs(FillContext& context, Oid from, Oid to, std::set<Oid>& seen) {
  if (!seen.insert(from).second) return false;
  const core::Relation& relation = context.relation(from);
  for (const core::ForeignKey& key : relation.foreign_keys) {
    if (!core::is_required(relation, key) || !context.schema().has(key.parent)) continue;
    if (key.parent == to) return true;
    if (context.existing_rows(key.parent) == 0 && needs(context, key.parent, to, seen)) return true;
  }
  return false;
}

void require_loadable(FillContext& context, const core::Relation& relation) {
  if (relation.kind == core::RelationKind::View) throw_unsupported(relation, "It is a view.");
  if (relation.temporary)
    throw_unsupported(relation,
                      "It is a temporary table, which no other session can see and no crash survives.");
  for (const core::ForeignKey& key : relation.foreign_keys) {
    if (key.parent == relation.id)
      throw_unsupported(relation,
                        "Foreign key \"" + key.name +
                            "\" refers to the table itself: its rows need each other in one transaction.");
    std::set<Oid> seen;
    if (core::is_required(relation, key) && context.schema().has(key.parent) &&
        context.existing_rows(key.parent) == 0 && needs(context, key.parent, relation.id, seen))
      throw_unsupported(relation,
                        "Foreign key \"" + key.name +
                            "\" is part of a cycle of NOT NULL references, none of which can come first.");
  }
}

core::FillGoal plan_goal(FillContext& context, const LoadOrder& request) {
  core::FillRequest fill;
  fill.counts[request.target] = request.rows;
  fill.parents = core::ParentsMode::Existing;
  for (const core::FillStep& step : core::plan_fill(context.schema(), fill, context))
    for (const core::FillGoal& goal : step.goals)
      if (goal.relation == request.target) return goal;
  throw core::Error(core::ErrorCode::Internal, "the plan of a load has no step");
}

/// Takes values for `count` more rows and adds them to the facts.
void reserve_sequences(const core::RowMaker& maker, RelationFill& fill, uint64_t count, LoadFacts& facts) {
  for (size_t c = 0; c < maker.column_plans().size(); ++c) {
    if (maker.column_plans()[c].source != core::ColumnSource::Sequence) continue;
    SequenceBlock& sequence = fill.server->sequence(static_cast<int>(c));
    sequence.reserve(count);
    facts.start.sequences[static_cast<int>(c)] = sequence.taken().as_runs();
  }
}

/// False, and nothing noted, where they are too many. Slices that follow each other find them in the table.
bool collect_used_steps(const core::RowMaker& maker, uint64_t rows, LoadStart& start) {
  size_t count = 0;
  for (auto& [key, steps] : maker.used_steps(rows)) {
    count += steps.size();
    start.used_steps[key] = std::make_shared<const std::vector<uint64_t>>(std::move(steps));
  }
  if (count <= kMostUsedSteps) return true;
  start.used_steps.clear();
  return false;
}

uint64_t next_xid() {
  return call([]() noexcept { return U64FromFullTransactionId(ReadNextFullTransactionId()); });
}

void collect_facts(RelationFill& fill, const LoadOrder& request, LoadJob& job) {
  const RowServer::EvaluationScope evaluation(*fill.server);
  const core::RowMaker maker(fill.task, *fill.server);
  core::require_room(fill.task, maker.key_plans());
  for (const auto& slots : maker.slots()) slots->require_room();
  job.serial = maker.dependence();
  const auto reads = fill.task.relation->reads();
  if (job.serial.empty() && std::find(reads.begin(), reads.end(), request.target) != reads.end())
    job.serial = "a constraint reads the table itself";
  LoadFacts facts;
  facts.first_xid = next_xid();
  facts.start.rows = fill.task.first_ordinal;
  facts.start.highest = fill.task.highest;
  facts.parents = digest_parents(fill.task);
  if (job.serial.empty() && !collect_used_steps(maker, request.rows, facts.start))
    job.serial = "more keys are in use than a job can note";
  fill.server->finish_evaluation();
  reserve_sequences(maker, fill, request.rows, facts);
  job.facts = facts.encode();
}

}  // namespace

LoadJob plan_load(const LoadOrder& request, LoadMemory& memory) {
  LoadJob job;
  job.seed = effective_seed(request.seed);
  FillContext context({request.target}, job.seed);
  const core::Relation& relation = context.relation(request.target);
  require_loadable(context, relation);
  const core::FillGoal goal = plan_goal(context, request);
  require_insert_privilege(relation);
  RelationFill fill = prepare_relation(context, goal, {}, SequenceBlock::Mode::Take);
  require_sequences(fill);
  collect_facts(fill, request, job);
  keep_parents(fill, memory);
  job.role = GetUserId();
  job.relation = request.target;
  job.name = relation_name(request.target);
  job.requested = request.rows;
  job.batch = request.batch;
  job.workers = request.workers;
  job.version = extension_version();
  job.definition = definition_digest(request.target);
  job.settings = session_settings();
  job.run = open_run(job.seed, "load");
  create_job(job);
  create_slices(job, 0, request.rows);
  return job;
}

bool extend_load(LoadJob& job, const JobTotals& totals) {
  const uint64_t most = job.requested * 2;
  if (totals.inserted >= job.requested || totals.positions >= most) return false;
  LoadFacts facts = LoadFacts::decode(job.facts);
  LoadMemory memory;
  LoadTarget target(job, facts, memory);
  RelationFill& fill = target.fill();
  const RowServer::EvaluationScope evaluation(*fill.server);
  const core::RowMaker maker(fill.task, *fill.server);
  fill.server->finish_evaluation();
  const uint64_t end = std::min({totals.positions + job.requested - totals.inserted, most,
                                 std::max(job.requested, maker.key_plans().room)});
  if (end <= totals.positions) return false;
  reserve_sequences(maker, fill, end - totals.positions, facts);
  job.facts = facts.encode();
  update_facts(job);
  create_slices(job, totals.positions, end - totals.positions);
  return true;
}

void finish_load(const LoadJob& job, LoadMemory& memory) {
  if (job.requested == 0) return;
  apply_settings(job.settings);
  const LoadFacts facts = LoadFacts::decode(job.facts);
  LoadTarget target(job, facts, memory);
  Progress progress;
  RelationWriter(target.context(), target.fill(), progress, job.run).catch_up();
}

}  // namespace datagen::pg
