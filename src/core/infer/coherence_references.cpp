// src/core/infer/coherence_references.cpp -- which rows a row refers to, where names say it: its own customer's, shipped ones
#include "core/base/contains.hpp"
#include "core/infer/coherence_parts.hpp"
#include "core/infer/column_words.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// What belongs to one person alone, so that who refers to it and to a person means the same one.
constexpr std::string_view kBelongings[] = {
    "address", "adresse", "anschrift", "direccion",    "indirizzo", "endereco",    "adres",
    "card",    "karte",   "tarjeta",   "cart",         "basket",    "wallet",      "account",
    "konto",   "cuenta",  "compte",    "subscription", "order",     "bestellung",  "commande",
    "pedido",  "invoice", "rechnung",  "policy",       "booking",   "reservation", "contract",
    "vehicle", "device",  "pet",       "method",       "purchase",  "claim",       "session"};

/// Who may do something to another's things: two such references need not agree.
constexpr std::string_view kActors[] = {"user",     "author",  "person",   "member",  "profile",
                                        "employee", "staff",   "owner",    "sender",  "actor",
                                        "agent",    "creator", "contact",  "people",  "worker",
                                        "player",   "people",  "benutzer", "usuario", "mitarbeiter"};

/// A word of a relation's name without its plural, as it may be.
std::vector<std::string> singulars(const std::string& word) {
  std::vector<std::string> found = {word};
  const auto ends = [&](std::string_view tail) {
    return word.size() > tail.size() + 2 && word.compare(word.size() - tail.size(), tail.size(), tail) == 0;
  };
  const auto without = [&](size_t count) { return word.substr(0, word.size() - count); };
  if (ends("ies")) found.push_back(without(3) + "y");
  for (std::string_view tail : {"s", "es", "e", "n", "en", "i"})
    if (ends(tail)) found.push_back(without(tail.size()));
  return found;
}

/// The last word of the relation's name says what its rows are.
std::vector<std::string> things_of(const Relation& relation) {
  const std::vector<std::string> parts = parts_of(relation.name);
  return parts.empty() ? std::vector<std::string>() : singulars(parts.back());
}

class References {
 public:
  References(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
             std::vector<ImpliedRule>& rules)
      : scope_(scope), parents_(parents), rules_(rules) {}

  void run() {
    const auto& keys = scope_.relation.foreign_keys;
    for (size_t k = 0; k < keys.size() && k < parents_.size(); ++k) {
      if (!parents_[k].relation || !parents_[k].meanings || keys[k].parent == scope_.relation.id ||
          keys[k].columns.size() != 1 || parents_[k].meanings->size() != parents_[k].relation->columns.size())
        continue;
      if (!refer_to_own(k)) refer_to_reached(k);
    }
  }

 private:
  /// Whether rows that refer to the parent and, by a column of this name, to a third relation mean the same as the parent.
  bool agrees(const Relation& parent, const std::string& column) const {
    for (const std::string& thing : things_of(parent))
      if (contains(kBelongings, thing)) return true;
    for (const std::string& word : parts_of(column))
      for (const std::string& thing : singulars(word))
        if (contains(kActors, thing) || word == "by") return false;
    return true;
  }

  /// customer_id and address_id, where addresses have a customer_id for the same customers.
  bool refer_to_own(size_t k) {
    const Relation& parent = *parents_[k].relation;
    const int own = scope_.relation.foreign_keys[k].columns[0];
    for (const ForeignKey& mine : scope_.relation.foreign_keys) {
      if (mine.columns.size() != 1 || mine.columns[0] == own) continue;
      const Column& shared = scope_.column(mine.columns[0]);
      for (const ForeignKey& theirs : parent.foreign_keys) {
        if (theirs.columns.size() != 1 || theirs.parent != mine.parent ||
            theirs.parent_columns != mine.parent_columns)
          continue;
        const int column = theirs.columns[0];
        const Column& other = parent.columns[static_cast<size_t>(column)];
        if (other.name != shared.name || other.type->oid != shared.type->oid || !agrees(parent, shared.name))
          continue;
        ImpliedRule rule;
        rule.kind = ImpliedKind::Owned;
        rule.column = own;
        rule.inputs = {parents_[k].input(k, column), scope_.own(mine.columns[0])};
        rule.reason = "of the same " + shared.name + " as " + parents_[k].called(column);
        rules_.push_back(std::move(rule));
        return true;
      }
    }
    return false;
  }

  /// What the rows of the relation are the record of: payments, shipments, deliveries, refunds, returns.
  static const Stage* recorded_stage(const Relation& relation) {
    for (const std::string& thing : things_of(relation)) {
      const Stage* stage = stage_of_column(thing);
      if (stage && (stage->rank == 20 || stage->rank == 40 || stage->rank == 50)) return stage;
    }
    return nullptr;
  }

  /// The column of the parent that says whether it got there; a nullable time, else the status.
  int reached(const ImpliedScope& parent, const Stage& stage) const {
    int status = -1;
    for (int c = 0; c < parent.size(); ++c) {
      const Stage* own = stage_of_column(parent.column(c).name);
      if (parent.is_time(c) && !parent.column(c).not_null && own && own->rank == stage.rank &&
          own->exit == stage.exit)
        return c;
      const TypeClass type = parent.column(c).type->type_class;
      if (parent.meaning(c) == "generic.status" && (type == TypeClass::Text || type == TypeClass::Enum))
        status = status < 0 ? c : parent.size();
    }
    return status < parent.size() ? status : -1;
  }

  void refer_to_reached(size_t k) {
    const Stage* stage = recorded_stage(scope_.relation);
    if (!stage) return;
    const ImpliedScope parent(*parents_[k].relation, *parents_[k].meanings);
    const int column = reached(parent, *stage);
    if (column < 0) return;
    ImpliedRule rule;
    rule.kind = ImpliedKind::Reached;
    rule.column = scope_.relation.foreign_keys[k].columns[0];
    rule.inputs = {parents_[k].input(k, column)};
    rule.stage = *stage;
    rule.reason = "a row of its own each, where " + parents_[k].called(column) + " says so";
    rules_.push_back(std::move(rule));
    for (int p = 0; p < parent.size(); ++p) tell_time(k, parent, p);
  }

  /// shipped_at of a shipment is that of its order, and the status of a payment goes with the time at which it was paid.
  void tell_time(size_t k, const ImpliedScope& parent, int theirs) {
    const Stage* stage = stage_of_column(parent.column(theirs).name);
    if (!parent.is_time(theirs) || !stage || stage->rank < 20) return;
    for (int c = 0; c < scope_.size(); ++c) {
      const Stage* own = stage_of_column(scope_.column(c).name);
      if (!scope_.is_time(c) || !own || own->rank != stage->rank || own->exit != stage->exit ||
          scope_.column(c).type->type_class != parent.column(theirs).type->type_class)
        continue;
      const auto replaced = [&](const ImpliedRule& rule) { return rule.column == c; };
      const auto staged = std::find_if(rules_.begin(), rules_.end(), [&](const ImpliedRule& rule) {
        return rule.column == c && rule.kind == ImpliedKind::Stage;
      });
      if (staged != rules_.end() && !scope_.column(c).not_null) {
        ImpliedRule status = *staged;
        status.kind = ImpliedKind::Status;
        status.column = staged->inputs[0].column;
        status.inputs = {scope_.own(c)};
        status.reason = "as " + scope_.column(c).name + " is there";
        rules_.push_back(std::move(status));
      }
      rules_.erase(std::remove_if(rules_.begin(), rules_.end(), replaced), rules_.end());
      ImpliedRule rule;
      rule.kind = ImpliedKind::Told;
      rule.column = c;
      rule.inputs = {parents_[k].input(k, theirs)};
      rule.reason = "that of " + parents_[k].called(theirs);
      rules_.push_back(std::move(rule));
      return;
    }
  }

  const ImpliedScope& scope_;
  const std::vector<ImpliedParent>& parents_;
  std::vector<ImpliedRule>& rules_;
};

}  // namespace

void imply_references(const ImpliedScope& scope, const std::vector<ImpliedParent>& parents,
                      std::vector<ImpliedRule>& rules) {
  References(scope, parents, rules).run();
}

void imply_before_told(const ImpliedScope& scope, std::vector<ImpliedRule>& rules) {
  std::vector<ImpliedRule> bounds;
  for (const ImpliedRule& told : rules) {
    if (told.kind != ImpliedKind::Told) continue;
    for (int c = 0; c < scope.size(); ++c) {
      if (!scope.is_time(c) || scope.meaning(c) != "time.created" || c == told.column) continue;
      ImpliedRule rule;
      rule.kind = ImpliedKind::NotAfter;
      rule.column = c;
      rule.inputs = {scope.own(told.column)};
      rule.reason = "not after " + scope.column(told.column).name;
      bounds.push_back(std::move(rule));
    }
  }
  for (ImpliedRule& rule : bounds) rules.push_back(std::move(rule));
}

}  // namespace datagen::core
