// src/core/plan/room.hpp -- how many rows a relation's keys and exclusion constraints allow, before any parent row is made
#pragma once

#include "core/plan/relation_task.hpp"

#include <functional>

namespace datagen::core {

/// The rows that fit, and the key or exclusion constraint that bounds them.
struct Room {
  uint64_t total = UINT64_MAX;  ///< existing rows included, saturating
  int key = -1;
  int exclusion = -1;  ///< the exclusion constraint instead of a key
  const std::string& constraint(const Relation& relation) const;
};

/// The product of the key's parts, the least over all keys: `parent_rows` says how many rows each parent will have.
/// Exclusion constraints count as in an empty table.
/// Keys that a sequence or an unbounded column carries do not bound anything, nor do keys that NULLs get around.
Room estimate_room(const RelationTask& task, const std::function<uint64_t(RelationId)>& parent_rows);

}  // namespace datagen::core
