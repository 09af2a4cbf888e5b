// src/core/plan/key_supply.cpp -- sizes of joins over planned parents, and the share of tuples that constraints admit
#include "core/plan/key_supply.hpp"

#include "core/base/contains.hpp"
#include "core/plan/column_plan.hpp"
#include "core/plan/tuple_share.hpp"
#include "core/schema/graph.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace datagen::core {
namespace {

using Columns = std::vector<int>;

/// Numbers beyond any table's.
constexpr double kPlenty = 1e18;
/// Standard deviations that are left where rows are dealt out at random.
constexpr double kMargin = 4;
/// A value is expected to be there unless it is missing as often as this falls short of one.
constexpr double kSurely = 0.75;
/// As many for values drawn evenly between nothing and a maximum, whose deviation is 0.58 of their mean.
constexpr double kMarginOfDrawn = 1.7;

/// For each condition that ties references to each other, its columns: with too few parents no tuple meets it.
std::vector<Columns> tied_references(const RelationTask& task) {
  const Relation& relation = *task.relation;
  const auto refers = [&](int column) {
    return !relation.nullable(column) && std::any_of(relation.foreign_keys.begin(),
                                                     relation.foreign_keys.end(), [&](const ForeignKey& key) {
                                                       return key.parent != relation.id &&
                                                              contains(key.columns, column);
                                                     });
  };
  std::vector<Columns> tied;
  for (const Predicate& predicate : relation.predicates)
    if (predicate.expr && predicate.columns.size() > 1 &&
        predicate.source != PredicateSource::IndexPredicate &&
        std::all_of(predicate.columns.begin(), predicate.columns.end(), refers))
      tied.push_back(predicate.columns);
  return tied;
}

class KeySupply {
 public:
  explicit KeySupply(const SupplyFacts& facts) : facts_(facts) {}

  double of(RelationId id) {
    const auto known = supplies_.find(id);
    if (known != supplies_.end()) return known->second;
    const RelationTask* task = facts_.task(id);
    if (!task || !open_.insert(id).second) return kPlenty;
    double least = kPlenty;
    for (const UniqueKey& key : task->relation->keys) {
      const auto columns = bounded_columns(*task, key);
      if (!columns.empty()) least = std::min(least, tuples(*task, columns, least));
    }
    for (const Columns& columns : tied_references(*task))
      if (least > 0 && tuple_share(facts_, *task, columns, cover_of(*task, columns).tuples).share <= 0)
        least = 0;
    open_.erase(id);
    return supplies_[id] = least;
  }

 private:
  /// What references and listings bring together.
  struct Cover {
    Columns columns;
    double tuples = 1;
    bool joined = false;  ///< two references share columns, so it depends on who gets which
    double parents = kPlenty;
  };

  /// The key's columns where they bound the rows; empty where a column counts on for ever or may be NULL.
  Columns bounded_columns(const RelationTask& task, const UniqueKey& key) const {
    Columns columns;
    if (key.where) return {};
    for (const KeyPart& part : key.parts) {
      if (part.column < 0 || is_free(task, part.column)) return {};
      if (!key.nulls_not_distinct &&
          task.analysis.base[static_cast<size_t>(part.column)].null != NullStatus::Never)
        return {};
      columns.push_back(part.column);
    }
    return columns;
  }

  static bool is_free(const RelationTask& task, int column) {
    const Column& c = task.relation->columns[static_cast<size_t>(column)];
    return c.sequence || c.generated || !c.insertable || task.rules.count(column) > 0;
  }

  double tuples(const RelationTask& task, const Columns& columns, double enough) {
    const Cover cover = cover_of(task, columns);
    if (cover.tuples >= enough) return enough;
    const TupleShare share = tuple_share(facts_, task, columns, cover.tuples);
    double count = cover.tuples * share.share;
    if (share.drawn) count *= std::max(0.0, 1 - kMarginOfDrawn / std::sqrt(std::max(1.0, cover.parents)));
    if (cover.joined) count = std::max(0.0, count - kMargin * std::sqrt(count));
    return std::floor(count + 1e-6);
  }

  /// References first, the widest before others; then what the other columns list.
  Cover cover_of(const RelationTask& task, const Columns& columns) {
    Cover cover;
    std::vector<const ForeignKey*> references;
    for (const ForeignKey& key : task.relation->foreign_keys)
      if (overlap(key.columns, columns) > 0 && !is_own(task, key) &&
          (is_required(*task.relation, key) || facts_.rows(key.parent) > 0))
        references.push_back(&key);
    std::stable_sort(references.begin(), references.end(), [&](const ForeignKey* a, const ForeignKey* b) {
      return overlap(a->columns, columns) > overlap(b->columns, columns);
    });
    for (const ForeignKey* key : references) add_reference(*key, references, columns, cover);
    for (int column : columns)
      if (!contains(cover.columns, column)) cover.tuples *= listed(task, column);
    cover.tuples = std::min(cover.tuples, kPlenty);
    return cover;
  }

  void add_reference(const ForeignKey& key, const std::vector<const ForeignKey*>& references,
                     const Columns& columns, Cover& cover) {
    // Columns outside of the key count where they tie references to each other.
    Columns own;
    for (int column : key.columns) {
      const bool shared = std::count_if(references.begin(), references.end(), [&](const ForeignKey* other) {
                            return contains(other->columns, column);
                          }) > 1;
      if (shared || contains(columns, column)) own.push_back(column);
    }
    Columns shared;
    for (int column : own)
      if (contains(cover.columns, column)) shared.push_back(column);
    if (shared.size() == own.size()) return;
    const double brought = distinct(key, own).likely;
    cover.parents = std::min(cover.parents, brought);
    cover.tuples *= brought;
    if (!shared.empty()) {
      double values = distinct(key, shared).most;
      for (const ForeignKey* other : references)
        if (other != &key && overlap(other->columns, shared) == shared.size())
          values = std::max(values, distinct(*other, shared).most);
      cover.tuples /= std::max(1.0, values);
      cover.joined = true;
    }
    for (int column : own)
      if (!contains(cover.columns, column)) cover.columns.push_back(column);
  }

  struct Distinct {
    double likely;  ///< at least, with the margin
    double most;
  };

  /// Distinct values that the parent's rows have in what `columns` refer to.
  Distinct distinct(const ForeignKey& key, const Columns& columns) {
    const auto rows = static_cast<double>(facts_.rows(key.parent));
    const RelationTask* parent = facts_.task(key.parent);
    if (!parent || open_.count(key.parent) > 0) return {rows, rows};
    Columns referred;
    for (size_t i = 0; i < key.columns.size(); ++i)
      if (contains(columns, key.columns[i])) referred.push_back(key.parent_columns[i]);
    const auto known = distinct_.find({key.parent, referred});
    if (known != distinct_.end()) return known->second;
    const double there = std::min(rows, of(key.parent));
    Distinct values{there, there};
    const auto within = [&](int column) { return is_free(*parent, column); };
    if (std::none_of(referred.begin(), referred.end(), within)) {
      open_.insert(key.parent);
      values.most = std::min(there, cover_of(*parent, referred).tuples);
      values.likely = occupied(*parent, referred, there, values.most);
      open_.erase(key.parent);
    }
    return distinct_[{key.parent, referred}] = values;
  }

  /// How many of `values` turn up among `rows` in columns that are no key: drawn with replacement, and without where they
  /// are part of a key with so many tuples.
  double occupied(const RelationTask& task, const Columns& columns, double rows, double values) {
    double keyed = kPlenty;
    for (const UniqueKey& key : task.relation->keys) {
      const Columns parts = bounded_columns(task, key);
      if (parts.empty()) continue;
      if (overlap(parts, columns) == parts.size()) return values;
      if (overlap(columns, parts) == columns.size()) keyed = std::min(keyed, cover_of(task, parts).tuples);
    }
    if (values <= 1) return values;
    for (int column : columns)
      if (const auto dealt = task.dealt.find(column); dealt != task.dealt.end())
        return static_cast<double>(
            dealt->second.reached(static_cast<uint64_t>(rows), static_cast<uint64_t>(values)));
    const double missed = keyed < kPlenty ? std::pow(std::max(0.0, 1 - rows / keyed), keyed / values)
                                          : std::exp(-rows / values);
    const double missing = values * missed + kMargin * std::sqrt(values * missed * (1 - missed));
    return std::max(1.0, values - std::floor(missing + kSurely));
  }

  static size_t overlap(const Columns& a, const Columns& b) {
    return static_cast<size_t>(
        std::count_if(a.begin(), a.end(), [&](int column) { return contains(b, column); }));
  }

  static bool is_own(const RelationTask& task, const ForeignKey& key) {
    return key.parent == task.relation->id ||
           std::all_of(key.columns.begin(), key.columns.end(),
                       [&](int column) { return task.own_columns.count(column) > 0; });
  }

  static double listed(const RelationTask& task, int column) {
    if (!trust_in_listing(task, column).complete) return kPlenty;
    const auto generator =
        make_generator(request_for(task, column, task.analysis.base[static_cast<size_t>(column)]));
    const uint64_t size = generator ? generator->size() : 0;
    return size == 0 ? kPlenty : std::min(kPlenty, static_cast<double>(size));
  }

  const SupplyFacts& facts_;
  std::set<RelationId> open_;  // in the midst of being reckoned: a cycle is left where it closes
  std::map<RelationId, double> supplies_;
  std::map<std::pair<RelationId, Columns>, Distinct> distinct_;
};

}  // namespace

uint64_t expected_supply(const SupplyFacts& facts, RelationId relation) {
  const double supply = KeySupply(facts).of(relation);
  return supply >= kPlenty / 2 ? UINT64_MAX : static_cast<uint64_t>(supply);
}

std::vector<RelationId> supply_sources(const SupplyFacts& facts, RelationId relation) {
  std::vector<RelationId> sources;
  std::vector<RelationId> open{relation};
  std::map<RelationId, Columns> referred{{relation, {}}};
  for (size_t next = 0; next < open.size(); ++next) {
    const RelationTask* task = facts.task(open[next]);
    if (!task) continue;
    Columns counting = referred[open[next]];
    for (const UniqueKey& key : task->relation->keys)
      for (const KeyPart& part : key.parts) counting.push_back(part.column);
    for (const Columns& columns : tied_references(*task))
      counting.insert(counting.end(), columns.begin(), columns.end());
    for (const ForeignKey& key : task->relation->foreign_keys) {
      const bool counts = std::any_of(key.columns.begin(), key.columns.end(),
                                      [&](int column) { return contains(counting, column); });
      if (!counts || !facts.schema->has(key.parent)) continue;
      const bool known = referred.count(key.parent) > 0;
      Columns& columns = referred[key.parent];
      columns.insert(columns.end(), key.parent_columns.begin(), key.parent_columns.end());
      if (known) continue;
      open.push_back(key.parent);
      sources.push_back(key.parent);
    }
  }
  return sources;
}

}  // namespace datagen::core
