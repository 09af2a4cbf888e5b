// src/pg/guard.cpp -- the extension's only sigsetjmp, and what is raised after the C++ frames are gone
#include "pg/guard.hpp"

#include "core/base/error.hpp"
#include "pg/error_map.hpp"
#include "pg/fault.hpp"

#include <new>

extern "C" {
#include "utils/resowner.h"
}

namespace datagen::pg {
namespace {

/// Stands for an error that could not be copied for want of memory. Static, since nothing can be allocated then.
ErrorData out_of_memory;

ErrorData* out_of_memory_error() {
  static char message[] = "out of memory";
  static char detail[] = "It was too little to keep the error that was raised.";
  out_of_memory.elevel = ERROR;
  out_of_memory.output_to_server = true;
  out_of_memory.output_to_client = true;
  out_of_memory.sqlerrcode = ERRCODE_OUT_OF_MEMORY;
  out_of_memory.filename = __FILE__;
  out_of_memory.funcname = __func__;
  out_of_memory.message = message;
  out_of_memory.detail = detail;
  out_of_memory.assoc_context = TopMemoryContext;
  return &out_of_memory;
}

/// A copy of the error at hand. Copying may itself raise one, which must not leave over the C++ frames outside.
ErrorData* copy_error() {
  ErrorData* volatile copy = nullptr;
  PG_TRY();
  { copy = CopyErrorData(); }
  PG_CATCH();
  { copy = out_of_memory_error(); }
  PG_END_TRY();
  return copy;
}

/// No C++ object lives in this frame, so the longjmp that lands here skips no destructor.
ErrorData* catch_server_error(void (*fn)(void*), void* arg) {
  MemoryContext outer = CurrentMemoryContext;
  ErrorData* volatile error = nullptr;
  PG_TRY();
  { fn(arg); }
  PG_CATCH();
  {
    MemoryContextSwitchTo(TopTransactionContext ? TopTransactionContext : TopMemoryContext);
    error = copy_error();
    FlushErrorState();
    MemoryContextSwitchTo(outer);
  }
  PG_END_TRY();
  return error;
}

}  // namespace

PgError::PgError(ErrorData* data)
    : data_(data, [](ErrorData* d) {
        if (d != &out_of_memory) FreeErrorData(d);
      }) {}

void run_guarded(void (*fn)(void*), void* arg) {
  fault_point();
  if (ErrorData* error = catch_server_error(fn, arg)) throw PgError(error);
}

Datum entry(FunctionCallInfo fcinfo, Datum (*body)(FunctionCallInfo)) {
  PendingError pending;
  try {
    return body(fcinfo);
  } catch (const PgError& e) {
    pending.take(e);
  } catch (const core::Error& e) {
    pending.take(e);
  } catch (const std::bad_alloc&) {
    pending.take_out_of_memory();
  } catch (const std::exception& e) {
    pending.take_internal(e.what());
  } catch (...) {
    pending.take_internal("unknown C++ exception");
  }
  pending.raise();
}

ScopedContext::ScopedContext(MemoryContext parent, const char* name, Size size) {
  constexpr size_t kKept = 1024 * 1024;
  context_ = call([&]() noexcept {
    return size == Size::Batch
               ? AllocSetContextCreateInternal(parent, name, kKept, kKept, ALLOCSET_DEFAULT_MAXSIZE)
               : AllocSetContextCreateInternal(parent, name, ALLOCSET_DEFAULT_SIZES);
  });
}

ScopedContext::~ScopedContext() { MemoryContextDelete(context_); }

void ScopedContext::reset() {
  if (!MemoryContextIsEmpty(context_)) MemoryContextReset(context_);
}

Subtransaction::Subtransaction() : outer_context_(CurrentMemoryContext), outer_owner_(CurrentResourceOwner) {
  call([&]() noexcept {
    BeginInternalSubTransaction(nullptr);
    MemoryContextSwitchTo(outer_context_);
  });
}

Subtransaction::~Subtransaction() {
  if (open_) rollback();
}

void Subtransaction::commit() {
  call([&]() noexcept {
    ReleaseCurrentSubTransaction();
    MemoryContextSwitchTo(outer_context_);
    CurrentResourceOwner = outer_owner_;
  });
  open_ = false;
}

void Subtransaction::rollback() {
  open_ = false;
  RollbackAndReleaseCurrentSubTransaction();
  MemoryContextSwitchTo(outer_context_);
  CurrentResourceOwner = outer_owner_;
}

bool must_propagate(int sqlstate) {
  const int category = ERRCODE_TO_CATEGORY(sqlstate);
  return sqlstate == ERRCODE_QUERY_CANCELED || category == ERRCODE_OPERATOR_INTERVENTION ||
         category == ERRCODE_TRANSACTION_ROLLBACK || category == ERRCODE_INSUFFICIENT_RESOURCES ||
         category == ERRCODE_INTERNAL_ERROR || category == ERRCODE_SYSTEM_ERROR ||
         category == ERRCODE_CONNECTION_EXCEPTION;
}

bool may_be_the_values_fault(int sqlstate) {
  return !must_propagate(sqlstate) || sqlstate == ERRCODE_INTERNAL_ERROR;
}

void check_interrupts() {
  if (INTERRUPTS_PENDING_CONDITION()) call([]() noexcept { CHECK_FOR_INTERRUPTS(); });
}

}  // namespace datagen::pg
