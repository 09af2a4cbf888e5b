// src/core/plan/tuple_share.cpp -- imagined rows of parents, put together and judged
#include "core/plan/tuple_share.hpp"

#include "core/base/contains.hpp"
#include "core/constraint/evaluate.hpp"
#include "core/plan/column_plan.hpp"

#include <algorithm>
#include <map>

namespace datagen::core {
namespace {

using Columns = std::vector<int>;

/// Tuples that are all looked at; of more, so many.
constexpr uint64_t kMostListed = 1 << 14;
constexpr uint64_t kSampled = 1 << 12;
/// Rows of a parent tried for one that agrees with another parent's in shared columns.
constexpr int kPartners = 256;
/// Relations above each other.
constexpr int kMostLevels = 8;

/// As truth_of(), and texts and bytes are compared as such: which order it is does not matter to how many are in order.
bool admits(const Expr& expr, const std::vector<Value>& row) {
  if (expr.op == Op::And)
    return std::all_of(expr.args.begin(), expr.args.end(),
                       [&](const auto& arg) { return admits(*arg, row); });
  if (expr.op == Op::Or)
    return std::any_of(expr.args.begin(), expr.args.end(),
                       [&](const auto& arg) { return admits(*arg, row); });
  const auto text_of = [&](size_t side) -> const Value* {
    if (expr.args.size() != 2 || expr.args[side]->op != Op::Column || expr.args[side]->column < 0)
      return nullptr;
    const Value& value = row[static_cast<size_t>(expr.args[side]->column)];
    return value.kind == ValueKind::Text || value.kind == ValueKind::Bytes ? &value : nullptr;
  };
  const Value *left = text_of(0), *right = text_of(1);
  if (!left || !right) return truth_of(expr, row) != Truth::False;
  const int order = left->text().compare(right->text());
  switch (expr.op) {
    case Op::Lt: return order < 0;
    case Op::Le: return order <= 0;
    case Op::Gt: return order > 0;
    case Op::Ge: return order >= 0;
    case Op::Ne: return order != 0;
    case Op::Eq: return order == 0;
    default: return truth_of(expr, row) != Truth::False;
  }
}

/// The rows that relations will have, by number.
class ImaginedRows {
 public:
  ImaginedRows(const SupplyFacts& facts, Arena& arena) : facts_(facts), arena_(arena) {}

  uint64_t rows(RelationId id) const { return std::max<uint64_t>(1, facts_.rows(id)); }
  bool drawn() const { return drawn_; }

  Value value(RelationId id, int column, uint64_t row, int level = 0) {
    const RelationTask* task = facts_.task(id);
    if (!task || level > kMostLevels) return Value::of_tick(static_cast<int64_t>(row) + 1);
    for (const ForeignKey& key : task->relation->foreign_keys)
      for (size_t i = 0; i < key.columns.size(); ++i)
        if (key.columns[i] == column && key.parent != id)
          return value(key.parent, key.parent_columns[i], parent_row(*task->relation, key, row), level + 1);
    const Generator* listing = generator(*task, column);
    if (in_key(*task->relation, column)) {
      const TickSet& ticks = task->analysis.base[static_cast<size_t>(column)].ticks;
      const Type& type = *task->relation->columns[static_cast<size_t>(column)].type;
      if (type.type_class == TypeClass::Integer && (!listing || listing->size() > 4 * rows(id)))
        return Value::of_tick(std::max<int64_t>(1, ticks.lowest()) + static_cast<int64_t>(row));
      if (listing && listing->size() > 0) return listing->unrank(row % listing->size(), arena_);
    }
    if (!listing) return Value::of_tick(static_cast<int64_t>(row) + 1);
    drawn_ = true;
    Stream stream(
        column_key(0, task->relation->name, task->relation->columns[static_cast<size_t>(column)].name), row);
    return listing->draw(stream, arena_);
  }

  const Generator* generator(const RelationTask& task, int column) {
    auto& known = generators_[{task.relation->id, column}];
    if (!known.second) {
      known.first =
          make_generator(request_for(task, column, task.analysis.base[static_cast<size_t>(column)]));
      known.second = true;
    }
    return known.first.get();
  }

 private:
  /// Null where the column is not dealt out.
  const DealtColumn* dealt(RelationId id, int column) const {
    const RelationTask* task = facts_.task(id);
    if (!task) return nullptr;
    const auto found = task->dealt.find(column);
    return found == task->dealt.end() ? nullptr : &found->second;
  }

  /// References are taken in turn, or as ReferencePicker deals them.
  uint64_t parent_row(const Relation& relation, const ForeignKey& key, uint64_t row) const {
    for (size_t i = 0; i < key.columns.size(); ++i) {
      const DealtColumn* own = dealt(relation.id, key.columns[i]);
      if (!own) continue;
      if (row >= own->dealt(dealt_values(key.parent, key.parent_columns[i]))) break;
      const uint64_t hand = own->hand(row, hash_name(relation.name));
      const DealtColumn* above = dealt(key.parent, key.parent_columns[i]);
      return above ? above->first_row(hand) : hand;
    }
    return row % rows(key.parent);
  }

  /// The different values of the column, dealt out in the relation or above it.
  uint64_t dealt_values(RelationId id, int column, int level = 0) const {
    const DealtColumn* own = dealt(id, column);
    if (!own || level > kMostLevels) return rows(id);
    for (const ForeignKey& key : facts_.task(id)->relation->foreign_keys)
      for (size_t i = 0; i < key.columns.size(); ++i)
        if (key.columns[i] == column && key.parent != id)
          return own->reached(rows(id), dealt_values(key.parent, key.parent_columns[i], level + 1));
    return rows(id);
  }

  static bool in_key(const Relation& relation, int column) {
    return std::any_of(relation.keys.begin(), relation.keys.end(), [&](const UniqueKey& key) {
      return std::any_of(key.parts.begin(), key.parts.end(),
                         [&](const KeyPart& part) { return part.column == column; }) &&
             std::none_of(relation.keys.begin(), relation.keys.end(), [&](const UniqueKey& smaller) {
               // A column beside one that is unique by itself need not be distinct.
               return smaller.parts.size() == 1 && key.parts.size() > 1 &&
                      smaller.parts[0].column != column &&
                      std::any_of(key.parts.begin(), key.parts.end(), [&](const KeyPart& part) {
                        return part.column == smaller.parts[0].column;
                      });
             });
    });
  }

  const SupplyFacts& facts_;
  Arena& arena_;
  std::map<std::pair<RelationId, int>, std::pair<std::unique_ptr<Generator>, bool>> generators_;
  bool drawn_ = false;
};

class TupleSampler {
 public:
  TupleSampler(const SupplyFacts& facts, const RelationTask& task, const Columns& columns)
      : task_(task), relation_(*task.relation), imagined_(facts, arena_), row_(relation_.columns.size()) {
    Columns covered;
    for (const ForeignKey& key : relation_.foreign_keys) {
      const bool inside = std::any_of(key.columns.begin(), key.columns.end(),
                                      [&](int column) { return contains(columns, column); });
      if (!inside || key.parent == relation_.id) continue;
      references_.push_back(&key);
      for (int column : key.columns)
        if (!contains(covered, column)) covered.push_back(column);
    }
    for (int column : columns)
      if (!contains(covered, column)) listed_.push_back(column);
    covered.insert(covered.end(), listed_.begin(), listed_.end());
    for (const Predicate& predicate : relation_.predicates) {
      const bool binds = predicate.expr && predicate.columns.size() > 1 &&
                         predicate.source != PredicateSource::IndexPredicate &&
                         predicate.source != PredicateSource::Generated;
      if (binds && std::all_of(predicate.columns.begin(), predicate.columns.end(),
                               [&](int column) { return contains(covered, column); }))
        predicates_.push_back(&predicate);
    }
  }

  bool is_bound() const { return !predicates_.empty(); }

  TupleShare run(double tuples) {
    const bool lists = tuples <= static_cast<double>(kMostListed) && product() <= kMostListed;
    const uint64_t count = lists ? product() : kSampled;
    uint64_t admitted = 0, met = 0;
    for (uint64_t i = 0; i < count; ++i) {
      const bool agree = lists ? list(i) : draw(i);
      if (!agree) continue;
      ++met;
      admitted += std::all_of(predicates_.begin(), predicates_.end(), [&](const Predicate* predicate) {
        return core::admits(*predicate->expr, row_);
      });
    }
    const double share = met == 0 ? 1 : static_cast<double>(admitted) / static_cast<double>(met);
    return {share, imagined_.drawn()};
  }

 private:
  uint64_t size_of(int column) {
    const Generator* listing = imagined_.generator(task_, column);
    return listing && listing->size() > 0 ? listing->size() : UINT64_MAX;
  }

  /// Saturating.
  uint64_t product() {
    unsigned __int128 product = 1;
    for (const ForeignKey* key : references_)
      product = std::min<unsigned __int128>(product * imagined_.rows(key->parent), UINT64_MAX);
    for (int column : listed_) product = std::min<unsigned __int128>(product * size_of(column), UINT64_MAX);
    return static_cast<uint64_t>(product);
  }

  /// Sets the reference's columns to the parent's row; false where another reference has set one to something else.
  bool refer(const ForeignKey& key, uint64_t row, Columns& set) {
    for (size_t i = 0; i < key.columns.size(); ++i) {
      const Value value = imagined_.value(key.parent, key.parent_columns[i], row);
      Value& own = row_[static_cast<size_t>(key.columns[i])];
      if (contains(set, key.columns[i]) && !same_value(own, value)) return false;
      own = value;
    }
    set.insert(set.end(), key.columns.begin(), key.columns.end());
    return true;
  }

  bool list(uint64_t index) {
    Columns set;
    for (const ForeignKey* key : references_) {
      const uint64_t rows = imagined_.rows(key->parent);
      if (!refer(*key, index % rows, set)) return false;
      index /= rows;
    }
    for (int column : listed_) {
      row_[static_cast<size_t>(column)] =
          imagined_.generator(task_, column)->unrank(index % size_of(column), arena_);
      index /= size_of(column);
    }
    return true;
  }

  bool draw(uint64_t index) {
    Stream stream(column_key(0, relation_.name, "tuples"), index);
    Columns set;
    for (const ForeignKey* key : references_) {
      bool agrees = false;
      for (int partner = 0; partner < kPartners && !agrees; ++partner)
        agrees = refer(*key, stream.below(imagined_.rows(key->parent)), set);
      if (!agrees) return false;
    }
    for (int column : listed_) {
      const Generator* listing = imagined_.generator(task_, column);
      if (!listing) continue;
      row_[static_cast<size_t>(column)] =
          listing->size() > 0
              ? listing->unrank(stream.below(std::min<uint64_t>(listing->size(), INT64_MAX)), arena_)
              : listing->draw(stream, arena_);
    }
    return true;
  }

  const RelationTask& task_;
  const Relation& relation_;
  Arena arena_;
  ImaginedRows imagined_;
  std::vector<Value> row_;
  std::vector<const ForeignKey*> references_;
  Columns listed_;
  std::vector<const Predicate*> predicates_;
};

}  // namespace

TupleShare tuple_share(const SupplyFacts& facts, const RelationTask& task, const std::vector<int>& columns,
                       double tuples) {
  TupleSampler sampler(facts, task, columns);
  if (!sampler.is_bound()) return {};
  return sampler.run(tuples);
}

}  // namespace datagen::core
