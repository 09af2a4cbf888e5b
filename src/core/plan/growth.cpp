// src/core/plan/growth.cpp -- which relations grow, and from which row each new one does
#include "core/plan/growth.hpp"

#include "core/base/contains.hpp"
#include "core/plan/relation_task.hpp"
#include "core/search/search_problem.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace datagen::core {
namespace {

constexpr uint64_t kNoRow = UINT64_MAX;
/// Parents looked at for one choice.
constexpr int kPicks = 32;
/// A row from which so many in a row could not be grown is left alone.
constexpr uint8_t kBarren = 3;
/// How often a row begins a tree although it was to grow from another, or the other way round, once it has failed.
constexpr double kOtherwise = 0.25;
/// After so many failures in a row trees are begun only where a row cannot grow.
constexpr uint64_t kVain = 4;
/// The share of rows that begin a chain: chains have five rows on average.
constexpr double kChains = 0.2;
/// The share of rows of a mutual reference that refer to none where they may.
constexpr double kAlone = 0.1;

/// "child <= parent's", "child < parent's" or "child <> parent's" between two columns, whichever side is written first.
bool keeps_ascending(const Expr& expr, int child, int parent) {
  if (expr.op == Op::Or || expr.op == Op::And)
    return std::all_of(expr.args.begin(), expr.args.end(), [&](const ExprPtr& arg) {
      return arg->op == Op::IsNull || keeps_ascending(*arg, child, parent);
    });
  if (expr.args.size() != 2 || expr.args[0]->op != Op::Column || expr.args[1]->op != Op::Column) return false;
  const int left = expr.args[0]->column, right = expr.args[1]->column;
  if (expr.op == Op::Ne) return true;
  if (left == child && right == parent) return expr.op == Op::Lt || expr.op == Op::Le;
  return left == parent && right == child && (expr.op == Op::Gt || expr.op == Op::Ge);
}

/// "child <> parent's", or NULL: keys that were made ahead of all rows will do, whatever their order.
bool only_differs(const Expr& expr, int child, int parent) {
  if (expr.op == Op::Or)
    return std::all_of(expr.args.begin(), expr.args.end(), [&](const ExprPtr& arg) {
      return arg->op == Op::IsNull || only_differs(*arg, child, parent);
    });
  return expr.op == Op::Ne && keeps_ascending(expr, child, parent);
}

uint64_t hash_of(const std::vector<Value>& values) {
  uint64_t hash = values.size();
  for (const Value& value : values) hash = combine(hash, hash_value(value));
  return hash;
}

uint64_t hash_of(const std::vector<Value>& values, const std::vector<int>& positions) {
  uint64_t hash = positions.size();
  for (int position : positions) hash = combine(hash, hash_value(values[static_cast<size_t>(position)]));
  return hash;
}

class GrowthPlanner {
 public:
  explicit GrowthPlanner(const RelationTask& task) : task_(task), relation_(*task.relation) {
    for (size_t k = 0; k < relation_.foreign_keys.size(); ++k)
      if (relation_.foreign_keys[k].parent == relation_.id) own_.push_back(k);
    std::sort(own_.begin(), own_.end(), [&](size_t a, size_t b) { return rank(a) < rank(b); });
  }

  GrowthPlan run() const {
    GrowthPlan plan;
    if (own_.empty() || task_.per_parent || is_settled_otherwise() || !must_grow()) return plan;
    plan.references = own_;
    plan.follows.assign(relation_.columns.size(), 0);
    for (size_t k : own_) {
      const ForeignKey& key = relation_.foreign_keys[k];
      for (int column : key.columns) plan.follows[static_cast<size_t>(column)] = 1;
      for (int column : key.parent_columns)
        if (!contains(plan.referred, column)) plan.referred.push_back(column);
      for (const BranchGroup& group : task_.analysis.groups)
        for (int column : group.columns)
          if (is_tied(key, group, column) && !ascends(key, column))
            plan.follows[static_cast<size_t>(column)] = 1;
    }
    return plan;
  }

 private:
  /// The widest first; ties by names, since the catalogs list foreign keys by theirs.
  std::tuple<int, std::string> rank(size_t k) const {
    std::string names;
    for (int column : relation_.foreign_keys[k].columns)
      names += relation_.columns[static_cast<size_t>(column)].name + ",";
    return {-static_cast<int>(relation_.foreign_keys[k].columns.size()), names};
  }

  bool is_settled_otherwise() const {
    return std::any_of(own_.begin(), own_.end(), [&](size_t k) {
      const ForeignKey& key = relation_.foreign_keys[k];
      const auto has_rule = [&](int column) {
        const auto rule = task_.rules.find(column);
        return rule != task_.rules.end() && rule->second.has_expression;
      };
      return task_.shapes.count(k) > 0 || std::any_of(key.columns.begin(), key.columns.end(), has_rule) ||
             std::any_of(key.parent_columns.begin(), key.parent_columns.end(), has_rule);
    });
  }

  bool must_grow() const {
    return std::any_of(own_.begin(), own_.end(), [&](size_t k) {
      const ForeignKey& key = relation_.foreign_keys[k];
      const auto generated = [&](int column) {
        const Column& definition = relation_.columns[static_cast<size_t>(column)];
        return definition.generated && !definition.sought;
      };
      if (std::any_of(key.columns.begin(), key.columns.end(), generated)) return false;
      if (std::any_of(key.parent_columns.begin(), key.parent_columns.end(), generated) || shares_freely(key))
        return true;
      for (const BranchGroup& group : task_.analysis.groups)
        for (int column : key.parent_columns)
          if (is_tied(key, group, column) && !ascends(key, column)) return true;
      return false;
    });
  }

  /// A column is part of the reference and of what it refers to, and no other reference limits its values.
  bool shares_freely(const ForeignKey& key) const {
    for (size_t i = 0; i < key.columns.size(); ++i)
      if (key.columns[i] != key.parent_columns[i] && contains(key.parent_columns, key.columns[i]))
        return true;
    return std::any_of(key.columns.begin(), key.columns.end(), [&](int column) {
      return contains(key.parent_columns, column) &&
             std::none_of(relation_.foreign_keys.begin(), relation_.foreign_keys.end(),
                          [&](const ForeignKey& other) {
                            return other.parent != relation_.id && contains(other.columns, column);
                          });
    });
  }

  /// Whether the group ties the column to the reference's columns.
  static bool is_tied(const ForeignKey& key, const BranchGroup& group, int column) {
    return contains(group.columns, column) &&
           std::any_of(key.columns.begin(), key.columns.end(),
                       [&](int own) { return own != column && contains(group.columns, own); });
  }

  /// No constraint asks more of the column than that it be another than the parent's, or, where it counts upwards from row
  /// to row, that the parent's always be smaller, or always be greater.
  bool ascends(const ForeignKey& key, int column) const {
    const Column& definition = relation_.columns[static_cast<size_t>(column)];
    const TypeClass type_class = definition.type->type_class;
    const Domain& domain = task_.analysis.base[static_cast<size_t>(column)];
    const bool counts = !domain.values && !domain.ticks.empty() && domain.ticks.modulus() == 1 &&
                        domain.ticks.intervals().size() == 1 &&
                        domain.ticks.highest() >= definition.type->max_tick &&
                        (type_class == TypeClass::Integer || type_class == TypeClass::Numeric);
    const bool in_order = definition.sequence || counts;
    return std::all_of(relation_.predicates.begin(), relation_.predicates.end(),
                       [&](const Predicate& predicate) {
                         if (!contains(predicate.columns, column) || predicate.columns.size() < 2)
                           return true;
                         for (size_t i = 0; i < key.columns.size(); ++i) {
                           const int child = key.columns[i];
                           if (key.parent_columns[i] != column || child == column || !predicate.expr)
                             continue;
                           if (in_order ? keeps_ascending(*predicate.expr, child, column) ||
                                              keeps_ascending(*predicate.expr, column, child)
                                        : only_differs(*predicate.expr, child, column))
                             return true;
                         }
                         return false;
                       });
  }

  const RelationTask& task_;
  const Relation& relation_;
  std::vector<size_t> own_;
};

bool is_unique(const Relation& relation, const ForeignKey& key) {
  return std::any_of(relation.keys.begin(), relation.keys.end(), [&](const UniqueKey& unique) {
    return !unique.where && std::all_of(unique.parts.begin(), unique.parts.end(), [&](const KeyPart& part) {
      return part.column >= 0 && contains(key.columns, part.column);
    });
  });
}

}  // namespace

GrowthPlan plan_growth(const RelationTask& task) { return GrowthPlanner(task).run(); }

bool follows_a_row(const GrowthPlan& plan, const std::vector<int>& columns) {
  return std::any_of(columns.begin(), columns.end(), [&](int column) { return plan.follow(column); });
}

Growth::Growth(const RelationTask& task, RowServices& services)
    : task_(task),
      plan_(task.growth),
      services_(services),
      key_(column_key(task.seed, task.relation->name, "growth")),
      rows_(static_cast<int>(task.growth.referred.size())) {
  for (size_t k : plan_.references) {
    Reference reference;
    reference.foreign_key = k;
    const ForeignKey& key = task.relation->foreign_keys[k];
    reference.chain = is_unique(*task.relation, key);
    for (int column : key.parent_columns)
      reference.places.push_back(static_cast<int>(
          std::find(plan_.referred.begin(), plan_.referred.end(), column) - plan_.referred.begin()));
    find_mutual(reference);
    references_.push_back(std::move(reference));
  }
  if (!plan_.rows) return;
  std::vector<Value> tuple(plan_.referred.size());
  for (uint64_t r = 0; r < plan_.rows->size(); ++r) {
    if ((r & 1023) == 0) services_.check_interrupts();
    for (size_t c = 0; c < tuple.size(); ++c) tuple[c] = plan_.rows->get(r, static_cast<int>(c));
    append(tuple.data());
  }
  existing_ = rows_.size();
}

void Growth::find_mutual(Reference& reference) const {
  const ForeignKey& key = task_.relation->foreign_keys[reference.foreign_key];
  for (size_t i = 0; i < key.columns.size(); ++i)
    reference.mutual = reference.mutual || (key.columns[i] != key.parent_columns[i] &&
                                            contains(key.parent_columns, key.columns[i]));
  if (!reference.mutual) return;
  for (const UniqueKey& unique : task_.relation->keys) {
    std::vector<int> positions;
    for (const KeyPart& part : unique.parts) {
      const auto found = std::find(key.parent_columns.begin(), key.parent_columns.end(), part.column);
      if (part.column < 0 || found == key.parent_columns.end()) break;
      positions.push_back(static_cast<int>(found - key.parent_columns.begin()));
    }
    if (unique.where || positions.size() < unique.parts.size()) continue;
    reference.keys.push_back(std::move(positions));
    reference.taken.emplace_back();
  }
}

/// Notes that the tuple, in the order of the reference's columns, can be referred to.
void Growth::know(Reference& reference, const Value* tuple) const {
  const std::vector<Value> values(tuple, tuple + reference.places.size());
  reference.known.insert(hash_of(values));
  for (size_t k = 0; k < reference.keys.size(); ++k)
    reference.taken[k].insert(hash_of(values, reference.keys[k]));
}

/// What the row refers to; nullopt where a NULL says that it refers to nothing.
std::optional<std::vector<Value>> Growth::tuple_of(const Reference& reference, const Value* row) const {
  std::vector<Value> tuple;
  for (int column : task_.relation->foreign_keys[reference.foreign_key].columns) {
    if (row[column].is_null()) return std::nullopt;
    tuple.push_back(row[column]);
  }
  return tuple;
}

void Growth::repay(Value* row, std::vector<char>& assigned, Arena& arena) const {
  if (owed_.empty()) return;
  const Debt& debt = owed_.front();
  const ForeignKey& key = task_.relation->foreign_keys[references_[debt.reference].foreign_key];
  for (size_t i = 0; i < debt.tuple.size(); ++i) {
    row[key.parent_columns[i]] = copied(debt.tuple[i], arena);
    assigned[static_cast<size_t>(key.parent_columns[i])] = 1;
  }
}

bool Growth::admits(const Value* row) const {
  for (const Reference& reference : references_) {
    if (!reference.mutual) continue;
    const auto tuple = tuple_of(reference, row);
    if (!tuple || reference.known.count(hash_of(*tuple))) continue;
    const ForeignKey& key = task_.relation->foreign_keys[reference.foreign_key];
    std::vector<Value> own;
    for (int column : key.parent_columns) own.push_back(row[column]);
    if (hash_of(own) == hash_of(*tuple)) continue;
    if (!reference.forward) return false;
    for (size_t k = 0; k < reference.keys.size(); ++k) {
      const uint64_t hash = hash_of(*tuple, reference.keys[k]);
      if (reference.taken[k].count(hash) || hash == hash_of(own, reference.keys[k])) return false;
    }
  }
  return true;
}

void Growth::append(const Value* tuple) {
  const uint64_t row = rows_.size();
  rows_.append(tuple);
  dead_.push_back(0);
  blame_.push_back(0);
  for (Reference& reference : references_) {
    reference.places_of_tips.push_back(kNoRow);
    const bool whole = std::none_of(reference.places.begin(), reference.places.end(),
                                    [&](int place) { return tuple[place].is_null(); });
    if (reference.chain && whole) add_tip(reference, row);
    if (!reference.mutual || !whole) continue;
    std::vector<Value> own;
    for (int place : reference.places) own.push_back(tuple[place]);
    know(reference, own.data());
  }
}

void Growth::add_tip(Reference& reference, uint64_t row) {
  if (reference.places_of_tips[row] != kNoRow) return;
  reference.places_of_tips[row] = reference.tips.size();
  reference.tips.push_back(row);
}

void Growth::remove_tip(Reference& reference, uint64_t row) {
  const uint64_t place = reference.places_of_tips[row];
  if (place == kNoRow) return;
  const uint64_t last = reference.tips.back();
  reference.tips[place] = last;
  reference.places_of_tips[last] = place;
  reference.tips.pop_back();
  reference.places_of_tips[row] = kNoRow;
}

bool Growth::begins_tree() const {
  return std::all_of(references_.begin(), references_.end(),
                     [](const Reference& reference) { return reference.parent == kNoRow; });
}

/// Where several rows were chosen, nobody knows which of them was at fault.
void Growth::blame() {
  vain_ += begins_tree();
  for (Reference& reference : references_)
    if (reference.parent != references_.front().parent) return;
  for (Reference& reference : references_) {
    if (reference.parent == kNoRow || blame_[reference.parent] >= kBarren) continue;
    if (++blame_[reference.parent] < kBarren || !reference.chain) continue;
    remove_tip(reference, reference.parent);
    reference.barren.push_back(reference.parent);
  }
}

/// Where none is left, those that were given up get another chance.
void Growth::revive(Reference& reference) {
  for (uint64_t row : reference.barren) {
    if (dead_[row]) continue;
    blame_[row] = 0;
    add_tip(reference, row);
  }
  reference.barren.clear();
}

void Growth::choose(uint64_t position, uint64_t attempt, Value* row, std::vector<char>& assigned) {
  if (position_ == position) blame();
  position_ = position;
  Stream stream(key_, task_.first_ordinal + position, attempt);
  const uint64_t own = existing_ + position;
  for (Reference& reference : references_) {
    reference.parent = kNoRow;
    reference.itself = reference.forward = false;
    const ForeignKey& key = task_.relation->foreign_keys[reference.foreign_key];
    if (std::all_of(key.columns.begin(), key.columns.end(),
                    [&](int column) { return assigned[static_cast<size_t>(column)] != 0; }))
      continue;
    // A row that refers forward needs one more row.
    if (reference.mutual && owed_.empty() && position + 1 < task_.count &&
        stream.chance(attempt == 0 ? 1 - kAlone : 0.5)) {
      reference.forward = true;
      continue;
    }
    const Reference& first = references_.front();
    // Several references of a row that follows from its parent usually tell of the same one.
    const bool same = &reference != &first && first.parent != kNoRow &&
                      (attempt == 0 || stream.chance(0.5)) && fits(reference, first.parent, row, assigned);
    const uint64_t parent = same ? first.parent : pick(reference, own, attempt == 0, row, assigned, stream);
    if (parent != kNoRow)
      set(reference, parent, row, assigned);
    else
      begin_tree(reference, stream, row, assigned);
  }
}

/// A row to grow from, kNoRow for one that begins a tree.
uint64_t Growth::pick(Reference& reference, uint64_t own, bool as_planned, const Value* row,
                      const std::vector<char>& assigned, Stream& stream) {
  if (reference.chain && reference.tips.empty()) revive(reference);
  const uint64_t known = rows_.size();
  const uint64_t count = existing_ + task_.count;
  const TreeShape shape = reference.chain ? TreeShape{kChains, 1} : shape_;
  bool begins = own < shape.roots(count) && vain_ < kVain;
  if (!as_planned && stream.chance(kOtherwise)) begins = !begins;
  if (begins || known == 0 || (reference.chain && reference.tips.empty())) return kNoRow;
  for (int pick = 0; pick < kPicks; ++pick) {
    uint64_t parent = 0;
    if (reference.chain) {
      parent = reference.tips[stream.below(reference.tips.size())];
    } else {
      const auto planned = pick == 0 && as_planned ? shape_.parent_of(own, count, stream) : std::nullopt;
      parent = planned && *planned < known ? *planned : stream.below(known);
    }
    if (blame_[parent] < kBarren && fits(reference, parent, row, assigned)) return parent;
  }
  return kNoRow;
}

bool Growth::fits(const Reference& reference, uint64_t parent, const Value* row,
                  const std::vector<char>& assigned) const {
  if (dead_[parent]) return false;
  const ForeignKey& key = task_.relation->foreign_keys[reference.foreign_key];
  for (size_t i = 0; i < key.columns.size(); ++i) {
    const Value value = rows_.get(parent, reference.places[i]);
    const int column = key.columns[i];
    if (value.is_null()) return false;
    if (assigned[static_cast<size_t>(column)] && !same_value(row[column], value)) return false;
  }
  return true;
}

void Growth::set(Reference& reference, uint64_t parent, Value* row, std::vector<char>& assigned) const {
  const ForeignKey& key = task_.relation->foreign_keys[reference.foreign_key];
  reference.parent = parent;
  for (size_t i = 0; i < key.columns.size(); ++i) {
    row[key.columns[i]] = rows_.get(parent, reference.places[i]);
    assigned[static_cast<size_t>(key.columns[i])] = 1;
  }
}

/// Whether NULLs can say that the row refers to none. A column that the reference shares with its parents stays as it is.
bool Growth::may_begin(const Reference& reference, const std::vector<char>& assigned) const {
  const ForeignKey& key = task_.relation->foreign_keys[reference.foreign_key];
  bool any = false, all = true;
  for (int column : key.columns) {
    const bool may = !assigned[static_cast<size_t>(column)] &&
                     task_.analysis.base[static_cast<size_t>(column)].null != NullStatus::Never;
    any = any || may;
    all = all && may;
  }
  return key.match == MatchType::Full ? all : any;
}

void Growth::begin_tree(Reference& reference, Stream& stream, Value* row, std::vector<char>& assigned) const {
  const ForeignKey& key = task_.relation->foreign_keys[reference.foreign_key];
  // A nullable reference may yet have to be the row's own.
  if (!may_begin(reference, assigned) || (stream.attempt() > 0 && stream.chance(kOtherwise))) {
    reference.itself = true;
    return;
  }
  const auto is_generated = [&](int column) {
    return task_.relation->columns[static_cast<size_t>(column)].generated;
  };
  const bool plain = std::any_of(key.columns.begin(), key.columns.end(), [&](int column) {
    return !is_generated(column) && !assigned[static_cast<size_t>(column)] &&
           task_.analysis.base[static_cast<size_t>(column)].null != NullStatus::Never;
  });
  for (size_t i = 0; i < key.columns.size(); ++i) {
    const auto column = static_cast<size_t>(key.columns[i]);
    // One NULL will do: what follows from other columns is left to them.
    const bool shared = key.match != MatchType::Full && (contains(key.parent_columns, key.columns[i]) ||
                                                         (plain && is_generated(key.columns[i])));
    if (shared || assigned[column] || task_.analysis.base[column].null == NullStatus::Never) continue;
    row[column] = Value::null();
    assigned[column] = 1;
  }
}

void Growth::refer_to_itself(Value* row, std::vector<char>& assigned,
                             const std::function<bool(int column)>& draw) {
  for (const Reference& reference : references_) {
    if (!reference.itself) continue;
    const ForeignKey& key = task_.relation->foreign_keys[reference.foreign_key];
    for (size_t i = 0; i < key.columns.size(); ++i) {
      const int child = key.columns[i], parent = key.parent_columns[i];
      const auto c = static_cast<size_t>(child), p = static_cast<size_t>(parent);
      if (child == parent || (assigned[c] && assigned[p])) continue;
      if (!assigned[c] && !assigned[p]) {
        if (!draw(parent)) continue;
        assigned[p] = 1;
      }
      const int from = assigned[p] ? parent : child, to = assigned[p] ? child : parent;
      row[to] = row[from];
      assigned[static_cast<size_t>(to)] = 1;
    }
  }
}

void Growth::note(uint64_t position, const Value* row) {
  if (made_.size() <= position) made_.resize(position + 1);
  Made& made = made_[position];
  if (made.row != kNoRow) {
    dead_[made.row] = 1;
    for (size_t r = 0; r < references_.size(); ++r) {
      if (!references_[r].chain) continue;
      remove_tip(references_[r], made.row);
      if (made.parents[r] != kNoRow) add_tip(references_[r], made.parents[r]);
    }
  }
  Arena arena;
  std::vector<Value> tuple;
  for (int column : plan_.referred) {
    const Column& definition = task_.relation->columns[static_cast<size_t>(column)];
    tuple.push_back(
        definition.generated && !definition.sought && definition.generated_handle >= 0
            ? services_.computed(row, definition.generated_handle, column, arena).value_or(Value::null())
            : row[column]);
  }
  if (begins_tree()) vain_ = 0;
  made.row = rows_.size();
  made.parents.clear();
  append(tuple.data());
  for (Reference& reference : references_) {
    made.parents.push_back(reference.parent);
    if (reference.parent == kNoRow) continue;
    blame_[reference.parent] = 0;
    if (reference.chain) remove_tip(reference, reference.parent);
  }
  position_ = kNoRow;
  owe(row);
}

/// Turns what the row refers to and nobody is yet into what the next row must be.
void Growth::owe(const Value* row) {
  owed_.clear();
  owed_values_.reset();
  for (size_t r = 0; r < references_.size(); ++r) {
    if (!references_[r].forward || !owed_.empty()) continue;
    auto tuple = tuple_of(references_[r], row);
    if (!tuple || references_[r].known.count(hash_of(*tuple))) continue;
    for (Value& value : *tuple) value = copied(value, owed_values_);
    owed_.push_back({r, std::move(*tuple)});
  }
}

}  // namespace datagen::core
