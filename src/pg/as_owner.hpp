// src/pg/as_owner.hpp -- statements on the extension's own tables, run as their owner
#pragma once

#include "pg/guard.hpp"

#include <cstdint>

namespace datagen::pg {

/// Acts as the owner of the extension's tables, around one fixed statement and after the caller's own check. Neither call
/// of it raises errors at the end, so leaving it by an exception is safe.
class AsOwner {
 public:
  AsOwner();
  ~AsOwner() { SetUserIdAndSecContext(user_, context_); }
  AsOwner(const AsOwner&) = delete;
  AsOwner& operator=(const AsOwner&) = delete;

 private:
  Oid user_ = InvalidOid;
  int context_ = 0;
};

/// Runs one fixed statement as the owner; the number of rows it processed. `nulls` as of SPI, nullptr: none.
uint64_t execute_as_owner(const char* sql, int count, Oid* types, Datum* values, const char* nulls);

/// The value of datagen.regcolumn, as its comment tells it.
inline int64_t identity_of(Oid relation, int number) {
  return (static_cast<int64_t>(relation) << 16) | number;
}

}  // namespace datagen::pg
