// src/pg/trigger_source.hpp -- reading the source of triggers for the relations and words they look up
#pragma once

#include "core/base/arena.hpp"
#include "core/plan/trigger_lookups.hpp"

#include <string>
#include <vector>

namespace datagen::pg {

/// A token of SQL or PL/pgSQL source: a word (folded as the server folds it), a string, a whole number, or a sign.
struct SourceToken {
  enum class Kind : uint8_t { Word, String, Number, Sign } kind = Kind::Word;
  std::string text;
};

/// Splits source into tokens; comments are left out. What does not lex is skipped.
std::vector<SourceToken> tokens_of(const std::string& source);

/// Looks into the SQL and PL/pgSQL functions of the relations' INSERT triggers and into the functions those call: which
/// relations of `schema` they read (FROM, JOIN), and which text columns of those they compare with strings (a string in
/// the comparison itself, or, where the comparison is with a variable, any short string of the source) or with the
/// user's name. Where they insert rows into a relation, the parents of that relation are read as well, and the whole
/// numbers that functions return (0 for "none") are offered to the parents' keys. Texts live in `arena`. Needs an SpiConnection.
core::TriggerLookups read_trigger_lookups(const core::Schema& schema, core::Arena& arena);

}  // namespace datagen::pg
