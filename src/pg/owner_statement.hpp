// src/pg/owner_statement.hpp -- fixed statements on the extension's own tables, run as their owner
#pragma once

#include "pg/query.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::pg {

/// How many numbers an array in a row may have: a row is at most a gigabyte, and has other columns.
constexpr size_t kMostInt8s = (size_t{1} << 30) / sizeof(int64_t) - (size_t{1} << 20);

/// A parameter of a statement. Its datum must live until the statement has run.
struct Parameter {
  Oid type;
  Datum value;
  bool is_null = false;
};

Parameter int8_parameter(int64_t value);
Parameter int4_parameter(int32_t value);
Parameter oid_parameter(Oid value);
Parameter bool_parameter(bool value);
Parameter text_parameter(std::string_view text);
/// Throws Error(UnsupportedFeature) for more than kMostInt8s.
Parameter int8s_parameter(const std::vector<int64_t>& values);
Parameter texts_parameter(const std::vector<std::string>& values);

/// Runs one fixed statement as the owner of the extension's tables, in an SPI connection of its own; `visit` sees the
/// result's rows as the caller again. The text must be a constant of the program: nothing of the user's may be in it.
/// May be called while a TriggerWindow is open. At most kMostParameters parameters.
void run_as_owner(const char* sql, const std::vector<Parameter>& parameters,
                  const std::function<void(const ResultRow&)>& visit = {});

/// Text, arrays of bigint and of text of a result row as C++ values.
std::string text_of(Datum value);
std::vector<int64_t> int8s_of(Datum value);
std::vector<std::string> texts_of(Datum value);

}  // namespace datagen::pg
