// src/core/generate/words.hpp -- pronounceable ASCII words without a dictionary
#pragma once

#include "core/random/stream.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace datagen::core {

/// How many words of exactly `length` lower-case letters word_of() makes; UINT64_MAX when there are that many
/// or more. Consonants and vowels alternate, so a word is a number written with consonant-vowel syllables as
/// digits.
uint64_t word_capacity(int length);

/// The index-th of those words, index < word_capacity(length).
std::string word_of(uint64_t index, int length);

/// The index with word_of(index, word.size()) == word; nothing for other words.
std::optional<uint64_t> word_index(std::string_view word);

/// A word of three to ten lower-case letters from a vocabulary of 4096 in which some are frequent and most
/// are rare.
std::string_view draw_word(Stream& stream);

}  // namespace datagen::core
