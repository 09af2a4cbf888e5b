// src/core/plan/parent_rows.hpp -- what implied rules read of the rows that a row refers to
#pragma once

#include "core/infer/coherence.hpp"
#include "core/plan/relation_task.hpp"

#include <vector>

namespace datagen::core {

/// Looks up ParentKeys::told by the row's references, each once a row.
class ParentRows {
 public:
  explicit ParentRows(const RelationTask& task);

  /// Forgets the row before.
  void next_row();
  /// Whether the row refers to one of which something is known.
  bool knows(const ImpliedInput& input, const Value* row);
  /// The input, which is of a foreign key; NULL for what is not known.
  Value read(const ImpliedInput& input, const Value* row);

 private:
  struct ParentRow {
    bool known = false;
    std::vector<Value> values;
  };
  const Value* parent_row(size_t foreign_key, const Value* row);

  const RelationTask& task_;
  std::vector<ParentRow> rows_;  // by foreign key, of the row at hand
  std::vector<std::vector<int>> key_positions_;
  std::vector<Value> key_;
};

}  // namespace datagen::core
