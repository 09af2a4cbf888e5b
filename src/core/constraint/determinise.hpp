// src/core/constraint/determinise.hpp -- one minimal deterministic automaton for several patterns at once
#pragma once

#include "core/constraint/automaton.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace datagen::core {

/// A deterministic automaton in which every state lies on a path from the start to an accepting state. It
/// depends on the language alone: minimal, states in breadth-first order, classes in the order of their first
/// code points and as coarse as the language allows.
struct Dfa {
  std::vector<CodeSet> classes;  ///< disjoint; a code point in none of them is never read
  std::vector<int32_t> next;     ///< next[state * classes.size() + class]; -1 = no accepted string goes on so
  std::vector<char> accepting;   ///< per state; the start is state 0; no state at all = the empty language

  int states() const { return static_cast<int>(accepting.size()); }
  int32_t step(int state, size_t character_class) const {
    return next[state * classes.size() + character_class];
  }
};

/// The strings that all of `positive` accept and none of `negative`: subset construction over tuples of state
/// sets and disjoint character classes (Rabin, Scott 1959), then minimise(). Nothing when more than
/// `max_states` states, or more work than they would justify, are needed.
std::optional<Dfa> determinise(const std::vector<Automaton>& positive, const std::vector<Automaton>& negative,
                               int max_states);

/// Makes any deterministic automaton with start 0 minimal and canonical (Hopcroft 1971).
Dfa minimise(const Dfa& dfa);

}  // namespace datagen::core
