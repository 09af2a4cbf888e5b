// src/core/plan/slot_layout.hpp -- stretches of a line that do not overlap, laid into the gaps that are left
#pragma once

#include "core/constraint/tick_set.hpp"
#include "core/random/stream.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace datagen::core {

/// What a stretch [low, end) may be. Either every end is allowed, or the widths have no gaps.
struct SlotLimits {
  TickSet lows;
  TickSet ends;
  TickSet widths;          ///< not empty; the lowest is at least 1
  TickInterval usual;      ///< widths that look natural
  int64_t grain = 1;       ///< natural beginnings and widths are multiples of it
  TickInterval preferred;  ///< where stretches look natural

  /// Where stretches can lie at all; empty (low > high) when nothing fits.
  TickInterval window() const;
};

/// The member of `set` at or after `tick`, at or before it.
std::optional<int64_t> next_member(const TickSet& set, int64_t tick);
std::optional<int64_t> previous_member(const TickSet& set, int64_t tick);

/// How many stretches of the least width fit into `gaps` (ascending, disjoint, closed), counted up to `at_most`. Exact:
/// always taking the stretch that ends first is optimal (interval scheduling).
uint64_t count_slots(const std::vector<TickInterval>& gaps, const SlotLimits& limits, uint64_t at_most);

/// `count` disjoint stretches within `gaps`, ascending, as closed intervals. Widths are drawn and what is left over is
/// shared out by uniform spacings; where room is short, widths and spacings shrink. Fewer come back only when not more
/// fit.
std::vector<TickInterval> lay_out(const std::vector<TickInterval>& gaps, uint64_t count,
                                  const SlotLimits& limits, Stream& stream);

}  // namespace datagen::core
