// src/core/plan/key_values.cpp -- enumerating small spaces, sampling large ones until nothing new turns up
#include "core/plan/key_values.hpp"

#include "core/constraint/membership.hpp"
#include "core/plan/column_plan.hpp"
#include "core/random/permutation.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

namespace datagen::core {
namespace {

/// Spaces of so many tuples are enumerated.
constexpr uint64_t kMostListed = uint64_t{1} << 16;
/// The first look at a larger one, and when it is given up for good.
constexpr uint64_t kFirstSamples = 2000;
constexpr uint64_t kMostSamples = 2000000;
/// Keys with this many times more values than rows are drawn and remembered.
constexpr uint64_t kPlenty = 4;
/// Samples without a new value, per value found, after which all are taken to be found: each of n equally likely
/// values is missed with probability e^-20.
constexpr uint64_t kQuiet = 20;
/// So many times more samples than would do are taken where most are refused.
constexpr uint64_t kRefused = 8;
/// Characters of a text that is sampled from all that there are, at most.
constexpr int32_t kLongestText = 1000;

class ValueFinder {
 public:
  ValueFinder(const RelationTask& task, size_t key, const std::vector<KeyComponent>& components,
              RowServices& services)
      : task_(task),
        key_(task.relation->keys[key]),
        index_(key),
        components_(components),
        columns_(columns_of(components)),
        services_(services),
        judge_(task, columns_, services),
        row_(task.relation->columns.size()),
        space_(product_of(components)),
        needed_(task.count + task.first_ordinal) {
    seed_ = column_key(task.seed, task.relation->name, key_names() + "values");
  }

  std::optional<KeyValues> run() {
    if (space_ == 0) return std::nullopt;
    const bool listed = space_ <= kMostListed;
    const bool settled = listed ? enumerate() : sample();
    if (!settled || around_ || !complete()) return std::nullopt;
    if (!listed && found_.size() < needed_) scatter();
    // What samples of texts did not show may exist all the same.
    if (around_ || (!listed && has_free_text() && found_.size() < needed_)) return std::nullopt;
    return collect();
  }

 private:
  std::string key_names() const {
    std::string names;
    for (int column : columns_) names += task_.relation->columns[static_cast<size_t>(column)].name + ",";
    return names;
  }

  bool complete() const {
    return std::all_of(columns_.begin(), columns_.end(),
                       [&](int column) { return trust_in_listing(task_, column).complete; });
  }

  bool plenty() const { return found_.size() / kPlenty >= needed_; }

  bool enumerate() {
    const Permutation order(space_, seed_);
    for (uint64_t i = 0; i < space_ && !around_; ++i) visit({order.at(i)});
    return !plenty();
  }

  bool sample() {
    uint64_t quiet = 0;     // samples since the last new value
    uint64_t repeated = 0;  // those of them that were accepted
    for (uint64_t samples = 0; samples < kMostSamples && !around_; ++samples) {
      Stream stream(seed_, samples);
      const uint64_t accepted = accepted_;
      const bool is_new = visit({sampled_tuple(stream)});
      quiet = is_new ? 0 : quiet + 1;
      repeated = is_new ? 0 : repeated + (accepted_ - accepted);
      if (plenty()) return false;
      if (samples + 1 < kFirstSamples) continue;
      // Few repetitions among the first samples: by the birthday bound there are many more values.
      if (samples + 1 == kFirstSamples && found_.size() > kFirstSamples * 9 / 10) return false;
      // Samples that are refused tell nothing of the values.
      const uint64_t enough = kQuiet * found_.size() + kFirstSamples;
      if (quiet > enough && !found_.empty() && repeated > kQuiet * found_.size()) return true;
      if (quiet > kRefused * enough) return false;
    }
    return false;
  }

  /// Uniform in each component, but now and then its last member: NULL, where NULLs count, else the largest.
  uint64_t sampled_tuple(Stream& stream) const {
    unsigned __int128 tuple = 0;
    unsigned __int128 radix = 1;
    for (const KeyComponent& component : components_) {
      const uint64_t size = component.size();
      tuple += radix * (stream.below(16) == 0 ? size - 1 : stream.below(size));
      radix *= size;
    }
    return static_cast<uint64_t>(tuple % space_);
  }

  /// Samples from all that types can hold, until there is a value for each row or nothing new turns up: expressions tell
  /// apart what the plausible members of listings do not.
  void scatter() {
    const uint64_t enough = 2 * needed_;
    uint64_t quiet = 0;
    for (uint64_t n = 0; n < kMostSamples && found_.size() < enough && !around_; ++n) {
      quiet = visit({n, true}) ? 0 : quiet + 1;
      if (quiet > kQuiet * found_.size() + kFirstSamples) return;
    }
  }

  bool is_free_text(const KeyComponent& component) const {
    if (!component.listing || component.columns.size() != 1) return false;
    const auto column = static_cast<size_t>(component.columns[0]);
    const Domain& domain = task_.analysis.base[column];
    return task_.relation->columns[column].type->type_class == TypeClass::Text && !domain.values;
  }

  bool has_free_text() const {
    return std::any_of(components_.begin(), components_.end(),
                       [&](const KeyComponent& component) { return is_free_text(component); });
  }

  /// A text of any printable characters, or a number or moment of any magnitude; a member of the listing where those are
  /// not admitted.
  void scatter_component(const KeyComponent& component, Stream& stream) {
    component.decode(stream.below(component.size()), row_.data(), arena_);
    if (!component.listing || component.columns.size() != 1) return;
    const auto column = static_cast<size_t>(component.columns[0]);
    const Domain& domain = task_.analysis.base[column];
    const Type& type = *task_.relation->columns[column].type;
    Value value;
    if (is_free_text(component)) {
      const auto longest =
          static_cast<double>(type.max_length < 0 ? kLongestText : std::min(type.max_length, kLongestText));
      std::string text(static_cast<size_t>(std::exp(stream.unit() * std::log(longest + 1))), ' ');
      for (char& c : text) c = static_cast<char>(stream.between('!', '~'));
      value = Value::of_text(arena_.store(text));
    } else if (value_kind(type) == ValueKind::Tick && !domain.ticks.empty()) {
      const uint64_t size = domain.ticks.size();
      const auto place =
          static_cast<uint64_t>(std::exp(stream.unit() * std::log(static_cast<double>(size)))) - 1;
      const uint64_t from_end = std::min(place, size - 1);
      value = Value::of_tick(domain.ticks.unrank(stream.below(2) == 0 ? from_end : size - 1 - from_end));
    } else {
      return;
    }
    if (admits(domain, value)) row_[column] = value;
  }

  /// A tuple by its place in the product of the components, or by the number of a scattered sample.
  struct Tuple {
    uint64_t number;
    bool scattered = false;
  };

  /// True when the tuple has a value that was not seen before.
  bool visit(Tuple tuple) {
    if ((++visits_ & 1023) == 0) services_.check_interrupts();
    decode(tuple);
    if (!judge_.accepts(row_.data())) return false;
    ++accepted_;
    const auto hash = services_.key_hash(key_, row_.data());
    if (!hash) {
      around_ = true;
      return false;
    }
    return found_.emplace(*hash, tuple).second && (in_order_.push_back(*hash), true);
  }

  void decode(Tuple tuple) {
    arena_.reset();
    if (!tuple.scattered) {
      decode_tuple(components_, tuple.number, row_.data(), arena_);
      return;
    }
    Stream stream(combine(seed_, 1), tuple.number);
    for (const KeyComponent& component : components_) scatter_component(component, stream);
  }

  KeyValues collect() {
    KeyValues values;
    std::unordered_map<uint64_t, bool> taken;
    if (task_.first_ordinal > 0 && task_.existing_hashes)
      for (uint64_t hash : task_.existing_hashes(index_)) taken.emplace(hash, true);
    auto tuples = std::make_shared<KeyTable>(static_cast<int>(columns_.size()));
    std::vector<Value> tuple(columns_.size());
    for (uint64_t hash : in_order_) {
      if (taken.count(hash)) {
        ++values.taken;
        continue;
      }
      decode(found_.at(hash));
      for (size_t c = 0; c < columns_.size(); ++c) tuple[c] = row_[static_cast<size_t>(columns_[c])];
      tuples->append(tuple.data());
    }
    values.tuples = std::move(tuples);
    return values;
  }

  const RelationTask& task_;
  const UniqueKey& key_;
  size_t index_;
  const std::vector<KeyComponent>& components_;
  std::vector<int> columns_;
  RowServices& services_;
  TupleJudge judge_;
  std::vector<Value> row_;
  Arena arena_;
  uint64_t space_;
  uint64_t needed_;
  uint64_t seed_ = 0;
  uint64_t visits_ = 0;
  uint64_t accepted_ = 0;
  bool around_ = false;
  std::unordered_map<uint64_t, Tuple> found_;  // value to tuple; looked up only, never walked
  std::vector<uint64_t> in_order_;
};

void add_columns(std::vector<int>& columns, const std::vector<int>& more) {
  for (int column : more)
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
}

bool is_residual(const Analysis& analysis, int predicate) {
  return std::any_of(analysis.groups.begin(), analysis.groups.end(), [&](const BranchGroup& group) {
    return std::find(group.residual.begin(), group.residual.end(), predicate) != group.residual.end();
  });
}

}  // namespace

TupleJudge::TupleJudge(const RelationTask& task, const std::vector<int>& columns, RowServices& services)
    : task_(task), columns_(columns), services_(services) {
  const auto known = [&](int column) {
    return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
  };
  const Relation& relation = *task.relation;
  for (size_t p = 0; p < relation.predicates.size(); ++p) {
    const Predicate& predicate = relation.predicates[p];
    if (!predicate.columns.empty() &&
        std::all_of(predicate.columns.begin(), predicate.columns.end(), known) &&
        (predicate.columns.size() > 1 || is_residual(task.analysis, static_cast<int>(p))))
      predicates_.push_back(static_cast<int>(p));
  }
  for (const BranchGroup& group : task.analysis.groups)
    if (group.branches.size() > 1 && std::any_of(group.columns.begin(), group.columns.end(), known))
      groups_.push_back(&group);
}

bool TupleJudge::accepts(const Value* row) const {
  return std::all_of(groups_.begin(), groups_.end(),
                     [&](const BranchGroup* group) { return fits_group(*group, row); }) &&
         (predicates_.empty() || services_.first_failure(row, predicates_) < 0);
}

bool TupleJudge::fits_group(const BranchGroup& group, const Value* row) const {
  return std::any_of(group.branches.begin(), group.branches.end(), [&](const Branch& branch) {
    return std::all_of(columns_.begin(), columns_.end(), [&](int column) {
      const auto domain = branch.domains.find(column);
      return domain == branch.domains.end() || admits(domain->second, row[column]);
    });
  });
}

std::vector<int> base_columns(const Relation& relation, const UniqueKey& key) {
  std::vector<int> direct;
  for (const KeyPart& part : key.parts) {
    if (part.column >= 0) add_columns(direct, {part.column});
    add_columns(direct, part.columns);
  }
  if (key.where) add_columns(direct, key.where->columns);
  std::vector<int> columns;
  for (int column : direct) {
    const Column& c = relation.columns[static_cast<size_t>(column)];
    if (!c.generated)
      add_columns(columns, {column});
    else if (c.generated_expr)
      add_columns(columns, columns_of(*c.generated_expr));
    else
      return {};
  }
  return columns;
}

std::optional<KeyValues> find_key_values(const RelationTask& task, size_t key,
                                         const std::vector<KeyComponent>& components, RowServices& services) {
  return ValueFinder(task, key, components, services).run();
}

}  // namespace datagen::core
