// src/core/schema/round_trip.cpp -- foreign keys that lead back to the column they start from
#include "core/schema/round_trip.hpp"

#include "core/schema/graph.hpp"

#include <algorithm>
#include <tuple>

namespace datagen::core {
namespace {

bool is_unique_alone(const Relation& relation, int column) {
  return std::any_of(relation.keys.begin(), relation.keys.end(), [&](const UniqueKey& key) {
    return !key.where && key.parts.size() == 1 && key.parts[0].column == column;
  });
}

/// The foreign key of the parent by which its column is the child's, null when there is none.
const ForeignKey* way_back(const Relation& parent, int parent_column, const Relation& child, int column) {
  for (const ForeignKey& key : parent.foreign_keys)
    for (size_t i = 0; key.parent == child.id && i < key.columns.size(); ++i)
      if (key.columns[i] == parent_column && key.parent_columns[i] == column) return &key;
  return nullptr;
}

/// A row that has its own value for the unique column can leave the reference NULL; no other reference has a say.
bool may_do_without(const Relation& relation, const ForeignKey& key, int column) {
  const auto nullable = [&](int other) {
    return other != column && !relation.columns[static_cast<size_t>(other)].not_null;
  };
  const auto refers = [&](const ForeignKey& other) {
    return std::find(other.columns.begin(), other.columns.end(), column) != other.columns.end();
  };
  return key.match == MatchType::Simple && is_unique_alone(relation, column) &&
         std::any_of(key.columns.begin(), key.columns.end(), nullable) &&
         std::count_if(relation.foreign_keys.begin(), relation.foreign_keys.end(), refers) == 1;
}

/// The lesser owns.
auto rank(const Relation& relation, const ForeignKey& key) {
  return std::make_tuple(!key.deferrable, is_required(relation, key), relation.name, relation.schema);
}

}  // namespace

std::set<int> columns_of_its_own(const Schema& schema, RelationId id) {
  std::set<int> own;
  const Relation& relation = schema.at(id);
  for (const ForeignKey& key : relation.foreign_keys) {
    if (key.parent == id || !schema.has(key.parent)) continue;
    const Relation& parent = schema.at(key.parent);
    for (size_t i = 0; i < key.columns.size(); ++i) {
      const int column = key.columns[i];
      const ForeignKey* back = way_back(parent, key.parent_columns[i], relation, column);
      if (!back) {
        if (may_do_without(relation, key, column) && !is_unique_alone(parent, key.parent_columns[i]))
          own.insert(column);
        continue;
      }
      const bool here = is_unique_alone(relation, column),
                 there = is_unique_alone(parent, key.parent_columns[i]);
      if (here != there ? here : rank(relation, key) < rank(parent, *back)) own.insert(column);
    }
  }
  return own;
}

}  // namespace datagen::core
