// src/pg/candidate_values.hpp -- values that the functions in a condition speak of: literals, and what tables hold
#pragma once

#include "core/schema/relation.hpp"
#include "pg/value_codec.hpp"

#include <vector>

namespace datagen::pg {

/// Values worth a try for `column` under `conditions` that only the server understands: literals in the definitions of the
/// user's functions they call, down to a few levels, values of like type in the tables that these name and the caller may
/// read, values the column holds, and texts of the types that they read it as. Sorted, so independent of storage. Reads no more than some thousands of them. What
/// is not a value of the column's type is left out. Needs an SpiConnection.
std::vector<core::Value> candidate_values(const core::Relation& relation, int column,
                                          const std::vector<Node*>& conditions, const ValueCodec& codec,
                                          ExpressionPool& pool, core::Arena& arena);

}  // namespace datagen::pg
