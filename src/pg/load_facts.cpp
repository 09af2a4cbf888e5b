// src/pg/load_facts.cpp -- the facts as a list of numbers: counts, each followed by so many entries
#include "pg/load_facts.hpp"

#include "core/base/error.hpp"
#include "core/random/stream.hpp"

#include <algorithm>
#include <set>

extern "C" {
#include "access/transam.h"
}

namespace datagen::pg {
namespace {

/// How many keys of a parent a digest looks at, evenly spread.
constexpr uint64_t kDigestedKeys = 65536;

class Writer {
 public:
  void put(int64_t number) { numbers_.push_back(number); }
  void put(uint64_t number) { numbers_.push_back(static_cast<int64_t>(number)); }
  std::vector<int64_t> take() { return std::move(numbers_); }

 private:
  std::vector<int64_t> numbers_;
};

class Reader {
 public:
  explicit Reader(const std::vector<int64_t>& numbers) : numbers_(numbers) {}
  int64_t next() {
    if (at_ == numbers_.size())
      throw core::Error(core::ErrorCode::Internal, "the facts of a job are incomplete");
    return numbers_[at_++];
  }
  uint64_t count() { return static_cast<uint64_t>(next()); }

 private:
  const std::vector<int64_t>& numbers_;
  size_t at_ = 0;
};

/// The columns that unique keys and exclusion constraints read.
std::set<int> columns_kept_apart(const core::Relation& relation) {
  std::set<int> columns;
  const auto add = [&](const auto& constraint) {
    for (const auto& part : constraint.parts) {
      if (part.column >= 0) columns.insert(part.column);
      columns.insert(part.columns.begin(), part.columns.end());
    }
    if (constraint.where) columns.insert(constraint.where->columns.begin(), constraint.where->columns.end());
  };
  for (const core::UniqueKey& key : relation.keys) add(key);
  for (const core::Exclusion& exclusion : relation.exclusions) add(exclusion);
  return columns;
}

}  // namespace

std::vector<int64_t> LoadFacts::encode() const {
  Writer out;
  out.put(first_xid);
  out.put(start.rows);
  out.put(static_cast<uint64_t>(start.highest.size()));
  for (const auto& [column, value] : start.highest) {
    out.put(static_cast<int64_t>(column));
    out.put(value);
  }
  out.put(static_cast<uint64_t>(start.sequences.size()));
  for (const auto& [column, runs] : start.sequences) {
    out.put(static_cast<int64_t>(column));
    out.put(static_cast<uint64_t>(runs.size()));
    for (const core::KeyTable::Run& run : runs) {
      out.put(run.start);
      out.put(run.step);
      out.put(run.count);
    }
  }
  out.put(static_cast<uint64_t>(start.used_steps.size()));
  for (const auto& [key, steps] : start.used_steps) {
    out.put(static_cast<uint64_t>(key));
    out.put(static_cast<uint64_t>(steps->size()));
    for (uint64_t step : *steps) out.put(step);
  }
  out.put(static_cast<uint64_t>(parents.size()));
  for (const auto& [key, digest] : parents) {
    out.put(static_cast<uint64_t>(key));
    out.put(digest);
  }
  return out.take();
}

LoadFacts LoadFacts::decode(const std::vector<int64_t>& numbers) {
  LoadFacts facts;
  Reader in(numbers);
  facts.first_xid = in.count();
  facts.start.rows = in.count();
  for (uint64_t left = in.count(); left > 0; --left) {
    const int column = static_cast<int>(in.next());
    facts.start.highest[column] = in.next();
  }
  for (uint64_t left = in.count(); left > 0; --left) {
    auto& runs = facts.start.sequences[static_cast<int>(in.next())];
    for (uint64_t run = in.count(); run > 0; --run) {
      const int64_t start = in.next();
      const int64_t step = in.next();
      runs.push_back({0, start, step, in.count()});
    }
  }
  for (uint64_t left = in.count(); left > 0; --left) {
    const uint64_t key = in.count();
    std::vector<uint64_t> steps(in.count());
    for (uint64_t& step : steps) step = in.count();
    facts.start.used_steps[key] = std::make_shared<const std::vector<uint64_t>>(std::move(steps));
  }
  for (uint64_t left = in.count(); left > 0; --left) {
    const uint64_t key = in.count();
    facts.parents[key] = in.next();
  }
  return facts;
}

std::map<size_t, int64_t> digest_parents(const core::RelationTask& task) {
  const core::Relation& relation = *task.relation;
  const std::set<int> dealt_out = columns_kept_apart(relation);
  std::map<size_t, int64_t> digests;
  for (size_t k = 0; k < relation.foreign_keys.size(); ++k) {
    const auto& columns = relation.foreign_keys[k].columns;
    const bool keyed =
        std::any_of(columns.begin(), columns.end(), [&](int column) { return dealt_out.count(column) > 0; });
    if (!keyed || !task.parents[k].keys) continue;
    const core::KeyTable& keys = *task.parents[k].keys;
    uint64_t digest = keys.size();
    const uint64_t stride = keys.size() / kDigestedKeys + 1;
    for (uint64_t row = 0; row < keys.size(); row += stride)
      for (int c = 0; c < keys.width(); ++c)
        digest = core::combine(digest, core::hash_value(keys.get(row, c)));
    digests[k] = static_cast<int64_t>(digest);
  }
  return digests;
}

std::string inserted_since(uint64_t first_xid) {
  const uint64_t next = call([]() noexcept { return U64FromFullTransactionId(ReadNextFullTransactionId()); });
  if (next - first_xid > INT32_MAX)
    throw core::Error(
        core::ErrorCode::ObjectNotInState, "the job is too old to go on",
        "Its rows can no longer be told from those that were there before by their transaction ids.",
        "Take its run back with datagen.undo() or load what is missing as a new job.");
  return "((xmin::pg_catalog.text::pg_catalog.int8 OPERATOR(pg_catalog.-) " +
         std::to_string(static_cast<uint32_t>(first_xid)) +
         ") OPERATOR(pg_catalog.&) 4294967295) OPERATOR(pg_catalog.<) 2147483648";
}

}  // namespace datagen::pg
