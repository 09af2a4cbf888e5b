// src/pg/sequence_block.cpp -- nextval() in runs, and advancing a sequence that is behind its column
#include "pg/sequence_block.hpp"

#include "core/base/error.hpp"
#include "pg/guard.hpp"

#include <algorithm>

extern "C" {
#include "commands/sequence.h"
#include "storage/bufmgr.h"
#include "storage/lmgr.h"
#include "utils/fmgrprotos.h"
}

namespace datagen::pg {
namespace {

/// Values taken at once for rows to come. What an error leaves of them is lost to the sequence.
constexpr uint64_t kRun = 1000;

}  // namespace

SequenceBlock::SequenceBlock(const core::Sequence& sequence, bool needs_usage, Mode mode)
    : sequence_(sequence), needs_usage_(needs_usage), mode_(mode) {
  predicted_first_ = upcoming();
}

int64_t SequenceBlock::upcoming() const {
  // pg_sequence_last_value() wants privileges that an INSERT into an identity column does not, so the sequence's only
  // tuple is read as nextval() itself does.
  struct State {
    int64 last_value;
    bool is_called;
  };
  const Oid id = sequence_.id;
  const State state = call([&]() noexcept {
    Relation sequence = relation_open(id, AccessShareLock);
    Buffer buffer = ReadBuffer(sequence, 0);
    LockBuffer(buffer, BUFFER_LOCK_SHARE);
    Page page = BufferGetPage(buffer);
    ItemId item = PageGetItemId(page, FirstOffsetNumber);
    auto* header = reinterpret_cast<HeapTupleHeader>(PageGetItem(page, item));
    const auto* data =
        reinterpret_cast<const FormData_pg_sequence_data*>(reinterpret_cast<char*>(header) + header->t_hoff);
    const State current{data->last_value, data->is_called};
    UnlockReleaseBuffer(buffer);
    relation_close(sequence, NoLock);
    return current;
  });
  if (!state.is_called) return state.last_value;
  int64_t next;
  if (__builtin_add_overflow(state.last_value, sequence_.increment, &next))
    return sequence_.increment > 0 ? INT64_MAX : INT64_MIN;
  return next;
}

void SequenceBlock::require(uint64_t count) const {
  if (sequence_.cycle || count == 0 || sequence_.increment == 0) return;
  const __int128 last = static_cast<__int128>(upcoming()) +
                        static_cast<__int128>(sequence_.increment) * static_cast<__int128>(count - 1);
  if (last <= sequence_.maximum && last >= sequence_.minimum) return;
  const __int128 left =
      sequence_.increment > 0
          ? (static_cast<__int128>(sequence_.maximum) - upcoming()) / sequence_.increment + 1
          : (static_cast<__int128>(upcoming()) - sequence_.minimum) / -sequence_.increment + 1;
  throw core::Error(
      core::ErrorCode::SequenceExhausted,
      "sequence " + sequence_.name + " has only " +
          std::to_string(left < 0 ? 0 : static_cast<int64_t>(left)) + " values left, " +
          std::to_string(count) + " are needed",
      "Its limit is " + std::to_string(sequence_.increment > 0 ? sequence_.maximum : sequence_.minimum) + ".",
      "Ask for fewer rows, or widen the sequence with ALTER SEQUENCE.");
}

bool SequenceBlock::is_behind(int64_t highest) const {
  // Beyond its own bounds the sequence gives nothing that could meet the column's values.
  if (sequence_.cycle || highest > sequence_.maximum || highest < sequence_.minimum) return false;
  return sequence_.increment > 0 ? upcoming() <= highest : upcoming() >= highest;
}

void SequenceBlock::pass(int64_t highest) {
  if (!is_behind(highest)) return;
  if (mode_ == Mode::Predict) {
    if (__builtin_add_overflow(highest, sequence_.increment, &predicted_first_)) predicted_first_ = highest;
    return;
  }
  // setval() always wants UPDATE, and must not meet somebody who goes forward at the same time. Without either the
  // sequence is stepped forward value by value: identity sequences belong to their table, and nextval() on them needs no
  // privilege. A long way is worth the wait for those who use the sequence.
  constexpr __int128 kLongWay = 1000000;
  const __int128 way = (static_cast<__int128>(highest) - upcoming()) / sequence_.increment;
  const Oid sequence = sequence_.id;
  const bool alone = call([&]() noexcept {
    if (pg_class_aclcheck(sequence, GetUserId(), ACL_UPDATE) != ACLCHECK_OK) return false;
    if (way < kLongWay) return ConditionalLockRelationOid(sequence, ShareRowExclusiveLock);
    LockRelationOid(sequence, ShareRowExclusiveLock);
    return true;
  });
  if (!alone) return step_past(highest);
  if (!is_behind(highest)) return;
  call([&]() noexcept {
    DirectFunctionCall2(setval_oid, ObjectIdGetDatum(sequence), Int64GetDatum(highest));
  });
}

void SequenceBlock::step_past(int64_t highest) {
  const Oid sequence = sequence_.id;
  call([&]() noexcept {
    for (;;) {
      CHECK_FOR_INTERRUPTS();
      const __int128 next =
          static_cast<__int128>(nextval_internal(sequence, needs_usage_)) + sequence_.increment;
      if (sequence_.increment > 0 ? next > highest : next < highest) return;
    }
  });
}

void SequenceBlock::reserve(uint64_t count) {
  if (count == 0) return;
  const uint64_t wanted = taken_.size() + count;
  if (!sequence_.cycle) reserve_run(count);
  if (taken_.size() < wanted) value(wanted - 1);
}

void SequenceBlock::reserve_run(uint64_t count) {
  // The first value is asked for as any INSERT would, which checks the privilege; the others are what as many calls of
  // nextval() would give, for no one else can call it while the lock is held. setval() alone wants UPDATE, so it runs
  // as the sequence's owner. Neither is undone by a rollback, so nobody has to wait for this transaction's end; an error
  // in between ends it.
  const Oid sequence = sequence_.id;
  const bool alone =
      call([&]() noexcept { return ConditionalLockRelationOid(sequence, ShareRowExclusiveLock); });
  if (!alone) return;
  const core::Value first =
      core::Value::of_tick(call([&]() noexcept { return nextval_internal(sequence, needs_usage_); }));
  const __int128 last = static_cast<__int128>(first.tick) +
                        static_cast<__int128>(sequence_.increment) * static_cast<__int128>(count - 1);
  // A sequence with a cache gives values that lie behind those of others, and is past its next one already.
  const bool follows =
      static_cast<__int128>(upcoming()) == static_cast<__int128>(first.tick) + sequence_.increment;
  taken_.append(&first);
  if (count == 1 || !follows || last > sequence_.maximum || last < sequence_.minimum) {
    call([&]() noexcept { UnlockRelationOid(sequence, ShareRowExclusiveLock); });
    return;
  }
  call([&]() noexcept {
    HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(sequence));
    if (!HeapTupleIsValid(tuple)) elog(ERROR, "cache lookup failed for relation %u", sequence);
    const Oid owner = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple))->relowner;
    ReleaseSysCache(tuple);
    Oid user;
    int context;
    // An error ends the transaction, and with it the change of identity.
    GetUserIdAndSecContext(&user, &context);
    SetUserIdAndSecContext(owner, context | SECURITY_LOCAL_USERID_CHANGE);
    DirectFunctionCall2(setval_oid, ObjectIdGetDatum(sequence), Int64GetDatum(static_cast<int64>(last)));
    SetUserIdAndSecContext(user, context);
    UnlockRelationOid(sequence, ShareRowExclusiveLock);
  });
  taken_.append_run(first.tick + sequence_.increment, sequence_.increment, count - 1);
}

int64_t SequenceBlock::value(uint64_t index) {
  if (index < taken_.size()) return taken_.get(index, 0).tick;
  if (mode_ == Mode::Predict) return predicted_first_ + static_cast<int64_t>(index) * sequence_.increment;
  if (index == taken_.size() && index < expected_) reserve(std::min(kRun, expected_ - index));
  const Oid sequence = sequence_.id;
  while (taken_.size() <= index) {
    const bool pause = taken_.size() % 1024 == 0;
    const core::Value value = core::Value::of_tick(call([&]() noexcept {
      if (pause) CHECK_FOR_INTERRUPTS();
      return nextval_internal(sequence, needs_usage_);
    }));
    taken_.append(&value);
  }
  return taken_.get(index, 0).tick;
}

}  // namespace datagen::pg
