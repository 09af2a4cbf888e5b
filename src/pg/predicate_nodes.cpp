// src/pg/predicate_nodes.cpp -- operator families, names and evaluability of nodes
#include "pg/predicate_nodes.hpp"

#include "pg/guard.hpp"
#include "pg/type_reader.hpp"

#include <cstring>

// clang-format off
extern "C" {
#include "access/stratnum.h"
#include "rewrite/rewriteManip.h"
}
// clang-format on

namespace datagen::pg {
namespace {

using core::Op;

bool find_param(Node* node, void* context) {
  if (node == nullptr) return false;
  if (IsA(node, Param) || IsA(node, NextValueExpr)) return true;
  return walk_children(node, find_param, context);
}

}  // namespace

bool walk_children(Node* node, bool (*visit)(Node*, void*), void* context) {
  return expression_tree_walker(node, reinterpret_cast<bool (*)()>(reinterpret_cast<void*>(visit)), context);
}

Node* mutate_children(Node* node, Node* (*change)(Node*, void*), void* context) {
  return expression_tree_mutator(node, reinterpret_cast<Node* (*)()>(reinterpret_cast<void*>(change)),
                                 context);
}

Op comparison_of(Oid op) {
  const int strategy = call([&]() noexcept {
    Oid left = InvalidOid, right = InvalidOid;
    List* meanings = get_op_btree_interpretation(op);
    if (meanings == NIL) return 0;
    op_input_types(op, &left, &right);
    const TypeCacheEntry* entry = lookup_type_cache(left, TYPECACHE_BTREE_OPFAMILY);
    ListCell* cell;
    foreach (cell, meanings) {
      const OpBtreeInterpretation* meaning = static_cast<OpBtreeInterpretation*>(lfirst(cell));
      if (meaning->opfamily_id == entry->btree_opf) return meaning->strategy;
    }
    return 0;
  });
  switch (strategy) {
    case BTLessStrategyNumber: return Op::Lt;
    case BTLessEqualStrategyNumber: return Op::Le;
    case BTEqualStrategyNumber: return Op::Eq;
    case BTGreaterEqualStrategyNumber: return Op::Ge;
    case BTGreaterStrategyNumber: return Op::Gt;
    case ROWCOMPARE_NE: return Op::Ne;
    default: return Op::Opaque;
  }
}

Op commuted(Op op) {
  switch (op) {
    case Op::Lt: return Op::Gt;
    case Op::Le: return Op::Ge;
    case Op::Ge: return Op::Le;
    case Op::Gt: return Op::Lt;
    default: return op;
  }
}

std::string symbol_of(Node* node) {
  const char* name = call([&]() noexcept {
    const char* found = nullptr;
    if (IsA(node, OpExpr) || IsA(node, DistinctExpr) || IsA(node, NullIfExpr))
      found = get_opname(reinterpret_cast<OpExpr*>(node)->opno);
    else if (IsA(node, ScalarArrayOpExpr))
      found = get_opname(reinterpret_cast<ScalarArrayOpExpr*>(node)->opno);
    else if (IsA(node, FuncExpr))
      found = get_func_name(reinterpret_cast<FuncExpr*>(node)->funcid);
    return found;
  });
  return name ? to_utf8(name, std::strlen(name)) : std::string();
}

bool can_evaluate(Node* node) {
  return call([&]() noexcept { return !checkExprHasSubLink(node) && !find_param(node, nullptr); });
}

Node* strip_relabel(Node* node) {
  while (IsA(node, RelabelType)) node = reinterpret_cast<Node*>(reinterpret_cast<RelabelType*>(node)->arg);
  return node;
}

Node* enum_under_text(Node* node) {
  node = strip_relabel(node);
  if (!IsA(node, CoerceViaIO)) return nullptr;
  CoerceViaIO* conversion = reinterpret_cast<CoerceViaIO*>(node);
  Node* source = reinterpret_cast<Node*>(conversion->arg);
  const bool matches = call([&]() noexcept {
    return get_typtype(getBaseType(exprType(source))) == TYPTYPE_ENUM &&
           (conversion->resulttype == TEXTOID || conversion->resulttype == VARCHAROID);
  });
  return matches ? source : nullptr;
}

}  // namespace datagen::pg
