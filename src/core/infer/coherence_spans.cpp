// src/core/infer/coherence_spans.cpp -- ages, nights and minutes: numbers that times of the row tell
#include "core/infer/coherence_parts.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

struct SpanUnit {
  std::initializer_list<std::string_view> words;
  int64_t micros;
};

constexpr int64_t kSecond = 1000000;
const SpanUnit kUnits[] = {
    {{"nights", "days", "naechte", "tage", "nuits", "jours", "noches", "dias", "notti", "giorni"},
     86400 * kSecond},
    {{"hours", "hrs", "stunden", "heures", "horas", "ore"}, 3600 * kSecond},
    {{"minutes", "mins", "minuten", "minutos", "minuti"}, 60 * kSecond},
    {{"seconds", "secs", "sec", "sekunden", "secondes", "segundos", "secondi"}, kSecond}};

/// The unit in which the column tells how long something lasted; 0: it does not.
int64_t unit_of(const ImpliedScope& scope, int c) {
  static constexpr std::string_view kBeside[] = {
      "duration", "length",  "total",  "number", "num",    "no",     "of",   "stay",
      "in",       "count",   "rental", "leave",  "worked", "booked", "trip", "dauer",
      "anzahl",   "elapsed", "duree",  "numero", "nombre", "session"};
  int64_t found = 0;
  for (const std::string& word : scope.parts[static_cast<size_t>(c)]) {
    if (std::find(std::begin(kBeside), std::end(kBeside), word) != std::end(kBeside)) continue;
    const auto* unit = std::find_if(std::begin(kUnits), std::end(kUnits), [&](const SpanUnit& own) {
      return std::find(own.words.begin(), own.words.end(), word) != own.words.end();
    });
    if (unit == std::end(kUnits) || found > 0) return 0;
    found = unit->micros;
  }
  return found;
}

bool begins(const ImpliedScope& scope, int c) {
  const Stage* stage = stage_of_column(scope.column(c).name);
  return scope.meaning(c) == "time.start" || (stage && !stage->is_exit() && stage->rank == 25);
}

bool ends(const ImpliedScope& scope, int c) {
  const Stage* stage = stage_of_column(scope.column(c).name);
  return scope.meaning(c) == "time.end" || (stage && !stage->is_exit() && stage->rank == 60);
}

void imply_ages(const ImpliedScope& scope, std::vector<ImpliedRule>& rules) {
  int birth = -1;
  for (int c = 0; c < scope.size(); ++c)
    if (scope.is_time(c) && scope.meaning(c) == "person.birth_date") birth = birth < 0 ? c : scope.size();
  if (birth < 0 || birth == scope.size()) return;
  for (int c = 0; c < scope.size(); ++c) {
    const auto& parts = scope.parts[static_cast<size_t>(c)];
    const bool age = scope.names(c, {"age", "alter", "edad", "eta", "idade"}) &&
                     (parts.size() == 1 || scope.names(c, {"years", "current", "jahre"}));
    if (!age || scope.column(c).type->type_class != TypeClass::Integer) continue;
    ImpliedRule rule;
    rule.kind = ImpliedKind::Age;
    rule.column = c;
    rule.inputs = {scope.own(birth)};
    rule.reason = "years since " + scope.column(birth).name;
    rules.push_back(std::move(rule));
  }
}

}  // namespace

void imply_spans(const ImpliedScope& scope, std::vector<ImpliedRule>& rules) {
  imply_ages(scope, rules);
  // The one end that the row has, and its beginning.
  int begin = -1;
  size_t after = rules.size();
  for (size_t r = 0; r < rules.size(); ++r) {
    if (rules[r].kind != ImpliedKind::After || !ends(scope, rules[r].column)) continue;
    for (const ImpliedInput& input : rules[r].inputs) {
      if (input.foreign_key >= 0 || !begins(scope, input.column)) continue;
      if (begin >= 0) return;
      begin = input.column;
      after = r;
    }
  }
  if (begin < 0) return;
  const int end = rules[after].column;
  for (int c = 0; c < scope.size(); ++c) {
    const int64_t unit = scope.is_number(c) ? unit_of(scope, c) : 0;
    if (unit == 0) continue;
    rules[after].pace = Pace::Span;
    rules[after].unit = std::max(rules[after].unit, unit);
    ImpliedRule rule;
    rule.kind = ImpliedKind::Span;
    rule.column = c;
    rule.inputs = {scope.own(begin), scope.own(end)};
    rule.unit = unit;
    rule.reason = "from " + scope.column(begin).name + " to " + scope.column(end).name;
    rules.push_back(std::move(rule));
  }
}

}  // namespace datagen::core
