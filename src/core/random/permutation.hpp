// src/core/random/permutation.hpp -- a keyed bijection of [0, n): distinct values without remembering any
#pragma once

#include <cstdint>

namespace datagen::core {

/// Pseudo-random permutation of [0, n) by a Feistel network over the smallest even-bit power of two >= n with
/// cycle-walking (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002). O(1) memory; fewer than four
/// expected walks per call.
class Permutation {
 public:
  Permutation(uint64_t n, uint64_t key);
  uint64_t size() const { return n_; }
  /// The image of `index`, which must be < size().
  uint64_t at(uint64_t index) const;
  /// The inverse: at(index_of(x)) == x.
  uint64_t index_of(uint64_t image) const;

 private:
  static constexpr int kRounds = 6;
  uint64_t encrypt(uint64_t x) const;
  uint64_t decrypt(uint64_t x) const;
  uint64_t n_;
  int half_bits_;
  uint64_t mask_;
  uint64_t round_keys_[kRounds];
};

}  // namespace datagen::core
