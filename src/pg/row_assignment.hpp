// src/pg/row_assignment.hpp -- generated values to the columns' own types, as the target list of an INSERT does it
#pragma once

#include "pg/sink.hpp"

#include <vector>

namespace datagen::pg {

/// Puts rows into slots of a relation: values are coerced to the column's type modifier and domain by the expressions
/// that the parser would build for an INSERT, columns that are not listed take their defaults.
class RowAssignment {
 public:
  /// Compiles the expressions in `estate`. Generated columns are left to the executor. Throws PgError.
  RowAssignment(const core::Relation& relation, const RowCodec& codec, const std::vector<int>& columns,
                Relation target, EState* estate);

  /// Makes `row` the virtual tuple of an empty slot. Allocates in CurrentMemoryContext and may ereport: call it only
  /// inside pg::call.
  void assign(const core::Value* row, TupleTableSlot* slot, ExprContext* expressions) const noexcept;

 private:
  struct Assignment {
    const ValueCodec* codec;  // nullptr: the default
    int column;               // index in the row
    int position;             // in the slot
    bool domain;
    ExprState* expression;  // coercion or default; nullptr: none needed
  };
  std::vector<Assignment> assignments_;
};

}  // namespace datagen::pg
