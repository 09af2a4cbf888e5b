// src/pg/fault.hpp -- fault injection: a debug build can fail at the n-th server call
#pragma once

namespace datagen::pg {

#ifdef DATAGEN_FAULT_INJECTION
/// Throws core::Error when the countdown set by datagen.fault_after reaches zero.
void fault_point();
#else
inline void fault_point() {}
#endif

}  // namespace datagen::pg
