// src/core/plan/demanded_rows.hpp -- giving the first new rows the values that children ask for
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/row_services.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace datagen::core {

/// The task's demands, laid over its first new rows one after another.
class DemandedRows {
 public:
  DemandedRows(const RelationTask& task, const std::vector<ColumnPlan>& columns, RowServices& services);

  bool empty() const { return demands_.empty(); }
  /// Sets what can be set before anything else of the row at `position`; columns that have a value keep it.
  void assign(uint64_t position, uint64_t attempt, Value* row, std::vector<char>& assigned,
              Arena& arena) const;
  /// Whether the row at `position` may have the value.
  bool admits(uint64_t position, int column, const Value& value) const;
  /// Whether the row, all its columns assigned, is what its position asks for.
  bool met(uint64_t position, const Value* row) const;
  /// Gives up what the row at `position` and those after it were asked for by one demand; false when it must be met.
  bool yield(uint64_t position);
  /// Whether some row is given the value of a unique column, so that other rows must not take it.
  bool reserves(int column, const Value& value) const;
  /// The column's reserved values on a grid, ascending.
  const std::vector<int64_t>& reserved_ticks(int column) const {
    return reserved_ticks_[static_cast<size_t>(column)];
  }

 private:
  struct Laid {
    const RowDemand* demand;
    uint64_t first;
    uint64_t rows;
    std::shared_ptr<const KeyTable> each;  ///< values of the `each` column, by row
    std::map<int, std::shared_ptr<const Generator>> generators;
  };
  const Laid* at(uint64_t position) const;
  std::shared_ptr<const KeyTable> values_for(const RowDemand& demand) const;
  bool is_from_sequence(int column, const Value& value) const;

  const RelationTask& task_;
  const std::vector<ColumnPlan>& columns_;
  RowServices& services_;
  std::vector<Laid> demands_;
  std::vector<std::vector<int64_t>> reserved_ticks_;  // by column
};

}  // namespace datagen::core
