// src/core/infer/coherence_owners.cpp -- what belongs to somebody: in his country, and one of his addresses his first
#include "core/base/contains.hpp"
#include "core/infer/coherence_parts.hpp"
#include "core/infer/column_words.hpp"
#include "core/infer/semantic_rules.hpp"
#include "core/infer/word_dictionary.hpp"

#include <algorithm>
#include <optional>

namespace datagen::core {
namespace {

constexpr std::string_view kPlaces[] = {"address.city",     "address.state",     "address.county",
                                        "address.postcode", "address.country",   "address.country_code",
                                        "address.latitude", "address.longitude", "address.timezone",
                                        "address.full",     "phone.number"};
constexpr std::string_view kAccounts[] = {"finance.iban", "finance.bic"};

class Owners {
 public:
  Owners(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
         std::vector<ImpliedRule>& rules)
      : scope_(scope), parents_(parents), rules_(rules), table_(words_of(scope.relation.name)) {
    for (size_t k : telling_parents(scope, parents))
      if (owns(*parents[k].relation, *parents[k].meanings)) owners_.push_back(k);
  }

  void run() {
    if (owners_.empty()) return;
    locate();
    make_first();
  }

 private:
  /// People and companies live somewhere and have things.
  static bool owns(const Relation& relation, const std::vector<Meaning>& meanings) {
    const std::vector<std::string> rows = words_of(relation.name).words;
    if (rows.empty()) return false;
    for (const char* list : {kPersonTables, kCompanyTables}) {
      const std::vector<std::string> words = words_between_blanks(list);
      if (std::find(words.begin(), words.end(), rows.back()) != words.end()) return true;
    }
    return std::any_of(meanings.begin(), meanings.end(), [](const Meaning& meaning) {
      return meaning.is_sure() &&
             (meaning.semantic_class == "person.last_name" || meaning.semantic_class == "person.full_name");
    });
  }

  bool is_address() const { return !table_.words.empty() && table_.words.back() == "address"; }

  /// The column that tells where the owner is; a code rather than a name.
  static std::optional<int> country(const std::vector<Meaning>& meanings) {
    for (const char* wanted : {"address.country_code", "address.country"})
      for (size_t c = 0; c < meanings.size(); ++c)
        if (meanings[c].semantic_class == wanted && meanings[c].is_sure() && meanings[c].entity.empty())
          return static_cast<int>(c);
    return std::nullopt;
  }

  void locate() {
    const bool has_place = std::any_of(scope_.meanings.begin(), scope_.meanings.end(), [](const Meaning& m) {
      return m.entity.empty() && m.semantic_class.compare(0, 8, "address.") == 0;
    });
    if (has_place && !is_address()) return;
    for (size_t k : owners_) {
      const auto theirs = country(*parents_[k].meanings);
      if (!theirs) continue;
      for (int c = 0; c < scope_.size(); ++c) {
        const Meaning& meaning = scope_.meanings[static_cast<size_t>(c)];
        if (!meaning.is_sure() || !meaning.entity.empty() ||
            !(contains(kAccounts, meaning.semantic_class) ||
              (has_place && contains(kPlaces, meaning.semantic_class))))
          continue;
        add(ImpliedKind::Located, c, k, *theirs, "in the country of " + parents_[k].called(*theirs));
      }
      for (int c = 0; c < scope_.size() && !has_place; ++c)
        if (scope_.meaning(c) == "finance.iban" && scope_.meanings[static_cast<size_t>(c)].is_sure())
          return bank(c, k, *theirs);
      return;
    }
  }

  /// Accounts with an IBAN belong to those in whose countries there are some.
  void bank(int iban, size_t k, int theirs) {
    const ForeignKey& key = scope_.relation.foreign_keys[k];
    if (key.columns.size() != 1 || is_decided(key.columns[0])) return;
    add(ImpliedKind::Banked, key.columns[0], k, theirs, "somebody of the IBAN's country");
    rules_.back().inputs.push_back(scope_.own(iban));
  }

  /// Whether another rule says which row the column refers to.
  bool is_decided(int column) const {
    return std::any_of(rules_.begin(), rules_.end(),
                       [&](const ImpliedRule& rule) { return rule.column == column && rule.of_reference(); });
  }

  /// customer_id and is_default: each customer has one that is.
  void make_first() {
    const size_t k = owners_.front();
    const ForeignKey& key = scope_.relation.foreign_keys[k];
    if (key.columns.size() != 1 || !scope_.column(key.columns[0]).not_null) return;
    int flag = -1;
    for (int c = 0; c < scope_.size(); ++c) {
      if (scope_.column(c).type->type_class != TypeClass::Boolean ||
          !scope_.names(c, {"default", "primary", "main", "principal", "preferred", "standard", "haupt",
                            "predeterminado", "predeterminada", "predefinito", "padrao"}))
        continue;
      if (flag >= 0) return;  // one to be billed at, one to be sent to: which is whose is not plain
      flag = c;
    }
    if (flag < 0 || is_decided(key.columns[0])) return;
    const std::string& owner = scope_.column(key.columns[0]).name;
    add(ImpliedKind::Dealt, key.columns[0], k, key.parent_columns[0], "one for each, then any");
    add(ImpliedKind::First, flag, k, key.parent_columns[0], "true once for each " + owner);
  }

  void add(ImpliedKind kind, int column, size_t k, int theirs, std::string reason) {
    ImpliedRule rule;
    rule.kind = kind;
    rule.column = column;
    rule.inputs = {parents_[k].input(k, theirs)};
    rule.reason = std::move(reason);
    rules_.push_back(std::move(rule));
  }

  const ImpliedScope& scope_;
  const std::vector<ImpliedParent>& parents_;
  std::vector<ImpliedRule>& rules_;
  const ColumnWords table_;
  std::vector<size_t> owners_;
};

}  // namespace

void imply_owners(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
                  std::vector<ImpliedRule>& rules) {
  Owners(scope, parents, rules).run();
}

}  // namespace datagen::core
