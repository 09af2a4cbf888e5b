// src/core/plan/branch_union.cpp -- unions of finite sets over branches
#include "core/plan/branch_union.hpp"

#include "core/constraint/held_values.hpp"
#include "core/constraint/membership.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// The values of `column` in all branches, each once; nullopt when a branch leaves it open.
std::optional<std::vector<Value>> values_in(const BranchGroup& group, int column) {
  std::vector<Value> values;
  for (const Branch& branch : group.branches) {
    const auto own = branch.domains.find(column);
    if (own == branch.domains.end()) return std::nullopt;
    if (own->second.null == NullStatus::Must || own->second.impossible) continue;
    if (!own->second.values) return std::nullopt;
    for (const Value& value : *own->second.values)
      if (std::none_of(values.begin(), values.end(),
                       [&](const Value& known) { return same_value(known, value); }))
        values.push_back(value);
  }
  return values;
}

}  // namespace

void narrow_to_branches(Analysis& analysis) {
  for (const BranchGroup& group : analysis.groups)
    for (int column : group.columns) {
      Domain& base = analysis.base[static_cast<size_t>(column)];
      if (base.values || base.null == NullStatus::Must) continue;
      auto values = values_in(group, column);
      if (!values || values->empty()) continue;
      values->erase(std::remove_if(values->begin(), values->end(),
                                   [&](const Value& value) { return !admits(base, value); }),
                    values->end());
      hold_values(base, std::move(*values));
      base.narrowed = true;
    }
}

}  // namespace datagen::core
