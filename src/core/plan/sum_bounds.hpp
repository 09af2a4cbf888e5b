// src/core/plan/sum_bounds.hpp -- solving a linear sum over columns for the last one that is drawn
#pragma once

#include "core/constraint/domain.hpp"

#include <vector>

namespace datagen::core {

/// The linear relations of one branch. Solving them is a hint that saves rejections: their predicates are judged anyway.
class SumBounds {
 public:
  explicit SumBounds(const std::vector<LinearRelation>& sums) : sums_(sums) {}

  bool involves(int column) const;
  /// Keeps in `ticks` what fulfils each relation in which `column` is the only one without a value. Returns whether
  /// there was such a relation.
  bool narrow(int column, const Value* row, const std::vector<char>& assigned, TickSet& ticks) const;

 private:
  const std::vector<LinearRelation>& sums_;
};

}  // namespace datagen::core
