// src/core/plan/group_listing.cpp -- factors of a group, mixed radix, and which tuples some row may hold
#include "core/plan/group_listing.hpp"

#include "core/base/contains.hpp"
#include "core/constraint/membership.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Domains of this size are used whole.
constexpr uint64_t kSmallDomain = 64;
/// Rows per group that look natural where groups can be had at will.
constexpr uint64_t kRowsPerGroup = 16;

/// The foreign key that determines most of the columns; nullptr when none does.
const ForeignKey* widest(const Relation& relation, const std::vector<int>& columns) {
  const ForeignKey* best = nullptr;
  std::ptrdiff_t best_width = 0;
  for (const ForeignKey& key : relation.foreign_keys) {
    const auto width =
        std::count_if(key.columns.begin(), key.columns.end(), [&](int c) { return contains(columns, c); });
    if (width > best_width) {
      best = &key;
      best_width = width;
    }
  }
  return best;
}

void take(const ForeignKey& key, std::vector<int>& left) {
  left.erase(std::remove_if(left.begin(), left.end(), [&](int c) { return contains(key.columns, c); }),
             left.end());
}

}  // namespace

bool GroupListing::can_list(const RelationTask& task, const std::vector<ColumnPlan>& columns,
                            const std::vector<int>& group) {
  std::vector<int> left = group;
  while (const ForeignKey* key = widest(*task.relation, left)) {
    if (key->parent == task.relation->id) return false;
    take(*key, left);
  }
  return std::all_of(left.begin(), left.end(),
                     [&](int column) { return columns[static_cast<size_t>(column)].generator != nullptr; });
}

uint64_t GroupListing::capacity(const RelationTask& task, const std::vector<int>& group,
                                const std::function<uint64_t(RelationId)>& parent_rows) {
  unsigned __int128 product = 1;
  std::vector<int> left = group;
  while (const ForeignKey* key = widest(*task.relation, left)) {
    product *= parent_rows(key->parent);
    take(*key, left);
    if (product > kMostTuples) return UINT64_MAX;
  }
  for (int column : left) {
    if (!trust_in_listing(task, column).complete) return UINT64_MAX;
    const auto generator =
        make_generator(request_for(task, column, task.analysis.base[static_cast<size_t>(column)]));
    const uint64_t size = generator ? generator->size() : 0;
    if (size == 0) return UINT64_MAX;
    product *= size;
    if (product > kMostTuples) return UINT64_MAX;
  }
  return static_cast<uint64_t>(product);
}

GroupListing::GroupListing(const RelationTask& task, const std::vector<ColumnPlan>& columns,
                           std::vector<int> group)
    : task_(task), relation_(*task.relation), group_(std::move(group)) {
  std::vector<int> left = group_;
  while (const ForeignKey* key = widest(relation_, left)) add_parent(*key, left);
  for (int column : left) add_listing(column, columns[static_cast<size_t>(column)]);
  for (const Factor& factor : factors_) {
    const unsigned __int128 product = static_cast<unsigned __int128>(size_) * factor.size;
    size_ = product > kMostTuples ? kMostTuples : static_cast<uint64_t>(product);
  }
  choose_natural_sizes();
}

void GroupListing::add_parent(const ForeignKey& key, std::vector<int>& left) {
  const auto index = static_cast<size_t>(&key - relation_.foreign_keys.data());
  Factor factor;
  std::vector<int> positions;
  for (size_t i = 0; i < key.columns.size(); ++i)
    if (contains(left, key.columns[i])) {
      factor.columns.push_back(key.columns[i]);
      positions.push_back(static_cast<int>(i));
    }
  take(key, left);
  const auto& keys = task_.parents[index].keys;
  if (!keys) {
    known_ = false;
    return;
  }
  factor.rows = positions.size() == key.columns.size()
                    ? keys
                    : std::make_shared<const KeyTable>(keys->project(positions));
  factor.size = factor.rows->size();
  if (factor.size > 0)
    factor.order = std::make_shared<const Permutation>(
        factor.size, column_key(task_.seed, relation_.name,
                                relation_.columns[static_cast<size_t>(factor.columns[0])].name));
  factors_.push_back(std::move(factor));
}

void GroupListing::add_listing(int column, const ColumnPlan& plan) {
  Factor factor;
  factor.columns = {column};
  factor.listing = plan.generator;
  factor.key = column_key(task_.seed, relation_.name, relation_.columns[static_cast<size_t>(column)].name);
  factor.size = plan.generator->size();
  factor.drawn = factor.size == 0;
  if (factor.drawn) factor.size = kMostTuples;
  complete_ = complete_ && !factor.drawn && trust_in_listing(task_, column).complete;
  factors_.push_back(std::move(factor));
}

void GroupListing::choose_natural_sizes() {
  unsigned __int128 product = 1;
  uint64_t large = 0;
  for (Factor& factor : factors_) {
    const bool whole = factor.rows || factor.size <= kSmallDomain;
    factor.natural = whole ? factor.size : 0;
    large += !whole;
    if (whole) product = std::min<unsigned __int128>(product * factor.size, kMostTuples);
  }
  if (product == 0) return;
  // The large domains share what rows there are for more groups: the least r with r^large tuples enough.
  const auto wanted = std::max<uint64_t>(8, task_.count / kRowsPerGroup / static_cast<uint64_t>(product));
  uint64_t root = large > 1 ? 2 : wanted;
  const auto power = [&] {
    unsigned __int128 result = 1;
    for (uint64_t i = 0; i < large; ++i) result *= root;
    return result;
  };
  while (large > 1 && power() < wanted) ++root;
  for (Factor& factor : factors_)
    if (factor.natural == 0) {
      factor.natural = std::min(factor.size, root);
      product *= factor.natural;
    }
  const uint64_t enough = std::max<uint64_t>(4 * task_.count, 1024);
  natural_ = static_cast<uint64_t>(std::min<unsigned __int128>(product, enough));
}

bool GroupListing::write(uint64_t index, Value* row, Arena& arena) const {
  // The factor that can be had at will is the slowest digit, so that the first tuples use its plausible values.
  std::vector<const Factor*> order;
  for (const Factor& factor : factors_) order.push_back(&factor);
  std::stable_sort(order.begin(), order.end(),
                   [](const Factor* a, const Factor* b) { return a->size < b->size; });
  const bool natural = index < natural_;
  if (!natural) index -= natural_;
  for (const Factor* factor : order) {
    const uint64_t base = natural ? factor->natural : factor->size;
    const uint64_t digit = index % base;
    index /= base;
    if (factor->rows) {
      const uint64_t parent = factor->order->at(digit);
      for (size_t i = 0; i < factor->columns.size(); ++i)
        row[factor->columns[i]] = factor->rows->get(parent, static_cast<int>(i));
    } else if (factor->drawn) {
      Stream stream(factor->key, digit);
      row[factor->columns[0]] = factor->listing->draw(stream, arena);
    } else {
      row[factor->columns[0]] = factor->listing->unrank(digit, arena);
    }
  }
  return admitted(row);
}

bool GroupListing::admitted(const Value* row) const {
  for (int column : group_)
    if (row[column].is_null()) return false;
  for (const BranchGroup& tied : task_.analysis.groups) {
    const bool fits = std::any_of(tied.branches.begin(), tied.branches.end(), [&](const Branch& branch) {
      return std::all_of(group_.begin(), group_.end(), [&](int column) {
        const auto domain = branch.domains.find(column);
        return domain == branch.domains.end() || admits(domain->second, row[column]);
      });
    });
    if (!fits) return false;
  }
  for (size_t k = 0; k < relation_.foreign_keys.size(); ++k) {
    const ForeignKey& key = relation_.foreign_keys[k];
    const auto& keys = task_.parents[k].keys;
    std::vector<int> positions;
    std::vector<Value> values;
    for (size_t i = 0; i < key.columns.size(); ++i)
      if (contains(group_, key.columns[i])) {
        positions.push_back(static_cast<int>(i));
        values.push_back(row[key.columns[i]]);
      }
    if (positions.empty() || !keys || key.parent == relation_.id) continue;
    if (keys->matching(positions, values.data()).count > 0) continue;
    const bool may_be_null = std::any_of(key.columns.begin(), key.columns.end(), [&](int column) {
      return !contains(group_, column) && relation_.nullable(column);
    });
    if (!may_be_null) return false;
  }
  return true;
}

}  // namespace datagen::core
