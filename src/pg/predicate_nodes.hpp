// src/pg/predicate_nodes.hpp -- small questions about nodes that need the server's catalogs
#pragma once

#include "core/schema/predicate.hpp"
#include "pg/pg.hpp"

#include <string>

// clang-format off
extern "C" {
#include "nodes/nodeFuncs.h"
}
// clang-format on

namespace datagen::pg {

/// expression_tree_walker and expression_tree_mutator under one signature for all server versions. Run in
/// pg::call.
bool walk_children(Node* node, bool (*visit)(Node*, void*), void* context);
Node* mutate_children(Node* node, Node* (*change)(Node*, void*), void* context);

/// The comparison that `op` is by the default btree family of its left argument's type; Opaque when it is
/// none.
core::Op comparison_of(Oid op);

/// `op` with its arguments exchanged, for comparisons.
core::Op commuted(core::Op op);

/// What the user wrote: the operator's or function's name, empty for other nodes.
std::string symbol_of(Node* node);

/// The expression may be compiled on its own: no sub-select, no parameter.
bool can_evaluate(Node* node);

/// Removes relabelling that changes nothing about the value.
Node* strip_relabel(Node* node);

/// The enum-typed expression under an enum::text conversion, or nullptr.
Node* enum_under_text(Node* node);

inline Node* argument(List* list, int index) { return static_cast<Node*>(list_nth(list, index)); }

inline Const* constant_of(Node* node) {
  node = strip_relabel(node);
  return IsA(node, Const) ? reinterpret_cast<Const*>(node) : nullptr;
}

}  // namespace datagen::pg
