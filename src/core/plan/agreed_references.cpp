// src/core/plan/agreed_references.cpp -- an address of the row's customer, a shipment of an order that was shipped
#include "core/plan/agreed_references.hpp"

#include "core/base/contains.hpp"
#include "core/realistic/countries.hpp"
#include "core/realistic/entities.hpp"
#include "core/schema/column_uses.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Keeps the streams apart from those of the references themselves.
constexpr uint64_t kSalt = 11;
/// The first rank of those stages (infer/lifecycle.cpp) of which nothing is recorded before they are reached.
constexpr int kShipped = 40;

/// Nothing but one plain foreign key, which nobody shapes, has a say in the column's value.
bool is_free_reference(const RelationTask& task, const std::vector<ColumnPlan>& plans, int column) {
  const Relation& relation = *task.relation;
  if (plans[static_cast<size_t>(column)].source != ColumnSource::Reference || task.rules.count(column) > 0 ||
      task.families.count(column) > 0 || task.dealt.count(column) > 0 || !task.demands.empty() ||
      task.growth.grows())
    return false;
  for (size_t k = 0; k < relation.foreign_keys.size(); ++k) {
    const ForeignKey& key = relation.foreign_keys[k];
    if (!contains(key.columns, column)) continue;
    if (key.columns.size() != 1 || task.shapes.count(k) > 0 ||
        (task.per_parent && task.per_parent->foreign_key == k) ||
        std::count_if(relation.foreign_keys.begin(), relation.foreign_keys.end(),
                      [&](const ForeignKey& other) { return contains(other.columns, column); }) != 1)
      return false;
  }
  if (keys_use(relation, column) || exclusions_use(relation, column)) return false;
  return std::none_of(relation.predicates.begin(), relation.predicates.end(),
                      [&](const Predicate& predicate) { return contains(predicate.columns, column); });
}

/// Where the column is in what is told of the foreign key's parents; -1: it is not.
int told_column(const RelationTask& task, const ImpliedInput& input) {
  const auto k = static_cast<size_t>(input.foreign_key);
  if (k >= task.parents.size()) return -1;
  const ParentKeys& parent = task.parents[k];
  if (!parent.told || !parent.told_keys || !parent.all_fit || parent.cyclic || parent.told->empty())
    return -1;
  const auto place = std::find(parent.told_columns.begin(), parent.told_columns.end(), input.column);
  return place == parent.told_columns.end() ? -1 : static_cast<int>(place - parent.told_columns.begin());
}

bool got_there(const Value& value, const ImpliedRule& rule) {
  const Type& type = *rule.inputs[0].type;
  if (value.is_null()) return false;
  const bool label = type.type_class == TypeClass::Enum && value.kind == ValueKind::Tick && value.tick >= 0 &&
                     static_cast<size_t>(value.tick) < type.labels.size();
  if (label) return implies(stage_of_status(type.labels[static_cast<size_t>(value.tick)]), rule.stage);
  if (value.kind == ValueKind::Text) return implies(stage_of_status(value.text()), rule.stage);
  return true;
}

}  // namespace

bool AgreedReferences::in_force(const RelationTask& task, const std::vector<ColumnPlan>& plans,
                                const ImpliedRule& rule) {
  return rule.kind == ImpliedKind::Dealt ? deals(task, plans, rule.inputs[0])
                                         : is_free_reference(task, plans, rule.column);
}

bool AgreedReferences::deals(const RelationTask& task, const std::vector<ColumnPlan>& plans,
                             const ImpliedInput& input) {
  const ForeignKey& key = task.relation->foreign_keys[static_cast<size_t>(input.foreign_key)];
  const Column& column = task.relation->columns[static_cast<size_t>(key.columns[0])];
  return is_free_reference(task, plans, key.columns[0]) && column.type->holds_all_of(*input.type);
}

std::optional<uint64_t> AgreedReferences::dealt_rows(const RelationTask& task,
                                                     const std::vector<ColumnPlan>& plans,
                                                     const ImpliedInput& input) {
  if (!deals(task, plans, input) || told_column(task, input) < 0) return std::nullopt;
  return task.first_ordinal == 0 ? task.parents[static_cast<size_t>(input.foreign_key)].told_keys->size() : 0;
}

AgreedReferences::AgreedReferences(const RelationTask& task, const std::vector<ColumnPlan>& plans)
    : task_(task) {
  for (const ImpliedRule& rule : task.implied) {
    if (!rule.of_reference() || !in_force(task, plans, rule)) continue;
    switch (rule.kind) {
      case ImpliedKind::Owned: add_owned(rule, plans); break;
      case ImpliedKind::Dealt: add_dealt(rule, plans); break;
      case ImpliedKind::Banked: add_banked(rule, plans); break;
      default: add_reached(rule);
    }
  }
}

void AgreedReferences::add_owned(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans) {
  const int told = told_column(task_, rule.inputs[0]);
  if (told < 0) return;
  const int owner = rule.inputs[1].column;
  const Relation& relation = *task_.relation;
  owned_.push_back(
      {static_cast<size_t>(rule.inputs[0].foreign_key), rule.column, owner, told,
       is_free_reference(task_, plans, owner),
       combine(column_key(task_.seed, relation.name, relation.columns[static_cast<size_t>(rule.column)].name),
               kSalt)});
}

void AgreedReferences::add_reached(const ImpliedRule& rule) {
  const int told = told_column(task_, rule.inputs[0]);
  if (told < 0) return;
  Reached reached;
  reached.foreign_key = static_cast<size_t>(rule.inputs[0].foreign_key);
  reached.column = rule.column;
  const KeyTable& values = *task_.parents[reached.foreign_key].told;
  std::vector<uint32_t> others;
  for (uint64_t i = 0; i < values.size(); ++i) {
    auto& list = got_there(values.get(i, told), rule) ? reached.parents : others;
    list.push_back(static_cast<uint32_t>(i));
  }
  reached.first = reached.parents.size();
  if (reached.first == 0) return;
  // What is not paid yet may have a payment that failed; what was not shipped has no shipment, rather than one a second.
  if (rule.stage.rank >= kShipped || rule.stage.is_exit()) others.clear();
  reached.parents.insert(reached.parents.end(), others.begin(), others.end());
  const Relation& relation = *task_.relation;
  const uint64_t key = combine(
      column_key(task_.seed, relation.name, relation.columns[static_cast<size_t>(rule.column)].name), kSalt);
  reached.order.emplace(reached.first, key);
  if (!others.empty()) reached.others.emplace(others.size(), combine(key, 1));
  reached_.push_back(std::move(reached));
}

void AgreedReferences::add_dealt(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans) {
  const uint64_t rows = dealt_rows(task_, plans, rule.inputs[0]).value_or(0);
  if (rows == 0) return;
  const Relation& relation = *task_.relation;
  const auto k = static_cast<size_t>(rule.inputs[0].foreign_key);
  const uint64_t key = combine(
      column_key(task_.seed, relation.name, relation.columns[static_cast<size_t>(rule.column)].name), kSalt);
  dealt_.push_back({k, rule.column, Permutation(rows, key)});
}

void AgreedReferences::add_banked(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans) {
  const int told = told_column(task_, rule.inputs[0]);
  if (told < 0 || !task_.settings.realm || rule.inputs[0].type->type_class != TypeClass::Text) return;
  const Realm& realm = *task_.settings.realm;
  const Relation& relation = *task_.relation;
  Banked banked;
  banked.foreign_key = static_cast<size_t>(rule.inputs[0].foreign_key);
  banked.column = rule.column;
  // What is no key is drawn later, for the country of him who was chosen.
  const int iban = rule.inputs[1].column;
  if (plans[static_cast<size_t>(iban)].source == ColumnSource::Key) banked.iban = iban;
  banked.key = combine(
      column_key(task_.seed, relation.name, relation.columns[static_cast<size_t>(rule.column)].name), kSalt);
  const KeyTable& values = *task_.parents[banked.foreign_key].told;
  std::map<std::string, std::string> known;  // the code by what is written there; empty: no IBANs
  for (uint64_t i = 0; i < values.size(); ++i) {
    const Value country = values.get(i, told);
    if (country.kind != ValueKind::Text) continue;
    const auto [entry, is_new] = known.emplace(country.text(), std::string());
    if (is_new) {
      const std::string_view code = country_of(realm, country.text());
      if (!code.empty() && has_iban(realm, code)) entry->second = code;
    }
    if (entry->second.empty()) continue;
    banked.owners.push_back(static_cast<uint32_t>(i));
    banked.by_country[entry->second].push_back(static_cast<uint32_t>(i));
  }
  if (!banked.owners.empty()) banked_.push_back(std::move(banked));
}

void AgreedReferences::apply_banked(const Banked& banked, uint64_t ordinal, uint64_t attempt,
                                    Value* row) const {
  const std::vector<uint32_t>* owners = &banked.owners;
  if (row[banked.column].is_null()) return;
  if (banked.iban >= 0) {
    const Value& iban = row[banked.iban];
    if (iban.kind != ValueKind::Text) return;
    const auto country = banked.by_country.find(std::string(iban.text().substr(0, 2)));
    if (country == banked.by_country.end()) return;
    owners = &country->second;
  }
  Stream stream(banked.key, ordinal, attempt);
  const uint32_t owner = (*owners)[stream.below(owners->size())];
  row[banked.column] = task_.parents[banked.foreign_key].told_keys->get(owner, 0);
}

void AgreedReferences::apply(uint64_t ordinal, uint64_t attempt, Value* row) const {
  for (const Banked& banked : banked_) apply_banked(banked, ordinal, attempt, row);
  for (const Dealt& dealt : dealt_) {
    if (ordinal >= dealt.order.size()) continue;
    const KeyTable& keys = *task_.parents[dealt.foreign_key].told_keys;
    row[dealt.column] = keys.get(dealt.order.at(ordinal), 0);
  }
  for (const Reached& reached : reached_) {
    if (row[reached.column].is_null() || attempt > 0) continue;
    const KeyTable& keys = *task_.parents[reached.foreign_key].told_keys;
    const uint64_t place = ordinal % reached.parents.size();
    const uint64_t index = place < reached.first ? reached.order->at(place)
                                                 : reached.first + reached.others->at(place - reached.first);
    row[reached.column] = keys.get(reached.parents[index], 0);
  }
  for (size_t i = 0; i < owned_.size(); ++i) {
    const bool used = std::any_of(owned_.begin(), owned_.begin() + static_cast<std::ptrdiff_t>(i),
                                  [&](const Owned& before) {
                                    return before.owner == owned_[i].owner && !row[before.column].is_null();
                                  });
    own(owned_[i], ordinal, attempt, used, row);
  }
}

/// One of the owner's where he has any; else the owner becomes that of the one that was chosen.
bool AgreedReferences::own(const Owned& owned, uint64_t ordinal, uint64_t attempt, bool owner_is_used,
                           Value* row) const {
  const ParentKeys& parent = task_.parents[owned.foreign_key];
  if (row[owned.column].is_null() || row[owned.owner].is_null()) return false;
  const auto theirs = parent.told->matching({owned.told}, &row[owned.owner]);
  if (theirs.count > 0) {
    Stream stream(owned.key, ordinal, attempt);
    row[owned.column] = parent.told_keys->get(theirs.at(stream.below(theirs.count)), 0);
    return true;
  }
  if (!owned.may_change_owner || owner_is_used) return false;
  const auto chosen = parent.told_keys->matching({0}, &row[owned.column]);
  if (chosen.count == 0) return false;
  const Value owner = parent.told->get(chosen.at(0), owned.told);
  if (owner.is_null()) return false;
  row[owned.owner] = owner;
  return true;
}

}  // namespace datagen::core
