// src/core/plan/row_entities.cpp -- which columns follow which, and how they are made
#include "core/plan/row_entities.hpp"

#include "core/base/ascii.hpp"
#include "core/base/contains.hpp"
#include "core/constraint/membership.hpp"
#include "core/generate/realistic_class.hpp"
#include "core/realistic/countries.hpp"
#include "core/realistic/entities.hpp"
#include "core/schema/column_uses.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace datagen::core {
namespace {

bool is_text(const Type& type) { return type.type_class == TypeClass::Text && type.name != "name"; }

/// Keys, references and conditions on several columns have a say in its values. A key by which rows are merely made again
/// may be told to be left out.
bool is_bound(const RelationTask& task, int column, bool but_by_keys) {
  const Relation& relation = *task.relation;
  if (task.families.count(column) > 0 || task.dealt.count(column) > 0 || task.rules.count(column) > 0)
    return true;
  if ((!but_by_keys && keys_use(relation, column)) || exclusions_use(relation, column) ||
      references_use(relation, column))
    return true;
  for (const Predicate& predicate : relation.predicates)
    if (contains(predicate.columns, column) && (predicate.handle < 0 || predicate.columns.size() > 1))
      return true;
  return false;
}

/// Field `name` of the record whose field `code` is the text.
std::string_view name_in(const PackList& list, std::string_view text, std::initializer_list<int> codes,
                         int name) {
  const std::string wanted = lower_ascii(unpadded(text));
  for (uint32_t i = 0; i < list.size(); ++i)
    for (int code : codes)
      if (lower_ascii(record_field(list.at(i), code)) == wanted) return record_field(list.at(i), name);
  return {};
}

std::string text_of(const Type& type, const Value& value) {
  if (value.kind == ValueKind::Text) return std::string(value.text());
  if (type.type_class == TypeClass::Enum && value.kind == ValueKind::Tick && value.tick >= 0 &&
      value.tick < static_cast<int64_t>(type.labels.size()))
    return type.labels[static_cast<size_t>(value.tick)];
  return {};
}

/// The rule that puts the column into the country of the row's owner; null: none.
const ImpliedRule* located_by(const RelationTask& task, size_t column) {
  for (const ImpliedRule& rule : task.implied)
    if (rule.kind == ImpliedKind::Located && rule.column == static_cast<int>(column)) return &rule;
  return nullptr;
}

}  // namespace

std::vector<RowEntities::Follower> RowEntities::followers_of(const RelationTask& task,
                                                             const std::vector<ColumnPlan>& plans) {
  std::vector<Follower> followers;
  if (!task.settings.realm || task.meanings.empty()) return followers;
  const Relation& relation = *task.relation;
  const auto meaning = [&](size_t c) -> const Meaning& { return task.meanings[c]; };
  // A column that the entity itself makes needs no other to follow it.
  const auto leads = [&](size_t c) {
    if (!meaning(c).is_sure() || plans[c].source == ColumnSource::Null ||
        plans[c].source == ColumnSource::Generated || plans[c].source == ColumnSource::Rule ||
        plans[c].source == ColumnSource::Default)
      return false;
    const RealisticGenerator* maker = maker_of_class(meaning(c).semantic_class);
    return plans[c].source != ColumnSource::Draw ||
           (plans[c].generator && maker && plans[c].generator->name() != maker->name);
  };
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const std::string& found = meaning(c).semantic_class;
    const Type& type = *relation.columns[c].type;
    const bool numeric = type.type_class == TypeClass::Numeric || type.type_class == TypeClass::Float;
    const ImpliedRule* located = located_by(task, c);
    if (plans[c].source != ColumnSource::Draw || is_bound(task, static_cast<int>(c), located != nullptr) ||
        task.analysis.base[c].values ||
        !(is_text(type) || (numeric && contains({"address.latitude", "address.longitude"}, found))))
      continue;
    const std::string& detail = meaning(c).detail;
    const bool of_place =
        contains({"address.city", "address.state", "address.county", "address.postcode", "address.country",
                  "address.country_code", "address.latitude", "address.longitude", "address.timezone",
                  "address.full", "phone.number", "finance.iban", "finance.bic", "finance.currency_code",
                  "company.vat_id", "generic.locale"},
                 found);
    const bool of_person =
        contains({"person.first_name", "person.full_name", "person.middle_name", "person.prefix",
                  "person.gender", "person.initials", "internet.email", "internet.username"},
                 found);
    const size_t so_far = followers.size();
    for (size_t a = 0; a < relation.columns.size(); ++a) {
      if (a == c || !leads(a)) continue;
      const std::string& led = meaning(a).semantic_class;
      const bool same = meaning(a).entity == meaning(c).entity;
      Follower follower{
          static_cast<int>(c), static_cast<int>(a), Kind::Place, maker_of_class(found), 0, 0, nullptr};
      if (of_place && same && contains({"address.country_code", "address.country"}, led)) {
        follower.kind = Kind::Place;
      } else if (of_person && same && led == "person.gender") {
        follower.kind = Kind::Person;
      } else if (detail == "currency_name" && led == "finance.currency_code") {
        follower.kind = Kind::Currency;
        follower.maker = nullptr;
      } else if ((detail == "language" || (found == "generic.locale" && type.max_length < 0)) &&
                 led == "generic.locale") {
        follower.kind = Kind::Language;
        follower.maker = nullptr;
      } else {
        continue;
      }
      followers.push_back(follower);
      break;
    }
    if (followers.size() == so_far && located)
      followers.push_back(
          {static_cast<int>(c), -1, Kind::Place, maker_of_class(found), 0, 0, &located->inputs[0]});
    if (followers.size() == so_far) continue;
    const GeneratorRequest request = request_for(task, static_cast<int>(c), task.analysis.base[c]);
    followers.back().entity = request.hint.entity;
    followers.back().key = request.key;
    followers.back().of_account = contains({"finance.iban", "finance.bic"}, found);
  }
  return followers;
}

std::vector<int> RowEntities::anchors_of(const RelationTask& task, const std::vector<ColumnPlan>& plans) {
  std::vector<int> anchors(task.relation->columns.size(), -1);
  for (const Follower& follower : followers_of(task, plans))
    anchors[static_cast<size_t>(follower.column)] = follower.anchor;
  return anchors;
}

RowEntities::RowEntities(const RelationTask& task, const std::vector<ColumnPlan>& plans)
    : task_(task), followers_(followers_of(task, plans)), parents_(task) {
  const auto& predicates = task.relation->predicates;
  for (size_t p = 0; p < predicates.size(); ++p)
    if (predicates[p].source != PredicateSource::IndexPredicate &&
        std::any_of(followers_.begin(), followers_.end(), [&](const Follower& follower) {
          return contains(predicates[p].columns, follower.column);
        }))
      judged_.push_back(static_cast<int>(p));
}

/// What the realm's lists have for it. Of them a few hundred are ever asked for, row after row.
std::string_view RowEntities::looked_up(Kind kind, const std::string& known) {
  constexpr size_t kMostRemembered = 1024;
  auto& remembered = looked_up_[static_cast<size_t>(kind)];
  const auto found = remembered.find(known);
  if (found != remembered.end()) return found->second;
  const Realm& realm = *task_.settings.realm;
  std::string_view result;
  switch (kind) {
    case Kind::Place: result = country_of(realm, known); break;
    case Kind::Currency: result = name_in(realm.list(ListId::Currency), known, {0}, 1); break;
    case Kind::Language:
      result = name_in(realm.list(ListId::Language), known.substr(0, known.find_first_of("-_")), {0, 1}, 2);
      break;
    case Kind::Person: return {};
  }
  if (remembered.size() < kMostRemembered) remembered.emplace(known, result);
  return result;
}

std::optional<Value> RowEntities::made(const Follower& follower, uint64_t ordinal, uint64_t attempt,
                                       const std::string& known, Arena& arena) {
  const auto c = static_cast<size_t>(follower.column);
  const Type& type = *task_.relation->columns[c].type;
  const Domain& domain = task_.analysis.base[c];
  const Realm& realm = *task_.settings.realm;
  int64_t room = std::min(domain.text.max_length, domain.text.max_bytes);
  if (type.max_length >= 0) room = std::min<int64_t>(room, type.max_length);
  Draw draw{realm, follower.entity, ordinal, attempt, room, follower.key};
  std::string text;
  switch (follower.kind) {
    case Kind::Place:
      draw.country = looked_up(follower.kind, known);
      draw.one_country = true;
      if (draw.country.empty()) return std::nullopt;
      // Who lives where there are no IBANs has his account elsewhere.
      if (follower.owner && follower.of_account && !has_iban(realm, draw.country)) return std::nullopt;
      break;
    case Kind::Person:
      draw.female = told_female(known);
      if (!draw.female) return std::nullopt;
      break;
    case Kind::Currency:
    case Kind::Language: text = looked_up(follower.kind, known); break;
  }
  if (follower.maker) follower.maker->make(draw, text);
  if (text.empty()) return std::nullopt;
  if (!is_text(type)) {
    double number = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc() || type.scale < 0 ||
        type.scale > 15)
      return std::nullopt;
    double tick = number * std::pow(10.0, type.scale);
    const auto value = Value::of_tick(std::llround(tick));
    return admits(domain, value) ? std::optional<Value>(value) : std::nullopt;
  }
  const bool ascii = std::all_of(text.begin(), text.end(), [](char b) { return (b & 0x80) == 0; });
  const bool cased = domain.text.lower_case || domain.text.upper_case;
  if (cased || (!ascii && task_.settings.ascii_only) || character_count(text) > room ||
      !admits(domain, Value::of_text(text)))
    return std::nullopt;
  return Value::of_text(arena.store(text));
}

void RowEntities::apply(uint64_t ordinal, uint64_t attempt, const std::vector<char>& fixed, Value* row,
                        Arena& arena) {
  before_.clear();
  parents_.next_row();
  for (const Follower& follower : followers_) {
    Value& own = row[follower.column];
    if (own.is_null() || fixed[static_cast<size_t>(follower.column)]) continue;
    const Value anchor = follower.owner ? parents_.read(*follower.owner, row) : row[follower.anchor];
    const Type& type = follower.owner ? *follower.owner->type
                                      : *task_.relation->columns[static_cast<size_t>(follower.anchor)].type;
    const std::string known = text_of(type, anchor);
    if (known.empty()) continue;
    const auto value = made(follower, ordinal, attempt, known, arena);
    if (!value) continue;
    before_.emplace_back(follower.column, own);
    own = *value;
  }
}

void RowEntities::undo(Value* row) const {
  for (const auto& [column, value] : before_) row[column] = value;
}

}  // namespace datagen::core
