// src/core/constraint/palindromes.hpp -- texts of a language that read the same backwards
#pragma once

#include "core/constraint/domain.hpp"

namespace datagen::core {

/// Lists some thousand palindromes of `domain.text.language` as the domain's values. Palindromes form no regular language,
/// but the first halves of a regular language's palindromes do: those that lead from the start to a state which the same
/// half, read backwards, leads from to an end. Leaves the domain alone when the language is too large for that.
void list_palindromes(Domain& domain);

}  // namespace datagen::core
