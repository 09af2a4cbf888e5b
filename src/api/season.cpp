// src/api/season.cpp -- datetime_series and seasonal: the calendar's weights, drawn from and looked up
#include "api/generator_offers.hpp"
#include "core/base/error.hpp"
#include "core/random/law.hpp"
#include "core/random/rhythm.hpp"
#include "pg/arguments.hpp"
#include "pg/call_site.hpp"
#include "pg/generator_call.hpp"
#include "pg/generator_stream.hpp"

#include <algorithm>
#include <memory>

extern "C" {
#include "utils/date.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"
}

namespace {

using datagen::core::Error;
using datagen::core::ErrorCode;
using datagen::core::Rhythm;
using datagen::pg::Arguments;
using datagen::pg::call;

std::vector<double> read_weights(const Arguments& arguments, int index, const char* name, size_t count) {
  const auto given = arguments.optional_reals(index, name);
  if (!given) return std::vector<double>(count, 1.0);
  if (given->size() != count)
    throw Error(ErrorCode::InvalidParameter, std::string("argument \"") + name + "\" must have " +
                                                 std::to_string(count) + " elements, not " +
                                                 std::to_string(given->size()));
  for (double weight : *given)
    datagen::core::require_parameter(weight >= 0, name, "finite and not negative", weight);
  return *given;
}

std::vector<int64_t> read_days(const Arguments& arguments, int index) {
  std::vector<int64_t> days;
  if (arguments.is_null(index)) return days;
  Datum* datums = nullptr;
  bool* nulls = nullptr;
  int count = 0;
  call([&]() noexcept {
    deconstruct_array(DatumGetArrayTypeP(arguments.raw(index)), DATEOID, sizeof(DateADT), true, TYPALIGN_INT,
                      &datums, &nulls, &count);
  });
  for (int i = 0; i < count; ++i)
    if (!nulls[i]) days.push_back(DatumGetDateADT(datums[i]));
  std::sort(days.begin(), days.end());
  return days;
}

/// The arguments hours, weekdays, months, growth from `first` on, holidays and holiday_factor from `holidays` on.
Rhythm read_rhythm(const Arguments& arguments, int first, int holidays) {
  Rhythm rhythm;
  rhythm.hours = read_weights(arguments, first, "hours", 24);
  rhythm.weekdays = read_weights(arguments, first + 1, "weekdays", 7);
  rhythm.months = read_weights(arguments, first + 2, "months", 12);
  rhythm.growth = arguments.real(first + 3, "growth");
  datagen::core::require_parameter(rhythm.growth > 0, "growth", "finite and greater than 0", rhythm.growth);
  rhythm.holidays = read_days(arguments, holidays);
  rhythm.holiday_factor = arguments.real(holidays + 1, "holiday_factor");
  datagen::core::require_parameter(rhythm.holiday_factor >= 0, "holiday_factor", "finite and not negative",
                                   rhythm.holiday_factor);
  return rhythm;
}

/// True when the arguments from `first` on are the same at every call from this place.
bool constant_from(FunctionCallInfo fcinfo, int first) {
  return call([&]() noexcept {
    for (int i = first; i < fcinfo->nargs; ++i)
      if (!get_fn_expr_arg_stable(fcinfo->flinfo, i)) return false;
    return true;
  });
}

template <class Prepared>
struct CallSite {
  bool known = false;
  bool constant = false;
  std::unique_ptr<const Prepared> prepared;
};

/// What `prepare` made of the arguments from `first` on, made once where they are constant.
template <class Prepared, class Prepare>
const Prepared& prepared(FunctionCallInfo fcinfo, int first, Prepare prepare) {
  auto& site = datagen::pg::kept_at_call_site<CallSite<Prepared>>(fcinfo);
  if (!site.known) {
    site.constant = constant_from(fcinfo, first);
    site.known = true;
  }
  if (!site.constant || !site.prepared)
    site.prepared = std::make_unique<const Prepared>(prepare(Arguments(fcinfo)));
  return *site.prepared;
}

int64_t local_moment(Datum timestamptz) {
  return call(
      [&]() noexcept { return DatumGetTimestamp(DirectFunctionCall1(timestamptz_timestamp, timestamptz)); });
}

datagen::core::MomentLaw read_series(const Arguments& arguments) {
  const int64_t from = arguments.integer(0, "from_time");
  const int64_t until = arguments.integer(1, "until_time");
  if (TIMESTAMP_NOT_FINITE(from) || TIMESTAMP_NOT_FINITE(until))
    throw Error(ErrorCode::InvalidParameter, "arguments \"from_time\" and \"until_time\" must be finite");
  Rhythm rhythm = read_rhythm(arguments, 2, 6);
  rhythm.since = datagen::core::day_of(from);
  return datagen::core::MomentLaw(rhythm, from, until);
}

std::unique_ptr<datagen::pg::GeneratorCall> series_call(const Arguments& arguments, const std::string&) {
  return datagen::pg::drawn_call(
      [law = read_series(arguments)](datagen::core::Stream& stream, datagen::core::Arena&) {
        return datagen::core::Value::of_tick(law.draw(stream));
      });
}

}  // namespace

DG_FUNCTION(datagen_datetime_series) {
  const auto& law = prepared<datagen::core::MomentLaw>(fcinfo, 0, read_series);
  auto stream = datagen::pg::next_generator_stream();
  return TimestampGetDatum(law.draw(stream));
}

DG_FUNCTION(datagen_seasonal) {
  const auto& rhythm = prepared<Rhythm>(fcinfo, 1, [](const Arguments& arguments) {
    Rhythm read = read_rhythm(arguments, 1, 6);
    if (!arguments.is_null(5)) read.since = DatumGetDateADT(arguments.raw(5));
    return read;
  });
  const Arguments arguments(fcinfo);
  if (arguments.is_null(0)) PG_RETURN_NULL();
  const int64_t moment = local_moment(arguments.raw(0));
  if (TIMESTAMP_NOT_FINITE(moment)) PG_RETURN_NULL();
  return Float8GetDatum(rhythm.at(moment));
}

void datagen::offer_series() { pg::offer_generator_call("datagen_datetime_series", series_call); }
