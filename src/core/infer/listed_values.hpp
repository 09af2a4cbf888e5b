// src/core/infer/listed_values.hpp -- what the values that a column may take say of its meaning
#pragma once

#include "core/schema/relation.hpp"

#include <string>
#include <vector>

namespace datagen::core {

/// The texts that alone are allowed in a column: an enum's labels, or those of a condition `column IN (…)` or
/// `column = … OR column = …`. Empty when there is no such list.
std::vector<std::string> listed_values(const Relation& relation, int column);

/// The class that a list of allowed values speaks for: all of them are values of it, at least two of which belong to no
/// other class. Case does not matter. Empty when there is none.
std::string class_of_values(const std::vector<std::string>& values);

}  // namespace datagen::core
