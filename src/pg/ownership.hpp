// src/pg/ownership.hpp -- who may say how a relation is filled
#pragma once

#include "pg/guard.hpp"

namespace datagen::pg {

/// Rules and shapes need what setting a column default needs: ownership, and a transaction that may write. Throws PgError;
/// `function` is for its message.
void require_owner(Oid relation, const char* function);

}  // namespace datagen::pg
