// src/core/plan/relation_task.hpp -- everything the rows of one relation are a function of
#pragma once

#include "core/constraint/domain.hpp"
#include "core/generate/generator.hpp"
#include "core/infer/coherence.hpp"
#include "core/infer/meaning.hpp"
#include "core/plan/dealt_column.hpp"
#include "core/plan/exclusion_entry.hpp"
#include "core/plan/fan_out.hpp"
#include "core/plan/growth.hpp"
#include "core/plan/key_table.hpp"
#include "core/plan/level_tree.hpp"
#include "core/plan/row_demand.hpp"
#include "core/schema/relation.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace datagen::core {

/// The keys that a foreign key may refer to, in the order of ForeignKey::columns.
struct ParentKeys {
  std::shared_ptr<const KeyTable>
      keys;               ///< null: not known yet, because the parent's keys are still to be made
  uint64_t existing = 0;  ///< the first rows of `keys` are in the table; the rest are made by this call
  std::string name;       ///< of the parent, for messages
  bool all_fit =
      true;  ///< the child's types hold each key; otherwise those that they cannot hold are dropped
  bool cyclic = false;  ///< the parent is the relation itself or in its strongly connected component
  /// What implied rules read of the parents: row i of `told` belongs to the key in row i of `told_keys`. Null: nothing.
  std::shared_ptr<const KeyTable> told, told_keys;
  std::vector<int> told_columns;  ///< of the parent, in the order of `told`
};

/// A rule on a column: an SQL expression that the server evaluates over the row.
struct ColumnRule {
  bool has_expression = true;  ///< false: only the share of NULLs is given
  std::vector<int> inputs;     ///< columns the expression reads
  std::optional<double> null_share;
};

/// How many children each parent gets by one foreign key, exactly.
struct ChildrenPerParent {
  size_t foreign_key = 0;
  uint64_t parents = 0;  ///< as planned
  uint64_t least = 0;    ///< children of one parent
  uint64_t most = 0;
};

/// What the user asks of a foreign key (datagen.set_shape).
struct ReferenceShape {
  std::optional<FanOutShape> fan_out;
  TreeSettings tree;  ///< self references only
};

/// The key of a foreign key's fan-out draws.
uint64_t fan_out_key(uint64_t seed, const Relation& relation, const ForeignKey& key);

/// The input of RowMaker.
struct RelationTask {
  const Relation* relation = nullptr;
  Analysis analysis;
  std::vector<Meaning> meanings;     ///< by column; empty: values follow types and constraints alone
  std::vector<ImpliedRule> implied;  ///< of names and types, in order (infer/coherence.hpp)
  uint64_t seed = 0;
  uint64_t first_ordinal = 0;  ///< rows in the target as the caller sees it
  uint64_t count = 0;          ///< rows to make
  GenerationSettings settings;
  uint64_t search_budget = 100000;
  std::vector<ParentKeys> parents;          ///< one per foreign key
  std::map<int, ColumnRule> rules;          ///< by column
  std::map<size_t, ReferenceShape> shapes;  ///< by foreign key
  std::map<int, std::string> families;      ///< by column: the key family it belongs to (key_family.hpp)
  std::vector<RowDemand> demands;           ///< met by the first new rows, one after another (row_demand.hpp)
  std::optional<ChildrenPerParent> per_parent;
  std::set<int> own_columns;  ///< foreign keys only repeat their values (schema/round_trip.hpp)
  std::map<int, DealtColumn>
      dealt;                       ///< by column: references that meet those of other relations in some child
  std::map<int, int64_t> highest;  ///< by column: the largest tick in the table
  GrowthPlan growth;               ///< of a relation that refers to itself and whose keys are not made ahead
  /// By key: what KeyAllocator::used_steps() told at the start of a load, whose slices begin at any position.
  std::map<size_t, std::shared_ptr<const std::vector<uint64_t>>> used_steps;
  /// The tuples of a unique key that the table already holds, in part order; asked for keys that are allocated.
  std::function<std::shared_ptr<const KeyTable>(size_t key)> existing_tuples;
  /// RowServices::key_hash of the rows in the table; asked for keys that are remembered.
  std::function<std::vector<uint64_t>(size_t key)> existing_hashes;
  /// What the rows in the table take of an exclusion constraint.
  std::function<ExclusionEntries(size_t exclusion, int span_part)> existing_entries;
};

}  // namespace datagen::core
