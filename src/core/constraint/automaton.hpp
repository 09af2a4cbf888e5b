// src/core/constraint/automaton.hpp -- nondeterministic automata over code points: what a pattern accepts
#pragma once

#include "core/constraint/code_points.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace datagen::core {

/// A nondeterministic automaton without empty transitions that reads WHOLE strings: for an unanchored pattern
/// it accepts every string that contains a match.
struct Automaton {
  struct Arc {
    int from = 0;
    int to = 0;
    int character_class = 0;  ///< index in `classes`
  };

  int states = 0;            ///< numbered from 0
  std::vector<int> initial;  ///< where reading may start
  std::vector<int> final;    ///< where it may end
  std::vector<Arc> arcs;
  std::vector<CodeSet> classes;  ///< may overlap; a class may be empty
  /// The code points the automaton speaks about; a string with any other is never made.
  CodeSet alphabet = all_code_points();
  /// False when the automaton accepts more than the pattern does (look-around, back references): the real
  /// expression has to be evaluated on each string.
  bool exact = true;
};

/// Accepts `text` alone. Nothing for ill-formed UTF-8.
std::optional<Automaton> from_literal(std::string_view text);

/// A LIKE pattern: % any string, _ one character, `escape` takes the character after it literally (nothing =
/// no escape character). `ignore_case` is ILIKE: ASCII letters match in both cases, and so do Latin-1, Greek
/// and Cyrillic ones; `exact` is false when other letters occur. Nothing for ill-formed UTF-8 or a pattern
/// that ends with the escape character, which the server refuses.
std::optional<Automaton> from_like(std::string_view pattern, std::optional<char32_t> escape = U'\\',
                                   bool ignore_case = false);

/// Every string over `characters`, the empty one included.
Automaton any_string(const CodeSet& characters = all_code_points());

}  // namespace datagen::core
