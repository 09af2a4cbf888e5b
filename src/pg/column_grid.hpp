// src/pg/column_grid.hpp -- how fine a decimal grid the constants of a relation's conditions ask for
#pragma once

#include "pg/relation_parts.hpp"

#include <vector>

namespace datagen::pg {

/// Digits that constants beside a column have behind and before the point; for numeric and float without own
/// scale.
struct GridDemand {
  int decimals = 0;
  int integers = 0;
  double lowest = 1e300;  ///< of the constants
  double highest = -1e300;
};

using GridDemands = std::vector<GridDemand>;  // by attribute number

GridDemands demands_on_grids(const RawRelation& relation);

}  // namespace datagen::pg
