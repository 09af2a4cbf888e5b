// src/pg/load_crew.hpp -- the background workers of a job
#pragma once

#include "pg/load_job.hpp"

#include <functional>

namespace datagen::pg {

/// Workers that write slices of one job with the caller's role. They are ended when this object or the session goes.
class LoadCrew {
 public:
  /// Starts up to `wanted` workers; fewer where the server has no room for more.
  LoadCrew(const LoadJob& job, int wanted);
  ~LoadCrew();
  LoadCrew(const LoadCrew&) = delete;
  LoadCrew& operator=(const LoadCrew&) = delete;

  int size() const;
  /// Waits until all workers have ended, calling `look` now and then; when it returns false they are told to stop.
  void wait(const std::function<bool()>& look);
  /// Tells all to stop and waits until they have.
  void stop();
};

}  // namespace datagen::pg
