// src/core/infer/settled_by_neighbours.cpp -- what columns mean beside each other
#include "core/infer/neighbourhood.hpp"
#include "core/infer/semantic_rules.hpp"

#include <algorithm>
#include <iterator>

namespace datagen::core {
namespace {

using Place = ColumnPlace;

/// reviewer name, artist name: the first word is one for people.
bool names_a_person(const std::vector<std::string>& words) {
  const std::string& who = words[0] == "name" ? words[1] : words[0];
  if (is_one_of(who,
                {"server",     "order",      "number",    "layer",    "folder",    "container",  "printer",
                 "router",     "cluster",    "computer",  "filter",   "parameter", "controller", "sensor",
                 "color",      "plant",      "variant",   "header",   "trigger",   "counter",    "adapter",
                 "meter",      "center",     "chapter",   "monitor",  "motor",     "tenant",     "constant",
                 "restaurant", "newsletter", "character", "provider", "door",      "floor",      "calendar",
                 "register",   "helper",     "loader",    "browser",  "lower",     "upper",      "inner",
                 "outer"}))
    return false;
  for (const std::string_view end : {"er", "or", "ist", "ian", "ee", "party"})
    if (who.size() > 4 && who.size() > end.size() &&
        who.compare(who.size() - end.size(), std::string::npos, end) == 0)
      return true;
  return false;
}

bool is_somebody(const std::string& word) {
  return is_one_of(word, {"doctor", "teacher", "person", "manager", "director", "patient", "passenger",
                          "employee", "author", "guest"});
}

/// Whether the rows are persons, and nothing else is said of the card: a library's, not a bank's.
bool pays_nothing_by_card(const Place& p) {
  for (size_t other = 0; other < p.others.size(); ++other) {
    const ColumnWords& words = p.others.judged(other).words;
    if (other != p.at && (words.has("card") || words.has("exp") || words.has("cvv"))) return false;
  }
  return p.others.in_table_of(kPersonTables) && !p.others.in_table_of("customer owner card payment account");
}

bool lies_in_an_address(const Place& p) {
  const Neighbourhood& others = p.others;
  return others.has_word("city") || others.has_word("country") || others.has_word("address") ||
         others.has_word("street") || others.in_table_of("address city country location store customer");
}

constexpr int kTitleBeforeName = 20;
constexpr int kHeadCount = 20;
constexpr int kStateCode = 3;

constexpr Settlement kSettlements[] = {
    {[](const Place& p) { return p.column.key && p.column.type_kind == 'I'; }, "generic.row_id", 0.95,
     "an integer key"},
    // persons
    {[](const Place& p) {
       return p.found == "generic.name" && p.words.size() == 2 && names_a_person(p.words);
     },
     "person.full_name", 0.7, "the name of somebody who does something"},
    // Spanish calls the first name just a name; French and Italian the last name.
    {[](const Place& p) {
       return p.is_text() && p.is_only("name") && p.others.has_class("person.last_name") &&
              !p.others.has_class("person.first_name");
     },
     "person.first_name", 0.85, "a name beside a last name"},
    {[](const Place& p) {
       return p.is_text() && p.is_only("name") && p.others.has_class("person.first_name") &&
              !p.others.has_class("person.last_name");
     },
     "person.last_name", 0.9, "a name beside a first name"},
    {[](const Place& p) {
       return is_one_of(p.found, {"text.title", "person.job_title"}) && p.is_text() && p.is_only("title") &&
              p.others.has_class("person.first_name") && p.holds_at_most(kTitleBeforeName);
     },
     "person.prefix", 0.75, "a title beside a first name"},
    {[](const Place& p) {
       return is_one_of(p.found, {"text.title", "person.job_title"}) && p.is_text() && p.is_only("title") &&
              p.others.has_class("person.first_name");
     },
     "person.job_title", 0.75, "a title beside a first name"},
    {[](const Place& p) {
       return p.is_text() && p.is_only("prefix") && p.others.has_class("person.first_name");
     },
     "person.prefix", 0.7, "what stands before a first name"},
    {[](const Place& p) {
       return p.is_text() && p.found == "person.full_name" && p.own.words.plural && p.words.size() == 1 &&
              p.holds_at_most(kHeadCount);
     },
     "generic.count", 0.4, "several persons in a short text"},
    {[](const Place& p) {
       return p.is_text() && p.found == "person.last_name" &&
              std::count(p.words.begin(), p.words.end(), "name") > 1;
     },
     "person.full_name", 0.8, "both names"},
    {[](const Place& p) {
       return p.is_text() && p.found == "person.full_name" && p.has("display") &&
              !p.others.tells_of_a_person() && !p.others.has_class("internet.email") &&
              !p.others.has_class("internet.username") && !p.has("owner") && !p.has("author") &&
              !p.has("user");
     },
     "generic.name", 0.6, "how something is shown that is no person"},
    // The head stands last in English and first in Romance languages.
    {[](const Place& p) {
       return p.is_text() && p.own.meaning.confidence < 0.2 && p.words.size() == 2 &&
              (is_somebody(p.words[1]) || is_somebody(p.words[0]));
     },
     "person.full_name", 0.5, "somebody who does something"},
    // places
    {[](const Place& p) {
       return p.found == "address.country" && p.is_text() && p.holds_at_most(kStateCode);
     },
     "address.country_code", 0.9, "a country in at most three letters"},
    {[](const Place& p) {
       return p.has("st") && p.is_text() && p.holds_at_most(kStateCode) && p.others.has_class("address.city");
     },
     "address.state", 0.7, "a short form of a state beside a city"},
    {[](const Place& p) {
       return p.found == "address.county" && p.column.name.find("istrict") != std::string::npos &&
              !p.others.has_class("address.state") && p.others.has_word("address");
     },
     "address.state", 0.6, "a district where no state is"},
    {[](const Place& p) {
       return p.found == "generic.status" && p.is_text() && p.is_only("state") &&
              p.others.has_class("address.city");
     },
     "address.state", 0.7, "a state beside a city"},
    {[](const Place& p) {
       return p.found == "address.state" && p.is_only("state") && !lies_in_an_address(p);
     },
     "generic.status", 0.6, "a state without an address"},
    {[](const Place& p) { return p.is_text() && p.is_only("by") && p.others.has_class("address.postcode"); },
     "address.city", 0.7, "a town in Danish, beside a postcode"},
    // things
    {[](const Place& p) {
       return p.found == "commerce.product_name" && p.is_text() && p.words.back() == "title" &&
              (p.others.has_class("text.body") || p.others.has_word("author")) &&
              !p.others.has_class("finance.price");
     },
     "text.title", 0.8, "a title beside a body or an author"},
    {[](const Place& p) { return p.is_text() && p.is_only("user"); }, "internet.username", 0.6,
     "its name says \"user\""},
    {[](const Place& p) {
       return p.is_text() && p.found == "internet.username" && p.is_only("nick") &&
              p.others.has_class("text.title");
     },
     "internet.slug", 0.6, "another name beside a title"},
    {[](const Place& p) {
       return p.is_text() && p.found == "finance.credit_card" && !p.has("credit") && pays_nothing_by_card(p);
     },
     "generic.code", 0.5, "a card with which nothing is paid"},
};

}  // namespace

Settlements settled_by_neighbours() { return {std::begin(kSettlements), std::end(kSettlements)}; }

}  // namespace datagen::core
