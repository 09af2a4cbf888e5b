// src/pg/catalog_reader.hpp -- the catalogs -> the schema model
#pragma once

#include "core/schema/relation.hpp"
#include "pg/expression.hpp"

#include <string_view>
#include <vector>

namespace datagen::pg {

/// Reads a relation that can be filled, with every obligation an INSERT by the present user must meet. Takes
/// an AccessShareLock and keeps it until the end of the transaction. Expressions go to `pool`, also the row's
/// shape (pool.slot(relation)). Keys come by name, the primary key first; foreign keys by name. Errors:
/// UndefinedTable; WrongObjectType for sequences, indexes, materialised views, composite types, system
/// catalogs and other sessions' temporary tables; ObjectNotInState for views and foreign tables that take no
/// rows. A view that is not a trigger's or rule's own affair shows its base relation's keys, foreign keys and
/// obligations as far as they can be told by its columns. Missing privileges are no error here: see
/// Column::insertable.
core::Relation read_relation(Oid relation, ExpressionPool& pool);

/// The relations named and all that their foreign keys lead to.
core::Schema read_schema_closure(const std::vector<Oid>& roots, ExpressionPool& pool);

/// What fill_schema() fills, by name: tables and partitioned tables, but no partitions, views, foreign and
/// temporary tables or members of extensions. PgError 3F000 for an unknown schema, 42501 without USAGE on it.
/// `schema` is in the server's encoding.
std::vector<Oid> fillable_relations(const char* schema);

}  // namespace datagen::pg
