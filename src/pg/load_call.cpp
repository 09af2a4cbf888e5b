// src/pg/load_call.cpp -- conducting a job: alone or with workers, to its end or to an error
#include "pg/load_call.hpp"

#include "core/base/error.hpp"
#include "pg/load_crew.hpp"
#include "pg/load_plan.hpp"

#include <algorithm>

extern "C" {
#include "tcop/utility.h"
}

namespace datagen::pg {
namespace {

void notice(const std::string& message, const std::string& detail = {}, const std::string& hint = {}) {
  const char* text = message.c_str();
  const char* more = detail.c_str();
  const char* advice = hint.c_str();
  call([&]() noexcept {
    ereport(NOTICE,
            (errmsg("%s", text), *more ? errdetail("%s", more) : 0, *advice ? errhint("%s", advice) : 0));
  });
}

std::string label(int64_t job) { return "job " + std::to_string(job); }

/// Carries out one job whose lock is held.
class Conductor {
 public:
  Conductor(LoadJob job, TransactionChain& chain, LoadMemory memory)
      : job_(std::move(job)), chain_(chain), memory_(std::move(memory)) {}

  /// Throws Failure after the job's entry tells it.
  void conduct() {
    try {
      write();
      finish();
    } catch (const Failure& failure) {
      chain_.run([&] { fail_job(job_.job, failure); });
      throw;
    }
  }

 private:
  void write();
  JobTotals totals();
  void write_alone(const JobTotals& before);
  void write_with_crew(const JobTotals& before, int workers);
  void raise_failure();
  void finish();

  LoadJob job_;
  TransactionChain& chain_;
  LoadMemory memory_;
};

JobTotals Conductor::totals() {
  JobTotals result;
  chain_.run([&] { result = read_totals(job_.job); });
  return result;
}

void Conductor::write() {
  for (JobTotals now = totals();; now = totals()) {
    if (now.open == 0) {
      bool more = false;
      chain_.run([&] {
        apply_settings(job_.settings);
        more = extend_load(job_, now);
      });
      if (!more) return;
      now = totals();
    }
    const auto workers = static_cast<int>(std::min<uint64_t>(static_cast<uint64_t>(job_.workers), now.open));
    if (workers > 1 && job_.serial.empty())
      write_with_crew(now, workers);
    else
      write_alone(now);
  }
}

void Conductor::write_alone(const JobTotals& before) {
  Progress progress;
  progress.part_of(before.inserted, job_.requested);
  SliceWriter writer(job_);
  writer.memory() = std::move(memory_);
  writer.write_all(chain_, progress, [] { return true; });
  memory_ = std::move(writer.memory());
  // What is left now is locked by workers of an earlier session, which are about to end.
  if (totals().open > 0) call([]() noexcept { pg_usleep(100000); });
  check_interrupts();
}

void Conductor::write_with_crew(const JobTotals& before, int workers) {
  LoadCrew crew(job_, workers);
  if (crew.size() < workers)
    notice("only " + std::to_string(crew.size()) + " of " + std::to_string(workers) +
               " workers could be started",
           "", "Raise max_worker_processes.");
  Progress progress;
  progress.expect(1);
  progress.start(job_.relation, job_.requested - before.inserted);
  try {
    crew.wait([&] {
      const JobTotals now = totals();
      progress.advance(now.inserted - before.inserted);
      return now.running;
    });
  } catch (const PgError& error) {
    const Failure failure(error);
    crew.stop();
    throw Failure(failure);
  }
  raise_failure();
  // Workers that were ended from outside, or could not connect, leave their slices to this session.
  const JobTotals now = totals();
  if (now.open == 0) return;
  if (crew.size() > 0) notice("workers of " + label(job_.job) + " ended early, this session goes on alone");
  progress.finish();
  write_alone(now);
}

void Conductor::raise_failure() {
  std::optional<Failure> failure;
  chain_.run([&] { failure = read_failure(job_.job); });
  if (failure) throw Failure(*failure);
}

void Conductor::finish() {
  chain_.run([&] {
    const JobTotals now = read_totals(job_.job);
    finish_load(job_, memory_);
    std::string note;
    if (now.inserted < job_.requested)
      note = "triggers or rules dropped rows: " + std::to_string(now.inserted) + " of " +
             std::to_string(job_.requested) + " stayed";
    end_job(job_.job, "done", note);
  });
}

void require_resumable(const std::optional<LoadJob>& job, int64_t number) {
  using core::Error;
  using core::ErrorCode;
  if (!job)
    throw Error(ErrorCode::InvalidParameter, label(number) + " does not exist", "",
                "The view datagen.job lists your jobs.");
  if (job->role != GetUserId())
    throw Error(ErrorCode::InsufficientPrivilege, label(number) + " is another role's", "",
                "The view datagen.job lists your jobs.");
  if (job->state == "done") return;
  if (job->undone)
    throw Error(ErrorCode::ObjectNotInState, label(number) + " cannot go on: its run has been undone", "",
                "Load anew.");
  const std::string version = extension_version();
  if (job->version != version)
    throw Error(ErrorCode::ObjectNotInState,
                label(number) + " was begun by version " + job->version + " of datagen, this is " + version,
                "The rows that are still to be made might not fit those that are there.",
                "Take the job's run back with datagen.undo() and load anew.");
}

void require_writable(const char* procedure) {
  call([&]() noexcept { PreventCommandIfReadOnly(procedure); });
}

}  // namespace

void run_load(FunctionCallInfo fcinfo, const LoadOrder& request) {
  std::optional<Failure> failure;
  {
    ProcedureTransactions chain(fcinfo, "load");
    require_writable("datagen.load()");
    JobLock lock;
    try {
      LoadJob job;
      LoadMemory memory;
      chain.run([&] {
        job = plan_load(request, memory);
        lock.acquire(job.job);
      });
      notice(label(job.job) + " loads " + std::to_string(job.requested) + " rows into " + job.name);
      if (job.workers > 1 && !job.serial.empty())
        notice(label(job.job) + " makes one slice after the other", "The reason is that " + job.serial + ".");
      Conductor(std::move(job), chain, std::move(memory)).conduct();
    } catch (const Failure& caught) {
      failure = caught;
    }
  }
  if (failure) failure->raise();
}

void resume_load(FunctionCallInfo fcinfo, int64_t number) {
  std::optional<Failure> failure;
  {
    ProcedureTransactions chain(fcinfo, "resume");
    require_writable("datagen.resume()");
    JobLock lock;
    try {
      std::optional<LoadJob> job;
      chain.run([&] {
        require_resumable(read_job(number), number);
        lock.acquire(number);
        job = read_job(number);  // what the session before has left
        if (job->state != "done") reopen_job(number);
      });
      if (job->state == "done")
        notice(label(number) + " is done");
      else
        Conductor(std::move(*job), chain, {}).conduct();
    } catch (const Failure& caught) {
      failure = caught;
    }
  }
  if (failure) failure->raise();
}

}  // namespace datagen::pg
