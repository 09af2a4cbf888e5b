// src/core/infer/word_dictionary.cpp -- looking words up
#include "core/infer/word_dictionary.hpp"

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
    "passphrase";

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
  return entries;
}

}  // namespace

const std::vector<std::string>* meaning_of_word(const std::string& word) {
  static const Entries kEntries = all_entries();
  const auto entry = kEntries.find(word);
  return entry == kEntries.end() ? nullptr : &entry->second;
}

std::vector<std::string> words_between_blanks(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::vector<std::string> result;
  for (std::string word; words >> word;) result.push_back(word);
  return result;
}

}  // namespace datagen::core
