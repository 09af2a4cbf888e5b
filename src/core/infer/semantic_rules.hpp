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
      words;  ///< of the column's name; all must be there (word_dictionary.hpp has their canonical forms)
  const char* types;    ///< kinds of types
  const char* tables;   ///< words of the relation's name, one of which must be there; empty: any relation
  const char* without;  ///< words of the column's name that exclude the rule
  int8_t weight;  ///< how much the rule is to be believed beside others that match as many words: -5 to 9
};

struct SemanticRules {
  const SemanticRule *first, *past_last;
  const SemanticRule* begin() const { return first; }
  const SemanticRule* end() const { return past_last; }
};

/// All rules are these, in this order. The one with the highest score applies: words matched, the head word, the
/// relation, weight; of several with the same, the first.
SemanticRules rules_of_persons();
SemanticRules rules_of_places();
SemanticRules rules_of_trade();
SemanticRules rules_of_things();
SemanticRules rules_of_times();

/// Relations by what their rows are: lists of words for SemanticRule::tables.
inline constexpr char kPersonTables[] =
    "person customer employee user patient student teacher doctor author contact member passenger guest "
    "driver owner "
    "actor player staff manager applicant candidate tenant subscriber donor volunteer resident witness agent "
    "artist "
    "director lead recipient coach referee judge lawyer pupil child parent profile nurse crew signer "
    "borrower athlete";
inline constexpr char kCompanyTables[] =
    "company supplier organisation tenant hotel hospital school university airline restaurant store shop "
    "branch "
    "facility clinic pharmacy franchise foundation association club dealer studio label broker";

}  // namespace datagen::core
