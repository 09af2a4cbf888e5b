// src/core/plan/key_table.hpp -- the key values of a relation's rows, held compactly
#pragma once

#include "core/base/arena.hpp"
#include "core/base/value.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace datagen::core {

/// Rows of key values. A single column of integers that runs in arithmetic progressions, as keys from a sequence do,
/// is kept as runs, so a million of them cost a few bytes. Row order is the order of appending.
class KeyTable {
 public:
  explicit KeyTable(int width) : width_(width) {}

  int width() const { return width_; }
  uint64_t size() const { return rows_; }
  bool empty() const { return rows_ == 0; }
  /// Held as runs, whatever the number of rows.
  bool in_runs() const { return in_runs_; }

  /// Appends one row of `width()` values; text is copied.
  void append(const Value* row);
  /// Appends `count` integers that run from `start`; for tables of one column.
  void append_run(int64_t start, int64_t step, uint64_t count);
  struct Run {
    uint64_t first_row;
    int64_t start;
    int64_t step;
    uint64_t count;
  };
  /// The rows as runs; for tables of one column of integers.
  std::vector<Run> as_runs() const;
  Value get(uint64_t row, int column) const;

  /// Rows whose values in `columns` equal `values`, ascending. Builds an index over `columns` at the first call.
  struct Matches {
    const uint32_t* rows = nullptr;
    uint64_t count = 0;
    uint64_t single = 0;  ///< the row when `rows` is null and count is 1
    uint64_t at(uint64_t i) const { return rows ? rows[i] : single; }
  };
  Matches matching(const std::vector<int>& columns, const Value* values) const;

  /// The distinct projections on `columns` of rows, in order of first appearance.
  KeyTable project(const std::vector<int>& columns) const;

  template <class Keep>
  KeyTable filter(Keep keep) const {
    KeyTable kept(width_);
    std::vector<Value> row(static_cast<size_t>(width_));
    for (uint64_t r = 0; r < rows_; ++r) {
      for (int c = 0; c < width_; ++c) row[static_cast<size_t>(c)] = get(r, c);
      if (keep(row.data())) kept.append(row.data());
    }
    return kept;
  }

 private:
  struct Index {
    std::vector<int> columns;
    std::unordered_map<uint64_t, std::vector<uint32_t>> buckets;  // looked up only, never walked
  };

  bool append_to_runs(int64_t tick);
  void leave_runs();
  std::optional<uint64_t> find_in_runs(int64_t tick) const;
  const Index& index_over(const std::vector<int>& columns) const;

  int width_;
  uint64_t rows_ = 0;
  bool in_runs_ = true;
  std::vector<Run> runs_;
  std::vector<Value> values_;
  std::shared_ptr<Arena> arena_ = std::make_shared<Arena>();
  mutable std::vector<std::unique_ptr<Index>> indexes_;
};

}  // namespace datagen::core
