// src/core/generate/tick_gen.cpp -- windows, listings and draws of grid values
#include "core/generate/tick_gen.hpp"

#include "core/generate/family.hpp"
#include "core/random/variate.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace datagen::core {
namespace {

/// How many members of `set` are at most `tick`.
uint64_t count_up_to(const TickSet& set, int64_t tick) {
  TickSet part = set;
  part.intersect(INT64_MIN, tick);
  return part.size();
}

TickSet below(const TickSet& set, int64_t tick) {
  if (tick == INT64_MIN) return TickSet::empty_set();
  TickSet part = set;
  part.intersect(INT64_MIN, tick - 1);
  return part;
}

TickSet above(const TickSet& set, int64_t tick) {
  if (tick == INT64_MAX) return TickSet::empty_set();
  TickSet part = set;
  part.intersect(tick + 1, INT64_MAX);
  return part;
}

TickSet inside(const TickSet& set, int64_t low, int64_t high) {
  TickSet part = set;
  part.intersect(low, high);
  return part;
}

}  // namespace

TickSet grid_of(const Type& type, const TickSet& domain) {
  TickSet grid = domain;
  grid.intersect(type.min_tick, type.max_tick);
  if (type.tick_step > 1) grid.keep_stride(type.tick_step, 0);
  return grid;
}

bool limited_below(const Type& type, const TickSet& grid, int64_t slack) {
  // A stride may leave out the very first point of the type, so a whole step counts as no limit.
  return grid.lowest() > clamped_add(type.min_tick, std::max({type.tick_step, grid.modulus(), slack}));
}

bool limited_above(const Type& type, const TickSet& grid, int64_t slack) {
  return grid.highest() < clamped_add(type.max_tick, -std::max({type.tick_step, grid.modulus(), slack}));
}

TickSet window_of(const TickSet& grid, TickInterval preferred, uint64_t enough) {
  enough = std::min(enough, grid.size());
  TickSet window = inside(grid, preferred.low, preferred.high);
  if (window.size() >= enough) return window;
  // A domain that lies elsewhere and is of a size with the window, such as years of birth, is plausible as a whole.
  constexpr __int128 kComparable = 40;
  const __int128 span = static_cast<__int128>(grid.highest()) - grid.lowest();
  if (window.empty() && span <= kComparable * (static_cast<__int128>(preferred.high) - preferred.low))
    return grid;
  TickInterval anchor = preferred;
  if (grid.lowest() > preferred.high) anchor = {grid.lowest(), grid.lowest()};
  if (grid.highest() < preferred.low) anchor = {grid.highest(), grid.highest()};
  int64_t width = std::max<int64_t>(1, clamped_add(preferred.high, -std::max(preferred.low, -INT64_MAX)));
  for (;;) {
    window = inside(grid, clamped_add(anchor.low, -width), clamped_add(anchor.high, width));
    // A gap of the grid around the preferred window leaves it empty for a while.
    const bool covers =
        window.size() > 0 && window.lowest() == grid.lowest() && window.highest() == grid.highest();
    if (covers || window.size() >= enough) return window;
    width = clamped_add(width, width);
  }
}

TickSet coarser(const TickSet& set, int64_t step, uint64_t enough) {
  if (step < 2) return set;
  TickSet coarse = set;
  coarse.keep_stride(step, 0);
  return coarse.size() >= std::min(enough, set.size()) ? coarse : set;
}

void TickListing::add(TickSet piece, bool descending) {
  const uint64_t size = piece.size();
  if (size == 0) return;
  size_ = saturating_add(size_, size);
  pieces_.push_back({std::move(piece), TickSet::empty_set(), size, descending});
}

void TickListing::add_rest(TickSet grid, TickSet listed) {
  const uint64_t size = grid.size() - listed.size();
  if (size == 0) return;
  size_ = saturating_add(size_, size);
  pieces_.push_back({std::move(grid), std::move(listed), size, false});
}

void TickListing::add_around(const TickSet& grid, const TickSet& window) {
  TickSet middle = inside(grid, window.lowest(), window.highest());
  add(std::move(middle));
  add(below(grid, window.lowest()), true);
  add(above(grid, window.highest()));
}

int64_t TickListing::unrank(uint64_t index) const {
  for (const Piece& piece : pieces_) {
    if (index >= piece.size) {
      index -= piece.size;
      continue;
    }
    if (piece.descending) return piece.ticks.unrank(piece.size - 1 - index);
    if (piece.without.empty()) return piece.ticks.unrank(index);
    // The first position by which index + 1 members that count have been passed.
    uint64_t low = index;
    uint64_t high = piece.ticks.size() - 1;
    while (low < high) {
      const uint64_t middle = low + (high - low) / 2;
      if (middle + 1 - count_up_to(piece.without, piece.ticks.unrank(middle)) >= index + 1)
        high = middle;
      else
        low = middle + 1;
    }
    return piece.ticks.unrank(low);
  }
  return 0;
}

std::optional<uint64_t> TickListing::rank(int64_t tick) const {
  uint64_t before = 0;
  for (const Piece& piece : pieces_) {
    const std::optional<uint64_t> place = piece.ticks.rank(tick);
    if (place && !piece.without.contains(tick)) {
      if (piece.descending) return before + (piece.size - 1 - *place);
      return before + *place - count_up_to(piece.without, tick);
    }
    before = saturating_add(before, piece.size);
  }
  return std::nullopt;
}

TickGenerator::TickGenerator(std::string name, TickShape shape, TickListing listing, uint64_t plausible)
    : name_(std::move(name)),
      shape_(std::move(shape)),
      listing_(std::move(listing)),
      plausible_(std::min(plausible, listing_.size())),
      window_size_(shape_.window.size()),
      low_(shape_.window.lowest()),
      high_(shape_.window.highest()) {}

int64_t TickGenerator::draw_shaped(Stream& stream) const {
  constexpr int kTries = 16;
  const auto low = static_cast<double>(std::max<int64_t>(low_, 1));
  const auto high = static_cast<double>(high_);
  for (int i = 0; i < kTries && low_ >= 0 && high >= low; ++i) {
    const double x = shape_.spread == Spread::Logarithmic ? draw_log_uniform(stream, low, high + 1)
                                                          : draw_lognormal(stream, shape_.median, 1.1);
    if (!(x < 9e18)) continue;
    const int64_t stride = shape_.window.modulus();
    const int64_t tick = low_ + (static_cast<int64_t>(x) - low_) / stride * stride;
    if (shape_.window.contains(tick)) return tick;
  }
  return shape_.window.unrank(stream.below(window_size_));
}

Value TickGenerator::draw(Stream& stream, Arena&) const {
  if (shape_.spread != Spread::Uniform) return Value::of_tick(draw_shaped(stream));
  return Value::of_tick(shape_.window.unrank(stream.below(window_size_)));
}

Value TickGenerator::unrank(uint64_t index, Arena&) const { return Value::of_tick(listing_.unrank(index)); }

std::optional<uint64_t> TickGenerator::rank(const Value& value) const {
  if (value.kind != ValueKind::Tick) return std::nullopt;
  return listing_.rank(value.tick);
}

}  // namespace datagen::core
