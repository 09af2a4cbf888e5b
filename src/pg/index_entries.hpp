// src/pg/index_entries.hpp -- index entries that a load keeps back and enters in the order of their keys
#pragma once

#include "pg/pg.hpp"

extern "C" {
#include "nodes/execnodes.h"
}

namespace datagen::pg {

/// Whether in these rows, which have their places in the heap, the keys of every index of the relation rise or fall, as
/// far as it is a B-tree over columns. Server calls: inside pg::call.
bool keys_come_in_order(Relation heap, EState* estate, TupleTableSlot** slots, int count) noexcept;

/// The entries of B-trees whose keys come in no order. Entered row by row, each would hit another page of the index; sorted,
/// they hit each page once. Every entry still goes in by the access method's own insertion, with its check of unique keys
/// and the same locks, only later, so nothing in this session may look at the indexes meanwhile
/// (reads_no_index_meanwhile()). To other sessions it is the gap between the row and its entry that each INSERT has.
///
/// All server calls: inside pg::call, in one (sub)transaction, after whose abort nothing is left to do.
class IndexEntries {
 public:
  /// Takes those of the target's open indexes out of it whose keys in these rows rise and fall, and which check nothing at
  /// the end of a statement. The rows must have their places in the heap. What is sorted takes `memory` kB in all.
  void take_over(ResultRelInfo* target, EState* estate, TupleTableSlot** slots, int count,
                 int memory) noexcept;

  /// Notes the entries of rows that are in the heap.
  void keep(EState* estate, TupleTableSlot** slots, int count) noexcept;

  /// Enters all that was kept and gives the indexes back to the target. Raises what the insertions raise.
  void enter(Relation heap) noexcept;

 private:
  struct Kept {
    Relation index;
    IndexInfo* info;
    struct Tuplesortstate* sort;
  };
  ResultRelInfo* target_ = nullptr;
  Kept* kept_ = nullptr;
  int count_ = 0;
};

}  // namespace datagen::pg
