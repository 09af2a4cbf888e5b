// src/pg/sub_select.cpp -- taking correlated conditions out of sub-selects, and running what remains
#include "pg/sub_select.hpp"

#include "pg/function_body.hpp"
#include "pg/predicate_nodes.hpp"

#include <algorithm>

// clang-format off
extern "C" {
#include "catalog/pg_collation.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "executor/tstoreReceiver.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_clause.h"
#include "parser/parse_oper.h"
#include "parser/parsetree.h"
#include "rewrite/rewriteDefine.h"
#include "rewrite/rewriteHandler.h"
#include "rewrite/rewriteManip.h"
#include "tcop/tcopprot.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"
}
// clang-format on

namespace datagen::pg {
namespace {

constexpr int kMostRows = 10000;
constexpr int kMostTuples = 200;  // of more than one column; each becomes a branch

/// `row operand = operand of the sub-select`, taken out of its WHERE.
struct Correlation {
  Node* outer;  // over the row
  Node* inner;  // over the sub-select's tables
  Oid op;       // with the row's operand on the left
  Oid collation;
};

struct Rows {
  int count;
  int width;
  Datum* values;
  bool* nulls;
};

// ---- rights -----------------------------------------------------------------------------------------------------

bool walk_query(Query* query, bool (*visit)(Node*, void*), void* context) {
  return query_tree_walker(query, reinterpret_cast<bool (*)()>(reinterpret_cast<void*>(visit)), context, 0);
}

bool may_not_use_schema(Oid schema) {
  return pg_namespace_aclcheck(schema, GetUserId(), ACL_USAGE) != ACLCHECK_OK;
}

bool is_out_of_reach(Oid function, void*) { return may_not_use_schema(get_func_namespace(function)); }

bool has_row_security(Oid relation) {
  HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
  if (!HeapTupleIsValid(tuple)) return false;
  const bool enabled = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple))->relrowsecurity;
  ReleaseSysCache(tuple);
  return enabled;
}

/// True where the query reads what the caller cannot name, or would yield other rows to the caller than to whom it runs
/// for in a view or a policy.
bool reads_with_other_eyes(Node* node, void*) {
  if (node == nullptr) return false;
  if (IsA(node, Query)) {
    ListCell* cell;
    foreach (cell, reinterpret_cast<Query*>(node)->rtable) {
      const RangeTblEntry* entry = lfirst_node(RangeTblEntry, cell);
      if (entry->rtekind != RTE_RELATION) continue;
      if (may_not_use_schema(get_rel_namespace(entry->relid))) return true;
      const bool for_another = OidIsValid(entry->checkAsUser) && entry->checkAsUser != GetUserId();
      if (for_another && has_row_security(entry->relid)) return true;
    }
    return walk_query(reinterpret_cast<Query*>(node), reads_with_other_eyes, nullptr);
  }
  return check_functions_in_node(node, is_out_of_reach, nullptr) ||
         walk_children(node, reads_with_other_eyes, nullptr);
}

// ---- running ----------------------------------------------------------------------------------------------------

/// Runs a query of its own under a new snapshot, with the caller's rights also where it stands in a view or a policy that
/// reads with its owner's: what it yields becomes values of rows. False when it yields too much or is not for the caller.
bool run_query(Query* query, Rows* rows) {
  if (reads_with_other_eyes(reinterpret_cast<Node*>(query), nullptr)) return false;
  query = static_cast<Query*>(copyObjectImpl(query));
  setRuleCheckAsUser(reinterpret_cast<Node*>(query), InvalidOid);
  AcquireRewriteLocks(query, true, false);
  PlannedStmt* plan =
      pg_plan_query(linitial_node(Query, QueryRewrite(query)), "", CURSOR_OPT_PARALLEL_OK, nullptr);
  Tuplestorestate* store = tuplestore_begin_heap(false, false, work_mem);
  DestReceiver* receiver = CreateDestReceiver(DestTuplestore);
  SetTuplestoreDestReceiverParams(receiver, store, CurrentMemoryContext, false, nullptr, nullptr);
  PushActiveSnapshot(GetTransactionSnapshot());
  QueryDesc* descriptor =
      CreateQueryDesc(plan, "", GetActiveSnapshot(), InvalidSnapshot, receiver, nullptr, nullptr, 0);
  ExecutorStart(descriptor, 0);
  ExecutorRun(descriptor, ForwardScanDirection, kMostRows + 1, true);
  ExecutorFinish(descriptor);
  TupleTableSlot* slot = MakeSingleTupleTableSlot(descriptor->tupDesc, &TTSOpsMinimalTuple);
  const int width = slot->tts_tupleDescriptor->natts;
  const int count = static_cast<int>(tuplestore_tuple_count(store));
  *rows = {0, width, static_cast<Datum*>(palloc(sizeof(Datum) * count * width + 1)),
           static_cast<bool*>(palloc(sizeof(bool) * count * width + 1))};
  while (count <= kMostRows && tuplestore_gettupleslot(store, true, false, slot)) {
    slot_getallattrs(slot);
    for (int i = 0; i < width; ++i) {
      const Form_pg_attribute attribute = TupleDescAttr(slot->tts_tupleDescriptor, i);
      const int at = rows->count * width + i;
      rows->nulls[at] = slot->tts_isnull[i];
      rows->values[at] = slot->tts_isnull[i]
                             ? static_cast<Datum>(0)
                             : datumCopy(slot->tts_values[i], attribute->attbyval, attribute->attlen);
    }
    ++rows->count;
  }
  ExecDropSingleTupleTableSlot(slot);
  ExecutorEnd(descriptor);
  FreeQueryDesc(descriptor);
  PopActiveSnapshot();
  receiver->rDestroy(receiver);
  tuplestore_end(store);
  return count <= kMostRows;
}

Const* constant_from(const Rows* rows, int row, int column, Node* like) {
  const Oid type = exprType(like);
  int16 length;
  bool by_value;
  get_typlenbyval(type, &length, &by_value);
  const int at = row * rows->width + column;
  return makeConst(type, exprTypmod(like), exprCollation(like), length, rows->values[at], rows->nulls[at],
                   by_value);
}

int by_default_order(const void* a, const void* b, void* type) {
  TypeCacheEntry* entry = static_cast<TypeCacheEntry*>(type);
  return DatumGetInt32(FunctionCall2Coll(&entry->cmp_proc_finfo, C_COLLATION_OID,
                                         *static_cast<const Datum*>(a), *static_cast<const Datum*>(b)));
}

/// `outer op ANY (column of the rows)`, in an order that is not the table's physical one. NULLs among the values are left
/// out unless `keep_null`.
Node* any_of(Oid op, Oid collation, Node* outer, const Rows* rows, Node* like, bool keep_null) {
  const Oid element = exprType(like), array_type = get_array_type(element);
  if (!OidIsValid(array_type)) return nullptr;
  int16 length;
  bool by_value;
  char align;
  get_typlenbyvalalign(element, &length, &by_value, &align);
  int kept = 0;
  bool has_null = false;
  for (int i = 0; i < rows->count; ++i) {
    has_null = has_null || rows->nulls[i];
    if (!rows->nulls[i]) rows->values[kept++] = rows->values[i];
  }
  TypeCacheEntry* entry = lookup_type_cache(element, TYPECACHE_CMP_PROC_FINFO);
  if (kept == 0 || !OidIsValid(entry->cmp_proc_finfo.fn_oid)) return nullptr;
  qsort_arg(rows->values, static_cast<size_t>(kept), sizeof(Datum), by_default_order, entry);
  for (int i = 0; i < kept; ++i) rows->nulls[i] = false;
  if (has_null && keep_null) rows->nulls[kept++] = true;
  int size = kept, lower = 1;
  ArrayType* array =
      construct_md_array(rows->values, rows->nulls, 1, &size, &lower, element, length, by_value, align);
  ScalarArrayOpExpr* any = makeNode(ScalarArrayOpExpr);
  any->opno = op;
  any->opfuncid = get_opcode(op);
  any->useOr = true;
  any->inputcollid = collation;
  any->args = list_make2(
      outer, makeConst(array_type, -1, exprCollation(like), -1, PointerGetDatum(array), false, false));
  any->location = -1;
  return reinterpret_cast<Node*>(any);
}

Node* is_true(Node* condition) {
  BooleanTest* test = makeNode(BooleanTest);
  test->arg = reinterpret_cast<Expr*>(condition);
  test->booltesttype = IS_TRUE;
  test->location = -1;
  return reinterpret_cast<Node*>(test);
}

// ---- correlation ------------------------------------------------------------------------------------------------

bool is_plain(const Query* query) {
  return query->commandType == CMD_SELECT && !query->setOperations && !query->hasWindowFuncs &&
         !query->hasTargetSRFs && query->groupClause == NIL && query->groupingSets == NIL &&
         !query->havingQual && !query->limitOffset && !query->cteList && query->jointree;
}

/// The equality when `condition` is one between the row and the sub-select's tables.
Correlation* as_correlation(Node* condition) {
  if (!IsA(condition, OpExpr)) return nullptr;
  OpExpr* comparison = reinterpret_cast<OpExpr*>(condition);
  if (list_length(comparison->args) != 2) return nullptr;
  Node* left = argument(comparison->args, 0);
  Node* right = argument(comparison->args, 1);
  if (!op_mergejoinable(comparison->opno, exprType(left)) &&
      !op_hashjoinable(comparison->opno, exprType(left)))
    return nullptr;
  Oid op = comparison->opno;
  if (!contain_vars_of_level(left, 1)) {
    Node* exchanged = left;
    left = right;
    right = exchanged;
    op = get_commutator(op);
  }
  if (!OidIsValid(op) || contain_vars_of_level(left, 0) || contain_vars_of_level(right, 1) ||
      checkExprHasSubLink(left) || checkExprHasSubLink(right) || contain_volatile_functions(right))
    return nullptr;
  Correlation* found = static_cast<Correlation*>(palloc(sizeof(Correlation)));
  Node* outer = static_cast<Node*>(copyObjectImpl(left));
  IncrementVarSublevelsUp(outer, -1, 1);
  *found = {outer, right, op, comparison->inputcollid};
  return found;
}

/// Takes the correlations out of the query's WHERE. NIL when there are none or other references to the row remain.
List* take_correlations(Query* query) {
  List* found = NIL;
  List* rest = NIL;
  Node* where = query->jointree->quals;
  ListCell* cell;
  foreach (cell, make_ands_implicit(reinterpret_cast<Expr*>(where))) {
    Node* condition = static_cast<Node*>(lfirst(cell));
    Correlation* correlation = contain_vars_of_level(condition, 1) ? as_correlation(condition) : nullptr;
    if (correlation)
      found = lappend(found, correlation);
    else
      rest = lappend(rest, condition);
  }
  query->jointree->quals = reinterpret_cast<Node*>(make_ands_explicit(rest));
  return contain_vars_of_level(reinterpret_cast<Node*>(query), 1) ? NIL : found;
}

/// Makes the query list the distinct values of the correlations' inner sides. With aggregates it is grouped by them.
void list_inner_sides(Query* query, List* correlations) {
  List* targets = NIL;
  List* groups = NIL;
  for (int i = 0; i < list_length(correlations); ++i) {
    const Correlation* correlation = static_cast<Correlation*>(list_nth(correlations, i));
    TargetEntry* entry = makeTargetEntry(reinterpret_cast<Expr*>(correlation->inner),
                                         static_cast<AttrNumber>(i + 1), nullptr, false);
    SortGroupClause* clause = makeNode(SortGroupClause);
    bool hashable = false;
    get_sort_group_operators(exprType(correlation->inner), true, true, false, &clause->sortop, &clause->eqop,
                             nullptr, &hashable);
    clause->hashable = hashable;
    clause->tleSortGroupRef = entry->ressortgroupref = static_cast<Index>(i + 1);
    groups = lappend(groups, clause);
    targets = lappend(targets, entry);
  }
  query->targetList = targets;
  query->groupClause = groups;
  query->distinctClause = NIL;
  query->sortClause = static_cast<List*>(copyObjectImpl(groups));
  query->limitCount = nullptr;
}

/// The rows as alternatives: (a = 1 AND b = 2) OR (a = 3 AND b = 4).
Node* tuples_of(List* correlations, const Rows* rows) {
  if (rows->count > kMostTuples) return nullptr;
  List* alternatives = NIL;
  for (int row = 0; row < rows->count; ++row) {
    List* terms = NIL;
    for (int i = 0; i < rows->width; ++i) {
      const Correlation* correlation = static_cast<Correlation*>(list_nth(correlations, i));
      Node* value = reinterpret_cast<Node*>(constant_from(rows, row, i, correlation->inner));
      terms =
          lappend(terms, make_opclause(correlation->op, BOOLOID, false,
                                       static_cast<Expr*>(copyObjectImpl(correlation->outer)),
                                       reinterpret_cast<Expr*>(value), InvalidOid, correlation->collation));
    }
    alternatives = lappend(alternatives, make_andclause(terms));
  }
  if (alternatives == NIL) return nullptr;
  return reinterpret_cast<Node*>(make_orclause(alternatives));
}

/// The rows for which the query, with `condition` over its own row added, finds something.
Node* rows_for_which(Query* query, Node* condition) {
  if (!is_plain(query)) return nullptr;
  query = static_cast<Query*>(copyObjectImpl(query));
  if (condition && query->hasAggs)
    query->havingQual = is_true(condition);
  else if (condition)
    query->jointree->quals =
        query->jointree->quals
            ? reinterpret_cast<Node*>(make_andclause(list_make2(query->jointree->quals, condition)))
            : condition;
  else if (query->hasAggs)
    return nullptr;
  List* correlations = take_correlations(query);
  if (correlations == NIL) return nullptr;
  list_inner_sides(query, correlations);
  Rows rows;
  if (!run_query(query, &rows) || rows.count == 0) return nullptr;
  if (list_length(correlations) > 1) {
    Node* tuples = tuples_of(correlations, &rows);
    return tuples ? is_true(tuples) : nullptr;
  }
  const Correlation* only = static_cast<Correlation*>(linitial(correlations));
  Node* list = any_of(only->op, only->collation, only->outer, &rows, only->inner, false);
  return list ? is_true(list) : nullptr;
}

// ---- folding ----------------------------------------------------------------------------------------------------

Node* first_target(const Query* query) {
  return reinterpret_cast<Node*>(linitial_node(TargetEntry, query->targetList)->expr);
}

Node* fold_uncorrelated(SubLink* link, Query* query) {
  if (contain_volatile_functions(reinterpret_cast<Node*>(query))) return nullptr;
  const bool is_any = link->subLinkType == ANY_SUBLINK;
  if (is_any && !(link->testexpr && IsA(link->testexpr, OpExpr))) return nullptr;
  if (!is_any && link->subLinkType != EXPR_SUBLINK && link->subLinkType != EXISTS_SUBLINK) return nullptr;
  Rows rows;
  if (!run_query(query, &rows) || rows.count == 0) return nullptr;
  if (link->subLinkType == EXISTS_SUBLINK) return makeBoolConst(true, false);
  if (rows.width != 1) return nullptr;
  if (!is_any)
    return rows.count == 1 ? reinterpret_cast<Node*>(constant_from(&rows, 0, 0, first_target(query)))
                           : nullptr;
  OpExpr* comparison = reinterpret_cast<OpExpr*>(link->testexpr);
  Node* value = argument(comparison->args, 1);
  if (!IsA(strip_relabel(value), Param)) return nullptr;
  return any_of(comparison->opno, comparison->inputcollid, argument(comparison->args, 0), &rows,
                first_target(query), true);
}

Node* fold_link(SubLink* link) {
  Query* query = reinterpret_cast<Query*>(link->subselect);
  if (!contain_vars_of_level(reinterpret_cast<Node*>(query), 1)) return fold_uncorrelated(link, query);
  if (link->subLinkType == EXISTS_SUBLINK) return rows_for_which(query, nullptr);
  if (link->subLinkType == EXPR_SUBLINK && exprType(first_target(query)) == BOOLOID)
    return rows_for_which(query, first_target(query));
  return nullptr;
}

/// SELECT expression without a FROM is the expression.
Node* without_query(SubLink* link) {
  Query* query = reinterpret_cast<Query*>(link->subselect);
  if (link->subLinkType != EXPR_SUBLINK || !is_plain(query) || query->hasAggs || query->limitCount ||
      query->jointree->fromlist != NIL || query->jointree->quals)
    return nullptr;
  Node* result = static_cast<Node*>(copyObjectImpl(first_target(query)));
  IncrementVarSublevelsUp(result, -1, 1);
  return result;
}

/// (SELECT v … WHERE k = x) = 5, compared within the sub-select.
Node* fold_comparison(OpExpr* comparison) {
  if (list_length(comparison->args) != 2 || comparison->opresulttype != BOOLOID) return nullptr;
  for (int side = 0; side < 2; ++side) {
    Node* operand = strip_relabel(argument(comparison->args, side));
    Node* other = argument(comparison->args, 1 - side);
    if (!IsA(operand, SubLink) || !IsA(strip_relabel(other), Const)) continue;
    SubLink* link = reinterpret_cast<SubLink*>(operand);
    Query* query = reinterpret_cast<Query*>(link->subselect);
    if (link->subLinkType != EXPR_SUBLINK || !contain_vars_of_level(reinterpret_cast<Node*>(query), 1))
      return nullptr;
    OpExpr* within = static_cast<OpExpr*>(copyObjectImpl(comparison));
    Node* target = static_cast<Node*>(copyObjectImpl(first_target(query)));
    lfirst(list_nth_cell(within->args, side)) =
        exprType(target) == exprType(argument(comparison->args, side))
            ? target
            : reinterpret_cast<Node*>(makeRelabelType(reinterpret_cast<Expr*>(target),
                                                      exprType(argument(comparison->args, side)), -1,
                                                      comparison->inputcollid, COERCE_IMPLICIT_CAST));
    return rows_for_which(query, reinterpret_cast<Node*>(within));
  }
  return nullptr;
}

Node* fold(Node* node, void* context) {
  if (node == nullptr) return nullptr;
  if (IsA(node, OpExpr)) {
    Node* folded = fold_comparison(reinterpret_cast<OpExpr*>(node));
    if (folded) return folded;
  }
  if (IsA(node, SubLink)) {
    SubLink* link = reinterpret_cast<SubLink*>(node);
    if (Node* inner = without_query(link)) return fold(inner, context);
    Node* folded = fold_link(link);
    return folded ? folded : static_cast<Node*>(copyObjectImpl(node));
  }
  return mutate_children(node, fold, context);
}

bool gather_tables(Node* node, void* context) {
  if (node == nullptr) return false;
  if (IsA(node, Query)) {
    List** tables = static_cast<List**>(context);
    ListCell* cell;
    foreach (cell, reinterpret_cast<Query*>(node)->rtable) {
      const RangeTblEntry* entry = lfirst_node(RangeTblEntry, cell);
      if (entry->rtekind == RTE_RELATION) *tables = list_append_unique_oid(*tables, entry->relid);
    }
    return walk_query(reinterpret_cast<Query*>(node), gather_tables, context);
  }
  return walk_children(node, gather_tables, context);
}

bool is_sql_function(Oid function) {
  HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
  if (!HeapTupleIsValid(tuple)) return false;
  const Oid language = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prolang;
  ReleaseSysCache(tuple);
  return language == SQLlanguageId;
}

bool may_read_tables(Node* node, void*) {
  if (node == nullptr) return false;
  if (IsA(node, SubLink)) return true;
  if (IsA(node, FuncExpr) && is_sql_function(reinterpret_cast<FuncExpr*>(node)->funcid)) return true;
  return walk_children(node, may_read_tables, nullptr);
}

}  // namespace

FoldedCondition fold_sub_selects(Node* expr, ExpressionPool& pool) {
  FoldedCondition result;
  result.node = expr;
  if (!call([&]() noexcept { return may_read_tables(expr, nullptr); })) return result;
  List* tables = NIL;
  try {
    Subtransaction attempt;
    Node* folded = nullptr;
    {
      ContextSwitch in(pool.memory());
      folded = call([&]() noexcept {
        Node* condition = IsA(expr, List)
                              ? reinterpret_cast<Node*>(make_ands_explicit(reinterpret_cast<List*>(expr)))
                              : expr;
        Node* opened = open_function_bodies(eval_const_expressions(nullptr, condition));
        gather_tables(opened, &tables);
        return fold(opened, nullptr);
      });
    }
    attempt.commit();
    if (tables != NIL) result.node = folded;
  } catch (const PgError& error) {
    if (must_propagate(error.sqlstate())) throw;
  }
  ListCell* table;
  foreach (table, tables) result.reads.push_back(lfirst_oid(table));
  std::sort(result.reads.begin(), result.reads.end());
  return result;
}

}  // namespace datagen::pg
