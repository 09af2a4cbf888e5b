// src/core/infer/settled_by_type.cpp -- what the type and its length say of a column
#include "core/base/contains.hpp"
#include "core/infer/neighbourhood.hpp"

#include <algorithm>
#include <iterator>

namespace datagen::core {
namespace {

using Place = ColumnPlace;

constexpr int kAbbreviation = 4;
constexpr int kLongestIban = 34;
constexpr int kWholeAddress = 200;
constexpr int kUrlOfGuid = 100;

bool holds_whole_address(const Place& p) {
  return p.column.max_length < 0 || p.column.max_length >= kWholeAddress;
}

/// attendance_rate is a share, hourly_rate a price.
bool rates_something(const ColumnWords& words) {
  if (!words.has("rate") || words.has("price") || words.words.size() < 2) return false;
  static const char* const kPaid[] = {
      "hour",     "hourly",   "date",     "daily",   "night",   "nightly",  "start",    "room",    "pay",
      "quantity", "week",     "weekly",   "month",   "monthly", "base",     "standard", "std",     "ovt",
      "labor",    "overtime", "ship",     "service", "plan",    "duration", "billing",  "parking", "rack",
      "hotel",    "year",     "employee", "job",     "amount",  "price",    "unit",     "sale",    "list"};
  return std::none_of(std::begin(kPaid), std::end(kPaid), [&](const char* paid) { return words.has(paid); });
}

/// What a number is measured in, by the last part of its name: tiefgang_m, volume_ml, bitrate_kbps.
bool is_measured_in(const Place& p, std::initializer_list<std::string_view> units) {
  if (!contains({"I", "N", "F"}, std::string_view(&p.column.type_kind, 1)) || !p.is_open()) return false;
  const std::vector<std::string> parts = parts_of(p.column.name);
  return parts.size() > 1 && contains(units, parts.back());
}

/// check_no in checks: a number, and nothing else but words of the relation.
bool is_own_number(const Place& p) {
  return p.is_text() && p.found == "generic.external_id" && p.has("number") && p.words.size() > 1 &&
         std::all_of(p.words.begin(), p.words.end(),
                     [&](const std::string& word) { return word == "number" || p.others.table().has(word); });
}

bool is_paid_or_tracked(const Place& p) {
  for (const char* told : {"finance.amount", "generic.status", "text.title", "finance.currency_code"})
    if (p.others.has_class(told)) return true;
  return false;
}

/// Numbers that are painted on things or worn by people, other than those that some register gives.
bool is_number_of_a_thing(const ColumnWords& words) {
  for (const char* thing :
       {"bin",   "locker", "slot",     "table",   "platform", "shelf",     "rack",  "badge", "box",
        "cabin", "berth",  "desk",     "door",    "engine",   "pallet",    "track", "lane",  "bay",
        "stand", "row",    "employee", "machine", "chip",     "microchip", "tank",  "meter", "bib"})
    if (words.has(thing)) return true;
  return false;
}

/// Lengths of network addresses as text: of IPv4, IPv6, and IPv6 with a mapped IPv4 or a zone.
bool has_length_of_ip(const Place& p) {
  return p.column.max_length == 15 || p.column.max_length == 39 || p.column.max_length == 45 ||
         p.column.max_length == 46;
}

/// userid, pgid, also where nothing is known of what stands before.
bool ends_in_id(const Place& p) {
  const std::string last = p.last_part();
  return last.size() > 2 && last.compare(last.size() - 2, 2, "id") == 0 &&
         !contains({"valid", "invalid", "paid", "unpaid", "bid", "grid", "void", "avoid", "hybrid", "kid",
                    "lid", "solid", "fluid", "rapid", "covid", "android"},
                   last);
}

/// ready, blocked, requestable, use_x: what is true or not.
bool says_whether(const Place& p) {
  const std::string last = p.last_part();
  for (const std::string_view end : {"ed", "able", "ible"})
    if ((end != "ed" || p.column.bytes == 2) && last.size() > end.size() + 2 &&
        last.compare(last.size() - end.size(), std::string::npos, end) == 0)
      return true;
  return p.is_named_after({"allow",   "allows",  "use",      "uses",    "show",    "enable",
                           "disable", "require", "requires", "needs",   "send",    "sends",
                           "auto",    "may",     "was",      "does",    "include", "includes",
                           "exclude", "only",    "accepts",  "supports"});
}

constexpr Settlement kSettlements[] = {
    // texts
    {[](const Place& p) {
       return p.found == "generic.uuid" && p.is_text() && p.column.max_length > kUrlOfGuid &&
              p.column.name.find("guid") != std::string::npos;
     },
     "internet.url", 0.6, "a long globally unique identifier"},
    {[](const Place& p) {
       return p.is_text() && p.holds_at_most(kAbbreviation) &&
              contains(
                  {"company.name", "commerce.product_name", "commerce.brand", "generic.name", "text.title",
                   "text.description", "person.full_name", "address.street", "address.city"},
                  p.found);
     },
     "generic.code", 0.5, "too short for more than a code"},
    {[](const Place& p) {
       return p.is_text() && p.found == "finance.account_number" && p.column.max_length == kLongestIban;
     },
     "finance.iban", 0.7, "an account number of an IBAN's length"},
    {[](const Place& p) {
       return p.is_text() && p.found == "address.street" && holds_whole_address(p) &&
              p.last_word() == "address" && !p.has("street") && p.others.is_whole_address(p.at);
     },
     "address.full", 0.6, "an address where no city is"},
    {[](const Place& p) {
       return p.is_text() && p.found == "address.street" && p.last_word() == "address" &&
              has_length_of_ip(p) && !p.others.has_class("address.city") &&
              !p.others.has_class("address.postcode");
     },
     "internet.ip", 0.6, "an address as long as a network's"},
    {[](const Place& p) {
       return is_own_number(p) && !rows_are_people(p.others.table()) && is_paid_or_tracked(p);
     },
     "commerce.order_number", 0.6, "the number of what is dealt with"},
    {[](const Place& p) { return is_own_number(p) && !rows_are_people(p.others.table()); }, "generic.code",
     0.55, "the number of the thing itself"},
    {[](const Place& p) {
       return p.found == "generic.external_id" && p.has("number") && is_number_of_a_thing(p.own.words);
     },
     "generic.code", 0.55, "the number of a thing at hand"},
    // numbers and times
    {[](const Place& p) {
       return p.found == "generic.percentage" && p.has("coverage") && p.column.holds_money;
     },
     "finance.amount", 0.5, "what is covered, in money"},
    {[](const Place& p) {
       return contains({"generic.score", "generic.count"}, p.found) && p.has("value") && !p.has("currency") &&
              p.column.holds_money;
     },
     "finance.amount", 0.5, "a value with room for sums of money"},
    {[](const Place& p) { return p.column.type_kind == 'I' && p.is_open() && ends_in_id(p); },
     "generic.row_id", 0.5, "an integer that ends in id"},
    {[](const Place& p) {
       return p.column.type_kind == 'I' && p.has("per") && contains({"", "time.duration"}, p.found);
     },
     "generic.count", 0.5, "how many there are per something"},
    {[](const Place& p) {
       return p.column.type_kind == 'I' && p.is_open() && p.words.size() > 1 && p.last_word() == "duration";
     },
     "time.duration", 0.6, "an integer in units of time"},
    {[](const Place& p) {
       return is_measured_in(p, {"m", "ft", "in", "cm", "mm", "km", "nm", "yd", "mi"});
     },
     "measure.length", 0.6, "the unit at its end"},
    {[](const Place& p) {
       return is_measured_in(p, {"g", "mg", "kg", "t", "lb", "oz", "ton", "tons", "tonnes"});
     },
     "measure.weight", 0.6, "the unit at its end"},
    {[](const Place& p) {
       return is_measured_in(p, {"l", "ml", "cl", "hl", "m3", "gal", "ltr", "cbm"});
     },
     "commerce.quantity", 0.5, "the unit at its end"},
    {[](const Place& p) {
       return is_measured_in(p, {"s", "h", "hr", "us", "ns"});
     },
     "time.duration", 0.6, "the unit at its end"},
    {[](const Place& p) {
       return is_measured_in(
           p, {"bar",  "pa",  "kpa",  "mbar", "mmhg", "db",  "dbm", "ghz", "mhz",  "hz", "khz", "mbps",
               "kbps", "bps", "gbps", "kva",  "kvar", "kj",  "cal", "mv",  "v",    "a",  "ma",  "w",
               "nm",   "ph",  "ms2",  "lux",  "cd",   "bpm", "ua",  "mol", "mmol", "mgl"});
     },
     "generic.score", 0.5, "the unit at its end"},
    {[](const Place& p) { return p.found == "time.event" && p.has("rental"); }, "time.start", 0.7,
     "a period begins with it"},
    {[](const Place& p) {
       return p.column.type_kind == 'I' && p.column.bytes == 2 && p.own.words.plural &&
              p.found == "finance.amount";
     },
     "generic.count", 0.5, "a small integer named in the plural"},
    {[](const Place& p) { return p.column.bytes == 2 && p.has("date") && p.words.size() > 1; }, "time.year",
     0.6, "a date in a small integer"},
    {[](const Place& p) {
       return p.column.type_kind == 'I' && p.found == "generic.position" && p.first_word() == "number" &&
              p.words.size() > 1;
     },
     "generic.count", 0.6, "a number of things"},
    {[](const Place& p) { return p.column.type_kind == 'I' && p.own.words.plural && p.is_open(); },
     "generic.count", 0.6, "an integer named in the plural"},
    {[](const Place& p) {
       return p.column.type_kind == 'I' && p.own.words.plural && p.found == "finance.amount" &&
              p.has("grandsum") && !contains({"amount", "grandsum", "cent"}, p.last_word());
     },
     "generic.count", 0.5, "a sum of things"},
    {[](const Place& p) { return p.column.type_kind == 'I' && p.is_open() && p.is_only("created"); },
     "time.created", 0.6, "an integer, but nothing is counted"},
    {[](const Place& p) { return p.column.type_kind == 'I' && p.is_open() && p.is_only("updated"); },
     "time.updated", 0.6, "an integer, but nothing is counted"},
    {[](const Place& p) { return p.found == "finance.price" && rates_something(p.own.words); },
     "generic.percentage", 0.5, "a rate of something that has no price"},
};

constexpr int kCode = 10;
constexpr int kShortText = 30;
constexpr int kTextOfALine = 120;

/// 191 and 255 are what frameworks give a text that nobody gave a length.
bool is_line(const Place& p) {
  return p.is_text() &&
         (p.holds_at_most(kTextOfALine) || p.column.max_length == 191 || p.column.max_length == 255);
}

constexpr Settlement kDefaults[] = {
    {[](const Place& p) { return p.is_text() && p.words == p.others.table().words; }, "generic.name", 0.4,
     "called as its relation"},
    {[](const Place& p) { return p.is_text() && p.holds_at_most(kCode); }, "generic.code", 0.2,
     "a short text"},
    {[](const Place& p) { return p.is_text() && p.holds_at_most(kShortText); }, "generic.type", 0.15,
     "a rather short text"},
    {is_line, "generic.type", 0.1, "a text of a line"},
    {[](const Place& p) { return p.is_text(); }, "text.description", 0.1, "a text"},
    {[](const Place& p) { return p.column.holds_money; }, "finance.amount", 0.3,
     "a number with room for sums of money"},
    {[](const Place& p) { return p.column.type_kind == 'N' && p.own.words.plural; }, "generic.count", 0.2,
     "a plural"},
    {[](const Place& p) { return p.column.type_kind == 'I' && says_whether(p); }, "generic.flag", 0.3,
     "an integer that says whether"},
    {[](const Place& p) { return p.column.bytes == 2; }, "generic.flag", 0.15,
     "a small integer of which nothing is counted"},
    {[](const Place& p) { return p.column.type_kind == 'I'; }, "generic.count", 0.15, "an integer"},
    {[](const Place& p) { return p.column.type_kind == 'N' || p.column.type_kind == 'F'; }, "generic.score",
     0.15, "a number"},
};

}  // namespace

Settlements settled_by_type() { return {std::begin(kSettlements), std::end(kSettlements)}; }
Settlements settled_by_default() { return {std::begin(kDefaults), std::end(kDefaults)}; }

}  // namespace datagen::core
