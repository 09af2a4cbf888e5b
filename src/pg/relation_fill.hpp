// src/pg/relation_fill.hpp -- one relation's share of a fill, ready to be made: its task, its parents' keys, its server
#pragma once

#include "core/plan/fill_plan.hpp"
#include "core/plan/row_maker.hpp"
#include "pg/fill_context.hpp"
#include "pg/row_server.hpp"

#include <memory>
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

/// The making of one relation's rows: its task with all parents' keys at hand, and the server's side of it.
struct RelationFill {
  core::FillGoal goal;
  core::RelationTask task;
  core::PinnedColumns pinned;
  std::unique_ptr<RowServer> server;
};

/// Reads what a task needs from the database: parents' keys, largest values, tuples that unique keys hold.
/// `cyclic` names the members of the relation's own component, whose keys are still to be made.
RelationFill prepare_relation(FillContext& context, const core::FillGoal& goal, const std::set<Oid>& cyclic,
                              SequenceBlock::Mode sequences);

/// Makes the keys that members of one component refer to, ahead of the rows, and hands them to all members.
void pin_component_keys(FillContext& context, std::vector<RelationFill>& members);

}  // namespace datagen::pg
