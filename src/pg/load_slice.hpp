// src/pg/load_slice.hpp -- one slice of a job, from claim to mark, in one transaction
#pragma once

#include "pg/load_facts.hpp"
#include "pg/load_job.hpp"
#include "pg/progress.hpp"
#include "pg/transaction_chain.hpp"

namespace datagen::pg {

/// Writes the slices of one job in this process.
class SliceWriter {
 public:
  explicit SliceWriter(const LoadJob& job) : job_(job), facts_(LoadFacts::decode(job.facts)) {}

  /// Claims slices one by one and writes them, each in a transaction of its own, until none is left that is not
  /// another worker's, or `go_on` says no. Throws Failure. A deadlock or serialization failure is tried again.
  void write_all(TransactionChain& chain, Progress& progress, const std::function<bool()>& go_on);

  /// The parents' keys that were read for planning need not be read again.
  LoadMemory& memory() { return memory_; }

 private:
  bool write_next(Progress& progress);

  const LoadJob& job_;
  LoadFacts facts_;
  LoadMemory memory_;
};

/// The job's relation with everything its rows are made from; Error 55000 when it is not what it was at the start.
class LoadTarget {
 public:
  LoadTarget(const LoadJob& job, const LoadFacts& facts, LoadMemory& memory);
  FillContext& context() { return context_; }
  RelationFill& fill() { return fill_; }

 private:
  FillContext context_;
  RelationFill fill_;
};

/// The settings that rows depend on, and the session's own parameters, as names and values by turns.
std::vector<std::string> session_settings();
/// Puts them into force for the present transaction.
void apply_settings(const std::vector<std::string>& settings);

/// A digest of the relation's definition and rules.
std::string definition_digest(Oid relation);

}  // namespace datagen::pg
