// src/pg/reference_check.hpp -- foreign keys of a batch, checked and locked once per distinct key instead of once per row
#pragma once

#include "core/base/byte_set.hpp"
#include "core/base/integer_set.hpp"
#include "core/base/live_object.hpp"
#include "pg/sink.hpp"

#include <string>
#include <vector>

namespace datagen::pg {

/// Does for a batch what the server's RI_FKey_check_ins trigger does for each row: finds the parent row by the
/// constraint's own operators, as the parent's owner and regardless of row security, and locks it FOR KEY SHARE until
/// the end of the transaction. Each distinct key is looked up once, many in one query.
///
/// It only ever proves that the trigger would find nothing wrong. Where it cannot, because a key was not found, MATCH FULL
/// meets a NULL among values, or the key is of a kind that it does not deal with, the constraint's triggers are queued for
/// the batch as usual, and they raise the error or, when deferred, wait for the commit.
class ReferenceCheck : private core::LiveObject {
 public:
  struct Options {
    /// Code of the user's may run between batches and take parents away that were found before, with their children.
    bool forgetful = false;
  };
  /// `target`'s triggers are switched per batch, on its own copy of their descriptions.
  ReferenceCheck(const core::Relation& relation, const RowCodec& codec, const std::vector<int>& columns,
                 ResultRelInfo* target, Options options);

  /// For the batch that is about to enter: `slots` hold the final values of `rows`. Allocates in CurrentMemoryContext.
  void examine(const core::Value* rows, int count, TupleTableSlot** slots);

 private:
  /// What the catalogs say, trivially copyable.
  struct Constraint {
    int trigger;  // index among the target's
    Oid parent;
    Oid owner;
    bool match_full;
    bool only;  // the parent is no partitioned table
    int count;
    AttrNumber columns[INDEX_MAX_KEYS];
    AttrNumber parent_columns[INDEX_MAX_KEYS];
    Oid operators[INDEX_MAX_KEYS];
    Oid types[INDEX_MAX_KEYS];  // of the keys as they are looked up
    Oid array_types[INDEX_MAX_KEYS];
    char* query;
  };
  struct Reference {
    Constraint constraint;
    std::vector<int> columns;      // in the row
    core::IntegerSet known_ticks;  // keys found and locked: of one column that holds ticks
    core::ByteSet known;           // and all others
    std::vector<int> fresh;        // rows of the batch with keys that are not
    SPIPlanPtr plan = nullptr;
    int failures = 0;

    size_t memory() const { return known_ticks.memory() + known.memory(); }
    void forget() {
      known_ticks.clear();
      known.clear();
    }
  };

  void gather(const core::Relation& relation, const RowCodec& codec, const std::vector<int>& columns);
  static bool describe(ResultRelInfo* target, int trigger, Constraint* constraint) noexcept;
  static void build_query(Constraint* constraint, const TupleDesc parent) noexcept;
  bool collect_ticks(Reference& reference, const core::Value* rows, int count) const;
  bool collect(Reference& reference, const core::Value* rows, int count);
  bool find_parents(Reference& reference, TupleTableSlot** slots);
  static bool run_query(const Constraint& constraint, SPIPlanPtr* plan, const int* rows, int count,
                        TupleTableSlot** slots) noexcept;
  void set_trigger(const Reference& reference, bool fires);

  ResultRelInfo* target_;
  Options options_;
  size_t width_;
  std::vector<Reference> references_;
  std::string key_;
};

}  // namespace datagen::pg
