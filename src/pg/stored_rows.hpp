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

/// The same over the rows of the relation, of its inheritance ancestors and of their other children, as far as the caller
/// may read them: a query over an ancestor shows them all, so they had better not share keys. `holds_rows`: whether the
/// relation itself does, as far as the caller sees; false saves the look.
std::optional<int64_t> highest_in_tree(const core::Relation& relation, int column, const ValueCodec& codec,
                                       bool holds_rows);

/// The tuples of `columns` as a set, in no particular order. Each value is read as a value of the matching entry of
/// `codecs` (cast where the types differ). Rows that meet the SQL condition `except` are left out.
core::KeyTable read_tuples(const core::Relation& relation, const std::vector<int>& columns,
                           const std::vector<const ValueCodec*>& codecs, const std::string& except = {});

/// Columns to read beside a key.
struct BesideKeys {
  std::vector<int> columns;
  std::vector<const ValueCodec*> codecs;
  std::shared_ptr<core::KeyTable> rows;  ///< as the keys' rows; null after reading: they were too many
};

/// The tuples without NULLs in ascending order, so that nothing depends on the rows' physical order. The columns must
/// be those of a unique key. Where they are more than `most` and cannot be held as runs, every second, fourth, … of
/// them is kept, so that memory stays bounded.
core::KeyTable read_keys(const core::Relation& relation, const std::vector<int>& columns,
                         const std::vector<const ValueCodec*>& codecs, uint64_t most,
                         BesideKeys* beside = nullptr);

}  // namespace datagen::pg
