// src/pg/shape_store.hpp -- the shapes of foreign keys that datagen.set_shape() stored
#pragma once

#include "core/plan/relation_task.hpp"
#include "pg/guard.hpp"

#include <map>

namespace datagen::pg {

/// By index in Relation::foreign_keys. Shapes of foreign keys that are gone do not count.
std::map<size_t, core::ReferenceShape> stored_shapes(const core::Relation& relation);

/// Stores the shape over the foreign key's earlier one; the caller has checked everything, ownership too.
void store_shape(const core::Relation& relation, const core::ForeignKey& key,
                 const core::ReferenceShape& shape);

/// False when there was none. The caller has checked ownership.
bool remove_shape(const core::Relation& relation, const core::ForeignKey& key);

}  // namespace datagen::pg
