// src/core/plan/exclusion_entry.hpp -- what one row takes of an exclusion constraint
#pragma once

#include "core/constraint/tick_set.hpp"
#include "core/plan/key_table.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace datagen::core {

/// The line that stretches lie on counts ticks of the range's subtype (ExclusionPart::line); for plane figures it is the
/// x axis in hundredths, for networks the addresses in order. Stretches of values that do not overlap may touch, but a
/// stretch is never shorter than what its value covers.
struct ExclusionEntry {
  uint64_t group = 1;               ///< hash of the = operands under the operators' equality
  uint64_t rest = 1;                ///< the same of the <> operands
  std::vector<TickInterval> spans;  ///< what the && operand asked for covers, both ends included
};

/// The rows of a table that an exclusion constraint binds.
struct ExclusionEntries {
  std::vector<ExclusionEntry> entries;
  std::vector<int> columns;              ///< of the relation, as in `rows`
  std::shared_ptr<const KeyTable> rows;  ///< one row per entry
};

/// A figure's ticks per unit of the x axis.
constexpr int64_t kFigureTicks = 100;

}  // namespace datagen::core
