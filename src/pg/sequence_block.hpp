// src/pg/sequence_block.hpp -- values of a sequence, taken as they are needed and kept as runs
#pragma once

#include "core/plan/key_table.hpp"
#include "core/schema/relation.hpp"

namespace datagen::pg {

/// The values that a sequence gives to the new rows of one column. They come from nextval(), as for an INSERT, so other
/// sessions never get the same value; consecutive values cost no memory.
class SequenceBlock {
 public:
  enum class Mode : uint8_t {
    Take,    ///< nextval
    Predict  ///< what nextval would give now; takes nothing
  };
  /// `needs_usage`: the default is a nextval() of the user's (serial), which checks USAGE; identity does not.
  SequenceBlock(const core::Sequence& sequence, bool needs_usage, Mode mode);

  /// Throws Error(SequenceExhausted) when fewer than `count` values are left, before any is taken.
  void require(uint64_t count) const;
  /// Makes the sequence pass `highest`, the largest value already in the column.
  void pass(int64_t highest);
  /// Tells that about `count` rows will ask for their values, so that these are taken some hundreds at a time.
  void expect(uint64_t count) { expected_ = count; }
  /// Takes `count` more values at once. Where nobody else is using the sequence they follow each other, and no nextval()
  /// is needed for each.
  void reserve(uint64_t count);
  /// The values taken so far.
  const core::KeyTable& taken() const { return taken_; }
  /// Goes on with values that were taken before.
  void give(const std::vector<core::KeyTable::Run>& values) {
    for (const core::KeyTable::Run& run : values) taken_.append_run(run.start, run.step, run.count);
  }
  /// The value for the `index`-th new row.
  int64_t value(uint64_t index);

 private:
  /// The value the next nextval() will return.
  int64_t upcoming() const;
  /// Whether values up to `highest` are still to come.
  bool is_behind(int64_t highest) const;
  void step_past(int64_t highest);
  void reserve_run(uint64_t count);

  const core::Sequence& sequence_;
  bool needs_usage_;
  Mode mode_;
  int64_t predicted_first_ = 0;
  uint64_t expected_ = 0;
  core::KeyTable taken_{1};
};

}  // namespace datagen::pg
