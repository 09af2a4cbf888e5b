// src/core/constraint/column_order.hpp -- a relation whose columns stand in the order of their names
#pragma once

#include "core/constraint/domain.hpp"
#include "core/schema/relation.hpp"

#include <optional>
#include <vector>

namespace datagen::core {

/// What an analysis chooses may follow the order of columns. Analysed by name, a table yields the same rows however its
/// columns are ordered.
class ColumnsByName {
 public:
  /// `relation` must outlive it.
  explicit ColumnsByName(const Relation& relation);
  /// Columns, predicates, unique and foreign keys by name; other parts of the relation are as they were.
  const Relation& relation() const { return sorted_ ? *sorted_ : original_; }
  /// An analysis of relation() in terms of the original's columns.
  Analysis of_original(Analysis analysis) const;

 private:
  const Relation& original_;
  std::vector<int> original_place_;  ///< by the sorted relation's index
  std::optional<Relation> sorted_;   ///< nothing where the columns stand so already
};

}  // namespace datagen::core
