// src/pg/fault.cpp -- the countdown behind fault injection and the SQL functions of such builds
#include "pg/fault.hpp"

#ifdef DATAGEN_FAULT_INJECTION

#include "core/base/error.hpp"
#include "core/base/live_object.hpp"
#include "pg/expression.hpp"
#include "pg/guard.hpp"

#include <cstdint>
#include <cstdlib>
#include <exception>

namespace datagen::pg {
namespace {

int64_t countdown = 0;  // guarded calls until the fault; 0 = none will come
int pauses = 0;

constexpr uint64_t kBrokenPosition = 700;
Oid broken_relation = InvalidOid;
char broken_column[NAMEDATALEN];
char broken_text[256];
bool broken_null = false;

/// The value of the text without the column's domain and modifier, which the sink has to apply.
core::Value broken_value(const core::Type& type, ExpressionPool& pool) {
  if (broken_null) return core::Value::null();
  if (type.type_class == core::TypeClass::Integer)
    return core::Value::of_tick(std::strtoll(broken_text, nullptr, 10));
  if (type.type_class == core::TypeClass::Text) return core::Value::of_text(broken_text);
  int16 length = 0;
  bool by_value = false;
  const Datum datum = call([&]() noexcept {
    Oid input;
    Oid parameter;
    getTypeInputInfo(type.oid, &input, &parameter);
    get_typlenbyval(type.oid, &length, &by_value);
    return OidInputFunctionCall(input, broken_text, parameter, -1);
  });
  return core::Value::of_stored(pool.add_value(datum, length, by_value));
}

}  // namespace

void break_row(const core::Relation& relation, uint64_t position, core::Value* row, ExpressionPool& pool) {
  if (relation.id != broken_relation || position != kBrokenPosition) return;
  const int column = relation.column_index(broken_column);
  if (column >= 0) row[column] = broken_value(*relation.columns[static_cast<size_t>(column)].type, pool);
}

bool rows_are_broken() { return broken_relation != InvalidOid; }

void fault_point() {
  if (countdown == 0 || pauses > 0 || std::uncaught_exceptions() > 0) return;
  if (--countdown == 0) throw core::Error(core::ErrorCode::Internal, "injected fault");
}

FaultPause::FaultPause() { ++pauses; }
FaultPause::~FaultPause() { --pauses; }

}  // namespace datagen::pg

namespace datagen {

// Returns what was left of the former countdown, so 0 tells that its fault has fired.
DG_FUNCTION(datagen_fault_after) {
  const int64_t left = pg::countdown;
  pg::countdown = PG_GETARG_INT64(0) > 0 ? PG_GETARG_INT64(0) : 0;
  return Int64GetDatum(left);
}

DG_FUNCTION(datagen_break_value) {
  pg::broken_relation = PG_ARGISNULL(0) ? InvalidOid : PG_GETARG_OID(0);
  pg::broken_null = PG_ARGISNULL(2);
  if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_VOID();
  const Datum column = PG_GETARG_DATUM(1);
  const Datum value = pg::broken_null ? static_cast<Datum>(0) : PG_GETARG_DATUM(2);
  pg::call([&]() noexcept {
    strlcpy(pg::broken_column, TextDatumGetCString(column), sizeof pg::broken_column);
    if (!pg::broken_null) strlcpy(pg::broken_text, TextDatumGetCString(value), sizeof pg::broken_text);
  });
  PG_RETURN_VOID();
}

DG_FUNCTION(datagen_live_objects) { return Int64GetDatum(core::LiveObject::live_objects()); }

}  // namespace datagen

#endif
