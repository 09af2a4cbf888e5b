// src/pg/query.hpp -- SPI: connections, statements, and reading results in bounded memory
#pragma once

#include "pg/guard.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::pg {

/// An SPI connection. Leaving it through an exception does nothing: the abort of the (sub)transaction cleans up.
class SpiConnection {
 public:
  SpiConnection();
  ~SpiConnection();
  SpiConnection(const SpiConnection&) = delete;
  SpiConnection& operator=(const SpiConnection&) = delete;

 private:
  int exceptions_;
};

/// One row of a result; valid during the callback only.
struct ResultRow {
  const Datum* values;
  const bool* nulls;
};

/// Runs a query read-write visible (it sees the rows this call has inserted) and hands over row after row through a
/// cursor, so the result is never in memory as a whole. What `visit` pallocs is freed after each row. Needs an
/// SpiConnection.
void for_each_row(const std::string& sql, const std::function<void(const ResultRow&)>& visit);

/// The single int64 of a one-row query; `if_null` when it is NULL.
int64_t query_int64(const std::string& sql, int64_t if_null = 0);

/// UTF-8, which the core works with, in the server's encoding.
std::string in_server_encoding(const std::string& utf8);
/// A name of the schema model as an SQL identifier in the server's encoding.
std::string identifier(const std::string& utf8);
/// quote_identifier and quote_literal in C++ strings; the text is in the server's encoding already.
std::string quoted_name(std::string_view name);
std::string quoted_literal(std::string_view text);
/// schema.name of a relation, quoted; empty when it does not exist.
std::string relation_name(Oid relation);
/// A type's name that does not depend on search_path.
std::string type_name(Oid type);
/// The same inside pg::call, in CurrentMemoryContext.
char* format_type_name(Oid type) noexcept;

}  // namespace datagen::pg
