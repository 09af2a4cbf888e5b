// src/core/plan/key_space.hpp -- the tuples a key can have: a product of listings and of parents' rows
#pragma once

#include "core/base/arena.hpp"
#include "core/generate/generator.hpp"
#include "core/plan/key_table.hpp"

#include <memory>
#include <vector>

namespace datagen::core {

/// One factor of a key's domain: the listing of one column, or the rows of parents for the columns they determine.
struct KeyComponent {
  std::vector<int> columns;                  ///< columns of the relation that it sets
  std::shared_ptr<const Generator> listing;  ///< one column, or
  std::shared_ptr<const KeyTable> rows;      ///< one value per column
  uint64_t limit = UINT64_MAX;  ///< use only so many values of the listing, the plausible ones first
  bool null_member = false;     ///< NULL is one more member, because the key does not let NULLs differ
  uint64_t size() const;
  /// Sets its columns in `row` to member `index`, which is below size().
  void decode(uint64_t index, Value* row, Arena& arena) const;
};

/// The columns that the components set, in their order.
std::vector<int> columns_of(const std::vector<KeyComponent>& components);

/// The product of the components' sizes, cut at 2^62, which no table reaches.
uint64_t product_of(const std::vector<KeyComponent>& components);

/// Sets the columns of all components in `row` to tuple `index` of the product, in mixed radix.
void decode_tuple(const std::vector<KeyComponent>& components, uint64_t index, Value* row, Arena& arena);

}  // namespace datagen::core
