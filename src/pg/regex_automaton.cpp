// src/pg/regex_automaton.cpp -- copies the flat arrays of a compiled expression into the core's automaton
#include "pg/regex_automaton.hpp"

#include "pg/guard.hpp"
#include "pg/pg.hpp"
#include "pg/regex_colors.hpp"

// clang-format off
extern "C" {
#include "mb/pg_wchar.h"
}
// clang-format on

namespace datagen::pg {

namespace {

core::Automaton converted(const CompiledRegex& regex) {
  core::Automaton automaton;
  automaton.exact = regex.exact;
  automaton.states = regex.states;
  automaton.initial.assign(regex.initial, regex.initial + regex.initial_count);
  automaton.final.assign(regex.final, regex.final + regex.final_count);
  const int any = regex.colors;
  automaton.classes.resize(static_cast<size_t>(any) + 1);
  for (int i = 0; i < regex.range_count; ++i) {
    const ColorRange& range = regex.ranges[i];
    const core::CodeRange code_points{range.lo, range.hi};
    automaton.classes[range.color].push_back(code_points);
    automaton.classes[any].push_back(code_points);
  }
  for (core::CodeSet& set : automaton.classes) set = core::normalised(std::move(set));
  automaton.alphabet = automaton.classes[any];
  for (int i = 0; i < regex.arc_count; ++i) {
    const ColorArc& arc = regex.arcs[i];
    automaton.arcs.push_back({arc.from, arc.to, arc.color == kAnyColor ? any : arc.color});
  }
  return automaton;
}

}  // namespace

core::Automaton export_regex(std::string_view pattern, bool case_insensitive, uint32_t collation) {
  const ScopedContext scratch(CurrentMemoryContext, "datagen regular expression");
  const CompiledRegex regex = call([&]() noexcept {
    const MemoryContext caller = MemoryContextSwitchTo(scratch.get());
    char* copy = pnstrdup(pattern.data(), pattern.size());
    const char* encoded = pg_any_to_server(copy, static_cast<int>(pattern.size()), PG_UTF8);
    text* datum = cstring_to_text(encoded);
    const bool ascii_only = GetDatabaseEncoding() != PG_UTF8;
    const CompiledRegex result = read_compiled_regex(datum, case_insensitive, collation, ascii_only);
    MemoryContextSwitchTo(caller);
    return result;
  });
  return converted(regex);
}

}  // namespace datagen::pg
