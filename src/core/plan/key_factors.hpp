// src/core/plan/key_factors.hpp -- splitting a key's columns into independent factors
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/key_space.hpp"

#include <optional>
#include <vector>

namespace datagen::core {

/// Splits `columns` into independent factors: parents' rows for the columns that foreign keys determine (joined where
/// they share columns), listings for the others. With `nulls_count`, NULL is a member of what is nullable. nullopt when
/// a column cannot be listed or a parent's rows are not known.
std::optional<std::vector<KeyComponent>> factor_columns(const RelationTask& task,
                                                        const std::vector<ColumnPlan>& plans,
                                                        const std::vector<int>& columns, bool nulls_count);

}  // namespace datagen::core
