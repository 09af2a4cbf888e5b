// src/pg/load_job.cpp -- the statements on the job tables, and the lock of a job
#include "pg/load_job.hpp"

#include "pg/owner_statement.hpp"

extern "C" {
#include "storage/lock.h"
}

namespace datagen::pg {
namespace {

/// Marks our advisory locks: those of SQL have 1 or 2 in this place. The view datagen.job looks for it.
constexpr uint16 kLockKind = 55;

LOCKTAG lock_tag(int64_t job) {
  LOCKTAG tag;
  SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, static_cast<uint32>(static_cast<uint64_t>(job) >> 32),
                       static_cast<uint32>(job), kLockKind);
  return tag;
}

Parameter text_or_null(const std::string& text) {
  Parameter parameter = text_parameter(text);
  parameter.is_null = text.empty();
  return parameter;
}

std::string text_or_empty(const ResultRow& row, int column) {
  return row.nulls[column] ? "" : text_of(row.values[column]);
}

uint64_t count_of(const ResultRow& row, int column) {
  return row.nulls[column] ? 0 : static_cast<uint64_t>(DatumGetInt64(row.values[column]));
}

LoadJob job_of(const ResultRow& row) {
  LoadJob job;
  job.job = DatumGetInt64(row.values[0]);
  job.role = DatumGetObjectId(row.values[1]);
  job.relation = DatumGetObjectId(row.values[2]);
  job.name = text_of(row.values[3]);
  job.run = DatumGetInt64(row.values[4]);
  job.requested = count_of(row, 5);
  job.seed = DatumGetInt64(row.values[6]);
  job.batch = count_of(row, 7);
  job.workers = DatumGetInt32(row.values[8]);
  job.state = text_of(row.values[9]);
  job.version = text_of(row.values[10]);
  job.definition = text_of(row.values[11]);
  job.settings = texts_of(row.values[12]);
  job.facts = int8s_of(row.values[13]);
  job.serial = text_or_empty(row, 14);
  job.undone = DatumGetBool(row.values[15]);
  return job;
}

}  // namespace

void create_job(LoadJob& job) {
  run_as_owner(
      "INSERT INTO datagen._job (role, relation, name, run, requested, seed, batch, workers, version, "
      "definition, "
      "settings, facts, serial) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING "
      "job",
      {oid_parameter(job.role), oid_parameter(job.relation), text_parameter(job.name),
       int8_parameter(job.run), int8_parameter(static_cast<int64_t>(job.requested)), int8_parameter(job.seed),
       int8_parameter(static_cast<int64_t>(job.batch)), int4_parameter(job.workers),
       text_parameter(job.version), text_parameter(job.definition), texts_parameter(job.settings),
       int8s_parameter(job.facts), text_or_null(job.serial)},
      [&](const ResultRow& row) { job.job = DatumGetInt64(row.values[0]); });
}

void create_slices(const LoadJob& job, uint64_t first, uint64_t count) {
  run_as_owner(
      "INSERT INTO datagen._job_slice (job, first, count) SELECT $1, f, LEAST($4, pg_catalog.int8mi($3, f)) "
      "FROM pg_catalog.generate_series($2, pg_catalog.int8mi($3, 1), $4) f",
      {int8_parameter(job.job), int8_parameter(static_cast<int64_t>(first)),
       int8_parameter(static_cast<int64_t>(first + count)), int8_parameter(static_cast<int64_t>(job.batch))});
}

std::optional<LoadJob> read_job(int64_t number) {
  std::optional<LoadJob> job;
  run_as_owner(
      "SELECT j.job, j.role, j.relation, j.name, j.run, j.requested, j.seed, j.batch, j.workers, j.state, "
      "j.version, "
      "j.definition, j.settings, j.facts, j.serial, COALESCE(r.undone_at IS NOT NULL, true) "
      "FROM datagen._job j LEFT JOIN datagen._run r ON r.run OPERATOR(pg_catalog.=) j.run "
      "WHERE j.job OPERATOR(pg_catalog.=) $1",
      {int8_parameter(number)}, [&](const ResultRow& row) { job = job_of(row); });
  return job;
}

void update_facts(const LoadJob& job) {
  run_as_owner("UPDATE datagen._job SET facts = $2 WHERE job OPERATOR(pg_catalog.=) $1",
               {int8_parameter(job.job), int8s_parameter(job.facts)});
}

void reopen_job(int64_t job) {
  run_as_owner(
      "UPDATE datagen._job SET state = 'running', sqlstate = NULL, error = NULL, note = NULL, ended_at = "
      "NULL, "
      "resumed_at = pg_catalog.clock_timestamp(), before = (SELECT COALESCE(pg_catalog.sum(inserted), "
      "0)::pg_catalog.int8 FROM datagen._job_slice WHERE job OPERATOR(pg_catalog.=) $1) "
      "WHERE job OPERATOR(pg_catalog.=) $1",
      {int8_parameter(job)});
}

void end_job(int64_t job, const std::string& state, const std::string& note) {
  run_as_owner(
      "UPDATE datagen._job SET state = $2, note = $3, ended_at = pg_catalog.clock_timestamp() "
      "WHERE job OPERATOR(pg_catalog.=) $1",
      {int8_parameter(job), text_parameter(state), text_or_null(note)});
}

void fail_job(int64_t job, const Failure& failure) {
  const bool cancelled = failure.sqlstate() == ERRCODE_QUERY_CANCELED;
  const char* code = call([&]() noexcept -> const char* { return unpack_sql_state(failure.sqlstate()); });
  run_as_owner(
      "UPDATE datagen._job SET state = $2, sqlstate = $3, error = $4, ended_at = "
      "pg_catalog.clock_timestamp() "
      "WHERE job OPERATOR(pg_catalog.=) $1 AND state OPERATOR(pg_catalog.=) 'running'",
      {int8_parameter(job), text_parameter(cancelled ? "cancelled" : "failed"), text_parameter(code),
       texts_parameter({failure.texts().begin(), failure.texts().end()})});
}

std::optional<Failure> read_failure(int64_t job) {
  std::optional<Failure> failure;
  run_as_owner(
      "SELECT sqlstate, error FROM datagen._job WHERE job OPERATOR(pg_catalog.=) $1 AND sqlstate IS NOT NULL",
      {int8_parameter(job)}, [&](const ResultRow& row) {
        const std::string code = text_of(row.values[0]);
        const auto stored = texts_of(row.values[1]);
        std::array<std::string, 9> texts;
        std::copy_n(stored.begin(), std::min(stored.size(), texts.size()), texts.begin());
        failure.emplace(MAKE_SQLSTATE(code[0], code[1], code[2], code[3], code[4]), texts);
      });
  return failure;
}

std::optional<OpenSlice> claim_slice(const LoadJob& job) {
  constexpr char kNext[] =
      "SELECT s.first, s.count FROM datagen._job_slice s WHERE s.job OPERATOR(pg_catalog.=) $1 AND "
      "s.inserted IS NULL "
      "AND EXISTS (SELECT FROM datagen._job j WHERE j.job OPERATOR(pg_catalog.=) $1 "
      "AND j.state OPERATOR(pg_catalog.=) 'running') ORDER BY s.first LIMIT 1 FOR UPDATE OF s";
  constexpr char kNextFree[] =
      "SELECT s.first, s.count FROM datagen._job_slice s WHERE s.job OPERATOR(pg_catalog.=) $1 AND "
      "s.inserted IS NULL "
      "AND EXISTS (SELECT FROM datagen._job j WHERE j.job OPERATOR(pg_catalog.=) $1 "
      "AND j.state OPERATOR(pg_catalog.=) 'running') ORDER BY s.first LIMIT 1 FOR UPDATE OF s SKIP LOCKED";
  std::optional<OpenSlice> slice;
  run_as_owner(job.serial.empty() ? kNextFree : kNext, {int8_parameter(job.job)}, [&](const ResultRow& row) {
    slice = OpenSlice{count_of(row, 0), count_of(row, 1)};
  });
  return slice;
}

void finish_slice(int64_t job, uint64_t first, uint64_t inserted) {
  run_as_owner(
      "UPDATE datagen._job_slice SET inserted = $3, done_at = pg_catalog.clock_timestamp() "
      "WHERE job OPERATOR(pg_catalog.=) $1 AND first OPERATOR(pg_catalog.=) $2",
      {int8_parameter(job), int8_parameter(static_cast<int64_t>(first)),
       int8_parameter(static_cast<int64_t>(inserted))});
}

JobTotals read_totals(int64_t job) {
  JobTotals totals;
  run_as_owner(
      "SELECT pg_catalog.count(*) FILTER (WHERE s.inserted IS NULL AND s.job IS NOT NULL), "
      "pg_catalog.sum(s.count)::pg_catalog.int8, pg_catalog.sum(s.inserted)::pg_catalog.int8, "
      "pg_catalog.bool_or(j.state OPERATOR(pg_catalog.=) 'running') "
      "FROM datagen._job j LEFT JOIN datagen._job_slice s ON s.job OPERATOR(pg_catalog.=) j.job "
      "WHERE j.job OPERATOR(pg_catalog.=) $1",
      {int8_parameter(job)}, [&](const ResultRow& row) {
        totals = {count_of(row, 0), count_of(row, 1), count_of(row, 2),
                  !row.nulls[3] && DatumGetBool(row.values[3])};
      });
  return totals;
}

std::string extension_version() {
  std::string version;
  run_as_owner(
      "SELECT extversion FROM pg_catalog.pg_extension WHERE extname OPERATOR(pg_catalog.=) "
      "'datagen'::pg_catalog.name",
      {}, [&](const ResultRow& row) { version = text_of(row.values[0]); });
  return version;
}

JobLock::~JobLock() {
  if (job_ == 0) return;
  const LOCKTAG tag = lock_tag(job_);
  LockRelease(&tag, ExclusiveLock, true);
}

void JobLock::acquire(int64_t job) {
  const LOCKTAG tag = lock_tag(job);
  call([&]() noexcept {
    if (LockAcquire(&tag, ExclusiveLock, true, true) == LOCKACQUIRE_NOT_AVAIL)
      ereport(ERROR,
              (errcode(ERRCODE_OBJECT_IN_USE), errmsg("job %lld is running", static_cast<long long>(job)),
               errdetail("Another session is working on it."),
               errhint("The view datagen.job shows how far it is.")));
  });
  job_ = job;
}

bool JobLock::is_held(int64_t job) {
  const LOCKTAG tag = lock_tag(job);
  return call([&]() noexcept {
    const bool held = LockAcquire(&tag, ShareLock, false, true) == LOCKACQUIRE_NOT_AVAIL;
    if (!held) LockRelease(&tag, ShareLock, false);
    return held;
  });
}

}  // namespace datagen::pg
