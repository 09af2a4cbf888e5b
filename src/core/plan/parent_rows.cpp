// src/core/plan/parent_rows.cpp -- looking parents up by the row's references
#include "core/plan/parent_rows.hpp"

#include <algorithm>

namespace datagen::core {

ParentRows::ParentRows(const RelationTask& task) : task_(task), rows_(task.relation->foreign_keys.size()) {
  for (const ForeignKey& key : task.relation->foreign_keys) {
    key_positions_.emplace_back();
    for (size_t i = 0; i < key.columns.size(); ++i) key_positions_.back().push_back(static_cast<int>(i));
  }
}

void ParentRows::next_row() {
  for (ParentRow& parent : rows_) parent.known = false;
}

const Value* ParentRows::parent_row(size_t foreign_key, const Value* row) {
  ParentRow& found = rows_[foreign_key];
  if (found.known) return found.values.empty() ? nullptr : found.values.data();
  found.known = true;
  found.values.clear();
  const ParentKeys& parent = task_.parents[foreign_key];
  if (!parent.told) return nullptr;
  key_.clear();
  for (int column : task_.relation->foreign_keys[foreign_key].columns) {
    if (row[column].is_null()) return nullptr;
    key_.push_back(row[column]);
  }
  const KeyTable::Matches matches = parent.told_keys->matching(key_positions_[foreign_key], key_.data());
  if (matches.count == 0) return nullptr;
  for (int i = 0; i < parent.told->width(); ++i) found.values.push_back(parent.told->get(matches.at(0), i));
  return found.values.data();
}

bool ParentRows::knows(const ImpliedInput& input, const Value* row) {
  const auto k = static_cast<size_t>(input.foreign_key);
  return k < task_.parents.size() && parent_row(k, row) != nullptr;
}

Value ParentRows::read(const ImpliedInput& input, const Value* row) {
  if (!knows(input, row)) return Value::null();
  const auto k = static_cast<size_t>(input.foreign_key);
  const Value* values = rows_[k].values.data();
  const auto& columns = task_.parents[k].told_columns;
  const auto place = std::find(columns.begin(), columns.end(), input.column);
  return place == columns.end() ? Value::null() : values[place - columns.begin()];
}

}  // namespace datagen::core
