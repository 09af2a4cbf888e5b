// src/pg/relation_owner.cpp -- the switch of identity, and who sees what
#include "pg/relation_owner.hpp"

extern "C" {
#include "utils/rls.h"
}

namespace datagen::pg {

RelationOwner::RelationOwner(Oid relation) {
  const Oid owner = call([&]() noexcept {
    HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
    if (!HeapTupleIsValid(tuple)) elog(ERROR, "cache lookup failed for relation %u", relation);
    const Oid role = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple))->relowner;
    ReleaseSysCache(tuple);
    return role;
  });
  GetUserIdAndSecContext(&user_, &context_);
  SetUserIdAndSecContext(
      owner, context_ | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION | SECURITY_NOFORCE_RLS);
}

bool sees_all_rows(Oid relation) {
  return call([&]() noexcept {
    return pg_class_aclcheck(relation, GetUserId(), ACL_SELECT) == ACLCHECK_OK &&
           check_enable_rls(relation, InvalidOid, true) != RLS_ENABLED;
  });
}

}  // namespace datagen::pg
