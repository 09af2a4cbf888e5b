// src/pg/undo_run.hpp -- takes a run back: deletes the rows that bear its mark, with the caller's privileges
#pragma once

#include "pg/guard.hpp"

#include <cstdint>

namespace datagen::pg {

/// Deletes the rows of a run of the current role, children before parents, relations that refer to each other under
/// one trigger window, and marks the run as undone. Returns the number of deleted rows. Rows that changed since bear
/// another mark: they stay and are counted in a NOTICE. An error leaves everything to the abort of the caller's
/// (sub)transaction.
/// Throws Error(InvalidParameter) for an unknown run, Error(InsufficientPrivilege) for another role's,
/// Error(ObjectNotInState) if it is undone already, its rows cannot be told from others, or rows that may refer to them are
/// hidden by row security and from the owner of their table,
/// Error(ForeignKeyViolation) if rows that stay refer to rows that would go by a foreign key that would delete or
/// change them, and PgError for whatever the DELETE statements raise.
uint64_t undo_run(int64_t run);

}  // namespace datagen::pg
