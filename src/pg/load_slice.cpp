// src/pg/load_slice.cpp -- claiming, checking that nothing changed, writing, marking
#include "pg/load_slice.hpp"

#include "pg/ledger.hpp"
#include "pg/owner_statement.hpp"
#include "pg/relation_writer.hpp"

extern "C" {
#include "commands/trigger.h"
#include "storage/pmsignal.h"
#include "utils/guc.h"
#include "utils/guc_tables.h"
}

namespace datagen::pg {
namespace {

/// How often a slice is begun again after a deadlock or serialization failure.
constexpr int kMostRepeats = 10;

std::string label(const LoadJob& job) { return "job " + std::to_string(job.job); }

/// What generated values, their texts and the checks on them may depend on, and what a session sets for speed.
constexpr const char* kSettings[] = {"search_path",
                                     "TimeZone",
                                     "DateStyle",
                                     "IntervalStyle",
                                     "extra_float_digits",
                                     "bytea_output",
                                     "xmlbinary",
                                     "xmloption",
                                     "lc_monetary",
                                     "lc_numeric",
                                     "lc_time",
                                     "default_text_search_config",
                                     "row_security",
                                     "timezone_abbreviations",
                                     "array_nulls",
                                     "work_mem",
                                     "maintenance_work_mem",
                                     "synchronous_commit",
                                     "lock_timeout",
                                     "jit",
                                     "datagen.as_of",
                                     "datagen.null_share",
                                     "datagen.edge_share",
                                     "datagen.search_budget",
                                     "datagen.locale",
                                     "datagen.sink",
                                     "datagen.safe_values"};

/// Parameters such as app.tenant, which policies and triggers read; pg_settings does not list them.
void add_own_parameters(std::vector<std::string>& settings) {
  const int count = GetNumConfigOptions();
  config_generic** variables = get_guc_variables();
  for (int i = 0; i < count; ++i) {
    const config_generic* variable = variables[i];
    if (!(variable->flags & GUC_CUSTOM_PLACEHOLDER) || variable->source != PGC_S_SESSION) continue;
    const char* value = call([&]() noexcept { return GetConfigOptionByName(variable->name, nullptr, true); });
    if (value) settings.insert(settings.end(), {variable->name, value});
  }
}

core::FillGoal goal_of(const LoadJob& job) {
  core::FillGoal goal;
  goal.relation = job.relation;
  goal.requested = goal.rows = job.requested;
  goal.is_explicit = true;
  return goal;
}

void require_relation(const LoadJob& job) {
  const Oid relation = job.relation;
  if (call([&]() noexcept { return get_rel_relkind(relation) == '\0'; }))
    throw core::Error(core::ErrorCode::UndefinedTable, "relation " + job.name + " no longer exists",
                      "It was dropped while " + label(job) + " was not finished.");
}

void require_unchanged(const LoadJob& job) {
  const Oid relation = job.relation;
  if (definition_digest(relation) != job.definition)
    throw core::Error(
        core::ErrorCode::ObjectNotInState,
        "the definition of " + relation_name(relation) + " has changed since " + label(job) + " began",
        "The rows that are still to be made would not be those of the same load.",
        "Change it back, or take the job's run back with datagen.undo() and load anew.");
}

bool is_worth_repeating(const Failure& failure) {
  return failure.sqlstate() == ERRCODE_T_R_DEADLOCK_DETECTED ||
         failure.sqlstate() == ERRCODE_T_R_SERIALIZATION_FAILURE;
}

}  // namespace

std::string definition_digest(Oid relation) {
  std::string digest;
  for_each_row("SELECT datagen._definition(" + std::to_string(relation) + "::pg_catalog.regclass)",
               [&](const ResultRow& row) {
                 if (!row.nulls[0]) digest = text_of(row.values[0]);
               });
  return digest;
}

std::vector<std::string> session_settings() {
  std::vector<std::string> settings;
  for (const char* name : kSettings) {
    const char* value = call([&]() noexcept { return GetConfigOptionByName(name, nullptr, true); });
    if (value == nullptr) continue;
    settings.emplace_back(name);
    settings.emplace_back(value);
  }
  if (SessionReplicationRole != SESSION_REPLICATION_ROLE_ORIGIN) {
    const bool replica = SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA;
    settings.insert(settings.end(), {"session_replication_role", replica ? "replica" : "local"});
  }
  add_own_parameters(settings);
  return settings;
}

void apply_settings(const std::vector<std::string>& settings) {
  std::string calls;
  for (size_t i = 0; i + 1 < settings.size(); i += 2)
    calls += (i ? ", " : "SELECT ") + ("pg_catalog.set_config(" + quoted_literal(settings[i]) + ", " +
                                       quoted_literal(settings[i + 1]) + ", true)");
  if (!calls.empty()) for_each_row(calls, [](const ResultRow&) {});
}

LoadTarget::LoadTarget(const LoadJob& job, const LoadFacts& facts, LoadMemory& memory)
    : context_((require_relation(job), std::vector<Oid>{job.relation}), job.seed) {
  // The context holds the relation's lock. Facts are numbered by its columns and keys, so this comes before their use.
  require_unchanged(job);
  fill_ = prepare_slice(context_, goal_of(job), facts.start, memory,
                        facts.start.rows > 0 ? inserted_since(facts.first_xid) : "");
  if (facts.parents != digest_parents(fill_.task))
    throw core::Error(
        core::ErrorCode::ObjectNotInState,
        "keys that " + relation_name(job.relation) + " refers to have changed since " + label(job) + " began",
        "They are part of a unique key or an exclusion constraint, whose room was dealt out to all slices at "
        "the start.",
        "Take the job's run back with datagen.undo() and load anew.");
}

bool SliceWriter::write_next(Progress& progress) {
  if (!PostmasterIsAlive()) throw core::Error(core::ErrorCode::Internal, "the postmaster has died");
  apply_settings(job_.settings);
  const auto slice = claim_slice(job_);
  if (!slice) return false;
  {
    LoadTarget target(job_, facts_, memory_);
    RelationFill& fill = target.fill();
    fill.goal.requested = slice->count;
    fill.slice = RowSlice{slice->first, slice->count, job_.serial.empty() ? nullptr : &memory_.taken};
    RelationWriter writer(target.context(), fill, progress, job_.run);
    const FillReport report = writer.write();
    finish_slice(job_.job, slice->first, report.inserted);
  }
  finish_run(job_.run);
  return true;
}

void SliceWriter::write_all(TransactionChain& chain, Progress& progress, const std::function<bool()>& go_on) {
  int repeats = 0;
  for (bool more = true; more && go_on();) {
    try {
      chain.run([&] { more = write_next(progress); });
      repeats = 0;
    } catch (const Failure& failure) {
      memory_ = {};  // what it says was taken went with the transaction
      if (!is_worth_repeating(failure) || ++repeats > kMostRepeats) throw;
    }
  }
}

}  // namespace datagen::pg
