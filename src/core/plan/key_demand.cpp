// src/core/plan/key_demand.cpp -- demand through foreign keys of one column
#include "core/plan/key_demand.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Fewer keys than this are no room for a table; the demand is then left to the choice among the rows there are.
constexpr uint64_t kPlenty = 100000;

bool is_key(const Relation& relation, int column) {
  return std::any_of(relation.keys.begin(), relation.keys.end(), [&](const UniqueKey& key) {
    return !key.where && key.parts.size() == 1 && key.parts[0].column == column;
  });
}

}  // namespace

void apply_key_demands(const Schema& schema, const Relation& parent, Analysis& analysis,
                       const std::function<const Domain*(const Relation& child, int column)>& domain_of) {
  for (const auto& [id, child] : schema.relations)
    for (const ForeignKey& key : child.foreign_keys) {
      if (key.parent != parent.id || id == parent.id || key.columns.size() != 1) continue;
      const int column = key.parent_columns[0];
      const Column& own = parent.columns[static_cast<size_t>(column)];
      Domain& domain = analysis.base[static_cast<size_t>(column)];
      if (!is_key(parent, column) || domain.values || value_kind(*own.type) != ValueKind::Tick ||
          own.sequence)
        continue;
      const Domain* demand = domain_of(child, key.columns[0]);
      const Type& child_type = *child.columns[static_cast<size_t>(key.columns[0])].type;
      if (!demand || demand->values || child_type.type_class != own.type->type_class ||
          child_type.scale != own.type->scale)
        continue;
      TickSet common = domain.ticks;
      common.intersect(demand->ticks);
      if (common.size() >= kPlenty && common.size() < domain.ticks.size()) domain.ticks = common;
    }
}

}  // namespace datagen::core
