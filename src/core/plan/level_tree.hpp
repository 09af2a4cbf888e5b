// src/core/plan/level_tree.hpp -- a forest with a given number of roots, depth and branching
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace datagen::core {

/// What the user asks of a self reference; what is left open follows from the rest and from the number of rows.
struct TreeSettings {
  std::optional<uint64_t> roots;    ///< at least 1
  std::optional<uint64_t> depth;    ///< levels, the roots' included; at least 1
  std::optional<double> branching;  ///< children of an inner row on average; at least 1

  bool any() const { return roots || depth || branching; }
};

/// Throws Error(InvalidParameter) for a setting outside its range.
void check_tree(const TreeSettings& settings);

/// Rows 0 .. count - 1 level by level: first the roots, then their children, and so on. Levels grow by a constant factor,
/// and the rows of a level are spread evenly over those of the one above.
///
/// With `branching`, the factor is that, and the tree ends where the rows do; with `depth`, the factor is what brings
/// the rows to that many levels; with both, the last level takes what is left. Roots default to what branching and depth
/// ask for, else to a twentieth of the rows.
class LevelTree {
 public:
  /// Throws Error(InvalidParameter) where roots, depth and branching are all set and the rows are more than they allow.
  LevelTree(const TreeSettings& settings, uint64_t count);

  /// nullopt for a root. `position` < count.
  std::optional<uint64_t> parent_of(uint64_t position) const;
  uint64_t levels() const { return ends_.size(); }
  uint64_t roots() const { return ends_.front(); }

 private:
  std::vector<uint64_t> ends_;  // of each level
};

}  // namespace datagen::core
