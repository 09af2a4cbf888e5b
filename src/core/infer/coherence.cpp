// src/core/infer/coherence.cpp -- the rules of all families, in the order of what they read
#include "core/infer/coherence.hpp"

#include "core/infer/coherence_parts.hpp"
#include "core/infer/column_words.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Whether a rule for a column that `rule` reads is still to come.
bool waits(const ImpliedRule& rule, const std::vector<ImpliedRule>& left) {
  return std::any_of(rule.inputs.begin(), rule.inputs.end(), [&](const ImpliedInput& input) {
    return input.foreign_key < 0 && std::any_of(left.begin(), left.end(), [&](const ImpliedRule& other) {
             return other.column == input.column;
           });
  });
}

/// Rules that go in a circle are left out.
std::vector<ImpliedRule> sorted(std::vector<ImpliedRule> left) {
  std::vector<ImpliedRule> order;
  for (bool progress = true; progress;) {
    progress = false;
    for (size_t i = 0; i < left.size() && !progress; ++i) {
      const bool earlier =
          std::any_of(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(i),
                      [&](const ImpliedRule& other) { return other.column == left[i].column; });
      if (earlier || waits(left[i], left)) continue;
      order.push_back(std::move(left[i]));
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
      progress = true;
    }
  }
  return order;
}

}  // namespace

ImpliedScope::ImpliedScope(const Relation& relation_in, const std::vector<Meaning>& meanings_in)
    : relation(relation_in), meanings(meanings_in) {
  for (const Column& own : relation.columns) parts.push_back(parts_of(own.name));
}

bool ImpliedScope::names(int c, std::initializer_list<std::string_view> words) const {
  const auto& own = parts[static_cast<size_t>(c)];
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::find(own.begin(), own.end(), word) != own.end();
  });
}

bool ImpliedScope::is_time(int c) const {
  const TypeClass type = column(c).type->type_class;
  return (type == TypeClass::Date || type == TypeClass::Timestamp || type == TypeClass::TimestampTz) &&
         (meaning(c).compare(0, 5, "time.") == 0 || meaning(c) == "person.birth_date");
}

bool ImpliedScope::is_number(int c) const {
  switch (column(c).type->type_class) {
    case TypeClass::Integer:
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money: return true;
    default: return false;
  }
}

ImpliedInput ImpliedScope::own(int c, InputRole role) const {
  ImpliedInput input;
  input.column = c;
  input.type = column(c).type;
  input.role = role;
  return input;
}

ImpliedInput ImpliedParent::input(size_t foreign_key, int column) const {
  ImpliedInput input;
  input.column = column;
  input.foreign_key = static_cast<int>(foreign_key);
  input.type = relation->columns[static_cast<size_t>(column)].type;
  return input;
}

std::string ImpliedParent::called(int column) const {
  return relation->name + "." + relation->columns[static_cast<size_t>(column)].name;
}

std::vector<ImpliedRule> imply_rules(const Relation& relation, const std::vector<Meaning>& meanings,
                                     const std::vector<Domain>& domains,
                                     const std::vector<ImpliedParent>& parents) {
  std::vector<ImpliedRule> rules;
  if (meanings.size() != relation.columns.size()) return rules;
  const ImpliedScope scope(relation, meanings);
  imply_times(scope, domains, rules);
  imply_in_trees(scope, rules);
  imply_references(scope, parents, rules);
  imply_from_parents(scope, parents, rules);
  imply_owners(scope, parents, rules);
  imply_before_told(scope, rules);
  imply_spans(scope, rules);
  imply_amounts(scope, rules);
  imply_bounds(scope, rules);
  return sorted(std::move(rules));
}

}  // namespace datagen::core
