// src/pg/guard.hpp -- the two-way guard: server errors become C++ exceptions and the other way round
#pragma once

#include "pg/pg.hpp"

#include <exception>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace datagen::pg {

/// A server error on its way through C++ frames. It keeps the original ErrorData, so entry() raises it again with
/// SQLSTATE, DETAIL, HINT, CONTEXT and constraint name intact. Only a Subtransaction may swallow one.
class PgError : public std::exception {
 public:
  /// Takes ownership of `data`, which must live in TopTransactionContext.
  explicit PgError(ErrorData* data);
  const ErrorData& data() const { return *data_; }
  int sqlstate() const { return data_->sqlerrcode; }
  const char* what() const noexcept override { return data_->message ? data_->message : "server error"; }

 private:
  std::shared_ptr<ErrorData> data_;
};

/// Runs `fn(arg)` under the extension's only sigsetjmp and throws PgError when the server raised an error.
void run_guarded(void (*fn)(void*), void* arg);

/// Runs server code that may ereport. `f` must be noexcept, must capture by reference and must not create an object
/// with a destructor, because an ereport leaves it by longjmp. The result is copied out bytewise.
template <class F>
auto call(F&& f) {
  using Function = std::remove_reference_t<F>;
  using Result = std::invoke_result_t<Function&>;
  static_assert(noexcept(f()), "the body of pg::call must be noexcept");
  if constexpr (std::is_void_v<Result>) {
    run_guarded([](void* arg) { (*static_cast<Function*>(arg))(); },
                const_cast<void*>(static_cast<const void*>(&f)));
  } else {
    static_assert(std::is_trivially_copyable_v<Result>, "the result of pg::call must be trivially copyable");
    struct Frame {
      Function* function;
      Result result;
    } frame{&f, Result{}};
    run_guarded(
        [](void* arg) {
          auto* self = static_cast<Frame*>(arg);
          self->result = (*self->function)();
        },
        &frame);
    return frame.result;
  }
}

/// Calls an SQL function's body and translates every C++ exception into an ereport after all C++ frames are gone.
Datum entry(FunctionCallInfo fcinfo, Datum (*body)(FunctionCallInfo));

/// A memory context that lives as long as this object; reset() empties it.
class ScopedContext {
 public:
  /// Batch: the first megabyte stays allocated over resets, for contexts that are filled and emptied again and again.
  enum class Size : uint8_t { Default, Batch };
  ScopedContext(MemoryContext parent, const char* name, Size size = Size::Default);
  ~ScopedContext();
  ScopedContext(const ScopedContext&) = delete;
  ScopedContext& operator=(const ScopedContext&) = delete;
  MemoryContext get() const { return context_; }
  void reset();

 private:
  MemoryContext context_;
};

/// Allocates in `context` for as long as this object lives. It has a destructor: make it around pg::call, not inside.
class ContextSwitch {
 public:
  explicit ContextSwitch(MemoryContext context) : outer_(MemoryContextSwitchTo(context)) {}
  ~ContextSwitch() { MemoryContextSwitchTo(outer_); }
  ContextSwitch(const ContextSwitch&) = delete;
  ContextSwitch& operator=(const ContextSwitch&) = delete;

 private:
  MemoryContext outer_;
};

/// An internal subtransaction. Leaving it without commit() rolls it back, so it may swallow a PgError.
class Subtransaction {
 public:
  Subtransaction();
  ~Subtransaction();
  Subtransaction(const Subtransaction&) = delete;
  Subtransaction& operator=(const Subtransaction&) = delete;
  void commit();
  /// Rolls back now; the destructor then does nothing.
  void rollback();

 private:
  MemoryContext outer_context_;
  ResourceOwner outer_owner_;
  bool open_ = true;
};

/// True for errors that no Subtransaction may swallow: cancel, shutdown, out of memory, serialization failure
/// and deadlock, which concern the whole transaction, internal errors.
bool must_propagate(int sqlstate);

/// Whether such an error may only mean that a value is none of its type's or not to a function's liking: what need not
/// propagate, and internal errors, which some types' input functions raise for malformed text.
bool may_be_the_values_fault(int sqlstate);

/// Lets a pending cancel, timeout or termination take effect. Throws PgError.
void check_interrupts();

}  // namespace datagen::pg

/// Defines the SQL-callable function `name`; the body sees `fcinfo`.
#define DG_FUNCTION(name)                                                                      \
  static Datum name##_body(FunctionCallInfo fcinfo);                                           \
  extern "C" {                                                                                 \
  PG_FUNCTION_INFO_V1(name);                                                                   \
  PGDLLEXPORT Datum name(PG_FUNCTION_ARGS) { return datagen::pg::entry(fcinfo, name##_body); } \
  }                                                                                            \
  static Datum name##_body([[maybe_unused]] FunctionCallInfo fcinfo)
