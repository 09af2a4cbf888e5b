// src/core/schema/graph.hpp -- the foreign key graph: strongly connected components in parents-first order
#pragma once

#include "core/schema/relation.hpp"

#include <vector>

namespace datagen::core {

/// Relations that must be filled together: one, or several that refer to each other in a cycle.
struct Component {
  std::vector<RelationId> members;  ///< in the order of their qualified names
  bool cyclic = false;              ///< more than one member
};

/// The strongly connected components of `ids` under foreign keys that stay within `ids`, parents before children
/// (Tarjan 1972), and what a relation's conditions read before it where foreign keys admit that. Depends on names only,
/// not on oids.
std::vector<Component> fill_order(const Schema& schema, std::vector<RelationId> ids);

/// Whether every column of the foreign key is NOT NULL, so that a row cannot do without a parent.
bool is_required(const Relation& child, const ForeignKey& key);

}  // namespace datagen::core
