// src/core/plan/row_entities.hpp -- values of a row that follow from one whose choice is not theirs: sex, country, code
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/plan/parent_rows.hpp"
#include "core/realistic/makers.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace datagen::core {

/// Columns that tell of one person or place are drawn from the same numbers, and so agree. Where one of them gets its
/// value from elsewhere (a key, a reference, a list of allowed values), the others are made again to suit it: names the
/// sex, cities and postcodes the country, the name of a currency or a language its code. So are those that an implied
/// rule puts into the country of the row's owner.
class RowEntities {
 public:
  RowEntities(const RelationTask& task, const std::vector<ColumnPlan>& plans);

  bool empty() const { return followers_.empty(); }
  /// Predicates that read a column that is made again.
  const std::vector<int>& judged() const { return judged_; }
  /// Changes columns of the row that are not `fixed`. A function of what the row holds and of (ordinal, attempt). What
  /// a column's domain does not admit is not done.
  void apply(uint64_t ordinal, uint64_t attempt, const std::vector<char>& fixed, Value* row, Arena& arena);
  /// Takes the last apply() back.
  void undo(Value* row) const;

  /// By column: the column whose value it follows, -1 for none. For explain.
  static std::vector<int> anchors_of(const RelationTask& task, const std::vector<ColumnPlan>& plans);

 private:
  enum class Kind : uint8_t { Place, Person, Currency, Language };
  struct Follower {
    int column;
    int anchor;  ///< -1: what `owner` reads
    Kind kind;
    const RealisticGenerator* maker;  ///< null: the name of the code
    uint64_t entity, key;
    const ImpliedInput* owner = nullptr;  ///< the country of the row's owner
    bool of_account = false;              ///< an IBAN or BIC
  };
  static std::vector<Follower> followers_of(const RelationTask& task, const std::vector<ColumnPlan>& plans);
  std::optional<Value> made(const Follower& follower, uint64_t ordinal, uint64_t attempt,
                            const std::string& known, Arena& arena);
  std::string_view looked_up(Kind kind, const std::string& known);

  const RelationTask& task_;
  std::vector<Follower> followers_;
  ParentRows parents_;
  std::vector<int> judged_;
  std::vector<std::pair<int, Value>> before_;
  std::array<std::map<std::string, std::string_view>, 4> looked_up_;  // in the realm, by kind
};

}  // namespace datagen::core
