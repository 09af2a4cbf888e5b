// src/pg/row_checks.cpp -- the conjunction, and the way back to ExecConstraints()
#include "pg/row_checks.hpp"

extern "C" {
#include "executor/executor.h"
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "utils/rel.h"
}

namespace datagen::pg {

void RowChecks::prepare(ResultRelInfo* target, EState* estate) noexcept {
  const TupleDesc descriptor = RelationGetDescr(target->ri_RelationDesc);
  const TupleConstr* constraints = descriptor->constr;
  if (constraints == nullptr) return;
  MemoryContext outer = MemoryContextSwitchTo(estate->es_query_cxt);
  not_null_ =
      static_cast<AttrNumber*>(palloc(sizeof(AttrNumber) * static_cast<size_t>(descriptor->natts + 1)));
  for (int i = 0; i < descriptor->natts; ++i)
    if (TupleDescAttr(descriptor, i)->attnotnull) not_null_[not_null_count_++] = static_cast<AttrNumber>(i);
  List* all = NIL;
  for (int c = 0; c < constraints->num_check; ++c)
    all = lappend(all, stringToNode(constraints->check[c].ccbin));
  one_by_one_ = contain_volatile_functions(reinterpret_cast<Node*>(all));
  if (all != NIL && !one_by_one_) checks_ = ExecPrepareExpr(make_ands_explicit(all), estate);
  MemoryContextSwitchTo(outer);
}

void RowChecks::require(ResultRelInfo* target, TupleTableSlot* slot, EState* estate) const noexcept {
  bool fine = !one_by_one_;
  for (int i = 0; i < not_null_count_; ++i) fine = fine && !slot->tts_isnull[not_null_[i]];
  if (fine && checks_) {
    ExprContext* expressions = GetPerTupleExprContext(estate);
    expressions->ecxt_scantuple = slot;
    fine = ExecCheck(checks_, expressions);
  }
  if (!fine) ExecConstraints(target, slot, estate);
}

}  // namespace datagen::pg
