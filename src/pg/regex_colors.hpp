// src/pg/regex_colors.hpp -- a compiled expression as flat arrays, free of server headers
#pragma once

#include <cstdint>

namespace datagen::pg {

/// Code points lo..hi of one colour (the regex library's name for a class of characters it treats alike).
struct ColorRange {
  uint32_t lo;
  uint32_t hi;
  int color;
};

/// An arc; color kAnyColor stands for every character.
struct ColorArc {
  int from;
  int to;
  int color;
};
constexpr int kAnyColor = -2;

/// The automaton of one expression over whole strings: the pseudo-colours for begin and end of the string are
/// resolved. The arrays are palloc'd in the current memory context.
struct CompiledRegex {
  int states;
  int colors;
  int* initial;
  int initial_count;
  int* final;
  int final_count;
  ColorArc* arcs;
  int arc_count;
  ColorRange* ranges;
  int range_count;
  bool exact;  ///< no look-around constraints and no back references
};

/// Compiles `pattern` (a text datum in the server encoding) through the server's cache, with the flags of ~
/// or ~*, and copies its automaton. May ereport (an invalid pattern, an undetermined collation), so call it
/// within pg::call. `ascii_only` confines the characters to U+0001..U+007F, for server encodings whose wide
/// characters are not Unicode.
CompiledRegex read_compiled_regex(void* pattern, bool case_insensitive, uint32_t collation, bool ascii_only);

}  // namespace datagen::pg
