// src/core/plan/room.cpp -- products of domain sizes and parent counts per unique key
#include "core/plan/room.hpp"

#include "core/plan/exclusion_plan.hpp"
#include "core/schema/graph.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

class RoomEstimate {
 public:
  using Columns = std::vector<int>;

  RoomEstimate(const RelationTask& task, const std::function<uint64_t(RelationId)>& parent_rows)
      : task_(task), relation_(*task.relation), parent_rows_(parent_rows) {}

  uint64_t of(const UniqueKey& key) const {
    Columns left;
    for (const KeyPart& part : key.parts) {
      if (part.column < 0 || unbounded(part.column, key)) return UINT64_MAX;
      left.push_back(part.column);
    }
    return tuples(key, left, {});
  }

 private:
  static Columns without(const Columns& columns, const Columns& removed) {
    Columns rest;
    for (int column : columns)
      if (std::find(removed.begin(), removed.end(), column) == removed.end()) rest.push_back(column);
    return rest;
  }

  /// The tuples of `left`; no reference in `void_keys`, of which a column is NULL, binds them.
  uint64_t tuples(const UniqueKey& key, Columns left, const std::vector<const ForeignKey*>& void_keys) const {
    if (left.empty()) return 1;
    const ForeignKey* parent = widest_parent(left, void_keys);
    if (!parent) {
      const int column = left.back();
      left.pop_back();
      const uint64_t size = least_of(column, void_keys);
      return product(key.nulls_not_distinct && nullable(column) && size < UINT64_MAX ? size + 1 : size,
                     tuples(key, left, void_keys));
    }
    if (parent->parent == relation_.id) return UINT64_MAX;
    const Columns rest = without(left, parent->columns);
    uint64_t total = product(parent_rows_(parent->parent), tuples(key, rest, void_keys));
    if (!key.nulls_not_distinct) return total;
    std::vector<const ForeignKey*> more = void_keys;
    more.push_back(parent);
    for (int column : parent->columns) {
      if (std::find(left.begin(), left.end(), column) == left.end() || !nullable(column)) continue;
      const bool full = parent->match == MatchType::Full;
      total = sum(total, tuples(key, full ? rest : without(left, {column}), more));
      if (full) break;
    }
    return total;
  }

  static uint64_t product(uint64_t a, uint64_t b) {
    const unsigned __int128 whole = static_cast<unsigned __int128>(a) * b;
    return whole > UINT64_MAX / 4 ? UINT64_MAX : static_cast<uint64_t>(whole);
  }

  static uint64_t sum(uint64_t a, uint64_t b) { return a > UINT64_MAX - b ? UINT64_MAX : a + b; }

  /// A column that a void reference leaves takes what it can refer to.
  uint64_t least_of(int column, const std::vector<const ForeignKey*>& void_keys) const {
    uint64_t size = domain_size(column);
    for (const ForeignKey* key : void_keys)
      if (std::find(key->columns.begin(), key->columns.end(), column) != key->columns.end())
        size = std::min(size, parent_rows_(key->parent));
    return size;
  }

  bool nullable(int column) const {
    return task_.analysis.base[static_cast<size_t>(column)].null != NullStatus::Never;
  }

  bool unbounded(int column, const UniqueKey& key) const {
    const Column& c = relation_.columns[static_cast<size_t>(column)];
    return c.sequence || c.generated || !c.insertable || task_.rules.count(column) > 0 ||
           (!key.nulls_not_distinct && nullable(column));
  }

  const ForeignKey* widest_parent(const Columns& left,
                                  const std::vector<const ForeignKey*>& void_keys) const {
    const ForeignKey* best = nullptr;
    std::ptrdiff_t best_width = 0;
    for (const ForeignKey& key : relation_.foreign_keys) {
      // It is left NULL.
      if (!is_required(relation_, key) && parent_rows_(key.parent) == 0) continue;
      if (std::find(void_keys.begin(), void_keys.end(), &key) != void_keys.end()) continue;
      const auto width = std::count_if(key.columns.begin(), key.columns.end(), [&](int c) {
        return task_.own_columns.count(c) == 0 && std::find(left.begin(), left.end(), c) != left.end();
      });
      if (width > best_width) {
        best = &key;
        best_width = width;
      }
    }
    return best;
  }

  uint64_t domain_size(int column) const {
    if (!trust_in_listing(task_, column).complete) return UINT64_MAX;
    const auto generator =
        make_generator(request_for(task_, column, task_.analysis.base[static_cast<size_t>(column)]));
    const uint64_t size = generator ? generator->size() : 0;
    return size == 0 ? UINT64_MAX : size;  // no listing: drawn and remembered
  }

  const RelationTask& task_;
  const Relation& relation_;
  const std::function<uint64_t(RelationId)>& parent_rows_;
};

}  // namespace

Room estimate_room(const RelationTask& task, const std::function<uint64_t(RelationId)>& parent_rows) {
  Room room;
  const RoomEstimate estimate(task, parent_rows);
  for (size_t k = 0; k < task.relation->keys.size(); ++k) {
    const UniqueKey& key = task.relation->keys[k];
    if (key.where) continue;
    const uint64_t total = estimate.of(key);
    if (total < room.total) {
      room.total = total;
      room.key = static_cast<int>(k);
    }
  }
  if (task.relation->exclusions.empty()) return room;
  const std::vector<ExclusionPlan> exclusions = plan_exclusions(task, plan_columns(task));
  for (size_t e = 0; e < exclusions.size(); ++e) {
    const uint64_t total = exclusion_capacity(task, exclusions[e], parent_rows);
    if (total < room.total) room = {total, -1, static_cast<int>(e)};
  }
  return room;
}

const std::string& Room::constraint(const Relation& relation) const {
  return exclusion >= 0 ? relation.exclusions[static_cast<size_t>(exclusion)].name
                        : relation.keys[static_cast<size_t>(key)].name;
}

}  // namespace datagen::core
