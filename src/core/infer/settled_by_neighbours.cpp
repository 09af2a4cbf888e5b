// src/core/infer/settled_by_neighbours.cpp -- what columns mean beside each other
#include "core/base/contains.hpp"
#include "core/infer/neighbourhood.hpp"
#include "core/infer/semantic_rules.hpp"
#include "core/infer/word_dictionary.hpp"

#include <algorithm>
#include <iterator>

namespace datagen::core {
namespace {

using Place = ColumnPlace;

/// Words that end as those for people do, and name things.
bool is_thing(const std::string& word) {
  return contains(
      {"server",     "order",      "number",    "layer",       "folder",    "container",  "printer",
       "router",     "cluster",    "computer",  "filter",      "parameter", "controller", "sensor",
       "color",      "plant",      "variant",   "header",      "trigger",   "counter",    "adapter",
       "meter",      "center",     "chapter",   "monitor",     "motor",     "tenant",     "constant",
       "restaurant", "newsletter", "character", "provider",    "door",      "floor",      "calendar",
       "register",   "helper",     "loader",    "browser",     "lower",     "upper",      "inner",
       "outer",      "vector",     "factor",    "error",       "buffer",    "pointer",    "cursor",
       "marker",     "letter",     "paper",     "folder",      "tower",     "power",      "water",
       "filler",     "binder",     "connector", "selector",    "separator", "indicator",  "operator",
       "sector",     "behavior",   "other",     "identifier",  "parser",    "renderer",   "wrapper",
       "scanner",    "timer",      "crawler",   "charger",     "trailer",   "chamber",    "cylinder",
       "tractor",    "reactor",    "generator", "transformer", "elevator",  "detector",   "checker",
       "handler",    "hypervisor", "compiler",  "processor",   "tenor",     "answer",     "quarter",
       "semester",   "weather",    "gender",    "render",      "under",     "over",       "after",
       "never",      "whether",    "shelter",   "theater",     "theatre",   "corner",     "border",
       "timber",     "rubber",     "leather",   "flavor",      "harbor",    "anchor",     "mirror",
       "interior",   "exterior",   "prior",     "minor",       "major",     "junior",     "senior",
       "degree",     "coffee",     "committee", "guarantee",   "fee",       "tree",       "list",
       "waitlist",   "playlist",   "wishlist",  "checklist",   "blacklist", "allowlist",  "exist",
       "twist",      "median",     "meridian",  "beer",        "career",    "fiber",      "member",
       "user",       "customer",   "partner",   "master",      "logger",    "scheduler",  "planner",
       "owner",      "folder"},
      word);
}

bool ends_as_people_do(const std::string& word) {
  for (const std::string_view end : {"er", "or", "ist", "ian", "ee", "party"})
    if (word.size() > 4 && word.size() > end.size() &&
        word.compare(word.size() - end.size(), std::string::npos, end) == 0)
      return true;
  return false;
}

/// reviewer name, artist name: the first word is one for people.
bool names_a_person(const std::vector<std::string>& words) {
  const std::string& who = words[0] == "name" ? words[1] : words[0];
  return !is_thing(who) && ends_as_people_do(who);
}

/// A word alone that is for people, though no rule knows it: what somebody does, in English or with an ending that
/// other languages have for it.
bool is_who(const std::string& word) {
  if (is_thing(word) || meaning_of_word(word)) return false;
  if (ends_as_people_do(word)) return true;
  for (const std::string_view end : {"eur", "ateur", "ador", "edor", "idor", "arzt", "leiter", "fuehrer",
                                     "nehmer", "geber", "mann", "frau", "woman", "ologe", "wart"})
    if (word.size() > end.size() + 2 && word.compare(word.size() - end.size(), std::string::npos, end) == 0)
      return true;
  return false;
}

/// Texts as long as names that somebody has thought about: neither codes nor what frameworks give a text.
constexpr int kShortestLine = 50;
constexpr int kLongestLine = 160;

bool is_somebody(const std::string& word) {
  return contains({"doctor", "teacher", "person", "manager", "director", "patient", "passenger", "employee",
                   "author", "guest"},
                  word);
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

/// Guests come to a hotel and ships to a port before they go; on a journey it is the other way round.
bool is_stay(const Place& p) {
  return p.others.in_table_of(
             "reservation booking stay hotel room guest accommodation call stop visit port") &&
         !p.others.in_table_of("flight airline train bus ferry cruise transport");
}

bool names_arrival(const Place& p) {
  return p.is_named_after({"arrival", "arrive", "arrives", "ankunft", "anreise", "llegada", "arrivee",
                           "aankomst", "arrivo", "chegada", "przyjazd"});
}

bool names_departure(const Place& p) {
  return p.is_named_after({"departure", "depart", "departs", "abfahrt", "abreise", "salida", "partenza",
                           "partida", "vertrek", "odjazd", "wyjazd"});
}

/// Nouns for people that end like things do, or like nothing.
bool is_person_noun(const std::string& word) {
  static const std::vector<std::string> kPeople = words_between_blanks(kPersonTables);
  return contains({"artist", "pilot", "captain", "coach",   "referee",   "judge",  "witness", "chef",
                   "clerk",  "dean",  "spouse",  "husband", "wife",      "child",  "sibling", "relative",
                   "friend", "nurse", "actor",   "player",  "candidate", "speaker"},
                  word) ||
         (word != "user" && word != "lead" && word != "profile" && word != "tenant" && word != "contact" &&
          word != "parent" && word != "customer" && word != "recipient" &&
          std::find(kPeople.begin(), kPeople.end(), word) != kPeople.end());
}

bool is_company_noun(const std::string& word) {
  return contains(
      {"hotel", "hospital", "school", "airline", "restaurant", "clinic", "pharmacy", "dealer", "dealership",
       "foundation", "association", "studio", "broker", "importer", "exporter", "charterer", "shop"},
      word);
}

/// Room for the name of somebody or of a firm.
bool holds_names(const Place& p) {
  constexpr int kShortestNames = 30;
  return p.is_text() && (p.column.max_length < 0 || p.column.max_length >= kShortestNames);
}

bool tells_of_staff(const Place& p) {
  return rows_are_people(p.others.table()) ||
         p.others.in_table_of("employee staff position career vacancy") ||
         p.others.has_class("finance.salary") || p.others.has_class("internet.email") ||
         p.others.has_class("person.full_name") || p.others.has_class("phone.number");
}

/// Clients may be programs: they are people where anything else is known that people have.
bool is_program(const Place& p) {
  const bool named_so = p.is_named_after({"client", "clients"}) ||
                        contains({"client", "clients"}, p.others.relation()) || p.others.has_word("oauth");
  if (!named_so) return false;
  for (size_t other = 0; other < p.others.size(); ++other) {
    const std::string& found = p.others.judged(other).meaning.semantic_class;
    const std::string group = found.substr(0, found.find('.'));
    if (other != p.at &&
        (contains({"person", "phone", "address", "company", "finance"}, group) || found == "internet.email"))
      return false;
  }
  return p.others.size() > 2;
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
       return contains({"text.title", "person.job_title"}, p.found) && p.is_text() && p.is_only("title") &&
              p.others.has_class("person.first_name") && p.holds_at_most(kTitleBeforeName);
     },
     "person.prefix", 0.75, "a title beside a first name"},
    {[](const Place& p) {
       return contains({"text.title", "person.job_title"}, p.found) && p.is_text() && p.is_only("title") &&
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
              !rows_are_people(p.others.table()) && !p.others.has_class("internet.email") &&
              !p.has("owner") && !p.has("author") && !p.has("user");
     },
     "generic.name", 0.6, "how something is shown that is no person"},
    // The head stands last in English and first in Romance languages.
    {[](const Place& p) {
       return p.is_text() && p.own.meaning.confidence < 0.2 && p.words.size() == 2 &&
              (is_somebody(p.words[1]) || is_somebody(p.words[0]));
     },
     "person.full_name", 0.5, "somebody who does something"},
    {[](const Place& p) {
       return p.is_text() && p.found == "generic.name" && p.words.size() <= 3 &&
              std::any_of(p.words.begin(), p.words.end(), is_person_noun) &&
              !std::any_of(p.words.begin(), p.words.end(), is_company_noun);
     },
     "person.full_name", 0.65, "the name of somebody"},
    {[](const Place& p) {
       return holds_names(p) && p.is_open() && p.words.size() <= 2 && is_person_noun(p.last_word()) &&
              !p.own.words.plural;
     },
     "person.full_name", 0.5, "its name says who"},
    {[](const Place& p) {
       return p.is_text() && p.column.max_length >= kShortestLine && p.column.max_length <= kLongestLine &&
              p.is_open() && p.words.size() <= 2 && !p.own.words.plural && is_who(p.last_word());
     },
     "person.full_name", 0.45, "it ends as words for people do"},
    {[](const Place& p) {
       return p.is_text() && p.found == "generic.external_id" &&
              p.is_named_after({"license", "licence", "lic", "dl"}) && p.has("number") &&
              !p.others.in_table_of("license product software") &&
              (p.others.has_class("person.birth_date") || p.others.has_class("person.last_name") ||
               p.others.has_class("person.first_name"));
     },
     "person.passport", 0.6, "a licence beside a person"},
    // what only looks like a person's
    {[](const Place& p) {
       return p.found == "person.job_title" && p.has("position") && !p.has("title") &&
              p.is_named_after({"level", "lvl", "rank", "ranking", "priority", "sequence", "order", "grade",
                                "niveau", "nivel", "stufe"});
     },
     "generic.type", 0.4, "a level, not what somebody works as"},
    {[](const Place& p) {
       return p.found == "person.job_title" && (p.has("job") || p.others.in_table_of("job")) &&
              !p.has("title") && !p.has("role") && !tells_of_staff(p);
     },
     "generic.name", 0.4, "a job that is no person's"},
    {[](const Place& p) {
       return contains({"person.suffix", "person.initials"}, p.found) && p.words.size() > 1 &&
              !p.has("name") && !p.own.words.plural && !p.others.tells_of_a_person();
     },
     "generic.type", 0.2, "not a person's, as nothing tells of one"},
    {[](const Place& p) {
       return p.found == "person.full_name" && p.has("name") && is_program(p) &&
              (p.is_only("name") || p.has("customer"));
     },
     "generic.name", 0.5, "a client of which nothing tells that it is a person"},
    {[](const Place& p) {
       return p.column.type_kind == 'I' && p.words.size() > 1 && p.has("by") && p.is_open();
     },
     "generic.row_id", 0.5, "by whom, as a number"},
    {[](const Place& p) {
       return p.found == "phone.number" && p.has("extension") && !p.has("phone") &&
              !p.others.has_word("phone") && !p.others.tells_of_a_person();
     },
     "generic.code", 0.3, "an extension where no phone is"},
    {[](const Place& p) {
       return p.found == "person.bio" && p.is_named_after({"about"}) && !rows_are_people(p.others.table()) &&
              !p.others.tells_of_a_person();
     },
     "text.description", 0.6, "what it is about, which is no person"},
    // firms
    {[](const Place& p) {
       return holds_names(p) && p.is_open() && p.words.size() <= 2 && is_company_noun(p.last_word()) &&
              !p.own.words.plural;
     },
     "company.name", 0.5, "its name says what firm"},
    // times
    {[](const Place& p) { return p.found == "time.end" && names_arrival(p) && is_stay(p); }, "time.start",
     0.8, "a stay begins with the arrival"},
    {[](const Place& p) { return p.found == "time.start" && names_departure(p) && is_stay(p); }, "time.end",
     0.8, "a stay ends with the departure"},
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
       return p.found == "commerce.product_name" && p.is_text() && p.last_word() == "title" &&
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
