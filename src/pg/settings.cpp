// src/pg/settings.cpp -- configuration parameters and how they are read
#include "pg/settings.hpp"

#include "core/base/error.hpp"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <string>

extern "C" {
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/timestamp.h"
}

namespace datagen::pg {
namespace {

char* seed_setting = nullptr;
char* as_of_setting = nullptr;
double null_share_setting = 0.05;
int search_budget_setting = 100000;

bool parse_seed(const char* text, int64_t* seed) {
  char* end = nullptr;
  errno = 0;
  const long long value = std::strtoll(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0') return false;
  *seed = value;
  return true;
}

bool check_seed(char** value, void**, GucSource) {
  int64_t seed;
  if (**value == '\0' || parse_seed(*value, &seed)) return true;
  GUC_check_errdetail("It must be empty or an integer between -2^63 and 2^63 - 1.");
  return false;
}

TimestampTz parse_time(const char* text) {
  return call([&]() noexcept {
    return DatumGetTimestampTz(DirectFunctionCall3(timestamptz_in, CStringGetDatum(text),
                                                   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
  });
}

bool check_as_of(char** value, void**, GucSource) {
  bool finite = false;
  try {
    finite = !TIMESTAMP_NOT_FINITE(parse_time(*value));
  } catch (const std::exception&) {
    finite = false;  // the input function refused it
  }
  if (!finite) GUC_check_errdetail("It must be a finite time, such as \"2026-01-01 00:00:00+00\".");
  return finite;
}

}  // namespace

void define_settings() {
  call([]() noexcept {
    DefineCustomStringVariable("datagen.seed",
                               "Seed of calls that give none; empty means a fresh seed each time.", nullptr,
                               &seed_setting, "", PGC_USERSET, 0, check_seed, nullptr, nullptr);
    DefineCustomStringVariable(
        "datagen.as_of", "The moment that \"now\" means in generated times.",
        "Generated times lie in the five years before it unless constraints or rules say otherwise.",
        &as_of_setting, "2026-01-01 00:00:00+00", PGC_USERSET, 0, check_as_of, nullptr, nullptr);
    DefineCustomRealVariable("datagen.null_share", "Share of NULL in nullable columns without a rule.",
                             nullptr, &null_share_setting, 0.05, 0.0, 1.0, PGC_USERSET, 0, nullptr, nullptr,
                             nullptr);
    DefineCustomIntVariable(
        "datagen.search_budget", "Tries per row before a constraint is reported as not met.", nullptr,
        &search_budget_setting, 100000, 1, INT_MAX, PGC_USERSET, 0, nullptr, nullptr, nullptr);
    MarkGUCPrefixReserved("datagen");
  });
}

core::GenerationSettings generation_settings() {
  core::GenerationSettings settings;
  settings.null_share = null_share_setting;
  settings.as_of = parse_time(as_of_setting);
  return settings;
}

uint64_t search_budget() { return static_cast<uint64_t>(search_budget_setting); }

int64_t effective_seed(std::optional<int64_t> argument) {
  if (argument) return *argument;
  int64_t seed = 0;
  if (seed_setting && *seed_setting && parse_seed(seed_setting, &seed)) return seed;
  if (!pg_strong_random(&seed, sizeof seed))
    throw core::Error(core::ErrorCode::Internal, "could not get random bytes for a seed");
  return seed & INT32_MAX;  // short enough to be typed again
}

}  // namespace datagen::pg
