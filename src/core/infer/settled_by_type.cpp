// src/core/infer/settled_by_type.cpp -- what the type and its length say of a column
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

constexpr Settlement kSettlements[] = {
    // texts
    {[](const Place& p) {
       return p.found == "generic.uuid" && p.is_text() && p.column.max_length > kUrlOfGuid &&
              p.column.name.find("guid") != std::string::npos;
     },
     "internet.url", 0.6, "a long globally unique identifier"},
    {[](const Place& p) {
       return p.is_text() && p.holds_at_most(kAbbreviation) &&
              is_one_of(p.found, {"company.name", "commerce.product_name", "commerce.brand", "generic.name",
                                  "text.title", "text.description", "person.full_name", "address.street",
                                  "address.city"});
     },
     "generic.code", 0.5, "too short for more than a code"},
    {[](const Place& p) {
       return p.is_text() && p.found == "finance.account_number" && p.column.max_length == kLongestIban;
     },
     "finance.iban", 0.7, "an account number of an IBAN's length"},
    {[](const Place& p) {
       return p.is_text() && p.found == "address.street" && holds_whole_address(p) &&
              p.words.back() == "address" && !p.has("street") && p.others.is_whole_address(p.at);
     },
     "address.full", 0.6, "an address where no city is"},
    // numbers and times
    {[](const Place& p) { return p.found == "time.event" && p.has("rental"); }, "time.start", 0.7,
     "a period begins with it"},
    {[](const Place& p) { return p.column.bytes == 2 && p.has("date") && p.words.size() > 1; }, "time.year",
     0.6, "a date in a small integer"},
    {[](const Place& p) { return p.column.type_kind == 'I' && p.own.words.plural && p.is_open(); },
     "generic.count", 0.6, "an integer named in the plural"},
    {[](const Place& p) {
       return p.column.type_kind == 'I' && p.own.words.plural && p.found == "finance.amount" &&
              p.has("grandsum") && !is_one_of(p.words.back(), {"amount", "grandsum", "cent"});
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
