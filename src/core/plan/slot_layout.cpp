// src/core/plan/slot_layout.cpp -- widths shrunk to the room, uniform spacings, and the greedy packing as a last resort
#include "core/plan/slot_layout.hpp"

#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Beginnings looked at from one place on, where ends lie on a grid of their own.
constexpr int kBeginnings = 4096;

int64_t plus(int64_t a, int64_t b) { return clamp_tick(static_cast<__int128>(a) + b); }
int64_t minus(int64_t a, int64_t b) { return clamp_tick(static_cast<__int128>(a) - b); }

/// The first stretch at or after `from` within `limit` whose width is `wanted` or, where it cannot be, near it.
std::optional<TickInterval> place(int64_t from, int64_t limit, int64_t wanted, const SlotLimits& limits) {
  const int64_t shortest = limits.widths.lowest();
  const int64_t longest = limits.widths.highest();
  const bool free_ends =
      limits.ends.modulus() == 1 && limits.ends.excluded().empty() && limits.ends.intervals().size() == 1;
  for (int i = 0; i < kBeginnings; ++i) {
    const auto low = next_member(limits.lows, from);
    if (!low || plus(*low, shortest - 1) > limit) return std::nullopt;
    const int64_t last = std::min({plus(limit, 1), plus(*low, longest), limits.ends.highest()});
    if (free_ends) {
      const int64_t room = std::min(minus(last, *low), wanted);
      const int64_t need = std::max(shortest, minus(limits.ends.lowest(), *low));
      auto width = previous_member(limits.widths, std::max(room, need));
      if (width && *width < need) width = next_member(limits.widths, need);
      if (width && plus(*low, *width) <= last) return TickInterval{*low, *low + *width - 1};
    } else {
      auto end = next_member(limits.ends, plus(*low, wanted));
      if (!end || *end > last) end = previous_member(limits.ends, last);
      if (end && minus(*end, *low) >= shortest) return TickInterval{*low, *end - 1};
    }
    if (*low == INT64_MAX) return std::nullopt;
    from = *low + 1;
  }
  return std::nullopt;
}

/// Every tick of its intervals.
bool is_whole(const TickSet& set) { return set.modulus() == 1 && set.excluded().empty(); }

/// Every tick of one interval.
bool is_plain(const TickSet& set) { return is_whole(set) && set.intervals().size() == 1; }

std::vector<TickInterval> pack(const std::vector<TickInterval>& gaps, uint64_t count,
                               const SlotLimits& limits) {
  std::vector<TickInterval> slots;
  for (const TickInterval& gap : gaps) {
    int64_t from = gap.low;
    while (slots.size() < count) {
      const auto slot = place(from, gap.high, limits.widths.lowest(), limits);
      if (!slot) break;
      slots.push_back(*slot);
      if (slot->high >= gap.high) break;
      from = slot->high + 1;
    }
  }
  return slots;
}

/// Where beginnings and ends lie on one stride, shortest stretches follow each other at equal distances.
struct Rhythm {
  int64_t width;
  __int128 step;
};

std::optional<Rhythm> rhythm_of(const SlotLimits& limits) {
  const auto regular = [](const TickSet& set) {
    return set.excluded().empty() && set.intervals().size() == 1;
  };
  if (!regular(limits.lows) || !regular(limits.ends)) return std::nullopt;
  const int64_t stride = limits.lows.modulus();
  __int128 width = limits.widths.lowest();
  if (limits.ends.modulus() != 1) {
    if (limits.ends.modulus() != stride || !is_plain(limits.widths)) return std::nullopt;
    const __int128 offset = limits.ends.remainder() - limits.lows.remainder();
    width += ((offset - width) % stride + stride) % stride;
    if (width > limits.widths.highest()) return std::nullopt;
  }
  return Rhythm{static_cast<int64_t>(width), ceil_div(width, stride) * stride};
}

uint64_t count_in(TickInterval gap, const Rhythm& rhythm, const SlotLimits& limits, uint64_t at_most) {
  // The first one may have to reach farther, up to the lowest end.
  const auto first = place(gap.low, gap.high, rhythm.width, limits);
  if (!first || at_most == 0) return 0;
  if (first->high >= gap.high) return 1;
  const auto low = next_member(limits.lows, first->high + 1);
  const __int128 last = std::min<__int128>(
      limits.lows.highest(),
      std::min<__int128>(static_cast<__int128>(gap.high) + 1, limits.ends.highest()) - rhythm.width);
  if (!low || *low > last) return 1;
  return static_cast<uint64_t>(std::min<__int128>((last - *low) / rhythm.step + 2, at_most));
}

/// Widths that take at most `share` of the room, drawn from the usual ones.
std::vector<int64_t> draw_widths(uint64_t count, long double room, double share, const SlotLimits& limits,
                                 Stream stream) {
  const int64_t shortest = limits.widths.lowest();
  const int64_t first = std::clamp(limits.usual.low, shortest, limits.widths.highest());
  const int64_t last = std::clamp(limits.usual.high, first, limits.widths.highest());
  std::vector<int64_t> widths(count);
  long double beyond = 0;
  for (int64_t& width : widths) {
    width = stream.between(first, last);
    beyond += static_cast<long double>(width - shortest);
  }
  const long double spare =
      room * share - static_cast<long double>(count) * static_cast<long double>(shortest);
  const long double factor = beyond <= spare ? 1 : std::max<long double>(0, spare / beyond);
  for (int64_t& width : widths) {
    width = shortest + static_cast<int64_t>(static_cast<long double>(width - shortest) * factor);
    // A multiple of the grain looks natural; cutting never makes the sum larger.
    const int64_t cut = width / limits.grain * limits.grain;
    if (limits.grain > 1 && cut >= shortest) width = cut;
  }
  return widths;
}

/// One try with a given share of the room for the stretches themselves. Empty when they do not all fit.
std::vector<TickInterval> spread(const std::vector<TickInterval>& gaps, uint64_t count, double share,
                                 int64_t grain, const SlotLimits& limits, const Stream& stream) {
  long double room = 0;
  for (const TickInterval& gap : gaps) room += static_cast<long double>(gap.high) - gap.low + 1;
  SlotLimits cut = limits;
  cut.grain = grain;
  const std::vector<int64_t> widths = draw_widths(count, room, share, cut, stream);
  long double slack = room;
  for (int64_t width : widths) slack -= static_cast<long double>(width);
  if (slack < 0) return {};
  // `count` sorted uniform offsets into the slack are the spacings' running sums.
  Stream offsets = stream;
  std::vector<uint64_t> before(count);
  const auto span = static_cast<uint64_t>(std::min<long double>(slack, 9e18L)) + 1;
  for (uint64_t& offset : before) offset = offsets.below(span);
  std::sort(before.begin(), before.end());
  std::vector<TickInterval> slots;
  size_t g = 0;
  long double passed = 0;  // room in the gaps before g
  long double used = 0;
  int64_t from = gaps[0].low;
  for (uint64_t i = 0; i < count; ++i) {
    const long double offset = used + static_cast<long double>(before[i]);
    used += static_cast<long double>(widths[i]);
    for (;; from = gaps[g].low) {
      const long double size = static_cast<long double>(gaps[g].high) - gaps[g].low + 1;
      std::optional<TickInterval> slot;
      if (offset < passed + size) {
        const auto skip = static_cast<int64_t>(std::max<long double>(0, offset - passed));
        int64_t start = std::max(from, plus(gaps[g].low, skip));
        if (grain > 1) start = clamp_tick(ceil_div(start, grain) * grain);
        slot = place(start, gaps[g].high, widths[i], limits);
      }
      if (slot) {
        slots.push_back(*slot);
        from = slot->high == INT64_MAX ? slot->high : slot->high + 1;
        break;
      }
      passed += size;
      if (++g == gaps.size()) return {};
    }
  }
  return slots;
}

}  // namespace

TickInterval SlotLimits::window() const {
  if (lows.empty() || ends.empty() || widths.empty()) return {0, -1};
  return {lows.lowest(), std::min(plus(ends.highest(), -1), plus(lows.highest(), widths.highest()))};
}

std::optional<int64_t> next_member(const TickSet& set, int64_t tick) {
  if (set.empty() || tick > set.highest()) return std::nullopt;
  if (tick <= set.lowest()) return set.lowest();
  if (is_plain(set)) return tick;
  if (is_whole(set)) {
    const auto& intervals = set.intervals();
    const auto at =
        std::lower_bound(intervals.begin(), intervals.end(), tick,
                         [](const TickInterval& interval, int64_t t) { return interval.high < t; });
    return std::max(at->low, tick);
  }
  TickSet rest = set;
  rest.intersect(tick, INT64_MAX);
  if (rest.empty()) return std::nullopt;
  return rest.lowest();
}

std::optional<int64_t> previous_member(const TickSet& set, int64_t tick) {
  if (set.empty() || tick < set.lowest()) return std::nullopt;
  if (tick >= set.highest()) return set.highest();
  if (is_plain(set)) return tick;
  if (is_whole(set)) {
    const auto& intervals = set.intervals();
    const auto at =
        std::upper_bound(intervals.begin(), intervals.end(), tick,
                         [](int64_t t, const TickInterval& interval) { return t < interval.low; });
    return std::min(std::prev(at)->high, tick);
  }
  TickSet rest = set;
  rest.intersect(INT64_MIN, tick);
  if (rest.empty()) return std::nullopt;
  return rest.highest();
}

uint64_t count_slots(const std::vector<TickInterval>& gaps, const SlotLimits& limits, uint64_t at_most) {
  const TickInterval window = limits.window();
  if (window.low > window.high) return 0;
  const auto rhythm = rhythm_of(limits);
  uint64_t count = 0;
  for (const TickInterval& gap : gaps) {
    count += rhythm ? count_in(gap, *rhythm, limits, at_most - count)
                    : pack({gap}, at_most - count, limits).size();
    if (count >= at_most) return at_most;
  }
  return count;
}

std::vector<TickInterval> lay_out(const std::vector<TickInterval>& gaps, uint64_t count,
                                  const SlotLimits& limits, Stream& stream) {
  const TickInterval window = limits.window();
  if (count == 0 || gaps.empty() || window.low > window.high) return {};
  struct Try {
    double share;
    int64_t grain;
  };
  // Beginnings and ends that lie on grids of their own cost room, so shorter stretches come before fuller lines.
  for (const Try attempt : {Try{0.7, limits.grain}, Try{0.4, limits.grain}, Try{0.7, 1}, Try{0.5, 1},
                            Try{0.3, 1}, Try{0.15, 1}, Try{0.9, 1}, Try{1, 1}, Try{0, 1}}) {
    auto slots = spread(gaps, count, attempt.share, attempt.grain, limits, stream);
    if (slots.size() == count) return slots;
  }
  return pack(gaps, count, limits);
}

}  // namespace datagen::core
