// src/api/fill_arguments.cpp -- counts, table lists and options, checked before anything is read
#include "api/fill_arguments.hpp"

#include "api/fan_out_arguments.hpp"
#include "core/base/error.hpp"
#include "pg/arguments.hpp"
#include "pg/catalog_reader.hpp"
#include "pg/data_pack.hpp"
#include "pg/query.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

extern "C" {
#include "catalog/namespace.h"
}

namespace datagen::api {
namespace {

using core::Error;
using core::ErrorCode;
using pg::Arguments;

core::ParentsMode read_parents(const Arguments& arguments, int index) {
  return pg::choose_word(arguments.text(index, "parents"), "parents", {"auto", "existing"}) == 0
             ? core::ParentsMode::Auto
             : core::ParentsMode::Existing;
}

bool read_keep_going(const Arguments& arguments, int index) {
  return pg::choose_word(arguments.text(index, "on_error"), "on_error", {"stop", "skip"}) == 1;
}

[[noreturn]] void throw_undefined(const std::string& name) {
  throw Error(ErrorCode::UndefinedTable, "relation \"" + name + "\" does not exist", "",
              "Names are written as they are stored, without quotes.");
}

Oid relation_in(const std::string& schema, const std::string& name) {
  const char* schema_name = schema.c_str();
  const char* relation_name = name.c_str();
  return pg::call([&]() noexcept {
    // "pg_temp" is an alias of this session's schema of temporary tables.
    const Oid nspace = strcmp(schema_name, "pg_temp") == 0 ? LookupExplicitNamespace(schema_name, true)
                                                           : get_namespace_oid(schema_name, true);
    return OidIsValid(nspace) ? get_relname_relid(relation_name, nspace) : InvalidOid;
  });
}

/// "schema.relation" or a relation on the search_path, names as they are stored.
Oid relation_named(const std::string& name) {
  for (size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
    const Oid found = relation_in(name.substr(0, dot), name.substr(dot + 1));
    if (OidIsValid(found)) return found;
  }
  const char* relation = name.c_str();
  const Oid found = pg::call([&]() noexcept { return RelnameGetRelid(relation); });
  if (!OidIsValid(found)) throw_undefined(name);
  return found;
}

/// One value of counts as the server's JSON functions take it apart.
struct CountEntry {
  std::string name;
  std::string type;    // jsonb_typeof
  std::string scalar;  // its text
  std::string json;
};

std::vector<CountEntry> json_entries(const std::string& json) {
  std::vector<CountEntry> entries;
  std::string kind;
  pg::for_each_row("SELECT pg_catalog.jsonb_typeof(" + pg::quoted_literal(json) + "::pg_catalog.jsonb)",
                   [&](const pg::ResultRow& row) {
                     kind = pg::call([&]() noexcept { return TextDatumGetCString(row.values[0]); });
                   });
  if (kind != "object")
    throw Error(ErrorCode::InvalidParameter, "counts must be a JSON object, not " + kind, "",
                "Write it as '{\"relation\": rows}'.");
  pg::for_each_row(
      "SELECT key, pg_catalog.jsonb_typeof(value), value OPERATOR(pg_catalog.#>>) '{}'::pg_catalog.text[], "
      "value::pg_catalog.text FROM "
      "pg_catalog.jsonb_each(" +
          pg::quoted_literal(json) + "::pg_catalog.jsonb)",
      [&](const pg::ResultRow& row) {
        const char* texts[4];
        pg::call([&]() noexcept {
          for (int i = 0; i < 4; ++i) texts[i] = row.nulls[i] ? "" : TextDatumGetCString(row.values[i]);
        });
        entries.push_back({texts[0], texts[1], texts[2], texts[3]});
      });
  return entries;
}

double parse_number(const CountEntry& entry, const std::string& relation) {
  const double number = entry.type == "number" ? std::strtod(entry.scalar.c_str(), nullptr) : -1;
  if (number < 0 || number > 9e18)
    throw Error(ErrorCode::InvalidParameter, "invalid count for relation \"" + relation + "\": " + entry.json,
                "", "A count is a number of rows, or an object such as {\"per\": \"parent\", \"mean\": 3}.");
  return number;
}

/// The mean lies between the bounds; a bound that is not given lies as far from the mean as the other.
void settle_bounds(const CountEntry& entry, double low, double high, bool mean, core::PerParent& per) {
  if (low < 0 && high < 0) return;
  for (double bound : {low, high})
    if (bound > 0 && bound != std::floor(bound))
      throw Error(
          ErrorCode::InvalidParameter,
          "\"min\" and \"max\" must be whole numbers in the count of relation \"" + entry.name + "\"");
  if (!mean) per.mean = high >= 0 ? (std::max(low, 0.0) + high) / 2 : std::max(1.0, 2 * low);
  if (low < 0) low = std::max(0.0, std::floor(2 * per.mean - high));
  if (high < 0) high = std::ceil(2 * per.mean - low);
  if (per.mean < low || per.mean > high)
    throw Error(
        ErrorCode::InvalidParameter,
        "\"mean\" is not between \"min\" and \"max\" in the count of relation \"" + entry.name + "\"");
  per.min = static_cast<uint64_t>(low);
  per.max = static_cast<uint64_t>(high);
}

core::PerParent read_per_parent(const CountEntry& entry,
                                const std::function<Oid(const std::string&)>& resolve) {
  core::PerParent per;
  double low = -1;
  double high = -1;
  bool mean = false;
  FanOutArguments fan_out(entry.name);
  for (const CountEntry& part : json_entries(entry.json)) {
    if (part.name == "per" && part.type == "string")
      per.parent = resolve(part.scalar);
    else if (fan_out.take(part.name,
                          part.type == "number" || part.type == "string" ? part.scalar : part.json))
      continue;
    else if (part.name == "mean")
      per.mean = parse_number(part, entry.name), mean = true;
    else if (part.name == "min")
      low = parse_number(part, entry.name);
    else if (part.name == "max")
      high = parse_number(part, entry.name);
    else if (part.name == "per")
      throw Error(ErrorCode::InvalidParameter,
                  "\"per\" must be the name of a relation in the count of relation \"" + entry.name + "\"",
                  "", "Write it as {\"per\": \"parent\", \"mean\": 3}.");
    else
      throw Error(ErrorCode::InvalidParameter,
                  "unrecognized key \"" + part.name + "\" in the count of relation \"" + entry.name + "\"",
                  "",
                  "Valid keys are \"per\", \"mean\", \"min\", \"max\", \"distribution\", \"dispersion\", "
                  "\"exponent\" and \"childless\".");
  }
  if (per.parent == 0)
    throw Error(ErrorCode::InvalidParameter, "the count of relation \"" + entry.name + "\" lacks \"per\"");
  if (low >= 0 && high >= 0 && low > high)
    throw Error(ErrorCode::InvalidParameter,
                "\"min\" is greater than \"max\" in the count of relation \"" + entry.name + "\"");
  if (per.parent == resolve(entry.name))
    throw Error(ErrorCode::InvalidParameter, "the count of relation \"" + entry.name + "\" refers to itself");
  per.fan_out = fan_out.shape(mean ? std::optional<double>(per.mean) : std::nullopt, low, high);
  if (!per.fan_out)
    settle_bounds(entry, low, high, mean, per);
  else if (!mean && high >= 0)
    per.mean = (std::max(low, 0.0) + high) / 2;
  return per;
}

void read_counts(const std::string& json, const std::function<Oid(const std::string&)>& resolve,
                 core::FillRequest& request) {
  pg::SpiConnection connection;
  for (const CountEntry& entry : json_entries(json)) {
    const Oid relation = resolve(entry.name);
    if (request.counts.count(relation) + request.per_parent.count(relation) > 0)
      throw Error(ErrorCode::InvalidParameter, "relation \"" + entry.name + "\" has two entries in counts",
                  "", "A relation may be written with and without its schema, but only once.");
    request.defaults.erase(relation);
    if (entry.type == "object") {
      request.per_parent[relation] = read_per_parent(entry, resolve);
      continue;
    }
    const double number = parse_number(entry, entry.name);
    if (number != std::floor(number))
      throw Error(ErrorCode::InvalidParameter,
                  "invalid count for relation \"" + entry.name + "\": " + entry.json, "",
                  "A number of rows is a whole number.");
    request.counts[relation] = static_cast<uint64_t>(number);
  }
}

/// Unknown locales are refused before anything is read.
std::optional<std::string> read_locale(const Arguments& arguments, int index) {
  auto locale = arguments.optional_text(index);
  if (locale) pg::realm_if_installed(locale);
  return locale;
}

}  // namespace

pg::FillCall read_fill(FunctionCallInfo fcinfo) {
  const Arguments arguments(fcinfo);
  pg::FillCall call;
  call.action = "fill";
  const Oid target = arguments.relation(0, "target");
  call.request.counts[target] = arguments.row_count(1, "n");
  call.seed = arguments.optional_integer(2);
  call.request.parents = read_parents(arguments, 3);
  call.rules_target = target;
  if (!arguments.is_null(4)) call.rules = arguments.raw(4);
  call.locale = read_locale(arguments, 5);
  return call;
}

pg::FillCall read_fill_schema(FunctionCallInfo fcinfo) {
  const Arguments arguments(fcinfo);
  pg::FillCall call;
  call.action = "fill_schema";
  const std::string schema = arguments.name(0, "schema");
  call.request.default_rows = arguments.row_count(1, "rows");
  const auto counts = arguments.optional_json(2);
  call.seed = arguments.optional_integer(3);
  const auto tables = arguments.optional_names(4);
  const auto except_tables = arguments.optional_names(5);
  call.request.parents = read_parents(arguments, 6);
  call.request.keep_going = read_keep_going(arguments, 7);
  call.locale = read_locale(arguments, 8);

  const auto all = pg::fillable_relations(schema.c_str());
  const auto resolve = [&](const std::string& name) {
    Oid found = relation_in(schema, name);
    if (!OidIsValid(found) && name.compare(0, schema.size() + 1, schema + ".") == 0)
      found = relation_in(schema, name.substr(schema.size() + 1));
    if (!OidIsValid(found)) throw_undefined(name);
    return found;
  };
  if (tables)
    for (const std::string& name : *tables) call.request.defaults.insert(resolve(name));
  else
    call.request.defaults.insert(all.begin(), all.end());
  if (except_tables)
    for (const std::string& name : *except_tables) call.request.defaults.erase(resolve(name));
  if (counts) read_counts(*counts, resolve, call.request);
  return call;
}

pg::FillCall read_fill_tables(FunctionCallInfo fcinfo) {
  const Arguments arguments(fcinfo);
  pg::FillCall call;
  call.action = "fill_tables";
  const auto counts = arguments.optional_json(0);
  if (!counts) throw Error(ErrorCode::NullArgument, "argument \"counts\" must not be null");
  call.seed = arguments.optional_integer(1);
  call.request.parents = read_parents(arguments, 2);
  call.request.keep_going = read_keep_going(arguments, 3);
  call.locale = read_locale(arguments, 4);
  read_counts(*counts, relation_named, call.request);
  return call;
}

}  // namespace datagen::api
