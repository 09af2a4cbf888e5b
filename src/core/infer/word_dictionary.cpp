// src/core/infer/word_dictionary.cpp -- looking words up
#include "core/infer/word_dictionary.hpp"

#include "core/infer/semantic_rules.hpp"

#include <map>
#include <sstream>

namespace datagen::core {
namespace {

/// Words that mean themselves, though no other means them: compounds are told apart by them.
constexpr char kPlainWords[] =
    "is has can not in on by per of at de du la le des el del der die das login main home work default "
    "primary secondary current old new actual shipped sent paid method request response max min avg tax "
    "total credit limit store room hotel film movie book session exp expiry security social national "
    "driver branch subject group event project task ticket case policy claim loan course school public "
    "private health unit part serial batch lot model series test standard retail sell sale base safety "
    "approval point extended phonetic valid insurance error short market segment billing discontinued "
    "network framework average overall original report export import cancel depend latest template common "
    "extend strip validate carbon decimal support acquisition proposition disposition composition "
    "passphrase context pretext subtext";

/// Words of rules that no language has another word for are known too, if they are not so short that they are found in
/// others by chance.
constexpr size_t kShortestOfRules = 4;
constexpr size_t kShortestWithoutVowels = 3;

using Entries = std::map<std::string, std::vector<std::string>>;

Entries all_entries() {
  Entries entries;
  const auto parts = {words_of_persons(), words_of_places(), words_of_trade(), words_of_things()};
  for (const DictionaryPart& part : parts)
    for (const DictionaryEntry& entry : part)
      for (const std::string& word : words_between_blanks(entry.variants))
        entries.emplace(word, words_between_blanks(entry.canonical));
  for (const DictionaryPart& part : parts)
    for (const DictionaryEntry& entry : part)
      for (const std::string& word : words_between_blanks(entry.canonical)) entries[word] = {word};
  for (const std::string& word : words_between_blanks(kPlainWords))
    entries.emplace(word, std::vector<std::string>{word});
  for (const auto rules_of :
       {rules_of_persons, rules_of_places, rules_of_trade, rules_of_things, rules_of_times})
    for (const SemanticRule& rule : rules_of())
      for (const char* known : {rule.words, rule.tables})
        for (const std::string& word : words_between_blanks(known))
          if (word.size() >= kShortestOfRules) entries.emplace(word, std::vector<std::string>{word});
  return entries;
}

const Entries& entries() {
  static const Entries kEntries = all_entries();
  return kEntries;
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// The first letter and the consonants behind it, doubled ones once.
std::string consonants_of(const std::string& word) {
  std::string kept(1, word[0]);
  for (size_t i = 1; i < word.size(); ++i)
    if (!is_vowel(word[i]) && word[i] != kept.back()) kept += word[i];
  return kept;
}

/// Words by their consonants; where these are those of words with several meanings, the meaning is empty.
Entries all_consonants() {
  Entries by_consonants;
  for (const auto& [word, meaning] : entries()) {
    if (word.size() < kShortestWithoutVowels + 2) continue;
    const std::string consonants = consonants_of(word);
    const bool is_canonical = meaning.size() == 1 && meaning[0] == word;
    if (consonants.size() < kShortestWithoutVowels + (is_canonical ? 0 : 1)) continue;
    const auto [known, is_new] = by_consonants.emplace(consonants, meaning);
    if (!is_new && known->second != meaning) known->second.clear();
  }
  return by_consonants;
}

}  // namespace

const std::vector<std::string>* meaning_of_word(const std::string& word) {
  const auto entry = entries().find(word);
  return entry == entries().end() ? nullptr : &entry->second;
}

const std::vector<std::string>* meaning_of_consonants(const std::string& word) {
  static const Entries kByConsonants = all_consonants();
  if (word.size() < kShortestWithoutVowels || consonants_of(word) != word) return nullptr;
  const auto entry = kByConsonants.find(word);
  return entry == kByConsonants.end() || entry->second.empty() ? nullptr : &entry->second;
}

std::vector<std::string> words_between_blanks(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::vector<std::string> result;
  for (std::string word; words >> word;) result.push_back(word);
  return result;
}

}  // namespace datagen::core
