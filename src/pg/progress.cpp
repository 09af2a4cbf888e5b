// src/pg/progress.cpp -- the backend's progress parameters
#include "pg/progress.hpp"

extern "C" {
#include "commands/progress.h"
#include "utils/backend_progress.h"
#include "utils/backend_status.h"
#include "utils/timestamp.h"
}

namespace datagen::pg {
namespace {

/// Parameters that neither COPY uses nor an index build, which writes its own whatever command is shown. In SQL they
/// are numbered from 1. kPosition holds the current relation's ordinal and, in the lower half, how many there are.
enum Parameter : int { kPosition = 7, kMark = 17, kRowsTotal = 18, kStartedAt = 19 };

/// "datagen" in ASCII: tells our backends from those that run COPY.
constexpr int64 kMagic = 0x6461746167656e;

bool shown() { return MyBEEntry != nullptr && MyBEEntry->st_progress_command == PROGRESS_COMMAND_COPY; }

}  // namespace

Progress::~Progress() { finish(); }

void Progress::start(Oid relation, uint64_t rows) {
  relation_ = relation;
  before_ += whole_ > 0 ? done_ : 0;
  total_ = whole_ > 0 ? whole_ : rows;
  done_ = 0;
  if (whole_ == 0 || started_at_ == 0) {
    started_at_ = GetCurrentTimestamp();
    ++ordinal_;
  }
  show();
}

void Progress::part_of(uint64_t before, uint64_t rows) {
  relations_ = 1;
  whole_ = rows > before ? rows - before : 0;
}

void Progress::show() {
  static const int indexes[] = {PROGRESS_COPY_COMMAND,
                                PROGRESS_COPY_TYPE,
                                PROGRESS_COPY_TUPLES_PROCESSED,
                                kPosition,
                                kMark,
                                kRowsTotal,
                                kStartedAt};
  const int64 values[] = {PROGRESS_COPY_COMMAND_FROM,
                          PROGRESS_COPY_TYPE_CALLBACK,
                          static_cast<int64>(before_ + done_),
                          static_cast<int64>(ordinal_ << 32 | relations_),
                          kMagic,
                          static_cast<int64>(total_),
                          started_at_};
  pgstat_progress_start_command(PROGRESS_COMMAND_COPY, relation_);
  pgstat_progress_update_multi_param(sizeof values / sizeof values[0], indexes, values);
}

void Progress::advance(uint64_t rows) {
  done_ = rows;
  if (shown())
    pgstat_progress_update_param(PROGRESS_COPY_TUPLES_PROCESSED, static_cast<int64>(before_ + rows));
  else
    rearm();
}

void Progress::finish() {
  if (relation_ == InvalidOid) return;
  relation_ = InvalidOid;
  if (shown()) pgstat_progress_end_command();
}

void Progress::rearm() {
  if (relation_ != InvalidOid && !shown()) show();
}

}  // namespace datagen::pg
