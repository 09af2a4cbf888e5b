// src/pg/result_set.cpp -- columns to datums to a tuplestore
#include "pg/result_set.hpp"

extern "C" {
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"
}

namespace datagen::pg {

ResultSet::ResultSet(FunctionCallInfo fcinfo) : row_(CurrentMemoryContext, "datagen result row") {
  call([&]() noexcept { InitMaterializedSRF(fcinfo, 0); });
  auto* info = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  store_ = info->setResult;
  descriptor_ = info->setDesc;
}

ResultSet& ResultSet::put(Datum value) {
  values_.push_back(value);
  nulls_.push_back(0);
  return *this;
}

ResultSet& ResultSet::null() {
  values_.push_back(0);
  nulls_.push_back(1);
  return *this;
}

ResultSet& ResultSet::relation(Oid relation) { return put(ObjectIdGetDatum(relation)); }
ResultSet& ResultSet::integer(int64_t value) { return put(Int64GetDatum(value)); }
ResultSet& ResultSet::small_integer(int32_t value) { return put(Int32GetDatum(value)); }
ResultSet& ResultSet::real(double value) { return put(Float8GetDatum(value)); }

ResultSet& ResultSet::text(std::string_view value) {
  return put(call([&]() noexcept {
    MemoryContext old = MemoryContextSwitchTo(row_.get());
    const Datum datum =
        PointerGetDatum(cstring_to_text_with_len(value.data(), static_cast<int>(value.size())));
    MemoryContextSwitchTo(old);
    return datum;
  }));
}

ResultSet& ResultSet::text_or_null(std::string_view value) { return value.empty() ? null() : text(value); }

ResultSet& ResultSet::name(std::string_view value) {
  const std::string copy(value);
  const char* raw = copy.c_str();
  return put(call([&]() noexcept {
    MemoryContext old = MemoryContextSwitchTo(row_.get());
    const Datum datum = DirectFunctionCall1(namein, CStringGetDatum(raw));
    MemoryContextSwitchTo(old);
    return datum;
  }));
}

ResultSet& ResultSet::numeric(uint64_t value) {
  return put(call([&]() noexcept {
    MemoryContext old = MemoryContextSwitchTo(row_.get());
    char digits[32];
    snprintf(digits, sizeof digits, "%llu", static_cast<unsigned long long>(value));
    const Datum datum = DirectFunctionCall3(numeric_in, CStringGetDatum(digits), ObjectIdGetDatum(InvalidOid),
                                            Int32GetDatum(-1));
    MemoryContextSwitchTo(old);
    return datum;
  }));
}

ResultSet& ResultSet::seconds(double value) {
  return put(call([&]() noexcept {
    MemoryContext old = MemoryContextSwitchTo(row_.get());
    auto* interval = static_cast<Interval*>(palloc0(sizeof(Interval)));
    interval->time = static_cast<TimeOffset>(value * 1000000);
    MemoryContextSwitchTo(old);
    return IntervalPGetDatum(interval);
  }));
}

ResultSet& ResultSet::names(const std::vector<std::string>& values, Oid element) {
  return put(call([&]() noexcept {
    MemoryContext old = MemoryContextSwitchTo(row_.get());
    auto* datums = static_cast<Datum*>(palloc(sizeof(Datum) * (values.size() + 1)));
    for (size_t i = 0; i < values.size(); ++i)
      datums[i] = element == NAMEOID ? DirectFunctionCall1(namein, CStringGetDatum(values[i].c_str()))
                                     : CStringGetTextDatum(values[i].c_str());
    const bool is_name = element == NAMEOID;
    ArrayType* array =
        construct_array(datums, static_cast<int>(values.size()), element, is_name ? NAMEDATALEN : -1, false,
                        is_name ? TYPALIGN_CHAR : TYPALIGN_INT);
    MemoryContextSwitchTo(old);
    return PointerGetDatum(array);
  }));
}

ResultSet& ResultSet::json_or_null(const std::string& value) {
  if (value.empty()) return null();
  const char* raw = value.c_str();
  return put(call([&]() noexcept {
    MemoryContext old = MemoryContextSwitchTo(row_.get());
    const Datum datum = DirectFunctionCall1(jsonb_in, CStringGetDatum(raw));
    MemoryContextSwitchTo(old);
    return datum;
  }));
}

void ResultSet::end_row() {
  call([&]() noexcept {
    tuplestore_putvalues(store_, descriptor_, values_.data(), reinterpret_cast<bool*>(nulls_.data()));
  });
  values_.clear();
  nulls_.clear();
  row_.reset();
}

void ResultSet::put_tuple(HeapTuple tuple) {
  call([&]() noexcept { tuplestore_puttuple(store_, tuple); });
}

}  // namespace datagen::pg
