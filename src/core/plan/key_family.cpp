// src/core/plan/key_family.cpp -- following references to the columns where their values are made, and joining those
#include "core/plan/key_family.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace datagen::core {
namespace {

using KeyColumn = std::pair<RelationId, int>;

class FamilyFinder {
 public:
  explicit FamilyFinder(const Schema& schema) : schema_(schema) {}

  KeyFamilies run() {
    for (const auto& [id, relation] : schema_.relations)
      for (size_t c = 0; c < relation.columns.size(); ++c) join_origins(relation, static_cast<int>(c));
    std::map<KeyColumn, std::vector<KeyColumn>> members;
    for (const auto& [column, parent] : parents_) members[find(column)].push_back(column);
    KeyFamilies families;
    for (const auto& [root, columns] : members) {
      if (columns.size() < 2) continue;
      std::string name = name_of(columns[0]);
      for (const KeyColumn& column : columns) name = std::min(name, name_of(column));
      for (const KeyColumn& column : columns) families[column] = name;
    }
    return families;
  }

 private:
  void join_origins(const Relation& relation, int column) {
    std::vector<KeyColumn> origins;
    for (const ForeignKey& key : relation.foreign_keys)
      for (size_t i = 0; i < key.columns.size(); ++i)
        if (key.columns[i] == column && key.parent != relation.id)
          origins.push_back(origin_of({key.parent, key.parent_columns[i]}));
    for (size_t i = 1; i < origins.size(); ++i) unite(origins[0], origins[i]);
  }

  /// Where the values of a column are made: a column that is itself a reference passes on its parent's.
  KeyColumn origin_of(KeyColumn column) const {
    std::set<KeyColumn> seen;
    while (seen.insert(column).second && schema_.has(column.first)) {
      const Relation& relation = schema_.at(column.first);
      const KeyColumn before = column;
      for (const ForeignKey& key : relation.foreign_keys)
        for (size_t i = 0; i < key.columns.size() && column == before; ++i)
          if (key.columns[i] == before.second && key.parent != relation.id)
            column = {key.parent, key.parent_columns[i]};
      if (column == before) break;
    }
    return column;
  }

  KeyColumn find(const KeyColumn& column) {
    auto parent = parents_.emplace(column, column).first->second;
    return parent == column ? column : parents_[column] = find(parent);
  }

  void unite(const KeyColumn& a, const KeyColumn& b) {
    const KeyColumn left = find(a);
    const KeyColumn right = find(b);
    parents_[right] = left;
  }

  std::string name_of(const KeyColumn& column) const {
    const Relation& relation = schema_.at(column.first);
    return relation.name + "." + relation.columns[static_cast<size_t>(column.second)].name;
  }

  const Schema& schema_;
  std::map<KeyColumn, KeyColumn> parents_;
};

}  // namespace

KeyFamilies find_key_families(const Schema& schema) { return FamilyFinder(schema).run(); }

}  // namespace datagen::core
