// src/core/plan/row_coherence.cpp -- implied rules applied to a row, one after another; stages, statuses and flags
#include "core/plan/row_coherence.hpp"

#include "core/base/contains.hpp"
#include "core/constraint/membership.hpp"
#include "core/plan/agreed_references.hpp"
#include "core/schema/column_uses.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Keeps the streams apart from those of the column's own draws.
constexpr uint64_t kSalt = 7;

/// Keys and references decide the column's values, or depend on them.
bool is_bound(const RelationTask& task, int column) {
  const Relation& relation = *task.relation;
  if (task.families.count(column) > 0 || task.dealt.count(column) > 0) return true;
  if (keys_use(relation, column) || exclusions_use(relation, column) || references_use(relation, column))
    return true;
  // What only the executor can judge is not to be put at risk.
  for (const Predicate& predicate : relation.predicates)
    if (predicate.handle < 0 && contains(predicate.columns, column)) return true;
  return false;
}

bool makes_null(const ImpliedRule& rule, const Type& type) {
  return rule.kind == ImpliedKind::Rare || rule.kind == ImpliedKind::Prefix ||
         (rule.kind == ImpliedKind::Stage && type.type_class != TypeClass::Boolean);
}

}  // namespace

std::vector<const ImpliedRule*> implied_rules_in_force(const RelationTask& task,
                                                       const std::vector<ColumnPlan>& plans) {
  std::vector<const ImpliedRule*> rules;
  // Who asks for no NULLs, or for nothing else, is not to be talked out of it.
  const bool nulls = task.settings.null_share > 0 && task.settings.null_share < 1;
  for (const ImpliedRule& rule : task.implied) {
    const auto c = static_cast<size_t>(rule.column);
    if (rule.of_reference()) {
      if (AgreedReferences::in_force(task, plans, rule)) rules.push_back(&rule);
      continue;
    }
    if (plans[c].source != ColumnSource::Draw || task.rules.count(rule.column) > 0 ||
        is_bound(task, rule.column))
      continue;
    if (makes_null(rule, *task.relation->columns[c].type) &&
        (!nulls || task.analysis.base[c].null != NullStatus::May))
      continue;
    const bool unknown = std::any_of(rule.inputs.begin(), rule.inputs.end(), [&](const ImpliedInput& input) {
      return input.foreign_key < 0 &&
             plans[static_cast<size_t>(input.column)].source == ColumnSource::Generated;
    });
    const bool undealt =
        rule.kind == ImpliedKind::First && !AgreedReferences::deals(task, plans, rule.inputs[0]);
    if (!unknown && !undealt) rules.push_back(&rule);
  }
  return rules;
}

RowCoherence::RowCoherence(const RelationTask& task, const std::vector<ColumnPlan>& plans)
    : task_(task), parents_(task) {
  const Relation& relation = *task.relation;
  drawers_.resize(relation.columns.size());
  for (const ImpliedRule* rule : implied_rules_in_force(task, plans))
    if (!rule->of_reference() && rule->kind != ImpliedKind::Located) compile(*rule, plans);
  for (size_t p = 0; p < relation.predicates.size(); ++p)
    if (std::any_of(steps_.begin(), steps_.end(), [&](const Step& step) {
          return step.tied && contains(relation.predicates[p].columns, step.rule->column);
        }))
      judged_.push_back(static_cast<int>(p));
}

void RowCoherence::compile(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans) {
  const auto c = static_cast<size_t>(rule.column);
  // Of parents that are not to be read, nothing follows.
  const bool told = std::any_of(rule.inputs.begin(), rule.inputs.end(), [&](const ImpliedInput& input) {
    return input.foreign_key < 0 || (static_cast<size_t>(input.foreign_key) < task_.parents.size() &&
                                     task_.parents[static_cast<size_t>(input.foreign_key)].told);
  });
  if (!told && !rule.inputs.empty()) return;
  Step step;
  if (rule.kind == ImpliedKind::First) {
    const auto rows = AgreedReferences::dealt_rows(task_, plans, rule.inputs[0]);
    if (!rows) return;
    step.firsts = *rows;
  }
  step.rule = &rule;
  step.domain = &task_.analysis.base[c];
  step.type = task_.relation->columns[c].type.get();
  step.key = combine(column_key(task_.seed, task_.relation->name, task_.relation->columns[c].name),
                     kSalt + static_cast<uint64_t>(rule.kind));
  step.tied = std::any_of(task_.analysis.groups.begin(), task_.analysis.groups.end(),
                          [&](const BranchGroup& group) { return contains(group.columns, rule.column); });
  for (const ImpliedInput& input : rule.inputs) {
    __int128 highest = input.type->max_tick;
    if (input.foreign_key < 0) {
      const TickSet& ticks = task_.analysis.base[static_cast<size_t>(input.column)].ticks;
      if (!ticks.empty()) highest = std::min<__int128>(highest, ticks.highest());
    }
    step.fraction.push_back(input.type->scale > 0 && input.type->scale < 18 &&
                            highest < 2 * wide_power_of_ten(input.type->scale));
  }
  if (!drawers_[c] && rule.kind == ImpliedKind::Stage)
    drawers_[c] = std::make_unique<ColumnDrawer>(task_, rule.column, *step.domain, plans[c].generator, false);
  steps_.push_back(std::move(step));
}

void RowCoherence::apply(uint64_t ordinal, uint64_t attempt, bool tied, const std::vector<char>& fixed,
                         const std::vector<char>& assigned, Value* row, Arena& arena) {
  before_.clear();
  parents_.next_row();
  ordinal_ = ordinal;
  for (const Step& step : steps_) {
    const int column = step.rule->column;
    if (fixed[static_cast<size_t>(column)] || !assigned[static_cast<size_t>(column)]) continue;
    if (step.tied && !tied) continue;
    Stream stream(step.key, ordinal, attempt);
    const std::optional<Value> value = follow(step, stream, assigned, row, arena);
    if (!value || same_value(*value, row[column]) || !admitted(step, *value)) continue;
    before_.emplace_back(column, row[column]);
    row[column] = *value;
  }
}

bool RowCoherence::has_changed(const std::vector<int>& columns) const {
  return std::any_of(before_.begin(), before_.end(),
                     [&](const auto& change) { return contains(columns, change.first); });
}

void RowCoherence::undo(Value* row) const {
  for (auto change = before_.rbegin(); change != before_.rend(); ++change)
    row[change->first] = change->second;
}

bool RowCoherence::admitted(const Step& step, const Value& value) const {
  if (value.kind == ValueKind::Tick && (value.tick < step.type->min_tick || value.tick > step.type->max_tick))
    return false;
  if (value.kind == ValueKind::Text && step.type->max_length >= 0 &&
      character_count(value.text()) > step.type->max_length)
    return false;
  return admits(*step.domain, value);
}

/// NULL for what is not known.
Value RowCoherence::read(const ImpliedInput& input, const std::vector<char>& assigned, const Value* row) {
  if (input.foreign_key < 0)
    return assigned[static_cast<size_t>(input.column)] ? row[input.column] : Value::null();
  return parents_.read(input, row);
}

std::optional<Value> RowCoherence::follow(const Step& step, Stream& stream, const std::vector<char>& assigned,
                                          const Value* row, Arena& arena) {
  const ImpliedRule& rule = *step.rule;
  const Value& own = row[rule.column];
  switch (rule.kind) {
    case ImpliedKind::Stage:
      return follow_stage(step, stream, read(rule.inputs[0], assigned, row), own, arena);
    case ImpliedKind::Rare:
      if (stream.chance(rule.null_share)) return Value::null();
      return std::nullopt;
    case ImpliedKind::Prefix:
      for (const ImpliedInput& input : rule.inputs)
        if (assigned[static_cast<size_t>(input.column)] && row[input.column].is_null()) return Value::null();
      return std::nullopt;
    case ImpliedKind::After: return follow_times(step, stream, assigned, row);
    case ImpliedKind::Before: return follow_before(step, stream, assigned, row);
    case ImpliedKind::Rising: return follow_rising(step, stream, own);
    case ImpliedKind::Amount:
    case ImpliedKind::Share: return follow_amounts(step, stream, assigned, row);
    case ImpliedKind::Copy: return copy(step, read(rule.inputs[0], assigned, row));
    case ImpliedKind::Told: {
      if (!parents_.knows(rule.inputs[0], row)) return std::nullopt;
      const Value theirs = read(rule.inputs[0], assigned, row);
      if (!theirs.is_null()) return copy(step, theirs);
      const bool nulls = task_.settings.null_share > 0 && task_.settings.null_share < 1;
      return nulls ? std::optional<Value>(Value::null()) : std::nullopt;
    }
    case ImpliedKind::NotAfter: return follow_latest(step, assigned, row);
    case ImpliedKind::Status: return follow_time(step, stream, assigned, row, arena);
    case ImpliedKind::Owned:
    case ImpliedKind::Reached:
    case ImpliedKind::Dealt:
    case ImpliedKind::Banked:
    case ImpliedKind::Located: return std::nullopt;
    case ImpliedKind::First: return Value::of_tick(ordinal_ < step.firsts ? 1 : 0);
    case ImpliedKind::Flag:
    case ImpliedKind::NoFlag:
    case ImpliedKind::OnlyNoFlag: return follow_flag(rule, assigned, row);
    case ImpliedKind::AtLeast: return follow_least(step, stream, assigned, row);
    case ImpliedKind::Part: return follow_part(step, stream, assigned, row);
    case ImpliedKind::Age:
    case ImpliedKind::Span: return follow_span(step, assigned, row);
  }
  return std::nullopt;
}

std::optional<Value> RowCoherence::follow_flag(const ImpliedRule& rule, const std::vector<char>& assigned,
                                               const Value* row) {
  bool known = false;
  bool there = false;
  for (const ImpliedInput& input : rule.inputs) {
    const auto c = static_cast<size_t>(input.column);
    known = known || assigned[c];
    there = there || (assigned[c] && !row[c].is_null());
  }
  if (!known) return std::nullopt;
  if (rule.kind == ImpliedKind::Flag) return Value::of_tick(there);
  if (there) return Value::of_tick(0);
  return rule.kind == ImpliedKind::OnlyNoFlag ? std::optional<Value>(Value::of_tick(1)) : std::nullopt;
}

std::optional<Value> RowCoherence::follow_stage(const Step& step, Stream& stream, const Value& status,
                                                const Value& own, Arena& arena) const {
  const ImpliedRule& rule = *step.rule;
  size_t place = rule.statuses.size();
  if (status.kind == ValueKind::Tick && status.tick >= 0) place = static_cast<size_t>(status.tick);
  if (status.kind == ValueKind::Text)
    place = static_cast<size_t>(std::find(rule.statuses.begin(), rule.statuses.end(), status.text()) -
                                rule.statuses.begin());
  if (place >= rule.implied.size()) return std::nullopt;
  const bool implied = rule.implied[place] != 0;
  if (step.type->type_class == TypeClass::Boolean) return Value::of_tick(implied);
  if (!implied) return Value::null();
  Value value;
  if (!own.is_null() || !drawers_[static_cast<size_t>(rule.column)]->draw_value(stream, arena, value))
    return std::nullopt;
  return value;
}

/// A status that goes with the time's being there or not, unless the drawn one does.
std::optional<Value> RowCoherence::follow_time(const Step& step, Stream& stream,
                                               const std::vector<char>& assigned, const Value* row,
                                               Arena& arena) const {
  const ImpliedRule& rule = *step.rule;
  const auto time = static_cast<size_t>(rule.inputs[0].column);
  if (!assigned[time] || row[rule.column].is_null()) return std::nullopt;
  const char there = row[time].is_null() ? 0 : 1;
  std::vector<size_t> fitting;
  for (size_t place = 0; place < rule.statuses.size() && place < rule.implied.size(); ++place) {
    if ((rule.implied[place] != 0) != (there != 0)) continue;
    const Value& own = row[rule.column];
    const bool drawn = own.kind == ValueKind::Tick ? own.tick == static_cast<int64_t>(place)
                                                   : own.text() == rule.statuses[place];
    if (drawn) return std::nullopt;
    fitting.push_back(place);
  }
  if (fitting.empty()) return std::nullopt;
  const size_t place = fitting[stream.below(fitting.size())];
  if (step.type->type_class == TypeClass::Enum) return Value::of_tick(static_cast<int64_t>(place));
  return Value::of_text(arena.store(rule.statuses[place]));
}

}  // namespace datagen::core
