// src/core/plan/computed_column.hpp -- columns whose values a constraint computes from others
#pragma once

#include "core/schema/relation.hpp"

#include <vector>

namespace datagen::core {

/// The columns from which an equality computes `column`, a text or another value that only the server can compute, so that
/// its values cannot be given beforehand; empty where there is none.
std::vector<int> sources_of_computed(const Relation& relation, int column);

}  // namespace datagen::core
