// src/core/constraint/automaton.cpp -- automata of literals and LIKE patterns
#include "core/constraint/automaton.hpp"

#include <map>

namespace datagen::core {

namespace {

bool within(char32_t c, char32_t lo, char32_t hi) { return c >= lo && c <= hi; }

/// The same letter in the other case, for scripts whose two cases lie at a fixed distance; otherwise `c`.
char32_t other_case(char32_t c) {
  if (within(c, U'A', U'Z') || (within(c, 0xC0, 0xDE) && c != 0xD7)) return c + 32;
  if (within(c, U'a', U'z') || (within(c, 0xE0, 0xFE) && c != 0xF7)) return c - 32;
  if (within(c, 0x391, 0x3A9) && c != 0x3A2) return c + 32;
  if (within(c, 0x3B1, 0x3C9) && c != 0x3C2) return c - 32;
  if (within(c, 0x410, 0x42F)) return c + 32;
  if (within(c, 0x430, 0x44F)) return c - 32;
  if (within(c, 0x400, 0x40F)) return c + 80;
  if (within(c, 0x450, 0x45F)) return c - 80;
  return c;
}

/// Builds a chain of states, reusing one class per distinct character.
class Chain {
 public:
  Chain() {
    automaton_.states = 1;
    automaton_.initial = {0};
    automaton_.classes = {all_code_points()};
  }

  void one_of(char32_t a, char32_t b) {
    auto [place, is_new] = class_of_.try_emplace(a, static_cast<int>(automaton_.classes.size()));
    if (is_new) automaton_.classes.push_back(normalised({{a, a}, {b, b}}));
    step(place->second);
  }

  void any_character() { step(0); }

  void any_characters() {
    const int here = automaton_.states - 1;
    if (looping_ == here) return;
    automaton_.arcs.push_back({here, here, 0});
    looping_ = here;
  }

  void inexact() { automaton_.exact = false; }

  Automaton finished() {
    automaton_.final = {automaton_.states - 1};
    return std::move(automaton_);
  }

 private:
  void step(int character_class) {
    automaton_.arcs.push_back({automaton_.states - 1, automaton_.states, character_class});
    ++automaton_.states;
  }

  Automaton automaton_;
  std::map<char32_t, int> class_of_;
  int looping_ = -1;
};

}  // namespace

std::optional<Automaton> from_literal(std::string_view text) {
  const auto characters = decode_utf8(text);
  if (!characters) return std::nullopt;
  Chain chain;
  for (char32_t c : *characters) chain.one_of(c, c);
  return chain.finished();
}

std::optional<Automaton> from_like(std::string_view pattern, std::optional<char32_t> escape,
                                   bool ignore_case) {
  const auto characters = decode_utf8(pattern);
  if (!characters) return std::nullopt;
  Chain chain;
  for (size_t i = 0; i < characters->size(); ++i) {
    char32_t c = (*characters)[i];
    if (escape && c == *escape) {
      if (++i == characters->size()) return std::nullopt;
      c = (*characters)[i];
    } else if (c == U'%') {
      chain.any_characters();
      continue;
    } else if (c == U'_') {
      chain.any_character();
      continue;
    }
    if (!ignore_case) {
      chain.one_of(c, c);
      continue;
    }
    if (c >= 0x80 && other_case(c) == c) chain.inexact();
    chain.one_of(c, other_case(c));
  }
  return chain.finished();
}

Automaton any_string(const CodeSet& characters) {
  Automaton automaton;
  automaton.states = 1;
  automaton.initial = {0};
  automaton.final = {0};
  automaton.classes = {characters};
  automaton.arcs = {{0, 0, 0}};
  return automaton;
}

}  // namespace datagen::core
