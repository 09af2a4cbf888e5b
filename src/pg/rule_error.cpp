// src/pg/rule_error.cpp -- the column, the context and the hint of an error that a rule raised
#include "pg/rule_error.hpp"

#include "pg/query.hpp"

namespace datagen::pg {

bool is_misfit(int sqlstate) {
  return sqlstate == ERRCODE_STRING_DATA_RIGHT_TRUNCATION || sqlstate == ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
}

PgError error_of_rule(const PgError& error, const core::Relation& relation, int column) {
  const ErrorData* data = &error.data();
  const std::string schema = in_server_encoding(relation.schema);
  const std::string table = in_server_encoding(relation.name);
  const std::string name = in_server_encoding(relation.columns[static_cast<size_t>(column)].name);
  const std::string rule = "rule on column \"" + name + "\" of relation \"" + table + "\"";
  std::string context = data->context ? data->context : "";
  // The compiler names the rule itself, with where it comes from.
  if (context.find(rule.substr(rule.find("on column"))) == std::string::npos)
    context += (context.empty() ? "" : "\n") + rule;
  const std::string hint =
      is_misfit(error.sqlstate()) && !data->hint
          ? "Change the rule on \"" + name + "\" so that its values fit the column's type."
          : "";
  const char* fields[] = {schema.c_str(), table.c_str(), name.c_str(), context.c_str(), hint.c_str()};
  return PgError(call([&]() noexcept {
    MemoryContext outer =
        MemoryContextSwitchTo(TopTransactionContext ? TopTransactionContext : TopMemoryContext);
    ErrorData* copy = static_cast<ErrorData*>(palloc(sizeof(ErrorData)));
    *copy = *data;
    copy->context = nullptr;
    char** texts[] = {&copy->message,       &copy->detail,          &copy->detail_log,   &copy->hint,
                      &copy->backtrace,     &copy->schema_name,     &copy->table_name,   &copy->column_name,
                      &copy->datatype_name, &copy->constraint_name, &copy->internalquery};
    for (char** text : texts)
      if (*text) *text = pstrdup(*text);
    if (!copy->schema_name && !copy->table_name) {
      copy->schema_name = pstrdup(fields[0]);
      copy->table_name = pstrdup(fields[1]);
      copy->column_name = pstrdup(fields[2]);
    }
    copy->context = pstrdup(fields[3]);
    if (fields[4][0]) copy->hint = pstrdup(fields[4]);
    MemoryContextSwitchTo(outer);
    return copy;
  }));
}

std::optional<core::Error> error_of_null(const core::Relation& relation, int column) {
  const std::string& name = relation.columns[static_cast<size_t>(column)].name;
  if (relation.nullable(column) || relation.has_before_insert_triggers || relation.has_rules ||
      relation.kind == core::RelationKind::View)
    return std::nullopt;
  return core::Error(
      core::ErrorCode::NotNullViolation,
      "rule on column \"" + name + "\" of relation \"" + relation.name +
          "\" gives NULL, which the column must not hold",
      "The column is NOT NULL. No value that the rule gave to the row was another.",
      "Give the rule a value for this case, for instance with coalesce(); datagen.parent() is NULL where "
      "the reference is.",
      {relation.schema, relation.name, name, "", ""});
}

core::Error error_of_rule(const core::Error& error, const core::Relation& relation, int column) {
  if (!error.fields().table.empty()) return error;
  return {error.code(),
          error.message(),
          error.detail(),
          error.hint(),
          {relation.schema, relation.name, relation.columns[static_cast<size_t>(column)].name, "", ""}};
}

}  // namespace datagen::pg
