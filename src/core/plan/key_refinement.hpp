// src/core/plan/key_refinement.hpp -- keys whose tuples constraints, expressions or each other leave scarce
#pragma once

#include "core/plan/key_plan.hpp"

namespace datagen::core {

/// Looks into what the planner could not count symbolically, with the server's own expressions:
/// - tuples of an allocated key that constraints within the key forbid (a < b) are taken out, where rows are dense;
/// - keys that overlap and are dense get their rows together (joint_keys.hpp);
/// - expression, generated and partial keys whose values run out are allocated by value: one tuple of columns per
///   distinct value. The values are enumerated where the columns have few, else sampled until no new one turns up.
/// `order` are the keys of the relation, smaller ones first.
void refine_keys(const RelationTask& task, std::vector<ColumnPlan>& columns, KeyPlans& plans,
                 const std::vector<size_t>& order, RowServices& services);

}  // namespace datagen::core
