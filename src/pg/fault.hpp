// src/pg/fault.hpp -- fault injection: a debug build can fail at the n-th server call
#pragma once

namespace datagen::pg {

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
#else
inline void fault_point() {}
struct FaultPause {
  FaultPause() {}
};
#endif

}  // namespace datagen::pg
