// src/pg/ownership.cpp -- the check, as the server does it for column defaults
#include "pg/ownership.hpp"

extern "C" {
#include "catalog/objectaddress.h"
#include "catalog/pg_class.h"
}

namespace datagen::pg {

void require_owner(Oid relation, const char* function) {
  call([&]() noexcept {
    PreventCommandIfReadOnly(function);
    PreventCommandDuringRecovery(function);
    const char kind = get_rel_relkind(relation);
    if (kind == '\0')
      ereport(ERROR,
              (errcode(ERRCODE_UNDEFINED_TABLE), errmsg("relation with OID %u does not exist", relation)));
    const bool owner = pg_class_ownercheck(relation, GetUserId());
    if (!owner) aclcheck_error(ACLCHECK_NOT_OWNER, get_relkind_objtype(kind), get_rel_name(relation));
  });
}

}  // namespace datagen::pg
