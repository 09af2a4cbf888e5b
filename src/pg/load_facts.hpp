// src/pg/load_facts.hpp -- what a load's rows depend on besides definitions and settings, as it was at the start
#pragma once

#include "pg/relation_fill.hpp"

#include <cstdint>
#include <vector>

namespace datagen::pg {

/// The state of a job's surroundings at its start, kept as a list of numbers in datagen._job.facts.
struct LoadFacts {
  uint64_t first_xid = 0;  ///< the rows of the load have this transaction id or a later one
  LoadStart start;
  /// By foreign key: a digest of the parent's keys, where rows are kept apart by them. Other parents may come and go.
  std::map<size_t, int64_t> parents;

  std::vector<int64_t> encode() const;
  static LoadFacts decode(const std::vector<int64_t>& numbers);
};

/// A digest of the keys that the fill's foreign keys refer to, where these take part in unique keys or exclusion
/// constraints.
std::map<size_t, int64_t> digest_parents(const core::RelationTask& task);

/// A condition on rows that were inserted since `first_xid`. Error 55000 when that is too long ago to be told.
std::string inserted_since(uint64_t first_xid);

}  // namespace datagen::pg
