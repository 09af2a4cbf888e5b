// src/api/distribution.cpp -- SQL functions that draw from a law: parameters, limits, one value
#include "core/random/variate.hpp"

#include "api/generator_offers.hpp"
#include "core/base/error.hpp"
#include "core/random/law.hpp"
#include "pg/arguments.hpp"
#include "pg/call_site.hpp"
#include "pg/generator_call.hpp"
#include "pg/generator_stream.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

extern "C" {
#include "utils/date.h"
#include "utils/timestamp.h"
}

namespace {

using datagen::core::Arena;
using datagen::core::CountLawPtr;
using datagen::core::Error;
using datagen::core::ErrorCode;
using datagen::core::LawLimits;
using datagen::core::RealLawPtr;
using datagen::core::Stream;
using datagen::core::Value;
using datagen::pg::Arguments;
using datagen::pg::GeneratorCall;
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

/// The two arguments before the last; `limit` reads one.
template <class ReadLimit>
LawLimits read_limits(const Arguments& arguments, bool clamp, ReadLimit limit) {
  LawLimits limits;
  limits.clamp = clamp;
  const int low = arguments.count() - 3;
  if (!arguments.is_null(low)) limits.low = limit(arguments.raw(low));
  if (!arguments.is_null(low + 1)) limits.high = limit(arguments.raw(low + 1));
  return limits;
}

double real_limit(Datum limit) { return DatumGetFloat8(limit); }
double count_limit(Datum limit) { return static_cast<double>(DatumGetInt32(limit)); }

/// A law's prepared form at this place of the query. `make` reads the law's own arguments and gets the limits.
template <class LawPtr, class Make, class ReadLimit>
const LawPtr& prepared(FunctionCallInfo fcinfo, ReadLimit limit, Make make) {
  const Arguments arguments(fcinfo);
  auto& kept = datagen::pg::kept_at_call_site<PreparedLaw<LawPtr>>(fcinfo);
  const bool clamp = read_clamp(arguments);
  if (kept.is_for(arguments, clamp)) return kept.law;
  kept.law = make(arguments, read_limits(arguments, clamp, limit));
  kept.remember(arguments, clamp);
  return kept.law;
}

template <class Make>
Datum draw_real(FunctionCallInfo fcinfo, Make make) {
  const auto& law = prepared<RealLawPtr>(fcinfo, real_limit, make);
  auto stream = next_generator_stream();
  return Float8GetDatum(law->draw(stream));
}

template <class Make>
Datum draw_count(FunctionCallInfo fcinfo, Make make) {
  const auto& law = prepared<CountLawPtr>(fcinfo, count_limit, make);
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

using Whole = std::pair<int64_t, int64_t>;

/// The ends of a range of whole numbers.
Whole ordered(int64_t low, int64_t high) {
  if (low > high)
    throw Error(ErrorCode::InvalidParameter, "argument \"min\" is greater than argument \"max\"");
  return {low, high};
}

[[noreturn]] void refuse_infinite() {
  throw Error(ErrorCode::InvalidParameter, "arguments \"min\" and \"max\" must be finite");
}

Whole integer_range(const Arguments& arguments) {
  const int64_t low = small_integer(arguments, 0, "min");
  return ordered(low, small_integer(arguments, 1, "max"));
}

Whole bigint_range(const Arguments& arguments) {
  const int64_t low = arguments.integer(0, "min");
  return ordered(low, arguments.integer(1, "max"));
}

Whole date_range(const Arguments& arguments) {
  const auto low = static_cast<DateADT>(small_integer(arguments, 0, "min"));
  const auto high = static_cast<DateADT>(small_integer(arguments, 1, "max"));
  if (DATE_NOT_FINITE(low) || DATE_NOT_FINITE(high)) refuse_infinite();
  return ordered(low, high);
}

Whole moment_range(const Arguments& arguments) {
  const int64_t low = arguments.integer(0, "min");
  const int64_t high = arguments.integer(1, "max");
  if (TIMESTAMP_NOT_FINITE(low) || TIMESTAMP_NOT_FINITE(high)) refuse_infinite();
  return ordered(low, high);
}

int64_t draw_between(const Whole& range) {
  return next_generator_stream().between(range.first, range.second);
}

using Reals = std::pair<double, double>;

Reals read_real_range(const Arguments& arguments) {
  const double low = arguments.real(0, "min");
  const double high = arguments.real(1, "max");
  datagen::core::check_limits({low, high, false});
  if (std::isinf(low) || std::isinf(high)) refuse_infinite();
  return {low, high};
}

/// A weighted mean cannot overflow, as the width high - low could.
double draw_between(const Reals& range, Stream& stream) {
  const double u = stream.unit();
  return std::min((1 - u) * range.first + u * range.second, range.second);
}

double read_probability(const Arguments& arguments) {
  const double probability = arguments.real(0, "probability");
  datagen::core::require_parameter(probability >= 0 && probability <= 1, "probability", "between 0 and 1",
                                   probability);
  return probability;
}

RealLawPtr make_normal(const Arguments& a, const LawLimits& limits) {
  return datagen::core::normal_law(a.real(0, "mean"), a.real(1, "deviation"), limits);
}

RealLawPtr make_lognormal(const Arguments& a, const LawLimits& limits) {
  return datagen::core::lognormal_law(a.real(0, "mean"), a.real(1, "deviation"), limits);
}

RealLawPtr make_exponential(const Arguments& a, const LawLimits& limits) {
  return datagen::core::exponential_law(a.real(0, "mean"), limits);
}

RealLawPtr make_gamma(const Arguments& a, const LawLimits& limits) {
  return datagen::core::gamma_law(a.real(0, "shape"), a.real(1, "scale"), limits);
}

RealLawPtr make_beta(const Arguments& a, const LawLimits& limits) {
  return datagen::core::beta_law(a.real(0, "alpha"), a.real(1, "beta"), limits);
}

RealLawPtr make_weibull(const Arguments& a, const LawLimits& limits) {
  return datagen::core::weibull_law(a.real(0, "shape"), a.real(1, "scale"), limits);
}

RealLawPtr make_pareto(const Arguments& a, const LawLimits& limits) {
  return datagen::core::pareto_law(a.real(0, "shape"), a.real(1, "scale"), limits);
}

CountLawPtr make_poisson(const Arguments& a, const LawLimits& limits) {
  return datagen::core::poisson_law(a.real(0, "mean"), limits);
}

CountLawPtr make_binomial(const Arguments& a, const LawLimits& limits) {
  return datagen::core::binomial_law(small_integer(a, 0, "trials"), a.real(1, "probability"), limits);
}

CountLawPtr make_negative_binomial(const Arguments& a, const LawLimits& limits) {
  return datagen::core::negative_binomial_law(a.real(0, "size"), a.real(1, "probability"), limits);
}

CountLawPtr make_geometric(const Arguments& a, const LawLimits& limits) {
  return datagen::core::geometric_law(a.real(0, "probability"), limits);
}

CountLawPtr make_zipf(const Arguments& a, const LawLimits& limits) {
  return datagen::core::zipf_law(small_integer(a, 0, "n"), a.real(1, "exponent"), limits);
}

/// The law of a call with constant arguments.
template <class Make, class ReadLimit>
auto law_of_constants(const Arguments& arguments, ReadLimit limit, Make make) {
  return make(arguments, read_limits(arguments, read_clamp(arguments), limit));
}

template <RealLawPtr (*Make)(const Arguments&, const LawLimits&)>
std::unique_ptr<GeneratorCall> real_call(const Arguments& arguments, const std::string&) {
  return datagen::pg::drawn_call([law = law_of_constants(arguments, real_limit, Make)](
                                     Stream& stream, Arena&) { return Value::of_real(law->draw(stream)); });
}

/// A value that is no integer raises an error, which is left to the function.
template <CountLawPtr (*Make)(const Arguments&, const LawLimits&)>
std::unique_ptr<GeneratorCall> count_call(const Arguments& arguments, const std::string&) {
  return datagen::pg::drawn_call(
      [law = law_of_constants(arguments, count_limit, Make)](Stream& stream, Arena&) {
        const int64_t value = law->draw(stream);
        if (value != static_cast<int32_t>(value))
          throw Error(ErrorCode::InvalidParameter, "integer out of range");
        return Value::of_tick(value);
      });
}

std::unique_ptr<GeneratorCall> bernoulli_call(const Arguments& arguments, const std::string&) {
  return datagen::pg::drawn_call([share = read_probability(arguments)](Stream& stream, Arena&) {
    return Value::of_tick(stream.chance(share));
  });
}

std::unique_ptr<GeneratorCall> uniform_real_call(const Arguments& arguments, const std::string&) {
  return datagen::pg::drawn_call([range = read_real_range(arguments)](Stream& stream, Arena&) {
    return Value::of_real(draw_between(range, stream));
  });
}

template <std::pair<int64_t, int64_t> (*Read)(const Arguments&)>
std::unique_ptr<GeneratorCall> uniform_call(const Arguments& arguments, const std::string&) {
  return datagen::pg::drawn_call([range = Read(arguments)](Stream& stream, Arena&) {
    return Value::of_tick(stream.between(range.first, range.second));
  });
}

}  // namespace

DG_FUNCTION(datagen_normal) { return draw_real(fcinfo, make_normal); }
DG_FUNCTION(datagen_lognormal) { return draw_real(fcinfo, make_lognormal); }
DG_FUNCTION(datagen_exponential) { return draw_real(fcinfo, make_exponential); }
DG_FUNCTION(datagen_gamma) { return draw_real(fcinfo, make_gamma); }
DG_FUNCTION(datagen_beta) { return draw_real(fcinfo, make_beta); }
DG_FUNCTION(datagen_weibull) { return draw_real(fcinfo, make_weibull); }
DG_FUNCTION(datagen_pareto) { return draw_real(fcinfo, make_pareto); }
DG_FUNCTION(datagen_poisson) { return draw_count(fcinfo, make_poisson); }
DG_FUNCTION(datagen_binomial) { return draw_count(fcinfo, make_binomial); }
DG_FUNCTION(datagen_negative_binomial) { return draw_count(fcinfo, make_negative_binomial); }
DG_FUNCTION(datagen_geometric) { return draw_count(fcinfo, make_geometric); }
DG_FUNCTION(datagen_zipf) { return draw_count(fcinfo, make_zipf); }

DG_FUNCTION(datagen_bernoulli) {
  const double probability = read_probability(Arguments(fcinfo));
  PG_RETURN_BOOL(next_generator_stream().chance(probability));
}

DG_FUNCTION(datagen_uniform_real) {
  const Reals range = read_real_range(Arguments(fcinfo));
  Stream stream = next_generator_stream();
  return Float8GetDatum(draw_between(range, stream));
}

DG_FUNCTION(datagen_uniform_integer) {
  return Int32GetDatum(static_cast<int32_t>(draw_between(integer_range(Arguments(fcinfo)))));
}

DG_FUNCTION(datagen_uniform_bigint) { return Int64GetDatum(draw_between(bigint_range(Arguments(fcinfo)))); }

DG_FUNCTION(datagen_uniform_date) {
  return DateADTGetDatum(static_cast<DateADT>(draw_between(date_range(Arguments(fcinfo)))));
}

DG_FUNCTION(datagen_uniform_timestamp) {
  return Int64GetDatum(draw_between(moment_range(Arguments(fcinfo))));
}

DG_FUNCTION(datagen_uniform_timestamptz) {
  return Int64GetDatum(draw_between(moment_range(Arguments(fcinfo))));
}

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

namespace datagen {

void offer_distributions() {
  pg::offer_generator_call("datagen_normal", real_call<make_normal>);
  pg::offer_generator_call("datagen_lognormal", real_call<make_lognormal>);
  pg::offer_generator_call("datagen_exponential", real_call<make_exponential>);
  pg::offer_generator_call("datagen_gamma", real_call<make_gamma>);
  pg::offer_generator_call("datagen_beta", real_call<make_beta>);
  pg::offer_generator_call("datagen_weibull", real_call<make_weibull>);
  pg::offer_generator_call("datagen_pareto", real_call<make_pareto>);
  pg::offer_generator_call("datagen_poisson", count_call<make_poisson>);
  pg::offer_generator_call("datagen_binomial", count_call<make_binomial>);
  pg::offer_generator_call("datagen_negative_binomial", count_call<make_negative_binomial>);
  pg::offer_generator_call("datagen_geometric", count_call<make_geometric>);
  pg::offer_generator_call("datagen_zipf", count_call<make_zipf>);
  pg::offer_generator_call("datagen_bernoulli", bernoulli_call);
  pg::offer_generator_call("datagen_uniform_real", uniform_real_call);
  pg::offer_generator_call("datagen_uniform_integer", uniform_call<integer_range>);
  pg::offer_generator_call("datagen_uniform_bigint", uniform_call<bigint_range>);
  pg::offer_generator_call("datagen_uniform_date", uniform_call<date_range>);
  pg::offer_generator_call("datagen_uniform_timestamp", uniform_call<moment_range>);
  pg::offer_generator_call("datagen_uniform_timestamptz", uniform_call<moment_range>);
}

}  // namespace datagen
