// src/pg/relation_fill.hpp -- one relation's share of a fill, ready to be made: its task, its parents' keys, its server
#pragma once

#include "core/plan/fill_plan.hpp"
#include "core/plan/row_maker.hpp"
#include "pg/fill_context.hpp"
#include "pg/row_server.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace datagen::pg {

/// One result row of a fill.
struct FillReport {
  Oid relation = InvalidOid;
  uint64_t requested = 0;
  uint64_t inserted = 0;
  uint64_t linked = 0;
  double seconds = 0;
  std::string note;
};

/// The part of a task's rows that is written in one transaction of a load.
struct RowSlice {
  uint64_t first = 0;  ///< position of the first row
  uint64_t count = 0;
  core::KeysTaken* taken = nullptr;  ///< where slices follow each other: what those before took of the keys
};

/// What a relation held when its load began: every slice starts from there, whatever was committed since.
struct LoadStart {
  uint64_t rows = 0;
  std::map<int, int64_t> highest;                             ///< by column, as RelationTask::highest
  std::map<int, std::vector<core::KeyTable::Run>> sequences;  ///< by column: the values reserved for the load
  std::map<size_t, std::shared_ptr<const std::vector<uint64_t>>> used_steps;  ///< as RelationTask::used_steps
};

/// What one process keeps between the slices it writes.
struct LoadMemory {
  std::vector<core::ParentKeys> parents;
  std::map<size_t, std::shared_ptr<const core::KeyTable>> tuples;  ///< by key: those at the load's start
  core::KeysTaken taken;
};

/// The making of one relation's rows: its task with all parents' keys at hand, and the server's side of it.
struct RelationFill {
  core::FillGoal goal;
  core::RelationTask task;
  core::PinnedColumns pinned;
  std::unique_ptr<RowServer> server;
  std::optional<RowSlice> slice;
};

/// Reads what a task needs from the database: parents' keys, largest values, tuples that unique keys hold.
/// `cyclic` names the members of the relation's own component, whose keys are still to be made.
RelationFill prepare_relation(FillContext& context, const core::FillGoal& goal, const std::set<Oid>& cyclic,
                              SequenceBlock::Mode sequences);

/// Moves the sequences behind the columns past the largest values there. Error SequenceExhausted where one has fewer
/// values left than there are rows, before any is taken.
void require_sequences(RelationFill& fill);

/// Keeps the parents' keys for the next slices.
void keep_parents(const RelationFill& fill, LoadMemory& memory);

/// The same for one slice of a load. `own_rows` is a condition that the load's own rows meet, which do not count as
/// rows that the table holds; empty when there are none.
RelationFill prepare_slice(FillContext& context, const core::FillGoal& goal, const LoadStart& start,
                           LoadMemory& memory, const std::string& own_rows);

/// Makes the keys that members of one component refer to, ahead of the rows, and hands them to all members.
void pin_component_keys(FillContext& context, std::vector<RelationFill>& members);

}  // namespace datagen::pg
