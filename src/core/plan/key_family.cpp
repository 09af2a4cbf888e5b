// src/core/plan/key_family.cpp -- following references to the columns where their values are made, and joining those
#include "core/plan/key_family.hpp"

#include "core/base/contains.hpp"
#include "core/schema/column_uses.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace datagen::core {
namespace {

using KeyColumn = std::pair<RelationId, int>;
using DealtColumns = std::map<KeyColumn, DealtColumn>;

/// Whether the condition may leave its column few values. Plenty are left where it takes some away, or bounds from below
/// only; so they are of texts that may be longer than a few characters.
bool may_leave_few(const Expr& condition) {
  constexpr int64_t kFewCharacters = 3;
  const auto is_constant = [&](size_t i) { return condition.args[i]->op == Op::Constant; };
  switch (condition.op) {
    case Op::And:
      return std::any_of(condition.args.begin(), condition.args.end(),
                         [](const ExprPtr& part) { return may_leave_few(*part); });
    case Op::Ne:
    case Op::NotIn:
    case Op::IsNotNull: return false;
    case Op::Gt:
    case Op::Ge: return is_constant(0);
    case Op::Lt:
    case Op::Le:
      return is_constant(1) &&
             !((condition.args[0]->op == Op::Length || condition.args[0]->op == Op::OctetLength) &&
               condition.args[1]->constant.kind == ValueKind::Tick &&
               condition.args[1]->constant.tick > kFewCharacters);
    default: return true;
  }
}

/// Whether the column is one of few values, as far as its definition shows.
bool is_scarce(const Relation& relation, int column) {
  const TypeClass type = relation.columns[static_cast<size_t>(column)].type->type_class;
  return type == TypeClass::Boolean || type == TypeClass::Enum ||
         std::any_of(relation.predicates.begin(), relation.predicates.end(), [&](const Predicate& predicate) {
           return predicate.source != PredicateSource::IndexPredicate &&
                  contains(predicate.columns, column) && (!predicate.expr || may_leave_few(*predicate.expr));
         });
}

/// A key lets few rows have the same value of the column.
bool is_exhausted_by_few(const Relation& relation, int column) {
  return std::any_of(relation.keys.begin(), relation.keys.end(), [&](const UniqueKey& key) {
    bool inside = false, scarce = true;
    for (const KeyPart& part : key.parts) {
      inside = inside || part.column == column;
      scarce = scarce && (part.column == column || (part.column >= 0 && is_scarce(relation, part.column) &&
                                                    !references_use(relation, part.column)));
    }
    return !key.where && inside && scarce;
  });
}

class FamilyFinder {
 public:
  explicit FamilyFinder(const Schema& schema) : schema_(schema) {}

  /// Reference columns whose values have to agree with those of other relations, all the way up to their origin.
  DealtColumns run_dealt() {
    DealtColumns dealt;
    for (const auto& [id, relation] : schema_.relations)
      for (size_t c = 0; c < relation.columns.size(); ++c) {
        // Two references to one relation agree in the column anyway, and may have to differ in the rest.
        std::set<KeyColumn> parents;
        for (const ForeignKey& key : relation.foreign_keys)
          for (size_t i = 0; i < key.columns.size(); ++i)
            if (key.columns[i] == static_cast<int>(c) && key.parent != id)
              parents.emplace(key.parent, key.parent_columns[i]);
        if (parents.size() < 2) continue;
        const bool each = is_exhausted_by_few(relation, static_cast<int>(c));
        for (const KeyColumn& parent : parents) mark_dealt(parent, each, dealt);
      }
    return dealt;
  }

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

  void mark_dealt(KeyColumn column, bool each, DealtColumns& dealt) const {
    const std::string name = name_of(origin_of(column));
    std::set<KeyColumn> seen;
    for (KeyColumn next = up(column); next != column && seen.insert(column).second; next = up(column)) {
      DealtColumn& entry = dealt[column];
      entry.family = name;
      entry.each = entry.each || each;
      column = next;
    }
  }

  /// Where the values of a column are made: a column that is itself a reference passes on its parent's.
  KeyColumn origin_of(KeyColumn column) const {
    std::set<KeyColumn> seen;
    while (seen.insert(column).second) {
      const KeyColumn next = up(column);
      if (next == column) break;
      column = next;
    }
    return column;
  }

  /// The column that a reference refers to, the column itself where it is none.
  KeyColumn up(const KeyColumn& column) const {
    if (!schema_.has(column.first)) return column;
    const Relation& relation = schema_.at(column.first);
    for (const ForeignKey& key : relation.foreign_keys)
      for (size_t i = 0; i < key.columns.size(); ++i)
        if (key.columns[i] == column.second && key.parent != relation.id)
          return {key.parent, key.parent_columns[i]};
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

std::map<std::pair<RelationId, int>, DealtColumn> find_dealt_columns(const Schema& schema) {
  return FamilyFinder(schema).run_dealt();
}

}  // namespace datagen::core
