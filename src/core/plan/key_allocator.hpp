// src/core/plan/key_allocator.hpp -- distinct key tuples by permuting the product of the parts' domains
#pragma once

#include "core/base/arena.hpp"
#include "core/generate/generator.hpp"
#include "core/plan/key_table.hpp"
#include "core/random/permutation.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace datagen::core {

/// One factor of a key's domain: the listing of one column, or the rows of parents for the columns they determine.
struct KeyComponent {
  std::vector<int> columns;                  ///< columns of the relation that it sets
  std::shared_ptr<const Generator> listing;  ///< one column, or
  std::shared_ptr<const KeyTable> rows;      ///< one value per column
  uint64_t limit = UINT64_MAX;  ///< use only so many values of the listing, the plausible ones first
  bool null_member = false;     ///< NULLS NOT DISTINCT on a nullable column: NULL is one more member
  uint64_t size() const;
};

/// Hands out distinct tuples over the components' product without remembering what it gave: the k-th tuple is the
/// k-th image of a keyed permutation in mixed radix. Tuples that the table already holds are stepped over.
class KeyAllocator {
 public:
  struct Options {
    uint64_t key = 0;    ///< of the permutation
    uint64_t first = 0;  ///< ordinal of the first row: an append goes on where an earlier fill ended
    std::vector<int> part_columns;             ///< columns of the unique key, in part order
    std::shared_ptr<const KeyTable> existing;  ///< tuples in the table, in part order; may be null
  };
  KeyAllocator(std::vector<KeyComponent> components, Options options);

  /// Tuples of the domain, saturating; and those not yet in the table (exact while the domain is listable).
  uint64_t capacity() const { return capacity_; }
  uint64_t free() const { return free_; }
  /// Sets the key's columns in `row`; false when no tuple is left.
  bool next(Value* row, Arena& arena);
  /// Leaves out the next `count` tuples: rows of another slice have them.
  void skip(uint64_t count) { walked_ += count; }
  /// The last tuple was not used after all; it comes again when the others are spent.
  void give_back() { spare_.push_back(last_); }
  const std::vector<KeyComponent>& components() const { return components_; }

 private:
  void decode(uint64_t index, Value* row, Arena& arena) const;
  bool in_table(const Value* row) const;
  uint64_t count_existing() const;

  std::vector<KeyComponent> components_;
  Options options_;
  uint64_t capacity_ = 1;
  uint64_t free_ = 0;
  std::optional<Permutation> permutation_;
  uint64_t walked_ = 0;
  uint64_t last_ = 0;
  size_t spare_next_ = 0;
  std::vector<uint64_t> spare_;
};

}  // namespace datagen::core
