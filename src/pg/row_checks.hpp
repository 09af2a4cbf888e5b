// src/pg/row_checks.hpp -- NOT NULL and CHECK of rows that are to enter, all of a row's CHECKs in one expression
#pragma once

#include "pg/pg.hpp"

extern "C" {
#include "nodes/execnodes.h"
}

namespace datagen::pg {

/// ExecConstraints() with less to do for each row: one conjunction of all CHECKs, compiled by the executor as it compiles
/// each of them, is false exactly where one of them is. A row that it or a NOT NULL refuses is left to
/// ExecConstraints(), which finds the constraint and raises the error. CHECKs that call volatile functions are left to it
/// altogether, since they must be evaluated once.
///
/// All server calls: inside pg::call.
class RowChecks {
 public:
  /// Compiles in the executor state's memory.
  void prepare(ResultRelInfo* target, EState* estate) noexcept;
  /// Raises the error of a virtual tuple that does not meet the target's constraints.
  void require(ResultRelInfo* target, TupleTableSlot* slot, EState* estate) const noexcept;

 private:
  bool one_by_one_ = false;
  ExprState* checks_ = nullptr;
  AttrNumber* not_null_ = nullptr;
  int not_null_count_ = 0;
};

}  // namespace datagen::pg
