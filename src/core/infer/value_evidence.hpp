// src/core/infer/value_evidence.hpp -- what the values that a column holds say of its meaning
#pragma once

#include "core/infer/known_names.hpp"
#include "core/infer/meaning.hpp"

#include <string>
#include <vector>

namespace datagen::core {

/// Some of a column's values as texts, no NULLs; a value is there as often as rows have it. Empty: nothing is known.
using ValueSample = std::vector<std::string>;

/// Weighs a meaning that was told from the definition against values. Where nearly all look like what is of one class,
/// they confirm it, fill in what the name leaves open, or, where hardly anything else looks so, overrule the name; where
/// none looks as all of the class do, the meaning is no longer sure. Fewer than 5 values say nothing. `type_kind` as in
/// semantic_rules.hpp: texts and integers are looked at. `names` may be null.
Meaning heed_values(Meaning meaning, char type_kind, const ValueSample& values, const KnownNames* names);

}  // namespace datagen::core
