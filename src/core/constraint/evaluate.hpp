// src/core/constraint/evaluate.hpp -- the core's own reading of an expression on one row, for proofs and unit tests
#pragma once

#include "core/schema/predicate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace datagen::core {

enum class Truth : uint8_t { False, True, Null, Undetermined };

/// The truth of `expr` for `row` (indexed by column). Undetermined where only the server knows: opaque functions,
/// collated text order, regular expressions, binary floating point arithmetic, time zones. Never wrong otherwise.
Truth truth_of(const Expr& expr, const std::vector<Value>& row);

/// The value of a numeric, temporal or boolean expression on the grid of `target`, rounded half away from zero as an
/// assignment cast does. nullopt where undetermined or outside of `target`; a NULL value when the result is NULL.
std::optional<Value> evaluate(const Expr& expr, const std::vector<Value>& row, const Type& target);

/// The text of an expression that reads no column; nullopt where undetermined, NULL or no text.
std::optional<std::string> constant_text_of(const Expr& expr);

}  // namespace datagen::core
