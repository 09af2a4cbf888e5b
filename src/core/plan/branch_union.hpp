// src/core/plan/branch_union.hpp -- what the branches of a group leave of each of its columns
#pragma once

#include "core/constraint/domain.hpp"

namespace datagen::core {

/// Narrows the base domain of a tied column to the finite set of values that its branches list between them, so that
/// keys over it know what there is: the regions of a table partitioned by LIST, the kinds that alternatives name.
void narrow_to_branches(Analysis& analysis);

}  // namespace datagen::core
