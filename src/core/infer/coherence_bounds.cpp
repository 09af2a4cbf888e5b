// src/core/infer/coherence_bounds.cpp -- numbers that bound each other: least and most, cost and price, what is taken of what there is
#include "core/base/contains.hpp"
#include "core/infer/coherence_parts.hpp"
#include "core/infer/column_words.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace datagen::core {
namespace {

using Words = std::initializer_list<std::string_view>;
using Name = std::vector<std::string>;

/// The other words of a name.
Name without(const Name& name, const Words& words) {
  Name rest;
  for (const std::string& word : name)
    if (!contains(words, word)) rest.push_back(word);
  return rest;
}

constexpr std::string_view kLeastAndMost[][2] = {
    {"min", "max"},        {"minimum", "maximum"}, {"minimal", "maximal"},
    {"lowest", "highest"}, {"low", "high"},        {"lower", "upper"},
    {"least", "most"},     {"from", "to"},         {"von", "bis"},
    {"desde", "hasta"},    {"start", "end"},       {"begin", "end"},
    {"first", "last"},     {"minimo", "maximo"},   {"da", "a"}};
const Words kMost = {"max", "maximum", "maximo", "maximal", "highest"};
const Words kLeast = {"min", "minimum", "minimo", "minimal", "lowest"};

const Words kPriceNouns = {"price",     "prices",        "preis",         "prix",     "precio", "prezzo",
                           "preco",     "cost",          "costs",         "kosten",   "cout",   "costo",
                           "coste",     "msrp",          "rrp",           "uvp",      "pvp",    "listprice",
                           "saleprice", "einkaufspreis", "verkaufspreis", "costprice"};
const Words kCosts = {"cost",   "costs",  "kosten",        "cout",    "costo",     "coste",
                      "buying", "buy",    "einkaufspreis", "einkauf", "wholesale", "costprice",
                      "achat",  "compra", "acquisto",      "purchase"};
const Words kReduced = {"sale",    "special",   "discounted", "promo",     "promotional",
                        "reduced", "offer",     "deal",       "saleprice", "oferta",
                        "angebot", "promotion", "discount",   "member",    "members"};
const Words kFull = {"list", "regular", "original", "old",       "msrp", "rrp",     "uvp",
                     "pvp",  "compare", "retail",   "listprice", "full", "catalog", "normal"};
const Words kPriceFillers = {"unit", "amount", "at",   "per",     "value", "in",    "eur",           "usd",
                             "each", "cents",  "sell", "selling", "de",    "venta", "verkaufspreis", "vente"};

const Words kTaken = {"reserved",  "allocated", "committed", "used",     "occupied", "booked",   "taken",
                      "sold",      "enrolled",  "filled",    "consumed", "spent",    "redeemed", "shipped",
                      "delivered", "received",  "returned",  "refunded", "passed",   "failed",   "completed",
                      "processed", "succeeded", "paid",      "picked",   "damaged",  "claimed",  "reserviert",
                      "belegt",    "verkauft",  "reservado", "vendido",  "cancelled"};
const Words kLeft = {"available", "remaining",  "left", "free",       "vacant",
                     "unused",    "verfuegbar", "frei", "disponible", "restant"};
const Words kWhole = {"stock",   "capacity",   "total",     "quota",     "limit",    "max",
                      "maximum", "seats",      "inventory", "onhand",    "hand",     "allowed",
                      "budget",  "slots",      "spots",     "places",    "ordered",  "size",
                      "bestand", "kapazitaet", "capacite",  "capacidad", "allotment"};
const Words kCountFillers = {"count",  "number", "num", "no",    "qty",   "quantity", "units",
                             "amount", "on",     "of",  "times", "total", "value",    "level"};

class Bounds {
 public:
  Bounds(const ImpliedScope& scope, std::vector<ImpliedRule>& rules) : scope_(scope), rules_(rules) {
    for (int c = 0; c < scope.size(); ++c)
      if (scope.is_number(c) && scope.meaning(c) != "generic.row_id") numbers_.push_back(c);
    std::sort(numbers_.begin(), numbers_.end(),
              [&](int a, int b) { return scope.column(a).name < scope.column(b).name; });
  }

  void run() {
    for (int most : numbers_)
      for (int least : numbers_) pair_least_and_most(least, most);
    for (int c : numbers_) bound_plain(c);
    for (int c : numbers_) price_below(c);
    for (int c : numbers_) take_part(c);
  }

 private:
  const Name& name(int c) const { return scope_.parts[static_cast<size_t>(c)]; }

  bool is_ruled(int c) const {
    return std::any_of(rules_.begin(), rules_.end(),
                       [&](const ImpliedRule& rule) { return rule.column == c; });
  }

  void push(ImpliedKind kind, int column, std::vector<ImpliedInput> inputs, int least, int most,
            const std::string& reason) {
    ImpliedRule rule;
    rule.kind = kind;
    rule.column = column;
    rule.inputs = std::move(inputs);
    rule.least_percent = least;
    rule.most_percent = most;
    rule.reason = reason;
    rules_.push_back(std::move(rule));
  }

  void pair_least_and_most(int least, int most) {
    const Name& low = name(least);
    const Name& high = name(most);
    if (least == most || low.size() != high.size() || is_ruled(most)) return;
    // A balance may go down.
    if (scope_.meaning(most) == "finance.balance") return;
    int pairs = 0;
    for (size_t i = 0; i < low.size(); ++i) {
      if (low[i] == high[i]) continue;
      const bool pair =
          std::any_of(std::begin(kLeastAndMost), std::end(kLeastAndMost),
                      [&](const auto& words) { return low[i] == words[0] && high[i] == words[1]; });
      if (!pair) return;
      ++pairs;
    }
    if (pairs == 1)
      push(ImpliedKind::AtLeast, most, {scope_.own(least)}, 0, 0,
           "not less than " + scope_.column(least).name);
  }

  /// score and max_score; with min_score between them.
  void bound_plain(int c) {
    int least = -1;
    int most = -1;
    for (int other : numbers_) {
      if (name(other).size() != name(c).size() + 1) continue;
      if (without(name(other), kMost) == name(c)) most = other;
      if (without(name(other), kLeast) == name(c)) least = other;
    }
    if (most < 0 || is_ruled(c)) return;
    std::vector<ImpliedInput> inputs = {scope_.own(most)};
    std::string reason = "not more than " + scope_.column(most).name;
    if (least >= 0) {
      inputs.push_back(scope_.own(least));
      reason += ", not less than " + scope_.column(least).name;
    }
    push(ImpliedKind::Part, c, std::move(inputs), least >= 0 ? 0 : 30, 100, reason);
  }

  /// 1 what it costs, 2 what it is sold for at a reduction, 3 its price, 4 what it is listed for; 0: no price.
  int tier(int c) const {
    const Name& words = name(c);
    const auto any = [&](const Words& wanted) {
      return std::any_of(words.begin(), words.end(),
                         [&](const std::string& word) { return contains(wanted, word); });
    };
    if (!any(kPriceNouns)) return 0;
    return any(kFull) ? 4 : any(kCosts) ? 1 : any(kReduced) ? 2 : 3;
  }

  Name priced(int c) const {
    return without(without(without(without(without(name(c), kPriceNouns), kCosts), kReduced), kFull),
                   kPriceFillers);
  }

  void price_below(int c) {
    const int own = tier(c);
    if (own == 0 || own == 4 || is_ruled(c)) return;
    // Of two prices the plainly named one counts, and none of those that are named alike.
    using Rank = std::pair<int, size_t>;
    std::map<Rank, std::vector<int>> above;
    for (int other : numbers_)
      if (tier(other) > own && priced(other) == priced(c))
        above[{tier(other), name(other).size()}].push_back(other);
    const auto nearest =
        std::find_if(above.begin(), above.end(), [](const auto& alike) { return alike.second.size() == 1; });
    if (nearest == above.end()) return;
    const int bound = nearest->second[0];
    const int least = own == 1 ? 35 : own == 2 ? 60 : 70;
    const int most = own == 1 ? 80 : own == 2 ? 95 : 100;
    push(ImpliedKind::Part, c, {scope_.own(bound)}, least, most,
         "not more than " + scope_.column(bound).name);
  }

  /// The column that holds how much there is of what `part` holds a part of.
  int whole_of(int part, const Words& words) const {
    const Name rest = without(name(part), words);
    if (rest.size() + 1 != name(part).size()) return -1;
    for (int other : numbers_)
      if (!rest.empty() && name(other) == rest) return other;
    // What is paid of a total follows from payments.
    if (scope_.names(part, {"paid", "refunded"})) return -1;
    const Name subject = without(without(rest, kWhole), kCountFillers);
    // Of the same thing; else where one of the two does not say of what it is.
    for (const bool same : {true, false}) {
      int found = -1;
      bool twice = false;
      for (int other : numbers_) {
        const Name wholly = without(name(other), kWhole);
        if (other == part || wholly.size() == name(other).size() || is_part(other)) continue;
        const Name theirs = without(wholly, kCountFillers);
        // The most of something else is not how much there is.
        const bool other_most = scope_.names(other, {"max", "maximum", "limit", "size"});
        if (same ? subject != theirs : (!subject.empty() && !theirs.empty()) || other_most) continue;
        twice = twice || found >= 0;
        found = other;
      }
      if (found >= 0) return twice ? -1 : found;
    }
    return -1;
  }

  bool is_part(int c) const {
    return std::any_of(name(c).begin(), name(c).end(), [](const std::string& word) {
      return contains(kTaken, word) || contains(kLeft, word) || contains(kLeast, word) || word == "reorder";
    });
  }

  bool is_share(int c) const {
    return scope_.names(c, {"rate", "percent", "percentage", "pct", "price", "ratio", "id", "date", "score"});
  }

  void take_part(int c) {
    if (is_ruled(c) || is_share(c)) return;
    const int whole = whole_of(c, kTaken);
    if (whole >= 0) {
      if (!is_share(whole))
        push(ImpliedKind::Part, c, {scope_.own(whole)}, 0, 100, "not more than " + scope_.column(whole).name);
      return;
    }
    const int rest = whole_of(c, kLeft);
    if (rest < 0 || is_share(rest)) return;
    std::vector<int> taken;
    for (int other : numbers_)
      if (!is_share(other) && whole_of(other, kTaken) == rest) taken.push_back(other);
    if (taken.size() != 1)
      return push(ImpliedKind::Part, c, {scope_.own(rest)}, 0, 100,
                  "not more than " + scope_.column(rest).name);
    push(ImpliedKind::Amount, c, {scope_.own(rest), scope_.own(taken[0], InputRole::Minus)}, 0, 0,
         "is " + scope_.column(rest).name + " - " + scope_.column(taken[0]).name);
  }

  const ImpliedScope& scope_;
  std::vector<ImpliedRule>& rules_;
  std::vector<int> numbers_;
};

}  // namespace

void imply_bounds(const ImpliedScope& scope, std::vector<ImpliedRule>& rules) { Bounds(scope, rules).run(); }

}  // namespace datagen::core
