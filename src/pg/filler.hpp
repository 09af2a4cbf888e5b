// src/pg/filler.hpp -- carries out a fill plan step by step
#pragma once

#include "pg/progress.hpp"
#include "pg/relation_fill.hpp"

#include <vector>

namespace datagen::pg {

/// Fills relations step by step with the caller's privileges. All rows enter in the current (sub)transaction.
class Filler {
 public:
  struct Options {
    bool keep_going = false;  ///< a step that fails is rolled back and noted, and the others go on
    int64_t run = 0;          ///< the ledger's run
  };
  Filler(FillContext& context, Progress& progress, Options options);

  std::vector<FillReport> fill(const std::vector<core::FillStep>& steps);

 private:
  std::vector<FillReport> fill_step(const core::FillStep& step);
  /// Throws RowsOfOthers where the step can begin again beside rows that others have committed.
  std::vector<FillReport> write_step(const core::FillStep& step, bool may_start_over);
  std::vector<FillReport> try_step(const core::FillStep& step);

  FillContext& context_;
  Progress& progress_;
  Options options_;
};

}  // namespace datagen::pg
