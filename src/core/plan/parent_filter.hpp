// src/core/plan/parent_filter.hpp -- leaves only parents that a child row can refer to
#pragma once

#include "core/base/error.hpp"
#include "core/plan/relation_task.hpp"

namespace datagen::core {

/// Drops parent rows whose key the child's own domains forbid, and rows that have no counterpart in another foreign
/// key that shares columns (arc consistency, Mackworth 1977). Self references keep all rows, because the shape of the
/// tree counts positions. Throws Error(ForeignKeyViolation) when a required parent has no eligible row left.
void narrow_parents(RelationTask& task);

/// The error for a required parent without rows.
[[noreturn]] void throw_no_parent(const Relation& child, const ForeignKey& key, const std::string& parent,
                                  const std::string& detail);
/// The error where the parent may have rows, and row level security shows the caller none.
Error hidden_parent_error(const Relation& child, const ForeignKey& key, const std::string& parent);

}  // namespace datagen::core
