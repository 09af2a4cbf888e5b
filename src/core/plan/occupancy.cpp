// src/core/plan/occupancy.cpp -- overlap by the neighbour to the left, gaps by a walk
#include "core/plan/occupancy.hpp"

#include <algorithm>

namespace datagen::core {

bool Occupancy::overlaps(TickInterval stretch) const {
  auto next = taken_.upper_bound(stretch.high);
  return next != taken_.begin() && std::prev(next)->second >= stretch.low;
}

void Occupancy::add(TickInterval stretch) {
  if (stretch.low > stretch.high) return;
  auto next = taken_.upper_bound(stretch.high);
  while (next != taken_.begin() && std::prev(next)->second >= stretch.low) {
    const auto other = std::prev(next);
    stretch = {std::min(stretch.low, other->first), std::max(stretch.high, other->second)};
    next = taken_.erase(other);
  }
  taken_[stretch.low] = stretch.high;
}

std::vector<TickInterval> Occupancy::gaps(TickInterval window) const {
  std::vector<TickInterval> free;
  int64_t from = window.low;
  auto stretch = taken_.upper_bound(window.low);
  if (stretch != taken_.begin() && std::prev(stretch)->second >= window.low) --stretch;
  for (; stretch != taken_.end() && stretch->first <= window.high; ++stretch) {
    if (stretch->first > from) free.push_back({from, stretch->first - 1});
    if (stretch->second >= window.high) return free;
    from = stretch->second + 1;
  }
  if (from <= window.high) free.push_back({from, window.high});
  return free;
}

}  // namespace datagen::core
