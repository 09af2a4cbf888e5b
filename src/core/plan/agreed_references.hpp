// src/core/plan/agreed_references.hpp -- references that go with each other, or with what their parents have been through
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/random/permutation.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace datagen::core {

/// Applies the implied rules Owned and Reached to one row after another, once its parents are chosen. Where no parent
/// suits, the choice stays.
class AgreedReferences {
 public:
  /// Whether the rule may change the reference: nothing else has a say in it.
  static bool in_force(const RelationTask& task, const std::vector<ColumnPlan>& plans,
                       const ImpliedRule& rule);

  AgreedReferences(const RelationTask& task, const std::vector<ColumnPlan>& plans);

  bool empty() const { return owned_.empty() && reached_.empty(); }
  /// Changes references of the row, those that are NULL excepted. A function of the row's ordinal, of the parents and of
  /// the references it has.
  void apply(uint64_t ordinal, uint64_t attempt, Value* row) const;

 private:
  struct Owned {
    size_t foreign_key;
    int column, owner;  ///< of the row
    int told;           ///< the column of ParentKeys::told with the owner
    bool may_change_owner;
    uint64_t key;
  };
  struct Reached {
    size_t foreign_key;
    int column;
    std::vector<uint32_t> parents;  ///< rows of ParentKeys::told_keys: those that got there, then the others
    uint64_t first;                 ///< how many got there
    std::optional<Permutation> order, others;
  };
  void add_owned(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans);
  void add_reached(const ImpliedRule& rule);
  bool own(const Owned& owned, uint64_t ordinal, uint64_t attempt, bool owner_is_used, Value* row) const;

  const RelationTask& task_;
  std::vector<Owned> owned_;
  std::vector<Reached> reached_;
};

}  // namespace datagen::core
