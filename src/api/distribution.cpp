// src/api/distribution.cpp -- SQL functions that draw from a law: parameters, limits, one value
#include "core/random/variate.hpp"

#include "core/base/error.hpp"
#include "core/random/law.hpp"
#include "pg/arguments.hpp"
#include "pg/call_site.hpp"
#include "pg/generator_stream.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

extern "C" {
#include "utils/date.h"
#include "utils/timestamp.h"
}

namespace {

using datagen::core::Error;
using datagen::core::ErrorCode;
using datagen::core::LawLimits;
using datagen::pg::Arguments;
using datagen::pg::next_generator_stream;

/// A law and the arguments it was prepared for. Those that are passed by value are compared; `bounds` is a word.
template <class LawPtr>
struct PreparedLaw {
  static constexpr int kMost = 4;
  LawPtr law;
  Datum values[kMost] = {};
  bool nulls[kMost] = {};
  bool clamp = false;

  bool is_for(const Arguments& arguments, bool clamped) const {
    if (!law || clamp != clamped) return false;
    for (int i = 0; i < arguments.count() - 1; ++i)
      if (nulls[i] != arguments.is_null(i) || (!nulls[i] && values[i] != arguments.raw(i))) return false;
    return true;
  }
  void remember(const Arguments& arguments, bool clamped) {
    clamp = clamped;
    for (int i = 0; i < arguments.count() - 1; ++i) {
      nulls[i] = arguments.is_null(i);
      values[i] = arguments.raw(i);
    }
  }
};

/// The last argument: 'truncate' or 'clamp'. Nearly always a constant, so it is compared where it lies.
bool read_clamp(const Arguments& arguments) {
  const int index = arguments.count() - 1;
  if (!arguments.is_null(index)) {
    const void* text = DatumGetPointer(arguments.raw(index));
    if (!VARATT_IS_EXTERNAL(text) && !VARATT_IS_COMPRESSED(text)) {
      const std::string_view word(VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text));
      if (word == "truncate") return false;
      if (word == "clamp") return true;
    }
  }
  return datagen::pg::choose_word(arguments.text(index, "bounds"), "bounds", {"truncate", "clamp"}) == 1;
}

/// A law's prepared form at this place of the query. `make` reads the law's own arguments and gets the limits.
template <class LawPtr, class Make, class ReadLimit>
const LawPtr& prepared(FunctionCallInfo fcinfo, ReadLimit limit, Make make) {
  const Arguments arguments(fcinfo);
  auto& kept = datagen::pg::kept_at_call_site<PreparedLaw<LawPtr>>(fcinfo);
  const bool clamp = read_clamp(arguments);
  if (kept.is_for(arguments, clamp)) return kept.law;
  LawLimits limits;
  limits.clamp = clamp;
  const int low = arguments.count() - 3;
  if (!arguments.is_null(low)) limits.low = limit(arguments.raw(low));
  if (!arguments.is_null(low + 1)) limits.high = limit(arguments.raw(low + 1));
  kept.law = make(arguments, limits);
  kept.remember(arguments, clamp);
  return kept.law;
}

template <class Make>
Datum draw_real(FunctionCallInfo fcinfo, Make make) {
  const auto& law = prepared<datagen::core::RealLawPtr>(
      fcinfo, [](Datum limit) { return DatumGetFloat8(limit); }, make);
  auto stream = next_generator_stream();
  return Float8GetDatum(law->draw(stream));
}

template <class Make>
Datum draw_count(FunctionCallInfo fcinfo, Make make) {
  const auto& law = prepared<datagen::core::CountLawPtr>(
      fcinfo, [](Datum limit) { return static_cast<double>(DatumGetInt32(limit)); }, make);
  auto stream = next_generator_stream();
  const int64_t value = law->draw(stream);
  if (value != static_cast<int32_t>(value))
    datagen::pg::call([]() noexcept {
      ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("integer out of range")));
    });
  return Int32GetDatum(static_cast<int32_t>(value));
}

int64_t small_integer(const Arguments& arguments, int index, const char* name) {
  arguments.require(index, name);
  return DatumGetInt32(arguments.raw(index));
}

/// Whole numbers between two arguments that are themselves whole numbers on the same scale.
int64_t draw_between(int64_t low, int64_t high) {
  if (low > high)
    throw Error(ErrorCode::InvalidParameter, "argument \"min\" is greater than argument \"max\"");
  return next_generator_stream().between(low, high);
}

[[noreturn]] void refuse_infinite() {
  throw Error(ErrorCode::InvalidParameter, "arguments \"min\" and \"max\" must be finite");
}

Datum draw_timestamp(FunctionCallInfo fcinfo) {
  const Arguments arguments(fcinfo);
  const int64_t low = arguments.integer(0, "min");
  const int64_t high = arguments.integer(1, "max");
  if (TIMESTAMP_NOT_FINITE(low) || TIMESTAMP_NOT_FINITE(high)) refuse_infinite();
  return Int64GetDatum(draw_between(low, high));
}

}  // namespace

DG_FUNCTION(datagen_normal) {
  return draw_real(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::normal_law(a.real(0, "mean"), a.real(1, "deviation"), limits);
  });
}

DG_FUNCTION(datagen_lognormal) {
  return draw_real(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::lognormal_law(a.real(0, "mean"), a.real(1, "deviation"), limits);
  });
}

DG_FUNCTION(datagen_exponential) {
  return draw_real(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::exponential_law(a.real(0, "mean"), limits);
  });
}

DG_FUNCTION(datagen_gamma) {
  return draw_real(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::gamma_law(a.real(0, "shape"), a.real(1, "scale"), limits);
  });
}

DG_FUNCTION(datagen_beta) {
  return draw_real(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::beta_law(a.real(0, "alpha"), a.real(1, "beta"), limits);
  });
}

DG_FUNCTION(datagen_weibull) {
  return draw_real(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::weibull_law(a.real(0, "shape"), a.real(1, "scale"), limits);
  });
}

DG_FUNCTION(datagen_pareto) {
  return draw_real(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::pareto_law(a.real(0, "shape"), a.real(1, "scale"), limits);
  });
}

DG_FUNCTION(datagen_poisson) {
  return draw_count(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::poisson_law(a.real(0, "mean"), limits);
  });
}

DG_FUNCTION(datagen_binomial) {
  return draw_count(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::binomial_law(small_integer(a, 0, "trials"), a.real(1, "probability"), limits);
  });
}

DG_FUNCTION(datagen_negative_binomial) {
  return draw_count(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::negative_binomial_law(a.real(0, "size"), a.real(1, "probability"), limits);
  });
}

DG_FUNCTION(datagen_geometric) {
  return draw_count(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::geometric_law(a.real(0, "probability"), limits);
  });
}

DG_FUNCTION(datagen_zipf) {
  return draw_count(fcinfo, [](const Arguments& a, const LawLimits& limits) {
    return datagen::core::zipf_law(small_integer(a, 0, "n"), a.real(1, "exponent"), limits);
  });
}

DG_FUNCTION(datagen_bernoulli) {
  const double probability = Arguments(fcinfo).real(0, "probability");
  datagen::core::require_parameter(probability >= 0 && probability <= 1, "probability", "between 0 and 1",
                                   probability);
  PG_RETURN_BOOL(next_generator_stream().chance(probability));
}

DG_FUNCTION(datagen_uniform_real) {
  const Arguments arguments(fcinfo);
  const double low = arguments.real(0, "min");
  const double high = arguments.real(1, "max");
  datagen::core::check_limits({low, high, false});
  if (std::isinf(low) || std::isinf(high)) refuse_infinite();
  const double u = next_generator_stream().unit();
  // A weighted mean cannot overflow, as the width high - low could.
  return Float8GetDatum(std::min((1 - u) * low + u * high, high));
}

DG_FUNCTION(datagen_uniform_integer) {
  const Arguments arguments(fcinfo);
  const int64_t low = small_integer(arguments, 0, "min");
  const int64_t high = small_integer(arguments, 1, "max");
  return Int32GetDatum(static_cast<int32_t>(draw_between(low, high)));
}

DG_FUNCTION(datagen_uniform_bigint) {
  const Arguments arguments(fcinfo);
  const int64_t low = arguments.integer(0, "min");
  return Int64GetDatum(draw_between(low, arguments.integer(1, "max")));
}

DG_FUNCTION(datagen_uniform_date) {
  const Arguments arguments(fcinfo);
  const auto low = static_cast<DateADT>(small_integer(arguments, 0, "min"));
  const auto high = static_cast<DateADT>(small_integer(arguments, 1, "max"));
  if (DATE_NOT_FINITE(low) || DATE_NOT_FINITE(high)) refuse_infinite();
  return DateADTGetDatum(static_cast<DateADT>(draw_between(low, high)));
}

DG_FUNCTION(datagen_uniform_timestamp) { return draw_timestamp(fcinfo); }

DG_FUNCTION(datagen_uniform_timestamptz) { return draw_timestamp(fcinfo); }

DG_FUNCTION(datagen_sequence) {
  const Arguments arguments(fcinfo);
  const int64_t start = arguments.integer(0, "start");
  const int64_t step = arguments.integer(1, "step");
  // Outside rules each place of a query counts for itself.
  const auto ordinal = datagen::pg::ordinal_in_rule();
  const uint64_t index = ordinal ? *ordinal : datagen::pg::kept_at_call_site<uint64_t>(fcinfo)++;
  int64_t value;
  if (index > INT64_MAX || __builtin_mul_overflow(static_cast<int64_t>(index), step, &value) ||
      __builtin_add_overflow(value, start, &value))
    throw Error(ErrorCode::SequenceExhausted, "datagen.sequence() has left the range of bigint");
  return Int64GetDatum(value);
}
