// src/pg/privilege.cpp -- privileges on relations and columns, row level security
#include "pg/privilege.hpp"

#include "pg/guard.hpp"

#include <algorithm>

extern "C" {
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/rls.h"
}

namespace datagen::pg {
namespace {

core::Error refused(const core::Relation& relation) {
  const char* kind = relation.kind == core::RelationKind::View      ? "view "
                     : relation.kind == core::RelationKind::Foreign ? "foreign table "
                                                                    : "table ";
  return {core::ErrorCode::InsufficientPrivilege,
          "permission denied for " + (kind + relation.name),
          "",
          "",
          {relation.schema, relation.name, "", "", ""}};
}

}  // namespace

std::optional<core::Error> select_refused(const core::Relation& relation) {
  const Oid id = relation.id;
  const bool readable = call([&]() noexcept {
    return pg_class_aclcheck(id, GetUserId(), ACL_SELECT) == ACLCHECK_OK ||
           pg_attribute_aclcheck_all(id, GetUserId(), ACL_SELECT, ACLMASK_ANY) == ACLCHECK_OK;
  });
  return readable ? std::nullopt : std::optional<core::Error>(refused(relation));
}

std::optional<core::Error> insert_refused(const core::Relation& relation) {
  if (std::any_of(relation.columns.begin(), relation.columns.end(),
                  [](const core::Column& column) { return column.insertable; }))
    return std::nullopt;
  const Oid id = relation.id;
  const bool allowed =
      call([&]() noexcept { return pg_class_aclcheck(id, GetUserId(), ACL_INSERT) == ACLCHECK_OK; });
  return allowed ? std::nullopt : std::optional<core::Error>(refused(relation));
}

bool is_row_security_active(Oid relation) {
  return call([&]() noexcept { return check_enable_rls(relation, InvalidOid, true) == RLS_ENABLED; });
}

}  // namespace datagen::pg
