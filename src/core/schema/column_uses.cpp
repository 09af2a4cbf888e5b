// src/core/schema/column_uses.cpp -- looking through keys, exclusion constraints and references
#include "core/schema/column_uses.hpp"

#include "core/base/contains.hpp"
#include "core/schema/predicate.hpp"

namespace datagen::core {
namespace {

template <class Constraint>
bool use(const std::vector<Constraint>& constraints, int column, UsedBy what) {
  return std::any_of(constraints.begin(), constraints.end(), [&](const Constraint& constraint) {
    if (what == UsedBy::PartsAndConditions && constraint.where && contains(constraint.where->columns, column))
      return true;
    return std::any_of(constraint.parts.begin(), constraint.parts.end(), [&](const auto& part) {
      return part.column == column || contains(part.columns, column);
    });
  });
}

}  // namespace

bool keys_use(const Relation& relation, int column, UsedBy what) { return use(relation.keys, column, what); }

bool exclusions_use(const Relation& relation, int column, UsedBy what) {
  return use(relation.exclusions, column, what);
}

bool references_use(const Relation& relation, int column) {
  return std::any_of(relation.foreign_keys.begin(), relation.foreign_keys.end(),
                     [&](const ForeignKey& key) { return contains(key.columns, column); });
}

}  // namespace datagen::core
