// src/pg/sql_sink.cpp -- one prepared INSERT per relation, one tuplestore per batch
#include "pg/sql_sink.hpp"

#include <exception>

extern "C" {
#include "utils/queryenvironment.h"
#include "utils/tuplestore.h"
}

namespace datagen::pg {
namespace {

/// The batch's name inside the statement; it shadows relations of that name only there.
constexpr char kBatchName[] = "datagen_batch";
/// Kilobytes a batch may hold in memory before it spills, as for a transition table.
constexpr int kBatchMemory = 16 * 1024;

}  // namespace

RowCodec::RowCodec(const core::Relation& relation, ExpressionPool& pool) {
  for (const core::Column& column : relation.columns)
    columns_.push_back(std::make_unique<ValueCodec>(column.type, pool));
}

SqlSink::SqlSink(const core::Relation& relation, const RowCodec& codec, Options options)
    : relation_(relation),
      codec_(codec),
      options_(std::move(options)),
      exceptions_(std::uncaught_exceptions()),
      memory_(CurrentMemoryContext, "datagen SQL sink"),
      batch_(memory_.get(), "datagen batch") {
  prepare();
}

SqlSink::~SqlSink() {
  // After an error the statement may still be open, with other SPI connections above ours; the abort of the
  // (sub)transaction closes them all.
  if (std::uncaught_exceptions() > exceptions_) return;
  if (named_relation_) SPI_unregister_relation(kBatchName);
  if (plan_) SPI_freeplan(plan_);
  if (store_) tuplestore_end(store_);
}

void SqlSink::prepare() {
  std::string names, sources;
  for (size_t i = 0; i < options_.columns.size(); ++i) {
    const core::Column& column = relation_.columns[static_cast<size_t>(options_.columns[i])];
    names += (i ? ", " : "") + identifier(column.name);
    sources += (i ? ", c" : "c") + std::to_string(i);
  }
  std::string sql = "INSERT INTO " + identifier(relation_.schema) + "." + identifier(relation_.name);
  if (!names.empty()) sql += " (" + names + ") OVERRIDING SYSTEM VALUE";
  sql += " SELECT " + sources + " FROM " + kBatchName;
  const char* text = sql.c_str();
  const int width = static_cast<int>(options_.columns.size());
  call([&]() noexcept {
    MemoryContext outer = MemoryContextSwitchTo(memory_.get());
    descriptor_ = CreateTemplateTupleDesc(width);
    for (int i = 0; i < width; ++i) {
      char name[NAMEDATALEN];
      snprintf(name, sizeof name, "c%d", i);
      const Oid type = codec_.column(options_.columns[static_cast<size_t>(i)]).oid();
      TupleDescInitEntry(descriptor_, static_cast<AttrNumber>(i + 1), name, type, -1, 0);
    }
    datums_ = static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<size_t>(width + 1)));
    nulls_ = static_cast<bool*>(palloc(sizeof(bool) * static_cast<size_t>(width + 1)));
    MemoryContextSwitchTo(outer);
  });
  call([&]() noexcept {
    // SPI keeps its list of named relations in the current context, which must be the connection's, not the sink's;
    // an earlier sink that ended by an error may have left its entry there.
    SPI_unregister_relation(kBatchName);
    named_relation_ = static_cast<EphemeralNamedRelation>(palloc0(sizeof(EphemeralNamedRelationData)));
    named_relation_->md.name = pstrdup(kBatchName);
    named_relation_->md.tupdesc = descriptor_;
    named_relation_->md.enrtype = ENR_NAMED_TUPLESTORE;
    named_relation_->md.enrtuples = static_cast<double>(options_.batch_rows);
    const int code = SPI_register_relation(named_relation_);
    if (code < 0) elog(ERROR, "SPI_register_relation returned %s", SPI_result_code_string(code));
    plan_ = SPI_prepare(text, 0, nullptr);
    if (plan_ == nullptr)
      elog(ERROR, "SPI_prepare returned %s for: %s", SPI_result_code_string(SPI_result), text);
  });
}

void SqlSink::put(const core::Value* rows, uint64_t count) {
  for (uint64_t row = 0; row < count; ++row) put_row(rows + row * codec_.width());
}

void SqlSink::put_row(const core::Value* row) {
  {
    const ContextSwitch memory(batch_.get());
    call([&]() noexcept {
      if (store_ == nullptr) store_ = tuplestore_begin_heap(false, false, kBatchMemory);
      for (size_t i = 0; i < options_.columns.size(); ++i) {
        const core::Value& value = row[options_.columns[i]];
        nulls_[i] = value.is_null();
        datums_[i] = codec_.column(options_.columns[i]).encode(value);
      }
      tuplestore_putvalues(store_, descriptor_, datums_, nulls_);
    });
  }
  if (++buffered_ == options_.batch_rows) insert_batch();
}

uint64_t SqlSink::flush() {
  if (buffered_ > 0) insert_batch();
  const uint64_t inserted = inserted_;
  inserted_ = 0;
  return inserted;
}

void SqlSink::discard() {
  store_ = nullptr;  // its memory goes with the batch's, its files with the subtransaction
  buffered_ = inserted_ = 0;
  batch_.reset();
}

void SqlSink::insert_batch() {
  named_relation_->reldata = store_;
  inserted_ += call([&]() noexcept {
    const int code = SPI_execute_snapshot(plan_, nullptr, nullptr, InvalidSnapshot, InvalidSnapshot, false,
                                          !options_.in_trigger_window, 0);
    if (code < 0) elog(ERROR, "SPI_execute_snapshot returned %s", SPI_result_code_string(code));
    const uint64 processed = SPI_processed;
    if (options_.in_trigger_window) CommandCounterIncrement();
    tuplestore_end(store_);
    return processed;
  });
  store_ = nullptr;
  buffered_ = 0;
  batch_.reset();
}

}  // namespace datagen::pg
