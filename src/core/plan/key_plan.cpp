// src/core/plan/key_plan.cpp -- carriers, products over parents and domains, and what must be remembered
#include "core/plan/key_plan.hpp"

#include "core/base/contains.hpp"
#include "core/base/error.hpp"
#include "core/constraint/membership.hpp"
#include "core/constraint/text_model.hpp"
#include "core/plan/computed_column.hpp"
#include "core/plan/key_factors.hpp"
#include "core/plan/key_refinement.hpp"
#include "core/schema/graph.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>
#include <set>

namespace datagen::core {
namespace {

using Columns = std::vector<int>;

/// A single column carries a key when its domain has this many times more members than rows are needed.
constexpr uint64_t kCarrierSlack = 4;

class KeyPlanner {
 public:
  KeyPlanner(const RelationTask& task, std::vector<ColumnPlan>& columns)
      : task_(task), relation_(*task.relation), columns_(columns) {
    plans_.keys.resize(relation_.keys.size());
    for (size_t c = 0; c < columns_.size(); ++c)
      if (columns_[c].source == ColumnSource::Sequence && !relation_.columns[c].sequence->cycle)
        unique_columns_.insert(static_cast<int>(c));
  }

  KeyPlans run(RowServices* services) {
    for (size_t key : in_order()) plan(key);
    if (services) refine_keys(task_, columns_, plans_, in_order(), *services);
    bound_room(task_, plans_);
    return std::move(plans_);
  }

 private:
  /// Smaller keys first, so that larger ones can lean on them, and of single columns the scarce ones, which other
  /// columns can follow; ties by column names, never by index names.
  std::vector<size_t> in_order() const {
    std::vector<size_t> order(relation_.keys.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return sort_key(a) < sort_key(b); });
    return order;
  }

  std::tuple<size_t, bool, bool, std::string> sort_key(size_t index) const {
    const UniqueKey& key = relation_.keys[index];
    std::string names;
    for (const KeyPart& part : key.parts)
      names += (part.column >= 0 ? relation_.columns[static_cast<size_t>(part.column)].name : "(") + ",";
    const int column = key.parts.size() == 1 ? key.parts[0].column : -1;
    return {key.parts.size(), column < 0 || is_plentiful(column), !key.primary, names};
  }

  void plan(size_t index) {
    const UniqueKey& key = relation_.keys[index];
    KeyPlan& plan = plans_.keys[index];
    Columns columns;
    for (const KeyPart& part : key.parts)
      if (part.column >= 0) columns.push_back(part.column);
    for (int column : columns)
      if (unique_columns_.count(column)) {
        plan = {KeyStrategy::ByColumn, -1, "column " + name_of(column) + " is unique by itself"};
        return;
      }
    for (const Columns& smaller : unique_sets_)
      if (std::all_of(smaller.begin(), smaller.end(), [&](int c) { return contains(columns, c); })) {
        plan = {KeyStrategy::ByColumn, -1, "a smaller key is within it"};
        return;
      }
    for (int column : columns)
      if (leans_on_others(column)) {
        columns_[static_cast<size_t>(column)].leans = true;
        plan = {KeyStrategy::Remembered, -1,
                "column " + name_of(column) + " follows other columns of its row"};
        return;
      }
    if (const int column = chosen_beside_others(columns); column >= 0) {
      columns_[static_cast<size_t>(column)].leans = true;
      plan = {KeyStrategy::Remembered, -1,
              "column " + name_of(column) + " follows the rest of its reference"};
      return;
    }
    if (!key.where && !task_.growth.grows() && is_chain(columns)) {
      plan = {KeyStrategy::ByColumn, -1, "a chain of self references"};
      return;
    }
    if (columns.size() != key.parts.size() || key.where || is_shared_out(columns) ||
        !allocate(index, columns))
      plan = {KeyStrategy::Remembered, -1,
              key.where ? "partial index" : "not listable: drawn and remembered"};
  }

  /// Whether constraints tie a number or date to a column that another key hands out, or a text to what is made of other
  /// columns, so that values of its own would not suit those. Where there are few values, keys get their rows
  /// together (key_refinement.hpp).
  bool leans_on_others(int column) const {
    const ColumnPlan& plan = columns_[static_cast<size_t>(column)];
    if (plan.source != ColumnSource::Draw || !plan.generator || !is_plentiful(column) ||
        task_.families.count(column) || task_.growth.follow(column))
      return false;
    const Type& type = *relation_.columns[static_cast<size_t>(column)].type;
    // What is made as text for an input function is not listed by conditions.
    if (type.type_class == TypeClass::Literal && !has_text_model(type))
      return std::any_of(relation_.predicates.begin(), relation_.predicates.end(), [&](const Predicate& p) {
        return p.source != PredicateSource::IndexPredicate && contains(p.columns, column);
      });
    if (type.type_class == TypeClass::Text)
      return std::any_of(relation_.predicates.begin(), relation_.predicates.end(), [&](const Predicate& p) {
        return p.expr && p.source != PredicateSource::IndexPredicate && follows_made_text(*p.expr, column);
      });
    if (value_kind(type) != ValueKind::Tick) return false;
    return std::any_of(relation_.predicates.begin(), relation_.predicates.end(), [&](const Predicate& p) {
      return p.source != PredicateSource::IndexPredicate && contains(p.columns, column) &&
             std::any_of(p.columns.begin(), p.columns.end(),
                         [&](int other) { return other != column && unique_columns_.count(other); });
    });
  }

  /// A column of `columns` that may be NULL in a reference whose other columns further references decide: within a tenant,
  /// the badge that an employee may have. Handed out alone it would belong to another tenant. -1: there is none.
  int chosen_beside_others(const Columns& columns) const {
    for (const ForeignKey& key : relation_.foreign_keys) {
      if (key.match != MatchType::Simple) continue;
      const auto decided_elsewhere = [&](int column) {
        return !contains(columns, column) &&
               std::any_of(relation_.foreign_keys.begin(), relation_.foreign_keys.end(),
                           [&](const ForeignKey& other) {
                             return &other != &key && contains(other.columns, column);
                           });
      };
      if (std::none_of(key.columns.begin(), key.columns.end(), decided_elsewhere)) continue;
      for (int column : columns)
        if (contains(key.columns, column) && relation_.nullable(column) &&
            columns_[static_cast<size_t>(column)].source == ColumnSource::Reference)
          return column;
    }
    return -1;
  }

  /// A condition about the text whose other side is made of other columns: code LIKE to_char(issued, 'YYYY') || '%'.
  bool follows_made_text(const Expr& expr, int column) const {
    if (expr.op == Op::And)
      return std::any_of(expr.args.begin(), expr.args.end(),
                         [&](const ExprPtr& part) { return follows_made_text(*part, column); });
    return expr.args.size() == 2 && std::any_of(expr.args.begin(), expr.args.end(), [&](const ExprPtr& side) {
             const ExprPtr& other = side == expr.args[0] ? expr.args[1] : expr.args[0];
             const Columns read = columns_of(*other);
             return contains(columns_of(*side), column) && !is_opaque_inside(*side) &&
                    other->op != Op::Column && !read.empty() && !contains(read, column);
           });
  }

  /// The column has values to spare for all rows.
  bool is_plentiful(int column) const {
    const auto& generator = columns_[static_cast<size_t>(column)].generator;
    return generator && generator->size() / kCarrierSlack >= task_.count + task_.first_ordinal;
  }

  /// A self reference that is unique as well forms chains, in which no row is referred to twice; not so where one of its
  /// columns is given by something else, which leaves it a few rows to choose from.
  bool is_chain(const Columns& columns) const {
    return std::any_of(
        relation_.foreign_keys.begin(), relation_.foreign_keys.end(), [&](const ForeignKey& key) {
          const auto given_elsewhere = [&](int column) {
            return std::any_of(relation_.foreign_keys.begin(), relation_.foreign_keys.end(),
                               [&](const ForeignKey& other) {
                                 return contains(&other == &key ? key.parent_columns : other.columns, column);
                               });
          };
          return key.parent == relation_.id && key.columns.size() == columns.size() &&
                 std::all_of(columns.begin(), columns.end(),
                             [&](int c) { return contains(key.columns, c) && !given_elsewhere(c); });
        });
  }

  /// Part of the key follows from the number of children that each parent gets.
  bool is_shared_out(const Columns& columns) const {
    if (!task_.per_parent) return false;
    const ForeignKey& key = relation_.foreign_keys[task_.per_parent->foreign_key];
    return std::any_of(columns.begin(), columns.end(), [&](int c) { return contains(key.columns, c); });
  }

  /// Some of the columns, not all of them, refer to a relation of the same cycle.
  bool covers_parents(const Columns& columns) const {
    for (size_t k = 0; k < relation_.foreign_keys.size(); ++k) {
      const Columns& own = relation_.foreign_keys[k].columns;
      if (k >= task_.parents.size() || !task_.parents[k].cyclic ||
          relation_.foreign_keys[k].parent == relation_.id)
        continue;
      const auto shared =
          std::count_if(columns.begin(), columns.end(), [&](int c) { return contains(own, c); });
      if (shared > 0 && static_cast<size_t>(shared) < columns.size()) return true;
    }
    return false;
  }

  bool allocate(size_t index, const Columns& columns) {
    if (lean_on_row_numbers(index, columns)) return true;
    for (int column : columns) {
      const ColumnSource source = columns_[static_cast<size_t>(column)].source;
      if (source != ColumnSource::Draw && source != ColumnSource::Reference) return false;
      if (source == ColumnSource::Draw && !trust_in_listing(task_, column).distinct) return false;
    }
    if (!covers_parents(columns) && carry(index, columns)) return true;
    if (follows_a_row(task_.growth, columns)) return false;
    for (int column : columns) {
      const auto& generator = columns_[static_cast<size_t>(column)].generator;
      if (owned_.count(column) || is_computed(column) || (generator && !suits_branches(column, *generator)))
        return false;
    }
    const Columns together = with_companions(columns);
    auto components = factor_columns(task_, columns_, together, relation_.keys[index].nulls_not_distinct);
    if (!components) return false;
    // Handed out in a permuted order, the first tuples would leave some parents of a cycle without the child they need.
    if (covers_parents(columns) && product_of(*components) / 2 > task_.count + task_.first_ordinal)
      return false;
    if (columns.size() == 1 && components->front().listing)
      components->front().limit = plausible_limit(columns[0], *components->front().listing);
    if (!complete(*components) && product_of(*components) / 2 < task_.count + task_.first_ordinal)
      return false;
    add_allocator(index, columns, std::move(*components));
    if (columns.size() == 1)
      unique_columns_.insert(columns[0]);
    else
      unique_sets_.push_back(columns);
    return true;
  }

  /// The columns and those that come with them from a parent and have a say in them: with CHECK (no <= beds), a key
  /// (ward, no) is allocated together with the `beds` of its reference (ward, beds); where both columns of a reference are
  /// unique, each goes with the other. Only where the key's columns determine the parent, so that tuples stay distinct.
  Columns with_companions(const Columns& columns) const {
    Columns together = columns;
    for (size_t k = 0; k < relation_.foreign_keys.size(); ++k) {
      const ForeignKey& reference = relation_.foreign_keys[k];
      const auto& keys = task_.parents[k].keys;
      std::vector<int> shared;
      for (size_t i = 0; i < reference.columns.size(); ++i)
        if (contains(columns, reference.columns[i])) shared.push_back(static_cast<int>(i));
      if (shared.empty() || shared.size() == reference.columns.size() || !keys || keys->empty() ||
          !is_required(relation_, reference) || !binds_companions(columns, reference) ||
          keys->project(shared).size() != keys->size())
        continue;
      for (int column : reference.columns)
        if (!contains(together, column)) together.push_back(column);
    }
    return together;
  }

  bool in_key(int column) const {
    return std::any_of(relation_.keys.begin(), relation_.keys.end(), [&](const UniqueKey& key) {
      return !key.where && std::any_of(key.parts.begin(), key.parts.end(),
                                       [&](const KeyPart& part) { return part.column == column; });
    });
  }

  bool binds_companions(const Columns& columns, const ForeignKey& reference) const {
    const auto outside = [&](int column) { return !contains(columns, column); };
    const auto known = [&](int column) {
      return contains(columns, column) || contains(reference.columns, column);
    };
    const auto taken = [&](int column) {
      return outside(column) && (owned_.count(column) > 0 || task_.own_columns.count(column) > 0);
    };
    if (std::any_of(reference.columns.begin(), reference.columns.end(), taken)) return false;
    // Handed out by a key of their own, they would be another parent's.
    if (std::any_of(reference.columns.begin(), reference.columns.end(),
                    [&](int column) { return outside(column) && in_key(column); }))
      return true;
    return std::any_of(relation_.predicates.begin(), relation_.predicates.end(), [&](const Predicate& p) {
      return p.source != PredicateSource::IndexPredicate && p.columns.size() > 1 &&
             std::all_of(p.columns.begin(), p.columns.end(), known) &&
             std::any_of(p.columns.begin(), p.columns.end(), outside) &&
             !std::all_of(p.columns.begin(), p.columns.end(), outside);
    });
  }

  /// The values of `column` that branches of its group leave are a good part of those that its generator lists. Where
  /// each branch asks for another language, say, handing out values beforehand would hit none of them.
  bool suits_branches(int column, const Generator& listing) const {
    constexpr uint64_t kSamples = 32, kFewest = 4;
    const uint64_t size = std::min(listing.size(), plausible_limit(column, listing));
    for (const BranchGroup& group : task_.analysis.groups) {
      const auto open = [&](const Branch& branch) { return !branch.domains.count(column); };
      if (size < kSamples ||
          std::find(group.columns.begin(), group.columns.end(), column) == group.columns.end() ||
          std::any_of(group.branches.begin(), group.branches.end(), open))
        continue;
      Arena arena;
      uint64_t fitting = 0;
      for (uint64_t i = 0; i < kSamples; ++i) {
        const Value value = listing.unrank(size / kSamples * i, arena);
        fitting += std::any_of(group.branches.begin(), group.branches.end(), [&](const Branch& branch) {
          return admits(branch.domains.at(column), value);
        });
      }
      if (fitting < kFewest) return false;
    }
    return true;
  }

  bool is_computed(int column) const { return !sources_of_computed(relation_, column).empty(); }

  /// Whether other columns have a say in its values.
  bool is_tied(int column) const {
    return std::any_of(task_.analysis.groups.begin(), task_.analysis.groups.end(),
                       [&](const BranchGroup& group) { return contains(group.columns, column); });
  }

  bool complete(const std::vector<KeyComponent>& components) const {
    return std::all_of(components.begin(), components.end(), [&](const KeyComponent& component) {
      return !component.listing || trust_in_listing(task_, component.columns[0]).complete;
    });
  }

  bool lean_on_row_numbers(size_t index, const Columns& columns) {
    for (int column : columns) {
      const ColumnPlan& plan = columns_[static_cast<size_t>(column)];
      if (plan.source != ColumnSource::Draw || !plan.generator || !plan.generator->numbers_rows() ||
          is_tied(column))
        continue;
      unique_columns_.insert(column);
      plans_.keys[index] = {KeyStrategy::Numbered, -1,
                            "column " + name_of(column) + " carries the number of its row"};
      return true;
    }
    return false;
  }

  /// One column with room to spare makes the key unique alone and leaves the other columns free.
  bool carry(size_t index, const Columns& columns) {
    int best = -1;
    uint64_t best_size = 0;
    for (int column : columns) {
      const ColumnPlan& plan = columns_[static_cast<size_t>(column)];
      if (plan.source != ColumnSource::Draw || !plan.generator || is_computed(column) ||
          task_.growth.follow(column) || !suits_branches(column, *plan.generator))
        continue;
      if (const auto start = counter_start(column); start && !is_optional(column)) {
        columns_[static_cast<size_t>(column)].source = ColumnSource::Counter;
        unique_columns_.insert(column);
        plans_.keys[index] = {KeyStrategy::ByColumn, -1, "column " + name_of(column) + " counts upwards"};
        return true;
      }
      if (plan.generator->size() > best_size) {
        best = column;
        best_size = plan.generator->size();
      }
    }
    const uint64_t needed = task_.count + task_.first_ordinal;
    if (best < 0 || best_size / kCarrierSlack < needed || columns.size() == 1) return false;
    KeyComponent component;
    component.columns = {best};
    component.listing = columns_[static_cast<size_t>(best)].generator;
    component.limit = plausible_limit(best, *component.listing);
    add_allocator(index, columns, {component});
    unique_columns_.insert(best);
    return true;
  }

  /// The plausible part of a listing, as long as it has room to spare. Members of a key family take the same part,
  /// however many rows each has.
  uint64_t plausible_limit(int column, const Generator& listing) const {
    if (task_.families.count(column)) return std::max(listing.plausible_size(), uint64_t{1} << 24);
    return std::max(listing.plausible_size(), kCarrierSlack * (task_.count + task_.first_ordinal));
  }

  /// Whether some alternatives want a NULL in the column, and others a value: one that counts always has a value.
  bool is_optional(int column) const {
    return std::any_of(task_.analysis.groups.begin(), task_.analysis.groups.end(),
                       [&](const BranchGroup& group) {
                         const auto wants_null = [&](const Branch& branch) {
                           const auto domain = branch.domains.find(column);
                           return domain != branch.domains.end() && domain->second.null == NullStatus::Must;
                         };
                         return contains(group.columns, column) &&
                                std::any_of(group.branches.begin(), group.branches.end(), wants_null) &&
                                !std::all_of(group.branches.begin(), group.branches.end(), wants_null);
                       });
  }

  /// Whether the column can count upwards: an integer with no upper bound but its type's.
  std::optional<int64_t> counter_start(int column) const {
    const Type& type = *relation_.columns[static_cast<size_t>(column)].type;
    const Domain& domain = task_.analysis.base[static_cast<size_t>(column)];
    if (type.type_class != TypeClass::Integer && type.type_class != TypeClass::Numeric) return std::nullopt;
    if (domain.values || domain.ticks.modulus() != 1 || domain.ticks.intervals().size() != 1)
      return std::nullopt;
    if (domain.ticks.highest() < type.max_tick) return std::nullopt;
    const __int128 last = static_cast<__int128>(first_count(task_, column)) +
                          static_cast<__int128>(task_.count) * counter_step(type) * 2;
    if (last > type.max_tick) return std::nullopt;
    return first_count(task_, column);
  }

  void add_allocator(size_t index, const Columns& columns, std::vector<KeyComponent> components) {
    KeyAllocator::Options options;
    std::string names;
    for (int column : columns) names += name_of(column) + ",";
    options.key = column_key(task_.seed, relation_.name, names);
    if (components.size() == 1 && components[0].listing && task_.families.count(components[0].columns[0]))
      options.key = column_key(task_.seed, task_.families.at(components[0].columns[0]), "");
    options.first = task_.first_ordinal;
    options.part_columns = columns;
    if (task_.first_ordinal > 0 && task_.existing_tuples) options.existing = task_.existing_tuples(index);
    const auto used = task_.used_steps.find(index);
    if (used != task_.used_steps.end()) options.used = used->second;
    for (const KeyComponent& component : components)
      for (int column : component.columns) {
        owned_.insert(column);
        if (columns_[static_cast<size_t>(column)].source == ColumnSource::Draw)
          columns_[static_cast<size_t>(column)].source = ColumnSource::Key;
      }
    plans_.keys[index] = {KeyStrategy::Allocated, static_cast<int>(plans_.allocators.size()),
                          components.size() == 1 ? "permuted domain" : "permuted product of its parts"};
    plans_.allocators.push_back(std::make_unique<KeyAllocator>(std::move(components), std::move(options)));
    plans_.allocator_keys.push_back(index);
  }

  std::string name_of(int column) const { return relation_.columns[static_cast<size_t>(column)].name; }

  const RelationTask& task_;
  const Relation& relation_;
  std::vector<ColumnPlan>& columns_;
  KeyPlans plans_;
  std::set<int> unique_columns_;
  std::vector<Columns> unique_sets_;
  std::set<int> owned_;
};

}  // namespace

int64_t counter_step(const Type& type) {
  const auto step = power_of_ten(type.scale);
  return step ? *step : 1;
}

int64_t first_count(const RelationTask& task, int column) {
  const Type& type = *task.relation->columns[static_cast<size_t>(column)].type;
  const Domain& domain = task.analysis.base[static_cast<size_t>(column)];
  const int64_t step = counter_step(type);
  int64_t start = step;
  if (domain.ticks.lowest() > start) start = clamp_tick(ceil_div(domain.ticks.lowest(), step) * step);
  auto highest = task.highest.find(column);
  if (highest != task.highest.end() && highest->second >= start)
    return clamp_tick((floor_div(highest->second, step) + 1) * step);
  return clamp_tick(static_cast<__int128>(start) +
                    (highest == task.highest.end() ? static_cast<__int128>(task.first_ordinal) * step : 0));
}

KeyPlans plan_keys(const RelationTask& task, std::vector<ColumnPlan>& columns, RowServices* services) {
  return KeyPlanner(task, columns).run(services);
}

void bound_room(const RelationTask& task, KeyPlans& plans) {
  plans.room = UINT64_MAX;
  plans.bounding_key = -1;
  for (size_t a = 0; a < plans.allocators.size(); ++a) {
    const size_t index = plans.allocator_keys[a];
    const UniqueKey& key = task.relation->keys[index];
    const auto own = columns_of(plans.allocators[a]->components());
    const bool overflow_to_null =
        !key.nulls_not_distinct && !key.where &&
        std::any_of(key.parts.begin(), key.parts.end(), [&](const KeyPart& part) {
          return part.column >= 0 && std::find(own.begin(), own.end(), part.column) != own.end() &&
                 task.analysis.base[static_cast<size_t>(part.column)].null != NullStatus::Never;
        });
    if (overflow_to_null || plans.allocators[a]->free() >= plans.room) continue;
    plans.room = plans.allocators[a]->free();
    plans.bounding_key = static_cast<int>(index);
    plans.bounding_capacity = plans.allocators[a]->capacity();
  }
}

std::string part_name(const Relation& relation, const KeyPart& part) {
  if (part.column >= 0) return relation.columns[static_cast<size_t>(part.column)].name;
  std::vector<std::string> names;
  for (const Column& column : relation.columns) names.push_back(column.name);
  return part.expr ? describe(*part.expr, names) : "an expression";
}

void require_room(const RelationTask& task, const KeyPlans& plans) {
  if (plans.bounding_key < 0 || plans.room >= task.count) return;
  const Relation& relation = *task.relation;
  const UniqueKey& key = relation.keys[static_cast<size_t>(plans.bounding_key)];
  const uint64_t used = plans.bounding_capacity - plans.room;
  std::string columns;
  for (const KeyPart& part : key.parts) columns += (columns.empty() ? "" : ", ") + part_name(relation, part);
  throw Error(key.exclusion ? ErrorCode::ExclusionViolation : ErrorCode::UniqueViolation,
              (key.exclusion ? "exclusion constraint \"" : "unique constraint \"") + key.name +
                  "\" of relation \"" + relation.name + "\" leaves room for only " +
                  std::to_string(plans.room) + " more rows, " + std::to_string(task.count) +
                  " were asked for",
              "Its columns (" + columns + ") can have " + std::to_string(plans.bounding_capacity) +
                  " distinct values, of which " + std::to_string(used) + " are taken.",
              "Ask for fewer rows, widen the columns' constraints, or fill the referenced relations first.",
              {relation.schema, relation.name, "", key.name, ""});
}

}  // namespace datagen::core
