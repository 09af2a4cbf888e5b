// src/core/constraint/atoms_calendar.cpp -- extract(), date_trunc() and casts between calendar types
#include "core/constraint/linear_form.hpp"
#include "core/constraint/narrowing.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

constexpr int64_t kSecond = 1000000;
constexpr int64_t kDay = 86400 * kSecond;
/// Spans of more days than this are not walked day by day.
constexpr int64_t kWalkedDays = 366 * 250;

int64_t mod(int64_t a, int64_t b) { return ((a % b) + b) % b; }

/// The days that a calendar column may fall on. Without bounds the natural reading is 1900 to 2100.
std::optional<std::pair<int64_t, int64_t>> days_within(BranchState& state, const LinearForm& form) {
  const auto place = place_of(state, form.terms[0].leaf);
  if (!place || place->domain->ticks.empty()) return std::nullopt;
  const Wide factor = form.terms[0].factor;
  Wide low = floor_div(Wide{place->domain->ticks.lowest()} * factor + form.constant, kDay);
  Wide high = floor_div(Wide{place->domain->ticks.highest()} * factor + form.constant, kDay);
  if (high - low > kWalkedDays) {
    if (!state.context().prefer) return std::nullopt;
    low = std::max<Wide>(low, days_of(1900, 1, 1));
    high = std::min<Wide>(high, days_of(2100, 1, 1));
    if (high < low || high - low > kWalkedDays) return std::nullopt;
  }
  return std::pair(static_cast<int64_t>(low), static_cast<int64_t>(high));
}

/// The Thursday of the day's week, which decides the year that the week belongs to (ISO 8601).
int64_t thursday_of(int64_t days) { return days - mod(days + 5, 7) + 3; }

/// A field of a date; nullopt for fields that are none.
std::optional<int64_t> date_field(std::string_view field, int64_t days) {
  const CivilDay civil = civil_day(days);
  if (field == "year") return civil.year > 0 ? civil.year : civil.year - 1;
  if (field == "quarter") return (civil.month + 2) / 3;
  if (field == "month") return civil.month;
  if (field == "day") return civil.day;
  if (field == "doy") return days - days_of(civil.year, 1, 1) + 1;
  if (field == "week" || field == "isoyear") {
    const int64_t thursday = thursday_of(days);
    const int64_t year = civil_day(thursday).year;
    if (field == "isoyear") return year > 0 ? year : year - 1;
    return (thursday - days_of(year, 1, 1)) / 7 + 1;
  }
  // 2000-01-01 was a Saturday.
  if (field == "dow") return mod(days + 6, 7);
  if (field == "isodow") return mod(days + 5, 7) + 1;
  return std::nullopt;
}

/// The microseconds of a day whose field is allowed.
std::optional<std::vector<TickInterval>> clock_intervals(std::string_view field, const TickSet& allowed) {
  std::vector<TickInterval> intervals;
  if (field == "hour") {
    for (int64_t h = 0; h < 24; ++h)
      if (allowed.contains(h)) intervals.push_back({h * 3600 * kSecond, (h + 1) * 3600 * kSecond - 1});
  } else if (field == "minute") {
    for (int64_t m = 0; m < 1440; ++m)
      if (allowed.contains(m % 60)) intervals.push_back({m * 60 * kSecond, (m + 1) * 60 * kSecond - 1});
  } else if (field == "second") {
    TickSet seconds = allowed;
    seconds.intersect(0, 60 * kSecond - 1);
    if (seconds.intervals().size() > 60 || seconds.modulus() > 1) return std::nullopt;
    for (int64_t m = 0; m < 1440; ++m)
      for (const TickInterval& part : seconds.intervals())
        intervals.push_back({m * 60 * kSecond + part.low, m * 60 * kSecond + part.high});
  } else {
    return std::nullopt;
  }
  return intervals;
}

std::optional<TickSet> field_ticks(BranchState& state, const LinearForm& form, std::string_view field,
                                   const TickSet& allowed) {
  if (field == "second") {
    TickSet seconds = allowed;
    seconds.intersect(0, 60 * kSecond - 1);
    if (seconds.size() == 1) {
      TickSet set;
      set.keep_stride(60 * kSecond, seconds.lowest());
      return set;
    }
  }
  const auto clock = clock_intervals(field, allowed);
  if (form.family == ValueFamily::TimeOfDay) {
    if (!clock) return std::nullopt;
    return TickSet::of_intervals(*clock);
  }
  const auto days = days_within(state, form);
  if (!days) return std::nullopt;
  std::vector<TickInterval> intervals;
  if (clock) {
    if (static_cast<Wide>(days->second - days->first) * clock->size() > 100000) return std::nullopt;
    for (int64_t day = days->first; day <= days->second; ++day)
      for (const TickInterval& part : *clock)
        intervals.push_back({day * kDay + part.low, day * kDay + part.high});
    return TickSet::of_intervals(std::move(intervals));
  }
  for (int64_t day = days->first; day <= days->second; ++day) {
    const auto value = date_field(field, day);
    if (!value) return std::nullopt;
    if (!allowed.contains(*value)) continue;
    if (!intervals.empty() && intervals.back().high == day * kDay - 1)
      intervals.back().high = (day + 1) * kDay - 1;
    else
      intervals.push_back({day * kDay, (day + 1) * kDay - 1});
  }
  return TickSet::of_intervals(std::move(intervals));
}

/// A constant of the family in microseconds.
std::optional<int64_t> constant_micros(const ExprPtr& expr, ValueFamily family) {
  const auto form = linear_form(expr);
  if (!form || !form->terms.empty() || form->family != family || form->slack != 0 || form->denominator != 1 ||
      form->constant > INT64_MAX || form->constant < INT64_MIN)
    return std::nullopt;
  return static_cast<int64_t>(form->constant);
}

/// Units of constant length and where they start, in microseconds since 2000-01-01.
std::optional<std::pair<int64_t, int64_t>> fixed_unit(const Expr& function) {
  if (function.op == Op::DateBin) {
    const auto stride = constant_micros(function.args[1], ValueFamily::Span);
    auto origin = constant_micros(function.args[2], ValueFamily::Temporal);
    if (!origin) origin = constant_micros(function.args[2], ValueFamily::TemporalTz);
    if (!stride || *stride <= 0 || !origin) return std::nullopt;
    return std::pair(*stride, mod(*origin, *stride));
  }
  const std::string_view unit = constant_text(*function.args[1]);
  if (unit == "second") return std::pair(kSecond, int64_t{0});
  if (unit == "minute") return std::pair(60 * kSecond, int64_t{0});
  if (unit == "hour") return std::pair(3600 * kSecond, int64_t{0});
  if (unit == "day") return std::pair(kDay, int64_t{0});
  if (unit == "week") return std::pair(7 * kDay, 2 * kDay);
  return std::nullopt;
}

int months_in(const Expr& function) {
  if (function.op == Op::DateBin) return 0;
  const std::string_view unit = constant_text(*function.args[1]);
  return unit == "month" ? 1 : unit == "quarter" ? 3 : unit == "year" ? 12 : 0;
}

/// The first moment of the unit that holds `tick`, or of the next one.
std::optional<int64_t> unit_start(const Expr& unit, int64_t tick, bool next) {
  if (const auto fixed = fixed_unit(unit)) {
    const Wide index = floor_div(Wide{tick} - fixed->second, fixed->first) + next;
    return clamp_tick(index * fixed->first + fixed->second);
  }
  const int months = months_in(unit);
  if (months == 0) return std::nullopt;
  const CivilDay civil = civil_day(static_cast<int64_t>(floor_div(tick, kDay)));
  const int64_t month = floor_div(civil.year * 12 + civil.month - 1, months) * months + (next ? months : 0);
  return clamp_tick(
      Wide{days_of(static_cast<int64_t>(floor_div(month, 12)), static_cast<int>(mod(month, 12)) + 1, 1)} *
      kDay);
}

}  // namespace

// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"; 730425 days lie between 0000-03-01 and 2000-01-01.
CivilDay civil_day(int64_t days) {
  const int64_t z = days + 730425;
  const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int64_t doe = z - era * 146097;
  const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int64_t mp = (5 * doy + 2) / 153;
  const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  return {yoe + era * 400 + (month <= 2), month, static_cast<int>(doy - (153 * mp + 2) / 5 + 1)};
}

int64_t days_of(int64_t year, int month, int day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t yoe = year - era * 400;
  const int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 730425;
}

std::optional<int64_t> calendar_field(std::string_view field, int64_t days) {
  return date_field(field, days);
}

std::optional<int64_t> period_beginning(const Expr& function, int64_t tick) {
  return unit_start(function, tick, false);
}

int64_t months_later(int64_t tick, int64_t months) {
  const auto day = static_cast<int64_t>(floor_div(tick, kDay));
  const CivilDay civil = civil_day(day);
  const int64_t month = civil.year * 12 + civil.month - 1 + months;
  const auto first = [](int64_t index) {
    return days_of(static_cast<int64_t>(floor_div(index, 12)), static_cast<int>(mod(index, 12)) + 1, 1);
  };
  const int64_t length = first(month + 1) - first(month);
  return (first(month) + std::min<int64_t>(civil.day, length) - 1) * kDay + (tick - day * kDay);
}

namespace {

/// extract(field from b - a): what lies between two points in time counts days and a time of day, no months.
void relate_elapsed(BranchState& state, const LinearForm& between, std::string_view field,
                    const TickSet& allowed) {
  const int64_t unit = field == "day"      ? kDay
                       : field == "hour"   ? 3600 * kSecond
                       : field == "minute" ? 60 * kSecond
                       : field == "second" ? 1
                                           : 0;
  if (unit == 0 || allowed.empty()) return;
  Wide low = allowed.lowest(), high = allowed.highest();
  if (field != "day") {
    // The fields below the day repeat: within one round of theirs is natural.
    if (!state.context().prefer) return;
    low = std::max<Wide>(low, 0);
    high = std::min<Wide>(high, (field == "hour" ? 24 : field == "minute" ? 60 : 60 * kSecond) - 1);
    if (low > high) return;
  }
  const auto bound = [&](Op op, Wide micros) {
    LinearForm form = between;
    form.constant -= micros * form.denominator;
    relate_columns(state, form, op, -1);
  };
  // Fields are cut towards zero.
  if (low > INT64_MIN) bound(Op::Ge, low > 0 ? low * unit : (low - 1) * unit + 1);
  if (high < INT64_MAX) bound(Op::Le, high >= 0 ? (high + 1) * unit - 1 : high * unit);
}

}  // namespace

/// Moments at a full minute, or at minutes that recur evenly: the same on every clock that is whole minutes from UTC. A
/// choice of some of the moments that have the field.
std::optional<std::pair<int64_t, int64_t>> recurring(std::string_view field, const TickSet& allowed) {
  constexpr int64_t kSecond = 1000000, kMinute = 60 * kSecond, kPerHour = 60;
  TickSet inside = allowed;
  inside.intersect(0, field == "second" ? kMinute - 1 : kPerHour - 1);
  if (inside.empty()) return std::nullopt;
  const int64_t first = inside.lowest();
  if (field == "second" && inside.size() == 1) return std::pair(kMinute, first);
  if (field != "minute") return std::nullopt;
  const int64_t step = inside.size() == 1 ? kPerHour : inside.unrank(1) - first;
  const bool even = step > 1 && kPerHour % step == 0 &&
                    inside.size() == static_cast<uint64_t>(kPerHour / step) &&
                    inside.highest() - first == step * (kPerHour / step - 1);
  if (!even) return std::nullopt;
  return std::pair(step * kMinute, first * kMinute);
}

bool narrow_field(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const auto form = linear_form(leaf->args[0]);
  if (form && form->family == ValueFamily::Span && leaf->args[0]->op == Op::Sub && form->terms.size() > 1) {
    relate_elapsed(state, *form, constant_text(*leaf->args[1]), allowed);
    return false;
  }
  if (!form || form->terms.size() != 1 || form->slack != 0 || form->denominator != 1 ||
      form->terms[0].factor <= 0)
    return false;
  const bool zoned = form->family == ValueFamily::TemporalTz;
  if (form->family != ValueFamily::Temporal && form->family != ValueFamily::TimeOfDay && !zoned) return false;
  if (const auto stride = recurring(constant_text(*leaf->args[1]), allowed);
      stride && state.context().prefer) {
    TickSet set;
    set.keep_stride(stride->first, stride->second);
    apply_value(state, leaf->args[0], set, 1);
    return false;
  }
  if (zoned) return false;
  const auto ticks = field_ticks(state, *form, constant_text(*leaf->args[1]), allowed);
  return ticks && apply_value(state, leaf->args[0], *ticks, 1);
}

bool narrow_truncated(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const Expr& unit = *leaf;
  const auto form = linear_form(leaf->args[0]);
  if (!form || form->slack != 0 || allowed.modulus() > 1) return false;
  // A bin of constant length does not depend on the session's time zone.
  if (form->family != ValueFamily::Temporal &&
      (form->family != ValueFamily::TemporalTz || leaf->op != Op::DateBin))
    return false;
  std::vector<TickInterval> intervals;
  for (const TickInterval& interval : allowed.intervals()) {
    TickInterval wide = interval;
    if (interval.low != INT64_MIN) {
      const auto start = unit_start(unit, interval.low, false);
      if (!start) return false;
      wide.low = *start == interval.low ? interval.low : *unit_start(unit, interval.low, true);
    }
    if (interval.high != INT64_MAX) {
      const auto next = unit_start(unit, interval.high, true);
      if (!next) return false;
      wide.high = *next - 1;
    }
    intervals.push_back(wide);
  }
  return apply_value(state, leaf->args[0], TickSet::of_intervals(std::move(intervals)), 1) &&
         allowed.excluded().empty();
}

namespace {

/// A date or timestamp that is read in the session's time zone, as itself: truncating the one truncates the other.
ExprPtr on_local_clock(const ExprPtr& expr) {
  if (expr->op != Op::Cast || !expr->type || expr->type->type_class != TypeClass::TimestampTz ||
      expr->symbol == kAtUtc || !expr->args[0]->type)
    return expr;
  const TypeClass from = expr->args[0]->type->type_class;
  return from == TypeClass::Date || from == TypeClass::Timestamp ? expr->args[0] : expr;
}

/// What was truncated on some clock and is then read on the same one: the day of a local moment that a date became, or a
/// moment of UTC that becomes one again.
ExprPtr on_same_clock(const ExprPtr& expr) {
  if (expr->op != Op::Cast || expr->args[0]->op != Op::DateTrunc || !expr->type) return expr;
  const ExprPtr& argument = expr->args[0]->args[0];
  if (expr->symbol == kAtUtc)
    return argument->op == Op::Cast && argument->symbol == kAtUtc ? expr->args[0] : expr;
  const ExprPtr local = on_local_clock(argument);
  const bool day =
      expr->type->type_class == TypeClass::Date && local->type && local->type->type_class == TypeClass::Date;
  const std::string_view unit = constant_text(*expr->args[0]->args[1]);
  const bool long_unit = unit != "hour" && unit != "minute" && unit != "second" && unit != "milliseconds" &&
                         unit != "microseconds";
  return day && long_unit ? expr->args[0] : expr;
}

}  // namespace

std::optional<bool> narrow_truncated_identity(BranchState& state, const ExprPtr& expr) {
  if (expr->op != Op::Eq) return std::nullopt;
  const auto truncates = [](const Expr& part) { return part.op == Op::DateTrunc || part.op == Op::DateBin; };
  const size_t side = truncates(*on_same_clock(expr->args[0])) ? 0 : 1;
  const ExprPtr trunc = on_same_clock(expr->args[side]);
  if (!truncates(*trunc)) return std::nullopt;
  const bool bins = trunc->op == Op::DateBin;
  const ExprPtr argument = bins ? trunc->args[0] : on_local_clock(trunc->args[0]);
  ExprPtr whole = bins ? expr->args[1 - side] : on_local_clock(expr->args[1 - side]);
  if (trunc != expr->args[side] && expr->args[side]->symbol == kAtUtc)
    whole = make_expr(Op::Cast, {expr->args[1 - side]}, trunc->type, kAtUtc);
  const auto inner = linear_form(argument), other = linear_form(whole);
  if (!inner || !other || inner->terms.size() != 1) return std::nullopt;
  const auto rest = difference(*inner, *other);
  if (!rest || !rest->terms.empty() || rest->constant != 0 || rest->slack != 0 ||
      (inner->family != ValueFamily::Temporal && inner->family != ValueFamily::TemporalTz))
    return std::nullopt;
  const Expr& unit = *trunc;
  // A midnight that the clock leaves out is the server's to judge.
  const bool exact = argument == trunc->args[0] || trunc != expr->args[side];
  // Where the session's time zone decides, the days of UTC are tried.
  const bool zoned = inner->family == ValueFamily::TemporalTz && trunc->op == Op::DateTrunc;
  if (zoned && !state.context().prefer) return false;
  if (const auto fixed = fixed_unit(unit)) {
    TickSet set;
    set.keep_stride(fixed->first, fixed->second);
    return apply_value(state, argument, set, 1) && !zoned && exact;
  }
  const auto days = months_in(unit) > 0 ? days_within(state, *inner) : std::nullopt;
  if (!days) return false;
  std::vector<int64_t> points;
  std::optional<int64_t> start = unit_start(
      unit, days->first * kDay, days->first * kDay != *unit_start(unit, days->first * kDay, false));
  while (start && *start <= days->second * kDay) {
    points.push_back(*start);
    start = unit_start(unit, *start, true);
  }
  return apply_value(state, argument, TickSet::of_points(std::move(points)), 1) && !zoned && exact;
}

bool narrow_cast(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  if (leaf->args[0]->type && leaf->args[0]->type->type_class == TypeClass::Text)
    return narrow_text_cast(state, leaf, allowed);
  const auto form = linear_form(leaf->args[0]);
  if (!form || !leaf->type || form->terms.size() != 1) return false;
  const bool to_date = leaf->type->type_class == TypeClass::Date;
  const bool temporal = form->family == ValueFamily::Temporal && to_date;
  if (!temporal && (form->family != ValueFamily::Number || form->real)) return false;
  // A cast to date cuts the time of day off; a cast between numbers rounds by less than one tick of the target.
  const Grid grid = grid_of(*leaf->type);
  const Wide unit = temporal ? Wide{kDay} : grid.factor;
  const Wide raise = temporal ? 1 : form->denominator;
  if (!temporal && form->denominator % grid.denominator != 0 && grid.denominator != 1) return false;
  const Wide per_tick = unit * raise / (temporal ? 1 : grid.denominator);
  if (per_tick <= 0) return false;
  std::vector<TickInterval> intervals;
  for (const TickInterval& interval : allowed.intervals()) {
    const Wide low = (Wide{interval.low} - (temporal ? 0 : 1)) * per_tick;
    const Wide high = (Wide{interval.high} + 1) * per_tick - (temporal ? 1 : 0);
    intervals.push_back({interval.low == INT64_MIN ? INT64_MIN : clamp_tick(low),
                         interval.high == INT64_MAX ? INT64_MAX : clamp_tick(high)});
  }
  const bool plain = allowed.modulus() == 1 && allowed.excluded().empty();
  return apply_value(state, leaf->args[0], TickSet::of_intervals(std::move(intervals)), raise) && temporal &&
         plain;
}

}  // namespace datagen::core
