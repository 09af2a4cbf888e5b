// src/pg/settings.cpp -- configuration parameters and how they are read
#include "pg/settings.hpp"

#include "core/base/error.hpp"
#include "pg/data_pack.hpp"
#include "pg/generator_stream.hpp"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <string>

extern "C" {
#include "mb/pg_wchar.h"
#include "utils/datetime.h"
#include "utils/guc.h"
#include "utils/timestamp.h"
}

namespace datagen::pg {
namespace {

char* seed_setting = nullptr;
char* as_of_setting = nullptr;
char* chosen_locale = nullptr;
double null_share_setting = 0.05;
double edge_share_setting = 0;
int search_budget_setting = 100000;

bool parse_seed(const char* text, int64_t* seed) {
  char* end = nullptr;
  errno = 0;
  const long long value = std::strtoll(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0') return false;
  *seed = value;
  return true;
}

int sink_setting = static_cast<int>(SinkChoice::Auto);
const config_enum_entry kSinkChoices[] = {{"auto", static_cast<int>(SinkChoice::Auto), false},
                                          {"sql", static_cast<int>(SinkChoice::Sql), false},
                                          {"bulk", static_cast<int>(SinkChoice::Bulk), false},
                                          {nullptr, 0, false}};

bool safe_values_setting = true;
uint64_t generation = 0;

/// Has a C caller, so nothing may be thrown; a pack that cannot be read leaves the default locale only.
bool is_known_locale(const char* name) {
  if (strcmp(name, kDefaultLocale) == 0) return true;
  if (strcmp(name, "base") == 0) return false;
  try {
    const core::DataPack* pack = data_pack();
    return pack && pack->find_locale(name);
  } catch (...) {
    return false;
  }
}

bool check_locale(char** value, void**, GucSource) {
  if (is_known_locale(*value)) return true;
  GUC_check_errdetail("The function datagen.locales() lists the locales of the installed data pack.");
  return false;
}

void assign_text(const char*, void*) { ++generation; }
void assign_bool(bool, void*) { ++generation; }

bool check_seed(char** value, void**, GucSource) {
  int64_t seed;
  if (**value == '\0' || parse_seed(*value, &seed)) return true;
  GUC_check_errdetail("It must be empty or an integer between -2^63 and 2^63 - 1.");
  return false;
}

void assign_seed(const char*, void*) { restart_generator_stream(); }

/// Reads a time without raising errors, as the server does for recovery_target_time; false when it is none.
bool parse_time(const char* text, TimestampTz* time) {
  char work[MAXDATELEN + MAXDATEFIELDS];
  char* fields[MAXDATEFIELDS];
  int types[MAXDATEFIELDS];
  int count;
  int kind;
  int zone;
  struct pg_tm parts;
  fsec_t fraction;
  if (strlen(text) > MAXDATELEN) return false;
  if (ParseDateTime(text, work, sizeof work, fields, types, MAXDATEFIELDS, &count) != 0) return false;
  if (DecodeDateTime(fields, types, count, &kind, &parts, &fraction, &zone) != 0) return false;
  // "now" and the like would make a run unrepeatable, and infinity is no moment.
  return kind == DTK_DATE && tm2timestamp(&parts, fraction, &zone, time) == 0;
}

bool is_relative(const char* text) {
  for (const char* word : {"now", "today", "tomorrow", "yesterday"})
    if (pg_strcasecmp(text, word) == 0) return true;
  return false;
}

bool check_as_of(char** value, void**, GucSource) {
  TimestampTz time;
  if (!is_relative(*value) && parse_time(*value, &time)) return true;
  GUC_check_errdetail("It must be a fixed time, such as \"2026-01-01 00:00:00+00\".");
  return false;
}

}  // namespace

void define_settings() {
  // _PG_init() has a C caller, which no exception may reach, and no C++ object is alive: errors leave as they are.
  DefineCustomStringVariable("datagen.seed",
                             "Seed of calls that give none; empty means a fresh seed each time.", nullptr,
                             &seed_setting, "", PGC_USERSET, 0, check_seed, assign_seed, nullptr);
  DefineCustomStringVariable(
      "datagen.as_of", "The moment that \"now\" means in generated times.",
      "Generated times lie in the five years before it unless constraints or rules say otherwise.",
      &as_of_setting, "2026-01-01 00:00:00+00", PGC_USERSET, 0, check_as_of, assign_text, nullptr);
  DefineCustomRealVariable("datagen.null_share", "Share of NULL in nullable columns without a rule.", nullptr,
                           &null_share_setting, 0.05, 0.0, 1.0, PGC_USERSET, 0, nullptr, nullptr, nullptr);
  DefineCustomRealVariable("datagen.edge_share",
                           "Share of edge values in columns without a rule, keys and references left aside.",
                           "Least and greatest values, empty and longest texts, leap days, infinities, odd "
                           "Unicode, hostile texts: "
                           "what the column's constraints admit.",
                           &edge_share_setting, 0.0, 0.0, 1.0, PGC_USERSET, 0, nullptr, nullptr, nullptr);
  DefineCustomIntVariable(
      "datagen.search_budget", "Tries per row before a constraint is reported as not met.", nullptr,
      &search_budget_setting, 100000, 1, INT_MAX, PGC_USERSET, 0, nullptr, nullptr, nullptr);
  DefineCustomStringVariable("datagen.locale", "Locale of calls that give none.", nullptr, &chosen_locale,
                             kDefaultLocale, PGC_USERSET, 0, check_locale, assign_text, nullptr);
  DefineCustomBoolVariable(
      "datagen.safe_values", "Realistic values are such as reach nobody.",
      "Mail and hosts under example.com, .org and .net, addresses of documentation networks, "
      "US phone numbers 555-01xx.",
      &safe_values_setting, true, PGC_USERSET, 0, nullptr, assign_bool, nullptr);
  DefineCustomEnumVariable(
      "datagen.sink", "The way rows enter relations: auto, sql or bulk.",
      "sql: ordinary INSERTs. bulk: tuples are written in bulk wherever the relation allows it; plan() tells "
      "where not and why. auto: the same, from 500 rows.",
      &sink_setting, static_cast<int>(SinkChoice::Auto), kSinkChoices, PGC_USERSET, 0, nullptr, nullptr,
      nullptr);
  MarkGUCPrefixReserved("datagen");
}

core::GenerationSettings generation_settings() {
  core::GenerationSettings settings;
  settings.null_share = null_share_setting;
  settings.edge_share = edge_share_setting;
  settings.ascii_only = GetDatabaseEncoding() != PG_UTF8;
  TimestampTz as_of;
  if (!parse_time(as_of_setting, &as_of))
    throw core::Error(core::ErrorCode::InvalidParameter, "datagen.as_of is not a time");
  settings.as_of = as_of;
  return settings;
}

bool safe_values() { return safe_values_setting; }

const char* locale_setting() { return chosen_locale ? chosen_locale : kDefaultLocale; }

uint64_t settings_generation() { return generation; }

uint64_t search_budget() { return static_cast<uint64_t>(search_budget_setting); }

SinkChoice sink_choice() { return static_cast<SinkChoice>(sink_setting); }

int64_t effective_seed(std::optional<int64_t> argument) {
  if (argument) return *argument;
  int64_t seed = 0;
  if (seed_setting && *seed_setting && parse_seed(seed_setting, &seed)) return seed;
  if (!pg_strong_random(&seed, sizeof seed))
    throw core::Error(core::ErrorCode::Internal, "could not get random bytes for a seed");
  return seed & INT32_MAX;  // short enough to be typed again
}

}  // namespace datagen::pg
