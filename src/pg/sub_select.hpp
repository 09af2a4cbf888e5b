// src/pg/sub_select.hpp -- conditions over other tables, folded with what those tables hold now
#pragma once

#include "pg/expression.hpp"

#include <vector>

namespace datagen::pg {

/// A condition as the analyser can take it.
struct FoldedCondition {
  Node* node = nullptr;    ///< the same tree where nothing could be folded
  std::vector<Oid> reads;  ///< the tables it depends on, ascending
};

/// Replaces sub-selects by what they yield under the current snapshot, and calls of SQL functions that read tables by what
/// their bodies yield:
/// - one that does not depend on the row becomes a constant, `x IN (SELECT …)` a list;
/// - EXISTS (SELECT … WHERE k = x AND …), (SELECT condition … WHERE k = x) and (SELECT count(*) > 0 … WHERE k = x) become
///   the list of x for which they hold, pairs and longer tuples likewise.
/// What is empty stays as it is, because its table may be filled before the rows are made, and so does what cannot be
/// told or yields more than 10,000 rows, raises an error, or may not be read by the caller, whatever rights it has in the
/// view or policy it comes from: what it yields is seen in the rows that are made. The result lives in the pool's memory. Folding narrows only: the condition that is tested is the original one.
FoldedCondition fold_sub_selects(Node* expr, ExpressionPool& pool);

}  // namespace datagen::pg
