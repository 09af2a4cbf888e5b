// src/pg/constructed_values.hpp -- values that a type's own constructors make of the constants in a condition
#pragma once

#include "pg/pg.hpp"

#include <set>
#include <string>
#include <vector>

namespace datagen::pg {

/// Texts of values of `type` for conditions that only the server understands: the conditions' constants of that type, and
/// what immutable functions of one or two arguments that return it make of the other constants, of the words in them and
/// of arrays of either: hstore('colour', 'a') for x ? 'colour'. Only functions of PostgreSQL's own and of the extension
/// that the type belongs to are called. A few hundred at most, ascending. Needs an SpiConnection.
std::set<std::string> constructed_values(Oid type, const std::vector<Node*>& conditions);

}  // namespace datagen::pg
