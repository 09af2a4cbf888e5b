// src/core/base/error.hpp -- the errors the core can raise, in PostgreSQL's terms
#pragma once

#include <exception>
#include <string>
#include <utility>

namespace datagen::core {

/// What went wrong. The border maps each to one SQLSTATE (docs/errors.md).
enum class ErrorCode {
  CheckViolation,
  ExclusionViolation,
  UniqueViolation,
  ForeignKeyViolation,
  NotNullViolation,
  InvalidParameter,
  NullArgument,
  UnsupportedType,
  UnsupportedFeature,
  UndefinedTable,
  UndefinedColumn,
  UndefinedSchema,
  WrongObjectType,
  ObjectNotInState,
  InsufficientPrivilege,
  ReadOnlyTransaction,
  SequenceExhausted,
  DatatypeMismatch,
  Internal,
};

/// The diagnostic fields of GET STACKED DIAGNOSTICS; empty means not set.
struct ErrorFields {
  std::string schema;
  std::string table;
  std::string column;
  std::string constraint;
  std::string datatype;
};

/// One error for the user: message in PostgreSQL's style, DETAIL = what was tried, HINT = what can be done.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message, std::string detail = {}, std::string hint = {},
        ErrorFields fields = {})
      : code_(code),
        message_(std::move(message)),
        detail_(std::move(detail)),
        hint_(std::move(hint)),
        fields_(std::move(fields)) {}

  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& detail() const { return detail_; }
  const std::string& hint() const { return hint_; }
  const ErrorFields& fields() const { return fields_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  ErrorCode code_;
  std::string message_;
  std::string detail_;
  std::string hint_;
  ErrorFields fields_;
};

}  // namespace datagen::core
