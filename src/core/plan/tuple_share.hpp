// src/core/plan/tuple_share.hpp -- which part of a key's tuples constraints admit, told from imagined parents
#pragma once

#include "core/plan/key_supply.hpp"

namespace datagen::core {

struct TupleShare {
  double share = 1;
  bool drawn = false;  ///< it hangs on values that are drawn, so another draw would give another share
};

/// The share of tuples over `columns` of the task's relation that its constraints on two or more of them admit. Columns of
/// foreign keys that lie partly in `columns` count among them: CHECK (no <= beds) beside a key (ward, no) and a reference
/// (ward, beds). The parents' rows are imagined as they will be made: counted keys, references dealt out in turn, other
/// values drawn. All `tuples` are looked at where there are few, else some. Constraints that only the server can
/// judge admit everything.
TupleShare tuple_share(const SupplyFacts& facts, const RelationTask& task, const std::vector<int>& columns,
                       double tuples);

}  // namespace datagen::core
