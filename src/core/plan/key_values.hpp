// src/core/plan/key_values.hpp -- the distinct values of a key that only the server can compute
#pragma once

#include "core/plan/key_space.hpp"
#include "core/plan/relation_task.hpp"
#include "core/plan/row_services.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace datagen::core {

/// Judges a tuple of some columns by all that can be known of it: the server's verdict on predicates that read no
/// other column, and whether each group of tied columns has a branch for it.
class TupleJudge {
 public:
  TupleJudge(const RelationTask& task, const std::vector<int>& columns, RowServices& services);
  /// Nothing binds these columns beyond their own domains.
  bool accepts_all() const { return predicates_.empty() && groups_.empty(); }
  /// Of `row` only the tuple's columns are read.
  bool accepts(const Value* row) const;

 private:
  bool fits_group(const BranchGroup& group, const Value* row) const;

  const RelationTask& task_;
  std::vector<int> columns_;
  RowServices& services_;
  std::vector<int> predicates_;
  std::vector<const BranchGroup*> groups_;
};

/// The columns that a key stands on: its own, those its expressions, its condition and generated columns read.
std::vector<int> base_columns(const Relation& relation, const UniqueKey& key);

struct KeyValues {
  std::shared_ptr<const KeyTable>
      tuples;          ///< one per value that is not in the table, of the components' columns
  uint64_t taken = 0;  ///< values that are
};

/// One tuple per distinct value of the key, where there are so few that rows run out of them. nullopt when there are
/// plenty, when they cannot be counted, or when rows can get around the key (a NULL, a condition that is not met).
std::optional<KeyValues> find_key_values(const RelationTask& task, size_t key,
                                         const std::vector<KeyComponent>& components, RowServices& services);

}  // namespace datagen::core
