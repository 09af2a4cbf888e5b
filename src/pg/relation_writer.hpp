// src/pg/relation_writer.hpp -- makes the rows of one relation and sends them to its sink
#pragma once

#include "core/plan/row_maker.hpp"
#include "pg/fill_context.hpp"
#include "pg/progress.hpp"
#include "pg/relation_fill.hpp"
#include "pg/sql_sink.hpp"

namespace datagen::pg {

/// Others have added rows to a relation since its fill was prepared, and keys collide with theirs. Nothing of the fill
/// is left in the table.
struct RowsOfOthers {};

/// Whether a refusal may come from rows that were not there when the fill was prepared.
bool collides_with_others(const PgError& refusal, const RelationFill& fill);

/// Writes the rows of one RelationFill.
///
/// Rows go in batches first. When the server refuses a batch, by a trigger, an exclusion constraint or whatever else
/// only it can know, everything of this relation is rolled back and the rows go in small groups, each in a
/// subtransaction. A group that is refused goes row by row: a refused row is made again with other values, keys and
/// parents. After too many refusals the server's own error is raised.
///
/// Where a unique or exclusion constraint refuses a batch because others have committed rows meanwhile, write() throws
/// RowsOfOthers, if it may, so that the rows are planned anew beside theirs.
class RelationWriter {
 public:
  RelationWriter(FillContext& context, RelationFill& fill, Progress& progress, int64_t run);

  /// Inserts all rows in batches. Inside a trigger window nothing is retried: its triggers fire when it closes.
  FillReport write_in_window();
  FillReport write(bool may_start_over = false);
  /// Moves sequences past values that their columns got from elsewhere; after the last slice of a load.
  void catch_up();

 private:
  void start(core::RowMaker& maker);
  /// False when no further row was found and the number of rows was not asked for: what there is will do.
  bool make_row(core::RowMaker& maker, uint64_t position, core::Value* row, core::Arena& arena);
  void write_batches(bool in_window);
  void write_in_groups();
  /// Inserts rows in one subtransaction; false when the server refused.
  bool write_group(SqlSink& sink, const core::Value* rows, uint64_t count);
  /// Inserts the row made for `position`; on a refusal it is made again.
  void write_row(core::RowMaker& maker, SqlSink& sink, uint64_t position, core::Value* row,
                 core::Arena& arena);
  void count_refusal(const PgError& error, uint64_t of_row);
  std::unique_ptr<Sink> open_sink(const core::RowMaker& maker, bool in_window);
  RowSlice slice() const;
  void seek(core::RowMaker& maker) const;
  void finish_rows(core::RowMaker& maker);
  void catch_up_sequences(const core::RowMaker& maker);
  void finish();
  void record();

  FillContext& context_;
  RelationFill& fill_;
  const core::Relation& relation_;
  Progress& progress_;
  int64_t run_;
  FillReport report_;
  uint64_t recorded_ = 0;
  uint64_t refusals_ = 0;
  double seconds_ = 0;
};

}  // namespace datagen::pg
