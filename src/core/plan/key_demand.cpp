// src/core/plan/key_demand.cpp -- domains of children mapped through their foreign keys
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

/// Of a parent's rows, what a kind that children refer to freely gets at least, and values of a key beyond that.
constexpr uint64_t kShareOfKind = 8;
constexpr uint64_t kFewKeys = 10;

bool is_reference(const Relation& relation, int column) {
  return std::any_of(relation.foreign_keys.begin(), relation.foreign_keys.end(), [&](const ForeignKey& key) {
    return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
  });
}

bool alike(const Type& a, const Type& b) {
  return a.type_class == b.type_class && a.scale == b.scale && value_kind(a) == value_kind(b);
}

/// The part of a demand that one class of children makes; no domains when it asks for nothing the parent lacks.
RowDemand through(const AskingChild& child, const ForeignKey& key, const RowDemand* narrower,
                  const AskedParent& parent) {
  RowDemand demand;
  for (size_t i = 0; i < key.columns.size(); ++i) {
    const auto own = static_cast<size_t>(key.columns[i]);
    const auto other = static_cast<size_t>(key.parent_columns[i]);
    const Column& referred = parent.relation->columns[other];
    if (!alike(*child.relation->columns[own].type, *referred.type) || referred.generated) continue;
    Domain asked = child.analysis->base[own];
    if (narrower) {
      const auto more = narrower->domains.find(key.columns[i]);
      if (more != narrower->domains.end()) asked = intersection(asked, more->second, *referred.type);
    }
    const Domain& offered = parent.analysis->base[other];
    RowDemand general, specific;
    general.domains[0] = asked;
    specific.domains[0] = offered;
    if (covers(general, specific)) continue;
    Domain both = intersection(offered, asked, *referred.type);
    general.domains[0] = both;
    if (covers(general, specific)) continue;
    if (both.impossible) return {};
    demand.domains[key.parent_columns[i]] = std::move(both);
  }
  return demand;
}

}  // namespace

std::vector<RowDemand> demands_through(const AskingChild& child, const ForeignKey& key,
                                       const AskedParent& parent) {
  std::vector<RowDemand> demands;
  const bool required = std::all_of(key.columns.begin(), key.columns.end(), [&](int column) {
    return child.analysis->base[static_cast<size_t>(column)].null == NullStatus::Never;
  });
  const auto add = [&](const RowDemand* narrower, uint64_t of_class) {
    RowDemand demand = through(child, key, narrower, parent);
    if (demand.domains.empty() || of_class == 0) return;
    const auto all_needed = static_cast<unsigned __int128>(required && child.needed ? child.needed() : 0);
    const auto needed = static_cast<uint64_t>((all_needed * of_class + child.rows - 1) / child.rows);
    demand.hard = child.hard && needed > 0;
    uint64_t few = std::max<uint64_t>(1, parent.rows / kShareOfKind);
    for (const auto& [column, domain] : demand.domains)
      if (is_key(*parent.relation, column) && !is_reference(*parent.relation, column)) {
        const uint64_t members = member_count(domain);
        demand.each = column;
        few = members <= parent.rows ? members : std::max(few, std::min(kFewKeys, parent.rows / 2));
      }
    demand.rows = needed > 0 ? needed : std::min(of_class, few);
    if (demand.each >= 0) demand.rows = std::min(demand.rows, member_count(demand.domains[demand.each]));
    add_demand(demands, std::move(demand));
  };
  add(nullptr, child.rows);
  for (const RowDemand& own : *child.demands) add(&own, own.rows);
  return demands;
}

void apply_key_demands(const Schema& schema, const Relation& parent, Analysis& analysis,
                       const std::function<const Domain*(const Relation& child, int column)>& domain_of) {
  std::map<int, TickSet> common;
  for (const auto& [id, child] : schema.relations)
    for (const ForeignKey& key : child.foreign_keys) {
      if (key.parent != parent.id || id == parent.id || key.columns.size() != 1) continue;
      const int column = key.parent_columns[0];
      const Column& own = parent.columns[static_cast<size_t>(column)];
      const Domain& domain = analysis.base[static_cast<size_t>(column)];
      if (!is_key(parent, column) || domain.values || value_kind(*own.type) != ValueKind::Tick ||
          own.sequence)
        continue;
      const Domain* demand = domain_of(child, key.columns[0]);
      const Type& child_type = *child.columns[static_cast<size_t>(key.columns[0])].type;
      if (!demand || demand->values || child_type.type_class != own.type->type_class ||
          child_type.scale != own.type->scale)
        continue;
      common.emplace(column, domain.ticks).first->second.intersect(demand->ticks);
    }
  for (const auto& [column, ticks] : common) {
    TickSet& own = analysis.base[static_cast<size_t>(column)].ticks;
    if (ticks.size() >= kPlenty && ticks.size() < own.size()) own = ticks;
  }
}

}  // namespace datagen::core
