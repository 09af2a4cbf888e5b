// src/pg/fault.hpp -- fault injection: a debug build can fail at the n-th server call
#pragma once

#include "core/schema/relation.hpp"

namespace datagen::pg {

class ExpressionPool;

#ifdef DATAGEN_FAULT_INJECTION
/// Throws core::Error (internal_error) at the call on which the countdown of datagen._fault_after() ends, once. Calls
/// made while an exception is under way, or while a FaultPause lives, do not count.
void fault_point();

/// Guards paths that report an error or clean up, which must not fail themselves.
class FaultPause {
 public:
  FaultPause();
  ~FaultPause();
  FaultPause(const FaultPause&) = delete;
  FaultPause& operator=(const FaultPause&) = delete;
};

/// Replaces a value of the row at one position by what datagen._break_value() said, so that a sink gets a row that the
/// generators would never make.
void break_row(const core::Relation& relation, uint64_t position, core::Value* row, ExpressionPool& pool);
/// Then a refusal is final: the rows would be made again without the fault.
bool rows_are_broken();
#else
inline void break_row(const core::Relation&, uint64_t, core::Value*, ExpressionPool&) {}
inline bool rows_are_broken() { return false; }
inline void fault_point() {}
struct FaultPause {
  FaultPause() {}
};
#endif

}  // namespace datagen::pg
