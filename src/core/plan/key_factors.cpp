// src/core/plan/key_factors.cpp -- parents' rows projected and joined, listings for the rest
#include "core/plan/key_factors.hpp"

#include "core/base/contains.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

using Columns = std::vector<int>;

/// Two parents of one key that share columns are joined up to this many rows.
constexpr uint64_t kMostJoinedRows = 2000000;
/// Columns of one component of which each subset may be NULL.
constexpr size_t kMostNullable = 4;

class KeyFactors {
 public:
  KeyFactors(const RelationTask& task, const std::vector<ColumnPlan>& plans)
      : task_(task), relation_(*task.relation), plans_(plans) {}

  bool split(const Columns& columns, bool nulls_count, std::vector<KeyComponent>& components) const {
    Columns left = columns;
    while (const ForeignKey* parent = widest_parent(left)) {
      auto component = parent_component(*parent, left);
      if (!component) return false;
      if (nulls_count) add_nulls(*component);
      for (int column : component->columns) left.erase(std::find(left.begin(), left.end(), column));
      components.push_back(std::move(*component));
    }
    for (int column : left) {
      const ColumnPlan& plan = plans_[static_cast<size_t>(column)];
      if (plan.source == ColumnSource::Reference || !plan.generator || plan.generator->size() == 0)
        return false;
      KeyComponent component;
      component.columns = {column};
      component.listing = plan.generator;
      component.null_member = nulls_count && nullable(column);
      components.push_back(component);
    }
    return true;
  }

 private:
  const ForeignKey* widest_parent(const Columns& left) const {
    const ForeignKey* best = nullptr;
    size_t best_width = 0;
    for (const ForeignKey& parent : relation_.foreign_keys) {
      const auto width =
          static_cast<size_t>(std::count_if(parent.columns.begin(), parent.columns.end(), [&](int c) {
            return contains(left, c) && task_.own_columns.count(c) == 0;
          }));
      if (width > best_width) {
        best = &parent;
        best_width = width;
      }
    }
    return best;
  }

  /// The parent's rows projected on the key's columns, joined with every other parent that shares some of them.
  std::optional<KeyComponent> parent_component(const ForeignKey& parent, const Columns& left) const {
    KeyComponent component;
    auto rows = projection(parent, left, component.columns);
    if (!rows) return std::nullopt;
    for (bool joined = true; joined;) {
      joined = false;
      for (const ForeignKey& other : relation_.foreign_keys) {
        Columns shared, added;
        if (std::any_of(other.columns.begin(), other.columns.end(),
                        [&](int column) { return task_.own_columns.count(column) > 0; }))
          continue;
        for (int column : other.columns)
          (contains(component.columns, column) ? shared : added).push_back(column);
        added.erase(std::remove_if(added.begin(), added.end(), [&](int c) { return !contains(left, c); }),
                    added.end());
        if (shared.empty() || added.empty()) continue;
        rows = join(*rows, component.columns, other, shared, added);
        if (!rows) return std::nullopt;
        component.columns.insert(component.columns.end(), added.begin(), added.end());
        joined = true;
      }
    }
    component.rows = rows;
    return component;
  }

  /// Rows in which some of the columns are NULL, as their references admit it: a setting of nobody in particular beside
  /// those of a tenant and of its users. What stays takes the values that a reference in force or the parents' rows have.
  void add_nulls(KeyComponent& component) const {
    const Columns& columns = component.columns;
    component.null_member =
        std::all_of(columns.begin(), columns.end(), [&](int column) { return nullable(column); });
    if (columns.size() < 2 || columns.size() > kMostNullable || component.rows->size() > kMostJoinedRows)
      return;
    auto rows = std::make_shared<KeyTable>(component.rows->filter([](const Value*) { return true; }));
    for (unsigned mask = 1; mask + 1 < 1U << columns.size(); ++mask) {
      Columns nulls, rest;
      for (size_t i = 0; i < columns.size(); ++i) (mask >> i & 1 ? nulls : rest).push_back(columns[i]);
      if (!admits_nulls(nulls, rest)) continue;
      const auto values = values_of(component, rest);
      if (rows->size() + values->size() > kMostJoinedRows) continue;
      append_with_nulls(*rows, columns, rest, *values);
    }
    component.rows = std::move(rows);
  }

  bool admits_nulls(const Columns& nulls, const Columns& rest) const {
    return std::all_of(nulls.begin(), nulls.end(), [&](int column) { return nullable(column); }) &&
           std::none_of(relation_.foreign_keys.begin(), relation_.foreign_keys.end(),
                        [&](const ForeignKey& key) {
                          return key.match == MatchType::Full && shares(key, nulls) && shares(key, rest);
                        });
  }

  static bool shares(const ForeignKey& key, const Columns& columns) {
    return std::any_of(key.columns.begin(), key.columns.end(),
                       [&](int column) { return contains(columns, column); });
  }

  /// Distinct values of `columns`: a parent's where one reference covers them and no others, else the component's own.
  std::shared_ptr<const KeyTable> values_of(const KeyComponent& component, const Columns& columns) const {
    for (const ForeignKey& key : relation_.foreign_keys) {
      const bool within = std::all_of(key.columns.begin(), key.columns.end(), [&](int column) {
        return contains(columns, column) && task_.own_columns.count(column) == 0;
      });
      if (!within || key.columns.size() != columns.size() || !keys_of(key)) continue;
      std::vector<int> order;
      for (int column : columns) order.push_back(position_in(key.columns, column));
      return std::make_shared<const KeyTable>(keys_of(key)->project(order));
    }
    std::vector<int> positions;
    for (int column : columns) positions.push_back(position_in(component.columns, column));
    return std::make_shared<const KeyTable>(component.rows->project(positions));
  }

  static void append_with_nulls(KeyTable& rows, const Columns& columns, const Columns& rest,
                                const KeyTable& values) {
    std::vector<Value> tuple(columns.size());
    for (uint64_t r = 0; r < values.size(); ++r) {
      for (size_t i = 0; i < columns.size(); ++i)
        tuple[i] = contains(rest, columns[i]) ? values.get(r, position_in(rest, columns[i])) : Value::null();
      rows.append(tuple.data());
    }
  }

  std::shared_ptr<const KeyTable> keys_of(const ForeignKey& parent) const {
    return task_.parents[static_cast<size_t>(&parent - relation_.foreign_keys.data())].keys;
  }

  std::shared_ptr<const KeyTable> projection(const ForeignKey& parent, const Columns& left,
                                             Columns& covered) const {
    std::vector<int> positions;
    for (size_t i = 0; i < parent.columns.size(); ++i)
      if (contains(left, parent.columns[i])) {
        positions.push_back(static_cast<int>(i));
        covered.push_back(parent.columns[i]);
      }
    auto keys = keys_of(parent);
    if (!keys || keys->empty()) return nullptr;
    const bool whole = positions.size() == parent.columns.size();
    return whole ? keys : std::make_shared<const KeyTable>(keys->project(positions));
  }

  std::shared_ptr<const KeyTable> join(const KeyTable& rows, const Columns& columns, const ForeignKey& other,
                                       const Columns& shared, const Columns& added) const {
    auto keys = keys_of(other);
    if (!keys) return nullptr;
    std::vector<int> match_positions;
    for (int column : shared) match_positions.push_back(position_in(other.columns, column));
    auto joined = std::make_shared<KeyTable>(static_cast<int>(columns.size() + added.size()));
    std::vector<Value> match(shared.size());
    std::vector<Value> tuple(columns.size() + added.size());
    for (uint64_t r = 0; r < rows.size(); ++r) {
      for (size_t i = 0; i < columns.size(); ++i) tuple[i] = rows.get(r, static_cast<int>(i));
      for (size_t i = 0; i < shared.size(); ++i)
        match[i] = tuple[static_cast<size_t>(position_in(columns, shared[i]))];
      const auto matches = keys->matching(match_positions, match.data());
      for (uint64_t m = 0; m < matches.count; ++m) {
        for (size_t i = 0; i < added.size(); ++i)
          tuple[columns.size() + i] = keys->get(matches.at(m), position_in(other.columns, added[i]));
        joined->append(tuple.data());
        if (joined->size() > kMostJoinedRows) return nullptr;
      }
    }
    return joined;
  }

  static int position_in(const Columns& columns, int column) {
    return static_cast<int>(std::find(columns.begin(), columns.end(), column) - columns.begin());
  }

  bool nullable(int column) const {
    return task_.analysis.base[static_cast<size_t>(column)].null != NullStatus::Never;
  }

  const RelationTask& task_;
  const Relation& relation_;
  const std::vector<ColumnPlan>& plans_;
};

}  // namespace

std::optional<std::vector<KeyComponent>> factor_columns(const RelationTask& task,
                                                        const std::vector<ColumnPlan>& plans,
                                                        const std::vector<int>& columns, bool nulls_count) {
  std::vector<KeyComponent> components;
  if (!KeyFactors(task, plans).split(columns, nulls_count, components)) return std::nullopt;
  return components;
}

}  // namespace datagen::core
