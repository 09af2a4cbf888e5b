// src/pg/transaction_chain.cpp -- SPI's transaction control for procedures, the server's own for workers
#include "pg/transaction_chain.hpp"

#include "pg/query.hpp"

#include <exception>
#include <optional>

extern "C" {
#include "nodes/parsenodes.h"
#include "utils/snapmgr.h"
}

namespace datagen::pg {

void TransactionChain::run(const std::function<void()>& work) {
  std::optional<Failure> failure;
  try {
    begin();
    Subtransaction part;
    call([]() noexcept { PushActiveSnapshot(GetTransactionSnapshot()); });
    {
      SpiConnection connection;
      work();
    }
    call([]() noexcept { PopActiveSnapshot(); });
    part.commit();
    commit();
  } catch (const PgError& error) {
    failure.emplace(error);
  } catch (const core::Error& error) {
    failure.emplace(error);
  }
  if (!failure) return;
  roll_back();
  throw Failure(*failure);
}

ProcedureTransactions::ProcedureTransactions(FunctionCallInfo fcinfo, const char* name)
    : exceptions_(std::uncaught_exceptions()) {
  call([&]() noexcept {
    const Node* context = fcinfo->context;
    if (context == nullptr || !IsA(context, CallContext) ||
        reinterpret_cast<const CallContext*>(context)->atomic || IsSubTransaction())
      ereport(ERROR, (errcode(ERRCODE_INVALID_TRANSACTION_TERMINATION),
                      errmsg("datagen.%s() cannot run inside a transaction block or a function", name),
                      errdetail("It commits after every batch."),
                      errhint("Call it by itself; to fill within a transaction use datagen.fill().")));
    SPI_connect_ext(SPI_OPT_NONATOMIC);
  });
}

ProcedureTransactions::~ProcedureTransactions() {
  if (std::uncaught_exceptions() == exceptions_) SPI_finish();
}

void ProcedureTransactions::begin() {
  // Slices are claimed under row locks, which takes seeing what other transactions commit meanwhile.
  if (!FirstSnapshotSet) XactIsoLevel = XACT_READ_COMMITTED;
}

void ProcedureTransactions::commit() {
  call([]() noexcept { SPI_commit(); });
}

void ProcedureTransactions::roll_back() {
  call([]() noexcept { SPI_rollback(); });
}

void WorkerTransactions::begin() {
  call([]() noexcept {
    StartTransactionCommand();
    XactIsoLevel = XACT_READ_COMMITTED;
  });
}

void WorkerTransactions::commit() {
  MemoryContextSwitchTo(TopTransactionContext);
  call([]() noexcept { CommitTransactionCommand(); });
}

void WorkerTransactions::roll_back() {
  MemoryContextSwitchTo(TopMemoryContext);
  call([]() noexcept { AbortCurrentTransaction(); });
}

}  // namespace datagen::pg
