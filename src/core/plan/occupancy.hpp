// src/core/plan/occupancy.hpp -- which stretches of a line are taken
#pragma once

#include "core/constraint/tick_set.hpp"

#include <map>
#include <vector>

namespace datagen::core {

/// Disjoint closed intervals, kept in order.
class Occupancy {
 public:
  bool overlaps(TickInterval stretch) const;
  /// Stretches that overlap `stretch` are merged with it; empty ones are ignored.
  void add(TickInterval stretch);
  /// Takes back a stretch that was added and overlapped nothing.
  void remove(TickInterval stretch) { taken_.erase(stretch.low); }
  /// What is free within `window`, ascending.
  std::vector<TickInterval> gaps(TickInterval window) const;
  bool empty() const { return taken_.empty(); }

 private:
  std::map<int64_t, int64_t> taken_;  // high by low
};

}  // namespace datagen::core
