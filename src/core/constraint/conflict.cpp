// src/core/constraint/conflict.cpp -- which constraints exclude each other, and the error that says so
#include "core/constraint/conflict.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

std::string quoted_list(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "\"" + names[i] + "\"";
  }
  return text;
}

}  // namespace

std::vector<int> minimal_conflict(std::vector<int> predicates,
                                  const std::function<bool(const std::vector<int>&)>& satisfiable) {
  for (size_t i = predicates.size(); i-- > 0;) {
    std::vector<int> rest = predicates;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    if (!satisfiable(rest)) predicates = std::move(rest);
  }
  return predicates;
}

bool lacks_partitions(const Relation& relation) {
  return std::any_of(relation.predicates.begin(), relation.predicates.end(), [](const Predicate& predicate) {
    return predicate.source == PredicateSource::Partition && predicate.expr &&
           predicate.expr->op == Op::Constant;
  });
}

Error no_partitions_error(const Relation& relation) {
  return Error(ErrorCode::CheckViolation, "partitioned table \"" + relation.name + "\" has no partitions",
               "No row can be inserted into it.",
               "Create a partition with CREATE TABLE ... PARTITION OF, for example a DEFAULT one.",
               {relation.schema, relation.name, "", "", ""});
}

Error conflict_error(const Relation& relation, const std::vector<int>& conflict) {
  if (lacks_partitions(relation)) return no_partitions_error(relation);
  std::vector<std::string> column_names, names, conditions;
  for (const Column& column : relation.columns) column_names.push_back(column.name);
  std::vector<int> columns;
  for (int index : conflict) {
    const Predicate& predicate = relation.predicates[static_cast<size_t>(index)];
    if (std::find(names.begin(), names.end(), predicate.name) == names.end()) names.push_back(predicate.name);
    conditions.push_back(describe(*predicate.expr, column_names));
    for (int column : columns_of(*predicate.expr)) columns.push_back(column);
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  ErrorFields fields;
  fields.schema = relation.schema;
  fields.table = relation.name;
  if (!names.empty()) fields.constraint = names[0];
  if (columns.size() == 1) fields.column = column_names[static_cast<size_t>(columns[0])];
  std::string message;
  if (names.empty())
    message = "the column types of relation \"" + relation.name + "\" admit no row";
  else if (names.size() == 1)
    message = "constraint \"" + names[0] + "\" of relation \"" + relation.name +
              "\" cannot be satisfied by any row";
  else
    message = "constraints " + quoted_list(names) + " of relation \"" + relation.name +
              "\" cannot be satisfied together";
  std::string detail;
  if (!columns.empty()) {
    std::vector<std::string> used;
    for (int column : columns) used.push_back(column_names[static_cast<size_t>(column)]);
    detail =
        (used.size() == 1 ? "No value of column " : "No values of columns ") + quoted_list(used) + " meet ";
    if (used.size() == 1) detail = "No value of column " + quoted_list(used) + " meets ";
    for (size_t i = 0; i < conditions.size(); ++i) detail += (i > 0 ? " AND " : "") + conditions[i];
    detail += ".";
  }
  return Error(ErrorCode::CheckViolation, message, detail, "Relax or drop one of the constraints.", fields);
}

}  // namespace datagen::core
