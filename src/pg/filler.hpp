// src/pg/filler.hpp -- carries out a fill plan: makes the rows of each step and puts them into the relations
#pragma once

#include "core/plan/row_maker.hpp"
#include "pg/fill_context.hpp"
#include "pg/ledger.hpp"
#include "pg/progress.hpp"
#include "pg/row_server.hpp"

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

/// Fills relations step by step with the caller's privileges. All rows enter in the current (sub)transaction.
class Filler {
 public:
  struct Options {
    bool keep_going = false;  ///< a step that fails is rolled back and noted, and the others go on
    int64_t run = 0;          ///< the ledger's run
  };
  Filler(FillContext& context, Progress& progress, Options options);

  std::vector<FillReport> fill(const std::vector<core::FillStep>& steps);

 private:
  std::vector<FillReport> fill_step(const core::FillStep& step);
  std::vector<FillReport> try_step(const core::FillStep& step);
  FillReport fill_relation(RelationFill& member, bool in_window);
  void require_sequences(RelationFill& member);
  void catch_up_sequences(const RelationFill& member, const core::RowMaker& maker);

  FillContext& context_;
  Progress& progress_;
  Options options_;
};

}  // namespace datagen::pg
