// src/core/plan/row_cover.hpp -- picking rows out of a list so that no two share a value of any key
#pragma once

#include "core/base/host.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace datagen::core {

/// Rows to choose from: `keys` numbers for each, one after another, numbered from 0 by key. UINT32_MAX: the row has no
/// value in that key, so that nothing can be in its way there.
struct RowOptions {
  size_t keys = 1;
  std::vector<uint32_t> values;
  size_t size() const { return values.size() / keys; }
};

/// Looks for `count` options no two of which share a value of any key, each row of the answer having another value of key
/// `cover`. Depth first, the value of `cover` that the fewest options are left for first, options in random order, with
/// restarts after Luby's sequence. It is Knuth's search for exact covers ("Dancing links", 2000), where values of `cover` that
/// are not needed may be left out. Returns the indexes of the options, none when the budget of options tried is spent.
std::vector<uint32_t> find_cover(const RowOptions& options, size_t cover, uint64_t count, uint64_t seed,
                                 uint64_t budget, Host& host);

}  // namespace datagen::core
