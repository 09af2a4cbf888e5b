// src/core/constraint/code_points.hpp -- sets of Unicode code points, and UTF-8
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// The code points lo..hi, both included.
struct CodeRange {
  char32_t lo = 0;
  char32_t hi = 0;
};

inline bool operator==(const CodeRange& a, const CodeRange& b) { return a.lo == b.lo && a.hi == b.hi; }

/// A set of code points: ranges in ascending order, disjoint and not adjacent. normalised() makes one of any
/// ranges.
using CodeSet = std::vector<CodeRange>;

constexpr char32_t kLastCodePoint = 0x10FFFF;

/// Every code point a text value can hold: no NUL and no surrogates.
const CodeSet& all_code_points();

CodeSet normalised(std::vector<CodeRange> ranges);
CodeSet united(const CodeSet& a, const CodeSet& b);
CodeSet intersection(const CodeSet& a, const CodeSet& b);
CodeSet difference(const CodeSet& a, const CodeSet& b);
bool contains(const CodeSet& set, char32_t code_point);
uint64_t cardinality(const std::vector<CodeRange>& ranges);

/// Appends one code point that is neither NUL nor a surrogate.
void append_utf8(std::string& text, char32_t code_point);

/// The code points of a UTF-8 text; nothing for ill-formed input (overlong forms, surrogates, beyond
/// U+10FFFF).
std::optional<std::vector<char32_t>> decode_utf8(std::string_view text);

}  // namespace datagen::core
