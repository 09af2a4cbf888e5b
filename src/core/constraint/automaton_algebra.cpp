// src/core/constraint/automaton_algebra.cpp -- constructions on automata without empty transitions
#include "core/constraint/automaton_algebra.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

bool member(const std::vector<int>& states, int state) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

/// The same language with the alphabet's limits in the arcs, so that it can be joined with others.
Automaton unrestricted(Automaton automaton) {
  if (automaton.alphabet != all_code_points()) {
    for (CodeSet& set : automaton.classes) set = intersection(set, automaton.alphabet);
    automaton.alphabet = all_code_points();
  }
  return automaton;
}

/// Puts `b` beside `a`; returns the number that b's state 0 got.
int append(Automaton& a, const Automaton& b) {
  const int states = a.states, classes = static_cast<int>(a.classes.size());
  a.states += b.states;
  a.classes.insert(a.classes.end(), b.classes.begin(), b.classes.end());
  for (const Automaton::Arc& arc : b.arcs)
    a.arcs.push_back({arc.from + states, arc.to + states, arc.character_class + classes});
  a.exact = a.exact && b.exact;
  return states;
}

/// The states reached from `states` by reading `c`.
std::vector<int> step(const Automaton& automaton, const std::vector<int>& states, char32_t c) {
  std::vector<int> next;
  for (const Automaton::Arc& arc : automaton.arcs)
    if (member(states, arc.from) && !member(next, arc.to) &&
        contains(automaton.classes[static_cast<size_t>(arc.character_class)], c))
      next.push_back(arc.to);
  return next;
}

std::optional<Automaton> combined(const std::vector<Automaton>& positive,
                                  const std::vector<Automaton>& negative) {
  const auto dfa = determinise(positive, negative, kAlgebraStates);
  if (!dfa) return std::nullopt;
  Automaton result = automaton_of(*dfa);
  for (const Automaton& automaton : positive) result.exact = result.exact && automaton.exact;
  return result;
}

}  // namespace

bool accepts_empty(const Automaton& automaton) {
  return std::any_of(automaton.initial.begin(), automaton.initial.end(),
                     [&](int state) { return member(automaton.final, state); });
}

Automaton automaton_of(const Dfa& dfa) {
  Automaton automaton;
  automaton.states = std::max(dfa.states(), 1);
  automaton.initial = {0};
  automaton.classes = dfa.classes;
  for (int state = 0; state < dfa.states(); ++state) {
    if (dfa.accepting[static_cast<size_t>(state)] != 0) automaton.final.push_back(state);
    for (size_t c = 0; c < dfa.classes.size(); ++c)
      if (const int32_t to = dfa.step(state, c); to >= 0)
        automaton.arcs.push_back({state, to, static_cast<int>(c)});
  }
  return automaton;
}

Automaton repeated(const CodeSet& characters, int64_t low, int64_t high) {
  low = std::clamp<int64_t>(low, 0, kMostRepeated);
  const bool open = high > kMostRepeated;
  const int64_t last = open ? low : high;
  Automaton automaton;
  automaton.initial = {0};
  automaton.classes = {characters};
  if (last < low) {
    automaton.states = 1;
    return automaton;
  }
  automaton.states = static_cast<int>(last) + 1;
  for (int state = 0; state < automaton.states; ++state) {
    if (state >= low) automaton.final.push_back(state);
    if (state + 1 < automaton.states) automaton.arcs.push_back({state, state + 1, 0});
  }
  if (open) automaton.arcs.push_back({automaton.states - 1, automaton.states - 1, 0});
  return automaton;
}

Automaton united(const Automaton& a, const Automaton& b) {
  Automaton result = unrestricted(a);
  const Automaton other = unrestricted(b);
  const int first = append(result, other);
  for (int state : other.initial) result.initial.push_back(state + first);
  for (int state : other.final) result.final.push_back(state + first);
  return result;
}

Automaton concatenated(const Automaton& a, const Automaton& b) {
  Automaton result = unrestricted(a);
  const Automaton other = unrestricted(b);
  const std::vector<Automaton::Arc> arcs = result.arcs;
  const std::vector<int> ends = result.final;
  const bool left_empty = accepts_empty(result);
  const int first = append(result, other);
  // An arc into the end of the left part may also start the right part.
  for (const Automaton::Arc& arc : arcs)
    if (member(ends, arc.to))
      for (int start : other.initial) result.arcs.push_back({arc.from, start + first, arc.character_class});
  if (left_empty)
    for (int start : other.initial) result.initial.push_back(start + first);
  if (!accepts_empty(other)) result.final.clear();
  for (int state : other.final) result.final.push_back(state + first);
  return result;
}

Automaton reversed(Automaton automaton) {
  std::swap(automaton.initial, automaton.final);
  for (Automaton::Arc& arc : automaton.arcs) std::swap(arc.from, arc.to);
  return automaton;
}

std::optional<Automaton> intersection(const Automaton& a, const Automaton& b) { return combined({a, b}, {}); }

std::optional<Automaton> without(const Automaton& a, const Automaton& b) {
  if (!b.exact) return std::nullopt;
  return combined({a}, {b});
}

std::optional<Automaton> complement(const Automaton& a) { return without(any_string(), a); }

Automaton after_prefix(const Automaton& automaton, const std::vector<char32_t>& prefix) {
  Automaton result = unrestricted(automaton);
  for (char32_t c : prefix) result.initial = step(result, result.initial, c);
  return result;
}

Automaton before_suffix(const Automaton& automaton, const std::vector<char32_t>& suffix) {
  std::vector<char32_t> mirrored(suffix.rbegin(), suffix.rend());
  return reversed(after_prefix(reversed(automaton), mirrored));
}

Automaton preimage(const Automaton& automaton, const CharacterMap& map) {
  Automaton result = unrestricted(automaton);
  std::vector<CodeRange> leaving = map.erased;
  for (const auto& [from, to] : map.changed) leaving.push_back({from, from});
  const CodeSet touched = normalised(std::move(leaving));
  for (CodeSet& set : result.classes) {
    const CodeSet before = set;
    std::vector<CodeRange> now = difference(set, touched);
    for (const auto& [from, to] : map.changed)
      if (contains(before, to)) now.push_back({from, from});
    set = normalised(std::move(now));
  }
  if (!map.erased.empty()) {
    const int erased = static_cast<int>(result.classes.size());
    result.classes.push_back(map.erased);
    for (int state = 0; state < result.states; ++state) result.arcs.push_back({state, state, erased});
  }
  return result;
}

std::optional<CodeSet> single_characters(const Automaton& whole_match) {
  const auto dfa = determinise({whole_match}, {}, 16);
  if (!dfa || dfa->states() != 2 || dfa->accepting[0] != 0) return std::nullopt;
  std::vector<CodeRange> found;
  bool runs = false;
  for (size_t c = 0; c < dfa->classes.size(); ++c) {
    if (dfa->step(0, c) != 1) return std::nullopt;
    if (dfa->step(1, c) == 0) return std::nullopt;
    runs = runs || dfa->step(1, c) == 1;
    found.insert(found.end(), dfa->classes[c].begin(), dfa->classes[c].end());
  }
  for (size_t c = 0; c < dfa->classes.size(); ++c)
    if (runs && dfa->step(1, c) != 1) return std::nullopt;
  return normalised(std::move(found));
}

}  // namespace datagen::core
