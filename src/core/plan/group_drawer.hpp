// src/core/plan/group_drawer.hpp -- drawing the columns that constraints tie together, branch by branch
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/comparison_bounds.hpp"
#include "core/plan/row_services.hpp"
#include "core/plan/sum_bounds.hpp"
#include "core/search/ladder.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace datagen::core {

/// Draws one column's value: default, NULL or a value of a generator.
class ColumnDrawer {
 public:
  ColumnDrawer(const RelationTask& task, int column, const Domain& domain,
               std::shared_ptr<const Generator> generator, bool uses_default, bool leans = false);
  /// False when the domain admits nothing.
  bool draw(Stream& stream, Arena& arena, Value& value) const;
  /// The same where the server refuses the usual values: NULL, the first values of the listing (small numbers), or
  /// any of the domain, each often.
  bool venture(Stream& stream, Arena& arena, Value& value) const;
  /// What other columns of the row leave of the domain.
  struct Narrowed {
    TickSet ticks;
    bool near_low = false;  ///< the lower end comes from another column, so values just above it look natural
    bool near_high = false;
  };
  /// The same within `narrowed`.
  bool draw_within(const Narrowed& narrowed, Stream& stream, Value& value) const;
  /// A value that is not NULL; false when there is none.
  bool draw_value(Stream& stream, Arena& arena, Value& value) const;
  double null_share() const { return null_share_; }
  const Domain& domain() const { return domain_; }

 private:
  bool draw_null(Stream& stream) const;
  Value usual(Stream& stream, Arena& arena) const;
  bool draw_edge(const Stream& stream, Arena& arena, Value& value) const;
  bool takes_edge(const Stream& stream, Stream& own) const;
  Domain domain_;
  std::shared_ptr<const Generator> generator_;
  const Type* type_;
  double null_share_;
  uint64_t spread_ = 0;  ///< members of the listing to draw from evenly; 0: as the generator draws
  std::optional<Value> default_value_;
  std::shared_ptr<const EdgeValues> edges_;  ///< null: none are mixed in
  double edge_share_ = 0;
};

/// One group of tied columns.
class GroupDrawer {
 public:
  GroupDrawer(const RelationTask& task, const std::vector<ColumnPlan>& columns, size_t group);

  const BranchGroup& group() const { return group_; }
  /// A branch that admits all values assigned so far, -1 when there is none.
  int choose(const Value* row, const std::vector<char>& assigned, Stream& stream) const;
  /// Whether the column, which is of the group, holds no value in the branch, and in some branches but not all.
  bool must_be_null(int branch, int column) const;
  bool leaves_open(int column) const;
  /// Whether the branch takes the value beside those assigned so far, as far as domains and comparisons tell.
  bool admits(int branch, int column, const Value& value, const Value* row,
              const std::vector<char>& assigned) const;
  /// Draws every column of the group that is drawn and not assigned; what others define is computed from them, by
  /// `services` where the core cannot. False on a dead end.
  bool draw(int branch, Value* row, std::vector<char>& assigned, uint64_t ordinal, uint64_t attempt,
            RowServices& services, Arena& arena) const;

  /// The ladder for `residual`, predicates of the group that the server would judge after a draw, in a branch; null when
  /// it would not seek any column. `candidates` gives a column's values worth a try; `mostly_met` tells of a predicate
  /// whether nearly every blind draw meets it.
  struct LadderRequest {
    const std::vector<int>& residual;
    const std::vector<int>& judgeable;
    std::function<std::vector<Value>(int column)> candidates;
    std::function<bool(int predicate)> mostly_met;
  };
  Ladder* ladder(int branch, const LadderRequest& request);

 private:
  /// A column, what draws it, and what is known of it beside its own domain.
  struct DrawnColumn {
    int column;
    ColumnDrawer drawer;
    const Definition* definition;  // null: no other columns define it
    bool compared;                 // with other columns, or summed up with them
  };
  struct CompiledBranch {
    std::vector<DrawnColumn> drawn;  // in drawing order
    std::unique_ptr<ComparisonBounds> bounds;
    std::unique_ptr<SumBounds> sums;
    std::map<int, const Definition*> definitions;
    std::map<int, Domain> domains;
    double weight;
    std::unique_ptr<Ladder> ladder;
    bool ladder_made = false;
  };
  void compile(const RelationTask& task, const std::vector<ColumnPlan>& columns, const Branch& branch);

  std::vector<int> drawing_order(const ComparisonBounds& bounds, const Branch& branch) const;
  bool draw_column(const CompiledBranch& branch, const DrawnColumn& drawn, Value* row,
                   const std::vector<char>& assigned, Stream& stream, RowServices& services,
                   Arena& arena) const;
  bool only_computed(const CompiledBranch& branch, int column) const;
  std::vector<int> outputs(const CompiledBranch& branch, const LadderRequest& request) const;
  bool define(const Definition& definition, const ColumnDrawer& drawer, Value* row, RowServices& services,
              Arena& arena) const;

  const Relation& relation_;
  const BranchGroup& group_;
  std::vector<uint64_t> column_keys_;  // by column
  uint64_t key_;
  Arena suggestions_;
  std::vector<CompiledBranch> branches_;
  // Their memory is used again from row to row.
  mutable std::vector<int> fitting_;
  mutable std::vector<int> given_;
  mutable ColumnDrawer::Narrowed narrowed_;
};

}  // namespace datagen::core
