// src/pg/owner_statement.cpp -- switching to the owner around one statement, parameters and results
#include "pg/owner_statement.hpp"

#include "core/base/error.hpp"

extern "C" {
#include "catalog/namespace.h"
}

namespace datagen::pg {
namespace {

constexpr size_t kMostParameters = 20;

/// The current user is the owner of the extension's tables while this lives. The abort of a (sub)transaction would also end it.
class OwnerIdentity {
 public:
  OwnerIdentity() {
    const Oid owner = call([]() noexcept {
      const Oid ledger = get_relname_relid("_run", get_namespace_oid("datagen", false));
      HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(ledger));
      if (!HeapTupleIsValid(tuple))
        ereport(ERROR,
                (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("relation \"datagen._run\" does not exist")));
      const Oid role = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple))->relowner;
      ReleaseSysCache(tuple);
      return role;
    });
    GetUserIdAndSecContext(&user_, &context_);
    SetUserIdAndSecContext(owner, context_ | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
  }
  ~OwnerIdentity() { SetUserIdAndSecContext(user_, context_); }
  OwnerIdentity(const OwnerIdentity&) = delete;
  OwnerIdentity& operator=(const OwnerIdentity&) = delete;

 private:
  Oid user_;
  int context_;
};

}  // namespace

Parameter int8_parameter(int64_t value) { return {INT8OID, Int64GetDatum(value)}; }
Parameter oid_parameter(Oid value) { return {OIDOID, ObjectIdGetDatum(value)}; }
Parameter int4_parameter(int32_t value) { return {INT4OID, Int32GetDatum(value)}; }
Parameter bool_parameter(bool value) { return {BOOLOID, BoolGetDatum(value)}; }
Parameter text_parameter(std::string_view text) {
  return {TEXTOID, call([&]() noexcept {
            return PointerGetDatum(cstring_to_text_with_len(text.data(), static_cast<int>(text.size())));
          })};
}

Parameter int8s_parameter(const std::vector<int64_t>& values) {
  if (values.size() > kMostInt8s)
    throw core::Error(
        core::ErrorCode::UnsupportedFeature, "what has to be kept does not fit into a row",
        std::to_string(values.size()) + " numbers are more than " + std::to_string(kMostInt8s) + ".");
  const int count = static_cast<int>(values.size());
  const int64_t* source = values.data();
  return {INT8ARRAYOID, call([&]() noexcept {
            auto* datums = static_cast<Datum*>(
                MemoryContextAllocHuge(CurrentMemoryContext, sizeof(Datum) * static_cast<size_t>(count + 1)));
            for (int i = 0; i < count; ++i) datums[i] = Int64GetDatum(source[i]);
            ArrayType* array =
                construct_array(datums, count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
            pfree(datums);
            return PointerGetDatum(array);
          })};
}

Parameter texts_parameter(const std::vector<std::string>& values) {
  std::vector<Datum> datums;
  for (const std::string& value : values) datums.push_back(text_parameter(value).value);
  return {TEXTARRAYOID, call([&]() noexcept {
            return PointerGetDatum(construct_array(datums.data(), static_cast<int>(datums.size()), TEXTOID,
                                                   -1, false, TYPALIGN_INT));
          })};
}

void run_as_owner(const char* sql, const std::vector<Parameter>& parameters,
                  const std::function<void(const ResultRow&)>& visit) {
  Oid types[kMostParameters];
  Datum values[kMostParameters];
  char nulls_of[kMostParameters];
  const int count = static_cast<int>(parameters.size());
  if (parameters.size() > kMostParameters)
    throw core::Error(core::ErrorCode::Internal, "too many parameters for a statement");
  for (size_t i = 0; i < parameters.size(); ++i) {
    types[i] = parameters[i].type;
    values[i] = parameters[i].value;
    nulls_of[i] = parameters[i].is_null ? 'n' : ' ';
  }
  SpiConnection spi;
  {
    OwnerIdentity owner;
    call([&]() noexcept {
      const int code = SPI_execute_with_args(sql, count, types, values, nulls_of, false, 0);
      if (code < 0) elog(ERROR, "SPI_execute_with_args returned %s", SPI_result_code_string(code));
    });
  }
  if (!visit) return;
  SPITupleTable* table = SPI_tuptable;
  const auto width = static_cast<size_t>(table->tupdesc->natts);
  std::vector<Datum> datums(width);
  std::vector<char> null_flags(width);
  bool* nulls = reinterpret_cast<bool*>(null_flags.data());
  for (uint64 i = 0; i < table->numvals; ++i) {
    heap_deform_tuple(table->vals[i], table->tupdesc, datums.data(), nulls);
    visit({datums.data(), nulls});
  }
}

std::string text_of(Datum value) {
  return call([&]() noexcept -> const char* { return TextDatumGetCString(value); });
}

std::vector<int64_t> int8s_of(Datum value) {
  const ArrayType* array = call([&]() noexcept { return DatumGetArrayTypeP(value); });
  const auto count = static_cast<size_t>(ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)));
  const auto* items = reinterpret_cast<const int64_t*>(ARR_DATA_PTR(array));
  return {items, items + count};
}

std::vector<std::string> texts_of(Datum value) {
  Datum* datums = nullptr;
  int count = 0;
  call([&]() noexcept {
    deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT, &datums, nullptr, &count);
  });
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) texts.push_back(text_of(datums[i]));
  return texts;
}

}  // namespace datagen::pg
