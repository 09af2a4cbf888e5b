// src/core/plan/row_demand.hpp -- rows that other relations of the same call will refer to
#pragma once

#include "core/constraint/domain.hpp"
#include "core/schema/relation.hpp"

#include <map>
#include <vector>

namespace datagen::core {

/// At least `rows` of the relation's new rows are to lie within `domains`, so that children whose own constraints ask
/// for such parents find them: CHECK (kind = 'P') on a composite foreign key asks for parents of kind P.
struct RowDemand {
  std::map<int, Domain> domains;  ///< by column of the relation
  uint64_t rows = 0;
  bool hard = false;  ///< the children's number was asked for, so more rows may be made to meet it
  int each = -1;      ///< a column that is a unique key by itself and takes each of its values once
};

/// Whether every row that meets `specific` meets `general` as well, as far as the domains tell.
bool covers(const RowDemand& general, const RowDemand& specific);

/// Sorts the demands, narrower ones first, and lowers each by the rows that narrower ones bring anyway, so that they
/// can be met by consecutive rows. Returns the number of rows they take.
uint64_t lay_out(std::vector<RowDemand>& demands);

/// Adds `demand`; of equal ones the larger counts.
void add_demand(std::vector<RowDemand>& demands, RowDemand demand);

/// The values of `type` that lie in both, without NULL. Strings that are told by patterns keep both patterns.
Domain intersection(const Domain& a, const Domain& b, const Type& type);

/// Members of a domain that is a finite set or lies on a grid; UINT64_MAX where it cannot be told.
uint64_t member_count(const Domain& domain);

}  // namespace datagen::core
