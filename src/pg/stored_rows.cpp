// src/pg/stored_rows.cpp -- SQL over the target and its parents, with the caller's privileges
#include "pg/stored_rows.hpp"

#include <algorithm>

namespace datagen::pg {
namespace {

/// Rows of which other columns than the key are kept in memory.
constexpr uint64_t kMostBeside = 2000000;

std::string column_list(const core::Relation& relation, const std::vector<int>& columns,
                        const std::vector<const ValueCodec*>& codecs) {
  std::string list;
  for (size_t i = 0; i < columns.size(); ++i) {
    const core::Column& column = relation.columns[static_cast<size_t>(columns[i])];
    list += (i ? ", " : "") + identifier(column.name);
    if (codecs[i]->oid() != column.type->oid || column.type->domain_oid != 0)
      list += "::" + type_name(codecs[i]->oid());
  }
  return list;
}

/// Values of one result row; the row stays valid until the next.
class TupleDecoder {
 public:
  explicit TupleDecoder(const std::vector<const ValueCodec*>& codecs)
      : codecs_(codecs), tuple_(codecs.size()) {}
  const core::Value* decode(const ResultRow& row) {
    arena_.reset();
    for (size_t i = 0; i < codecs_.size(); ++i)
      tuple_[i] = row.nulls[i] ? core::Value::null() : codecs_[i]->decode(row.values[i], arena_);
    return tuple_.data();
  }

 private:
  const std::vector<const ValueCodec*>& codecs_;
  std::vector<core::Value> tuple_;
  core::Arena arena_;
};

/// The largest value of the relation's column in `rows`, a FROM item that has a column of this name.
std::optional<int64_t> highest_of(const core::Relation& relation, int column, const ValueCodec& codec,
                                  const std::string& rows) {
  std::optional<int64_t> highest;
  core::Arena arena;
  for_each_row("SELECT pg_catalog.max(" + column_list(relation, {column}, {&codec}) + ") FROM " + rows,
               [&](const ResultRow& row) {
                 if (row.nulls[0]) return;
                 const core::Value value = codec.decode(row.values[0], arena);
                 if (value.kind == core::ValueKind::Tick) highest = value.tick;
               });
  return highest;
}

}  // namespace

std::string from_clause(const core::Relation& relation) {
  const std::string name = identifier(relation.schema) + "." + identifier(relation.name);
  return (relation.kind == core::RelationKind::Table ? "ONLY " : "") + name;
}

uint64_t count_rows(const core::Relation& relation) {
  return static_cast<uint64_t>(query_int64("SELECT pg_catalog.count(*) FROM " + from_clause(relation)));
}

std::optional<int64_t> highest_value(const core::Relation& relation, int column, const ValueCodec& codec) {
  return highest_of(relation, column, codec, from_clause(relation));
}

std::optional<int64_t> highest_in_tree(const core::Relation& relation, int column, const ValueCodec& codec,
                                       bool holds_rows) {
  std::optional<int64_t> highest;
  if (holds_rows) highest = highest_value(relation, column, codec);
  if (relation.kind != core::RelationKind::Table || relation.is_partition) return highest;
  const std::string own = std::to_string(relation.id) + "::pg_catalog.oid";
  const std::string name =
      quoted_literal(in_server_encoding(relation.columns[static_cast<size_t>(column)].name));
  std::vector<std::string> trees;
  for_each_row(
      "WITH RECURSIVE above(id) AS (SELECT " + own +
          " UNION SELECT i.inhparent FROM above JOIN pg_catalog.pg_inherits i ON i.inhrelid"
          " OPERATOR(pg_catalog.=) above.id) SELECT c.oid FROM above JOIN pg_catalog.pg_class c"
          " ON c.oid OPERATOR(pg_catalog.=) above.id JOIN pg_catalog.pg_attribute a"
          " ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attname OPERATOR(pg_catalog.=) " +
          name +
          " WHERE c.relhassubclass AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')"
          " AND pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE')"
          " AND NOT pg_catalog.row_security_active(c.oid)",
      [&](const ResultRow& row) { trees.push_back(relation_name(DatumGetObjectId(row.values[0]))); });
  // Nothing is less than any number.
  for (const std::string& tree : trees)
    highest = std::max(highest, highest_of(relation, column, codec, tree));
  return highest;
}

core::KeyTable read_tuples(const core::Relation& relation, const std::vector<int>& columns,
                           const std::vector<const ValueCodec*>& codecs, const std::string& except) {
  core::KeyTable table(static_cast<int>(columns.size()));
  TupleDecoder decoder(codecs);
  for_each_row("SELECT " + column_list(relation, columns, codecs) + " FROM " + from_clause(relation) +
                   (except.empty() ? "" : " WHERE NOT (" + except + ")"),
               [&](const ResultRow& row) { table.append(decoder.decode(row)); });
  return table;
}

core::KeyTable read_keys(const core::Relation& relation, const std::vector<int>& columns,
                         const std::vector<const ValueCodec*>& codecs, uint64_t most, BesideKeys* beside) {
  std::vector<int> all = columns;
  std::vector<const ValueCodec*> all_codecs = codecs;
  if (beside) {
    all.insert(all.end(), beside->columns.begin(), beside->columns.end());
    all_codecs.insert(all_codecs.end(), beside->codecs.begin(), beside->codecs.end());
    beside->rows = std::make_shared<core::KeyTable>(static_cast<int>(beside->columns.size()));
  }
  std::string sql = "SELECT " + column_list(relation, all, all_codecs) + " FROM " + from_clause(relation);
  std::string order;
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string name = identifier(relation.columns[static_cast<size_t>(columns[i])].name);
    sql += (i ? " AND " : " WHERE ") + name + " IS NOT NULL";
    order += (i ? ", " : " ORDER BY ") + name;
  }
  core::KeyTable table(static_cast<int>(columns.size()));
  TupleDecoder decoder(all_codecs);
  uint64_t number = 0;
  uint64_t stride = 1;
  for_each_row(sql + order, [&](const ResultRow& row) {
    if (number++ % stride != 0) return;
    if (table.size() >= most && !table.in_runs()) {
      const auto every_second = [](const core::KeyTable& rows) {
        uint64_t kept = 0;
        return rows.filter([&](const core::Value*) { return kept++ % 2 == 0; });
      };
      table = every_second(table);
      if (beside && beside->rows) *beside->rows = every_second(*beside->rows);
      stride *= 2;
      if ((number - 1) % stride != 0) return;
    }
    const core::Value* tuple = decoder.decode(row);
    table.append(tuple);
    if (!beside || !beside->rows) return;
    if (beside->rows->size() < kMostBeside)
      beside->rows->append(tuple + columns.size());
    else
      beside->rows.reset();
  });
  return table;
}

}  // namespace datagen::pg
