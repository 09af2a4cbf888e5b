// src/core/constraint/branches.hpp -- alternatives of a group of conditions, spelled out and weighted
#pragma once

#include "core/constraint/narrowing.hpp"

#include <vector>

namespace datagen::core {

/// A condition of a group and where it comes from.
struct Clause {
  Formula formula;
  int predicate = -1;
  bool partition = false;  ///< the arms are the leaves of a partitioned table
};

struct WeightedState {
  BranchState state;
  double weight = 1;
};

constexpr int kMostBranches = 256;
/// One alternative, the leaves of a partitioned table say, may have more arms than that, up to so many.
constexpr size_t kMostArms = 4096;

/// What simplification made of the clauses.
enum class Simplified : uint8_t { Open, Contradiction };

/// Applies what is certain to `state`, removes what follows from it and arms that contradict it, until nothing changes.
/// Only alternatives remain in `clauses`.
Simplified simplify(BranchState& state, std::vector<Clause>& clauses);

/// All consistent ways to meet `clauses`, at most kMostBranches or as many as the largest alternative has arms; of what
/// would need more one way is kept where preferences are allowed, else it is left to the server (inexact).
/// The leaves of a partitioned table are split first, equally, then discriminator columns, with equal weight per value,
/// then the NULL status of columns, where values weigh more than NULLs, then the arms of what is left, equally.
std::vector<WeightedState> expand(const BranchState& state, std::vector<Clause> clauses);

/// Narrows the domains by what all arms of an alternative have in common.
void narrow_to_union(BranchState& state, const Clause& clause);

}  // namespace datagen::core
