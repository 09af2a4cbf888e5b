// src/core/plan/room.hpp -- how many rows a relation's unique keys allow, before any parent row is made
#pragma once

#include "core/plan/relation_task.hpp"

#include <functional>

namespace datagen::core {

/// The rows that fit, and the key that bounds them.
struct Room {
  uint64_t total = UINT64_MAX;  ///< existing rows included, saturating
  int key = -1;
};

/// The product of the key's parts, the least over all keys: `parent_rows` says how many rows each parent will have.
/// Keys that a sequence or an unbounded column carries do not bound anything, nor do keys that NULLs get around.
Room estimate_room(const RelationTask& task, const std::function<uint64_t(RelationId)>& parent_rows);

}  // namespace datagen::core
