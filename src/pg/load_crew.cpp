// src/pg/load_crew.cpp -- registering, watching and ending the workers of a load; the worker's own main function
#include "pg/load_crew.hpp"

#include "pg/error_map.hpp"
#include "pg/load_slice.hpp"

#include <algorithm>
#include <cstring>

extern "C" {
#include "libpq/pqsignal.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/proc.h"
#include "tcop/tcopprot.h"
#include "utils/guc.h"
#include "utils/wait_event.h"

PGDLLEXPORT void datagen_load_worker(Datum job);
}

namespace datagen::pg {
namespace {

constexpr int kMostWorkers = 1024;
/// Milliseconds between two looks at a job while its workers work.
constexpr long kLookInterval = 500;

/// Who a worker works for; travels in bgw_extra.
struct Employer {
  Oid database;
  Oid authenticated;
  Oid session;
  Oid role;
};
static_assert(sizeof(Employer) <= BGW_EXTRALEN);

/// The workers of this session's job. They outlive no exit of the session, so its exit must reach them.
BackgroundWorkerHandle* crew[kMostWorkers];
int crew_size = 0;

void dismiss_crew(int, Datum) {
  for (int i = 0; i < crew_size; ++i) TerminateBackgroundWorker(crew[i]);
}

void forget_crew() {
  for (int i = 0; i < crew_size; ++i) pfree(crew[i]);
  crew_size = 0;
}

void describe_worker(BackgroundWorker& worker, int64_t job, int number) {
  std::memset(&worker, 0, sizeof worker);
  snprintf(worker.bgw_name, BGW_MAXLEN, "datagen load worker %d for job %lld", number,
           static_cast<long long>(job));
  snprintf(worker.bgw_type, BGW_MAXLEN, "datagen load worker");
  worker.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
  worker.bgw_start_time = BgWorkerStart_RecoveryFinished;
  worker.bgw_restart_time = BGW_NEVER_RESTART;
  snprintf(worker.bgw_library_name, BGW_MAXLEN, "$libdir/datagen");
  snprintf(worker.bgw_function_name, BGW_MAXLEN, "datagen_load_worker");
  worker.bgw_main_arg = Int64GetDatum(job);
  worker.bgw_notify_pid = MyProcPid;
  const Employer employer{MyDatabaseId, GetAuthenticatedUserId(), GetSessionUserId(), GetUserId()};
  std::memcpy(worker.bgw_extra, &employer, sizeof employer);
}

bool has_stopped(BackgroundWorkerHandle* handle) {
  pid_t pid;
  return GetBackgroundWorkerPid(handle, &pid) == BGWH_STOPPED;
}

/// Takes on the identity of the session that conducts the job.
void become(const Employer& employer) {
  bool session_is_superuser = false;
  bool role_is_superuser = false;
  WorkerTransactions().run([&] {
    call([&]() noexcept {
      session_is_superuser = superuser_arg(employer.session);
      role_is_superuser = superuser_arg(employer.role);
    });
  });
  call([&]() noexcept {
    if (employer.session != employer.authenticated)
      SetSessionAuthorization(employer.session, session_is_superuser);
    if (employer.role != employer.session) SetCurrentRoleId(employer.role, role_is_superuser);
  });
}

/// How many workers can have a slice at a time.
int busy_workers(const LoadJob& job) {
  const uint64_t slices = job.batch > 0 ? (job.requested + job.batch - 1) / job.batch : 1;
  return static_cast<int>(std::clamp<uint64_t>(slices, 1, static_cast<uint64_t>(std::max(job.workers, 1))));
}

/// What one statement may take for sorting is for all workers together, as for those of a parallel CREATE INDEX.
void share_memory(LoadJob& job) {
  constexpr int kLeast = 1024;  // kB, which the server requires
  for (size_t i = 0; i + 1 < job.settings.size(); i += 2) {
    if (job.settings[i] != "maintenance_work_mem") continue;
    const char* setting = job.settings[i + 1].c_str();
    int all = 0;
    if (call([&]() noexcept { return parse_int(setting, &all, GUC_UNIT_KB, nullptr); }))
      job.settings[i + 1] = std::to_string(std::max(all / busy_workers(job), kLeast)) + "kB";
  }
}

void work(int64_t number, const Employer& employer) {
  WorkerTransactions chain;
  become(employer);
  std::optional<LoadJob> job;
  chain.run([&] { job = read_job(number); });
  if (!job) return;
  share_memory(*job);
  try {
    Progress progress;
    SliceWriter(*job).write_all(chain, progress, [&] {
      bool conducted = false;
      chain.run([&] { conducted = JobLock::is_held(number); });
      return conducted;
    });
  } catch (const Failure& failure) {
    chain.run([&] { fail_job(number, failure); });
  }
}

}  // namespace

LoadCrew::LoadCrew(const LoadJob& job, int wanted) {
  static bool dismissed_at_exit = false;
  call([&]() noexcept {
    if (!dismissed_at_exit) before_shmem_exit(dismiss_crew, 0);
    dismissed_at_exit = true;
    forget_crew();
    MemoryContext outer = MemoryContextSwitchTo(TopMemoryContext);
    for (int i = 0; i < wanted && i < kMostWorkers; ++i) {
      BackgroundWorker worker;
      describe_worker(worker, job.job, i + 1);
      if (!RegisterDynamicBackgroundWorker(&worker, &crew[crew_size])) break;
      ++crew_size;
    }
    MemoryContextSwitchTo(outer);
  });
}

LoadCrew::~LoadCrew() {
  dismiss_crew(0, 0);
  forget_crew();
}

int LoadCrew::size() const { return crew_size; }

void LoadCrew::wait(const std::function<bool()>& look) {
  for (;;) {
    bool working = false;
    for (int i = 0; i < crew_size; ++i) working = working || !has_stopped(crew[i]);
    if (!working) return;
    call([]() noexcept {
      WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, kLookInterval, PG_WAIT_EXTENSION);
      ResetLatch(MyLatch);
      CHECK_FOR_INTERRUPTS();
    });
    if (!look()) return stop();
  }
}

void LoadCrew::stop() {
  call([]() noexcept {
    for (int i = 0; i < crew_size; ++i) TerminateBackgroundWorker(crew[i]);
    for (int i = 0; i < crew_size; ++i) WaitForBackgroundWorkerShutdown(crew[i]);
  });
}

}  // namespace datagen::pg

void datagen_load_worker(Datum job) {
  using namespace datagen;
  pg::Employer employer;
  std::memcpy(&employer, MyBgworkerEntry->bgw_extra, sizeof employer);
  pqsignal(SIGTERM, die);
  BackgroundWorkerUnblockSignals();
  BackgroundWorkerInitializeConnectionByOid(employer.database, employer.authenticated, 0);
  pgstat_report_activity(STATE_RUNNING, MyBgworkerEntry->bgw_name);
  // As in pg::entry(): nothing is raised before all C++ frames are gone.
  pg::PendingError pending;
  bool failed = true;
  try {
    pg::work(DatumGetInt64(job), employer);
    failed = false;
  } catch (const pg::Failure& e) {
    pending.take_internal(e.what());
  } catch (const pg::PgError& e) {
    pending.take(e);
  } catch (const core::Error& e) {
    pending.take(e);
  } catch (const std::bad_alloc&) {
    pending.take_out_of_memory();
  } catch (const std::exception& e) {
    pending.take_internal(e.what());
  }
  if (failed) pending.raise();
}
