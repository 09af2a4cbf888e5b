// src/core/infer/meaning.cpp -- what a relation's columns mean: their words, then what stands beside them
#include "core/infer/meaning.hpp"

#include "core/infer/detail_rules.hpp"
#include "core/infer/listed_values.hpp"
#include "core/infer/neighbourhood.hpp"

#include <algorithm>
#include <optional>

namespace datagen::core {
namespace {

std::optional<Meaning> first_of(Settlements settlements, const ColumnPlace& place) {
  for (const Settlement& one : settlements)
    if (one.applies(place)) return Meaning{one.semantic_class, one.confidence, one.why, {}};
  return std::nullopt;
}

/// Numbers are kept in texts, moments in numbers of seconds: what the words say of a column of the other type.
std::optional<Meaning> settled_by_other_type(const ColumnPlace& place) {
  const char other = place.is_text()                                            ? 'N'
                     : place.column.type_kind == 'I' && place.column.bytes == 8 ? 'S'
                                                                                : ' ';
  if (other == ' ') return std::nullopt;
  const JudgedColumn said = judge_words(place.own.words, "its name", other, place.others.table());
  const std::string group = said.meaning.semantic_class.substr(0, said.meaning.semantic_class.find('.'));
  if (said.score < kScoreOfWords || group != (other == 'N' ? "finance" : "time")) return std::nullopt;
  return Meaning{
      said.meaning.semantic_class, 0.3, said.meaning.evidence + ", though its type is another", {}};
}

std::optional<Meaning> settled(const ColumnPlace& place) {
  if (auto meaning = first_of(settled_by_neighbours(), place)) return meaning;
  return first_of(settled_by_type(), place);
}

std::optional<Meaning> settled_at_last(const ColumnPlace& place) {
  if (!place.found.empty() || place.words.empty()) return std::nullopt;
  if (auto meaning = settled_by_other_type(place)) return meaning;
  return first_of(settled_by_default(), place);
}

/// What columns leave open. Each round goes by what the one before has found, so that the order of the columns is
/// nothing to it; what a column turned out to be may tell its neighbours more.
void settle(Neighbourhood& neighbourhood) {
  constexpr int kRounds = 3;
  std::vector<bool> done(neighbourhood.size(), false);
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::optional<Meaning>> found(neighbourhood.size());
    for (size_t i = 0; i < neighbourhood.size(); ++i) {
      if (done[i]) continue;
      const ColumnPlace place(neighbourhood, i);
      found[i] = round + 1 < kRounds ? settled(place) : settled_at_last(place);
    }
    for (size_t i = 0; i < neighbourhood.size(); ++i) {
      if (!found[i]) continue;
      neighbourhood.judged(i).meaning = std::move(*found[i]);
      done[i] = true;
    }
  }
}

std::string detail_of(const Neighbourhood& neighbourhood, size_t i) {
  const NamedColumn& column = neighbourhood.column(i);
  const JudgedColumn& own = neighbourhood.judged(i);
  DetailQuestion question;
  question.name = column.name;
  question.relation = neighbourhood.relation();
  question.words = &own.words;
  question.table = &neighbourhood.table();
  question.type_kind = column.type_kind;
  question.max_length = column.max_length;
  question.semantic_class = own.meaning.semantic_class;
  question.sure = own.meaning.is_sure();
  question.about_person = neighbourhood.tells_of_a_person();
  return detail_of(question);
}

bool holds_money(const Type& type) {
  static constexpr int64_t kPowers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  constexpr int64_t kMillions = 9999999;
  return type.type_class == TypeClass::Money ||
         (type.type_class == TypeClass::Numeric && type.typmod >= 0 && type.scale >= 2 && type.scale <= 6 &&
          type.scale != 3 && type.max_tick / kPowers[type.scale] >= kMillions);
}

}  // namespace

char kind_of_type(const Type& type) {
  if (type.type_class == TypeClass::Array && type.element && type.element->type_class == TypeClass::Text)
    return 'T';
  switch (type.type_class) {
    case TypeClass::Boolean: return 'B';
    case TypeClass::Integer: return 'I';
    case TypeClass::Numeric:
    case TypeClass::Money: return 'N';
    case TypeClass::Float: return 'F';
    case TypeClass::Text:
    case TypeClass::Char: return 'T';
    case TypeClass::Bytea: return 'Y';
    case TypeClass::Date: return 'D';
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz: return 'S';
    case TypeClass::Time:
    case TypeClass::TimeTz: return 'H';
    case TypeClass::Interval: return 'V';
    case TypeClass::Uuid: return 'U';
    case TypeClass::Json:
    case TypeClass::Jsonb: return 'J';
    case TypeClass::Enum: return 'E';
    case TypeClass::Literal:
      if (type.name == "inet" || type.name == "cidr") return 'X';
      return type.name == "macaddr" || type.name == "macaddr8" ? 'M' : 'O';
    default: return 'O';
  }
}

std::vector<Meaning> infer_meanings(const std::string& relation, const std::vector<NamedColumn>& columns) {
  Neighbourhood neighbourhood(relation, columns);
  settle(neighbourhood);
  std::vector<Meaning> meanings;
  for (size_t i = 0; i < columns.size(); ++i) {
    Meaning& meaning = neighbourhood.judged(i).meaning;
    meaning.entity = neighbourhood.entity(i);
    meaning.detail = detail_of(neighbourhood, i);
    meanings.push_back(std::move(meaning));
  }
  return meanings;
}

std::vector<Meaning> infer_meanings(const Relation& relation) {
  std::vector<NamedColumn> columns;
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const Column& column = relation.columns[c];
    NamedColumn named;
    named.name = column.name;
    named.type_kind = kind_of_type(*column.type);
    named.max_length = column.type->element ? column.type->element->max_length : column.type->max_length;
    named.comment = column.comment;
    named.bytes = column.type->name == "int2" ? 2 : column.type->name == "int8" ? 8 : 4;
    named.holds_money = holds_money(*column.type);
    named.listed = listed_values(relation, static_cast<int>(c));
    for (const UniqueKey& key : relation.keys)
      for (const KeyPart& part : key.parts)
        named.key = named.key || (key.primary && part.column == static_cast<int>(c));
    for (const ForeignKey& key : relation.foreign_keys)
      named.key = named.key ||
                  std::find(key.columns.begin(), key.columns.end(), static_cast<int>(c)) != key.columns.end();
    columns.push_back(std::move(named));
  }
  return infer_meanings(relation.name, columns);
}

}  // namespace datagen::core
