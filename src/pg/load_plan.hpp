// src/pg/load_plan.hpp -- from a request to a job: what must be true, and what is fixed at the start
#pragma once

#include "pg/load_call.hpp"
#include "pg/load_slice.hpp"

namespace datagen::pg {

/// Checks the request, reserves what its rows need, and enters the job with its slices. Keys read on the way go to
/// `memory`. Nothing has changed after an error, but sequences may have moved.
LoadJob plan_load(const LoadOrder& request, LoadMemory& memory);

/// Where triggers dropped rows: further slices for as many as are missing, up to twice the rows asked for, as fill()
/// does. False when none are to be made.
bool extend_load(LoadJob& job, const JobTotals& totals);

/// After the last slice: sequences that are behind their columns.
void finish_load(const LoadJob& job, LoadMemory& memory);

}  // namespace datagen::pg
