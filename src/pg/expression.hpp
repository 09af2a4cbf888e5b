// src/pg/expression.hpp -- the server's own expressions: kept, compiled on first use, evaluated on a row
#pragma once

#include "core/base/live_object.hpp"
#include "pg/guard.hpp"
#include "pg/pg.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace datagen::pg {

/// One obligation to test: an expression and whether NULL passes.
struct Check {
  int handle = -1;
  bool needs_true = false;
};

/// Owns, in one memory context, the expression trees that the catalog reader found, by handle; compiles each
/// with ExecInitExpr when it is first evaluated. A tree's Vars have varno 1 and the attribute numbers of the
/// relation it was read for, so it is evaluated on that relation's slot. Errors of the expression itself
/// (division by zero) come out as PgError; whoever tries candidates encloses them in a Subtransaction. Not to
/// be shared between transactions.
class ExpressionPool : private core::LiveObject {
 public:
  explicit ExpressionPool(MemoryContext parent);
  ~ExpressionPool();
  ExpressionPool(const ExpressionPool&) = delete;
  ExpressionPool& operator=(const ExpressionPool&) = delete;

  /// Where the trees live; everything read for the pool's relations is allocated here.
  MemoryContext memory() const { return context_.get(); }

  /// Keeps `expr`, a tree in memory() that contains no sub-select, and returns its handle.
  int add(Node* expr);
  Node* node(int handle) const { return entries_[handle].expr; }
  /// Some function of the expression is VOLATILE: plan() and explain() must not evaluate it.
  bool is_volatile(int handle);

  /// Keeps a copy of a datum; the result is the payload of a Value of kind Stored.
  uint64_t add_value(Datum value, int16 length, bool by_value);
  Datum value(uint64_t index) const { return values_[index]; }

  /// Tells the row shape of a relation; the descriptor is copied.
  void describe(Oid relation, TupleDesc descriptor);
  /// The virtual slot of a relation that was described: fill tts_values and tts_isnull by attribute number -
  /// 1, with dropped attributes NULL, after ExecClearTuple, then ExecStoreVirtualTuple.
  TupleTableSlot* slot(Oid relation);

  /// True unless the expression is FALSE, as a CHECK passes.
  bool check(int handle, TupleTableSlot* slot) { return passes(slot, {handle, false}); }
  /// True only when the expression is TRUE, as WITH CHECK demands.
  bool holds(int handle, TupleTableSlot* slot) { return passes(slot, {handle, true}); }
  bool passes(TupleTableSlot* slot, Check check) { return first_failure(slot, &check, 1) < 0; }
  /// Evaluates in order and stops at the first that does not pass: its position, or -1. One guarded call for
  /// all.
  int first_failure(TupleTableSlot* slot, const Check* checks, size_t count);
  /// A domain's check on a value that is no column: array element, composite attribute, range bound.
  bool check_value(int handle, Datum value, bool is_null);

  /// The expression's value. It lives until reset_results().
  Datum eval(int handle, TupleTableSlot* slot, bool* is_null);
  void reset_results();

  /// Makes room for a Param of kind PARAM_EXTERN and tells its paramid: parameter_count() + 1 before the call.
  int add_parameter(Oid type);
  int parameter_count() const { return parameters_ ? parameters_->numParams : 0; }
  /// What eval() finds in the parameter from now on; a value passed by reference must live as long as it is needed.
  void set_parameter(int id, Datum value, bool is_null);

 private:
  struct Entry {
    Node* expr;
    ExprState* state;
  };

  static ExprState* compiled(EState* estate, Entry* entry);

  ScopedContext context_;
  EState* estate_ = nullptr;
  ExprContext* check_context_ = nullptr;   // emptied by every check
  ExprContext* result_context_ = nullptr;  // emptied by reset_results()
  ParamListInfo parameters_ = nullptr;
  std::vector<Entry> entries_;
  std::vector<Datum> values_;
  std::map<Oid, TupleDesc> descriptors_;
  std::map<Oid, TupleTableSlot*> slots_;
};

}  // namespace datagen::pg
