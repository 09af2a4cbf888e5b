// src/core/constraint/automaton_algebra.hpp -- sums, products, mirrors and preimages of automata
#pragma once

#include "core/constraint/automaton.hpp"
#include "core/constraint/determinise.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace datagen::core {

/// Automata that need more states than this are left to the server.
constexpr int kAlgebraStates = 5000;
/// "Without a limit" for the number of repetitions; others stay below kMostRepeated.
constexpr int64_t kUnboundedRepeat = INT64_MAX;
constexpr int64_t kMostRepeated = 4000;

/// Strings of `low` to `high` members of `characters`; high may be kUnboundedRepeat. Counts are cut at kMostRepeated.
Automaton repeated(const CodeSet& characters, int64_t low, int64_t high);

/// The strings of either. Exact when both are.
Automaton united(const Automaton& a, const Automaton& b);
/// The strings of `a` followed by one of `b`.
Automaton concatenated(const Automaton& a, const Automaton& b);
/// The strings read backwards.
Automaton reversed(Automaton automaton);

/// The strings of both, and those of `a` that are not in `b`; nothing when too many states are needed, and no
/// complement of an automaton that accepts too much.
std::optional<Automaton> intersection(const Automaton& a, const Automaton& b);
std::optional<Automaton> without(const Automaton& a, const Automaton& b);
std::optional<Automaton> complement(const Automaton& a);

/// The strings s such that prefix·s, or s·suffix, is accepted.
Automaton after_prefix(const Automaton& automaton, const std::vector<char32_t>& prefix);
Automaton before_suffix(const Automaton& automaton, const std::vector<char32_t>& suffix);

/// Replaces each character by another or by nothing.
struct CharacterMap {
  CodeSet erased;
  std::vector<std::pair<char32_t, char32_t>> changed;  ///< from, to; ascending, no erased ones
};

/// The strings that `map` turns into an accepted one.
Automaton preimage(const Automaton& automaton, const CharacterMap& map);

/// The characters that a pattern which matches exactly one character, or a run of such characters, stands for.
std::optional<CodeSet> single_characters(const Automaton& whole_match);

Automaton automaton_of(const Dfa& dfa);
bool accepts_empty(const Automaton& automaton);

}  // namespace datagen::core
