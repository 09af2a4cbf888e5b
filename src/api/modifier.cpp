// src/api/modifier.cpp -- functions that change a value: limits, noise, outliers, gaps
#include "core/base/error.hpp"
#include "core/random/law.hpp"
#include "core/random/variate.hpp"
#include "pg/arguments.hpp"
#include "pg/generator_stream.hpp"

#include <cmath>

extern "C" {
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"
}

namespace {

using datagen::core::Error;
using datagen::core::ErrorCode;
using datagen::pg::Arguments;
using datagen::pg::call;
using datagen::pg::next_generator_stream;

double read_share(const Arguments& arguments, int index) {
  const double share = arguments.real(index, "share");
  datagen::core::require_parameter(share >= 0 && share <= 1, "share", "between 0 and 1", share);
  return share;
}

/// Runs inside pg::call: how two values of the polymorphic argument compare, under the call's collation.
int compare(FunctionCallInfo fcinfo, TypeCacheEntry* type, int left, int right) noexcept {
  return DatumGetInt32(FunctionCall2Coll(&type->cmp_proc_finfo, PG_GET_COLLATION(), fcinfo->args[left].value,
                                         fcinfo->args[right].value));
}

/// The standard normal number of a jitter.
double draw_noise() {
  auto stream = next_generator_stream();
  return datagen::core::draw_normal(stream, 0, 1);
}

Datum jitter_moment(FunctionCallInfo fcinfo) {
  const Arguments arguments(fcinfo);
  arguments.require(1, "deviation");
  if (arguments.is_null(0)) PG_RETURN_NULL();
  const int64_t moment = DatumGetInt64(arguments.raw(0));
  const Interval* deviation = reinterpret_cast<const Interval*>(DatumGetPointer(arguments.raw(1)));
  if (TIMESTAMP_NOT_FINITE(moment)) return Int64GetDatum(moment);
  const double width = static_cast<double>(deviation->time) +
                       (deviation->day + static_cast<double>(deviation->month) * DAYS_PER_MONTH) *
                           static_cast<double>(USECS_PER_DAY);
  if (width < 0) throw Error(ErrorCode::InvalidParameter, "argument \"deviation\" must not be negative");
  const double moved = static_cast<double>(moment) + std::round(width * draw_noise());
  if (!(moved >= static_cast<double>(MIN_TIMESTAMP) && moved < static_cast<double>(END_TIMESTAMP)))
    call([]() noexcept {
      ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
    });
  return Int64GetDatum(static_cast<int64_t>(moved));
}

}  // namespace

DG_FUNCTION(datagen_clamp) {
  const Arguments arguments(fcinfo);
  if (arguments.is_null(0)) PG_RETURN_NULL();
  // -1: below min, 1: above max, 0: between.
  const int side = call([&]() noexcept {
    TypeCacheEntry* type =
        lookup_type_cache(get_fn_expr_argtype(fcinfo->flinfo, 0), TYPECACHE_CMP_PROC_FINFO);
    if (!OidIsValid(type->cmp_proc_finfo.fn_oid))
      ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
                      errmsg("could not identify a comparison function for type %s",
                             format_type_be(type->type_id))));
    const bool low = !fcinfo->args[1].isnull;
    const bool high = !fcinfo->args[2].isnull;
    if (low && high && compare(fcinfo, type, 1, 2) > 0)
      ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                      errmsg("argument \"min\" is greater than argument \"max\"")));
    if (low && compare(fcinfo, type, 0, 1) < 0) return -1;
    return high && compare(fcinfo, type, 0, 2) > 0 ? 1 : 0;
  });
  return arguments.raw(side < 0 ? 1 : side > 0 ? 2 : 0);
}

DG_FUNCTION(datagen_jitter) {
  const Arguments arguments(fcinfo);
  const double deviation = arguments.real(1, "deviation");
  arguments.require(2, "relative");
  datagen::core::require_parameter(deviation >= 0, "deviation", "finite and not negative", deviation);
  if (arguments.is_null(0)) PG_RETURN_NULL();
  const double value = DatumGetFloat8(arguments.raw(0));
  const double width = DatumGetBool(arguments.raw(2)) ? deviation * std::fabs(value) : deviation;
  return Float8GetDatum(value + width * draw_noise());
}

DG_FUNCTION(datagen_time_jitter_timestamp) { return jitter_moment(fcinfo); }

DG_FUNCTION(datagen_time_jitter_timestamptz) { return jitter_moment(fcinfo); }

DG_FUNCTION(datagen_outlier) {
  const Arguments arguments(fcinfo);
  const double share = read_share(arguments, 1);
  const double factor = arguments.real(2, "factor");
  if (arguments.is_null(0)) PG_RETURN_NULL();
  const double value = DatumGetFloat8(arguments.raw(0));
  return Float8GetDatum(next_generator_stream().chance(share) ? value * factor : value);
}

DG_FUNCTION(datagen_missing) {
  const Arguments arguments(fcinfo);
  const double share = read_share(arguments, 1);
  if (arguments.is_null(0) || next_generator_stream().chance(share)) PG_RETURN_NULL();
  return arguments.raw(0);
}
