// src/core/constraint/tick_set.hpp -- sets of grid points: a union of intervals, a stride, exclusions
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace datagen::core {

/// Closed interval of ticks; empty when low > high.
struct TickInterval {
  int64_t low;
  int64_t high;
};

/// A set of int64 ticks: points of disjoint ascending intervals that lie on a stride (x ≡ remainder mod modulus) and
/// are not excluded. All operations are exact; sizes saturate at UINT64_MAX.
class TickSet {
 public:
  TickSet() : intervals_{{INT64_MIN, INT64_MAX}}, before_{0, UINT64_MAX} {}  ///< everything
  TickSet(int64_t low, int64_t high);                                        ///< empty when low > high
  static TickSet empty_set();
  static TickSet of_points(std::vector<int64_t> points);
  static TickSet of_intervals(std::vector<TickInterval> intervals);  ///< in any order, may overlap

  bool empty() const { return size() == 0; }
  bool everything() const;
  uint64_t size() const;
  /// The index-th member in ascending order; index < size().
  int64_t unrank(uint64_t index) const;
  std::optional<uint64_t> rank(int64_t tick) const;
  bool contains(int64_t tick) const;
  int64_t lowest() const;   ///< requires !empty()
  int64_t highest() const;  ///< requires !empty()

  void intersect(const TickSet& other);
  void intersect(int64_t low, int64_t high);
  /// Members of either set. Strides are kept only when both have the same; otherwise small sets are listed point by
  /// point and larger ones lose the stride, which makes the result a superset: `exact` tells.
  void unite(const TickSet& other, bool* exact);
  void exclude(int64_t tick);
  /// Keeps x ≡ remainder (mod modulus), modulus > 0; combines with an earlier stride by the Chinese remainder theorem.
  void keep_stride(int64_t modulus, int64_t remainder);
  const std::vector<TickInterval>& intervals() const { return intervals_; }
  int64_t modulus() const { return modulus_; }
  int64_t remainder() const { return remainder_; }  ///< in [0, modulus)
  const std::vector<int64_t>& excluded() const { return excluded_; }

 private:
  void settle();
  bool on_grid(int64_t tick) const;
  uint64_t grid_rank(int64_t tick) const;

  std::vector<TickInterval> intervals_;  // ends are points of the stride
  int64_t modulus_ = 1;
  int64_t remainder_ = 0;
  std::vector<int64_t> excluded_;  // ascending, each a point of the strided intervals
  std::vector<uint64_t> before_;   // points in the intervals before each, and in all
};

}  // namespace datagen::core
