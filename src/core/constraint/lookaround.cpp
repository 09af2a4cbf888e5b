// src/core/constraint/lookaround.cpp -- finding the atoms of a pattern, and those at its ends that look around
#include "core/constraint/lookaround.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// The end of the bracket expression that begins at `at`; npos where it is not closed.
size_t after_bracket(std::string_view pattern, size_t at) {
  size_t i = at + 1;
  if (i < pattern.size() && pattern[i] == '^') ++i;
  if (i < pattern.size() && pattern[i] == ']') ++i;
  for (; i < pattern.size(); ++i) {
    if (pattern[i] == ']') return i + 1;
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '[' && i + 1 < pattern.size() &&
               std::string_view(".=:").find(pattern[i + 1]) != std::string_view::npos) {
      i = pattern.find(std::string{pattern[i + 1], ']'}, i + 2);
      if (i == std::string_view::npos) return i;
      ++i;
    }
  }
  return std::string_view::npos;
}

/// The end of the atom that begins at `at`, groups with all that is in them; npos on syntax that is not closed.
size_t after_atom(std::string_view pattern, size_t at) {
  if (pattern[at] == '[') return after_bracket(pattern, at);
  if (pattern[at] == '\\') return at + 2 <= pattern.size() ? at + 2 : std::string_view::npos;
  if (pattern[at] != '(') return at + 1;
  size_t i = at + 1;
  while (i < pattern.size() && pattern[i] != ')') {
    i = after_atom(pattern, i);
    if (i == std::string_view::npos) return i;
  }
  return i < pattern.size() ? i + 1 : std::string_view::npos;
}

/// Cuts `(?i)` and the like off; nothing for options that change what is read as syntax or where lines end.
std::optional<std::string> take_options(std::string_view& pattern) {
  if (!begins_with(pattern, "(?") || pattern.size() < 3 || pattern[2] < 'a' || pattern[2] > 'z') return "";
  const size_t end = pattern.find(')');
  if (end == std::string_view::npos) return std::nullopt;
  std::string options(pattern.substr(0, end + 1));
  if (options.find_first_not_of("(?icst)") != std::string::npos) return std::nullopt;
  pattern.remove_prefix(end + 1);
  return options;
}

}  // namespace

std::optional<SplitPattern> split_lookaround(std::string_view pattern) {
  if (begins_with(pattern, "***")) return std::nullopt;
  const auto options = take_options(pattern);
  if (!options || pattern.empty() || pattern[0] != '^') return std::nullopt;
  std::vector<std::string_view> atoms;
  for (size_t i = 1; i < pattern.size();) {
    if (pattern[i] == '|') return std::nullopt;
    const size_t end = after_atom(pattern, i);
    if (end == std::string_view::npos) return std::nullopt;
    atoms.push_back(pattern.substr(i, end - i));
    i = end;
  }
  SplitPattern split;
  // Inside of these parentheses nothing is captured, so they can be told by others.
  const auto group = [](std::string_view atom, size_t head) {
    return "(?:" + std::string(atom.substr(head));
  };
  size_t first = 0, last = atoms.size();
  for (; first < last && (begins_with(atoms[first], "(?=") || begins_with(atoms[first], "(?!")); ++first)
    split.conditions.push_back({*options + "^" + group(atoms[first], 3), atoms[first][2] == '='});
  const bool anchored = last > first && atoms[last - 1] == "$";
  if (anchored)
    for (--last; last > first && begins_with(atoms[last - 1], "(?<"); --last)
      split.conditions.push_back({*options + group(atoms[last - 1], 4) + "$", atoms[last - 1][3] == '='});
  if (split.conditions.empty()) return std::nullopt;
  split.rest = *options + "^";
  for (size_t i = first; i < last; ++i) split.rest += atoms[i];
  if (anchored) split.rest += "$";
  return split;
}

}  // namespace datagen::core
