// src/pg/exclusion_reader.hpp -- exclusion constraints: what their operators mean, what their operands are built from
#pragma once

#include "core/schema/relation.hpp"
#include "pg/predicate_reader.hpp"
#include "pg/relation_parts.hpp"

namespace datagen::pg {

/// By the operator's function and its place in the index's operator family, never by its name. Runs in pg::call.
core::ExclusionOperator exclusion_operator(Oid op, Oid function, Oid family);

/// Whether all operators are equality, so that the constraint is a unique key in all but name.
bool is_equality_alone(const RawKey& raw);

core::Exclusion read_exclusion(const RawKey& raw, const core::Relation& relation, PredicateReader& reader,
                               ExpressionPool& pool);

}  // namespace datagen::pg
