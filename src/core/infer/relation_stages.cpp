// src/core/infer/relation_stages.cpp -- documents, accounts and letters: stages by what goes through them
#include "core/infer/relation_stages.hpp"

#include "core/infer/column_words.hpp"
#include "core/infer/listed_values.hpp"
#include "core/infer/semantic_rules.hpp"

#include <algorithm>
#include <initializer_list>

namespace datagen::core {
namespace {

using Words = std::initializer_list<std::string_view>;

bool any_of(const std::vector<std::string>& words, const Words& wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

bool says_sent(std::string_view text) {
  return any_of(parts_of(text),
                {"sent", "gesendet", "verschickt", "versendet", "enviado", "envoye", "envoyee", "inviato"});
}

/// Places among the listed values; -1: not there.
int place(const std::vector<std::string>& values, int rank) {
  for (size_t i = 0; i < values.size(); ++i)
    if (const Stage* stage = stage_of_status(values[i]); stage && stage->rank == rank && !stage->is_exit())
      return static_cast<int>(i);
  return -1;
}

/// Accounts, people and organisations come to stay.
bool stays(const std::vector<std::string>& table) {
  if (table.empty()) return false;
  const std::string& rows = table.back();
  if (rows == "account" || rows == "membership" || rows == "department") return true;
  for (const char* list : {kPersonTables, kCompanyTables}) {
    const std::vector<std::string> words = parts_of(list);
    if (std::find(words.begin(), words.end(), rows) != words.end()) return true;
  }
  return false;
}

}  // namespace

RelationStages::RelationStages(const Relation& relation) {
  const std::vector<std::string> table = words_of(relation.name).words;
  lasts_ = stays(table);
  issues_ = sent_before_paid(relation, table);
  for (const Column& column : relation.columns) {
    const Stage* stage = stage_of_column(column.name);
    written_ = written_ || (stage && says_sent(column.name)) ||
               any_of(parts_of(column.name), {"bounced", "clicked"});
  }
}

bool RelationStages::sent_before_paid(const Relation& relation, const std::vector<std::string>& table) const {
  const int paid_rank = stage_of_status("paid")->rank;
  bool document =
      any_of(table, {"invoice", "quote", "quotation", "estimate", "offer", "proposal", "statement",
                     "reminder", "angebot", "mahnung", "devis", "presupuesto", "preventivo"});
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const std::vector<std::string> values = listed_values(relation, static_cast<int>(c));
    const auto sent = std::find_if(values.begin(), values.end(), says_sent);
    if (sent == values.end()) continue;
    const int paid = place(values, paid_rank);
    const int placed = static_cast<int>(sent - values.begin());
    if (paid >= 0) return placed < paid;
    document = document || place(values, stage_of_status("overdue")->rank) >= 0;
  }
  return document;
}

const Stage* RelationStages::here(const Stage* stage, std::string_view text) const {
  static const Stage kGivenUp{25, "closed"};
  if (!stage || stage->is_exit()) return stage;
  if (issues_ && says_sent(text)) return stage_of_status("issued");
  if (lasts_ && stage->rank == stage_of_status("closed")->rank &&
      any_of(parts_of(text), {"closed", "ended", "geschlossen", "cerrado", "ferme", "cloture", "chiuso"}))
    return &kGivenUp;
  if (written_ && any_of(parts_of(text), {"opened", "geoeffnet", "ouvert", "abierto", "aperto"}))
    return stage_of_status("read");
  return stage;
}

const Stage* RelationStages::of_status(std::string_view status) const {
  return here(stage_of_status(status), status);
}

const Stage* RelationStages::of_column(std::string_view name) const {
  return here(stage_of_column(name), name);
}

bool is_leaving(const Stage& stage) {
  return stage.exit == "left" || stage.exit == "dead" || stage.exit == "closed" || stage.exit == "disabled" ||
         stage.exit == "suspended" || stage.exit == "revoked";
}

}  // namespace datagen::core
