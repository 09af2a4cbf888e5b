// src/core/random/permutation.cpp -- the Feistel rounds and the cycle walk
#include "core/random/permutation.hpp"

#include "core/random/stream.hpp"

namespace datagen::core {

Permutation::Permutation(uint64_t n, uint64_t key) : n_(n), half_bits_(1) {
  while (half_bits_ < 32 && (uint64_t{1} << (2 * half_bits_)) < n) ++half_bits_;
  mask_ = (uint64_t{1} << half_bits_) - 1;
  for (int round = 0; round < kRounds; ++round)
    round_keys_[round] = combine(key, static_cast<uint64_t>(round) + 1);
}

uint64_t Permutation::encrypt(uint64_t x) const {
  uint64_t left = x >> half_bits_;
  uint64_t right = x & mask_;
  for (uint64_t round_key : round_keys_) {
    const uint64_t next = left ^ (mix64(right ^ round_key) & mask_);
    left = right;
    right = next;
  }
  return left << half_bits_ | right;
}

uint64_t Permutation::decrypt(uint64_t x) const {
  uint64_t left = x >> half_bits_;
  uint64_t right = x & mask_;
  for (int round = kRounds - 1; round >= 0; --round) {
    const uint64_t previous = right ^ (mix64(left ^ round_keys_[round]) & mask_);
    right = left;
    left = previous;
  }
  return left << half_bits_ | right;
}

uint64_t Permutation::at(uint64_t index) const {
  do index = encrypt(index);
  while (index >= n_);
  return index;
}

uint64_t Permutation::index_of(uint64_t image) const {
  do image = decrypt(image);
  while (image >= n_);
  return image;
}

}  // namespace datagen::core
