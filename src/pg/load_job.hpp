// src/pg/load_job.hpp -- the jobs of load(): their entries, their slices, and who works on them
#pragma once

#include "pg/failure.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace datagen::pg {

// The tables belong to the extension's owner; each function here runs fixed statements as that owner in the present
// transaction.

/// An entry of datagen._job.
struct LoadJob {
  int64_t job = 0;
  Oid role = InvalidOid;
  Oid relation = InvalidOid;
  std::string name;  ///< of the relation when the job began
  int64_t run = 0;   ///< in the ledger
  uint64_t requested = 0;
  int64_t seed = 0;
  uint64_t batch = 0;
  int workers = 1;
  std::string state;
  std::string version;
  std::string definition;
  std::vector<std::string> settings;  ///< names and values by turns
  std::vector<int64_t> facts;         ///< load_facts.hpp
  std::string serial;                 ///< why slices follow each other; empty when they need not
  bool undone = false;
};

/// Enters a job of the current role and sets its number.
void create_job(LoadJob& job);
/// Cuts `count` positions from `first` on into slices of the job's batch size.
void create_slices(const LoadJob& job, uint64_t first, uint64_t count);
std::optional<LoadJob> read_job(int64_t job);
void update_facts(const LoadJob& job);
void reopen_job(int64_t job);
void end_job(int64_t job, const std::string& state, const std::string& note);
/// Ends a running job by an error; the first one counts.
void fail_job(int64_t job, const Failure& failure);
/// The error that ended the job.
std::optional<Failure> read_failure(int64_t job);

struct OpenSlice {
  uint64_t first = 0;
  uint64_t count = 0;
};
/// The first open slice of a running job, locked until the transaction ends. Others' are passed over, or waited for
/// where slices follow each other.
std::optional<OpenSlice> claim_slice(const LoadJob& job);
/// Marks a slice done in the transaction that inserts its rows.
void finish_slice(int64_t job, uint64_t first, uint64_t inserted);

struct JobTotals {
  uint64_t open = 0;       ///< slices
  uint64_t positions = 0;  ///< of all slices
  uint64_t inserted = 0;
  bool running = false;
};
JobTotals read_totals(int64_t job);

/// The extension's version, as the catalog has it.
std::string extension_version();

/// Held by the session that conducts a job, across its transactions; nobody else can then.
class JobLock {
 public:
  JobLock() = default;
  ~JobLock();
  JobLock(const JobLock&) = delete;
  JobLock& operator=(const JobLock&) = delete;
  /// Error 55006 when the job is being worked on.
  void acquire(int64_t job);
  /// Whether a session conducts the job.
  static bool is_held(int64_t job);

 private:
  int64_t job_ = 0;
};

}  // namespace datagen::pg
