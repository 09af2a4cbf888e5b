// src/core/infer/meaning.cpp -- scoring the rules, and what the neighbours say
#include "core/infer/meaning.hpp"

#include "core/infer/column_words.hpp"
#include "core/infer/detail_rules.hpp"
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

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
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
    return is_one_of(word, {"full", "display", "official", "common", "original", "local", "english", "long",
                            "main", "primary", "current", "id", "no", "number", "name", "short", "printed"});
  });
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

struct Judged {
  ColumnWords words;
  Meaning meaning;
  double score = 0;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// `source` is whose words they are, for the evidence.
Judged judge(ColumnWords words, const char* source, char type_kind, const ColumnWords& table) {
  Judged best;
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

/// Comments and lists that decide are as sure as this at most.
constexpr double kCommentConfidence = 0.75;
constexpr double kListConfidence = 0.85;

/// Where the name leaves it open, the comment may name the thing, and the allowed values may speak for themselves; the
/// latter also tell what a type or a code is of.
void heed_comment_and_list(Judged& judged, const NamedColumn& column, const ColumnWords& table) {
  if (!judged.meaning.is_sure() && !column.comment.empty()) {
    Judged said = judge(words_of_comment(column.comment), "its comment", column.type_kind, table);
    if (said.meaning.is_sure() && !said.words.words.empty()) {
      judged.meaning = std::move(said.meaning);
      judged.meaning.confidence = std::min(judged.meaning.confidence, kCommentConfidence);
      judged.score = said.score;
    }
  }
  const std::string& found = judged.meaning.semantic_class;
  if (column.listed.empty() ||
      (judged.meaning.is_sure() && found != "generic.type" && found != "generic.code"))
    return;
  const std::string listed = class_of_values(column.listed);
  if (!listed.empty()) judged.meaning = {listed, kListConfidence, "the values it may take", {}};
}

class Neighbourhood {
 public:
  Neighbourhood(const std::string& relation, const std::vector<NamedColumn>& columns)
      : relation_(relation), table_(words_of(relation)), columns_(columns) {
    std::vector<std::string> names;
    for (const NamedColumn& column : columns) names.push_back(column.name);
    const std::string prefix = meaningless_prefix(names);
    for (const NamedColumn& column : columns) {
      const size_t skipped = column.name.compare(0, prefix.size(), prefix) == 0 ? prefix.size() : 0;
      judged_.push_back(judge(words_of(column.name.substr(skipped)), "its name", column.type_kind, table_));
      heed_comment_and_list(judged_.back(), column, table_);
    }
  }

  std::vector<Meaning> run() {
    for (size_t i = 0; i < columns_.size(); ++i) settle(i);
    std::vector<Meaning> meanings;
    for (size_t i = 0; i < columns_.size(); ++i) {
      judged_[i].meaning.entity = entity(i);
      refine(i);
      meanings.push_back(std::move(judged_[i].meaning));
    }
    return meanings;
  }

 private:
  bool has_class(const char* name) const {
    return std::any_of(judged_.begin(), judged_.end(),
                       [&](const Judged& j) { return j.meaning.semantic_class == name; });
  }
  bool has_word(const char* word) const {
    return std::any_of(judged_.begin(), judged_.end(), [&](const Judged& j) { return j.words.has(word); });
  }
  bool in_table_of(const char* words) const {
    for (const std::string& word : words_between_blanks(words))
      if (table_.has(word)) return true;
    return false;
  }

  void become(size_t i, const char* semantic_class, double confidence, const char* why) {
    judged_[i].meaning = {semantic_class, confidence, why, {}};
  }

  /// What a column's own name leaves open.
  void settle(size_t i) {
    const NamedColumn& column = columns_[i];
    Judged& own = judged_[i];
    const std::string& found = own.meaning.semantic_class;
    if (column.key && column.type_kind == 'I') return become(i, "generic.row_id", 0.95, "an integer key");
    if (found == "generic.name" && own.words.words.size() == 2 && names_a_person(own.words.words))
      return become(i, "person.full_name", 0.7, "the name of somebody who does something");
    // Spanish calls the first name just a name; French and Italian the last name.
    if (own.words.words == std::vector<std::string>{"name"} && column.type_kind == 'T' &&
        has_class("person.last_name") && !has_class("person.first_name"))
      return become(i, "person.first_name", 0.85, "a name beside a last name");
    if (own.words.words == std::vector<std::string>{"name"} && column.type_kind == 'T' &&
        has_class("person.first_name") && !has_class("person.last_name"))
      return become(i, "person.last_name", 0.9, "a name beside a first name");
    if ((found == "text.title" || found == "person.job_title") &&
        own.words.words == std::vector<std::string>{"title"} && column.type_kind == 'T' &&
        has_class("person.first_name"))
      return become(i,
                    column.max_length > 0 && column.max_length <= 20 ? "person.prefix" : "person.job_title",
                    0.75, "a title beside a first name");
    // Articles that have a body or an author are written, not sold.
    if (found == "commerce.product_name" && column.type_kind == 'T' && own.words.words.back() == "title" &&
        (has_class("text.body") || has_word("author")) && !has_class("finance.price"))
      return become(i, "text.title", 0.8, "a title beside a body or an author");
    if (found == "time.event" && own.words.has("rental"))
      return become(i, "time.start", 0.7, "a period begins with it");
    if ((found == "address.country" || found == "address.state") && column.max_length > 0 &&
        column.max_length <= 3 && column.type_kind == 'T' && found == "address.country")
      return become(i, "address.country_code", 0.9, "a country in at most three letters");
    if (own.words.has("st") && column.type_kind == 'T' && column.max_length > 0 && column.max_length <= 3 &&
        has_class("address.city"))
      return become(i, "address.state", 0.7, "a short form of a state beside a city");
    if (found == "generic.uuid" && column.type_kind == 'T' && column.max_length > 100 &&
        column.name.find("guid") != std::string::npos)
      return become(i, "internet.url", 0.6, "a long globally unique identifier");
    if (found == "address.county" && column.name.find("istrict") != std::string::npos &&
        !has_class("address.state") && has_word("address"))
      return become(i, "address.state", 0.6, "a district where no state is");
    if (found == "generic.status" && own.words.words == std::vector<std::string>{"state"} &&
        column.type_kind == 'T' && has_class("address.city"))
      return become(i, "address.state", 0.7, "a state beside a city");
    if (found == "address.state" && own.words.words == std::vector<std::string>{"state"} &&
        !has_word("city") && !has_word("country") && !has_word("address") && !has_word("street") &&
        !in_table_of("address city country location store customer"))
      return become(i, "generic.status", 0.6, "a state without an address");
    if (column.bytes == 2 && own.words.has("date") && own.words.words.size() > 1)
      return become(i, "time.year", 0.6, "a date in a small integer");
    if (column.type_kind == 'I' && own.words.plural && (found.empty() || own.score < 14))
      return become(i, "generic.count", 0.6, "an integer named in the plural");
    if (column.type_kind == 'I' && own.words.plural && found == "finance.amount" &&
        own.words.has("grandsum") && !is_one_of(own.words.words.back(), {"amount", "grandsum", "cent"}))
      return become(i, "generic.count", 0.5, "a sum of things");
    if (column.type_kind == 'T' && settle_text(i)) return;
    if (column.type_kind == 'I' && (found.empty() || own.score < 14) && own.words.words.size() == 1) {
      if (own.words.has("created"))
        return become(i, "time.created", 0.6, "an integer, but nothing is counted");
      if (own.words.has("updated"))
        return become(i, "time.updated", 0.6, "an integer, but nothing is counted");
    }
    if (found == "finance.price" && rates_something(own.words))
      return become(i, "generic.percentage", 0.5, "a rate of something that has no price");
    if (found.empty()) settle_by_table(i);
  }

  /// What lengths of texts and the rest of the address tell.
  bool settle_text(size_t i) {
    const NamedColumn& column = columns_[i];
    const Judged& own = judged_[i];
    const std::string& found = own.meaning.semantic_class;
    constexpr int kAbbreviation = 4;
    constexpr int kLongestIban = 34;
    constexpr int kWholeAddress = 200;
    constexpr int kHeadCount = 20;
    if (own.words.words == std::vector<std::string>{"user"}) {
      become(i, "internet.username", 0.6, "its name says \"user\"");
      return true;
    }
    static const char* const kLongerThanCodes[] = {
        "company.name",     "commerce.product_name", "commerce.brand", "generic.name", "text.title",
        "text.description", "person.full_name",      "address.street", "address.city"};
    if (column.max_length > 0 && column.max_length <= kAbbreviation &&
        std::any_of(std::begin(kLongerThanCodes), std::end(kLongerThanCodes),
                    [&](const char* name) { return found == name; })) {
      become(i, "generic.code", 0.5, "too short for more than a code");
      return true;
    }
    const auto& words = own.words.words;
    if (found == "finance.credit_card" && !own.words.has("credit") && pays_nothing_by_card(i)) {
      become(i, "generic.code", 0.5, "a card with which nothing is paid");
      return true;
    }
    if (found == "internet.username" && words == std::vector<std::string>{"nick"} &&
        has_class("text.title")) {
      become(i, "internet.slug", 0.6, "another name beside a title");
      return true;
    }
    if (words == std::vector<std::string>{"by"} && has_class("address.postcode")) {
      become(i, "address.city", 0.7, "a town in Danish, beside a postcode");
      return true;
    }
    if (words == std::vector<std::string>{"prefix"} && has_class("person.first_name")) {
      become(i, "person.prefix", 0.7, "what stands before a first name");
      return true;
    }
    if (found == "person.full_name" && own.words.plural && words.size() == 1 && column.max_length > 0 &&
        column.max_length <= kHeadCount) {
      become(i, "generic.count", 0.4, "several persons in a short text");
      return true;
    }
    if (found == "person.last_name" && std::count(words.begin(), words.end(), "name") > 1) {
      become(i, "person.full_name", 0.8, "both names");
      return true;
    }
    if (found == "person.full_name" && own.words.has("display") && !tells_of_a_person() &&
        !has_class("internet.email") && !has_class("internet.username") && !own.words.has("owner") &&
        !own.words.has("author") && !own.words.has("user")) {
      become(i, "generic.name", 0.6, "how something is shown that is no person");
      return true;
    }
    // The head stands last in English and first in Romance languages.
    const auto somebody = [](const std::string& word) {
      return is_one_of(word, {"doctor", "teacher", "person", "manager", "director", "patient", "passenger",
                              "employee", "author", "guest"});
    };
    if (own.meaning.confidence < 0.2 && words.size() == 2 && (somebody(words[1]) || somebody(words[0]))) {
      become(i, "person.full_name", 0.5, "somebody who does something");
      return true;
    }
    if (found == "finance.account_number" && column.max_length == kLongestIban) {
      become(i, "finance.iban", 0.7, "an account number of an IBAN's length");
      return true;
    }
    if (found == "address.street" && (column.max_length < 0 || column.max_length >= kWholeAddress) &&
        own.words.words.back() == "address" && !own.words.has("street") && is_whole_address(i)) {
      become(i, "address.full", 0.6, "an address where no city is");
      return true;
    }
    return false;
  }

  /// Whether the rows are persons, and nothing else is said of the card: a library's, not a bank's.
  bool pays_nothing_by_card(size_t i) const {
    for (size_t other = 0; other < judged_.size(); ++other) {
      const ColumnWords& words = judged_[other].words;
      if (other != i && (words.has("card") || words.has("exp") || words.has("cvv"))) return false;
    }
    return in_table_of(kPersonTables) && !in_table_of("customer owner card payment account");
  }

  /// Whether nothing else tells of the place that the address is of.
  bool is_whole_address(size_t i) const {
    for (size_t other = 0; other < judged_.size(); ++other) {
      const std::string& found = judged_[other].meaning.semantic_class;
      const bool part = found == "address.city" || found == "address.postcode" || found == "address.line2" ||
                        found == "address.state";
      if (part && entity(other) == entity(i)) return false;
    }
    return true;
  }

  /// attendance_rate is a share, hourly_rate a price.
  static bool rates_something(const ColumnWords& words) {
    if (!words.has("rate") || words.has("price") || words.words.size() < 2) return false;
    static const char* const kPaid[] = {
        "hour",     "hourly",   "date",     "daily",   "night",   "nightly",  "start",    "room",    "pay",
        "quantity", "week",     "weekly",   "month",   "monthly", "base",     "standard", "std",     "ovt",
        "labor",    "overtime", "ship",     "service", "plan",    "duration", "billing",  "parking", "rack",
        "hotel",    "year",     "employee", "job",     "amount",  "price",    "unit",     "sale",    "list"};
    return std::none_of(std::begin(kPaid), std::end(kPaid),
                        [&](const char* paid) { return words.has(paid); });
  }

  /// Rows of people, or of what was measured of them.
  bool tells_of_a_person() const {
    if (in_table_of(kPersonTables)) return true;
    for (const char* told : {"person.birth_date", "person.gender", "person.first_name", "person.last_name",
                             "person.age", "health.blood_type"})
      if (has_class(told)) return true;
    return has_word("heart") || has_word("bmi") || has_word("systolic");
  }

  void refine(size_t i) {
    const NamedColumn& column = columns_[i];
    Judged& own = judged_[i];
    DetailQuestion question;
    question.name = column.name;
    question.relation = relation_;
    question.words = &own.words;
    question.table = &table_;
    question.type_kind = column.type_kind;
    question.max_length = column.max_length;
    question.semantic_class = own.meaning.semantic_class;
    question.sure = own.meaning.is_sure();
    question.about_person = tells_of_a_person();
    own.meaning.detail = detail_of(question);
  }

  /// reviewer name, artist name: the first word is one for people.
  static bool names_a_person(const std::vector<std::string>& words) {
    const std::string& who = words[0] == "name" ? words[1] : words[0];
    static const char* const kThings[] = {
        "server",  "order",     "number",     "layer",      "folder",    "container",  "printer",
        "router",  "cluster",   "computer",   "filter",     "parameter", "controller", "sensor",
        "color",   "container", "plant",      "variant",    "header",    "folder",     "trigger",
        "counter", "adapter",   "meter",      "center",     "chapter",   "monitor",    "motor",
        "tenant",  "constant",  "restaurant", "newsletter", "character", "provider",   "door",
        "floor",   "calendar",  "register",   "helper",     "loader",    "browser",    "lower",
        "upper",   "inner",     "outer"};
    for (const char* thing : kThings)
      if (who == thing) return false;
    for (const char* end : {"er", "or", "ist", "ian", "ee", "party"})
      if (who.size() > 4 && who.size() > std::string_view(end).size() &&
          who.compare(who.size() - std::string_view(end).size(), std::string::npos, end) == 0)
        return true;
    return false;
  }

  /// Numbers are kept in texts, moments in numbers of seconds: what the words say of a column of the other type.
  bool settle_by_other_type(size_t i) {
    const NamedColumn& column = columns_[i];
    const char other = column.type_kind == 'T'                        ? 'N'
                       : column.type_kind == 'I' && column.bytes == 8 ? 'S'
                                                                      : ' ';
    if (other == ' ') return false;
    Judged said = judge(judged_[i].words, "its name", other, table_);
    constexpr double kByWords = 14;
    const std::string group = said.meaning.semantic_class.substr(0, said.meaning.semantic_class.find('.'));
    if (said.score < kByWords || group != (other == 'N' ? "finance" : "time")) return false;
    judged_[i].meaning = {
        said.meaning.semantic_class, 0.3, said.meaning.evidence + ", though its type is another", {}};
    return true;
  }

  /// A column called as its relation is: city.city, tag.tag.
  void settle_by_table(size_t i) {
    const NamedColumn& column = columns_[i];
    const ColumnWords& words = judged_[i].words;
    if (words.words.empty()) return;
    if (settle_by_other_type(i)) return;
    if (column.type_kind == 'T' && words.words == table_.words)
      return become(i, "generic.name", 0.4, "called as its relation");
    if (column.type_kind == 'T' && column.max_length > 0 && column.max_length <= 10)
      return become(i, "generic.code", 0.2, "a short text");
    if (column.type_kind == 'T' && column.max_length > 0 && column.max_length <= 30)
      return become(i, "generic.type", 0.15, "a rather short text");
    // 191 and 255 are what frameworks give a text that nobody gave a length.
    if (column.type_kind == 'T' && column.max_length > 0 &&
        (column.max_length <= 120 || column.max_length == 191 || column.max_length == 255))
      return become(i, "generic.type", 0.1, "a text of a line");
    if (column.type_kind == 'T') return become(i, "text.description", 0.1, "a text");
    if (column.holds_money) return become(i, "finance.amount", 0.3, "a number with room for sums of money");
    if (column.type_kind == 'N' && words.plural) return become(i, "generic.count", 0.2, "a plural");
    if (column.bytes == 2)
      return become(i, "generic.flag", 0.15, "a small integer of which nothing is counted");
    if (column.type_kind == 'I') return become(i, "generic.count", 0.15, "an integer");
    if (column.type_kind == 'N' || column.type_kind == 'F')
      return become(i, "generic.score", 0.15, "a number");
  }

  /// What precedes the words that tell the class: ship in ship_city.
  std::string entity(size_t i) const {
    static const char* const kRoles[] = {
        "ship",        "billing",  "sender",   "recipient", "from",    "to",        "home",
        "work",        "manager",  "contact",  "doctor",    "patient", "emergency", "parent",
        "spouse",      "owner",    "driver",   "guest",     "author",  "birth",     "origin",
        "destination", "start",    "end",      "father",    "mother",  "primary",   "secondary",
        "alternate",   "employer", "supplier", "buyer",     "seller"};
    for (const char* role : kRoles)
      if (judged_[i].words.has(role)) return role;
    return {};
  }

  const std::string& relation_;
  ColumnWords table_;
  const std::vector<NamedColumn>& columns_;
  std::vector<Judged> judged_;
};

bool holds_money(const Type& type) {
  static constexpr int64_t kPowers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  constexpr int64_t kMillions = 9999999;
  return type.type_class == TypeClass::Money ||
         (type.type_class == TypeClass::Numeric && type.typmod >= 0 && type.scale >= 2 && type.scale <= 6 &&
          type.scale != 3 && type.max_tick / kPowers[type.scale] >= kMillions);
}

char kind_of(const Type& type) {
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

}  // namespace

std::vector<Meaning> infer_meanings(const std::string& relation, const std::vector<NamedColumn>& columns) {
  return Neighbourhood(relation, columns).run();
}

std::vector<Meaning> infer_meanings(const Relation& relation) {
  std::vector<NamedColumn> columns;
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const Column& column = relation.columns[c];
    NamedColumn named;
    named.name = column.name;
    named.type_kind = kind_of(*column.type);
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
