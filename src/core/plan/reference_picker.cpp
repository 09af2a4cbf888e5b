// src/core/plan/reference_picker.cpp -- free choice, matching choice, trees and chains
#include "core/plan/reference_picker.hpp"

#include "core/constraint/conjuncts.hpp"
#include "core/plan/column_plan.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Parents looked at before a row is given up for this attempt, where the branch admits only some of them.
constexpr int kPicks = 64;
/// Other earlier rows looked at where the branch does not admit the one that the tree asks for.
constexpr int kEarlierRows = 16;
/// Later rows looked at where no earlier one will do.
constexpr uint64_t kNextRows = 4;
/// How often a row of a chain is none's successor once its own place in the chain would not do.
constexpr double kUnlinked = 0.25;
/// Attempts from this number on are for a row that the server has refused several times (RowMaker::make_again).
constexpr uint64_t kRefusedBefore = uint64_t{4} << 32;

/// Whether CHECKs compare a column of the reference with the referenced key so that "reference op key" is one of `ops`.
bool compares(const ForeignKey& key, const Analysis& analysis, const std::vector<Op>& ops) {
  const auto is_pair = [&](const Comparison& c) {
    for (size_t i = 0; i < key.columns.size(); ++i) {
      const int child = key.columns[i];
      const int parent = key.parent_columns[i];
      const bool straight = c.left == child && c.right == parent,
                 turned = c.left == parent && c.right == child;
      if (child == parent || (!straight && !turned)) continue;
      // With an offset it may say something else of the order.
      const bool fits =
          c.op == Op::Ne || c.offset == 0 || (straight ? c.offset > 0 : c.offset < 0) == (c.op == Op::Gt);
      if (fits && std::find(ops.begin(), ops.end(), straight ? c.op : mirror_of(c.op)) != ops.end())
        return true;
    }
    return false;
  };
  // An alternative that lets a row be its own parent is enough.
  return std::any_of(analysis.groups.begin(), analysis.groups.end(), [&](const BranchGroup& group) {
    return !group.branches.empty() &&
           std::all_of(group.branches.begin(), group.branches.end(), [&](const Branch& branch) {
             return std::any_of(branch.comparisons.begin(), branch.comparisons.end(), is_pair);
           });
  });
}

}  // namespace

uint64_t fan_out_key(uint64_t seed, const Relation& relation, const ForeignKey& key) {
  std::string names;
  for (int column : key.columns) names += relation.columns[static_cast<size_t>(column)].name + ",";
  return column_key(seed, relation.name, names + "fan-out");
}

ReferencePicker::ReferencePicker(const RelationTask& task, size_t foreign_key, bool unique)
    : task_(task),
      key_(task.relation->foreign_keys[foreign_key]),
      parents_(task.parents[foreign_key]),
      index_(foreign_key),
      self_(key_.parent == task.relation->id),
      chain_(self_ && unique) {
  std::string names;
  for (int column : key_.columns) {
    names += task.relation->columns[static_cast<size_t>(column)].name + ",";
    if (task.analysis.base[static_cast<size_t>(column)].null == NullStatus::May)
      null_share_ = std::max(null_share_, null_share_of(task, column));
  }
  key_hash_ = column_key(task.seed, task.relation->name, names);
  for (size_t k = 0; k < foreign_key; ++k)
    if (task.relation->foreign_keys[k].parent == task.relation->id) ++step_;
  avoids_itself_ = self_ && compares(key_, task.analysis, {Op::Ne, Op::Lt, Op::Gt});
  above_ = self_ && compares(key_, task.analysis, {Op::Gt, Op::Ge});
  below_ = self_ && compares(key_, task.analysis, {Op::Lt, Op::Le});
}

bool ReferencePicker::pick(Context& context, Stream& stream) const {
  if (!parents_.keys) return true;  // not known yet: the columns stay open
  std::vector<int> fixed;
  bool fixed_null = false;
  for (size_t i = 0; i < key_.columns.size(); ++i)
    if (context.assigned[static_cast<size_t>(key_.columns[i])]) {
      fixed.push_back(static_cast<int>(i));
      fixed_null = fixed_null || context.row[key_.columns[i]].is_null();
    }
  // Under MATCH SIMPLE the NULL that is there suffices: columns that must hold a value are left to their own draw.
  if (fixed_null) return set_null(context) || key_.match == MatchType::Simple;
  if (parents_.keys->empty()) return set_null(context);
  if (fixed.size() < key_.columns.size() && keeps_nulls_ && may_be_null(context) && !share_ && !chain_ &&
      !(self_ && fixed.empty()) && stream.chance(null_share_))
    return set_null(context);
  if (chain_ && fixed.empty()) return pick_in_chain(context, stream);
  if (!fixed.empty()) return pick_matching(context, stream, fixed) || set_null(context);
  if (self_) return levels_ ? pick_in_levels(context) : pick_in_tree(context, stream);
  return pick_free(context, stream) || set_null(context);
}

bool ReferencePicker::may_be_null(const Context& context) const {
  bool any = false;
  bool all = true;
  for (int column : key_.columns) {
    if (context.assigned[static_cast<size_t>(column)]) continue;
    const bool may = task_.analysis.base[static_cast<size_t>(column)].null != NullStatus::Never &&
                     context.admitted(column, Value::null());
    any = any || may;
    all = all && may;
  }
  return key_.match == MatchType::Full ? all : any;
}

bool ReferencePicker::set_null(Context& context) const {
  if (!may_be_null(context)) {
    bool open = false;
    for (int column : key_.columns) open = open || !context.assigned[static_cast<size_t>(column)];
    // All columns were fixed by others, one of them NULL: nothing is left to decide.
    return !open && std::any_of(key_.columns.begin(), key_.columns.end(),
                                [&](int column) { return context.row[column].is_null(); });
  }
  for (int column : key_.columns) {
    if (context.assigned[static_cast<size_t>(column)]) continue;
    const bool may = task_.analysis.base[static_cast<size_t>(column)].null != NullStatus::Never &&
                     context.admitted(column, Value::null());
    // MATCH SIMPLE asks for one NULL only; columns that must hold a value stay open for a later reference or a draw.
    if (!may) continue;
    context.row[column] = Value::null();
    context.assigned[static_cast<size_t>(column)] = 1;
  }
  return true;
}

bool ReferencePicker::set(Context& context, uint64_t parent_row) const {
  const KeyTable& keys = *parents_.keys;
  for (size_t i = 0; i < key_.columns.size(); ++i) {
    const Value value = keys.get(parent_row, static_cast<int>(i));
    if (value.is_null()) return false;
    const int column = key_.columns[i];
    if (!context.assigned[static_cast<size_t>(column)] && !context.admitted(column, value)) return false;
  }
  for (size_t i = 0; i < key_.columns.size(); ++i) {
    context.row[key_.columns[i]] = keys.get(parent_row, static_cast<int>(i));
    context.assigned[static_cast<size_t>(key_.columns[i])] = 1;
  }
  return true;
}

void ReferencePicker::share_out(const ChildrenPerParent& share) {
  if (self_ || !parents_.keys || parents_.keys->empty()) return;
  share_ = share;
  share_->parents = std::min(share.parents, parents_.keys->size());
  const uint64_t spare = share_->parents * (share.most - share.least);
  if (spare > 0) spare_children_.emplace(spare, key_hash_);
}

bool ReferencePicker::pick_share(Context& context) const {
  // The parents of this call are the last in the order of keys.
  const uint64_t first = parents_.keys->size() - share_->parents;
  const uint64_t sure = share_->parents * share_->least;
  if (context.position < sure) return set(context, first + context.position % share_->parents);
  const uint64_t beyond = context.position - sure;
  if (!spare_children_ || beyond >= spare_children_->size()) return false;
  return set(context, first + spare_children_->at(beyond) % share_->parents);
}

void ReferencePicker::deal_by(int column, const DealtColumn& dealt) {
  if (self_ || !parents_.keys || parents_.keys->empty()) return;
  dealt_ = dealt;
  dealt_position_ =
      static_cast<int>(std::find(key_.columns.begin(), key_.columns.end(), column) - key_.columns.begin());
  const KeyTable values = parents_.keys->project({dealt_position_});
  const uint64_t salt = column_key(task_.seed, dealt.family, "dealt");
  std::vector<std::pair<uint64_t, uint64_t>> order;
  for (uint64_t row = 0; row < values.size(); ++row)
    order.emplace_back(combine(salt, hash_value(values.get(row, 0))), row);
  std::sort(order.begin(), order.end());
  auto hands = std::make_shared<KeyTable>(1);
  for (const auto& [hash, row] : order) {
    const Value value = values.get(row, 0);
    hands->append(&value);
  }
  hands_ = std::move(hands);
}

bool ReferencePicker::pick_dealt(Context& context, Stream& stream) const {
  const Value value = hands_->get(dealt_.hand(task_.first_ordinal + context.position, key_hash_), 0);
  const auto matches = parents_.keys->matching({dealt_position_}, &value);
  return matches.count > 0 && set(context, matches.at(stream.below(matches.count)));
}

void ReferencePicker::follow_shape() {
  const auto found = task_.shapes.find(index_);
  if (found == task_.shapes.end() || !parents_.keys || parents_.keys->empty()) return;
  const ReferenceShape& shape = found->second;
  if (self_ && shape.tree.any() && !chain_) levels_.emplace(shape.tree, task_.count);
  if (self_ || !shape.fan_out) return;
  fan_out_.emplace(*shape.fan_out, parents_.keys->size(), task_.count,
                   fan_out_key(task_.seed, *task_.relation, key_));
  // Every row is somebody's child, unless a rule asks for NULLs.
  keeps_nulls_ = std::any_of(key_.columns.begin(), key_.columns.end(), [&](int column) {
    const auto rule = task_.rules.find(column);
    return rule != task_.rules.end() && rule->second.null_share;
  });
}

bool ReferencePicker::pick_by_fan_out(Context& context) const {
  // What fails for other reasons is tried again with the same parent; one that the row cannot have is given up for others.
  const uint64_t first = (context.attempt & UINT32_MAX) < kPicks ? 0 : context.attempt;
  for (uint64_t pick = 0; pick < kPicks; ++pick)
    if (set(context, fan_out_->parent_of(context.position, first + pick))) return true;
  return false;
}

bool ReferencePicker::pick_in_levels(Context& context) const {
  // The new rows are a forest of their own, whatever the rows in the table look like.
  const auto parent = context.position < task_.count ? levels_->parent_of(context.position) : std::nullopt;
  if (parent) return set(context, parents_.existing + *parent) || set_null(context);
  if (may_be_null(context)) return set_null(context);
  const uint64_t own = parents_.existing + context.position;
  if (!avoids_itself_) return set(context, own);
  const uint64_t ring = std::max<uint64_t>(levels_->roots(), 2);
  return set(context, parents_.existing + (context.position + 1) % ring);
}

bool ReferencePicker::pick_free(Context& context, Stream& stream) const {
  if (fan_out_ && pick_by_fan_out(context)) return true;
  // A row that no draw fits to its parent goes elsewhere after a while.
  if (share_ && (context.attempt & UINT32_MAX) < kPicks) return pick_share(context);
  if (hands_ && context.attempt == 0 &&
      task_.first_ordinal + context.position < dealt_.dealt(hands_->size()) && pick_dealt(context, stream))
    return true;
  const uint64_t count = parents_.keys->size();
  if (cover_ && context.position < count && context.attempt == 0)
    if (set(context, (context.position + parents_.existing) % count)) return true;
  for (int pick = 0; pick < kPicks; ++pick)
    if (set(context, stream.below(count))) return true;
  return false;
}

bool ReferencePicker::pick_matching(Context& context, Stream& stream,
                                    const std::vector<int>& positions) const {
  std::vector<Value> values;
  for (int position : positions) values.push_back(context.row[key_.columns[static_cast<size_t>(position)]]);
  const auto matches = parents_.keys->matching(positions, values.data());
  if (matches.count == 0) return false;
  if (positions.size() == key_.columns.size()) return true;
  if (self_) {
    // The tree within the rows that share these columns: positions count within the group.
    const uint64_t own_row = parents_.existing + context.position;
    uint64_t own = 0;
    for (uint64_t low = 0, high = matches.count; low < high;) {
      const uint64_t middle = (low + high) / 2;
      if (matches.at(middle) < own_row)
        low = own = middle + 1;
      else
        high = middle;
    }
    const uint64_t last = matches.count - 1;
    if (chain_) {
      // One after the other within the group; a row that cannot have its neighbour takes any, or none.
      const bool has_next = above_ ? own + step_ <= last : own >= step_ && own - step_ <= last;
      if (context.attempt == 0 && has_next && set(context, matches.at(above_ ? own + step_ : own - step_)))
        return true;
      if (may_be_null(context) && (context.attempt == 0 || stream.chance(kUnlinked))) return false;
    }
    const bool turned = above_ && own <= last;
    const auto parent =
        chain_ ? std::nullopt : shape_.parent_of(turned ? last - own : own, matches.count, stream);
    if (!parent && !chain_)
      return may_be_null(context) ? false : set(context, own < matches.count ? matches.at(own) : own_row);
    if (parent && set(context, matches.at(turned ? last - *parent : *parent))) return true;
    if (!above_ && !below_ && !chain_) return false;
  }
  for (int pick = 0; pick < kPicks; ++pick)
    if (set(context, matches.at(stream.below(matches.count)))) return true;
  return false;
}

/// One of the rows just behind, which are inserted together with this one.
bool ReferencePicker::pick_next(Context& context, uint64_t own) const {
  const uint64_t end = std::min(parents_.keys->size(), own + 1 + kNextRows);
  for (uint64_t row = own + 1; row < end; ++row)
    if (set(context, row)) return true;
  return false;
}

bool ReferencePicker::pick_in_tree(Context& context, Stream& stream) const {
  const uint64_t count = parents_.keys->size();
  const uint64_t own = parents_.existing + context.position;
  // A row that was refused leaves the shape of the tree: any earlier row, or none.
  if (context.attempt >= kRefusedBefore && own > 0) {
    if (may_be_null(context) && stream.chance(0.25)) return set_null(context);
    return set(context, stream.below(own));
  }
  // Where parents come after their children, the tree is turned round: its root is the last row.
  const uint64_t place = above_ ? count - 1 - own : own;
  const auto parent = shape_.parent_of(place, count, stream);
  if (parent) {
    if (set(context, above_ ? count - 1 - *parent : *parent)) return true;
    if (above_ || below_) return pick_in_order(context, stream) || set_null(context);
    for (int pick = 0; pick < kEarlierRows; ++pick)
      if (set(context, stream.below(own))) return true;
    return set_null(context) || (!avoids_itself_ && set(context, own)) || pick_next(context, own);
  }
  if (may_be_null(context)) return set_null(context);
  if (!avoids_itself_) return set(context, own) || pick_next(context, own);
  // No row may be its own parent and none may do without: the roots point to each other in a ring.
  const uint64_t ring = std::min(count, std::max<uint64_t>(shape_.roots(count), 2));
  return set(context, (own + 1) % ring) || pick_free(context, stream);
}

/// Any row that the comparison admits, whatever the order in which keys were made.
bool ReferencePicker::pick_in_order(Context& context, Stream& stream) const {
  for (int pick = 0; pick < kPicks; ++pick)
    if (set(context, stream.below(parents_.keys->size()))) return true;
  return false;
}

bool ReferencePicker::pick_in_chain(Context& context, Stream& stream) const {
  const uint64_t first = parents_.existing;
  const uint64_t count = parents_.keys->size() - first;
  const bool may_end = may_be_null(context);
  if (may_end && (above_ ? context.position + step_ >= count : context.position < step_))
    return set_null(context);
  if (may_end && stream.chance(null_share_)) return set_null(context);
  if (above_)
    return (context.position + step_ < count && set(context, first + context.position + step_)) ||
           set_null(context);
  const uint64_t previous = (context.position + count - step_ % count) % count;
  return set(context, first + previous) || set_null(context);
}

}  // namespace datagen::core
