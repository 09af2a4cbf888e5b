// src/core/plan/key_demand.hpp -- what children ask of their parents' rows
#pragma once

#include "core/constraint/domain.hpp"
#include "core/plan/row_demand.hpp"
#include "core/schema/relation.hpp"

#include <functional>

namespace datagen::core {

/// Narrows the key columns of `parent` in `analysis` to what its children's own constraints admit, so that rows made
/// for them can be referred to: CHECK (parent_id > 1000) asks for keys above 1000. Only keys of one column on a grid,
/// and only while plenty of keys are left; where children's demands exclude each other, the column stays as it is.
/// `domain_of` gives the base domain of a child's column, or null where it is not known.
void apply_key_demands(const Schema& schema, const Relation& parent, Analysis& analysis,
                       const std::function<const Domain*(const Relation& child, int column)>& domain_of);

/// A relation that refers to another of the same call.
struct AskingChild {
  const Relation* relation = nullptr;
  const Analysis* analysis = nullptr;
  uint64_t rows = 0;
  bool hard = false;                                ///< that number was asked for
  const std::vector<RowDemand>* demands = nullptr;  ///< on the child
  /// The parents that its unique keys need by the foreign key; 0 where a few will do. Asked only where there is a demand.
  std::function<uint64_t()> needed;
};

struct AskedParent {
  const Relation* relation = nullptr;
  const Analysis* analysis = nullptr;
  uint64_t rows = 0;
};

/// What `child` asks of the parent of its foreign key `key`: the child's own domains on the key's columns, and those of
/// its own demands, told as demands on the parent. For as many parents as the child's unique keys need, else for a few.
std::vector<RowDemand> demands_through(const AskingChild& child, const ForeignKey& key,
                                       const AskedParent& parent);

}  // namespace datagen::core
