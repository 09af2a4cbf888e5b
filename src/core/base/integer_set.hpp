// src/core/base/integer_set.hpp -- a set of integers, small where they lie close together
#pragma once

#include "core/base/hash.hpp"

#include <cstdint>
#include <vector>

namespace datagen::core {

/// A hash table of words of 64 neighbours each: dense integers, such as keys from sequences, cost a few bits each and stay in
/// the processor's caches, scattered ones 20 to 40 bytes.
class IntegerSet {
 public:
  /// True when the integer was not in the set yet.
  bool insert(int64_t value) {
    const auto bits = static_cast<uint64_t>(value);
    const uint64_t bit = uint64_t{1} << (bits & 63);
    if ((words_ + 1) * 4 > table_.size() * 3) grow();
    Word& word = table_[find(bits >> 6)];
    if (word.bits & bit) return false;
    if (word.bits == 0) {
      word.high = bits >> 6;
      ++words_;
    }
    word.bits |= bit;
    return true;
  }
  size_t memory() const { return table_.capacity() * sizeof(Word); }
  /// Empties the set and gives its memory back.
  void clear() {
    table_ = std::vector<Word>();
    words_ = 0;
  }

 private:
  struct Word {
    uint64_t high = 0;
    uint64_t bits = 0;  // 0: the place is free
  };

  /// Where the word is, or the free place where it belongs.
  size_t find(uint64_t high) const {
    size_t place = mix64(high) & (table_.size() - 1);
    while (table_[place].bits != 0 && table_[place].high != high) place = (place + 1) & (table_.size() - 1);
    return place;
  }
  void grow() {
    const std::vector<Word> old = std::move(table_);
    table_.assign(old.empty() ? 16 : old.size() * 2, Word{});
    for (const Word& word : old)
      if (word.bits != 0) table_[find(word.high)] = word;
  }

  std::vector<Word> table_;  // a power of two of them
  size_t words_ = 0;
};

}  // namespace datagen::core
