// src/pg/rule_error.hpp -- errors of a rule's evaluation, with the column that the rule is of
#pragma once

#include "core/base/error.hpp"
#include "core/schema/relation.hpp"
#include "pg/guard.hpp"

#include <optional>

namespace datagen::pg {

/// A copy with schema, table and column in the fields, the rule in the context and, where the value does not fit the
/// column's type, a hint, each as far as the error itself says nothing.
PgError error_of_rule(const PgError& error, const core::Relation& relation, int column);
core::Error error_of_rule(const core::Error& error, const core::Relation& relation, int column);

/// The error of a rule that gives NULL where the column must not hold one; nullopt where it may, or where a trigger may
/// still put a value there.
std::optional<core::Error> error_of_null(const core::Relation& relation, int column);

/// Whether the error says that a type cannot hold a value: 22001 (too long) and 22003 (out of range).
bool is_misfit(int sqlstate);

}  // namespace datagen::pg
