// src/core/infer/coherence_parents.cpp -- what a row has from the rows it refers to: prices, currencies, how early it may be
#include "core/infer/coherence_parts.hpp"
#include "core/infer/column_words.hpp"
#include "core/schema/graph.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

class FromParents {
 public:
  FromParents(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
              std::vector<ImpliedRule>& rules)
      : scope_(scope), parents_(parents), rules_(rules), order_(telling_parents(scope, parents)) {}

  void run() {
    if (order_.empty()) return;
    const size_t from_row = rules_.size();
    for (int c = 0; c < scope_.size(); ++c) {
      const bool bound = std::any_of(
          rules_.begin(), rules_.begin() + static_cast<std::ptrdiff_t>(from_row),
          [&](const ImpliedRule& rule) { return rule.kind == ImpliedKind::After && rule.column == c; });
      if (scope_.is_time(c) && !bound) come_after(c);
      if (!copy_named(c)) copy_meaning(c);
    }
    copy_price();
    copy_total();
  }

 private:
  /// The times at which the parent came to be: made, or taken on, opened, ordered.
  static std::vector<int> beginnings(const ImpliedScope& parent, bool of_records) {
    std::vector<int> made;
    std::vector<int> begun;
    for (int c = 0; c < parent.size(); ++c) {
      if (!parent.is_time(c)) continue;
      const Stage* stage = stage_of_column(parent.column(c).name);
      if (parent.meaning(c) == "time.created")
        made.push_back(c);
      else if ((stage && !stage->is_exit() && stage->rank < kFirstEvent) ||
               (!stage && parent.meaning(c) == "time.start"))
        begun.push_back(c);
    }
    if (of_records && !made.empty()) return made;
    made.insert(made.end(), begun.begin(), begun.end());
    return made;
  }

  void come_after(int c) {
    if (scope_.meaning(c) == "person.birth_date" ||
        scope_.names(c, {"published", "publication", "release", "released", "issue", "founded", "established",
                         "manufactured", "built", "purchase", "purchased", "acquired", "birth", "invented"}))
      return;
    ImpliedRule rule;
    rule.kind = ImpliedKind::After;
    rule.column = c;
    std::string names;
    for (size_t k : order_) {
      const ImpliedScope parent(*parents_[k].relation, *parents_[k].meanings);
      for (int column : beginnings(parent, scope_.meaning(c) == "time.created")) {
        rule.inputs.push_back(parents_[k].input(k, column));
        names += (names.empty() ? "" : ", ") + parents_[k].called(column);
      }
    }
    if (rule.inputs.empty()) return;
    rule.reason = "not before " + names;
    rules_.push_back(std::move(rule));
  }

  /// What the column is called without the thing that the key refers to: name of product_name beside product_id, or
  /// beside a reference to products when it is the only one.
  std::string about_parent(size_t k, const std::string& column) const {
    const ForeignKey& key = scope_.relation.foreign_keys[k];
    std::vector<std::vector<std::string>> things;
    if (key.columns.size() == 1) {
      things.push_back(parts_of(scope_.column(key.columns[0]).name));
      if (things[0].size() > 1) things[0].pop_back();
    }
    const auto& keys = scope_.relation.foreign_keys;
    const bool alone = std::count_if(keys.begin(), keys.end(), [&](const ForeignKey& other) {
                         return other.parent == key.parent;
                       }) == 1;
    if (alone) things.push_back(words_of(parents_[k].relation->name).words);
    const std::vector<std::string> words = parts_of(column);
    for (const auto& thing : things) {
      if (thing.empty() || thing.size() >= words.size() ||
          !std::equal(thing.begin(), thing.end(), words.begin()))
        continue;
      std::string rest;
      for (size_t i = thing.size(); i < words.size(); ++i) rest += (rest.empty() ? "" : "_") + words[i];
      return rest;
    }
    return {};
  }

  /// product_name and sku beside product_id are those of the product. Names that any thing has of its own (name, status)
  /// must say whose they are.
  bool copy_named(int c) {
    static constexpr std::string_view kTelling[] = {"commerce.sku", "commerce.barcode", "book.isbn",
                                                    "vehicle.vin", "vehicle.plate"};
    const Type& type = *scope_.column(c).type;
    const bool plain =
        type.type_class == TypeClass::Text || type.type_class == TypeClass::Enum || scope_.is_number(c);
    const auto& keys = scope_.relation.foreign_keys;
    const bool refers = std::any_of(keys.begin(), keys.end(), [&](const ForeignKey& key) {
      return std::find(key.columns.begin(), key.columns.end(), c) != key.columns.end();
    });
    const std::string& meaning = scope_.meaning(c);
    // How many of the product this row is about is not how many there are.
    if (!plain || refers || meaning == "commerce.quantity" || meaning == "generic.count" ||
        meaning == "commerce.rating")
      return false;
    const bool telling = std::find(std::begin(kTelling), std::end(kTelling), meaning) != std::end(kTelling);
    for (size_t k : order_) {
      const std::string rest = about_parent(k, scope_.column(c).name);
      if (rest.empty() && !telling) continue;
      const Relation& parent = *parents_[k].relation;
      for (size_t p = 0; p < parent.columns.size(); ++p) {
        const Column& theirs = parent.columns[p];
        const bool same = theirs.name == scope_.column(c).name || (!rest.empty() && theirs.name == rest) ||
                          (rest == "name" && theirs.name == "full_name");
        if (!same || theirs.type->type_class != type.type_class || theirs.type->labels != type.labels)
          continue;
        copy(c, k, static_cast<int>(p));
        return true;
      }
    }
    return false;
  }

  /// Countries, currencies, languages.
  void copy_meaning(int c) {
    static constexpr std::string_view kShared[] = {"address.country", "address.country_code",
                                                   "address.timezone", "finance.currency_code",
                                                   "generic.locale"};
    const std::string& meaning = scope_.meaning(c);
    if (std::find(std::begin(kShared), std::end(kShared), meaning) == std::end(kShared) ||
        !scope_.meanings[static_cast<size_t>(c)].is_sure() || has_own_place(c))
      return;
    for (size_t k : order_) {
      const auto& theirs = *parents_[k].meanings;
      int found = -1;
      for (size_t p = 0; p < theirs.size(); ++p) {
        const Type& type = *parents_[k].relation->columns[p].type;
        if (theirs[p].semantic_class == meaning && theirs[p].is_sure() &&
            type.type_class == scope_.column(c).type->type_class &&
            type.labels == scope_.column(c).type->labels)
          found = found < 0 ? static_cast<int>(p) : static_cast<int>(theirs.size());
      }
      // A table of countries or currencies is not a thing that has one.
      if (found < 0 || found == static_cast<int>(theirs.size()) || theirs.size() < 3 ||
          is_unique(*parents_[k].relation, found))
        continue;
      copy(c, k, found);
      return;
    }
  }

  static bool is_unique(const Relation& relation, int column) {
    return std::any_of(relation.keys.begin(), relation.keys.end(), [&](const UniqueKey& key) {
      return key.parts.size() == 1 && key.parts[0].column == column;
    });
  }

  /// The row has a place of its own, which its country belongs to.
  bool has_own_place(int c) const {
    if (scope_.meaning(c) == "generic.locale") return false;
    const std::string& entity = scope_.meanings[static_cast<size_t>(c)].entity;
    for (int other = 0; other < scope_.size(); ++other) {
      const std::string& meaning = scope_.meaning(other);
      if (scope_.meanings[static_cast<size_t>(other)].entity != entity || other == c) continue;
      if (meaning == "address.city" || meaning == "address.postcode" || meaning == "address.state" ||
          meaning == "address.full" || meaning == "address.street")
        return true;
      // Its currency is that of its own country.
      if (scope_.meaning(c) == "finance.currency_code" && meaning.compare(0, 15, "address.country") == 0)
        return true;
    }
    return false;
  }

  /// A line of an order says what one piece costs, as the product does.
  void copy_price() {
    const int price = unit_price(scope_);
    if (price < 0 || piece_count(scope_) < 0) return;
    for (size_t k : order_) {
      const ImpliedScope parent(*parents_[k].relation, *parents_[k].meanings);
      if (piece_count(parent) >= 0) continue;  // a line itself
      int found = -1;
      for (int p = 0; p < parent.size(); ++p)
        if (parent.column(p).name == scope_.column(price).name && parent.is_number(p)) found = p;
      if (found < 0) found = unit_price(parent);
      if (found < 0) continue;
      copy(price, k, found);
      return;
    }
  }

  /// The column has the value of the parent's column.
  void copy(int column, size_t k, int from) {
    ImpliedRule rule;
    rule.kind = ImpliedKind::Copy;
    rule.column = column;
    rule.inputs = {parents_[k].input(k, from)};
    rule.reason = "that of " + parents_[k].called(from);
    rules_.push_back(std::move(rule));
  }

  /// The sum that the column is of the whole row; a payment has but one, an order one that says so.
  static int whole_sum(const ImpliedScope& scope, bool says_so) {
    int found = -1;
    for (int c = 0; c < scope.size(); ++c) {
      if (!scope.is_number(c) || scope.meaning(c) != "finance.amount") continue;
      if (says_so && (!words_of(scope.column(c).name).has("grandsum") ||
                      scope.names(c, {"sub", "subtotal", "net", "tax", "vat", "discount", "items", "item",
                                      "shipping", "refunded", "paid", "due"})))
        continue;
      if (found >= 0) return -1;
      found = c;
    }
    return found;
  }

  /// What is paid for an order is what it comes to.
  void copy_total() {
    const std::vector<std::string> parts = parts_of(scope_.relation.name);
    const bool pays = std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
      return part.compare(0, 7, "payment") == 0 || part.compare(0, 7, "zahlung") == 0 ||
             part.compare(0, 8, "paiement") == 0 || part.compare(0, 4, "pago") == 0 ||
             part.compare(0, 7, "pagamen") == 0;
    });
    const int paid = pays ? whole_sum(scope_, false) : -1;
    if (paid < 0) return;
    for (size_t k : order_) {
      const ImpliedScope parent(*parents_[k].relation, *parents_[k].meanings);
      const int total = whole_sum(parent, true);
      if (total < 0) continue;
      copy(paid, k, total);
      return;
    }
  }

  const ImpliedScope& scope_;
  const std::vector<ImpliedParent>& parents_;
  std::vector<ImpliedRule>& rules_;
  std::vector<size_t> order_;
};

/// Whom a row needs says more of it than whom it may have; names decide the rest, not identities.
std::tuple<bool, std::string> rank(const ImpliedScope& scope, size_t k) {
  const ForeignKey& key = scope.relation.foreign_keys[k];
  std::string names;
  for (int column : key.columns) names += scope.column(column).name + ",";
  return {!is_required(scope.relation, key), names};
}

}  // namespace

std::vector<size_t> telling_parents(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents) {
  std::vector<size_t> order;
  const auto& keys = scope.relation.foreign_keys;
  for (size_t k = 0; k < keys.size() && k < parents.size(); ++k)
    if (parents[k].relation && parents[k].meanings && keys[k].parent != scope.relation.id &&
        parents[k].meanings->size() == parents[k].relation->columns.size())
      order.push_back(k);
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return rank(scope, a) < rank(scope, b); });
  return order;
}

void imply_from_parents(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
                        std::vector<ImpliedRule>& rules) {
  FromParents(scope, parents, rules).run();
}

}  // namespace datagen::core
