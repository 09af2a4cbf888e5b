// src/core/infer/word_dictionary.hpp -- what words of many languages and abbreviations mean, in the words of the rules
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// What the variants mean. Several words on the left: each variant means all of them.
struct DictionaryEntry {
  const char* canonical;  ///< English; semantic_rules.hpp is written in these
  const char* variants;   ///< in small letters without accents, umlauts as two letters; separated by blanks
};

struct DictionaryPart {
  const DictionaryEntry *first, *past_last;
  const DictionaryEntry* begin() const { return first; }
  const DictionaryEntry* end() const { return past_last; }
};

/// The dictionary is these, in this order; of a variant that is there twice the first meaning holds.
DictionaryPart words_of_persons();
DictionaryPart words_of_places();
DictionaryPart words_of_trade();
DictionaryPart words_of_things();

/// The meaning of a word, or nullptr. A canonical word means itself.
const std::vector<std::string>* meaning_of_word(const std::string& word);

/// What a word without its vowels means (frst, phn, dscrptn), or nullptr: none or several words of the dictionary look so,
/// or the word has a vowel behind its first letter.
const std::vector<std::string>* meaning_of_consonants(const std::string& word);

/// Cut at blanks.
std::vector<std::string> words_between_blanks(std::string_view text);

}  // namespace datagen::core
