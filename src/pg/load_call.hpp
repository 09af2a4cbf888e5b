// src/pg/load_call.hpp -- one call of load or resume, from plan to the end of the job
#pragma once

#include "pg/guard.hpp"

#include <cstdint>
#include <optional>

namespace datagen::pg {

struct LoadOrder {
  Oid target = InvalidOid;
  uint64_t rows = 0;
  std::optional<int64_t> seed;
  uint64_t batch = 1000000;
  int workers = 1;
};

/// Makes a job and carries it out. `fcinfo` tells whether transactions may be ended. After an error the job tells what
/// is in, and can be resumed.
void run_load(FunctionCallInfo fcinfo, const LoadOrder& request);

/// Goes on with a job.
void resume_load(FunctionCallInfo fcinfo, int64_t job);

}  // namespace datagen::pg
