// src/core/infer/rule_scores.cpp -- scoring the rules
#include "core/infer/rule_scores.hpp"

#include "core/base/contains.hpp"
#include "core/infer/listed_values.hpp"
#include "core/infer/semantic_rules.hpp"
#include "core/infer/word_dictionary.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

struct CompiledRule {
  const SemanticRule* rule;
  std::vector<std::string> words, tables, without;
};

const std::vector<CompiledRule>& rules() {
  static const std::vector<CompiledRule> kCompiled = [] {
    std::vector<CompiledRule> compiled;
    for (const auto rules_of :
         {rules_of_persons, rules_of_places, rules_of_trade, rules_of_things, rules_of_times})
      for (const SemanticRule& rule : rules_of())
        compiled.push_back({&rule, words_between_blanks(rule.words), words_between_blanks(rule.tables),
                            words_between_blanks(rule.without)});
    return compiled;
  }();
  return kCompiled;
}

bool serves(const char* types, char kind) {
  for (; *types; ++types)
    if (*types == kind || (*types == 'N' && kind == 'F')) return true;
  return false;
}

/// Where "name" in a table of products is a product's, "colour name" is not, nor "loyalty number" a reservation's. So is
/// a lone "first" or "last" a person's only beside a word for people.
bool claims_another_thing(const CompiledRule& rule, const ColumnWords& column, const ColumnWords& table) {
  if (rule.words.size() != 1 || column.words.size() < 2) return false;
  const std::string& head = rule.words[0];
  const bool of_table = !rule.tables.empty() && (head == "name" || head == "number" || head == "title");
  const bool of_person = rule.tables.empty() && (head == "first" || head == "last") &&
                         std::string_view(rule.rule->semantic_class).substr(0, 7) == "person.";
  if (!of_table && !of_person) return false;
  static const std::vector<std::string> kPeople = words_between_blanks(kPersonTables);
  return !std::all_of(column.words.begin(), column.words.end(), [&](const std::string& word) {
    if (word == head || word.size() < 2 || table.has(word)) return true;
    if (of_person) return std::find(kPeople.begin(), kPeople.end(), word) != kPeople.end();
    return contains({"appellation", "full", "display", "official", "common", "original", "local", "english",
                     "long", "main", "primary", "current", "id", "no", "number", "name", "short", "printed"},
                    word);
  });
}

/// Whether the rows are what the relation's list of words says, by its last word: clients are people, client classes and
/// user settings are not. Words that say nothing may follow.
bool rows_are(const std::vector<std::string>& things, const ColumnWords& table) {
  for (auto word = table.words.rbegin(); word != table.words.rend(); ++word) {
    if (std::find(things.begin(), things.end(), *word) != things.end()) return true;
    const bool says_nothing =
        word->size() < 3 ||
        contains({"data",        "field",     "table", "tbl",      "list",    "record",   "info",
                  "description", "master",    "mast",  "mstr",     "mst",     "main",     "entity",
                  "history",     "hist",      "hdr",   "header",   "file",    "fil",      "name",
                  "full",        "base",      "basic", "detail",   "account", "register", "card",
                  "address",     "version",   "view",  "extended", "private", "new",      "old",
                  "active",      "reference", "body",  "quantity", "comment", "number"},
                 *word);
    if (!says_nothing) return false;
  }
  return false;
}

/// How well a rule suits; negative: not at all.
double score(const CompiledRule& rule, const ColumnWords& column, const ColumnWords& table, char kind) {
  if (!serves(rule.rule->types, kind)) return -1;
  for (const std::string& word : rule.without)
    if (column.has(word)) return -1;
  // Words for people that are barely believed name a person only when they stand alone.
  if (rule.rule->weight < 0 && rule.words.size() == 1 && column.words.size() > 1 &&
      std::string_view(rule.rule->semantic_class) == "person.full_name")
    return -1;
  if (claims_another_thing(rule, column, table)) return -1;
  double total = 10 + rule.rule->weight;
  for (const std::string& word : rule.words) {
    if (!column.has(word)) return -1;
    total += 4;
  }
  if (!rule.words.empty() && !column.words.empty()) {
    const auto is_head = [&](const std::string& head) {
      return std::find(rule.words.begin(), rule.words.end(), head) != rule.words.end();
    };
    // The head stands last in English and first in Romance languages.
    if (is_head(column.words.back())) total += 3;
    if (is_head(column.words.front())) total += 1;
  }
  if (!rule.tables.empty()) {
    const auto named = [&](const std::string& word) { return table.has(word); };
    if (std::none_of(rule.tables.begin(), rule.tables.end(), named)) return -1;
    if (std::string_view(rule.rule->tables) == kPersonTables && !rows_are(rule.tables, table)) return -1;
    total += 3;
    // What rows are says the relation's last word: order_items are items.
    if (!table.words.empty() &&
        std::find(rule.tables.begin(), rule.tables.end(), table.words.back()) != rule.tables.end())
      total += 1;
  }
  const auto unmatched =
      column.words.size() > rule.words.size() ? column.words.size() - rule.words.size() : 0;
  return total - 0.5 * static_cast<double>(unmatched);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Comments and lists that decide are as sure as this at most.
constexpr double kCommentConfidence = 0.75;
constexpr double kListConfidence = 0.85;

}  // namespace

bool rows_are_people(const ColumnWords& table) {
  static const std::vector<std::string> kPeople = words_between_blanks(kPersonTables);
  return rows_are(kPeople, table);
}

JudgedColumn judge_words(ColumnWords words, const char* source, char type_kind, const ColumnWords& table) {
  JudgedColumn best;
  best.words = std::move(words);
  double second = 0;
  for (const CompiledRule& rule : rules()) {
    const double value = score(rule, best.words, table, type_kind);
    if (value <= 0) continue;
    if (value > best.score) {
      if (best.meaning.semantic_class != rule.rule->semantic_class) second = best.score;
      best.score = value;
      best.meaning.semantic_class = rule.rule->semantic_class;
      best.meaning.evidence =
          rule.words.empty() ? "its type" : std::string(source) + " says \"" + joined(rule.words) + "\"";
      if (!rule.tables.empty()) best.meaning.evidence += ", its relation \"" + joined(table.words) + "\"";
    } else if (best.meaning.semantic_class != rule.rule->semantic_class) {
      second = std::max(second, value);
    }
  }
  const double margin = best.score - second;
  // Rules that match on a word or two stand between 14 and 26; below are those that know the type only.
  best.meaning.confidence =
      best.score <= 0
          ? 0
          : std::clamp(0.45 + 0.025 * (best.score - 10) + 0.02 * std::min(margin, 5.0), 0.1, 0.98);
  return best;
}

JudgedColumn judge_column(ColumnWords words, const NamedColumn& column, const ColumnWords& table) {
  JudgedColumn judged = judge_words(std::move(words), "its name", column.type_kind, table);
  if (!judged.meaning.is_sure() && !column.comment.empty()) {
    JudgedColumn said = judge_words(words_of_comment(column.comment), "its comment", column.type_kind, table);
    if (said.meaning.is_sure() && !said.words.words.empty()) {
      judged.meaning = std::move(said.meaning);
      judged.meaning.confidence = std::min(judged.meaning.confidence, kCommentConfidence);
      judged.score = said.score;
    }
  }
  const std::string& found = judged.meaning.semantic_class;
  if (column.listed.empty() ||
      (judged.meaning.is_sure() && found != "generic.type" && found != "generic.code"))
    return judged;
  const std::string listed = class_of_values(column.listed);
  if (!listed.empty()) judged.meaning = {listed, kListConfidence, "the values it may take", {}};
  return judged;
}

}  // namespace datagen::core
