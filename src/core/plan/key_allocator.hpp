// src/core/plan/key_allocator.hpp -- distinct key tuples by permuting the product of the parts' domains
#pragma once

#include "core/base/host.hpp"
#include "core/plan/key_space.hpp"
#include "core/random/permutation.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace datagen::core {

/// Hands out distinct tuples over the components' product without remembering what it gave: the k-th tuple is the
/// k-th image of a keyed permutation in mixed radix. Tuples that the table already holds are stepped over.
class KeyAllocator {
 public:
  struct Options {
    uint64_t key = 0;    ///< of the permutation
    uint64_t first = 0;  ///< ordinal of the first row: an append goes on where an earlier fill ended
    std::vector<int> part_columns;             ///< columns of the unique key, in part order
    std::shared_ptr<const KeyTable> existing;  ///< tuples in the table, in part order; may be null
    uint64_t taken = 0;  ///< tuples of the key's domain that are in the table and not among the components'
    /// The steps of the walk that meet tuples in the table, ascending, where they are known beforehand (used_steps());
    /// then `existing` is not asked.
    std::shared_ptr<const std::vector<uint64_t>> used;
  };
  /// How far the walk is.
  struct Position {
    uint64_t walked = 0;
    size_t spare_next = 0;
    std::vector<uint64_t> spare;
  };
  KeyAllocator(std::vector<KeyComponent> components, Options options);

  /// Tuples of the domain, saturating; and those not yet in the table (exact while the domain is listable).
  uint64_t capacity() const { return capacity_ + options_.taken; }
  uint64_t free() const { return free_; }
  /// Sets the key's columns in `row`; false when no tuple is left.
  bool next(Value* row, Arena& arena);
  /// Leaves out the next `count` tuples: rows of another slice have them.
  void skip(uint64_t count) { walked_ = step_after(count); }
  /// Keeps to the tuples of the `count` rows from `first` on, of `total` that are dealt out in slices. Further ones come
  /// from behind those of all slices, from a different place for each slice, as long as there are any.
  void confine(uint64_t first, uint64_t count, uint64_t total);
  /// The steps at which a walk from the start to `count` free tuples meets tuples in the table. Takes time as count.
  std::vector<uint64_t> used_steps(uint64_t count, Host& host) const;
  Position position() const { return {walked_, spare_next_, spare_}; }
  void go_on(Position position);
  /// The last tuple was not used after all; it comes again when the others are spent.
  void give_back() { spare_.push_back(last_); }
  void give_back(uint64_t tuple) { spare_.push_back(tuple); }
  /// The tuple that next() set last.
  uint64_t last() const { return last_; }
  /// Sets the key's columns to some tuple, taken or not, for a row that NULLs keep apart from all others; false when there
  /// is none at all.
  bool any(Value* row, Arena& arena, uint64_t salt = 0) const;
  const std::vector<KeyComponent>& components() const { return components_; }
  const Options& options() const { return options_; }

 private:
  bool in_table(const Value* row) const;
  bool is_used(uint64_t step, const Value* row) const;
  uint64_t step_after(uint64_t count) const;
  bool next_behind(Value* row, Arena& arena);
  uint64_t count_existing() const;

  std::vector<KeyComponent> components_;
  Options options_;
  uint64_t capacity_ = 1;
  uint64_t free_ = 0;
  std::optional<Permutation> permutation_;
  uint64_t walked_ = 0;
  uint64_t end_ = UINT64_MAX;   // of the slice's own steps
  uint64_t behind_ = 0;         // the first step behind all slices
  uint64_t behind_offset_ = 0;  // where this slice begins there
  uint64_t behind_walked_ = 0;
  uint64_t last_ = 0;
  size_t spare_next_ = 0;
  std::vector<uint64_t> spare_;
};

}  // namespace datagen::core
