// src/core/constraint/difference.hpp -- systems of comparisons between columns: contradictions and tighter bounds
#pragma once

#include "core/constraint/narrowing.hpp"

#include <vector>

namespace datagen::core {

/// What the comparisons of a branch come to.
struct DifferenceResult {
  bool feasible = true;
  /// When infeasible as long as all of these nullable columns hold values: one of them has to be NULL.
  std::vector<int> one_must_be_null;
};

/// Bellman-Ford over "x - y <= c" (Cormen et al., 22.4): a negative cycle is a contradiction; otherwise the shortest
/// paths give the tightest bounds, which narrow the columns' domains. A column that may be NULL limits no other.
DifferenceResult tighten(BranchState& state);

/// The same for sums over several columns: each is kept within what the others leave it.
DifferenceResult tighten_sums(BranchState& state);

/// Adds what sums over three or more columns say of two of them, given the others' bounds: from n = b - a and n between
/// 1 and 14 follows b >= a + 1 and b <= a + 14. Only sums whose other columns are never NULL, and only differences that
/// the two columns' own bounds do not imply.
void relate_terms(BranchState& state);

}  // namespace datagen::core
