// src/core/plan/column_plan.cpp -- the precedence of sources: generated, rule, sequence, reference, draw
#include "core/plan/column_plan.hpp"

#include "core/base/error.hpp"
#include "core/generate/realistic_class.hpp"
#include "core/schema/column_uses.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// A foreign key that can give the column a value: its parent has rows.
bool is_referenced(const RelationTask& task, int column) {
  if (task.own_columns.count(column)) return false;
  const auto& keys = task.relation->foreign_keys;
  for (size_t i = 0; i < keys.size(); ++i)
    if (std::find(keys[i].columns.begin(), keys[i].columns.end(), column) != keys[i].columns.end())
      return true;
  return false;
}

bool in_single_case_key(const Relation& relation, int column) {
  if (!relation.columns[static_cast<size_t>(column)].deterministic_collation) return true;
  if (relation.columns[static_cast<size_t>(column)].type->name == "citext") return true;
  for (const UniqueKey& key : relation.keys)
    for (const KeyPart& part : key.parts)
      if (part.column < 0 && part.expr && (part.expr->op == Op::Lower || part.expr->op == Op::Upper) &&
          std::find(part.columns.begin(), part.columns.end(), column) != part.columns.end())
        return true;
  return false;
}

bool is_read_by_rule(const RelationTask& task, int column) {
  return std::any_of(task.rules.begin(), task.rules.end(), [&](const auto& rule) {
    const std::vector<int>& inputs = rule.second.inputs;
    return std::find(inputs.begin(), inputs.end(), column) != inputs.end();
  });
}

bool is_read_by_predicate(const Relation& relation, int column) {
  return std::any_of(relation.predicates.begin(), relation.predicates.end(), [&](const Predicate& predicate) {
    return std::find(predicate.columns.begin(), predicate.columns.end(), column) != predicate.columns.end();
  });
}

[[noreturn]] void throw_unsupported(const Relation& relation, const Column& column) {
  throw Error(ErrorCode::UnsupportedType,
              "cannot generate values of type " + column.type->name + " for column \"" + column.name +
                  "\" of relation \"" + relation.name + "\"",
              "The type has no generator, and none of the texts tried was accepted by its input function.",
              "Give the column a rule with datagen.set_rule().",
              {relation.schema, relation.name, column.name, "", column.type->name});
}

/// Whether a sequence that counts from 1 would pass: not where a constraint leaves out every second number, or the first.
bool sequence_fits(const Domain& domain) {
  return !domain.narrowed || (!domain.values && domain.ticks.modulus() == 1 && domain.ticks.lowest() <= 1 &&
                              domain.ticks.excluded().empty());
}

ColumnPlan plan_column(const RelationTask& task, int index) {
  const Relation& relation = *task.relation;
  const Column& column = relation.columns[static_cast<size_t>(index)];
  const Domain& domain = task.analysis.base[static_cast<size_t>(index)];
  ColumnPlan plan;
  plan.null_share = domain.null == NullStatus::May ? null_share_of(task, index) : 0;
  if (column.generated && !column.sought) {
    plan.null_share = 0;
    plan.source = ColumnSource::Generated;
    return plan;
  }
  if (!column.insertable && !column.sought) {
    if (column.not_null && column.default_kind == DefaultKind::None && !column.sequence &&
        relation.kind != RelationKind::View)
      throw Error(
          ErrorCode::InsufficientPrivilege,
          "permission denied for column \"" + column.name + "\" of relation \"" + relation.name + "\"",
          "The column is NOT NULL, has no default, and the current role may not insert into it.",
          "Ask for GRANT INSERT on the column.", {relation.schema, relation.name, column.name, "", ""});
    plan.source = ColumnSource::Default;
    return plan;
  }
  auto rule = task.rules.find(index);
  if (rule != task.rules.end() && rule->second.has_expression) {
    plan.source = ColumnSource::Rule;
    return plan;
  }
  if (domain.null == NullStatus::Must) {
    plan.source = ColumnSource::Null;
    return plan;
  }
  if (is_referenced(task, index)) {
    plan.source = ColumnSource::Reference;
    plan.generator = make_generator(request_for(task, index, domain));
    return plan;
  }
  if (column.sequence && sequence_fits(domain)) {
    plan.source = ColumnSource::Sequence;
    return plan;
  }
  plan.generator = make_generator(request_for(task, index, domain));
  plan.uses_default =
      column.default_kind == DefaultKind::Constant && !keys_use(relation, index, UsedBy::Parts);
  if (!plan.generator && !plan.uses_default) {
    if (column.default_kind == DefaultKind::None && column.not_null) throw_unsupported(relation, column);
    plan.source = column.default_kind == DefaultKind::None ? ColumnSource::Null : ColumnSource::Default;
  }
  return plan;
}

/// What the other columns of the same place tell of its country.
void describe_country(const RelationTask& task, int column, SemanticHint& hint) {
  const auto c = static_cast<size_t>(column);
  bool has_iban = hint.semantic_class == "finance.iban";
  for (size_t other = 0; other < task.meanings.size(); ++other) {
    const Meaning& meaning = task.meanings[other];
    if (other == c || !meaning.is_sure() || meaning.entity != task.meanings[c].entity) continue;
    const std::string& known = meaning.semantic_class;
    has_iban = has_iban || known == "finance.iban";
    for (const char* of_country :
         {"address.country", "address.country_code", "address.city", "address.state", "address.postcode",
          "address.full", "address.timezone", "finance.iban", "finance.bic", "company.vat_id"})
      hint.one_country = hint.one_country || known == of_country;
  }
  // An account alone says nothing of where people live.
  bool has_place = false;
  for (const Meaning& meaning : task.meanings)
    for (const char* of_place : {"address.country", "address.country_code", "finance.bic",
                                 "finance.currency_code", "company.vat_id"})
      has_place = has_place || (meaning.is_sure() && meaning.semantic_class == of_place &&
                                meaning.entity == task.meanings[c].entity);
  hint.banked = has_iban && has_place;
}

}  // namespace

ListingTrust trust_in_listing(const RelationTask& task, int column) {
  const Domain& domain = task.analysis.base[static_cast<size_t>(column)];
  ListingTrust trust;
  switch (task.relation->columns[static_cast<size_t>(column)].type->type_class) {
    case TypeClass::Jsonb:
    case TypeClass::Interval:
      trust.distinct = !domain.values;
      trust.complete = domain.values.has_value();
      break;
    case TypeClass::Array:
    case TypeClass::Composite:
    case TypeClass::Range:
    case TypeClass::Multirange:
    case TypeClass::Literal:
    case TypeClass::Bit:
    case TypeClass::Json:
    case TypeClass::Unknown:
    case TypeClass::Catalog: trust.complete = domain.values.has_value(); break;
    case TypeClass::Text:
      if (in_single_case_key(*task.relation, column))
        trust.distinct = !domain.values && !domain.text.shaped();
      break;
    default: break;
  }
  // What is in the table is read back as text by these types, and one value may have several spellings.
  if (task.first_ordinal > 0 && !trust.complete) trust.distinct = false;
  if (task.first_ordinal > 0 && in_single_case_key(*task.relation, column)) trust.distinct = false;
  return trust;
}

double null_share_of(const RelationTask& task, int column) {
  auto rule = task.rules.find(column);
  if (rule != task.rules.end() && rule->second.null_share) return *rule->second.null_share;
  return task.settings.null_share;
}

GeneratorRequest request_for(const RelationTask& task, int column, const Domain& domain) {
  const Relation& relation = *task.relation;
  GeneratorRequest request;
  request.type = relation.columns[static_cast<size_t>(column)].type;
  request.domain = domain;
  request.column_name = relation.columns[static_cast<size_t>(column)].name;
  request.unique = keys_use(relation, column, UsedBy::Parts);
  request.single_case = in_single_case_key(relation, column);
  request.settings = task.settings;
  auto family = task.families.find(column);
  request.key = family == task.families.end() ? column_key(task.seed, relation.name, request.column_name)
                                              : column_key(task.seed, family->second, "");
  // Members of a key family list the same values, whatever each column is called.
  if (!task.meanings.empty() && family == task.families.end()) {
    const Meaning& meaning = task.meanings[static_cast<size_t>(column)];
    if (meaning.is_sure() || !meaning.detail.empty()) {
      request.hint.semantic_class = meaning.is_sure() ? meaning.semantic_class : std::string();
      request.hint.entity = column_key(task.seed, relation.name, "entity:" + meaning.entity);
      request.hint.detail = meaning.detail;
      describe_country(task, column, request.hint);
    }
  }
  return request;
}

std::shared_ptr<const EdgeValues> edge_values_of(const RelationTask& task, int column, const Domain& domain,
                                                 const Generator* generator) {
  const Relation& relation = *task.relation;
  if (task.settings.edge_share <= 0 || !generator || relation.columns[static_cast<size_t>(column)].sequence ||
      keys_use(relation, column, UsedBy::Parts) || is_referenced(task, column) ||
      exclusions_use(relation, column, UsedBy::Parts) || task.families.count(column) != 0 ||
      task.dealt.count(column) != 0 || is_read_by_rule(task, column))
    return nullptr;
  EdgeValues::Request request;
  request.type = relation.columns[static_cast<size_t>(column)].type.get();
  request.domain = &domain;
  request.generator = generator;
  request.unconditional = !is_read_by_predicate(relation, column);
  request.ascii_only = task.settings.ascii_only;
  auto edges = std::make_shared<const EdgeValues>(request);
  return edges->empty() ? nullptr : edges;
}

std::vector<ColumnPlan> plan_columns(const RelationTask& task) {
  std::vector<ColumnPlan> plans;
  for (size_t i = 0; i < task.relation->columns.size(); ++i)
    plans.push_back(plan_column(task, static_cast<int>(i)));
  return plans;
}

std::vector<int> columns_without_pack(const RelationTask& task) {
  std::vector<int> columns;
  if (task.settings.realm) return columns;
  for (size_t c = 0; c < task.meanings.size(); ++c) {
    const int index = static_cast<int>(c);
    const Column& column = task.relation->columns[c];
    const auto rule = task.rules.find(index);
    const bool drawn = !column.generated && column.insertable && !column.sequence &&
                       (rule == task.rules.end() || !rule->second.has_expression) &&
                       !is_referenced(task, index) && task.families.count(index) == 0 &&
                       !task.analysis.base[c].values;
    const Meaning& meaning = task.meanings[c];
    if (drawn && meaning.is_sure() && comes_from_pack(meaning.semantic_class, *column.type))
      columns.push_back(index);
  }
  return columns;
}

const char* source_name(ColumnSource source) {
  switch (source) {
    case ColumnSource::Draw: return "draw";
    case ColumnSource::Sequence: return "sequence";
    case ColumnSource::Counter: return "counter";
    case ColumnSource::Key: return "key";
    case ColumnSource::Reference: return "reference";
    case ColumnSource::Rule: return "rule";
    case ColumnSource::Default: return "default";
    case ColumnSource::Generated: return "generated";
    case ColumnSource::Null: return "null";
  }
  return "";
}

}  // namespace datagen::core
