// src/pg/value_sample.hpp -- what the rows that a relation holds say of its columns' meanings
#pragma once

#include "core/infer/meaning.hpp"
#include "core/schema/relation.hpp"

#include <vector>

namespace datagen::pg {

/// The meanings of the relation's columns, weighed by heed_values() against the values of up to 300 rows: of texts and
/// integers that the caller may read, under row level security. Which rows is decided by a hash of their values, so
/// their order in the table is nothing to it; of tables of more than 100 MB only a sample of the pages is read, and
/// that depends on where the rows lie: fills do not go by it. Where reading ends in an error (a policy's, say) the meanings
/// stay as they are. Needs an SpiConnection.
std::vector<core::Meaning> heed_stored_values(const core::Relation& relation,
                                              std::vector<core::Meaning> told);

}  // namespace datagen::pg
