// src/api/effect.cpp -- datagen.effect: the product of the factors that a table tells for a moment
#include "core/base/error.hpp"
#include "pg/arguments.hpp"
#include "pg/call_site.hpp"
#include "pg/query.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

extern "C" {
#include "storage/proc.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
}

namespace {

using datagen::core::Error;
using datagen::core::ErrorCode;
using datagen::pg::Arguments;
using datagen::pg::call;

/// From `from` on, before `until`.
struct Period {
  int64_t from;
  int64_t until;
  double factor;
};

/// The source table as one snapshot shows it; read once per command, so a query costs one scan.
struct Effects {
  bool read = false;
  bool known = false;  // whether what names the table is known to be constant
  bool constant = false;
  LocalTransactionId transaction = 0;
  CommandId command = 0;
  std::string source;                                 // the statement it was read with
  std::map<std::string, std::vector<Period>> of_key;  // "" also holds what counts for every key
};

std::string column_of(const Arguments& arguments, int index, const char* name, Oid relation) {
  std::string column = arguments.name(index, name);
  const char* text = column.c_str();
  if (call([&]() noexcept { return get_attnum(relation, text); }) <= 0) {
    const char* table = call([&]() noexcept -> const char* { return get_rel_name(relation); });
    throw Error(ErrorCode::UndefinedColumn,
                "column \"" + column + "\" of relation \"" + (table ? table : "") + "\" does not exist",
                std::string("It is named by argument \"") + name + "\".");
  }
  return column;
}

/// A moment as timestamptz. A column of days ends with the day.
std::string bound(Oid relation, const std::string& column, bool end) {
  const char* text = column.c_str();
  const Oid type =
      call([&]() noexcept { return getBaseType(get_atttype(relation, get_attnum(relation, text))); });
  std::string value = datagen::pg::quoted_name(column);
  if (end && type == DATEOID) value = "(" + value + " OPERATOR(pg_catalog.+) 1)";
  return value + "::pg_catalog.timestamptz";
}

std::string statement_of(const Arguments& arguments) {
  const Oid relation = arguments.relation(1, "source");
  const std::string from = column_of(arguments, 2, "from_column", relation);
  const std::string until = column_of(arguments, 3, "until_column", relation);
  const std::string factor = column_of(arguments, 4, "factor_column", relation);
  std::string key = "NULL::pg_catalog.text";
  if (!arguments.is_null(5))
    key = datagen::pg::quoted_name(column_of(arguments, 5, "key_column", relation)) + "::pg_catalog.text";
  const std::string table = call([&]() noexcept -> const char* {
    const char* name = get_rel_name(relation);
    if (!name)
      ereport(ERROR,
              (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("relation with OID %u does not exist", relation)));
    return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relation)), name);
  });
  return "SELECT " + bound(relation, from, false) + ", " + bound(relation, until, true) + ", " +
         datagen::pg::quoted_name(factor) + "::pg_catalog.float8, " + key + " FROM " + table;
}

void read_effects(Effects& effects) {
  effects.of_key.clear();
  datagen::pg::SpiConnection connection;
  datagen::pg::for_each_row(effects.source, [&](const datagen::pg::ResultRow& row) {
    if (row.nulls[2]) return;
    Period period;
    period.from = row.nulls[0] ? DT_NOBEGIN : DatumGetTimestampTz(row.values[0]);
    period.until = row.nulls[1] ? DT_NOEND : DatumGetTimestampTz(row.values[1]);
    period.factor = DatumGetFloat8(row.values[2]);
    std::string key;
    if (!row.nulls[3])
      key = std::string("=") +
            call([&]() noexcept -> const char* { return TextDatumGetCString(row.values[3]); });
    effects.of_key[key].push_back(period);
  });
  // Factors multiply in an order that the table's physical order does not decide.
  for (auto& [key, periods] : effects.of_key)
    std::sort(periods.begin(), periods.end(), [](const Period& a, const Period& b) {
      return std::tie(a.from, a.until, a.factor) < std::tie(b.from, b.until, b.factor);
    });
}

double factor_at(const Effects& effects, const std::string& key, int64_t moment) {
  const auto found = effects.of_key.find(key);
  double product = 1;
  if (found == effects.of_key.end()) return product;
  for (const Period& period : found->second)
    if (period.from <= moment && moment < period.until) product *= period.factor;
  return product;
}

bool names_are_constant(FunctionCallInfo fcinfo) {
  return call([&]() noexcept {
    for (int i = 1; i <= 5; ++i)
      if (!get_fn_expr_arg_stable(fcinfo->flinfo, i)) return false;
    return true;
  });
}

}  // namespace

DG_FUNCTION(datagen_effect) {
  const Arguments arguments(fcinfo);
  auto& effects = datagen::pg::kept_at_call_site<Effects>(fcinfo);
  const CommandId command = call([]() noexcept { return GetActiveSnapshot()->curcid; });
  if (!effects.known) {
    effects.constant = names_are_constant(fcinfo);
    effects.known = true;
  }
  const std::string source = effects.constant && effects.read ? effects.source : statement_of(arguments);
  if (!effects.read || effects.transaction != MyProc->lxid || effects.command != command ||
      effects.source != source) {
    effects.read = false;
    effects.transaction = MyProc->lxid;
    effects.command = command;
    effects.source = source;
    read_effects(effects);
    effects.read = true;
  }
  if (arguments.is_null(0)) PG_RETURN_NULL();
  const int64_t moment = DatumGetTimestampTz(arguments.raw(0));
  double factor = factor_at(effects, "", moment);
  if (!arguments.is_null(5) && !arguments.is_null(6)) {
    const std::string key = call([&]() noexcept -> const char* {
      Oid output;
      bool varlena;
      getTypeOutputInfo(get_fn_expr_argtype(fcinfo->flinfo, 6), &output, &varlena);
      return psprintf("=%s", OidOutputFunctionCall(output, arguments.raw(6)));
    });
    factor *= factor_at(effects, key, moment);
  }
  return Float8GetDatum(factor);
}
