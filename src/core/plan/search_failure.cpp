// src/core/plan/search_failure.cpp -- which constraint to name, and what the user can do
#include "core/plan/search_failure.hpp"

#include "core/base/error.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

size_t most(const std::vector<uint64_t>& counts) {
  return static_cast<size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

uint64_t highest(const std::vector<uint64_t>& counts) { return counts.empty() ? 0 : counts[most(counts)]; }

/// ", column "a" by a rule" for each of the constraint's columns that has one.
std::string names_of_ruled(const Relation& relation, const std::vector<int>& columns,
                           const std::vector<int>& ruled) {
  std::string names;
  for (int column : columns)
    if (std::find(ruled.begin(), ruled.end(), column) != ruled.end())
      names += (names.empty() ? "\"" : ", \"") + relation.columns[static_cast<size_t>(column)].name + "\"";
  return names;
}

}  // namespace

void throw_search_failure(const Relation& relation, const SearchFailure& failure) {
  const uint64_t predicate = highest(failure.by_predicate);
  const uint64_t key = highest(failure.by_key);
  const uint64_t reference = highest(failure.by_reference);
  const std::string tried = std::to_string(failure.tries) + " rows were tried";
  const std::string hint =
      "Give the columns a value with datagen.set_rule() or the rules argument, or raise "
      "datagen.search_budget.";
  if (predicate >= key && predicate >= reference && predicate > 0) {
    const Predicate& refused = relation.predicates[most(failure.by_predicate)];
    std::string columns;
    for (int column : refused.columns)
      columns += (columns.empty() ? "" : ", ") + relation.columns[static_cast<size_t>(column)].name;
    const std::string rules = names_of_ruled(relation, refused.columns, failure.ruled);
    throw Error(
        ErrorCode::CheckViolation,
        refused.source == PredicateSource::Partition
            ? "no row was found that fits a partition of relation \"" + relation.name + "\""
            : "no row of relation \"" + relation.name + "\" was found that satisfies constraint \"" +
                  refused.name + "\"",
        tried + "; the constraint on (" + columns + ") refused " + std::to_string(predicate) + " of them." +
            (rules.empty() ? "" : " The rule on " + rules + " gives values that it refuses."),
        rules.empty() ? hint
                      : "Change the rule on " + rules +
                            " so that its values meet the constraint, or raise datagen.search_budget.",
        {relation.schema, relation.name, "", refused.name, ""});
  }
  if (key >= reference && key > 0) {
    const UniqueKey& refused = relation.keys[most(failure.by_key)];
    throw Error(ErrorCode::UniqueViolation,
                "no further distinct value was found for unique key \"" + refused.name + "\" of relation \"" +
                    relation.name + "\"",
                tried + "; " + std::to_string(key) + " of them repeated a key.",
                "Ask for fewer rows, or give the key's columns a rule that makes them distinct.",
                {relation.schema, relation.name, "", refused.name, ""});
  }
  if (reference > 0) {
    const ForeignKey& refused = relation.foreign_keys[most(failure.by_reference)];
    throw Error(
        ErrorCode::ForeignKeyViolation,
        "no parent row fits foreign key \"" + refused.name + "\" of relation \"" + relation.name + "\"",
        tried + ".", "Add rows to the referenced relation that agree with the other columns of the key.",
        {relation.schema, relation.name, "", refused.name, ""});
  }
  throw Error(ErrorCode::CheckViolation, "no row of relation \"" + relation.name + "\" could be made",
              tried + ".", hint, {relation.schema, relation.name, "", "", ""});
}

}  // namespace datagen::core
