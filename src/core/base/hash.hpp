// src/core/base/hash.hpp -- stable hashes of numbers and names
#pragma once

#include <cstdint>
#include <string_view>

namespace datagen::core {

/// Mixes 64 bits so that each input bit flips each output bit with probability one half (splitmix64's finaliser,
/// Steele, Lea, Flood 2014). Bijective.
constexpr uint64_t mix64(uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

/// Combines a key with one more component; the order of components matters.
constexpr uint64_t combine(uint64_t key, uint64_t component) { return mix64(key ^ mix64(component)); }

/// A stable 64-bit hash of a name (FNV-1a, then mix64). Part of the reproducibility promise: it never changes.
constexpr uint64_t hash_name(std::string_view name) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix64(hash);
}

}  // namespace datagen::core
