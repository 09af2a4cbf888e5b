// src/pg/relation_writer.cpp -- batches, groups and single rows after a refusal, sequences, the ledger
#include "pg/relation_writer.hpp"

#include "pg/bulk_sink.hpp"
#include "pg/fault.hpp"
#include "pg/ledger.hpp"
#include "pg/load_method.hpp"
#include "pg/stored_rows.hpp"
#include "pg/type_reader.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace datagen::pg {
namespace {

/// Whether another row would meet the error, too: it is of the whole transaction, of a lock, or of how deep triggers call
/// themselves. An error in a trigger's code lies on a way through it that other rows may not go.
bool is_none_of_the_row(int sqlstate) {
  const int category = ERRCODE_TO_CATEGORY(sqlstate);
  return must_propagate(sqlstate) || sqlstate == ERRCODE_LOCK_NOT_AVAILABLE ||
         sqlstate == ERRCODE_STATEMENT_TOO_COMPLEX || category == ERRCODE_INVALID_CURSOR_STATE ||
         category == ERRCODE_INVALID_TRANSACTION_STATE;
}

/// Rows made, then inserted, at a time.
constexpr uint64_t kBatchRows = 1000;
/// Rows inserted in one subtransaction once the server has refused some.
constexpr uint64_t kGroupRows = 50;
/// How often one row is made again before its refusal is final.
constexpr uint64_t kRefusalsPerRow = 200;
/// And how many refusals a relation may have in all, per row asked for.
constexpr uint64_t kRefusalsPerFill = 20;

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Rows of one batch while they wait for the sink.
class RowBatch {
 public:
  explicit RowBatch(size_t width) : width_(width), values_(width * kBatchRows) {}
  core::Value* next() { return values_.data() + width_ * count_++; }
  void drop_last() {
    if (count_ > 0) --count_;
  }
  core::Arena& arena() { return arena_; }
  void send(Sink& sink) {
    sink.put(values_.data(), count_);
    count_ = 0;
    arena_.reset();
  }

 private:
  size_t width_;
  std::vector<core::Value> values_;
  uint64_t count_ = 0;
  core::Arena arena_;
};

std::vector<int> inserted_columns(const core::RowMaker& maker, const core::Relation& relation) {
  std::vector<int> columns;
  const auto& plans = maker.column_plans();
  for (size_t c = 0; c < plans.size(); ++c)
    if (plans[c].source != core::ColumnSource::Generated && plans[c].source != core::ColumnSource::Default &&
        !relation.columns[c].generated)
      columns.push_back(static_cast<int>(c));
  return columns;
}

void add_note(std::string& note, const std::string& more) {
  if (!note.empty()) note += "; ";
  note += more;
}

/// The unique key that the error names; -1 for other errors.
int violated_key(const PgError& error, const core::Relation& relation) {
  if (error.sqlstate() != ERRCODE_UNIQUE_VIOLATION || !error.data().constraint_name) return -1;
  const std::string name = to_utf8(error.data().constraint_name, std::strlen(error.data().constraint_name));
  for (size_t k = 0; k < relation.keys.size(); ++k)
    if (relation.keys[k].name == name) return static_cast<int>(k);
  return -1;
}

}  // namespace

RelationWriter::RelationWriter(FillContext& context, RelationFill& fill, Progress& progress, int64_t run)
    : context_(context), fill_(fill), relation_(*fill.task.relation), progress_(progress), run_(run) {
  seconds_ = now_seconds();
  report_.relation = relation_.id;
  report_.requested = fill.goal.requested;
  report_.note = fill.goal.note;
}

FillReport RelationWriter::write_in_window() {
  write_batches(true);
  record();
  finish();
  return report_;
}

bool collides_with_others(const PgError& refusal, const RelationFill& fill) {
  if (refusal.sqlstate() != ERRCODE_UNIQUE_VIOLATION && refusal.sqlstate() != ERRCODE_EXCLUSION_VIOLATION)
    return false;
  return count_rows(*fill.task.relation) != fill.task.first_ordinal;
}

FillReport RelationWriter::write(bool may_start_over) {
  const std::string note = report_.note;
  try {
    Subtransaction batches;
    write_batches(false);
    record();
    batches.commit();
  } catch (const PgError& refusal) {
    if (is_none_of_the_row(refusal.sqlstate()) || fill_.task.count == 0 || rows_are_broken()) throw;
    if (may_start_over && collides_with_others(refusal, fill_)) throw RowsOfOthers{};
    progress_.rearm();
    report_.inserted = recorded_ = 0;
    report_.note = note;
    write_in_groups();
  }
  finish();
  return report_;
}

void RelationWriter::start(core::RowMaker& maker) {
  const core::KeyPlans& keys = maker.key_plans();
  if (!fill_.goal.is_explicit && keys.room < fill_.task.count) {
    fill_.task.count = keys.room;
    if (keys.bounding_key >= 0)
      add_note(report_.note, "unique key \"" + relation_.keys[static_cast<size_t>(keys.bounding_key)].name +
                                 "\" leaves room for " + std::to_string(keys.room) + " rows");
  }
  core::require_room(fill_.task, keys);
  for (const auto& slots : maker.slots()) {
    if (!fill_.goal.is_explicit && slots->room() < fill_.task.count) {
      fill_.task.count = slots->room();
      add_note(report_.note, "exclusion constraint \"" + slots->name() + "\" leaves room for " +
                                 std::to_string(fill_.task.count) + " rows");
    }
    slots->require_room();
  }
  progress_.start(relation_.id, slice().count);
}

RowSlice RelationWriter::slice() const { return fill_.slice ? *fill_.slice : RowSlice{0, fill_.task.count}; }

/// Brings a fresh RowMaker to the slice's first row. Where slices follow each other, the rows before it that this process
/// has not made, because others wrote them, are made in vain, so that the slice's rows get the keys that are left.
void RelationWriter::seek(core::RowMaker& maker) const {
  if (!fill_.slice) return;
  if (!fill_.slice->taken) {
    maker.confine(fill_.slice->first, fill_.slice->count);
    return;
  }
  std::vector<core::Value> row(relation_.columns.size());
  core::Arena arena;
  for (uint64_t position = maker.next_position(); position < fill_.slice->first; ++position) {
    arena.reset();
    maker.make(position, row.data(), arena);
    if ((position & 1023) == 1023) {
      fill_.server->finish_evaluation();
      check_interrupts();
    }
  }
  fill_.server->finish_evaluation();
  maker.settle();
}

void RelationWriter::catch_up() {
  const RowServer::EvaluationScope evaluation(*fill_.server);
  const core::RowMaker maker(fill_.task, *fill_.server, fill_.pinned);
  fill_.server->finish_evaluation();
  catch_up_sequences(maker);
}

std::unique_ptr<Sink> RelationWriter::open_sink(const core::RowMaker& maker, bool in_window) {
  fill_.server->finish_evaluation();  // what the sink opens must outlive the evaluation's subtransactions
  const RowCodec& codec = context_.codec(relation_.id);
  LoadRequest request;
  request.rows = slice().count;
  request.existing_rows = fill_.task.first_ordinal;
  request.in_window = in_window;
  request.rules_may_read = context_.rules_may_read(relation_.id);
  const LoadMethod method = choose_load_method(relation_, context_.pool(), request, LoadPurpose::Insert);
  if (method.bulk) {
    BulkSink::Options options;
    options.columns = inserted_columns(maker, relation_);
    options.batch_rows = kBatchRows;
    options.has_rules = !fill_.task.rules.empty();
    // Of a load in several transactions each adds to what those before it have committed, so the indexes stay.
    options.rebuild_indexes = method.rebuild_indexes && slice().count == fill_.task.count;
    options.keep_entries = method.keep_entries;
    return std::make_unique<BulkSink>(relation_, codec, std::move(options));
  }
  return std::make_unique<SqlSink>(
      relation_, codec, SqlSink::Options{inserted_columns(maker, relation_), in_window, kBatchRows});
}

void RelationWriter::write_batches(bool in_window) {
  const RowServer::EvaluationScope evaluation(*fill_.server);
  core::RowMaker maker(fill_.task, *fill_.server, fill_.pinned, slice().taken);
  start(maker);
  seek(maker);
  const std::unique_ptr<Sink> sink = open_sink(maker, in_window);
  RowBatch batch(relation_.columns.size());
  const uint64_t first = slice().first;
  const uint64_t count = slice().count;
  // The load itself makes further slices for rows that were dropped.
  const bool may_drop = !fill_.slice && (relation_.has_before_insert_triggers || relation_.has_rules);
  const uint64_t most =
      may_drop && !in_window ? std::max(count, std::min(2 * count, maker.key_plans().room)) : count;
  for (uint64_t position = 0; position < most && report_.inserted < count;) {
    const uint64_t wanted = position < count ? count - position : count - report_.inserted;
    const uint64_t rows = std::min({kBatchRows, wanted, most - position});
    bool spent = false;
    for (uint64_t i = 0; i < rows && !spent; ++i) {
      spent = !make_row(maker, first + position++, batch.next(), batch.arena());
      if (!spent) continue;
      batch.drop_last();
      if (maker.waits_for_next()) batch.drop_last();
    }
    fill_.server->finish_evaluation();
    batch.send(*sink);
    report_.inserted += sink->flush();
    check_interrupts();
    progress_.advance(report_.inserted);
    if (spent) {
      fill_.task.count = report_.inserted;
      break;
    }
  }
  sink->finish();
  finish_rows(maker);
}

void RelationWriter::finish_rows(core::RowMaker& maker) {
  maker.settle();
  if (!fill_.slice) catch_up_sequences(maker);
}

bool RelationWriter::make_row(core::RowMaker& maker, uint64_t position, core::Value* row,
                              core::Arena& arena) {
  try {
    maker.make(position, row, arena);
    break_row(relation_, position, row, context_.pool());
    return true;
  } catch (const core::Error& error) {
    // Not a single row is an error, unless the rows in the table have left no room.
    const bool none = position == 0 && (fill_.task.first_ordinal == 0 ||
                                        (error.code() != core::ErrorCode::UniqueViolation &&
                                         error.code() != core::ErrorCode::ExclusionViolation));
    if (fill_.goal.is_explicit || none || !fill_.pinned.columns.empty() ||
        error.code() == core::ErrorCode::Internal)
      throw;
    add_note(report_.note, error.message());
    return false;
  }
}

void RelationWriter::write_in_groups() {
  const RowServer::EvaluationScope evaluation(*fill_.server);
  core::RowMaker maker(fill_.task, *fill_.server, fill_.pinned, slice().taken);
  seek(maker);
  SqlSink sink(relation_, context_.codec(relation_.id),
               {inserted_columns(maker, relation_), false, kBatchRows});
  const size_t width = relation_.columns.size();
  std::vector<core::Value> rows(width * kGroupRows);
  core::Arena arena;
  const uint64_t first = slice().first;
  const uint64_t count = slice().count;
  const bool may_drop = !fill_.slice && (relation_.has_before_insert_triggers || relation_.has_rules);
  const uint64_t most = may_drop ? std::max(count, std::min(2 * count, maker.key_plans().room)) : count;
  for (uint64_t position = 0; position < most && report_.inserted < count;) {
    arena.reset();
    const uint64_t wanted = std::min({kGroupRows, most - position, count - report_.inserted});
    uint64_t group = 0;
    while (group < wanted && make_row(maker, first + position + group, rows.data() + group * width, arena))
      ++group;
    fill_.server->finish_evaluation();
    if (group > 0 && !write_group(sink, rows.data(), group))
      for (uint64_t i = 0; i < group; ++i)
        write_row(maker, sink, first + position + i, rows.data() + i * width, arena);
    position += group;
    check_interrupts();
    progress_.advance(report_.inserted);
    if (group < wanted) {
      fill_.task.count = report_.inserted;
      break;
    }
  }
  finish_rows(maker);
}

bool RelationWriter::write_group(SqlSink& sink, const core::Value* rows, uint64_t count) {
  try {
    Subtransaction attempt;
    sink.put(rows, count);
    report_.inserted += sink.flush();
    record();
    attempt.commit();
    return true;
  } catch (const PgError& error) {
    sink.discard();
    if (is_none_of_the_row(error.sqlstate())) throw;
    progress_.rearm();
    return false;
  }
}

void RelationWriter::write_row(core::RowMaker& maker, SqlSink& sink, uint64_t position, core::Value* row,
                               core::Arena& arena) {
  int taken_key = -1;
  for (uint64_t refusal = 0;; ++refusal) {
    if (refusal > 0) {
      maker.make_again(position, refusal, taken_key, row, arena);
      fill_.server->finish_evaluation();
    }
    try {
      Subtransaction attempt;
      sink.put(row, 1);
      report_.inserted += sink.flush();
      record();
      attempt.commit();
      return;
    } catch (const PgError& error) {
      sink.discard();
      taken_key = violated_key(error, relation_);
      count_refusal(error, refusal + 1);
    }
  }
}

/// Raises the server's error again when it is none of the row or has come too often.
void RelationWriter::count_refusal(const PgError& error, uint64_t of_row) {
  ++refusals_;
  if (is_none_of_the_row(error.sqlstate()) || of_row >= kRefusalsPerRow ||
      refusals_ > kRefusalsPerFill * (fill_.task.count + kRefusalsPerRow))
    throw PgError(error);
  progress_.rearm();
}

void RelationWriter::catch_up_sequences(const core::RowMaker& maker) {
  // A column with a sequence that got its values elsewhere, from a parent or a rule, must not collide later.
  for (size_t c = 0; c < relation_.columns.size(); ++c) {
    const int column = static_cast<int>(c);
    const core::ColumnSource source = maker.column_plans()[c].source;
    if (!relation_.columns[c].sequence ||
        (source == core::ColumnSource::Sequence && !maker.is_demanded(column)) ||
        source == core::ColumnSource::Default)
      continue;
    const auto highest = highest_value(relation_, column, context_.codec(relation_.id).column(column));
    if (highest) fill_.server->sequence(column).pass(*highest);
  }
}

void RelationWriter::record() {
  // The ledger marks rows by the xid of the subtransaction at hand, so each one enters what it inserted.
  if (report_.inserted == recorded_ && recorded_ > 0) return;
  record_relation(run_, relation_.id, recorded_ == 0 ? report_.requested : 0, report_.inserted - recorded_,
                  report_.linked, now_seconds() - seconds_);
  recorded_ = report_.inserted;
}

void RelationWriter::finish() {
  if (report_.inserted < slice().count)
    add_note(report_.note, "triggers or rules dropped rows: " + std::to_string(report_.inserted) + " of " +
                               std::to_string(slice().count) + " stayed");
  if (refusals_ > 0)
    add_note(report_.note,
             "the server refused " + std::to_string(refusals_) + " rows, which were made again");
  if (std::any_of(relation_.predicates.begin(), relation_.predicates.end(),
                  [](const core::Predicate& predicate) { return predicate.is_volatile; }))
    add_note(report_.note, "a constraint depends on the time or the session: not reproducible elsewhere");
  const std::vector<int> invented = core::columns_without_pack(fill_.task);
  if (!invented.empty()) {
    std::string names;
    for (int column : invented)
      names += (names.empty() ? "" : ", ") + relation_.columns[static_cast<size_t>(column)].name;
    add_note(report_.note, "the data pack is not installed: invented words in " + names);
  }
  progress_.finish();
  report_.seconds = now_seconds() - seconds_;
}

}  // namespace datagen::pg
