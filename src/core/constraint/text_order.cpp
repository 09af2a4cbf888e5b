// src/core/constraint/text_order.cpp -- order bounds as automata: a chain along the bound with exits to either side
#include "core/constraint/text_order.hpp"

#include "core/constraint/code_points.hpp"

namespace datagen::core {

namespace {

/// The characters that come before (or after) `c` where a string leaves the bound.
using Neighbours = CodeSet (*)(char32_t c, bool before);

CodeSet by_code_point(char32_t c, bool before) {
  if (before) return c > 1 ? intersection(all_code_points(), CodeSet{{1, c - 1}}) : CodeSet{};
  return c < kLastCodePoint ? intersection(all_code_points(), CodeSet{{c + 1, kLastCodePoint}}) : CodeSet{};
}

CodeSet by_alphabet(char32_t c, bool before) {
  std::vector<CodeRange> found;
  const auto letters = [&](char32_t first, char32_t last) {
    if (before) {
      found.push_back({U'0', U'9'});
      if (c > first) found.push_back({first, c - 1});
    } else if (c < last) {
      found.push_back({c + 1, last});
    }
  };
  if (c >= U'a' && c <= U'z') {
    letters(U'a', U'z');
  } else if (c >= U'A' && c <= U'Z') {
    letters(U'A', U'Z');
  } else if (c >= U'0' && c <= U'9') {
    if (before && c > U'0') found.push_back({U'0', c - 1});
    if (!before) {
      if (c < U'9') found.push_back({c + 1, U'9'});
      found.push_back({U'A', U'Z'});
      found.push_back({U'a', U'z'});
    }
  } else if (!before) {
    // Marks come before digits and letters.
    found = {{U'0', U'9'}, {U'A', U'Z'}, {U'a', U'z'}};
  }
  return normalised(std::move(found));
}

std::optional<Automaton> chain(Op op, std::string_view bound, Neighbours neighbours) {
  const auto characters = decode_utf8(bound);
  if (!characters) return std::nullopt;
  const bool before = op == Op::Lt || op == Op::Le;
  const auto length = static_cast<int>(characters->size());
  // States 0..length follow the bound; `free` has left it.
  const int free = length + 1;
  Automaton automaton;
  automaton.states = length + 2;
  automaton.initial = {0};
  automaton.final = {free};
  automaton.classes = {all_code_points()};
  automaton.arcs.push_back({free, free, 0});
  const auto arc = [&](int from, int to, CodeSet set) {
    if (set.empty()) return;
    automaton.arcs.push_back({from, to, static_cast<int>(automaton.classes.size())});
    automaton.classes.push_back(std::move(set));
  };
  for (int i = 0; i < length; ++i) {
    const char32_t c = (*characters)[static_cast<size_t>(i)];
    arc(i, i + 1, CodeSet{{c, c}});
    arc(i, free, neighbours(c, before));
    // What ends within the bound comes before it.
    if (before) automaton.final.push_back(i);
  }
  if (!before) arc(length, free, all_code_points());
  if (op == Op::Le || op == Op::Ge) automaton.final.push_back(length);
  return automaton;
}

}  // namespace

std::optional<Automaton> code_point_order(Op op, std::string_view bound) {
  return chain(op, bound, by_code_point);
}

std::optional<Automaton> alphabetic_order(Op op, std::string_view bound) {
  return chain(op, bound, by_alphabet);
}

}  // namespace datagen::core
