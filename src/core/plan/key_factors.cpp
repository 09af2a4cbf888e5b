// src/core/plan/key_factors.cpp -- parents' rows projected and joined, listings for the rest
#include "core/plan/key_factors.hpp"

#include "core/base/contains.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

using Columns = std::vector<int>;

/// Two parents of one key that share columns are joined up to this many rows.
constexpr uint64_t kMostJoinedRows = 2000000;

class KeyFactors {
 public:
  KeyFactors(const RelationTask& task, const std::vector<ColumnPlan>& plans)
      : task_(task), relation_(*task.relation), plans_(plans) {}

  bool split(const Columns& columns, bool nulls_count, std::vector<KeyComponent>& components) const {
    Columns left = columns;
    while (const ForeignKey* parent = widest_parent(left)) {
      auto component = parent_component(*parent, left);
      if (!component) return false;
      component->null_member =
          nulls_count && std::all_of(component->columns.begin(), component->columns.end(),
                                     [&](int c) { return nullable(c); });
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
