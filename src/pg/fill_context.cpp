// src/pg/fill_context.cpp -- analysing relations on demand
#include "pg/fill_context.hpp"

#include "core/plan/branch_union.hpp"
#include "core/plan/key_demand.hpp"
#include "core/plan/needed_parents.hpp"
#include "core/schema/round_trip.hpp"
#include "pg/catalog_reader.hpp"
#include "pg/data_pack.hpp"
#include "pg/index_rebuild.hpp"
#include "pg/privilege.hpp"
#include "pg/rule_compiler.hpp"
#include "pg/server_patterns.hpp"
#include "pg/settings.hpp"
#include "pg/shape_store.hpp"
#include "pg/stored_rows.hpp"
#include "pg/trigger_source.hpp"
#include "pg/type_probe.hpp"

#include <algorithm>

namespace datagen::pg {
namespace {

class ServerHost : public core::Host {
 public:
  void check_interrupts() override { pg::check_interrupts(); }
};

}  // namespace

FillContext::FillContext(const std::vector<Oid>& roots, int64_t seed)
    : seed_(seed), memory_(CurrentMemoryContext, "datagen call"), pool_(memory_.get()) {
  schema_ = read_schema_closure(roots, pool_);
  families_ = core::find_key_families(schema_);
  dealt_ = core::find_dealt_columns(schema_);
  for (auto& [id, relation] : schema_.relations) decode_defaults(relation);
}

void FillContext::decode_defaults(core::Relation& relation) {
  // As values of the core, defaults can be held against the column's domain.
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    core::Column& column = relation.columns[c];
    if (column.default_kind != core::DefaultKind::Constant ||
        column.default_value.kind != core::ValueKind::Stored)
      continue;
    const Datum datum = pool_.value(column.default_value.stored);
    const core::Value value = codec(relation.id).column(static_cast<int>(c)).decode(datum, arena_);
    if (core::value_kind(*column.type) != core::ValueKind::List) column.default_value = value;
  }
}

const RowCodec& FillContext::codec(Oid relation) {
  auto& codec = codecs_[relation];
  if (!codec) codec = std::make_unique<RowCodec>(schema_.at(relation), pool_);
  return *codec;
}

uint64_t FillContext::existing_rows(core::RelationId relation) {
  auto known = existing_.find(relation);
  if (known != existing_.end()) return known->second;
  if (const auto refused = select_refused(schema_.at(relation))) throw core::Error(*refused);
  return existing_[relation] = count_rows(schema_.at(relation));
}

std::vector<size_t> FillContext::needed_references(core::RelationId relation,
                                                   const std::vector<size_t>& absent) {
  const auto patterns = make_server_patterns();
  ServerHost host;
  return core::needed_references(schema_.at(relation), absent, *patterns, host);
}

bool FillContext::hides_rows(core::RelationId relation) { return is_row_security_active(relation); }

uint64_t FillContext::existing_rows_now(Oid relation) {
  if (existing_rows(relation) == 0) existing_[relation] = count_rows(schema_.at(relation));
  return existing_[relation];
}

const core::RelationTask& FillContext::task(core::RelationId relation) {
  auto& task = tasks_[relation];
  if (task) return *task;
  auto fresh = std::make_unique<core::RelationTask>();
  fresh->relation = &schema_.at(relation);
  fresh->own_columns = core::columns_of_its_own(schema_, relation);
  fresh->seed = static_cast<uint64_t>(seed_);
  fresh->settings = generation_settings();
  fresh->meanings = core::infer_meanings(*fresh->relation);
  fresh->settings.realm = realm_if_installed(locale_);
  fresh->search_budget = search_budget();
  for (const auto& [column, family] : families_)
    if (column.first == relation) fresh->families[column.second] = family;
  for (const auto& [column, dealt] : dealt_)
    if (column.first == relation) fresh->dealt[column.second] = dealt;
  fresh->analysis = analysis(relation);
  core::apply_key_demands(
      schema_, *fresh->relation, fresh->analysis,
      [&](const core::Relation& child, int column) { return child_domain(child, column); });
  compile_rules(*fresh);
  imply_rules(*fresh);
  fresh->shapes = stored_shapes(*fresh->relation);
  task = std::move(fresh);
  return *task;
}

void FillContext::imply_rules(core::RelationTask& task) {
  std::map<Oid, std::vector<core::Meaning>> meanings;
  std::vector<core::ImpliedParent> parents;
  for (const core::ForeignKey& key : task.relation->foreign_keys) {
    const core::Relation& parent = schema_.at(key.parent);
    const auto known = meanings.emplace(key.parent, core::infer_meanings(parent)).first;
    parents.push_back({&parent, &known->second});
  }
  task.implied = core::imply_rules(*task.relation, task.meanings, task.analysis.base, parents);
}

void FillContext::refresh_conditions(Oid id) {
  core::Relation& relation = schema_.relations.at(id);
  if (relation.reads().empty()) return;
  codecs_.erase(id);
  relation = read_relation(id, pool_);
  decode_defaults(relation);
  analyses_.erase(id);
  tasks_.erase(id);
}

const core::TriggerLookups* FillContext::lookups() {
  if (!lookups_) lookups_ = read_trigger_lookups(schema_, arena_);
  return &*lookups_;
}

const core::Analysis& FillContext::analysis(Oid id) {
  auto known = analyses_.find(id);
  if (known != analyses_.end()) return known->second;
  const auto patterns = make_server_patterns();
  ServerHost host;
  const core::Relation& relation = schema_.at(id);
  core::Analysis fresh = core::analyse(relation, *patterns, host);
  core::narrow_to_branches(fresh);
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const core::Column& column = relation.columns[c];
    core::Domain& domain = fresh.base[c];
    const core::TypeClass type_class = column.type->type_class;
    // What an INSTEAD OF trigger puts where is its own affair; its tables are likelier to want a value than a NULL.
    if (relation.kind == core::RelationKind::View && relation.has_before_insert_triggers &&
        domain.null == core::NullStatus::May)
      domain.null = core::NullStatus::Never;
    if (column.generated && column.generated_expr && column.generated_expr->op == core::Op::Constant &&
        !column.generated_expr->constant.is_null()) {
      domain.values = std::vector<core::Value>{column.generated_expr->constant};
      domain.null = core::NullStatus::Never;
      domain.narrowed = true;
    }
    if (domain.values || column.generated) continue;
    if (type_class != core::TypeClass::Unknown && type_class != core::TypeClass::Catalog) continue;
    auto values = probe_values(*column.type, arena_);
    if (!values.empty()) domain.values = std::move(values);
  }
  return analyses_[id] = std::move(fresh);
}

const core::Domain* FillContext::child_domain(const core::Relation& child, int column) {
  try {
    return &analysis(child.id).base[static_cast<size_t>(column)];
  } catch (const core::Error& error) {
    if (error.code() == core::ErrorCode::Internal) throw;
    return nullptr;  // the child cannot be filled, which is told when its turn comes
  }
}

void FillContext::compile_rules(core::RelationTask& task) {
  const core::Relation& relation = *task.relation;
  std::vector<std::pair<int, std::vector<int>>> inputs;
  for (const Rule& rule : effective_rules(relation, call_rules_[relation.id])) {
    core::ColumnRule column_rule;
    column_rule.has_expression = rule.has_expression;
    column_rule.null_share = rule.null_share;
    if (rule.has_expression) {
      const CompiledRule compiled = compile_rule(relation, rule, pool_);
      column_rule.inputs = compiled.inputs;
      compiled_rules_[relation.id][rule.column] = compiled;
      inputs.emplace_back(rule.column, compiled.inputs);
    }
    task.rules[rule.column] = std::move(column_rule);
  }
  check_rule_order(relation, inputs);
}

bool FillContext::rules_may_read(Oid relation) {
  const auto& rules = compiled_rules(relation);
  return std::any_of(rules.begin(), rules.end(),
                     [&](const auto& rule) { return !rule_reads_no_table(rule.second.handle, pool()); });
}

}  // namespace datagen::pg
