// src/core/generate/number_gen.cpp -- integers, decimals, floats, money, booleans and enum labels
#include "core/base/ascii.hpp"
#include "core/generate/family.hpp"
#include "core/generate/tick_gen.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace datagen::core {
namespace {

/// Windows of whole numbers that a column's last word names beyond doubt.
struct NamedWindow {
  std::string_view word;
  int64_t low, high;
};

constexpr NamedWindow kNamedWindows[] = {
    {"age", 18, 90},       {"percent", 0, 100}, {"percentage", 0, 100},   {"pct", 0, 100},
    {"latitude", -90, 90}, {"lat", -90, 90},    {"longitude", -180, 180}, {"lon", -180, 180},
    {"lng", -180, 180},    {"month", 1, 12},    {"hour", 0, 23},          {"minute", 0, 59},
    {"weekday", 1, 7},     {"quarter", 1, 4},
};

/// The year of `as_of` by the mean length of a Gregorian year: exact but for hours around New Year.
int64_t year_of(int64_t as_of) {
  constexpr int64_t kYear = 31556952LL * 1000000;
  return 2000 + as_of / kYear - (as_of % kYear < 0);
}

std::optional<TickInterval> named_window(const GeneratorRequest& request) {
  std::string word = lower_ascii(request.column_name);
  if (const size_t at = word.find_last_of("_ ."); at != std::string::npos) word.erase(0, at + 1);
  if (word == "year") {
    const int64_t year = year_of(request.settings.as_of);
    return TickInterval{year - 30, year};
  }
  for (const NamedWindow& window : kNamedWindows)
    if (window.word == word) return TickInterval{window.low, window.high};
  return std::nullopt;
}

int digits_of(int64_t number) {
  int digits = 1;
  for (; number >= 10; number /= 10) ++digits;
  return digits;
}

/// What a family of numbers prefers.
struct NumberPlan {
  std::string name;
  TickInterval preferred;  ///< where values are drawn when the domain is open at an end
  Spread spread = Spread::Uniform;
  double median = 0;
  int64_t step = 1;               ///< of drawn values, where the domain leaves enough of them
  std::optional<TickSet> listed;  ///< what to list instead of the whole domain
  bool for_key = false;           ///< a unique key counts on the whole listing
  bool named = false;             ///< `preferred` comes from the column's name and holds inside limits, too
};

/// Draws from the plan's window, or from the whole domain when it is limited on both sides. Lists the domain:
/// in ascending order when it is limited below, else the positive half first and the rest, descending, only
/// when the upper side is limited (an open int4 column lists 1 .. 2147483647).
GeneratorPtr build(const Type& type, const TickSet& grid, const NumberPlan& plan) {
  constexpr uint64_t kEnough = 200;
  constexpr uint64_t kPlausible = 1'000'000;
  constexpr uint64_t kFew = 1 << 16;
  const bool low = limited_below(type, grid);
  const bool high = limited_above(type, grid);
  // A limit that cuts off a sliver of the type (x <= 2147483000) leaves the domain as wide open as none.
  const int64_t sliver = type.max_tick / 64;
  const bool closed = limited_below(type, grid, sliver) && limited_above(type, grid, sliver);

  TickShape shape;
  // Zero and below only when the domain leaves little else or says so by a limit of its own.
  TickSet open = grid;
  for (int64_t start : {INT64_MIN, int64_t{0}, int64_t{1}}) {
    TickSet part = grid;
    part.intersect(start, INT64_MAX);
    if (!low && part.size() >= 2) open = std::move(part);
  }
  const TickSet reach =
      closed && !plan.named ? grid : window_of(open, plan.preferred, plan.named ? 1 : kEnough);
  shape.window = coarser(reach, plan.step, kEnough);
  const bool as_preferred = reach.lowest() >= plan.preferred.low && reach.highest() <= plan.preferred.high;
  const bool too_high = plan.spread == Spread::Amount && static_cast<double>(reach.lowest()) > plan.median;
  if (!closed && as_preferred && !too_high) {
    shape.spread = plan.spread;
    shape.median = plan.median;
  }

  TickListing listing;
  uint64_t plausible = closed ? UINT64_MAX : kPlausible;
  const TickSet listed = plan.listed ? *plan.listed : grid;
  if (low) {
    listing.add(listed);
  } else {
    TickSet positive = listed;
    positive.intersect(1, INT64_MAX);
    TickSet rest = listed;
    rest.intersect(INT64_MIN, 0);
    // A small type has so few values that a key may need the negative ones, too.
    const bool few = plan.for_key && positive.size() <= kFew;
    if (few && !high && !closed) plausible = std::max<uint64_t>(positive.size(), 1);
    const bool positive_is_empty = positive.empty();
    listing.add(std::move(positive));
    if (high || few || positive_is_empty) listing.add(std::move(rest), true);
  }
  return std::make_unique<TickGenerator>(plan.name, std::move(shape), std::move(listing), plausible);
}

NumberPlan integer_plan(const Type& type) {
  NumberPlan plan;
  plan.name = "integer";
  plan.preferred = {1, 1000};
  if (type.max_tick > INT32_MAX) {
    plan.preferred = {1, 1'000'000};
    plan.spread = Spread::Logarithmic;
  }
  return plan;
}

/// Amounts below 10^min(p - s, 4), never 0 unless the domain asks for it.
NumberPlan decimal_plan(const Type& type, const TickSet& grid) {
  NumberPlan plan;
  plan.name = type.type_class == TypeClass::Money ? "money" : "numeric";
  const int whole = std::min(digits_of(type.max_tick) - type.scale, 4);
  const int exponent = std::clamp(whole + type.scale, 0, 18);
  plan.preferred = {
      1, std::clamp<int64_t>(clamped_power_of_ten(exponent) - 1, 1, std::max<int64_t>(type.max_tick, 1))};
  if (type.scale <= 0) plan.preferred.high = std::min<int64_t>(plan.preferred.high, 1000);
  if (whole > 2 && type.scale > 0 && type.scale <= 14) {
    plan.spread = Spread::Amount;
    plan.median = static_cast<double>(clamped_power_of_ten(type.scale)) * (whole == 3 ? 30 : 80);
  }
  // A numeric without precision: the grid is fine, but people write cents.
  if (type.typmod < 0 && type.scale > 2 && type.scale <= 18) {
    constexpr uint64_t kPlenty = 1'000'000;
    plan.step = clamped_power_of_ten(type.scale - 2);
    if (!limited_below(type, grid) || !limited_above(type, grid))
      plan.listed = coarser(grid, plan.step, kPlenty);
  }
  return plan;
}

uint64_t magnitude(int64_t tick) {
  return tick < 0 ? -static_cast<uint64_t>(tick) : static_cast<uint64_t>(tick);
}

/// Four decimals at most. The listing keeps to decimals that the binary type tells apart: float4 has 6 sure
/// digits, float8 has 15, so the step grows with the largest magnitude.
NumberPlan float_plan(const Type& type, const TickSet& grid) {
  NumberPlan plan;
  plan.name = "float";
  const int scale = std::clamp(type.scale, 0, 15);
  const int64_t unit = clamped_power_of_ten(scale);
  const bool small = type.name == "float4";
  plan.preferred = {1, (scale > 12 ? 1 : 1000) * unit};
  uint64_t largest = static_cast<uint64_t>(plan.preferred.high) * (small ? 10 : 100);
  if (limited_below(type, grid))
    largest = std::max(largest, saturating_multiply(magnitude(grid.lowest()), 2));
  if (limited_above(type, grid))
    largest = std::max(largest, saturating_multiply(magnitude(grid.highest()), 2));
  if (limited_below(type, grid) && limited_above(type, grid))
    largest = std::max(magnitude(grid.lowest()), magnitude(grid.highest()));
  largest = std::min<uint64_t>(largest, INT64_MAX);

  const auto sure = static_cast<uint64_t>(clamped_power_of_ten(small ? 6 : 15));
  int64_t step = 1;
  while (largest / static_cast<uint64_t>(step) > sure) step *= 10;
  TickSet listed = grid;
  listed.keep_stride(step, 0);
  listed.intersect(-static_cast<int64_t>(largest), static_cast<int64_t>(largest));
  if (!listed.empty()) plan.listed = std::move(listed);
  plan.step = std::max(step, scale > 4 ? clamped_power_of_ten(scale - 4) : 1);
  return plan;
}

/// `window` in whole numbers, on the type's grid.
std::optional<TickInterval> scaled(TickInterval window, const Type& type) {
  if (type.scale < 0 || type.scale > 15) return std::nullopt;
  const int64_t unit = clamped_power_of_ten(type.scale);
  return TickInterval{window.low * unit, window.high * unit};
}

}  // namespace

GeneratorPtr make_number_generator(const GeneratorRequest& request) {
  const Type& type = *request.type;
  const TickSet grid = grid_of(type, request.domain.ticks);
  if (grid.empty()) return make_empty_generator();
  NumberPlan plan = type.type_class == TypeClass::Integer ? integer_plan(type)
                    : type.type_class == TypeClass::Float ? float_plan(type, grid)
                                                          : decimal_plan(type, grid);
  if (const auto window = named_window(request)) {
    const auto ticks = type.type_class == TypeClass::Integer ? window : scaled(*window, type);
    TickSet inside = grid;
    if (ticks) inside.intersect(ticks->low, ticks->high);
    if (ticks && !inside.empty()) {
      plan.preferred = *ticks;
      plan.spread = Spread::Uniform;
      plan.named = true;
    }
  }
  plan.for_key = request.unique;
  return build(type, grid, plan);
}

GeneratorPtr make_label_generator(const GeneratorRequest& request) {
  const Type& type = *request.type;
  const bool boolean = type.type_class == TypeClass::Boolean;
  TickShape shape;
  shape.window = request.domain.ticks;
  shape.window.intersect(0, boolean ? 1 : static_cast<int64_t>(type.labels.size()) - 1);
  if (shape.window.empty()) return make_empty_generator();
  TickListing listing;
  listing.add(shape.window);
  return std::make_unique<TickGenerator>(boolean ? "boolean" : "enum", std::move(shape), std::move(listing),
                                         UINT64_MAX);
}

}  // namespace datagen::core
