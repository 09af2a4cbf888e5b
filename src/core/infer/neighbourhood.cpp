// src/core/infer/neighbourhood.cpp -- what is asked about the other columns of a relation
#include "core/infer/neighbourhood.hpp"

#include "core/base/contains.hpp"
#include "core/infer/semantic_rules.hpp"
#include "core/infer/word_dictionary.hpp"

#include <algorithm>

namespace datagen::core {

Neighbourhood::Neighbourhood(const std::string& relation, const std::vector<NamedColumn>& columns)
    : relation_(relation), table_(words_of(relation)), columns_(columns) {
  std::vector<std::string> names;
  for (const NamedColumn& column : columns) names.push_back(column.name);
  const std::string prefix = meaningless_prefix(names);
  for (const NamedColumn& column : columns) {
    const size_t skipped = column.name.compare(0, prefix.size(), prefix) == 0 ? prefix.size() : 0;
    judged_.push_back(judge_column(words_in_relation(column.name.substr(skipped), relation), column, table_));
  }
}

bool Neighbourhood::has_class(std::string_view name) const {
  return std::any_of(judged_.begin(), judged_.end(),
                     [&](const JudgedColumn& j) { return j.meaning.semantic_class == name; });
}

bool Neighbourhood::has_word(std::string_view word) const {
  return std::any_of(judged_.begin(), judged_.end(),
                     [&](const JudgedColumn& j) { return j.words.has(word); });
}

bool Neighbourhood::in_table_of(const char* words) const {
  const std::vector<std::string> wanted = words_between_blanks(words);
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& word) { return table_.has(word); });
}

bool Neighbourhood::tells_of_a_person() const {
  if (in_table_of(kPersonTables)) return true;
  for (const char* told : {"person.birth_date", "person.gender", "person.first_name", "person.last_name",
                           "person.age", "health.blood_type"})
    if (has_class(told)) return true;
  return has_word("heart") || has_word("bmi") || has_word("systolic");
}

std::string Neighbourhood::entity(size_t i) const {
  static const char* const kRoles[] = {
      "ship",      "billing",   "sender",   "recipient",   "from",   "to",     "home",   "work",   "manager",
      "contact",   "doctor",    "patient",  "emergency",   "parent", "spouse", "owner",  "driver", "guest",
      "author",    "birth",     "origin",   "destination", "start",  "end",    "father", "mother", "primary",
      "secondary", "alternate", "employer", "supplier",    "buyer",  "seller"};
  for (const char* role : kRoles)
    if (judged_[i].words.has(role)) return role;
  return {};
}

bool Neighbourhood::is_whole_address(size_t i) const {
  for (size_t other = 0; other < judged_.size(); ++other) {
    const std::string& found = judged_[other].meaning.semantic_class;
    const bool part = contains({"address.city", "address.postcode", "address.line2", "address.state"}, found);
    if (part && entity(other) == entity(i)) return false;
  }
  return true;
}

std::string ColumnPlace::first_word() const { return words.empty() ? std::string() : words.front(); }

std::string ColumnPlace::last_word() const { return words.empty() ? std::string() : words.back(); }

std::string ColumnPlace::last_part() const {
  const std::vector<std::string> parts = parts_of(column.name);
  return parts.empty() ? std::string() : parts.back();
}

bool ColumnPlace::is_named_after(std::initializer_list<std::string_view> those) const {
  const std::vector<std::string> parts = parts_of(column.name);
  return std::any_of(parts.begin(), parts.end(),
                     [&](const std::string& part) { return contains(those, part); });
}

}  // namespace datagen::core
