// src/core/plan/reference_picker.hpp -- choosing the parent of a row for one foreign key
#pragma once

#include "core/plan/relation_task.hpp"
#include "core/plan/tree_shape.hpp"
#include "core/random/permutation.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace datagen::core {

/// Picks parents for one foreign key: uniformly, along a tree for self references, along chains where the reference
/// is unique as well, and among the rows that match columns which already have a value.
class ReferencePicker {
 public:
  /// What a row looks like when its parent is picked.
  struct Context {
    Value* row;
    std::vector<char>& assigned;
    uint64_t position;  ///< of the row among the new ones
    uint64_t attempt;   ///< differs between the tries for one row
    /// Whether the branch taken admits the value for the column.
    const std::function<bool(int column, const Value& value)>& admitted;
  };

  ReferencePicker(const RelationTask& task, size_t foreign_key, bool unique);

  /// Assigns the foreign key's columns. False when no parent fits the columns assigned before.
  bool pick(Context& context, Stream& stream) const;
  /// Follows the shape that the task has for the foreign key, once the parents' keys are known.
  void follow_shape();
  /// Deals the first children one to each parent, so that every parent of a cycle has at least one.
  void cover_parents() { cover_ = true; }
  /// Gives every parent its share of children instead of choosing freely.
  void share_out(const ChildrenPerParent& share);
  /// Deals the first children out by the values of `column`.
  void deal_by(int column, const DealtColumn& dealt);
  /// Several self references of one relation follow one order of rows; the first is drawn as the tree.
  size_t foreign_key() const { return index_; }

 private:
  bool set(Context& context, uint64_t parent_row) const;
  bool set_null(Context& context) const;
  bool pick_free(Context& context, Stream& stream) const;
  bool pick_share(Context& context) const;
  bool pick_dealt(Context& context, Stream& stream) const;
  bool pick_matching(Context& context, Stream& stream, const std::vector<int>& positions) const;
  bool pick_next(Context& context, uint64_t own) const;
  bool pick_in_tree(Context& context, Stream& stream) const;
  bool pick_in_order(Context& context, Stream& stream) const;
  bool pick_in_chain(Context& context, Stream& stream) const;
  bool pick_by_fan_out(Context& context) const;
  bool pick_in_levels(Context& context) const;
  bool may_be_null(const Context& context) const;

  const RelationTask& task_;
  const ForeignKey& key_;
  const ParentKeys& parents_;
  size_t index_;
  bool self_;
  bool chain_;
  uint64_t step_ = 1;  ///< of a chain: each of several self references has one of its own
  bool cover_ = false;
  bool avoids_itself_ = false;
  /// CHECKs put the referenced key above or below the row's own, so there are no circles whichever row is chosen.
  bool above_ = false;
  bool below_ = false;
  TreeShape shape_;
  std::optional<ChildrenPerParent> share_;
  std::optional<Permutation> spare_children_;  // of those beyond the least
  DealtColumn dealt_;
  int dealt_position_ = -1;                // of the column in the key
  std::shared_ptr<const KeyTable> hands_;  // its values, in the order they are dealt
  std::optional<FanOut> fan_out_;
  std::optional<LevelTree> levels_;
  bool keeps_nulls_ = true;
  double null_share_ = 0;
  uint64_t key_hash_ = 0;
};

}  // namespace datagen::core
