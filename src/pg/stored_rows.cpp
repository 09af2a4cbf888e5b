// src/pg/stored_rows.cpp -- SQL over the target and its parents, with the caller's privileges
#include "pg/stored_rows.hpp"

namespace datagen::pg {
namespace {

std::string column_list(const core::Relation& relation, const std::vector<int>& columns,
                        const std::vector<const ValueCodec*>& codecs) {
  std::string list;
  for (size_t i = 0; i < columns.size(); ++i) {
    const core::Column& column = relation.columns[static_cast<size_t>(columns[i])];
    list += (i ? ", " : "") + quoted_name(column.name);
    if (codecs[i]->oid() != column.type->oid || column.type->domain_oid != 0)
      list += "::" + type_name(codecs[i]->oid());
  }
  return list;
}

}  // namespace

std::string from_clause(const core::Relation& relation) {
  const std::string name = quoted_name(relation.schema) + "." + quoted_name(relation.name);
  return (relation.kind == core::RelationKind::Table ? "ONLY " : "") + name;
}

uint64_t count_rows(const core::Relation& relation) {
  return static_cast<uint64_t>(query_int64("SELECT pg_catalog.count(*) FROM " + from_clause(relation)));
}

std::optional<int64_t> highest_value(const core::Relation& relation, int column, const ValueCodec& codec) {
  std::optional<int64_t> highest;
  core::Arena arena;
  for_each_row("SELECT pg_catalog.max(" + column_list(relation, {column}, {&codec}) + ") FROM " + from_clause(relation),
               [&](const ResultRow& row) {
                 if (row.nulls[0]) return;
                 const core::Value value = codec.decode(row.values[0], arena);
                 if (value.kind == core::ValueKind::Tick) highest = value.tick;
               });
  return highest;
}

core::KeyTable read_tuples(const core::Relation& relation, const std::vector<int>& columns,
                           const std::vector<const ValueCodec*>& codecs, bool skip_nulls) {
  std::string sql = "SELECT " + column_list(relation, columns, codecs) + " FROM " + from_clause(relation);
  std::string order;
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string name = quoted_name(relation.columns[static_cast<size_t>(columns[i])].name);
    if (skip_nulls) sql += (i ? " AND " : " WHERE ") + name + " IS NOT NULL";
    order += (i ? ", " : " ORDER BY ") + name;
  }
  core::KeyTable table(static_cast<int>(columns.size()));
  core::Arena arena;
  std::vector<core::Value> tuple(columns.size());
  for_each_row(sql + order, [&](const ResultRow& row) {
    arena.reset();
    for (size_t i = 0; i < columns.size(); ++i)
      tuple[i] = row.nulls[i] ? core::Value::null() : codecs[i]->decode(row.values[i], arena);
    table.append(tuple.data());
  });
  return table;
}

void for_each_stored_row(const core::Relation& relation, const std::vector<int>& columns, const RowCodec& codec,
                         const std::function<void(const core::Value* row)>& visit) {
  std::vector<const ValueCodec*> codecs;
  for (int column : columns) codecs.push_back(&codec.column(column));
  std::vector<core::Value> values(relation.columns.size());
  core::Arena arena;
  for_each_row("SELECT " + column_list(relation, columns, codecs) + " FROM " + from_clause(relation),
               [&](const ResultRow& row) {
                 arena.reset();
                 for (size_t i = 0; i < columns.size(); ++i)
                   values[static_cast<size_t>(columns[i])] =
                       row.nulls[i] ? core::Value::null() : codecs[i]->decode(row.values[i], arena);
                 visit(values.data());
               });
}

}  // namespace datagen::pg
