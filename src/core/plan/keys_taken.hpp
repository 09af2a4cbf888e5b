// src/core/plan/keys_taken.hpp -- what the rows made so far took of the keys, handed from one RowMaker to the next
#pragma once

#include "core/base/hash_set.hpp"
#include "core/plan/key_allocator.hpp"

#include <utility>
#include <vector>

namespace datagen::core {

/// Lets a RowMaker go on where another over the same task ended, so that rows which are made in several transactions are
/// the rows that one RowMaker would have made. A RowMaker writes into it while it makes rows; what it took since the last
/// RowMaker::settle() is given up when another RowMaker starts on it, as the rows of a transaction that was rolled back.
struct KeysTaken {
  bool started = false;
  uint64_t rows = 0;                                   ///< positions made, when last settled
  std::vector<KeyAllocator::Position> positions;       ///< by allocator, when last settled
  std::vector<uint64_t> stepped_over;                  ///< by column, when last settled
  std::vector<HashSet> remembered;                     ///< by key
  std::vector<std::pair<size_t, uint64_t>> unsettled;  ///< hashes by key, remembered since then
};

}  // namespace datagen::core
