// src/core/plan/search_failure.hpp -- the error when no row was found within the search budget
#pragma once

#include "core/schema/relation.hpp"

#include <cstdint>
#include <vector>

namespace datagen::core {

/// What was tried for the row that could not be made, and what refused it.
struct SearchFailure {
  uint64_t tries = 0;
  std::vector<uint64_t> by_predicate;
  std::vector<uint64_t> by_key;
  std::vector<uint64_t> by_reference;
  std::vector<int> ruled;  ///< columns whose values a rule gives
};

/// Names what refused most: a predicate (23514), a unique key (23505) or a foreign key (23503).
[[noreturn]] void throw_search_failure(const Relation& relation, const SearchFailure& failure);

}  // namespace datagen::core
