// src/core/generate/time_gen.cpp -- dates, times of day, timestamps and intervals
#include "core/generate/family.hpp"
#include "core/generate/tick_gen.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kMinute = 60 * kSecond;
constexpr int64_t kHour = 60 * kMinute;
constexpr int64_t kDay = 24 * kHour;
constexpr int64_t kFiveYears = 1826;  ///< days
constexpr uint64_t kMonthsOfKeys = 1200;

/// What a class of times prefers: the window of drawn values and their usual resolution, in ticks.
struct TimePlan {
  const char* name;
  TickInterval preferred;
  int64_t resolution = 1;
  Spread spread = Spread::Uniform;
};

int64_t day_of(int64_t microseconds) { return microseconds / kDay - (microseconds % kDay < 0); }

TimePlan plan_of(const Type& type, int64_t as_of) {
  switch (type.type_class) {
    case TypeClass::Date: return {"date", {day_of(as_of) - kFiveYears, day_of(as_of)}};
    case TypeClass::Time: return {"time", {0, kDay - 1}, kSecond};
    case TypeClass::TimeTz: return {"timetz", {0, kDay - 1}, kSecond};
    case TypeClass::Interval:
      if (type.month_interval) return {"interval", {1, 120}};
      return {"interval", {kMinute, 365 * kDay}, kMinute, Spread::Logarithmic};
    case TypeClass::TimestampTz: return {"timestamptz", {as_of - kFiveYears * kDay, as_of}, kSecond};
    default: return {"timestamp", {as_of - kFiveYears * kDay, as_of}, kSecond};
  }
}

/// The coarsest of the plan's resolution, a second and the type's own step of which the set has a point.
TickSet readable(const TickSet& set, int64_t resolution) {
  for (int64_t step : {resolution, kSecond, int64_t{1000}}) {
    if (step > resolution) continue;
    TickSet coarse = set;
    coarse.keep_stride(step, 0);
    if (!coarse.empty()) return coarse;
  }
  return set;
}

}  // namespace

/// Draws from the preferred window where the domain meets it, else from as wide a window at the domain's near
/// end. Lists the whole domain: first the points of the usual resolution (whole seconds, minutes for
/// intervals), the window ascending, then what lies before it going back, then what lies after it; at last
/// the finer points, ascending.
GeneratorPtr make_time_generator(const GeneratorRequest& request) {
  const Type& type = *request.type;
  const TickSet grid = grid_of(type, request.domain.ticks);
  if (grid.empty()) return make_empty_generator();
  const TimePlan plan = plan_of(type, request.settings.as_of);

  TickShape shape;
  // Keys of whole years or months soon need more than the usual ones.
  const uint64_t enough = request.unique && type.month_interval ? kMonthsOfKeys : 1;
  shape.window = readable(window_of(grid, plan.preferred, enough), plan.resolution);
  if (shape.window.lowest() > 0) shape.spread = plan.spread;

  TickListing listing;
  TickSet coarse = grid;
  coarse.keep_stride(plan.resolution, 0);
  TickSet window = coarse;
  window.intersect(shape.window.lowest(), shape.window.highest());
  uint64_t plausible = 0;
  if (window.empty()) {
    listing.add(grid);
    plausible = grid.size();
  } else {
    listing.add_around(coarse, window);
    plausible = window.size();
    if (plan.resolution > 1 && coarse.size() < grid.size()) listing.add_rest(grid, coarse);
  }
  return std::make_unique<TickGenerator>(plan.name, std::move(shape), std::move(listing), plausible);
}

}  // namespace datagen::core
