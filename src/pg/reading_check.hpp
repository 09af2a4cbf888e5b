// src/pg/reading_check.hpp -- holding the core's reading of conditions against the server's, for tests
#pragma once

#ifdef DATAGEN_FAULT_INJECTION

#include "core/constraint/analyse.hpp"
#include "pg/row_server.hpp"

#include <functional>
#include <string>
#include <vector>

namespace datagen::pg {

/// A row on which the two differ.
struct ReadingError {
  std::string constraint;
  /// evaluator: truth_of() says otherwise than the executor. excluded: a row that the condition admits lies outside of
  /// every branch that must hold all such rows. admitted: a row lies within a branch that claims to meet the condition
  /// and does not.
  std::string kind;
  std::string expression;  ///< as the core reads it
  uint64_t row = 0;        ///< its place in the table, from 1
};

/// What was looked at, so that a test can tell that it tested something.
struct ReadingCounts {
  uint64_t evaluations = 0;  ///< rows times conditions
  uint64_t decided = 0;      ///< of which truth_of() had an answer
  uint64_t understood = 0;   ///< conditions that no server check is left for
  uint64_t conditions = 0;
};

/// Compares for each CHECK of `relation`, on its own, and for each pair of neighbours, all rows of the table.
ReadingCounts check_reading(const core::Relation& relation, const RowCodec& codec, ExpressionPool& pool,
                            core::PatternCompiler& patterns,
                            const std::function<void(const ReadingError&)>& report);

}  // namespace datagen::pg

#endif
