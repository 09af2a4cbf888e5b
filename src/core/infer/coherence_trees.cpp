// src/core/infer/coherence_trees.cpp -- rows that refer to rows of their own relation: the later a row, the later it began
#include "core/infer/coherence_parts.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// A record's making, a hiring, an opening.
bool is_beginning(const ImpliedScope& scope, int c) {
  if (!scope.is_time(c)) return false;
  const std::string& meaning = scope.meaning(c);
  if (meaning == "time.created") return true;
  const Stage* stage = stage_of_column(scope.column(c).name);
  return stage ? !stage->is_exit() && stage->rank < kFirstEvent : meaning == "time.start";
}

/// Whether the column follows another time of the row's, but for a birth.
bool follows_another(const ImpliedScope& scope, const std::vector<ImpliedRule>& rules, int c) {
  return std::any_of(rules.begin(), rules.end(), [&](const ImpliedRule& rule) {
    return rule.kind == ImpliedKind::After && rule.column == c &&
           std::any_of(rule.inputs.begin(), rule.inputs.end(), [&](const ImpliedInput& input) {
             return input.foreign_key < 0 && scope.meaning(input.column) != "person.birth_date";
           });
  });
}

}  // namespace

void imply_in_trees(const ImpliedScope& scope, std::vector<ImpliedRule>& rules) {
  const auto& keys = scope.relation.foreign_keys;
  if (std::none_of(keys.begin(), keys.end(),
                   [&](const ForeignKey& key) { return key.parent == scope.relation.id; }))
    return;
  std::vector<ImpliedRule> rising;
  for (int c = 0; c < scope.size(); ++c) {
    if (!is_beginning(scope, c) || follows_another(scope, rules, c)) continue;
    ImpliedRule rule;
    rule.kind = ImpliedKind::Rising;
    rule.column = c;
    rule.reason = "not before that of the row above it";
    rising.push_back(std::move(rule));
    // Who was hired then was born in time, instead of being hired later than his own people.
    for (ImpliedRule& other : rules) {
      if (other.kind != ImpliedKind::After || other.column != c || other.inputs.size() != 1 ||
          other.inputs[0].foreign_key >= 0)
        continue;
      const int birth = other.inputs[0].column;
      const int64_t days = other.inputs[0].days;
      other.kind = ImpliedKind::Before;
      other.column = birth;
      other.inputs = {scope.own(c)};
      other.inputs[0].days = days;
      other.reason = "before " + scope.column(c).name;
    }
  }
  // What must not be before the row's other parents comes after this.
  rules.insert(rules.begin(), rising.begin(), rising.end());
}

}  // namespace datagen::core
