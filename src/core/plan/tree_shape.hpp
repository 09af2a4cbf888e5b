// src/core/plan/tree_shape.hpp -- who is whose parent within one relation
#pragma once

#include "core/random/stream.hpp"

#include <cstdint>
#include <optional>

namespace datagen::core {

/// The shape of a forest over positions 0, 1, 2, …: the first rows are roots, each later one hangs below an earlier
/// one about 1/branching of its own position, so depth grows like log_branching(n) and no cycle can arise.
struct TreeShape {
  double root_share = 0.05;  ///< of all rows
  uint64_t branching = 4;

  /// How many of `count` rows are roots: at least one.
  uint64_t roots(uint64_t count) const;
  /// The position of the parent; nullopt for a root.
  std::optional<uint64_t> parent_of(uint64_t position, uint64_t count, Stream& stream) const;
};

}  // namespace datagen::core
