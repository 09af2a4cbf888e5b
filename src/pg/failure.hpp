// src/pg/failure.hpp -- an error that outlives its transaction, or comes from another process
#pragma once

#include "core/base/error.hpp"
#include "pg/guard.hpp"

#include <array>
#include <string>

namespace datagen::pg {

/// What a client sees of an error, copied out of the server's memory. A PgError must be gone before its transaction ends;
/// this may be raised again at any time, with the same SQLSTATE, texts and fields.
class Failure : public std::exception {
 public:
  explicit Failure(const PgError& error);
  explicit Failure(const core::Error& error);
  Failure(int sqlstate, std::array<std::string, 9> texts) : sqlstate_(sqlstate), texts_(std::move(texts)) {}

  int sqlstate() const { return sqlstate_; }
  /// Message, detail, hint, context, schema, table, column, constraint, type; in the server's encoding.
  const std::array<std::string, 9>& texts() const { return texts_; }
  const char* what() const noexcept override { return texts_[0].c_str(); }
  /// Throws it as the PgError of the present transaction.
  [[noreturn]] void raise() const;

 private:
  int sqlstate_;
  std::array<std::string, 9> texts_;
};

}  // namespace datagen::pg
