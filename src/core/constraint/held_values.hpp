// src/core/constraint/held_values.hpp -- finite sets that own their texts
#pragma once

#include "core/constraint/domain.hpp"

#include <vector>

namespace datagen::core {

/// Sets the domain's values, whose texts then live as long as it and its copies. What conditions are turned into on the
/// way, a constant computed from others say, lives no longer than the analysis.
void hold_values(Domain& domain, std::vector<Value> values);

}  // namespace datagen::core
