// src/core/plan/joint_keys.hpp -- rows that are distinct in several overlapping keys at once
#pragma once

#include "core/base/host.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace datagen::core {

/// A partial Latin square in general form: a row has one digit per component, and no two rows may agree in all digits
/// of any of the keys.
struct JointKeys {
  /// A key as the components it reads. Where it reads only a part of a component (some columns of a composite
  /// reference), members that agree in that part share a class.
  struct Key {
    std::vector<size_t> components;
    std::vector<std::vector<uint64_t>> classes;  ///< by component; empty = each member is its own
    std::vector<uint64_t> class_counts;          ///< by component
    /// Of a key whose value is computed from the components: that value, UINT64_MAX where a row has none.
    std::function<uint64_t(const uint64_t* digits)> computed;
  };
  std::vector<uint64_t> sizes;  ///< members of each component
  std::vector<Key> keys;
  /// By key: values that the table holds already (class numbers in mixed radix, first component lowest).
  std::vector<std::vector<uint64_t>> taken;
  /// Whether a row is admissible for other reasons; may be empty.
  std::function<bool(const uint64_t* digits)> admits;
};

/// Finds up to `count` rows, as digits one row after another; fewer when the search ends in vain. At least one key is not
/// computed. Where all are plain and overlap, it starts with the linear construction (the digits outside the scarcest key are
/// sums of those within it, which gives complete Latin squares). It goes on by hill climbing: a row is put in although one
/// other is in its way, which is put in again elsewhere (Stinson, "Hill-climbing algorithms for the construction of
/// combinatorial designs", 1985). Where that gets stuck and the rows can be listed, it looks for a cover (row_cover.hpp).
/// More than `enough` rows are not worth much effort.
std::vector<uint64_t> find_joint_rows(const JointKeys& problem, uint64_t count, uint64_t enough,
                                      uint64_t seed, Host& host);

}  // namespace datagen::core
