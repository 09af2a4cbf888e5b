// src/core/plan/dealt_column.hpp -- references that are dealt out so that those of several relations meet
#pragma once

#include "core/base/hash.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace datagen::core {

/// A reference column whose values rows of another relation must have, too: of both, one tenant's rows meet in a child.
struct DealtColumn {
  std::string family;  ///< relations that share it deal its values in one order
  /// Rows go to one value after another, because some child has a key with few tuples for each. Otherwise every second
  /// row opens a new value and the next joins one of those, so that there are values with several rows.
  bool each = false;

  /// The number of values that so many rows reach, of `values`.
  uint64_t reached(uint64_t rows, uint64_t values) const {
    return std::min(values, each ? rows : rows / 2 + rows % 2);
  }

  /// The rows, counted from 0, that are dealt out; later ones go to values at random.
  uint64_t dealt(uint64_t values) const { return each ? values : 2 * values; }

  /// Which value, in the order of the family, the row gets: a function of the row's ordinal and of `key` alone, so that
  /// slices agree. For rows that are dealt out.
  uint64_t hand(uint64_t ordinal, uint64_t key) const {
    if (each) return ordinal;
    return ordinal % 2 == 0 ? ordinal / 2 : combine(key, ordinal) % (ordinal / 2 + 1);
  }

  /// The first row that gets the value.
  uint64_t first_row(uint64_t hand) const { return each ? hand : 2 * hand; }
};

}  // namespace datagen::core
