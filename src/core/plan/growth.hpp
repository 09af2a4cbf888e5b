// src/core/plan/growth.hpp -- rows of a relation that refers to itself, each made from one that was made before it
#pragma once

#include "core/plan/key_table.hpp"
#include "core/plan/row_services.hpp"
#include "core/plan/tree_shape.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

namespace datagen::core {

struct RelationTask;

/// How a relation that refers to itself gets its rows. Usually the keys that are referred to are made ahead of all rows, and
/// then each row chooses among them. Where what is referred to follows from the reference itself — the next version
/// of a document, a balance carried forward, a depth, a path, or a column that both share — no key can be known ahead: then
/// the relation grows, each row from one that is there already.
struct GrowthPlan {
  std::vector<size_t> references;  ///< foreign keys to the relation itself; empty: it does not grow
  std::vector<int> referred;       ///< the columns that these refer to, each once
  std::vector<char> follows;       ///< by column: its value depends on the row that is referred to
  /// The rows in the table, of the `referred` columns, in an order that does not depend on storage.
  std::shared_ptr<const KeyTable> rows;

  bool grows() const { return !references.empty(); }
  bool follow(int column) const { return grows() && follows[static_cast<size_t>(column)] != 0; }
};

/// Decides whether the relation grows; `rows` is left to whoever reads the table. Rules and shapes of its references to
/// itself are met by keys made ahead only.
GrowthPlan plan_growth(const RelationTask& task);

/// Whether the values of some of these columns depend on the row that is referred to.
bool follows_a_row(const GrowthPlan& plan, const std::vector<int>& columns);

/// Chooses for each row the row it grows from, and keeps the rows that later ones may grow from.
class Growth {
 public:
  /// Both arguments outlive the object.
  Growth(const RelationTask& task, RowServices& services);

  /// Chooses a parent for each reference of the row at `position` and sets the references' columns that have no value yet:
  /// to the parent's, or to NULL for a row that begins a tree or chain. To be called again with another attempt when no
  /// row could be made with that choice.
  void choose(uint64_t position, uint64_t attempt, Value* row, std::vector<char>& assigned);
  /// Sets what the row at hand must be because a row before it refers to it. To be called before choose().
  void repay(Value* row, std::vector<char>& assigned, Arena& arena) const;
  /// Whether what the row refers to is there, is the row itself, or can be the next row.
  bool admits(const Value* row) const;
  /// Completes the references of a row that refers to itself, once keys are allocated. `draw` gives a column its value;
  /// false when it cannot.
  void refer_to_itself(Value* row, std::vector<char>& assigned, const std::function<bool(int column)>& draw);
  /// The last row refers to the next one.
  bool owes() const { return !owed_.empty(); }
  /// The row at `position` was made; one made for the same position before is forgotten.
  void note(uint64_t position, const Value* row);

 private:
  struct Reference {
    size_t foreign_key;
    bool chain;                            ///< unique: no row is referred to twice
    std::vector<int> places;               ///< of the columns referred to, in GrowthPlan::referred
    std::vector<uint64_t> tips;            ///< chain: rows that none refers to
    std::vector<uint64_t> places_of_tips;  ///< by row, kNoRow for none
    std::vector<uint64_t> barren;          ///< tips that were given up for a while
    uint64_t parent = UINT64_MAX;          ///< of the row at hand
    bool itself = false;
    /// Mutual: its columns are part of what is referred to, as in (b, a) -> (a, b), so that two rows refer to each other and
    /// the first of them does so forward.
    bool mutual = false;
    bool forward = false;                             ///< of the row at hand: it may refer to the next one
    std::unordered_set<uint64_t> known;               ///< mutual: what can be referred to
    std::vector<std::vector<int>> keys;               ///< mutual: unique keys within what is referred to
    std::vector<std::unordered_set<uint64_t>> taken;  ///< by key: its values
  };
  struct Made {
    uint64_t row = UINT64_MAX;
    std::vector<uint64_t> parents;  ///< by reference
  };

  /// What a row that refers forward asks of the next one.
  struct Debt {
    size_t reference;
    std::vector<Value> tuple;  ///< in the order of the foreign key's columns
  };

  void find_mutual(Reference& reference) const;
  void know(Reference& reference, const Value* tuple) const;
  std::optional<std::vector<Value>> tuple_of(const Reference& reference, const Value* row) const;
  void owe(const Value* row);
  void append(const Value* tuple);
  void add_tip(Reference& reference, uint64_t row);
  void remove_tip(Reference& reference, uint64_t row);
  void blame();
  void revive(Reference& reference);
  void begin_tree(Reference& reference, Stream& stream, Value* row, std::vector<char>& assigned) const;
  bool begins_tree() const;
  bool may_begin(const Reference& reference, const std::vector<char>& assigned) const;
  uint64_t pick(Reference& reference, uint64_t own, bool as_planned, const Value* row,
                const std::vector<char>& assigned, Stream& stream);
  bool fits(const Reference& reference, uint64_t parent, const Value* row,
            const std::vector<char>& assigned) const;
  void set(Reference& reference, uint64_t parent, Value* row, std::vector<char>& assigned) const;

  const RelationTask& task_;
  const GrowthPlan& plan_;
  RowServices& services_;
  TreeShape shape_;
  uint64_t key_;
  std::vector<Reference> references_;
  KeyTable rows_;               ///< of the `referred` columns
  std::vector<char> dead_;      ///< by row: made in vain
  std::vector<uint8_t> blame_;  ///< by row: how often none could be made from it
  std::vector<Made> made_;      ///< by position
  std::vector<Debt> owed_;      ///< at most one: the next row pays it
  Arena owed_values_;
  uint64_t existing_ = 0;
  uint64_t vain_ = 0;               ///< rows in a row that were to begin a tree and could not
  uint64_t position_ = UINT64_MAX;  ///< of the row at hand
};

}  // namespace datagen::core
