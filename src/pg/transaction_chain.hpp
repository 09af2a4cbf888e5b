// src/pg/transaction_chain.hpp -- work in one transaction after the other, inside a procedure or a background worker
#pragma once

#include "pg/failure.hpp"

#include <functional>

namespace datagen::pg {

/// Runs pieces of work, each in a transaction that is committed when the piece ends. An error rolls the transaction
/// back and comes out as a Failure, for the memory of a PgError goes with the transaction.
class TransactionChain {
 public:
  virtual ~TransactionChain() = default;
  /// `work` runs in a subtransaction with a snapshot and an SpiConnection. It must not keep anything that the server
  /// allocated.
  void run(const std::function<void()>& work);

 private:
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void roll_back() = 0;
};

/// The transactions of a CALL outside a transaction block.
class ProcedureTransactions : public TransactionChain {
 public:
  /// Error 2D000 where the call must not commit; `name` is the procedure's.
  ProcedureTransactions(FunctionCallInfo fcinfo, const char* name);
  ~ProcedureTransactions() override;

 private:
  void begin() override;
  void commit() override;
  void roll_back() override;
  int exceptions_;
};

/// The transactions of a background worker.
class WorkerTransactions : public TransactionChain {
  void begin() override;
  void commit() override;
  void roll_back() override;
};

}  // namespace datagen::pg
