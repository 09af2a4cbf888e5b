// src/core/plan/group_drawer.hpp -- drawing the columns that constraints tie together, branch by branch
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/comparison_bounds.hpp"

#include <memory>
#include <vector>

namespace datagen::core {

/// Draws one column's value: default, NULL or a value of a generator.
class ColumnDrawer {
 public:
  ColumnDrawer(const RelationTask& task, int column, const Domain& domain, std::shared_ptr<const Generator> generator,
               bool uses_default);
  /// False when the domain admits nothing.
  bool draw(Stream& stream, Arena& arena, Value& value) const;
  /// The same between two bounds that comparisons with other columns leave.
  bool draw_between(const ComparisonBounds::Bounds& bounds, Stream& stream, Arena& arena, Value& value) const;
  const Domain& domain() const { return domain_; }

 private:
  bool draw_null(Stream& stream) const;
  Domain domain_;
  std::shared_ptr<const Generator> generator_;
  const Type* type_;
  double null_share_;
  std::optional<Value> default_value_;
};

/// One group of tied columns.
class GroupDrawer {
 public:
  GroupDrawer(const RelationTask& task, const std::vector<ColumnPlan>& columns, size_t group);

  const BranchGroup& group() const { return group_; }
  /// A branch that admits all values assigned so far, -1 when there is none.
  int choose(const Value* row, const std::vector<char>& assigned, Stream& stream) const;
  bool admits(int branch, int column, const Value& value) const;
  /// Draws every column of the group that is drawn and not assigned. False on a dead end.
  bool draw(int branch, Value* row, std::vector<char>& assigned, uint64_t ordinal, uint64_t attempt,
            Arena& arena) const;

 private:
  struct CompiledBranch {
    std::vector<std::pair<int, ColumnDrawer>> drawers;  // in drawing order
    std::unique_ptr<ComparisonBounds> bounds;
    std::map<int, Domain> domains;
    double weight;
  };
  void compile(const RelationTask& task, const std::vector<ColumnPlan>& columns, const Branch& branch);

  const BranchGroup& group_;
  std::vector<uint64_t> column_keys_;  // by column
  std::vector<CompiledBranch> branches_;
};

}  // namespace datagen::core
