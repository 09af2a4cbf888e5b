// src/pg/type_probe.hpp -- values for types that the core has no generator for
#pragma once

#include "core/base/arena.hpp"
#include "core/schema/type.hpp"

#include <vector>

namespace datagen::pg {

/// Texts of values of a type nobody knows: those of a short list of candidates that its input function accepts, each
/// tried in a subtransaction. For catalog types (regclass, regtype …) names of existing catalog rows, in the order of
/// names. Empty when nothing is accepted. The texts live in `arena`.
std::vector<core::Value> probe_values(const core::Type& type, core::Arena& arena);

}  // namespace datagen::pg
