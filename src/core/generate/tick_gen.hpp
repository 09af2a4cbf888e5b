// src/core/generate/tick_gen.hpp -- grid values: where to draw from, and in which order to list the domain
#pragma once

#include "core/generate/generator.hpp"

namespace datagen::core {

/// The type's limits and step applied to the domain: all values a column may take.
TickSet grid_of(const Type& type, const TickSet& domain);

/// Which sides of `grid` (not empty) something narrower than the type limits, by more than `slack` ticks.
bool limited_below(const Type& type, const TickSet& grid, int64_t slack = 0);
bool limited_above(const Type& type, const TickSet& grid, int64_t slack = 0);

/// The part of `grid` (not empty) inside `preferred`. When there are fewer than `enough` members there, the
/// window starts at the end of `preferred`, or of the grid's nearest end when the grid lies aside, and
/// doubles until it has enough or covers the grid.
TickSet window_of(const TickSet& grid, TickInterval preferred, uint64_t enough);

/// The members that are multiples of `step`, if there are `enough` of them; else all.
TickSet coarser(const TickSet& set, int64_t step, uint64_t enough);

/// The values of a grid in an order that begins with the plausible ones, as a chain of disjoint pieces.
class TickListing {
 public:
  /// Appends `piece`; empty pieces are left out.
  void add(TickSet piece, bool descending = false);
  /// Appends the members of `grid` that are not in `listed`, a subset of it, ascending.
  void add_rest(TickSet grid, TickSet listed);
  /// Appends grid ∩ window ascending, the part of the grid below the window descending, the part above
  /// ascending.
  void add_around(const TickSet& grid, const TickSet& window);

  uint64_t size() const { return size_; }
  int64_t unrank(uint64_t index) const;
  std::optional<uint64_t> rank(int64_t tick) const;

 private:
  struct Piece {
    TickSet ticks;
    TickSet without;  ///< a subset of `ticks` that is skipped
    uint64_t size;
    bool descending;
  };
  std::vector<Piece> pieces_;
  uint64_t size_ = 0;
};

/// How the values of a window are spread.
enum class Spread : uint8_t {
  Uniform,
  Logarithmic,  ///< every order of magnitude above the lowest positive member as likely
  Amount        ///< log-normal around TickShape::median, as prices are
};

struct TickShape {
  TickSet window;  ///< not empty
  Spread spread = Spread::Uniform;
  double median = 0;  ///< Amount: in ticks
};

/// Draws from a shape and lists a listing.
class TickGenerator final : public Generator {
 public:
  TickGenerator(std::string name, TickShape shape, TickListing listing, uint64_t plausible);
  Value draw(Stream& stream, Arena& arena) const override;
  uint64_t size() const override { return listing_.size(); }
  uint64_t plausible_size() const override { return plausible_; }
  Value unrank(uint64_t index, Arena& arena) const override;
  std::optional<uint64_t> rank(const Value& value) const override;
  std::string name() const override { return name_; }

 private:
  int64_t draw_shaped(Stream& stream) const;

  std::string name_;
  TickShape shape_;
  TickListing listing_;
  uint64_t plausible_;
  uint64_t window_size_;
  int64_t low_, high_;  // of the window
};

}  // namespace datagen::core
