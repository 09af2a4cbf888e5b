// src/api/explain.cpp -- datagen.explain, explain_constraints: why a column gets its values, how constraints are met
#include "core/plan/exclusion_plan.hpp"
#include "core/plan/room.hpp"
#include "core/plan/row_maker.hpp"
#include "pg/arguments.hpp"
#include "pg/fill_context.hpp"
#include "pg/query.hpp"
#include "pg/result_set.hpp"
#include "pg/row_server.hpp"
#include "pg/settings.hpp"
#include "pg/value_sample.hpp"

#include <algorithm>
#include <set>

namespace datagen {
namespace {

/// Domains of this size or more are not worth a number.
constexpr uint64_t kUnlimited = uint64_t{1} << 60;

std::vector<std::string> constraints_of(const core::Relation& relation, int column) {
  std::vector<std::string> names;
  for (const core::Predicate& predicate : relation.predicates)
    if (std::find(predicate.columns.begin(), predicate.columns.end(), column) != predicate.columns.end())
      names.push_back(predicate.name);
  for (const core::UniqueKey& key : relation.keys)
    for (const core::KeyPart& part : key.parts)
      if (part.column == column ||
          std::find(part.columns.begin(), part.columns.end(), column) != part.columns.end())
        names.push_back(key.name);
  for (const core::Exclusion& exclusion : relation.exclusions)
    for (const core::ExclusionPart& part : exclusion.parts)
      if (part.column == column ||
          std::find(part.columns.begin(), part.columns.end(), column) != part.columns.end())
        names.push_back(exclusion.name);
  for (const core::ForeignKey& key : relation.foreign_keys)
    if (std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end())
      names.push_back(key.name);
  return names;
}

std::string reason_for(pg::FillContext& context, const core::RelationTask& task, int column,
                       const core::ColumnPlan& plan) {
  const core::Relation& relation = *task.relation;
  switch (plan.source) {
    case core::ColumnSource::Sequence:
      return "from sequence " + relation.columns[static_cast<size_t>(column)].sequence->name;
    case core::ColumnSource::Counter: return "unique: counts upwards after the largest value";
    case core::ColumnSource::Key: return "unique: allocated without repetition";
    case core::ColumnSource::Rule: return "a rule";
    case core::ColumnSource::Default: return "left to its default";
    case core::ColumnSource::Generated: return "generated always";
    case core::ColumnSource::Null: return "no value can be made";
    case core::ColumnSource::Reference:
      for (const core::ForeignKey& key : relation.foreign_keys)
        if (std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end())
          return "refers to " + context.relation(key.parent).qualified_name();
      break;
    case core::ColumnSource::Draw: break;
  }
  if (task.analysis.base[static_cast<size_t>(column)].narrowed) return "type, narrowed by constraints";
  for (const core::BranchGroup& group : task.analysis.groups)
    if (std::find(group.columns.begin(), group.columns.end(), column) != group.columns.end())
      return "type, tied to other columns by constraints";
  return "type";
}

std::string type_with_modifier(const core::Type& type) {
  const bool domain = type.domain_oid != 0;
  return pg::call([&]() noexcept {
    return format_type_extended(domain ? type.domain_oid : type.oid, domain ? -1 : type.typmod,
                                FORMAT_TYPE_TYPEMOD_GIVEN);
  });
}

const char* kind_name(core::PredicateSource source) {
  switch (source) {
    case core::PredicateSource::Check: return "check";
    case core::PredicateSource::DomainCheck: return "domain";
    case core::PredicateSource::Partition: return "partition bound";
    case core::PredicateSource::ViewCheck: return "view";
    case core::PredicateSource::RowSecurity: return "row security";
    case core::PredicateSource::IndexPredicate: return "index predicate";
    case core::PredicateSource::Generated: return "generated column";
  }
  return "";
}

std::string json_string(const std::string& text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    quoted += c;
  }
  return quoted + "\"";
}

std::string branches_json(const core::BranchGroup& group) {
  if (group.branches.size() < 2) return "";
  double total = 0;
  for (const core::Branch& branch : group.branches) total += branch.weight;
  std::string json = "[";
  for (const core::Branch& branch : group.branches) {
    if (json.size() > 1) json += ", ";
    json += "{\"branch\": " + json_string(branch.label) +
            ", \"share\": " + std::to_string(branch.weight / total) + "}";
  }
  return json + "]";
}

std::vector<std::string> column_names(const core::Relation& relation, const std::vector<int>& columns) {
  std::vector<std::string> names;
  for (int column : columns)
    if (column >= 0) names.push_back(relation.columns[static_cast<size_t>(column)].name);
  return names;
}

void explain_predicate(pg::ResultSet& results, const core::RelationTask& task, size_t index,
                       const core::SearchReport& search) {
  const core::Predicate& predicate = task.relation->predicates[index];
  const core::BranchGroup* group = nullptr;
  bool residual = false;
  for (const core::BranchGroup& candidate : task.analysis.groups) {
    const auto has = [&](const std::vector<int>& list) {
      return std::find(list.begin(), list.end(), static_cast<int>(index)) != list.end();
    };
    if (has(candidate.predicates) || has(candidate.residual)) group = &candidate;
    residual = residual || has(candidate.residual);
  }
  results.name(predicate.name).text(kind_name(predicate.source));
  results.names(column_names(*task.relation, predicate.columns), NAMEOID).null().null();
  const bool searched = search.step > core::SearchStep::Rejection;
  results.text(!residual ? "solved" : searched ? core::step_name(search.step) : "judged");
  if (search.tries > 0)
    results.real(static_cast<double>(search.hits) / static_cast<double>(search.tries));
  else
    results.null();
  results.json_or_null(group ? branches_json(*group) : "");
  results.text_or_null(predicate.is_volatile ? "depends on the clock: not reproducible on another day" : "");
  results.end_row();
}

/// What is known only by asking the server's expressions about values.
struct Prospects {
  std::vector<core::KeyPlan> keys;
  int bounding_key = -1;
  uint64_t bounding_capacity = UINT64_MAX;
  std::vector<core::SearchReport> searches;  // by predicate: blind draws and one search
};

void explain_key(pg::ResultSet& results, pg::FillContext& context, const core::RelationTask& task,
                 const Prospects& prospects, size_t index) {
  const core::UniqueKey& key = task.relation->keys[index];
  std::vector<int> columns;
  for (const core::KeyPart& part : key.parts)
    if (part.column >= 0)
      columns.push_back(part.column);
    else
      columns.insert(columns.end(), part.columns.begin(), part.columns.end());
  core::Relation alone = *task.relation;
  alone.keys = {key};
  core::RelationTask only = task;
  only.relation = &alone;
  uint64_t capacity =
      core::estimate_room(only, [&](core::RelationId id) { return context.existing_rows(id); }).total;
  if (prospects.bounding_key == static_cast<int>(index))
    capacity = std::min(capacity, prospects.bounding_capacity);
  results.name(key.name)
      .text(key.primary     ? "primary key"
            : key.exclusion ? "exclusion"
                            : "unique")
      .names(column_names(*task.relation, columns), NAMEOID);
  if (capacity < kUnlimited)
    results.numeric(capacity);
  else
    results.null();
  results.numeric(context.existing_rows(task.relation->id));
  const core::KeyPlan& plan = prospects.keys[index];
  results.text(plan.strategy == core::KeyStrategy::Remembered ? "remembered" : "allocated").null().null();
  results.text(plan.reason);
  results.end_row();
}

const char* step_name(core::ExclusionStrategy strategy) {
  switch (strategy) {
    case core::ExclusionStrategy::Implied: return "implied";
    case core::ExclusionStrategy::Allocated:
    case core::ExclusionStrategy::Followed: return "allocated";
    case core::ExclusionStrategy::Drawn: return "remembered";
    case core::ExclusionStrategy::Refused: return "judged";
  }
  return "";
}

void explain_exclusion(pg::ResultSet& results, pg::FillContext& context, const core::RelationTask& task,
                       const core::ExclusionPlan& plan, size_t index) {
  const core::Exclusion& exclusion = task.relation->exclusions[index];
  std::set<int> columns;
  for (const core::ExclusionPart& part : exclusion.parts) {
    columns.insert(part.columns.begin(), part.columns.end());
    if (part.column >= 0) columns.insert(part.column);
  }
  results.name(exclusion.name).text("exclusion");
  results.names(column_names(*task.relation, {columns.begin(), columns.end()}), NAMEOID);
  const uint64_t capacity =
      core::exclusion_capacity(task, plan, [&](core::RelationId id) { return context.existing_rows(id); });
  if (capacity < kUnlimited)
    results.numeric(capacity);
  else
    results.null();
  results.numeric(context.existing_rows(task.relation->id));
  results.text(step_name(plan.strategy)).null().null().text(plan.reason);
  results.end_row();
}

void explain_reference(pg::ResultSet& results, pg::FillContext& context, const core::Relation& relation,
                       const core::ForeignKey& key) {
  results.name(key.name).text("foreign key").names(column_names(relation, key.columns), NAMEOID);
  results.null().numeric(context.existing_rows(key.parent)).text("picked").null().null();
  results.text("a row of " + context.relation(key.parent).qualified_name());
  results.end_row();
}

/// As if so many rows were to come: keys that can hold far more are not counted.
constexpr uint64_t kExplainedRows = 10000;

/// The task with its references left open, so that nothing is read from other relations.
core::RelationTask open_task(pg::FillContext& context, Oid target) {
  core::RelationTask task = context.task(target);
  task.parents.resize(task.relation->foreign_keys.size());
  task.count = kExplainedRows;
  task.growth = core::plan_growth(task);
  return task;
}

/// Where an expression's function may not be called, the definitions alone have to tell.
Prospects prospects_of(pg::FillContext& context, const core::RelationTask& task,
                       const std::vector<core::ExclusionPlan>& exclusions) {
  const core::Relation& relation = *task.relation;
  const auto taken_from = [](const core::KeyPlans& plans, std::vector<core::SearchReport> searches) {
    return Prospects{plans.keys, plans.bounding_key, plans.bounding_capacity, std::move(searches)};
  };
  try {
    pg::RowServer server(relation, context.codec(relation.id), context.pool(),
                         pg::SequenceBlock::Mode::Predict);
    const pg::RowServer::EvaluationScope scope(server);
    core::RowMaker maker(task, server);
    auto searches = maker.measure_search();
    server.finish_evaluation();
    return taken_from(maker.key_plans(), std::move(searches));
  } catch (const pg::PgError& error) {
    if (error.sqlstate() != ERRCODE_INSUFFICIENT_PRIVILEGE) throw;
    auto columns = core::plan_columns(task);
    return taken_from(core::plan_keys_beside(task, exclusions, columns),
                      std::vector<core::SearchReport>(relation.predicates.size()));
  }
}

}  // namespace

DG_FUNCTION(datagen_explain) {
  pg::ResultSet results(fcinfo);
  const Oid target = pg::Arguments(fcinfo).relation(0, "target");
  pg::SpiConnection connection;
  pg::FillContext context({target}, pg::effective_seed(0));
  const core::RelationTask task = open_task(context, target);
  auto plans = core::plan_columns(task);
  const auto exclusions = core::plan_exclusions(task, plans);
  core::plan_keys_beside(task, exclusions, plans);
  const auto implied = core::implied_rules_in_force(task, plans);
  const std::vector<int> anchors = core::RowEntities::anchors_of(task, plans);
  const std::vector<int> invented = core::columns_without_pack(task);
  const auto by_values = pg::heed_stored_values(*task.relation, task.meanings);
  for (size_t c = 0; c < plans.size(); ++c) {
    const core::Column& column = task.relation->columns[c];
    const core::ColumnPlan& plan = plans[c];
    const bool drawn = plan.source == core::ColumnSource::Draw || plan.source == core::ColumnSource::Key;
    results.name(column.name).text(type_with_modifier(*column.type));
    const core::Meaning& meaning = task.meanings[c];
    results.text(drawn && plan.generator ? plan.generator->name() : core::source_name(plan.source));
    results.text_or_null(meaning.is_sure() ? meaning.semantic_class : "");
    if (meaning.is_sure())
      results.real(meaning.confidence);
    else
      results.null();
    std::string reason = reason_for(context, task, static_cast<int>(c), plan);
    if (meaning.is_sure()) reason += "; class: " + meaning.evidence;
    if (drawn && by_values[c].semantic_class != meaning.semantic_class)
      reason += "; but " + by_values[c].evidence + ", which a rule can heed";
    if (drawn && plan.generator && !meaning.detail.empty() && plan.generator->name() == meaning.detail)
      reason += "; its name asks for values of the kind " + meaning.detail;
    if (anchors[c] >= 0)
      reason += "; made to suit \"" + task.relation->columns[static_cast<size_t>(anchors[c])].name + "\"";
    double null_share = plan.null_share;
    for (const core::ImpliedRule* rule : implied) {
      if (rule->column != static_cast<int>(c)) continue;
      reason += "; " + rule->reason;
      if (rule->kind == core::ImpliedKind::Rare) null_share = rule->null_share;
    }
    if (std::find(invented.begin(), invented.end(), static_cast<int>(c)) != invented.end())
      reason += "; invented words, for the data pack is not installed";
    results.text(reason).real(null_share);
    const uint64_t size = plan.generator ? plan.generator->size() : 0;
    if (size > 0 && size < kUnlimited)
      results.numeric(size);
    else
      results.null();
    results.names(constraints_of(*task.relation, static_cast<int>(c)), TEXTOID);
    results.end_row();
  }
  return static_cast<Datum>(0);
}

DG_FUNCTION(datagen_explain_constraints) {
  pg::ResultSet results(fcinfo);
  const Oid target = pg::Arguments(fcinfo).relation(0, "target");
  pg::SpiConnection connection;
  pg::FillContext context({target}, pg::effective_seed(0));
  const core::RelationTask task = open_task(context, target);
  auto columns = core::plan_columns(task);
  const auto exclusions = core::plan_exclusions(task, columns);
  const Prospects prospects = prospects_of(context, task, exclusions);
  for (size_t p = 0; p < task.relation->predicates.size(); ++p)
    explain_predicate(results, task, p, prospects.searches[p]);
  for (size_t k = 0; k < task.relation->keys.size(); ++k) explain_key(results, context, task, prospects, k);
  for (size_t e = 0; e < exclusions.size(); ++e) explain_exclusion(results, context, task, exclusions[e], e);
  for (const core::ForeignKey& key : task.relation->foreign_keys)
    explain_reference(results, context, *task.relation, key);
  return static_cast<Datum>(0);
}

}  // namespace datagen
