// src/core/constraint/analyse.hpp -- from obligations to per-column domains and branches
#pragma once

#include "core/base/host.hpp"
#include "core/constraint/domain.hpp"
#include "core/schema/relation.hpp"

namespace datagen::core {

/// Makes the regular language of a pattern; the border answers with the server's own compiled automaton.
class PatternCompiler {
 public:
  virtual ~PatternCompiler() = default;
  /// nullopt when the pattern cannot be exported; `*exact` false when the automaton accepts too much.
  virtual std::optional<Automaton> compile(const std::string& pattern, bool ignore_case, uint32_t collation,
                                           bool* exact) = 0;
};

/// Narrows domains and expands branches for `relation`. Sound: a row outside every branch may exist, a row inside one
/// still has to pass the `residual` predicates. Throws Error(CheckViolation) naming a minimal set of constraints when
/// it can prove that no row exists. The result depends only on the relation, not on oids.
Analysis analyse(const Relation& relation, PatternCompiler& patterns, Host& host);

/// The same without any choice of natural values: every row that meets the predicates lies in one of the branches.
/// Nothing when there is no row at all.
std::optional<Analysis> analyse_completely(const Relation& relation, PatternCompiler& patterns, Host& host);

class PatternLibrary;
class LanguageLibrary;

/// The first of the two ways alone, with natural values preferred, and with what was compiled for analyses before. Nothing
/// where it finds no row, which proves nothing.
std::optional<Analysis> analyse_with(const Relation& relation, PatternLibrary& patterns,
                                     LanguageLibrary& languages, Host& host);

}  // namespace datagen::core
