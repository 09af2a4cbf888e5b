// src/core/base/byte_set.hpp -- a set of short byte strings in two blocks of memory
#pragma once

#include "core/base/hash.hpp"

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace datagen::core {

/// Exact: equal strings are told by their bytes, hashes only find them. Costs a string's length and about 14 bytes each.
class ByteSet {
 public:
  /// True when the string was not in the set yet.
  bool insert(std::string_view text) {
    if ((count_ + 1) * 4 > table_.size() * 3) grow();
    const size_t place = find(text);
    if (table_[place] != 0) return false;
    const auto length = static_cast<uint32_t>(text.size());
    table_[place] = bytes_.size() + 1;
    const auto* head = reinterpret_cast<const char*>(&length);
    bytes_.insert(bytes_.end(), head, head + sizeof length);
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    ++count_;
    return true;
  }
  size_t size() const { return count_; }
  size_t memory() const { return bytes_.capacity() + table_.capacity() * sizeof(uint64_t); }
  /// Empties the set and gives its memory back.
  void clear() {
    bytes_ = std::vector<char>();
    table_ = std::vector<uint64_t>();
    count_ = 0;
  }

 private:
  std::string_view at(uint64_t entry) const {
    uint32_t length;
    std::memcpy(&length, bytes_.data() + entry - 1, sizeof length);
    return {bytes_.data() + entry - 1 + sizeof length, length};
  }
  static uint64_t hash(std::string_view text) {
    uint64_t state = text.size();
    while (text.size() >= 8) {
      uint64_t word;
      std::memcpy(&word, text.data(), 8);
      state = mix64(state ^ word);
      text.remove_prefix(8);
    }
    uint64_t tail = 0;
    if (!text.empty()) std::memcpy(&tail, text.data(), text.size());
    return mix64(state ^ tail);
  }
  /// Where the string is, or the empty place where it belongs.
  size_t find(std::string_view text) const {
    size_t place = hash(text) & (table_.size() - 1);
    while (table_[place] != 0 && at(table_[place]) != text) place = (place + 1) & (table_.size() - 1);
    return place;
  }
  void grow() {
    const std::vector<uint64_t> old = std::move(table_);
    table_.assign(old.empty() ? 64 : old.size() * 2, 0);
    for (const uint64_t entry : old)
      if (entry != 0) table_[find(at(entry))] = entry;
  }

  std::vector<char> bytes_;      // length, bytes, length, bytes, …
  std::vector<uint64_t> table_;  // offset in bytes_ plus one, 0 for an empty place; a power of two of them
  size_t count_ = 0;
};

}  // namespace datagen::core
