// src/core/plan/column_plan.hpp -- where each column's values come from
#pragma once

#include "core/generate/edge_values.hpp"
#include "core/plan/relation_task.hpp"

#include <memory>
#include <string>
#include <vector>

namespace datagen::core {

enum class ColumnSource : uint8_t {
  Draw,       ///< drawn from the column's domain
  Sequence,   ///< the sequence behind an identity or nextval() default
  Counter,    ///< consecutive integers after the largest in the table
  Key,        ///< allocated with a unique key
  Reference,  ///< copied from a parent row
  Rule,       ///< the user's SQL expression
  Default,    ///< left to the column's default: it may not be inserted into, or nothing else can be made
  Generated,  ///< computed by the server
  Null        ///< nothing but NULL can be made
};

struct ColumnPlan {
  ColumnSource source = ColumnSource::Draw;
  std::shared_ptr<const Generator>
      generator;  ///< over the base domain; null where the core cannot make values
  double null_share = 0;
  bool uses_default = false;  ///< a constant default is mixed in
  bool leans = false;         ///< part of a key, drawn beside the column of another key that it is tied to
};

/// Chooses the source of every column of the task's relation, unique keys left aside.
/// Throws Error(UnsupportedType) for a NOT NULL column of a type that nothing can make.
std::vector<ColumnPlan> plan_columns(const RelationTask& task);

/// The request for a generator of `column` over `domain`.
GeneratorRequest request_for(const RelationTask& task, int column, const Domain& domain);

/// Whether the values of a column's listing are distinct under the type's own equality and are all there are, so that
/// a unique key can rest on it and its size is a capacity. Elsewhere keys are drawn and remembered.
struct ListingTrust {
  bool distinct = true;
  bool complete = true;
};
ListingTrust trust_in_listing(const RelationTask& task, int column);

/// How much of a column is NULL when it may be.
double null_share_of(const RelationTask& task, int column);

/// The edge values that GenerationSettings::edge_share mixes into a column; null where it takes none. Those are keys,
/// references and what they are shared with, columns with sequences, columns of exclusion constraints, and what rules
/// read, because a rule's expression may fail for them.
std::shared_ptr<const EdgeValues> edge_values_of(const RelationTask& task, int column, const Domain& domain,
                                                 const Generator* generator);

/// The columns that get invented words instead of realistic values because there is no data pack.
std::vector<int> columns_without_pack(const RelationTask& task);

/// The word that plan() and explain() show.
const char* source_name(ColumnSource source);

}  // namespace datagen::core
