// src/pg/relation_owner.hpp -- acting as the owner of a relation, as the server's own foreign key triggers do
#pragma once

#include "pg/guard.hpp"

namespace datagen::pg {

/// The current user is the relation's owner while this lives, who sees all its rows, whatever row security says. For
/// fixed statements that read or lock only. The abort of the (sub)transaction would also end it. Throws PgError when the
/// relation is gone.
class RelationOwner {
 public:
  explicit RelationOwner(Oid relation);
  ~RelationOwner() { SetUserIdAndSecContext(user_, context_); }
  RelationOwner(const RelationOwner&) = delete;
  RelationOwner& operator=(const RelationOwner&) = delete;

 private:
  Oid user_ = InvalidOid;
  int context_ = 0;
};

/// Whether the current user sees every row of the relation: SELECT on all of it, and no row security that applies.
bool sees_all_rows(Oid relation);

}  // namespace datagen::pg
