// src/core/plan/room.cpp -- products of domain sizes and parent counts per unique key
#include "core/plan/room.hpp"

#include "core/plan/exclusion_plan.hpp"
#include "core/schema/graph.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

class RoomEstimate {
 public:
  RoomEstimate(const RelationTask& task, const std::function<uint64_t(RelationId)>& parent_rows)
      : task_(task), relation_(*task.relation), parent_rows_(parent_rows) {}

  uint64_t of(const UniqueKey& key) const {
    std::vector<int> left;
    for (const KeyPart& part : key.parts) {
      if (part.column < 0 || unbounded(part.column, key)) return UINT64_MAX;
      left.push_back(part.column);
    }
    unsigned __int128 product = 1;
    while (!left.empty()) {
      const ForeignKey* parent = widest_parent(left);
      if (parent && parent->parent == relation_.id) return UINT64_MAX;
      if (parent) {
        product *= parent_rows_(parent->parent);
        left.erase(std::remove_if(left.begin(), left.end(),
                                  [&](int c) {
                                    return std::find(parent->columns.begin(), parent->columns.end(), c) !=
                                           parent->columns.end();
                                  }),
                   left.end());
      } else {
        const uint64_t size = domain_size(left.back());
        product *= key.nulls_not_distinct && nullable(left.back()) && size < UINT64_MAX ? size + 1 : size;
        left.pop_back();
      }
      if (product > UINT64_MAX / 4) return UINT64_MAX;
    }
    return static_cast<uint64_t>(product);
  }

 private:
  bool nullable(int column) const {
    return task_.analysis.base[static_cast<size_t>(column)].null != NullStatus::Never;
  }

  bool unbounded(int column, const UniqueKey& key) const {
    const Column& c = relation_.columns[static_cast<size_t>(column)];
    return c.sequence || c.generated || !c.insertable || task_.rules.count(column) > 0 ||
           (!key.nulls_not_distinct && nullable(column));
  }

  const ForeignKey* widest_parent(const std::vector<int>& left) const {
    const ForeignKey* best = nullptr;
    std::ptrdiff_t best_width = 0;
    for (const ForeignKey& key : relation_.foreign_keys) {
      // It is left NULL.
      if (!is_required(relation_, key) && parent_rows_(key.parent) == 0) continue;
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
