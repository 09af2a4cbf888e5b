// src/pg/read_as_values.hpp -- texts that can be read as the types a condition reads a text column as
#pragma once

#include "core/schema/relation.hpp"
#include "pg/expression.hpp"

#include <set>
#include <string>
#include <vector>

namespace datagen::pg {

/// For each type that the conditions cast the text column to (t::timestamptz > '2020-01-01', t::point <@ box '…'): plausible
/// values of that type as its output function writes them, and what its constructors make of the conditions' constants.
/// Values are a function of the relation's and the column's names and of datagen.as_of. Needs an SpiConnection.
std::set<std::string> read_as_values(const core::Relation& relation, const core::Column& column,
                                     const std::vector<Node*>& conditions, ExpressionPool& pool);

}  // namespace datagen::pg
