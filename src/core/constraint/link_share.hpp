// src/core/constraint/link_share.hpp -- how many rows of a tree alternatives leave without a parent
#pragma once

#include "core/constraint/analyse.hpp"

namespace datagen::core {

/// Where alternatives decide whether a reference of the relation to itself is NULL (`is_root = (parent IS NULL)`), those
/// with a parent get most of the rows: a tree is mostly not roots. Weights sum up to 1 before and after.
void prefer_links(const Relation& relation, std::vector<Branch>& branches);

}  // namespace datagen::core
