// src/core/infer/rule_scores.hpp -- what the rules make of one column's words
#pragma once

#include "core/infer/column_words.hpp"
#include "core/infer/meaning.hpp"

namespace datagen::core {

/// A column by itself.
struct JudgedColumn {
  ColumnWords words;
  Meaning meaning;   ///< without entity and detail
  double score = 0;  ///< of the rule that applies; 0: none does
};

/// Whether the rows are people, by the last word of the relation's name: clients are, client classes and user settings
/// are not.
bool rows_are_people(const ColumnWords& table);

/// A score at which words of the name and not the type alone were matched.
constexpr double kScoreOfWords = 14;

/// The rule that suits the words best. `source` is whose words they are, for the evidence; `type_kind` as in
/// semantic_rules.hpp; `table` are the words of the relation.
JudgedColumn judge_words(ColumnWords words, const char* source, char type_kind, const ColumnWords& table);

/// The same of a column whose name is `words`. Where the name leaves it open, the comment may name the thing, and the
/// allowed values may speak for themselves; the latter also tell what a type or a code is of.
JudgedColumn judge_column(ColumnWords words, const NamedColumn& column, const ColumnWords& table);

}  // namespace datagen::core
