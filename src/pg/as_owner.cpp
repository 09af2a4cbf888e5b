// src/pg/as_owner.cpp -- switching to the owner of the extension's tables
#include "pg/as_owner.hpp"

#include "pg/query.hpp"

extern "C" {
#include "catalog/namespace.h"
}

namespace datagen::pg {

AsOwner::AsOwner() {
  GetUserIdAndSecContext(&user_, &context_);
  const Oid owner = call([]() noexcept {
    const Oid table = get_relname_relid("rule_entry", get_namespace_oid("datagen", false));
    HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(table));
    if (!HeapTupleIsValid(tuple)) elog(ERROR, "cache lookup failed for relation datagen.rule_entry");
    const Oid result = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple))->relowner;
    ReleaseSysCache(tuple);
    return result;
  });
  SetUserIdAndSecContext(owner, context_ | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
}

uint64_t execute_as_owner(const char* sql, int count, Oid* types, Datum* values, const char* nulls) {
  AsOwner owner;
  SpiConnection connection;
  return call([&]() noexcept {
    const int code = SPI_execute_with_args(sql, count, types, values, nulls, false, 0);
    if (code < 0) elog(ERROR, "SPI returned %s for: %s", SPI_result_code_string(code), sql);
    return SPI_processed;
  });
}

}  // namespace datagen::pg
