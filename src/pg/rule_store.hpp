// src/pg/rule_store.hpp -- where rules come from: the call, datagen.rule, column comments
#pragma once

#include "core/base/error.hpp"
#include "core/schema/relation.hpp"
#include "pg/guard.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace datagen::pg {

/// In order of precedence.
enum class RuleSource : uint8_t { Call, Stored, Comment };

/// What one column should hold.
struct Rule {
  int column = -1;         ///< index in Relation::columns
  std::string expression;  ///< SQL in UTF-8
  bool has_expression = false;
  std::optional<double> null_share;  ///< 0 to 1
  RuleSource source = RuleSource::Stored;
};

/// A place where an expression names a column: a byte offset in the text in the server's encoding.
struct ColumnReference {
  size_t offset = 0;
  int column = -1;
  bool qualified = false;  ///< written relation.column
  bool literal =
      false;  ///< written inside a string, as an argument of datagen.parent(); `offset` is past the quote
  Oid relation = InvalidOid;  ///< of `number`, when the column is one of a parent; `column` is then unused
  int number = 0;
  std::string name;  ///< of `number`, in the server's encoding
};

/// The rules that datagen.set_rule() stored for the relation, by column name, under the present column names.
std::vector<Rule> stored_rules(const core::Relation& relation);

/// A call's `rules` argument: a jsonb object of column names and SQL expressions; absent means none. A JSON null gives
/// a Rule with neither expression nor share: the column has no rule in this call.
/// Errors: UndefinedColumn; InvalidParameter when it is not an object of strings and nulls or names a column that takes
/// no values (generated); InsufficientPrivilege for a column that the caller may not insert into.
std::vector<Rule> parse_rules(std::optional<Datum> jsonb, const core::Relation& relation);

/// The rules that count, one per column, in the order of columns: the call's, then the stored ones, then a line
/// `datagen: expression` in the column's comment. A rule with an expression hides those after it; one with a share only
/// leaves the expression to them. Columns that take no values have no rules.
/// Errors: InvalidParameter as check_null_share.
std::vector<Rule> effective_rules(const core::Relation& relation, const std::vector<Rule>& of_call);

/// Throws unless a value can be inserted into the column: Error(InvalidParameter) for a generated one and one that the view
/// cannot pass on, Error(InsufficientPrivilege) without INSERT on it.
void check_takes_values(const core::Relation& relation, int column);

/// Throws Error(InvalidParameter) unless the rule's share is none, or within 0 and 1 and 0 for a NOT NULL column.
void check_null_share(const core::Relation& relation, const Rule& rule);

/// Stores the rule over the column's earlier one; the caller has checked everything, ownership too. `references` are
/// the columns that the expression names, by offset. Throws Error(InvalidParameter) for a comment inside a qualified name.
void store_rule(const core::Relation& relation, const Rule& rule,
                const std::vector<ColumnReference>& references);

/// Removes the rule of an attribute; false when there was none. The caller has checked ownership.
bool remove_rule(Oid relation, AttrNumber number);

/// The diagnostic fields for a column.
core::ErrorFields fields_of(const core::Relation& relation, int column);

}  // namespace datagen::pg
