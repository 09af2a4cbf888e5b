// src/pg/function_body.hpp -- SQL functions that read tables, seen as the sub-selects they are
#pragma once

#include "pg/pg.hpp"

namespace datagen::pg {

/// A copy of `expr` where calls of SQL-language functions that are a single SELECT over tables stand as sub-selects over
/// the call's arguments. The planner inlines only bodies without FROM (inline_function in optimizer/util/clauses.c), so
/// what such a function admits would stay unseen. The condition that is tested remains the call itself; this copy is
/// for narrowing. Left alone are functions that are VOLATILE, SECURITY DEFINER or have settings of their own. Makes
/// server calls and owns no C++ object: runs inside pg::call. Takes AccessShare locks on the tables.
Node* open_function_bodies(Node* expr);

}  // namespace datagen::pg
