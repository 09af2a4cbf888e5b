// src/pg/stored_rows.hpp -- what the tables hold already: counts, largest values, key tuples
#pragma once

#include "core/plan/key_table.hpp"
#include "core/schema/relation.hpp"
#include "pg/query.hpp"
#include "pg/sink.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace datagen::pg {

/// `schema.relation`, quoted, with ONLY where rows of inheritance children must not count.
std::string from_clause(const core::Relation& relation);

/// The rows that the caller sees.
uint64_t count_rows(const core::Relation& relation);

/// The largest value of a column on a grid, as a tick; nullopt when there is none.
std::optional<int64_t> highest_value(const core::Relation& relation, int column, const ValueCodec& codec);

/// The tuples of `columns` in ascending order, so that nothing depends on the rows' physical order. Each value is read
/// as a value of the matching entry of `codecs` (cast where the types differ). With `skip_nulls`, tuples with a NULL
/// are left out.
core::KeyTable read_tuples(const core::Relation& relation, const std::vector<int>& columns,
                           const std::vector<const ValueCodec*>& codecs, bool skip_nulls);

/// Hands every row to `visit` with the values of `columns` set and all others NULL.
void for_each_stored_row(const core::Relation& relation, const std::vector<int>& columns, const RowCodec& codec,
                         const std::function<void(const core::Value* row)>& visit);

}  // namespace datagen::pg
