// src/pg/rule_compiler.hpp -- a rule's text -> an expression the executor evaluates over the row
#pragma once

#include "pg/expression.hpp"
#include "pg/rule_store.hpp"

#include <utility>
#include <vector>

namespace datagen::pg {

/// A call of datagen.parent() in a rule: the value comes as a parameter of the expression.
struct ParentValue {
  size_t foreign_key = 0;  ///< index in Relation::foreign_keys
  int number = 0;          ///< attribute of the parent
  int parameter = 0;       ///< in the pool
};

struct CompiledRule {
  std::vector<ParentValue> parents;
  int handle = -1;  ///< in the pool; the value has the base type of the column's type
  /// Columns the expression reads, ascending; generated ones are replaced by what they read, and datagen.parent() reads
  /// its foreign key.
  std::vector<int> inputs;
  std::vector<ColumnReference> references;  ///< where the text names columns, by offset
};

/// Parses and type-checks the rule's expression over the relation's columns with the caller's search_path; converts it to the column's type as an INSERT would; folds constants and adds it to the pool, with which
/// `relation` was read. The domain of a column is left to the INSERT. Calls no volatile or stable function.
/// Errors are PgErrors that point into the rule's text and name the rule in their context: the parser's own (syntax,
/// names, types); 42804 when the value cannot be assigned to the column; 0A000 for sub-selects, aggregates, window and
/// set-returning functions; 42P10 for system columns; 42703 and 22023 where
/// datagen.parent() names no foreign key or column, 0A000 where it refers to the relation itself; 42601 for anything but one expression.
CompiledRule compile_rule(const core::Relation& relation, const Rule& rule, ExpressionPool& pool);

/// The order in which rules can be evaluated: pairs of a column and the columns its rule reads. By column name where
/// the inputs leave a choice. Throws Error(InvalidParameter), naming the columns, when a rule reads its own column or
/// rules go in a circle.
std::vector<int> check_rule_order(const core::Relation& relation,
                                  const std::vector<std::pair<int, std::vector<int>>>& rules);

}  // namespace datagen::pg
