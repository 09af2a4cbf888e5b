// src/pg/body_patterns.hpp -- which patterns a function's body holds its argument against
#pragma once

#include "core/schema/predicate.hpp"
#include "pg/pg.hpp"

#include <string>
#include <vector>

namespace datagen::pg {

/// What a pattern means for the function's result, as far as the statements around it tell.
enum class PatternRole : uint8_t {
  Required,   ///< without a match the result is false or an error
  Forbidden,  ///< with a match it is
  Possible    ///< one branch of several asks for it
};

struct BodyPattern {
  core::Op op;  ///< Regex, RegexI, Like or ILike
  std::string pattern;
  PatternRole role;
};

/// A regular expression for names of time zones that every server knows.
extern const char* const kZonePattern;

/// The patterns that a function in SQL or PL/pgSQL compares its `argument` (from 0) with, or something made from it by
/// case, trimming and replacement. They come from the words of the body, not from its meaning: a guess at texts worth
/// a try. In the order of the body; empty for functions in other languages.
std::vector<BodyPattern> body_patterns(Oid function, int argument);

}  // namespace datagen::pg
