// src/core/random/stream.hpp -- counter-based random streams: a value is a function of (seed, relation, column, row)
#pragma once

#include "core/base/hash.hpp"

#include <pcg_random.hpp>

#include <cstdint>
#include <string_view>

namespace datagen::core {

/// The key of a column's draws. The schema's name is left out on purpose: the same seed gives the same rows in another
/// schema.
constexpr uint64_t column_key(uint64_t seed, std::string_view relation, std::string_view column) {
  return combine(combine(mix64(seed), hash_name(relation)), hash_name(column));
}

/// The draws of one value. Constructing it costs a few nanoseconds, so every (row, attempt) has its own and rows may be
/// made in any order.
class Stream {
 public:
  Stream(uint64_t key, uint64_t row, uint64_t attempt = 0)
      : generator_(mix64(key ^ mix64(row + 1)) + mix64(attempt) * (attempt != 0), key),
        key_(key),
        row_(row),
        attempt_(attempt) {}

  /// What it was made for: values that belong to one entity of a row are drawn from streams of the same row and attempt.
  uint64_t key() const { return key_; }
  uint64_t row() const { return row_; }
  uint64_t attempt() const { return attempt_; }

  uint32_t next32() { return generator_(); }
  uint64_t next64() { return static_cast<uint64_t>(generator_()) << 32 | generator_(); }

  /// Uniform in [0, n); 0 when n is 0. Lemire's multiply-shift with rejection, so it is exact.
  uint64_t below(uint64_t n) {
    if (n < 2) return 0;
    if (n <= UINT32_MAX) return below32(static_cast<uint32_t>(n));
    unsigned __int128 product = static_cast<unsigned __int128>(next64()) * n;
    if (static_cast<uint64_t>(product) < n) {
      const uint64_t threshold = -n % n;
      while (static_cast<uint64_t>(product) < threshold)
        product = static_cast<unsigned __int128>(next64()) * n;
    }
    return static_cast<uint64_t>(product >> 64);
  }

  /// Uniform in [low, high], both ends included; low when high < low.
  int64_t between(int64_t low, int64_t high) {
    if (high <= low) return low;
    const uint64_t width = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
    if (width == UINT64_MAX) return static_cast<int64_t>(next64());
    return static_cast<int64_t>(static_cast<uint64_t>(low) + below(width + 1));
  }

  /// Uniform in [0, 1) on a grid of 2^-53.
  double unit() { return static_cast<double>(next64() >> 11) * 0x1p-53; }

  bool chance(double probability) { return unit() < probability; }

 private:
  /// As generator_(n), which rejects what lies below 2^32 mod n; that is less than n, so nearly no draw needs it.
  uint32_t below32(uint32_t n) {
    uint32_t drawn = generator_();
    if (drawn < n)
      for (const uint32_t threshold = -n % n; drawn < threshold;) drawn = generator_();
    return drawn % n;
  }

  pcg32 generator_;
  uint64_t key_;
  uint64_t row_;
  uint64_t attempt_;
};

}  // namespace datagen::core
