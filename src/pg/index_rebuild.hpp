// src/pg/index_rebuild.hpp -- indexes of a table that is loaded: built once at the end instead of kept row by row
#pragma once

#include "core/schema/relation.hpp"
#include "pg/expression.hpp"

namespace datagen::pg {

/// Whether no index can be looked at before the end of a load of the relation, as far as definitions tell: no expression
/// of its constraints, generated columns, defaults or indexes calls a function in an SQL-like language or a volatile one,
/// which might read the relation and miss its new rows, and no trigger of the user's fires.
bool reads_no_index_meanwhile(const core::Relation& relation, ExpressionPool& pool);

/// Whether the expression of a rule looks at no table, as far as definitions tell: it calls compiled functions that are not
/// volatile, and functions of datagen's that draw.
bool rule_reads_no_table(int handle, ExpressionPool& pool);

/// Whether the current user may have the relation's indexes rebuilt and it has some, all of them in use and none that
/// belongs to an exclusion constraint: what such a constraint refuses is better known at once. Server calls: inside
/// pg::call.
bool indexes_can_be_rebuilt(Relation relation) noexcept;

/// Whether no trigger of the user's and no expression of an index could look at the relation's indexes while entries are
/// kept back. Server calls: inside pg::call.
bool entries_can_wait(Relation relation) noexcept;

/// Takes the locks under which the rows can go in without index entries until rebuild_indexes(): SHARE ROW EXCLUSIVE
/// on the relation, ACCESS EXCLUSIVE on its indexes, all of them only if they are free at once. False, and the indexes have
/// to be kept row by row, when they are not or when a query of this session has the relation or an index open.
/// `relation` is opened once by the caller. Server calls: inside pg::call.
bool set_indexes_aside(Relation relation) noexcept;

/// Builds all indexes of the relation anew with every check of unique keys, in the current transaction: the old ones
/// come back when it is rolled back. Without `parallel`, no workers help. Nobody in this session may have the relation open.
/// Server calls: inside pg::call.
void rebuild_indexes(Oid relation, bool parallel) noexcept;

}  // namespace datagen::pg
