// src/pg/bulk_sink.hpp -- rows enter plain heaps as COPY's do: many tuples at a time, no statement per batch
#pragma once

#include "core/base/live_object.hpp"
#include "pg/index_entries.hpp"
#include "pg/reference_check.hpp"
#include "pg/row_assignment.hpp"
#include "pg/row_checks.hpp"
#include "pg/sink.hpp"

namespace datagen::pg {

/// Writes batches of tuples with the table access method's multi-insert and lets the executor's own functions do what they
/// do for an INSERT: privileges, generated columns, NOT NULL, CHECK, partition bounds, index entries with unique and
/// exclusion checks, statement and AFTER ROW triggers with transition tables. Foreign keys are checked by ReferenceCheck
/// where no code of the user's could come between the check and the rows. Each put() is a statement of its own, as each
/// batch of the SQL sink is: triggers see the same.
///
/// Only for relations that choose_load_method() found able. All calls belong to one (sub)transaction: buffer pins and
/// open relations are its own. After an error its abort closes them.
class BulkSink : public Sink, private core::LiveObject {
 public:
  struct Options {
    std::vector<int> columns;  ///< the columns to insert; the others take their defaults
    uint64_t batch_rows = 1000;
    bool has_rules = false;        ///< expressions of the user's make values, so they run between batches
    bool rebuild_indexes = false;  ///< if their locks are free, indexes are built in finish()
    bool keep_entries = false;  ///< else entries of indexes whose keys come in no order go in there, sorted
  };
  /// Opens the relation and its indexes. Throws PgError when the caller may not insert.
  BulkSink(const core::Relation& relation, const RowCodec& codec, Options options);
  ~BulkSink() override = default;

  void put(const core::Value* rows, uint64_t count) override;
  uint64_t flush() override;
  void finish() override;

 private:
  void open();
  void prepare_references();
  void fill_slots(const core::Value* rows, int count);
  void insert(int count);
  // These make server calls without a guard of their own.
  void spare_cache() noexcept;
  void begin_statement() noexcept;
  void check_rows(int count) noexcept;
  void enter_indexes(int count) noexcept;
  void end_statement() noexcept;
  bool sorts_at_once() const noexcept;

  const core::Relation& relation_;
  const RowCodec& codec_;
  Options options_;
  ScopedContext memory_;  // executor state and slots
  ScopedContext batch_;   // the datums and tuples of one batch
  EState* estate_ = nullptr;
  ResultRelInfo* target_ = nullptr;
  TupleTableSlot** slots_ = nullptr;
  struct BulkInsertStateData* bulk_state_ = nullptr;
  struct BufferAccessStrategyData* ring_ = nullptr;  // not in use before the load is large beside the cache
  uint32 first_block_ = 0;                           // of those that the load adds
  struct TransitionCaptureState* transitions_ = nullptr;
  std::unique_ptr<RowAssignment> assignment_;
  std::unique_ptr<ReferenceCheck> references_;  // nullptr: the foreign keys' own triggers check
  bool indexes_aside_ = false;
  bool first_batch_ = true;
  bool in_key_order_ = false;  // of all indexes that are set aside
  IndexEntries kept_entries_;
  RowChecks row_checks_;
  int insert_options_ = 0;
  uint64_t inserted_ = 0;  // since the last flush()
  uint64_t written_ = 0;
};

}  // namespace datagen::pg
