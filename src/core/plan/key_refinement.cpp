// src/core/plan/key_refinement.cpp -- restricted, joint and by-value allocation of scarce keys
#include "core/plan/key_refinement.hpp"

#include "core/base/contains.hpp"
#include "core/constraint/membership.hpp"
#include "core/plan/computed_column.hpp"
#include "core/plan/joint_keys.hpp"
#include "core/plan/key_factors.hpp"
#include "core/plan/key_values.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace datagen::core {
namespace {

using Columns = std::vector<int>;

/// Tuples of an allocated key that are looked at one by one.
constexpr uint64_t kMostListed = uint64_t{1} << 17;
/// A key is dense when it has fewer tuples than so many times the rows.
constexpr uint64_t kDense = 8;
/// Overlapping keys are drawn and remembered while the scarcest has this many times more tuples than rows.
constexpr uint64_t kJointSlack = 4;

bool share_columns(const Columns& a, const Columns& b) {
  return std::any_of(a.begin(), a.end(), [&](int column) { return contains(b, column); });
}

uint64_t hash_part(const Value* row, const Columns& columns) {
  uint64_t hash = columns.size();
  for (int column : columns) hash = combine(hash, hash_value(row[column]));
  return hash;
}

class KeyRefiner {
 public:
  KeyRefiner(const RelationTask& task, std::vector<ColumnPlan>& columns, KeyPlans& plans,
             RowServices& services)
      : task_(task),
        relation_(*task.relation),
        columns_(columns),
        plans_(plans),
        services_(services),
        needed_(task.count + task.first_ordinal) {}

  void run(const std::vector<size_t>& order) {
    for (size_t key : order)
      if (!together_.count(key)) join(key, order);
    for (size_t a = 0; a < plans_.allocators.size(); ++a) restrict_allocator(a);
    for (size_t key : order)
      if (plans_.keys[key].strategy == KeyStrategy::Remembered) allocate_by_value(key);
  }

 private:
  Columns plain_columns(size_t key) const {
    Columns columns;
    for (const KeyPart& part : relation_.keys[key].parts) {
      if (part.column < 0) return {};
      columns.push_back(part.column);
    }
    return columns;
  }

  // --- restricted: constraints between the columns of one key

  void restrict_allocator(size_t a) {
    const KeyAllocator& allocator = *plans_.allocators[a];
    const Columns columns = columns_of(allocator.components());
    const uint64_t capacity = product_of(allocator.components());
    if (capacity > kMostListed || capacity / kDense > std::max<uint64_t>(needed_, 128)) return;
    const TupleJudge judge(task_, columns, services_);
    if (judge.accepts_all() || (columns.size() == 1 && task_.families.count(columns[0]))) return;
    auto kept = std::make_shared<KeyTable>(static_cast<int>(columns.size()));
    std::vector<Value> row(relation_.columns.size());
    std::vector<Value> tuple(columns.size());
    Arena arena;
    for (uint64_t i = 0; i < capacity; ++i) {
      if ((i & 1023) == 0) services_.check_interrupts();
      arena.reset();
      decode_tuple(allocator.components(), i, row.data(), arena);
      if (!judge.accepts(row.data())) continue;
      for (size_t c = 0; c < columns.size(); ++c) tuple[c] = row[static_cast<size_t>(columns[c])];
      kept->append(tuple.data());
    }
    if (kept->size() == capacity) return;
    KeyComponent component;
    component.columns = columns;
    component.rows = std::move(kept);
    plans_.allocators[a] =
        std::make_unique<KeyAllocator>(std::vector<KeyComponent>{std::move(component)}, allocator.options());
  }

  // --- joint: keys that overlap

  void join(size_t key, const std::vector<size_t>& order) {
    std::vector<size_t> joined;
    Columns columns;
    if (!collect(key, order, joined, columns)) return;
    // Whatever already holds one of the columns outside these keys would pull it another way.
    std::vector<char> drop(plans_.allocators.size(), 0);
    for (size_t a = 0; a < plans_.allocators.size(); ++a) {
      if (!share_columns(columns_of(plans_.allocators[a]->components()), columns)) continue;
      if (std::find(joined.begin(), joined.end(), plans_.allocator_keys[a]) == joined.end()) return;
      drop[a] = 1;
    }
    const auto components = factor_columns(task_, columns_with_keys_open(columns), columns, false);
    if (!components) return;
    JointKeys problem;
    for (const KeyComponent& component : *components) {
      if (component.size() == 0 || component.size() > kMostListed * 8) return;
      problem.sizes.push_back(component.size());
    }
    uint64_t scarcest = UINT64_MAX;
    size_t scarcest_key = key;
    for (size_t index : joined) {
      const uint64_t capacity = plain_columns(index).empty() ? add_computed_key(problem, *components, index)
                                                             : add_key(problem, *components, index);
      if (capacity < scarcest) {
        scarcest = capacity;
        scarcest_key = index;
      }
    }
    if (scarcest / kJointSlack >= needed_) return;
    const TupleJudge judge(task_, columns, services_);
    Arena arena;
    std::vector<Value> row(relation_.columns.size());
    if (!judge.accepts_all())
      problem.admits = [&](const uint64_t* digits) {
        arena.reset();
        for (size_t i = 0; i < components->size(); ++i) (*components)[i].decode(digits[i], row.data(), arena);
        return judge.accepts(row.data());
      };
    const uint64_t seed = column_key(task_.seed, relation_.name, joined_names(columns) + "joint");
    const uint64_t most =
        scarcest - std::min<uint64_t>(scarcest, problem.taken[position(joined, scarcest_key)].size());
    const auto digits = find_joint_rows(problem, std::min(task_.count + task_.count / 4 + 16, most),
                                        task_.count, seed, services_);
    if (digits.empty() && task_.count > 0 && most > 0) return;
    install(joined, scarcest_key, drop, *components, digits, scarcest);
  }

  /// The plain keys that hang together with `key` by columns or, where they are dense, by constraints that tie their
  /// columns, and the keys that are computed from these columns; false when one of them cannot be dealt with.
  bool collect(size_t key, const std::vector<size_t>& order, std::vector<size_t>& joined,
               Columns& columns) const {
    joined = {key};
    columns = plain_columns(key);
    if (columns.empty() || relation_.keys[key].where || task_.per_parent || !is_open(key)) return false;
    for (bool grown = true; grown;) {
      grown = false;
      for (size_t other : order) {
        if (std::find(joined.begin(), joined.end(), other) != joined.end() || relation_.keys[other].where ||
            !is_open(other))
          continue;
        const Columns own = plain_columns(other);
        if (own.empty() || (!share_columns(own, columns) && !are_tied(key, other, own, columns))) continue;
        // A carrier makes a wider key unique by one column alone; that column is all that is allocated.
        const KeyPlan& plan = plans_.keys[other];
        if (plan.strategy == KeyStrategy::Allocated &&
            columns_of(plans_.allocators[static_cast<size_t>(plan.allocator)]->components()).size() !=
                own.size())
          continue;
        joined.push_back(other);
        for (int column : own)
          if (!contains(columns, column)) columns.push_back(column);
        grown = true;
      }
    }
    for (size_t other : order) {
      if (!plain_columns(other).empty() || relation_.keys[other].where ||
          plans_.keys[other].strategy != KeyStrategy::Remembered)
        continue;
      const Columns read = base_columns(relation_, relation_.keys[other]);
      if (std::all_of(read.begin(), read.end(), [&](int column) { return contains(columns, column); }))
        joined.push_back(other);
    }
    return joined.size() > 1 && !follows_a_row(task_.growth, columns) &&
           std::all_of(columns.begin(), columns.end(), [&](int column) {
             const ColumnSource source = columns_[static_cast<size_t>(column)].source;
             return (source == ColumnSource::Draw || source == ColumnSource::Key ||
                     source == ColumnSource::Reference) &&
                    task_.analysis.base[static_cast<size_t>(column)].null == NullStatus::Never &&
                    trust_in_listing(task_, column).distinct && trust_in_listing(task_, column).complete;
           });
  }

  bool is_open(size_t key) const {
    const KeyStrategy strategy = plans_.keys[key].strategy;
    return strategy == KeyStrategy::Allocated || strategy == KeyStrategy::Remembered;
  }

  bool is_dense(size_t key) const {
    const KeyPlan& plan = plans_.keys[key];
    return plan.strategy == KeyStrategy::Allocated &&
           product_of(plans_.allocators[static_cast<size_t>(plan.allocator)]->components()) / kJointSlack <
               needed_;
  }

  /// Whether a constraint reads columns of both, so that the last values of one may not suit the last of the other.
  bool are_tied(size_t key, size_t other, const Columns& own, const Columns& columns) const {
    if (!is_dense(key) || !is_dense(other)) return false;
    const auto reads_both = [&](const Columns& read) {
      return share_columns(read, own) && share_columns(read, columns);
    };
    return std::any_of(relation_.predicates.begin(), relation_.predicates.end(),
                       [&](const Predicate& predicate) {
                         return predicate.source != PredicateSource::IndexPredicate &&
                                reads_both(predicate.columns);
                       }) ||
           std::any_of(relation_.keys.begin(), relation_.keys.end(), [&](const UniqueKey& unique) {
             return !unique.where && unique.parts.front().column < 0 &&
                    reads_both(base_columns(relation_, unique));
           });
  }

  std::vector<ColumnPlan> columns_with_keys_open(const Columns& columns) const {
    std::vector<ColumnPlan> open = columns_;
    for (int column : columns)
      if (open[static_cast<size_t>(column)].source == ColumnSource::Key)
        open[static_cast<size_t>(column)].source = ColumnSource::Draw;
    return open;
  }

  /// Returns the key's capacity.
  uint64_t add_key(JointKeys& problem, const std::vector<KeyComponent>& components, size_t index) const {
    const Columns columns = plain_columns(index);
    JointKeys::Key key;
    std::vector<std::unordered_map<uint64_t, uint64_t>> class_of;  // looked up only
    std::vector<Columns> parts;
    std::vector<Value> row(relation_.columns.size());
    Arena arena;
    unsigned __int128 capacity = 1;
    for (size_t i = 0; i < components.size(); ++i) {
      Columns part;
      for (int column : components[i].columns)
        if (contains(columns, column)) part.push_back(column);
      if (part.empty()) continue;
      std::vector<uint64_t> classes;
      std::unordered_map<uint64_t, uint64_t> numbers;
      for (uint64_t member = 0; member < components[i].size(); ++member) {
        arena.reset();
        components[i].decode(member, row.data(), arena);
        classes.push_back(numbers.emplace(hash_part(row.data(), part), numbers.size()).first->second);
      }
      key.components.push_back(i);
      key.class_counts.push_back(numbers.size());
      capacity = std::min<unsigned __int128>(capacity * numbers.size(), UINT64_MAX / 4);
      key.classes.push_back(std::move(classes));
      class_of.push_back(std::move(numbers));
      parts.push_back(std::move(part));
    }
    problem.keys.push_back(key);
    problem.taken.push_back(taken_values(index, columns, key, parts, class_of));
    return static_cast<uint64_t>(capacity);
  }

  /// A key over expressions: its values are the server's hashes.
  uint64_t add_computed_key(JointKeys& problem, const std::vector<KeyComponent>& components,
                            size_t index) const {
    JointKeys::Key key;
    key.computed = [this, &components, index, row = std::vector<Value>(relation_.columns.size()),
                    arena = std::make_shared<Arena>()](const uint64_t* digits) mutable {
      arena->reset();
      for (size_t i = 0; i < components.size(); ++i) components[i].decode(digits[i], row.data(), *arena);
      const auto hash = services_.key_hash(relation_.keys[index], row.data());
      return hash ? std::min(*hash, UINT64_MAX - 1) : UINT64_MAX;
    };
    problem.keys.push_back(std::move(key));
    problem.taken.emplace_back();
    if (task_.first_ordinal > 0 && task_.existing_hashes) problem.taken.back() = task_.existing_hashes(index);
    return UINT64_MAX;
  }

  std::vector<uint64_t> taken_values(
      size_t index, const Columns& columns, const JointKeys::Key& key, const std::vector<Columns>& parts,
      const std::vector<std::unordered_map<uint64_t, uint64_t>>& class_of) const {
    std::vector<uint64_t> values;
    if (task_.first_ordinal == 0 || !task_.existing_tuples) return values;
    const auto existing = task_.existing_tuples(index);
    std::vector<Value> row(relation_.columns.size());
    for (uint64_t r = 0; r < existing->size(); ++r) {
      for (size_t c = 0; c < columns.size(); ++c)
        row[static_cast<size_t>(columns[c])] = existing->get(r, static_cast<int>(c));
      uint64_t value = 0;
      uint64_t radix = 1;
      bool inside = true;
      for (size_t i = 0; i < parts.size() && inside; ++i) {
        const auto number = class_of[i].find(hash_part(row.data(), parts[i]));
        inside = number != class_of[i].end();
        if (inside) value += radix * number->second;
        radix *= key.class_counts[i];
      }
      if (inside) values.push_back(value);
    }
    return values;
  }

  void install(const std::vector<size_t>& joined, size_t scarcest_key, const std::vector<char>& drop,
               const std::vector<KeyComponent>& components, const std::vector<uint64_t>& digits,
               uint64_t capacity) {
    const Columns columns = columns_of(components);
    auto rows = std::make_shared<KeyTable>(static_cast<int>(columns.size()));
    std::vector<Value> row(relation_.columns.size());
    std::vector<Value> tuple(columns.size());
    Arena arena;
    for (size_t first = 0; first < digits.size(); first += components.size()) {
      arena.reset();
      for (size_t i = 0; i < components.size(); ++i)
        components[i].decode(digits[first + i], row.data(), arena);
      for (size_t c = 0; c < columns.size(); ++c) tuple[c] = row[static_cast<size_t>(columns[c])];
      rows->append(tuple.data());
    }
    remove_allocators(drop);
    KeyComponent component;
    component.columns = columns;
    component.rows = rows;
    KeyAllocator::Options options;
    options.key = column_key(task_.seed, relation_.name, joined_names(columns));
    options.part_columns = columns;
    options.taken = capacity - std::min(capacity, rows->size());
    add_allocator(scarcest_key, {std::move(component)}, std::move(options),
                  "together with the keys it overlaps");
    for (size_t index : joined) {
      plans_.keys[index] = plans_.keys[scarcest_key];
      together_.insert(index);
    }
  }

  void remove_allocators(const std::vector<char>& drop) {
    std::vector<std::unique_ptr<KeyAllocator>> kept;
    std::vector<size_t> kept_keys;
    for (size_t a = 0; a < drop.size(); ++a) {
      if (drop[a]) continue;
      plans_.keys[plans_.allocator_keys[a]].allocator = static_cast<int>(kept.size());
      kept_keys.push_back(plans_.allocator_keys[a]);
      kept.push_back(std::move(plans_.allocators[a]));
    }
    plans_.allocators = std::move(kept);
    plans_.allocator_keys = std::move(kept_keys);
  }

  // --- by value: expressions, generated columns, conditions

  void allocate_by_value(size_t index) {
    const Columns columns = base_columns(relation_, relation_.keys[index]);
    if (columns.empty() || task_.per_parent || follows_a_row(task_.growth, columns)) return;
    for (int column : columns) {
      const ColumnPlan& plan = columns_[static_cast<size_t>(column)];
      if (plan.leans || (plan.source != ColumnSource::Draw && plan.source != ColumnSource::Reference)) return;
      // Its values follow from those that another key deals out.
      const Columns sources = sources_of_computed(relation_, column);
      for (const auto& allocator : plans_.allocators)
        if (share_columns(columns_of(allocator->components()), sources)) return;
    }
    for (const auto& allocator : plans_.allocators)
      if (share_columns(columns_of(allocator->components()), columns)) return;
    auto components = factor_columns(task_, columns_, columns, true);
    if (!components) return;
    const auto values = find_key_values(task_, index, *components, services_);
    if (!values) return;
    KeyComponent component;
    component.columns = columns_of(*components);
    component.rows = values->tuples;
    KeyAllocator::Options options;
    options.key = column_key(task_.seed, relation_.name, joined_names(component.columns) + "values");
    options.part_columns = component.columns;
    options.taken = values->taken;
    add_allocator(index, {std::move(component)}, std::move(options), "one row per value of the key");
  }

  void add_allocator(size_t key, std::vector<KeyComponent> components, KeyAllocator::Options options,
                     const char* reason) {
    for (int column : columns_of(components))
      if (columns_[static_cast<size_t>(column)].source == ColumnSource::Draw)
        columns_[static_cast<size_t>(column)].source = ColumnSource::Key;
    plans_.keys[key] = {KeyStrategy::Allocated, static_cast<int>(plans_.allocators.size()), reason};
    plans_.allocators.push_back(std::make_unique<KeyAllocator>(std::move(components), std::move(options)));
    plans_.allocator_keys.push_back(key);
  }

  std::string joined_names(const Columns& columns) const {
    std::string names;
    for (int column : columns) names += relation_.columns[static_cast<size_t>(column)].name + ",";
    return names;
  }

  static size_t position(const std::vector<size_t>& list, size_t item) {
    return static_cast<size_t>(std::find(list.begin(), list.end(), item) - list.begin());
  }

  const RelationTask& task_;
  const Relation& relation_;
  std::vector<ColumnPlan>& columns_;
  KeyPlans& plans_;
  RowServices& services_;
  uint64_t needed_;
  std::set<size_t> together_;  // keys that have their rows together
};

}  // namespace

void refine_keys(const RelationTask& task, std::vector<ColumnPlan>& columns, KeyPlans& plans,
                 const std::vector<size_t>& order, RowServices& services) {
  if (task.count > 0) KeyRefiner(task, columns, plans, services).run(order);
}

}  // namespace datagen::core
