// src/pg/expression.cpp -- compiling and evaluating the server's expressions
#include "pg/expression.hpp"

#include "core/base/error.hpp"
#include "pg/fault.hpp"

// clang-format off
extern "C" {
#include "executor/tuptable.h"
#include "optimizer/optimizer.h"
}
// clang-format on

namespace datagen::pg {

ExpressionPool::ExpressionPool(MemoryContext parent) : context_(parent, "datagen expressions") {
  ContextSwitch in(memory());
  call([&]() noexcept {
    estate_ = CreateExecutorState();
    check_context_ = CreateExprContext(estate_);
    result_context_ = CreateExprContext(estate_);
  });
}

ExpressionPool::~ExpressionPool() {
  const FaultPause pause;
  try {
    call([&]() noexcept { FreeExecutorState(estate_); });
  } catch (const PgError&) {
    // A shutdown callback of a user's function failed; the context below frees the memory all the same.
  }
}

int ExpressionPool::add(Node* expr) {
  entries_.push_back({expr, nullptr});
  return static_cast<int>(entries_.size()) - 1;
}

bool ExpressionPool::is_volatile(int handle) {
  Node* expr = entries_.at(handle).expr;
  return call([&]() noexcept { return contain_volatile_functions(expr); });
}

uint64_t ExpressionPool::add_value(Datum value, int16 length, bool by_value) {
  ContextSwitch in(memory());
  values_.push_back(call([&]() noexcept { return datumCopy(value, by_value, length); }));
  return values_.size() - 1;
}

void ExpressionPool::describe(Oid relation, TupleDesc descriptor) {
  ContextSwitch in(memory());
  descriptors_[relation] = call([&]() noexcept { return CreateTupleDescCopy(descriptor); });
}

TupleTableSlot* ExpressionPool::slot(Oid relation) {
  auto made = slots_.find(relation);
  if (made != slots_.end()) return made->second;
  auto described = descriptors_.find(relation);
  if (described == descriptors_.end())
    throw core::Error(core::ErrorCode::Internal, "datagen: a row of an unread relation was asked for");
  ContextSwitch in(memory());
  TupleDesc descriptor = described->second;
  TupleTableSlot* slot =
      call([&]() noexcept { return MakeSingleTupleTableSlot(descriptor, &TTSOpsVirtual); });
  slots_[relation] = slot;
  return slot;
}

/// Runs inside pg::call.
ExprState* ExpressionPool::compiled(EState* estate, Entry* entry) {
  if (!entry->state) {
    MemoryContext outer = MemoryContextSwitchTo(estate->es_query_cxt);
    entry->state = ExecInitExpr(expression_planner(reinterpret_cast<Expr*>(entry->expr)), nullptr);
    MemoryContextSwitchTo(outer);
  }
  return entry->state;
}

int ExpressionPool::first_failure(TupleTableSlot* slot, const Check* checks, size_t count) {
  Entry* entries = entries_.data();
  return call([&]() noexcept {
    check_context_->ecxt_scantuple = slot;
    ResetExprContext(check_context_);
    for (size_t i = 0; i < count; ++i) {
      bool is_null = false;
      ExprState* state = compiled(estate_, &entries[checks[i].handle]);
      const Datum result = ExecEvalExprSwitchContext(state, check_context_, &is_null);
      if (is_null ? checks[i].needs_true : !DatumGetBool(result)) return static_cast<int>(i);
    }
    return -1;
  });
}

bool ExpressionPool::check_value(int handle, Datum value, bool is_null) {
  Entry* entry = &entries_.at(handle);
  return call([&]() noexcept {
    check_context_->ecxt_scantuple = nullptr;
    check_context_->domainValue_datum = value;
    check_context_->domainValue_isNull = is_null;
    ResetExprContext(check_context_);
    bool result_is_null = false;
    ExprState* state = compiled(estate_, entry);
    const Datum result = ExecEvalExprSwitchContext(state, check_context_, &result_is_null);
    return result_is_null || DatumGetBool(result);
  });
}

Datum ExpressionPool::eval(int handle, TupleTableSlot* slot, bool* is_null) {
  Entry* entry = &entries_.at(handle);
  return call([&]() noexcept {
    result_context_->ecxt_scantuple = slot;
    return ExecEvalExprSwitchContext(compiled(estate_, entry), result_context_, is_null);
  });
}

int ExpressionPool::add_parameter(Oid type) {
  ContextSwitch in(memory());
  call([&]() noexcept {
    ParamListInfo larger = makeParamList(parameter_count() + 1);
    for (int i = 0; i < parameter_count(); ++i) larger->params[i] = parameters_->params[i];
    larger->params[larger->numParams - 1] = {0, true, PARAM_FLAG_CONST, type};
    parameters_ = larger;
    result_context_->ecxt_param_list_info = larger;
  });
  return parameters_->numParams;
}

void ExpressionPool::set_parameter(int id, Datum value, bool is_null) {
  parameters_->params[id - 1].value = value;
  parameters_->params[id - 1].isnull = is_null;
}

void ExpressionPool::reset_results() {
  // What fits into the context's first block can wait: emptying it after each value would cost as much as many values do.
  if (MemoryContextMemAllocated(result_context_->ecxt_per_tuple_memory, false) <= ALLOCSET_DEFAULT_INITSIZE)
    return;
  call([&]() noexcept { ResetExprContext(result_context_); });
}

}  // namespace datagen::pg
