// src/core/constraint/character_preference.hpp -- which characters of a class look natural
#pragma once

#include "core/constraint/code_points.hpp"

namespace datagen::core {

/// How freely a wide class ('.', [^@\s], \w, [[:print:]]) may be used. Each step allows what the one before
/// allows and more; a class that a pattern names narrowly ([._-], [À-ÿ]) keeps its characters in all of them.
enum class CharacterTier {
  Preferred,    ///< the caller's characters, by default ASCII letters and digits
  Punctuation,  ///< and printable ASCII without the blank
  PrintableAscii,
  CommonScripts,  ///< and Latin, Greek, Cyrillic, Kana, Han, Hangul letters
  Assigned,       ///< and all but controls, formatting, private use and noncharacters
  Everything,     ///< whatever the pattern accepts
};
constexpr CharacterTier kLastTier = CharacterTier::Everything;

/// The members of `character_class` that the tier allows, in the order in which they are to be used: lower
/// case, upper case, digits, the rest by code point. Empty when there are none. `preferred` empty means ASCII
/// letters and digits.
std::vector<CodeRange> allowed_characters(const CodeSet& character_class, CharacterTier tier,
                                          const CodeSet& preferred);

/// True for classes that stand for "nearly anything".
bool is_wide(const CodeSet& character_class);

}  // namespace datagen::core
