// src/core/plan/agreed_references.hpp -- references that go with each other, or with what their parents have been through
#pragma once

#include "core/plan/column_plan.hpp"
#include "core/random/permutation.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace datagen::core {

/// Applies the implied rules Owned, Reached, Dealt and Banked to one row after another, once its parents are chosen.
/// Where no parent suits, the choice stays.
class AgreedReferences {
 public:
  /// Whether the rule may change the reference: nothing else has a say in it.
  static bool in_force(const RelationTask& task, const std::vector<ColumnPlan>& plans,
                       const ImpliedRule& rule);

  /// Whether rows may share out the parents whose key `input` is, as the rule Dealt says.
  static bool deals(const RelationTask& task, const std::vector<ColumnPlan>& plans,
                    const ImpliedInput& input);
  /// How many rows get a parent of their own, the first ones: none beside rows that are there already. Empty: it is not
  /// known which parents there are, or deals() is false.
  static std::optional<uint64_t> dealt_rows(const RelationTask& task, const std::vector<ColumnPlan>& plans,
                                            const ImpliedInput& input);

  AgreedReferences(const RelationTask& task, const std::vector<ColumnPlan>& plans);

  bool empty() const { return owned_.empty() && reached_.empty() && dealt_.empty() && banked_.empty(); }
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
  struct Dealt {
    size_t foreign_key;
    int column;
    Permutation order;  ///< of ParentKeys::told_keys
  };
  struct Banked {
    size_t foreign_key = 0;
    int column = -1;
    int iban = -1;                 ///< of the row, where it is known before
    std::vector<uint32_t> owners;  ///< rows of ParentKeys::told_keys whose countries have IBANs
    std::map<std::string, std::vector<uint32_t>> by_country;
    uint64_t key = 0;
  };
  void add_owned(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans);
  void add_reached(const ImpliedRule& rule);
  void add_dealt(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans);
  void add_banked(const ImpliedRule& rule, const std::vector<ColumnPlan>& plans);
  void apply_banked(const Banked& banked, uint64_t ordinal, uint64_t attempt, Value* row) const;
  bool own(const Owned& owned, uint64_t ordinal, uint64_t attempt, bool owner_is_used, Value* row) const;

  const RelationTask& task_;
  std::vector<Owned> owned_;
  std::vector<Reached> reached_;
  std::vector<Dealt> dealt_;
  std::vector<Banked> banked_;
};

}  // namespace datagen::core
