// src/core/infer/semantic_rules.hpp -- the table of rules that tell what a column means
#pragma once

#include <cstdint>

namespace datagen::core {

/// Kinds of types as the rules name them, one letter each.
///   T text  I integer  N decimal or money  F float  B boolean  D date  S timestamp  H time of day  V interval
///   U uuid  J json  Y bytes  E enum  X network address  M hardware address  O others
/// A rule with N serves floats too.
struct SemanticRule {
  const char* semantic_class;
  const char*
      words;  ///< of the column's name; all must be there (column_words.hpp has their canonical forms)
  const char* types;    ///< kinds of types
  const char* tables;   ///< words of the relation's name, one of which must be there; empty: any relation
  const char* without;  ///< words of the column's name that exclude the rule
  int8_t weight;  ///< how much the rule is to be believed beside others that match as many words: -5 to 9
};

/// All rules. The one with the highest score applies: words matched, the head word, the relation, weight.
const SemanticRule* semantic_rules(unsigned* count);

/// Relations by what their rows are: lists of words for SemanticRule::tables.
extern const char* const kPersonTables;
extern const char* const kCompanyTables;

}  // namespace datagen::core
