// src/pg/privilege.hpp -- what the caller may do with a relation, asked before anything is done
#pragma once

#include "core/base/error.hpp"
#include "core/schema/relation.hpp"
#include "pg/pg.hpp"

#include <optional>

namespace datagen::pg {

/// The error 42501 that reading rows of the relation would end in; nullopt where the caller may.
std::optional<core::Error> select_refused(const core::Relation& relation);
/// The same for inserting: without the privilege on the relation or on any of its columns.
std::optional<core::Error> insert_refused(const core::Relation& relation);
/// Whether row level security applies to the caller.
bool is_row_security_active(Oid relation);

}  // namespace datagen::pg
