// src/core/generate/words.cpp -- syllables and how they join
#include "core/generate/words.hpp"

#include "core/generate/family.hpp"

#include <cmath>

namespace datagen::core {
namespace {

constexpr std::string_view kConsonants = "bcdfghjklmnprstvwxyz";
constexpr std::string_view kVowels = "aeiou";
constexpr uint64_t kSyllables = 100;

// Beginnings and endings of the drawn vocabulary. The tables are part of the reproducibility promise.
constexpr std::string_view kOnsets[] = {"b", "br", "c", "cl", "d", "dr", "f",  "fl", "g", "gr", "h",
                                        "j", "k",  "l", "l",  "m", "m",  "n",  "n",  "p", "pl", "qu",
                                        "r", "r",  "s", "st", "t", "t",  "tr", "v",  "w", "z"};
constexpr std::string_view kNuclei[] = {"a", "a", "a", "e", "e", "e", "i",  "i",
                                        "i", "o", "o", "o", "u", "u", "ea", "io"};
constexpr std::string_view kCodas[] = {"", "", "",  "n",  "r", "l", "s", "m",
                                       "", "", "t", "nd", "",  "",  "x", "rt"};

/// Syllables in the middle of a word have no coda, which keeps consonants from piling up.
std::string vocabulary_word(uint64_t number) {
  uint64_t bits = mix64(number);
  const auto take = [&](int count) {
    const uint64_t part = bits & ((uint64_t{1} << count) - 1);
    bits >>= count;
    return part;
  };
  const int syllables = number < 64 ? 1 : number < 1024 ? 2 : 2 + static_cast<int>(take(1));
  std::string word;
  for (int i = 0; i < syllables; ++i) {
    word += kOnsets[take(5)];
    word += kNuclei[take(4)];
  }
  word += kCodas[take(4)];
  if (word.size() < 3) word += syllables == 1 ? "n" : "";
  return word.size() > 10 ? word.substr(0, 10) : word;
}

constexpr size_t kVocabulary = 4096;

/// The drawn words, put together once. Plain bytes, so nothing has to be destroyed when the process ends, and each word with
/// its size in one line of the processor's cache.
class Vocabulary {
 public:
  Vocabulary() {
    for (size_t i = 0; i < kVocabulary; ++i)
      words_[i].size = static_cast<uint8_t>(vocabulary_word(i).copy(words_[i].text, sizeof words_[i].text));
  }
  std::string_view operator[](size_t i) const { return {words_[i].text, words_[i].size}; }

 private:
  struct alignas(16) Word {
    char text[15];
    uint8_t size;
  };
  Word words_[kVocabulary];
};

}  // namespace

uint64_t word_capacity(int length) {
  if (length < 1) return 0;
  const uint64_t capacity = saturating_power(kSyllables, length / 2);
  return length % 2 == 0 ? capacity : saturating_multiply(capacity, kConsonants.size());
}

std::string word_of(uint64_t index, int length) {
  std::string word(static_cast<size_t>(length), ' ');
  int at = length;
  if (length % 2 == 1) {
    word[--at] = kConsonants[index % kConsonants.size()];
    index /= kConsonants.size();
  }
  while (at > 0) {
    word[--at] = kVowels[index % kVowels.size()];
    index /= kVowels.size();
    word[--at] = kConsonants[index % kConsonants.size()];
    index /= kConsonants.size();
  }
  return word;
}

std::optional<uint64_t> word_index(std::string_view word) {
  uint64_t index = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    const std::string_view letters = i % 2 == 0 ? kConsonants : kVowels;
    const size_t digit = letters.find(word[i]);
    if (digit == std::string_view::npos) return std::nullopt;
    if (index > (UINT64_MAX - digit) / letters.size()) return std::nullopt;
    index = index * letters.size() + digit;
  }
  return word.empty() ? std::nullopt : std::optional<uint64_t>(index);
}

std::string_view draw_word(Stream& stream) {
  // Frequent and rare words by a power law with exponent 0.6, through the inverse of its continuous form. A square root
  // is exact to the last bit in IEEE arithmetic, so the words are the same everywhere.
  static const Vocabulary kWords;
  const double u = stream.unit();
  return kWords[static_cast<size_t>(kVocabulary * u * u * std::sqrt(u))];
}

}  // namespace datagen::core
