// src/pg/sql_sink.hpp -- rows enter by ordinary INSERT statements: right for every kind of relation
#pragma once

#include "core/base/live_object.hpp"
#include "pg/query.hpp"
#include "pg/sink.hpp"

namespace datagen::pg {

/// Feeds `INSERT INTO relation (…) OVERRIDING SYSTEM VALUE SELECT … FROM <batch>`, where the batch is a tuplestore that
/// the statement reads as an ephemeral named relation, the way triggers read transition tables. So views, RLS, rules,
/// foreign tables, partition routing and triggers all work, and memory is bounded by one batch.
class SqlSink : public Sink, private core::LiveObject {
 public:
  struct Options {
    std::vector<int> columns;        ///< the columns to insert; the others take their defaults
    bool in_trigger_window = false;  ///< AFTER triggers are left to the open TriggerWindow
    uint64_t batch_rows = 1000;
  };
  /// Needs an SpiConnection that outlives the sink.
  SqlSink(const core::Relation& relation, const RowCodec& codec, Options options);
  ~SqlSink() override;

  void put(const core::Value* rows, uint64_t count) override;
  uint64_t flush() override;
  /// Forgets what is buffered, after its insertion was rolled back.
  void discard();

 private:
  void prepare();
  void put_row(const core::Value* row);
  void insert_batch();

  const core::Relation& relation_;
  const RowCodec& codec_;
  Options options_;
  int exceptions_;
  ScopedContext memory_;  // descriptor, relation of the batch
  ScopedContext batch_;   // the tuplestore and the datums of one batch
  TupleDesc descriptor_ = nullptr;
  EphemeralNamedRelation named_relation_ = nullptr;
  Tuplestorestate* store_ = nullptr;
  SPIPlanPtr plan_ = nullptr;
  Datum* datums_ = nullptr;
  bool* nulls_ = nullptr;
  uint64_t buffered_ = 0;
  uint64_t inserted_ = 0;
};

}  // namespace datagen::pg
