// src/core/plan/parent_filter.cpp -- domain filter and semi-joins over shared columns
#include "core/plan/parent_filter.hpp"

#include "core/base/error.hpp"
#include "core/constraint/membership.hpp"
#include "core/plan/parent_bounds.hpp"
#include "core/schema/graph.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

void filter_by_domains(RelationTask& task, size_t index) {
  const ForeignKey& key = task.relation->foreign_keys[index];
  ParentKeys& parent = task.parents[index];
  const auto domain_of = [&](size_t i) -> const Domain& {
    return task.analysis.base[static_cast<size_t>(key.columns[i])];
  };
  bool narrowed = !parent.all_fit;
  for (size_t i = 0; i < key.columns.size(); ++i) narrowed = narrowed || domain_of(i).narrowed;
  if (!narrowed) return;
  const uint64_t existing = parent.existing;
  uint64_t row_number = 0;
  uint64_t kept_existing = 0;
  auto kept = std::make_shared<KeyTable>(parent.keys->filter([&](const Value* row) {
    bool fits = true;
    for (size_t i = 0; i < key.columns.size(); ++i) fits = fits && admits(domain_of(i), row[i]);
    kept_existing += fits && row_number < existing;
    ++row_number;
    return fits;
  }));
  parent.existing = kept_existing;
  parent.keys = std::move(kept);
}

/// Keeps rows of `index` that have a partner in `other` on the columns both foreign keys share.
void semi_join(RelationTask& task, size_t index, size_t other) {
  const ForeignKey& mine = task.relation->foreign_keys[index];
  const ForeignKey& theirs = task.relation->foreign_keys[other];
  std::vector<int> my_positions, their_positions;
  for (size_t i = 0; i < mine.columns.size(); ++i)
    for (size_t j = 0; j < theirs.columns.size(); ++j)
      if (mine.columns[i] == theirs.columns[j]) {
        my_positions.push_back(static_cast<int>(i));
        their_positions.push_back(static_cast<int>(j));
      }
  if (my_positions.empty()) return;
  const KeyTable& partners = *task.parents[other].keys;
  const uint64_t existing = task.parents[index].existing;
  uint64_t row_number = 0;
  uint64_t kept_existing = 0;
  std::vector<Value> shared(my_positions.size());
  auto kept = std::make_shared<KeyTable>(task.parents[index].keys->filter([&](const Value* row) {
    for (size_t i = 0; i < shared.size(); ++i) shared[i] = row[my_positions[i]];
    const bool fits = partners.matching(their_positions, shared.data()).count > 0;
    kept_existing += fits && row_number < existing;
    ++row_number;
    return fits;
  }));
  task.parents[index].existing = kept_existing;
  task.parents[index].keys = std::move(kept);
}

}  // namespace

void throw_no_parent(const Relation& child, const ForeignKey& key, const std::string& parent,
                     const std::string& detail) {
  throw Error(
      ErrorCode::ForeignKeyViolation,
      "no row of \"" + parent + "\" can be referenced by foreign key \"" + key.name + "\" of relation \"" +
          child.name + "\"",
      detail,
      "Fill \"" + parent + "\" first, as datagen.fill() with parents => 'auto' and datagen.fill_schema() do.",
      {child.schema, child.name, "", key.name, ""});
}

Error hidden_parent_error(const Relation& child, const ForeignKey& key, const std::string& parent) {
  return {ErrorCode::ForeignKeyViolation,
          "no row of \"" + parent + "\" that the current role can see can be referenced by foreign key \"" +
              key.name + "\" of relation \"" + child.name + "\"",
          "Row-level security of \"" + parent + "\" applies to the role, and shows it no row.",
          "Give the role a policy that shows it rows of \"" + parent +
              "\", or fill as a role that row-level security does not apply to.",
          {child.schema, child.name, "", key.name, ""}};
}

void narrow_parents(RelationTask& task) {
  const auto& keys = task.relation->foreign_keys;
  const auto filterable = [&](size_t i) {
    return task.parents[i].keys && keys[i].parent != task.relation->id;
  };
  for (size_t i = 0; i < keys.size(); ++i)
    if (filterable(i)) filter_by_domains(task, i);
  for (int round = 0; round < 2; ++round)
    for (size_t i = 0; i < keys.size(); ++i)
      for (size_t j = 0; j < keys.size(); ++j)
        if (i != j && filterable(i) && filterable(j) && is_required(*task.relation, keys[i]) &&
            is_required(*task.relation, keys[j]))
          semi_join(task, i, j);
  for (size_t i = 0; i < keys.size(); ++i) {
    const bool by_rule = std::any_of(keys[i].columns.begin(), keys[i].columns.end(),
                                     [&](int column) { return task.rules.count(column) > 0; });
    if (task.count > 0 && filterable(i) && task.parents[i].keys->empty() &&
        is_required(*task.relation, keys[i]) && !by_rule)
      throw_no_parent(
          *task.relation, keys[i], task.parents[i].name,
          "It has no row, or none that the other constraints of \"" + task.relation->name + "\" allow.");
  }
  bound_by_parents(task);
}

}  // namespace datagen::core
