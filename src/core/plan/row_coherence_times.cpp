// src/core/plan/row_coherence_times.cpp -- times in their order, ages and durations
#include "core/plan/row_coherence.hpp"

#include "core/constraint/narrowing.hpp"
#include "core/random/variate.hpp"
#include "core/schema/decimal.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

constexpr int64_t kSecond = 1000000;
constexpr int64_t kDay = 86400 * kSecond;

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

}  // namespace datagen::core
