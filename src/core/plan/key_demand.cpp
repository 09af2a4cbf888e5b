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

/// A unique key's demand is met value by value up to this size.
constexpr uint64_t kMostValues = 100000;
/// Of a parent's rows, what a kind that children refer to freely gets at least.
constexpr uint64_t kShareOfKind = 8;

bool is_unique_reference(const Relation& child, const ForeignKey& key) {
  return std::any_of(child.keys.begin(), child.keys.end(), [&](const UniqueKey& unique) {
    return !unique.where && std::all_of(unique.parts.begin(), unique.parts.end(), [&](const KeyPart& part) {
      return std::find(key.columns.begin(), key.columns.end(), part.column) != key.columns.end();
    });
  });
}

bool is_reference(const Relation& relation, int column) {
  return std::any_of(relation.foreign_keys.begin(), relation.foreign_keys.end(), [&](const ForeignKey& key) {
    return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
  });
}

bool alike(const Type& a, const Type& b) {
  return a.type_class == b.type_class && a.scale == b.scale && value_kind(a) == value_kind(b);
}

/// The part of a demand that one class of children makes; no domains when it asks for nothing the parent lacks.
RowDemand through(const ForeignKey& key, const Relation& child, const Analysis& child_analysis,
                  const RowDemand* narrower, const Relation& parent, const Analysis& parent_analysis) {
  RowDemand demand;
  for (size_t i = 0; i < key.columns.size(); ++i) {
    const auto own = static_cast<size_t>(key.columns[i]);
    const auto other = static_cast<size_t>(key.parent_columns[i]);
    if (!alike(*child.columns[own].type, *parent.columns[other].type) || parent.columns[other].generated)
      continue;
    Domain asked = child_analysis.base[own];
    if (narrower) {
      const auto more = narrower->domains.find(key.columns[i]);
      if (more != narrower->domains.end()) asked = intersection(asked, more->second);
    }
    const Domain& offered = parent_analysis.base[other];
    Domain both = intersection(offered, asked);
    RowDemand general, specific;
    general.domains[0] = both;
    specific.domains[0] = offered;
    if (covers(general, specific)) continue;
    if (both.impossible) return {};
    demand.domains[key.parent_columns[i]] = std::move(both);
  }
  return demand;
}

}  // namespace

std::vector<RowDemand> demands_through(const Relation& child, const Analysis& child_analysis, uint64_t rows,
                                       bool hard, const std::vector<RowDemand>& child_demands,
                                       const ForeignKey& key, const Relation& parent,
                                       const Analysis& parent_analysis, uint64_t parent_rows) {
  std::vector<RowDemand> demands;
  const bool required = std::all_of(key.columns.begin(), key.columns.end(), [&](int column) {
    return child_analysis.base[static_cast<size_t>(column)].null == NullStatus::Never;
  });
  const bool unique = required && is_unique_reference(child, key);
  const auto add = [&](const RowDemand* narrower, uint64_t of_class) {
    RowDemand demand = through(key, child, child_analysis, narrower, parent, parent_analysis);
    if (demand.domains.empty() || of_class == 0) return;
    demand.hard = hard && unique;
    demand.rows = unique ? of_class : std::min(of_class, std::max<uint64_t>(1, parent_rows / kShareOfKind));
    for (const auto& [column, domain] : demand.domains)
      if (is_key(parent, column) && !is_reference(parent, column)) {
        if (member_count(domain) > kMostValues) return;
        demand.each = column;
        demand.rows = std::min({unique ? demand.rows : of_class, member_count(domain), parent_rows});
      }
    add_demand(demands, std::move(demand));
  };
  add(nullptr, rows);
  for (const RowDemand& own : child_demands) add(&own, own.rows);
  return demands;
}

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
