// src/core/infer/coherence_amounts.cpp -- totals, nets, taxes and discounts: which number follows from which
#include "core/infer/coherence_parts.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace datagen::core {
namespace {

/// What a number is to the sum of its row.
enum class Money : uint8_t { None, Total, Net, Tax, TaxRate, Discount, DiscountPercent, Extra };

bool says_rate(const ImpliedScope& scope, int c) {
  return scope.names(c, {"rate", "percent", "percentage", "pct", "prozent", "pourcentage", "porcentaje",
                         "taux", "tasa", "satz"});
}

bool says_total(const ImpliedScope& scope, int c) {
  return scope.names(
      c, {"total",       "totals",       "amount",    "sum",        "gross",       "brutto",     "gesamt",
          "gesamtpreis", "gesamtbetrag", "summe",     "betrag",     "montant",     "importe",    "totale",
          "importo",     "extended",     "linetotal", "totalprice", "totalamount", "grandtotal", "lineamount",
          "amt",         "brut",         "bruto",     "lordo",      "valor"});
}

/// A share in percent is below a thousand by its type; what may be larger is money.
bool holds_money(const Type& type) {
  if (type.type_class == TypeClass::Integer) return false;
  int64_t unit = 1;
  for (int i = 0; i < type.scale && i < 15; ++i) unit *= 10;
  return type.max_tick / unit >= 1000;
}

bool says_tax(const ImpliedScope& scope, int c) {
  return scope.names(c, {"tax", "vat", "mwst", "tva", "iva", "steuer", "gst", "taxes", "salestax", "ust",
                         "taxe", "imposto"});
}

/// amount_incl_vat, prix_ttc.
bool says_with_tax(const ImpliedScope& scope, int c) {
  return scope.names(c, {"ttc"}) ||
         (says_tax(scope, c) &&
          scope.names(c, {"incl", "inclusive", "including", "included", "inc", "inkl", "inklusive", "with",
                          "mit", "con", "avec", "after", "plus", "gross", "brutto"}));
}

/// amount_excl_vat, montant_ht.
bool says_without_tax(const ImpliedScope& scope, int c) {
  return scope.names(c, {"ht", "pretax"}) ||
         (says_tax(scope, c) &&
          scope.names(c, {"excl", "exclusive", "excluding", "excluded", "exc", "ex", "exkl", "without",
                          "before", "pre", "ohne", "sin", "hors", "zzgl", "net", "netto", "less", "senza"}));
}

Money kind_of_money(const ImpliedScope& scope, int c) {
  if (!scope.is_number(c)) return Money::None;
  // Parts of a sum, and sums over time, follow something else.
  if (scope.names(c, {"paid",   "due",      "refunded", "balance",  "outstanding", "count",   "limit", "max",
                      "min",    "quantity", "qty",      "lifetime", "ytd",         "average", "avg",   "id",
                      "budget", "points",   "items",    "units",    "spent",       "credit"}))
    return Money::None;
  const bool total = says_total(scope, c);
  const bool rate = says_rate(scope, c);
  if (scope.names(c, {"net", "netto", "subtotal", "neto", "nets", "sub"}) && !rate) return Money::Net;
  if (!rate && says_without_tax(scope, c)) return Money::Net;
  if (!rate && says_with_tax(scope, c)) return Money::Total;
  if (says_tax(scope, c)) {
    return rate || (!total && !holds_money(*scope.column(c).type)) ? Money::TaxRate : Money::Tax;
  }
  if (scope.names(c, {"discount", "rabatt", "remise", "descuento", "sconto", "rebate", "discounts"})) {
    if (rate) return Money::DiscountPercent;
    // Of a float, nothing tells whether it is money or a share.
    if (!total && scope.column(c).type->type_class == TypeClass::Float) return Money::None;
    return total || holds_money(*scope.column(c).type) ? Money::Discount : Money::DiscountPercent;
  }
  if (rate) return Money::None;
  if (scope.names(c, {"shipping", "freight", "delivery", "tip", "fee", "fees", "surcharge", "versand",
                      "porto", "handling"}))
    return Money::Extra;
  return total ? Money::Total : Money::None;
}

/// nights and price_per_night, hours and hourly_rate, days and rate: how much of what is paid by time or measure.
/// {-1, -1}: none, or it is not plain which.
std::pair<int, int> timed_price(const ImpliedScope& scope) {
  struct Measure {
    std::initializer_list<std::string_view> counts, rates;
  };
  const Measure measures[] = {
      {{"nights", "naechte", "nuits", "noches", "notti"},
       {"night", "nightly", "nacht", "nuit", "noche", "notte"}},
      {{"hours", "hrs", "stunden", "heures", "horas", "ore"},
       {"hour", "hourly", "hr", "stunde", "stundensatz", "heure", "hora", "ora"}},
      {{"days", "tage", "jours", "dias", "giorni"},
       {"day", "daily", "tag", "tagessatz", "jour", "dia", "giorno"}},
      {{"weeks", "wochen", "semaines", "semanas"}, {"week", "weekly", "woche", "semaine", "semana"}},
      {{"months", "monate", "mois", "meses", "mesi"}, {"month", "monthly", "monat", "mois", "mes", "mese"}},
      {{"km", "kilometers", "kilometres", "miles"}, {"km", "kilometer", "kilometre", "mile"}},
      {{"kwh"}, {"kwh"}},
      {{"guests", "persons", "people", "personen"}, {"guest", "person"}},
      {{"seats", "tickets", "units", "pieces"}, {"seat", "ticket", "unit", "piece"}}};
  constexpr int kNone = -1;
  int counts = kNone, rates = kNone, plain = kNone, plain_count = kNone;
  int found = 0, plain_rates = 0;
  bool several = false;
  for (int r = 0; r < scope.size(); ++r) {
    const bool priced =
        scope.is_number(r) && !says_total(scope, r) && scope.meaning(r).compare(0, 8, "finance.") == 0 &&
        scope.meaning(r) != "finance.tax_rate" && scope.meaning(r) != "finance.discount" &&
        (says_rate(scope, r) || scope.names(r, {"per", "price", "preis", "prix", "precio", "wage",
                                                "stundensatz", "tagessatz", "tarif", "tariff"}));
    if (priced && scope.parts[static_cast<size_t>(r)].size() == 1 && says_rate(scope, r)) {
      plain = r;
      ++plain_rates;
    }
    for (const Measure& measure : measures)
      for (int c = 0; c < scope.size(); ++c) {
        if (c == r || !scope.is_number(c) || !scope.names(c, measure.counts) || says_rate(scope, c) ||
            scope.meaning(c).compare(0, 8, "finance.") == 0)
          continue;
        if (priced && scope.names(r, measure.rates)) {
          found += counts != c || rates != r;
          counts = c;
          rates = r;
        }
        several = several || (plain_count >= 0 && plain_count != c);
        plain_count = c;
      }
  }
  if (found == 1) return {counts, rates};
  const bool one = found == 0 && plain_rates == 1 && plain_count >= 0 && !several;
  return one ? std::make_pair(plain_count, plain) : std::make_pair(kNone, kNone);
}

class Amounts {
 public:
  Amounts(const ImpliedScope& scope, std::vector<ImpliedRule>& rules) : scope_(scope), rules_(rules) {
    quantity_ = piece_count(scope);
    price_ = unit_price(scope);
    if (quantity_ < 0 || price_ < 0) std::tie(quantity_, price_) = timed_price(scope);
    for (int c = 0; c < scope.size(); ++c) {
      const Money kind = kind_of_money(scope, c);
      // What one piece costs with its tax is no total of several.
      if (quantity_ >= 0 && (kind == Money::Total || kind == Money::Net) &&
          scope.names(c, {"price", "unit", "preis", "prix", "precio", "prezzo"}) && says_tax(scope, c))
        continue;
      if (kind == Money::Extra) extras_.push_back(c);
      int* place = place_of(kind);
      if (!place) continue;
      if (*place >= 0 && !prefer(kind, c, *place) && !prefer(kind, *place, c)) ambiguous_ = true;
      if (*place >= 0) other_ = prefer(kind, c, *place) ? *place : c;
      if (*place < 0 || prefer(kind, c, *place)) *place = c;
    }
    settle_plain();
  }

  void run() {
    if (ambiguous_) return;
    if (same_net_ >= 0) finish(rule_for(ImpliedKind::Amount, same_net_, {scope_.own(net_)}));
    const bool pieces = quantity_ >= 0 && price_ >= 0;
    if (net_ >= 0 && total_ < 0 && !pieces) return;
    if (!pieces && net_ < 0 && total_ < 0) return;
    if (!pieces && net_ < 0) return only_total();
    const int base = net_ >= 0 ? net_ : total_;
    if (pieces && base >= 0) {
      ImpliedRule product = rule_for(ImpliedKind::Amount, base, factors());
      if (net_ < 0) add_terms(product);
      finish(std::move(product));
    }
    if (net_ >= 0 && total_ >= 0) {
      ImpliedRule sum = rule_for(ImpliedKind::Amount, total_, {scope_.own(net_)});
      if (tax_ < 0 && tax_rate_ >= 0) sum.inputs.push_back(scope_.own(tax_rate_, InputRole::MorePercent));
      add_terms(sum);
      if (sum.inputs.size() > 1) finish(std::move(sum));
    }
    std::vector<ImpliedInput> shared = net_ >= 0 ? std::vector<ImpliedInput>{scope_.own(net_)}
                                       : pieces  ? factors()
                                                 : std::vector<ImpliedInput>();
    if (!shared.empty()) shares_of(shared);
  }

 private:
  int* place_of(Money kind) {
    switch (kind) {
      case Money::Total: return &total_;
      case Money::Net: return &net_;
      case Money::Tax: return &tax_;
      case Money::TaxRate: return &tax_rate_;
      case Money::Discount: return &discount_;
      case Money::DiscountPercent: return &percent_;
      default: return nullptr;
    }
  }

  /// Of two of one kind, the one that is called so and nothing else.
  bool prefer(Money kind, int c, int other) const {
    if (kind == Money::Net) return !says_without_tax(scope_, c) && says_without_tax(scope_, other);
    if (kind != Money::Total) return false;
    if (says_with_tax(scope_, c) != says_with_tax(scope_, other)) return says_with_tax(scope_, c);
    const auto plain = [&](int column) {
      return scope_.names(column, {"total", "grand", "gross", "brutto", "linetotal", "grandtotal"}) &&
             scope_.parts[static_cast<size_t>(column)].size() <= 2;
    };
    return plain(c) && !plain(other);
  }

  /// Beside an amount that is said to be with its tax, the plain one is without, and the other way round.
  void settle_plain() {
    if (net_ >= 0 && other_ >= 0 && says_without_tax(scope_, other_)) same_net_ = other_;
    const bool pieces = quantity_ >= 0 && price_ >= 0;
    if (total_ >= 0 && net_ < 0 && says_with_tax(scope_, total_))
      net_ = other_ >= 0 && kind_of_money(scope_, other_) == Money::Total ? other_
             : pieces                                                     ? -1
                                                                          : unit_price(scope_);
    else if (net_ >= 0 && total_ < 0 && !pieces && says_without_tax(scope_, net_))
      total_ = unit_price(scope_);
  }

  ImpliedRule rule_for(ImpliedKind kind, int column, std::vector<ImpliedInput> inputs) const {
    ImpliedRule rule;
    rule.kind = kind;
    rule.column = column;
    rule.inputs = std::move(inputs);
    return rule;
  }

  std::vector<ImpliedInput> factors() const {
    std::vector<ImpliedInput> inputs = {scope_.own(quantity_), scope_.own(price_)};
    if (percent_ >= 0) inputs.push_back(scope_.own(percent_, InputRole::LessPercent));
    return inputs;
  }

  void add_terms(ImpliedRule& rule) const {
    if (tax_ >= 0) rule.inputs.push_back(scope_.own(tax_, InputRole::Plus));
    for (int extra : extras_) rule.inputs.push_back(scope_.own(extra, InputRole::Plus));
    if (discount_ >= 0) rule.inputs.push_back(scope_.own(discount_, InputRole::Minus));
  }

  /// A tax within a total of which no parts are known.
  void only_total() {
    if (tax_ >= 0) shares_of({scope_.own(total_)});
  }

  void shares_of(const std::vector<ImpliedInput>& base) {
    if (tax_ >= 0) {
      ImpliedRule share = rule_for(ImpliedKind::Share, tax_, base);
      share.of_tax = true;
      if (tax_rate_ >= 0) share.inputs.push_back(scope_.own(tax_rate_, InputRole::Rate));
      finish(std::move(share));
    }
    if (discount_ >= 0) finish(rule_for(ImpliedKind::Share, discount_, base));
  }

  void finish(ImpliedRule rule) {
    std::string text;
    for (const ImpliedInput& input : rule.inputs) {
      static constexpr const char* kSigns[] = {" * ",  " + ",           " - ", " less percent ",
                                               " at ", " plus percent "};
      if (!text.empty()) text += kSigns[static_cast<size_t>(input.role)];
      text += scope_.column(input.column).name;
    }
    rule.reason = (rule.kind == ImpliedKind::Share ? "a share of " : "is ") + text;
    rules_.push_back(std::move(rule));
  }

  const ImpliedScope& scope_;
  std::vector<ImpliedRule>& rules_;
  int total_ = -1, net_ = -1, tax_ = -1, tax_rate_ = -1, discount_ = -1, percent_ = -1;
  int quantity_ = -1, price_ = -1;
  int other_ = -1;     // the less plain of two that are called total or net
  int same_net_ = -1;  // a net that is called so twice
  std::vector<int> extras_;
  bool ambiguous_ = false;
};

}  // namespace

int piece_count(const ImpliedScope& scope) {
  int found = -1;
  for (int c = 0; c < scope.size(); ++c) {
    if (!scope.is_number(c) || scope.meaning(c) != "commerce.quantity") continue;
    if (scope.names(c, {"stock", "reorder", "onhand", "hand", "on", "inventory", "min", "max", "reserved",
                        "per", "units_in_stock", "returned", "shipped", "received", "lager", "bestand"}))
      continue;
    if (found >= 0) return -1;
    found = c;
  }
  return found;
}

int unit_price(const ImpliedScope& scope) {
  int found = -1;
  int best = 0;
  bool twice = false;
  for (int c = 0; c < scope.size(); ++c) {
    if (!scope.is_number(c) || scope.meaning(c) != "finance.price") continue;
    if (says_total(scope, c) || kind_of_money(scope, c) != Money::None) continue;
    if (scope.names(c, {"line", "min", "max", "old", "original", "shipping"})) continue;
    const int worth =
        scope.names(c, {"unit", "unitprice", "einzelpreis", "unitaire", "unitario", "each", "piece", "item"})
            ? 3
        : scope.names(c, {"cost", "costs", "kosten", "cout", "list", "msrp"}) ? 1
                                                                              : 2;
    twice = worth == best || (twice && worth < best);
    if (worth <= best) continue;
    best = worth;
    found = c;
  }
  return twice ? -1 : found;
}

void imply_amounts(const ImpliedScope& scope, std::vector<ImpliedRule>& rules) {
  Amounts(scope, rules).run();
}

}  // namespace datagen::core
