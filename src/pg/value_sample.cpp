// src/pg/value_sample.cpp -- reading a bounded sample of rows with the caller's rights
#include "pg/value_sample.hpp"

#include "core/infer/value_evidence.hpp"
#include "pg/data_pack.hpp"
#include "pg/query.hpp"
#include "pg/stored_rows.hpp"
#include "pg/type_reader.hpp"

extern "C" {
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
}

#include <algorithm>
#include <cstring>

namespace datagen::pg {
namespace {

constexpr int kMostRows = 300;
constexpr int kMostCharacters = 200;
constexpr int64_t kWholeTable = 100LL << 20;

/// The types whose texts are looked at: their output runs no code of others.
bool is_looked_at(const core::Type& type) {
  switch (type.oid) {
    case TEXTOID:
    case VARCHAROID:
    case BPCHAROID:
    case INT2OID:
    case INT4OID:
    case INT8OID: return true;
    default: return false;
  }
}

std::vector<int> readable_columns(const core::Relation& relation) {
  std::vector<int> columns;
  const Oid id = relation.id;
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    const auto number = static_cast<AttrNumber>(relation.columns[c].number);
    if (!is_looked_at(*relation.columns[c].type)) continue;
    const bool readable = call([&]() noexcept {
      return pg_class_aclcheck(id, GetUserId(), ACL_SELECT) == ACLCHECK_OK ||
             pg_attribute_aclcheck(id, number, GetUserId(), ACL_SELECT) == ACLCHECK_OK;
    });
    if (readable) columns.push_back(static_cast<int>(c));
  }
  return columns;
}

/// With all partitions, in bytes.
int64_t size_of(const core::Relation& relation) {
  const std::string id = std::to_string(relation.id) + "::pg_catalog.oid::pg_catalog.regclass";
  return query_int64("SELECT GREATEST(pg_catalog.pg_table_size(" + id +
                     "), (SELECT pg_catalog.sum(pg_catalog.pg_table_size(relid))::pg_catalog.int8"
                     " FROM pg_catalog.pg_partition_tree(" +
                     id + ")))");
}

std::string sample_query(const core::Relation& relation, const std::vector<int>& columns) {
  std::string texts;
  std::string hashed;
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string name = "v" + std::to_string(i);
    const std::string column = identifier(relation.columns[static_cast<size_t>(columns[i])].name);
    texts.append(i ? ", " : "").append("pg_catalog.left(").append(column);
    texts.append("::pg_catalog.text COLLATE pg_catalog.\"C\", ");
    texts.append(std::to_string(kMostCharacters)).append(") AS ").append(name);
    hashed.append(", COALESCE(").append(name).append(", '\x1e')");
  }
  std::string from = from_clause(relation);
  if (const int64_t bytes = size_of(relation); bytes > kWholeTable)
    from += " TABLESAMPLE pg_catalog.system (" +
            std::to_string(100.0 * static_cast<double>(kWholeTable) / static_cast<double>(bytes)) +
            ") REPEATABLE (0)";
  return "SELECT * FROM (SELECT " + texts + " FROM " + from +
         ") AS s ORDER BY pg_catalog.hashtextextended(pg_catalog.concat_ws('\x1f'" + hashed + "), 0) LIMIT " +
         std::to_string(kMostRows);
}

void read_sample(const core::Relation& relation, const std::vector<int>& columns,
                 std::vector<core::ValueSample>& samples) {
  for_each_row(sample_query(relation, columns), [&](const ResultRow& row) {
    for (size_t i = 0; i < columns.size(); ++i) {
      if (row.nulls[i]) continue;
      const char* given = call([&]() noexcept { return TextDatumGetCString(row.values[i]); });
      std::string value = to_utf8(given, std::strlen(given));
      value.erase(value.find_last_not_of(' ') + 1);  // of char(n)
      if (!value.empty()) samples[static_cast<size_t>(columns[i])].push_back(std::move(value));
    }
  });
}

/// By column, in UTF-8, without NULLs; texts are cut after 200 characters.
std::vector<core::ValueSample> sample_values(const core::Relation& relation) {
  std::vector<core::ValueSample> samples(relation.columns.size());
  if (relation.kind != core::RelationKind::Table && relation.kind != core::RelationKind::Partitioned)
    return samples;
  const std::vector<int> columns = readable_columns(relation);
  if (columns.empty()) return samples;
  try {
    Subtransaction attempt;
    read_sample(relation, columns, samples);
    attempt.rollback();
  } catch (PgError& error) {
    if (must_propagate(error.sqlstate())) throw;
    std::fill(samples.begin(), samples.end(), core::ValueSample());
  }
  return samples;
}

/// Kept as long as the backend, as the pack is; nullptr without one.
const core::KnownNames* known_names() {
  const core::DataPack* pack = data_pack();
  if (!pack) return nullptr;
  static const auto* const kNames = new core::KnownNames(*pack);
  return kNames;
}

}  // namespace

std::vector<core::Meaning> heed_stored_values(const core::Relation& relation,
                                              std::vector<core::Meaning> told) {
  const std::vector<core::ValueSample> samples = sample_values(relation);
  for (size_t c = 0; c < told.size(); ++c)
    if (!samples[c].empty())
      told[c] = core::heed_values(std::move(told[c]), core::kind_of_type(*relation.columns[c].type),
                                  samples[c], known_names());
  return told;
}

}  // namespace datagen::pg
