// src/pg/progress.hpp -- tells other backends how far a fill is, as COPY does
#pragma once

#include "pg/pg.hpp"

#include <cstdint>

namespace datagen::pg {

/// Shows in pg_stat_progress_copy and datagen.progress (sql/install/50_progress.sql). Nothing here raises an error or
/// allocates; with track_activities off nothing is shown. The server ends the display whenever a (sub)transaction is
/// rolled back; rearm() brings it back, and advance() does so by itself.
class Progress {
 public:
  Progress() = default;
  /// Ends the display.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// How many relations will be started; 0 = not known.
  void expect(uint32_t relations) { relations_ = relations; }
  /// From now on each start() begins a part of one relation, of which `before` rows are in and `rows` are wanted: the
  /// display shows how many of the others are in, and since when.
  void part_of(uint64_t before, uint64_t rows);
  /// Begins the next relation, of which `rows` are to be inserted.
  void start(Oid relation, uint64_t rows);
  /// `rows` of the current relation have been inserted so far. Cheap: two writes to shared memory.
  void advance(uint64_t rows);
  /// The current relation is done.
  void finish();
  /// Shows the current relation again if a rollback ended the display. Does nothing between relations.
  void rearm();

 private:
  void show();

  uint32_t relations_ = 0;
  uint64_t ordinal_ = 0;  ///< of the current relation, from 1
  Oid relation_ = InvalidOid;
  uint64_t total_ = 0;
  uint64_t whole_ = 0;   ///< rows of the relation that start() begins parts of; 0: it begins relations
  uint64_t before_ = 0;  ///< rows of earlier parts
  uint64_t done_ = 0;
  int64_t started_at_ = 0;  ///< microseconds since 2000-01-01, as a TimestampTz
};

}  // namespace datagen::pg
