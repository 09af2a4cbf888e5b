// src/core/base/hash_set.hpp -- a set of hashes in one piece of memory
#pragma once

#include "core/base/hash.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace datagen::core {

/// 64-bit hashes, up to two thirds of a table of a power of two, found by linear probing. It is looked up only, never walked, so
/// what it holds has no order.
class HashSet {
 public:
  bool empty() const { return count_ == 0 && !has_zero_; }
  size_t size() const { return count_ + has_zero_; }
  bool contains(uint64_t hash) const {
    if (hash == 0) return has_zero_;
    return !places_.empty() && places_[find(hash)] == hash;
  }
  /// False when it was there.
  bool insert(uint64_t hash) {
    if (hash == 0) return !has_zero_ && (has_zero_ = true);
    if ((count_ + 1) * 3 > places_.size() * 2) grow(count_ + 1);
    uint64_t& place = places_[find(hash)];
    if (place == hash) return false;
    place = hash;
    ++count_;
    return true;
  }
  void erase(uint64_t hash) {
    if (hash == 0) has_zero_ = false;
    if (hash == 0 || places_.empty()) return;
    size_t hole = find(hash);
    if (places_[hole] != hash) return;
    --count_;
    // Hashes behind the hole move up where their way from home leads over it.
    for (size_t next = after(hole); places_[next] != 0; next = after(next)) {
      const size_t home = home_of(places_[next]);
      if (((next - home) & mask()) < ((next - hole) & mask())) continue;
      places_[hole] = places_[next];
      hole = next;
    }
    places_[hole] = 0;
  }
  void clear() { *this = HashSet(); }
  void reserve(size_t count) {
    if (count * 3 > places_.size() * 2) grow(count);
  }

 private:
  size_t mask() const { return places_.size() - 1; }
  size_t home_of(uint64_t hash) const { return mix64(hash) & mask(); }
  size_t after(size_t place) const { return (place + 1) & mask(); }
  /// Its place, or the free one where it would go.
  size_t find(uint64_t hash) const {
    size_t place = home_of(hash);
    while (places_[place] != 0 && places_[place] != hash) place = after(place);
    return place;
  }
  void grow(size_t count) {
    size_t size = places_.empty() ? 64 : places_.size();
    while (count * 3 > size * 2) size *= 2;
    std::vector<uint64_t> old(size);
    old.swap(places_);
    for (uint64_t hash : old)
      if (hash != 0) places_[find(hash)] = hash;
  }

  std::vector<uint64_t> places_;  // 0 is free
  size_t count_ = 0;              // without the hash 0
  bool has_zero_ = false;
};

}  // namespace datagen::core
