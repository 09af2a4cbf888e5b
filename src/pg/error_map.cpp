// src/pg/error_map.cpp -- one table from core errors to SQLSTATEs, and the final ereport
#include "pg/error_map.hpp"

#include "pg/fault.hpp"
#include "pg/guard.hpp"

#include <cstring>
#include <string_view>
#include <type_traits>

extern "C" {
#include "mb/pg_wchar.h"
}

namespace datagen::pg {
namespace {

void copy_clipped(char* to, size_t size, std::string_view from) {
  size_t length = from.size();
  if (length >= size)
    length = pg_mbcliplen(from.data(), static_cast<int>(from.size()), static_cast<int>(size - 1));
  std::memcpy(to, from.data(), length);
  to[length] = '\0';
}

}  // namespace

static_assert(std::is_trivially_destructible_v<PendingError>);

int sqlstate_of(core::ErrorCode code) {
  switch (code) {
    case core::ErrorCode::CheckViolation: return ERRCODE_CHECK_VIOLATION;
    case core::ErrorCode::ExclusionViolation: return ERRCODE_EXCLUSION_VIOLATION;
    case core::ErrorCode::UniqueViolation: return ERRCODE_UNIQUE_VIOLATION;
    case core::ErrorCode::ForeignKeyViolation: return ERRCODE_FOREIGN_KEY_VIOLATION;
    case core::ErrorCode::NotNullViolation: return ERRCODE_NOT_NULL_VIOLATION;
    case core::ErrorCode::InvalidParameter: return ERRCODE_INVALID_PARAMETER_VALUE;
    case core::ErrorCode::NullArgument: return ERRCODE_NULL_VALUE_NOT_ALLOWED;
    case core::ErrorCode::UnsupportedFeature:
    case core::ErrorCode::UnsupportedType: return ERRCODE_FEATURE_NOT_SUPPORTED;
    case core::ErrorCode::UndefinedTable: return ERRCODE_UNDEFINED_TABLE;
    case core::ErrorCode::UndefinedColumn: return ERRCODE_UNDEFINED_COLUMN;
    case core::ErrorCode::UndefinedSchema: return ERRCODE_UNDEFINED_SCHEMA;
    case core::ErrorCode::WrongObjectType: return ERRCODE_WRONG_OBJECT_TYPE;
    case core::ErrorCode::ObjectNotInState: return ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE;
    case core::ErrorCode::InsufficientPrivilege: return ERRCODE_INSUFFICIENT_PRIVILEGE;
    case core::ErrorCode::ReadOnlyTransaction: return ERRCODE_READ_ONLY_SQL_TRANSACTION;
    case core::ErrorCode::SequenceExhausted: return ERRCODE_SEQUENCE_GENERATOR_LIMIT_EXCEEDED;
    case core::ErrorCode::DatatypeMismatch: return ERRCODE_DATATYPE_MISMATCH;
    case core::ErrorCode::Internal: return ERRCODE_INTERNAL_ERROR;
  }
  return ERRCODE_INTERNAL_ERROR;
}

void PendingError::take(const PgError& error) {
  // The exception's ErrorData is freed with it, so the copy that raise() needs is made here; this runs in the
  // catch block, where a failing palloc would be an ereport through a live exception: hence the guard.
  const FaultPause pause;
  const ErrorData* data = &error.data();
  try {
    server_ = call([&]() noexcept {
      MemoryContext old =
          MemoryContextSwitchTo(TopTransactionContext ? TopTransactionContext : TopMemoryContext);
      ErrorData* copy = static_cast<ErrorData*>(palloc(sizeof(ErrorData)));
      *copy = *data;
      char** texts[] = {&copy->message,       &copy->detail,          &copy->detail_log,
                        &copy->hint,          &copy->context,         &copy->backtrace,
                        &copy->schema_name,   &copy->table_name,      &copy->column_name,
                        &copy->datatype_name, &copy->constraint_name, &copy->internalquery};
      for (char** text : texts)
        if (*text) *text = pstrdup(*text);
      MemoryContextSwitchTo(old);
      return copy;
    });
  } catch (...) {
    take_out_of_memory();
  }
}

void PendingError::take(const core::Error& error) {
  sqlstate_ = sqlstate_of(error.code());
  copy_clipped(message_, sizeof message_, error.message());
  copy_clipped(detail_, sizeof detail_, error.detail());
  copy_clipped(hint_, sizeof hint_, error.hint());
  copy_clipped(schema_, sizeof schema_, error.fields().schema);
  copy_clipped(table_, sizeof table_, error.fields().table);
  copy_clipped(column_, sizeof column_, error.fields().column);
  copy_clipped(constraint_, sizeof constraint_, error.fields().constraint);
  copy_clipped(datatype_, sizeof datatype_, error.fields().datatype);
}

void PendingError::take_out_of_memory() {
  sqlstate_ = ERRCODE_OUT_OF_MEMORY;
  std::strcpy(message_, "out of memory");
}

void PendingError::take_internal(const char* what) {
  sqlstate_ = ERRCODE_INTERNAL_ERROR;
  // Nothing is allocated: this runs in a catch block of entry(), from which no exception may come.
  constexpr std::string_view kPrefix = "datagen: ";
  copy_clipped(message_, sizeof message_, kPrefix);
  copy_clipped(message_ + kPrefix.size(), sizeof message_ - kPrefix.size(), what);
}

void PendingError::raise() {
  if (server_) ReThrowError(server_);
  if (GetDatabaseEncoding() != PG_UTF8 && IsTransactionState())
    for (char* text : {message_, detail_, hint_, schema_, table_, column_, constraint_, datatype_}) {
      const char* converted = pg_any_to_server(text, static_cast<int>(strlen(text)), PG_UTF8);
      if (converted != text) strlcpy(text, converted, strlen(text) + 1);
    }
  ereport(ERROR, (errcode(sqlstate_), errmsg("%s", message_), detail_[0] ? errdetail("%s", detail_) : 0,
                  hint_[0] ? errhint("%s", hint_) : 0,
                  schema_[0] ? err_generic_string(PG_DIAG_SCHEMA_NAME, schema_) : 0,
                  table_[0] ? err_generic_string(PG_DIAG_TABLE_NAME, table_) : 0,
                  column_[0] ? err_generic_string(PG_DIAG_COLUMN_NAME, column_) : 0,
                  constraint_[0] ? err_generic_string(PG_DIAG_CONSTRAINT_NAME, constraint_) : 0,
                  datatype_[0] ? err_generic_string(PG_DIAG_DATATYPE_NAME, datatype_) : 0));
  pg_unreachable();
}

}  // namespace datagen::pg
