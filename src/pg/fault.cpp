// src/pg/fault.cpp -- the countdown behind fault injection and the SQL functions of such builds
#include "pg/fault.hpp"

#ifdef DATAGEN_FAULT_INJECTION

#include "core/base/error.hpp"
#include "core/base/live_object.hpp"
#include "pg/guard.hpp"

#include <cstdint>
#include <exception>

namespace datagen::pg {
namespace {

int64_t countdown = 0;  // guarded calls until the fault; 0 = none will come
int pauses = 0;

}  // namespace

void fault_point() {
  if (countdown == 0 || pauses > 0 || std::uncaught_exceptions() > 0) return;
  if (--countdown == 0) throw core::Error(core::ErrorCode::Internal, "injected fault");
}

FaultPause::FaultPause() { ++pauses; }
FaultPause::~FaultPause() { --pauses; }

}  // namespace datagen::pg

namespace datagen {

// Returns what was left of the former countdown, so 0 tells that its fault has fired.
DG_FUNCTION(datagen_fault_after) {
  const int64_t left = pg::countdown;
  pg::countdown = PG_GETARG_INT64(0) > 0 ? PG_GETARG_INT64(0) : 0;
  return Int64GetDatum(left);
}

DG_FUNCTION(datagen_live_objects) { return Int64GetDatum(core::LiveObject::live_objects()); }

}  // namespace datagen

#endif
