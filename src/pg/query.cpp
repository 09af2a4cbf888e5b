// src/pg/query.cpp -- SPI calls under the guard
#include "pg/query.hpp"

#include <exception>

extern "C" {
#include "mb/pg_wchar.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"
}

namespace datagen::pg {
namespace {

constexpr long kRowsPerFetch = 1000;

}  // namespace

SpiConnection::SpiConnection() : exceptions_(std::uncaught_exceptions()) {
  call([]() noexcept { SPI_connect(); });
}

SpiConnection::~SpiConnection() {
  if (std::uncaught_exceptions() == exceptions_) SPI_finish();
}

void for_each_row(const std::string& sql, const std::function<void(const ResultRow&)>& visit) {
  const char* text = sql.c_str();
  Portal portal = call([&]() noexcept {
    return SPI_cursor_open_with_args(nullptr, text, 0, nullptr, nullptr, nullptr, false, 0);
  });
  std::vector<Datum> values;
  std::vector<char> null_flags;
  ScopedContext row_memory(CurrentMemoryContext, "datagen result row");
  for (;;) {
    SPITupleTable* table = call([&]() noexcept {
      CHECK_FOR_INTERRUPTS();
      SPI_cursor_fetch(portal, true, kRowsPerFetch);
      return SPI_tuptable;
    });
    const auto width = static_cast<size_t>(table->tupdesc->natts);
    values.resize(width);
    null_flags.resize(width);
    bool* nulls = reinterpret_cast<bool*>(null_flags.data());
    for (uint64 i = 0; i < table->numvals; ++i) {
      const ContextSwitch memory(row_memory.get());
      heap_deform_tuple(table->vals[i], table->tupdesc, values.data(), nulls);
      visit({values.data(), nulls});
      row_memory.reset();
    }
    const bool at_end = table->numvals == 0;
    call([&]() noexcept { SPI_freetuptable(table); });
    if (at_end) break;
  }
  call([&]() noexcept { SPI_cursor_close(portal); });
}

int64_t query_int64(const std::string& sql, int64_t if_null) {
  int64_t result = if_null;
  for_each_row(sql, [&](const ResultRow& row) {
    if (!row.nulls[0]) result = DatumGetInt64(row.values[0]);
  });
  return result;
}

std::string in_server_encoding(const std::string& utf8) {
  if (GetDatabaseEncoding() == PG_UTF8) return utf8;
  const char* text = utf8.c_str();
  const int size = static_cast<int>(utf8.size());
  return call(
      [&]() noexcept -> const char* { return pg_any_to_server(pnstrdup(text, size), size, PG_UTF8); });
}

std::string identifier(const std::string& utf8) { return quoted_name(in_server_encoding(utf8)); }

std::string quoted_name(std::string_view name) {
  const std::string text(name);
  const char* raw = text.c_str();
  return call([&]() noexcept { return quote_identifier(raw); });
}

std::string quoted_literal(std::string_view text) {
  const std::string copy(text);
  const char* raw = copy.c_str();
  return call([&]() noexcept { return quote_literal_cstr(raw); });
}

std::string relation_name(Oid relation) {
  const char* name = call([&]() noexcept -> const char* {
    const char* relname = get_rel_name(relation);
    if (relname == nullptr) return nullptr;
    return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relation)), relname);
  });
  return name ? name : "";
}

std::string type_name(Oid type) {
  return call([&]() noexcept { return format_type_name(type); });
}

char* format_type_name(Oid type) noexcept {
  // Without a modifier, "character" and "bit" would be read as of length 1.
  return format_type_extended(type, -1, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY);
}

}  // namespace datagen::pg
