// src/pg/function_body.cpp -- parsing SQL functions' bodies and putting arguments in their places
#include "pg/function_body.hpp"

#include "pg/predicate_nodes.hpp"

// clang-format off
extern "C" {
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "executor/functions.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/analyze.h"
#include "rewrite/rewriteHandler.h"
#include "rewrite/rewriteManip.h"
#include "tcop/tcopprot.h"
}
// clang-format on

namespace datagen::pg {
namespace {

struct Arguments {
  List* values;
  int depth;  // queries around the node at hand
};

Node* place_arguments(Node* node, void* context) {
  if (node == nullptr) return nullptr;
  Arguments* arguments = static_cast<Arguments*>(context);
  if (IsA(node, Query)) {
    ++arguments->depth;
    Query* query = query_tree_mutator(reinterpret_cast<Query*>(node),
                                      reinterpret_cast<Node* (*)()>(reinterpret_cast<void*>(place_arguments)),
                                      context, 0);
    --arguments->depth;
    return reinterpret_cast<Node*>(query);
  }
  if (IsA(node, Param) && reinterpret_cast<Param*>(node)->paramkind == PARAM_EXTERN) {
    const int number = reinterpret_cast<Param*>(node)->paramid;
    Node* value = static_cast<Node*>(copyObjectImpl(list_nth(arguments->values, number - 1)));
    IncrementVarSublevelsUp(value, arguments->depth, 0);
    return value;
  }
  return mutate_children(node, place_arguments, context);
}

bool admits_inlining(Form_pg_proc form, const List* arguments) {
  return form->prolang == SQLlanguageId && form->prokind == PROKIND_FUNCTION && !form->proretset &&
         !form->prosecdef && form->provolatile != PROVOLATILE_VOLATILE &&
         form->pronargs == list_length(arguments) && form->prorettype != VOIDOID &&
         form->prorettype != RECORDOID;
}

/// The body's only statement when it is a SELECT, analysed; else nullptr.
Query* parse_body(HeapTuple tuple, FuncExpr* expr) {
  bool is_null = false;
  const Datum parsed = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosqlbody, &is_null);
  List* queries;
  if (!is_null) {
    Node* body = static_cast<Node*>(stringToNode(TextDatumGetCString(parsed)));
    queries =
        IsA(body, List) ? static_cast<List*>(linitial(reinterpret_cast<List*>(body))) : list_make1(body);
    if (list_length(queries) != 1) return nullptr;
    AcquireRewriteLocks(linitial_node(Query, queries), true, false);
  } else {
    const Datum source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &is_null);
    if (is_null) return nullptr;
    const char* statement = TextDatumGetCString(source);
    List* statements = pg_parse_query(statement);
    if (list_length(statements) != 1) return nullptr;
    ParseState* state = make_parsestate(nullptr);
    state->p_sourcetext = statement;
    sql_fn_parser_setup(state,
                        prepare_sql_fn_parse_info(tuple, reinterpret_cast<Node*>(expr), expr->inputcollid));
    queries = list_make1(transformTopLevelStmt(state, linitial_node(RawStmt, statements)));
    free_parsestate(state);
  }
  Query* query = linitial_node(Query, queries);
  return query->commandType == CMD_SELECT && !query->hasModifyingCTE && !query->hasForUpdate ? query
                                                                                             : nullptr;
}

/// The sub-select that a call amounts to; nullptr where it must stay a call.
Node* body_of(FuncExpr* expr) {
  HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(expr->funcid));
  if (!HeapTupleIsValid(tuple)) return nullptr;
  Query* query = nullptr;
  if (admits_inlining(reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple)), expr->args) &&
      heap_attisnull(tuple, Anum_pg_proc_proconfig, nullptr))
    query = parse_body(tuple, expr);
  ReleaseSysCache(tuple);
  if (!query || list_length(query->targetList) != 1) return nullptr;
  Node* result = reinterpret_cast<Node*>(linitial_node(TargetEntry, query->targetList)->expr);
  if (exprType(result) != expr->funcresulttype) return nullptr;
  Arguments arguments{expr->args, 0};
  query = reinterpret_cast<Query*>(place_arguments(reinterpret_cast<Node*>(query), &arguments));
  SubLink* sub_select = makeNode(SubLink);
  sub_select->subLinkType = EXPR_SUBLINK;
  sub_select->subselect = reinterpret_cast<Node*>(query);
  sub_select->location = -1;
  return reinterpret_cast<Node*>(sub_select);
}

Node* open_bodies(Node* node, void* context) {
  if (node == nullptr) return nullptr;
  if (IsA(node, FuncExpr)) {
    FuncExpr* expr = reinterpret_cast<FuncExpr*>(node);
    const bool plain = !checkExprHasSubLink(reinterpret_cast<Node*>(expr->args)) &&
                       !contain_volatile_functions(reinterpret_cast<Node*>(expr->args));
    Node* body = plain ? body_of(expr) : nullptr;
    if (body) return body;
  }
  return mutate_children(node, open_bodies, context);
}

}  // namespace

Node* open_function_bodies(Node* expr) { return open_bodies(expr, nullptr); }

}  // namespace datagen::pg
