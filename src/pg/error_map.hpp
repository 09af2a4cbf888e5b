// src/pg/error_map.hpp -- how a C++ error is told to the server: SQLSTATE, message, fields
#pragma once

#include "core/base/error.hpp"
#include "pg/pg.hpp"

namespace datagen::pg {

class PgError;

/// The SQLSTATE of a core error (sql-api contract, docs/errors.md).
int sqlstate_of(core::ErrorCode code);

/// An error parked in fixed buffers while the C++ stack unwinds, because palloc could itself raise one.
/// Trivially destructible: raise() leaves by longjmp. Its texts are cleared one by one, since entry() makes one for each
/// call of a function and nearly always in vain: zeroing the buffers would cost more than what most functions do.
class PendingError {
 public:
  PendingError() {
    for (char* text : {message_, detail_, hint_, schema_, table_, column_, constraint_, datatype_})
      text[0] = '\0';
  }
  void take(const PgError& error);
  void take(const core::Error& error);
  void take_out_of_memory();
  void take_internal(const char* what);
  [[noreturn]] void raise();

 private:
  ErrorData* server_ = nullptr;
  int sqlstate_ = 0;
  char message_[4096];
  char detail_[4096];
  char hint_[1024];
  char schema_[64];
  char table_[64];
  char column_[64];
  char constraint_[64];
  char datatype_[64];
};

}  // namespace datagen::pg
