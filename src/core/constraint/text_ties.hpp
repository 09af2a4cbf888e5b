// src/core/constraint/text_ties.hpp -- conditions on texts that become plain once one of their columns is known
#pragma once

#include "core/constraint/narrowing.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace datagen::core {

/// A column with few values, and for each of them the conditions it takes part in with the value in its place: for a
/// domain of two values, mail LIKE '%@' || domain becomes one of two patterns.
struct TieSplit {
  int column = -1;
  std::vector<Value> values;
  std::vector<std::vector<TiedLiteral>> conditions;  ///< one list per value
};

/// The split of state.ties by the column with the fewest values, at most `most` of them; nothing where no tie has such a
/// column or none gets plainer.
std::optional<TieSplit> choose_tie(const BranchState& state, int most);

}  // namespace datagen::core
