// src/core/plan/row_coherence.cpp -- implied rules applied to a row: stages, times, amounts, copies
#include "core/plan/row_coherence.hpp"

#include "core/base/contains.hpp"
#include "core/constraint/membership.hpp"
#include "core/constraint/narrowing.hpp"
#include "core/plan/agreed_references.hpp"
#include "core/random/variate.hpp"
#include "core/schema/column_uses.hpp"
#include "core/schema/decimal.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

constexpr int64_t kSecond = 1000000;
constexpr int64_t kDay = 86400 * kSecond;
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

int64_t floor_to(int64_t value, int64_t step) {
  const int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}

/// Microseconds; nullopt for what is no finite moment.
std::optional<int64_t> micros_of(const Value& value, const Type& type) {
  if (value.kind != ValueKind::Tick) return std::nullopt;
  const int64_t limit = INT64_MAX / 4;
  const bool days = type.type_class == TypeClass::Date;
  if (value.tick > (days ? limit / kDay : limit) || value.tick < (days ? -limit / kDay : -limit))
    return std::nullopt;
  return days ? value.tick * kDay : value.tick;
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

std::optional<Value> RowCoherence::follow_latest(const Step& step, const std::vector<char>& assigned,
                                                 const Value* row) {
  const ImpliedInput& input = step.rule->inputs[0];
  const auto own = micros_of(row[step.rule->column], *step.type);
  const auto latest = micros_of(read(input, assigned, row), *input.type);
  if (!own || !latest || *own <= *latest) return std::nullopt;
  const bool days = step.type->type_class == TypeClass::Date;
  const int64_t moment = floor_to(*latest, days ? kDay : std::max<int64_t>(step.type->tick_step, 1));
  return Value::of_tick(days ? moment / kDay : moment);
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

std::optional<Value> RowCoherence::follow_times(const Step& step, Stream& stream,
                                                const std::vector<char>& assigned, const Value* row) {
  const ImpliedRule& rule = *step.rule;
  const auto own = micros_of(row[rule.column], *step.type);
  if (!own) return std::nullopt;
  std::optional<int64_t> bound;
  for (const ImpliedInput& input : rule.inputs)
    if (const auto moment = micros_of(read(input, assigned, row), *input.type)) {
      const int64_t earliest = *moment + input.days * kDay;
      bound = bound ? std::max(*bound, earliest) : earliest;
    }
  if (!bound) return std::nullopt;
  const TypeClass type = step.type->type_class;
  const bool days = type == TypeClass::Date;
  const int64_t step_width = days ? kDay : std::max(step.type->tick_step, kSecond);
  const int64_t end = type == TypeClass::Time ? kDay - kSecond : task_.settings.as_of;
  const int64_t last = floor_to(end, step_width);
  // A day that has begun before is not after a moment within it, unless no other is left.
  int64_t first = floor_to(*bound + step_width - 1, step_width);
  if (step.tied && first == *bound) first += step_width;
  if (first > last && days) first = floor_to(*bound, kDay);
  int64_t moment = *own;
  if (rule.pace == Pace::Days) {
    constexpr double kMedianHours = 20;
    const double hours = std::min(draw_lognormal(stream, kMedianHours, 1.2), 24.0 * 60);
    moment = first + floor_to(static_cast<int64_t>(hours * 3600) * kSecond, step_width);
  }
  if (rule.pace == Pace::Terms) {
    static constexpr int kTerms[] = {7, 10, 14, 14, 21, 30, 30, 30, 30, 45, 60};
    moment = first + kTerms[stream.below(std::size(kTerms))] * kDay;
  }
  if (rule.pace == Pace::Span) {
    const double median = rule.unit >= kDay ? 3 : rule.unit >= 3600 * kSecond ? 4 : 40;
    const auto units = static_cast<int64_t>(std::clamp(draw_lognormal(stream, median, 0.7), 1.0, 500.0));
    // Days are counted by dates, and who leaves keeps an hour of his own.
    const int64_t hour = *own - floor_to(*own, kDay);
    moment = rule.unit == kDay && !days ? floor_to(*bound, kDay) + units * kDay + hour
                                        : floor_to(*bound + units * rule.unit, step_width);
  }
  if (moment < first || (rule.pace != Pace::Any && moment > last)) {
    const int64_t room = std::max<int64_t>(0, (last - first) / step_width);
    moment = first + static_cast<int64_t>(stream.below(static_cast<uint64_t>(room) + 1)) * step_width;
  }
  return Value::of_tick(days ? moment / kDay : moment);
}

/// The day that so great a share of the rows has begun by, and of those around it the one with the drawn weekday, so that
/// the rhythm of days and hours stays.
std::optional<Value> RowCoherence::follow_rising(const Step& step, Stream& stream, const Value& own) const {
  constexpr double kSpan = 5 * 365.25;
  const auto drawn = micros_of(own, *step.type);
  const uint64_t rows = task_.first_ordinal + task_.count;
  const int64_t last = floor_to(task_.settings.as_of, kDay) - kDay;
  if (!drawn || rows == 0 || stream.row() >= rows) return std::nullopt;
  const double share = (static_cast<double>(stream.row()) + stream.unit()) / static_cast<double>(rows);
  // As many more begin from year to year as elsewhere.
  const double grown = std::sqrt(0.25 + 2 * share) - 0.5;
  int64_t day = last / kDay - static_cast<int64_t>((1 - grown) * kSpan);
  const int64_t weekdays = (floor_to(*drawn, kDay) / kDay - day) % 7;
  day += weekdays > 3 ? weekdays - 7 : weekdays < -3 ? weekdays + 7 : weekdays;
  if (day > last / kDay) day -= 7;
  const int64_t moment = day * kDay + (*drawn - floor_to(*drawn, kDay));
  return Value::of_tick(step.type->type_class == TypeClass::Date ? moment / kDay : moment);
}

std::optional<Value> RowCoherence::follow_before(const Step& step, Stream& stream,
                                                 const std::vector<char>& assigned, const Value* row) {
  constexpr uint64_t kMostDaysBefore = 3652;
  const ImpliedInput& input = step.rule->inputs[0];
  const auto own = micros_of(row[step.rule->column], *step.type);
  const auto moment = micros_of(read(input, assigned, row), *input.type);
  if (!own || !moment) return std::nullopt;
  const int64_t last = floor_to(*moment, kDay) - input.days * kDay;
  if (*own <= last) return std::nullopt;
  const int64_t earlier = last - static_cast<int64_t>(stream.below(kMostDaysBefore)) * kDay;
  return Value::of_tick(step.type->type_class == TypeClass::Date ? earlier / kDay : earlier);
}

/// As much above the bound as the drawn number is below it, at most.
std::optional<Value> RowCoherence::follow_least(const Step& step, Stream& stream,
                                                const std::vector<char>& assigned, const Value* row) {
  const ImpliedInput& input = step.rule->inputs[0];
  const Value& own = row[step.rule->column];
  const Value least = read(input, assigned, row);
  if (own.kind != ValueKind::Tick || least.kind != ValueKind::Tick) return std::nullopt;
  if (input.type->scale < 0 || step.type->scale < 0) return std::nullopt;
  const auto bound = rescaled(least.tick, input.type->scale, step.type->scale);
  if (!bound || *bound > INT64_MAX / 4 || own.tick < INT64_MIN / 4) return std::nullopt;
  const int64_t unit = std::max<int64_t>(step.type->tick_step, 1);
  const int64_t first = floor_to(*bound + unit - 1, unit) + (step.tied ? unit : 0);
  if (own.tick >= first) return std::nullopt;
  int64_t last = first + (first - own.tick);
  if (!step.domain->ticks.empty()) last = std::min<int64_t>(last, step.domain->ticks.highest());
  if (last < first) return std::nullopt;
  const auto steps = static_cast<uint64_t>((last - first) / unit) + 1;
  return Value::of_tick(first + static_cast<int64_t>(stream.below(steps)) * unit);
}

std::optional<Value> RowCoherence::follow_part(const Step& step, Stream& stream,
                                               const std::vector<char>& assigned, const Value* row) {
  const ImpliedRule& rule = *step.rule;
  if (row[rule.column].is_null()) return std::nullopt;
  int64_t bounds[2] = {0, 0};  // the whole, and what there is at least
  for (size_t i = 0; i < rule.inputs.size() && i < 2; ++i) {
    const Value value = read(rule.inputs[i], assigned, row);
    if (value.kind != ValueKind::Tick || rule.inputs[i].type->scale < 0 || step.type->scale < 0)
      return std::nullopt;
    const auto bound = rescaled(value.tick, rule.inputs[i].type->scale, step.type->scale);
    if (!bound || *bound < 0) return std::nullopt;
    bounds[i] = *bound;
  }
  if (bounds[0] < bounds[1]) return std::nullopt;
  const auto width = static_cast<uint64_t>(rule.most_percent - rule.least_percent);
  const auto percent = rule.least_percent + static_cast<int64_t>(stream.below(width + 1));
  const __int128 part = static_cast<__int128>(bounds[0] - bounds[1]) * percent / 100;
  const int64_t unit = std::max<int64_t>(step.type->tick_step, 1);
  return Value::of_tick(std::max(bounds[1], floor_to(bounds[1] + static_cast<int64_t>(part), unit)));
}

std::optional<Value> RowCoherence::follow_span(const Step& step, const std::vector<char>& assigned,
                                               const Value* row) {
  const ImpliedRule& rule = *step.rule;
  const auto from = micros_of(read(rule.inputs[0], assigned, row), *rule.inputs[0].type);
  if (!from) return Value::null();
  if (rule.kind == ImpliedKind::Age) {
    const CivilDay birth = civil_day(floor_to(*from, kDay) / kDay);
    const CivilDay today = civil_day(floor_to(task_.settings.as_of, kDay) / kDay);
    const bool before = today.month < birth.month || (today.month == birth.month && today.day < birth.day);
    return Value::of_tick(today.year - birth.year - (before ? 1 : 0));
  }
  const auto to = micros_of(read(rule.inputs[1], assigned, row), *rule.inputs[1].type);
  if (!to) return Value::null();
  if (*to < *from || step.type->scale < 0 || step.type->scale > 6) return std::nullopt;
  // Nights are counted by dates.
  if (rule.unit == kDay) {
    const int64_t days = (floor_to(*to, kDay) - floor_to(*from, kDay)) / kDay;
    const auto tick = rescaled(days, 0, step.type->scale);
    return tick ? std::optional<Value>(Value::of_tick(*tick)) : std::nullopt;
  }
  const __int128 span = static_cast<__int128>(*to - *from) * wide_power_of_ten(step.type->scale) / rule.unit;
  return Value::of_tick(static_cast<int64_t>(span));
}

std::optional<Value> RowCoherence::copy(const Step& step, const Value& theirs) const {
  const Type& type = *step.rule->inputs[0].type;
  if (theirs.kind == ValueKind::Text && step.type->type_class == TypeClass::Text) return theirs;
  if (theirs.kind != ValueKind::Tick) return std::nullopt;
  const auto tick = rescaled(theirs.tick, type.scale, step.type->scale);
  if (!tick) return std::nullopt;
  return Value::of_tick(*tick);
}

/// Factors and what goes off in percent, then the terms.
std::optional<RowCoherence::Decimal> RowCoherence::computed(const Step& step,
                                                            const std::vector<char>& assigned,
                                                            const Value* row, bool* is_null) {
  Decimal result{1, 0};
  const auto& inputs = step.rule->inputs;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const ImpliedInput& input = inputs[i];
    if (input.role == InputRole::Rate) continue;
    const Value value = read(input, assigned, row);
    if (value.is_null()) {
      *is_null = *is_null || input.role == InputRole::Factor;
      continue;
    }
    if (value.kind != ValueKind::Tick || input.type->scale < 0) return std::nullopt;
    __int128 digits = value.tick;
    int scale = input.type->scale;
    const bool percent = input.role == InputRole::LessPercent || input.role == InputRole::MorePercent;
    if (percent) {
      if (!step.fraction[i]) scale += 2;
      if (scale > 18 || digits < 0 || digits > wide_power_of_ten(scale)) return std::nullopt;
      digits = wide_power_of_ten(scale) + (input.role == InputRole::MorePercent ? digits : -digits);
    }
    if (input.role == InputRole::Factor || percent) {
      if (__builtin_mul_overflow(result.digits, digits, &result.digits)) return std::nullopt;
      result.scale += scale;
      continue;
    }
    // Terms are added to the product as it is stored.
    const int common = std::max(step.type->scale, scale);
    const auto so_far = rescaled(result.digits, result.scale, step.type->scale);
    if (!so_far || step.type->scale < 0) return std::nullopt;
    const auto left = rescaled(*so_far, step.type->scale, common);
    const auto right = rescaled(digits, scale, common);
    if (!left || !right) return std::nullopt;
    result.digits =
        static_cast<__int128>(*left) +
        (input.role == InputRole::Plus ? static_cast<__int128>(*right) : -static_cast<__int128>(*right));
    result.scale = common;
  }
  return result;
}

std::optional<Value> RowCoherence::follow_amounts(const Step& step, Stream& stream,
                                                  const std::vector<char>& assigned, const Value* row) {
  const ImpliedRule& rule = *step.rule;
  bool is_null = false;
  auto result = computed(step, assigned, row, &is_null);
  if (!result) return std::nullopt;
  if (is_null) return Value::null();
  if (rule.kind == ImpliedKind::Share) {
    if (row[rule.column].is_null()) return std::nullopt;
    static constexpr int kTaxes[] = {0, 5, 7, 10, 19, 20, 20, 21};
    static constexpr int kDiscounts[] = {0, 0, 0, 0, 0, 5, 5, 10, 10, 15, 20};
    __int128 rate = rule.of_tax ? kTaxes[stream.below(std::size(kTaxes))]
                                : kDiscounts[stream.below(std::size(kDiscounts))];
    int scale = 2;
    for (size_t i = 0; i < rule.inputs.size(); ++i) {
      if (rule.inputs[i].role != InputRole::Rate) continue;
      const Value value = read(rule.inputs[i], assigned, row);
      if (value.kind != ValueKind::Tick || value.tick < 0) return std::nullopt;
      rate = value.tick;
      scale = rule.inputs[i].type->scale + (step.fraction[i] ? 0 : 2);
    }
    if (__builtin_mul_overflow(result->digits, rate, &result->digits)) return std::nullopt;
    result->scale += scale;
  }
  const auto tick = rescaled(result->digits, result->scale, step.type->scale);
  if (!tick) return std::nullopt;
  return Value::of_tick(*tick);
}

}  // namespace datagen::core
