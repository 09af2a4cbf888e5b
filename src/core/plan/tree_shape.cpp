// src/core/plan/tree_shape.cpp -- positions of roots and parents
#include "core/plan/tree_shape.hpp"

namespace datagen::core {

uint64_t TreeShape::roots(uint64_t count) const {
  const auto share = static_cast<uint64_t>(static_cast<double>(count) * root_share);
  return share == 0 ? 1 : share;
}

std::optional<uint64_t> TreeShape::parent_of(uint64_t position, uint64_t count, Stream& stream) const {
  // Small forests would be flat with the full share of roots: keep at least three levels whenever there are rows.
  const uint64_t root_count = roots(count);
  if (position < root_count) return std::nullopt;
  const uint64_t around = (position - root_count) / branching + stream.below(root_count);
  const uint64_t spread = around / 4 + 1;
  const uint64_t parent = around - stream.below(spread < around + 1 ? spread : around + 1);
  return parent < position ? parent : position - 1;
}

}  // namespace datagen::core
