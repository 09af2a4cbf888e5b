// src/pg/arguments.hpp -- reading the arguments of an SQL function, with errors that name them
#pragma once

#include "pg/guard.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace datagen::pg {

/// The arguments of one call. A NULL for a required argument is Error(NullArgument).
class Arguments {
 public:
  explicit Arguments(FunctionCallInfo fcinfo) : fcinfo_(fcinfo) {}

  int count() const { return fcinfo_->nargs; }
  bool is_null(int index) const { return fcinfo_->args[index].isnull; }
  Datum raw(int index) const { return fcinfo_->args[index].value; }

  Oid relation(int index, const char* name) const;
  int64_t integer(int index, const char* name) const;
  /// A number of rows: not negative, else Error(InvalidParameter).
  uint64_t row_count(int index, const char* name) const;
  std::optional<int64_t> optional_integer(int index) const;
  /// A float8; NaN is Error(InvalidParameter).
  double real(int index, const char* name) const;
  std::optional<double> optional_real(int index, const char* name) const;
  std::string text(int index, const char* name) const;
  std::optional<std::string> optional_text(int index) const;
  std::string name(int index, const char* name) const;
  std::optional<std::vector<std::string>> optional_names(int index) const;
  /// A float8[] of any dimensions; NULL elements and NaN are Error(InvalidParameter).
  std::optional<std::vector<double>> optional_reals(int index, const char* name) const;
  /// Error(NullArgument) if it is NULL.
  void require(int index, const char* name) const;
  /// jsonb as its text.
  std::optional<std::string> optional_json(int index) const;

 private:
  FunctionCallInfo fcinfo_;
};

/// `value` must be one of the words; returns its position. Otherwise Error(InvalidParameter) that lists them.
size_t choose_word(const std::string& value, const char* argument, const std::vector<const char*>& words);

}  // namespace datagen::pg
