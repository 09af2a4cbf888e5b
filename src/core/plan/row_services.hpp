// src/core/plan/row_services.hpp -- what the making of rows asks of the server
#pragma once

#include "core/base/arena.hpp"
#include "core/base/host.hpp"
#include "core/plan/exclusion_entry.hpp"
#include "core/schema/relation.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace datagen::core {

class PatternCompiler;

/// What the random draws of one evaluation of a rule are a function of.
struct RuleDraw {
  uint64_t key = 0;  ///< of (seed, relation, column)
  uint64_t ordinal = 0;
  uint64_t attempt = 0;
};

/// How the evaluation of a rule came out.
enum class RuleOutcome : uint8_t {
  Given,
  Unfit,   ///< the column cannot hold the value; that of another draw may fit
  Failed,  ///< the expression raised an error
};

/// The server side of one relation's rows. A row is an array of Relation::columns.size() values; columns that are not
/// assigned yet are NULL.
class RowServices : public Host {
 public:
  /// The first of `predicates` (indexes into Relation::predicates) that the row does not meet, -1 when it meets all.
  /// An expression that raises an error counts as not met.
  virtual int first_failure(const Value* row, const std::vector<int>& predicates) = 0;
  /// The key's value in this row as a hash under the key's own equality; nullopt when the row is outside a partial
  /// index or has a NULL that makes it distinct.
  virtual std::optional<uint64_t> key_hash(const UniqueKey& key, const Value* row) = 0;
  /// What the row takes of the constraint, its stretches being those of operand `span_part`, of the first && when that is
  /// -1. False when it takes no part: it is outside of the predicate, an operand is
  /// NULL, or its stretch is empty.
  virtual bool exclusion_entry(const Exclusion& exclusion, int span_part, const Value* row,
                               ExclusionEntry* entry) = 0;
  /// ExclusionEntry::group of a row of which only the columns of the = operands are set; nullopt when one is NULL.
  virtual std::optional<uint64_t> exclusion_group(const Exclusion& exclusion, const Value* row) = 0;
  /// Values worth a try for `column` where a search has no list of them: what the functions in `predicates` name, what
  /// tables that they read hold, what the column holds already. In an order that does not depend on storage.
  virtual std::vector<Value> candidates(int column, const std::vector<int>& predicates, Arena& arena) {
    (void)column, (void)predicates, (void)arena;
    return {};
  }
  /// The value for `column` of an expression of the server side, by its handle; nullopt where it raises an error or its
  /// type is not the column's.
  virtual std::optional<Value> computed(const Value* row, int handle, int column, Arena& arena) {
    (void)row, (void)handle, (void)column, (void)arena;
    return std::nullopt;
  }
  /// The value of a node of an expression (Expr::handle) on the row, as one of the node's own type; nullopt where it raises
  /// an error.
  virtual std::optional<Value> value_of(const Value* row, const Expr& expr, Arena& arena) {
    (void)row, (void)expr, (void)arena;
    return std::nullopt;
  }
  /// Compiles regular expressions; null where there is no server.
  virtual PatternCompiler* patterns() { return nullptr; }
  /// The value of column `column` by its rule into `value`, which is not set unless it is Given.
  virtual RuleOutcome rule_value(int column, const RuleDraw& draw, const Value* row, Arena& arena,
                                 Value* value) = 0;
  /// Raises the error of the last rule_value() that was not Given.
  [[noreturn]] virtual void raise_rule_error() = 0;
  /// The value of the sequence behind `column` for the `index`-th new row; the same answer at every call.
  virtual int64_t sequence_value(int column, uint64_t index) = 0;
};

}  // namespace datagen::core
