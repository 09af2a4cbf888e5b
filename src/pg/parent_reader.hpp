// src/pg/parent_reader.hpp -- reads a column of the row that a row being made refers to
#pragma once

#include "core/base/live_object.hpp"
#include "core/schema/relation.hpp"
#include "pg/guard.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace datagen::pg {

/// Looks parents up by their key, with the caller's rights, and keeps what it found last, so that memory stays bounded.
class ParentReader : private core::LiveObject {
 public:
  /// Attribute `number` of the relation that `key` of `child` refers to. Values live in a context below `memory`.
  ParentReader(const core::Relation& child, const core::ForeignKey& key, int number, MemoryContext memory);
  ~ParentReader();
  ParentReader(const ParentReader&) = delete;
  ParentReader& operator=(const ParentReader&) = delete;

  /// The value for the row in the slot, in which the foreign key's columns are set; NULL when one of them is NULL. It lives
  /// until the next call. Throws Error(UnsupportedType) when there is no such parent yet.
  Datum value(TupleTableSlot* slot, bool* is_null);

 private:
  struct KeyColumn {
    int number;  // in the child
    Oid type;    // of the child's column
    int16 length;
    bool by_value;
  };
  struct Cached {
    Datum value;
    bool is_null;
  };
  void prepare();
  std::string image(const TupleTableSlot* slot) const;
  Cached look_up(const TupleTableSlot* slot);
  std::optional<Cached> query(const TupleTableSlot* slot);

  ScopedContext memory_;
  std::string message_;  // of the error for a missing parent
  std::string sql_;
  std::vector<KeyColumn> columns_;
  int16 length_ = 0;
  bool by_value_ = false;
  SPIPlanPtr plan_ = nullptr;
  std::unordered_map<std::string, Cached> found_;  // looked up only, never walked
};

}  // namespace datagen::pg
