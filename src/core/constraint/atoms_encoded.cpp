// src/core/constraint/atoms_encoded.cpp -- texts that are read as lists of fields, or as bytes in some encoding
#include "core/constraint/atoms_encoded.hpp"

#include "core/constraint/atoms_language.hpp"
#include "core/constraint/linear_form.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Fields, or groups of bytes, beyond the least that texts get.
constexpr int64_t kMoreFields = 6;
constexpr int64_t kMoreBytes = 32;
constexpr int64_t kMostFields = 200;
constexpr int64_t kMostBytes = 1500;

/// What stands between fields: the delimiter, or a natural match of the pattern; empty where it is not known.
std::string_view mark_of(const Expr& split) {
  if (split.args.size() != 2) return {};
  const std::string_view given = constant_text(*split.args[1]);
  if (split.op == Op::SplitText) return given;
  for (const auto& [pattern, mark] : {std::pair<std::string_view, std::string_view>{"\\s+", " "},
                                      {"\\s", " "},
                                      {"[[:space:]]+", " "},
                                      {"\\s*,\\s*", ", "},
                                      {",\\s*", ", "},
                                      {"\\s*;\\s*", "; "}})
    if (given == pattern) return mark;
  return given.find_first_of("\\[](){}.*+?^$|") == std::string_view::npos ? given : std::string_view();
}

/// `field` `least` to `most` times, `mark` between them.
Automaton separated(const Automaton& field, const Automaton& mark, int64_t least, int64_t most) {
  const Automaton more = concatenated(mark, field);
  Automaton tail = repeated({}, 0, 0);
  for (int64_t i = least; i < most; ++i) tail = united(repeated({}, 0, 0), concatenated(more, tail));
  for (int64_t i = 1; i < least; ++i) tail = concatenated(more, tail);
  return concatenated(field, tail);
}

bool admit(BranchState& state, const Expr& function, Automaton wanted) {
  wanted.exact = false;  // a natural part of the texts that would do
  admit_language(state, function.args[0], std::move(wanted));
  return false;
}

/// Fields that are not empty and have no part of the mark in them.
std::optional<Automaton> any_field(std::string_view mark) {
  const auto characters = decode_utf8(mark);
  if (!characters || characters->empty()) return std::nullopt;
  std::vector<CodeRange> ranges{{U' ', U' '}};
  for (char32_t c : *characters) ranges.push_back({c, c});
  return repeated(difference(all_code_points(), normalised(std::move(ranges))), 1, kUnboundedRepeat);
}

Automaton hexadecimal(int64_t bytes) {
  return repeated(normalised({{U'0', U'9'}, {U'a', U'f'}}), 2 * bytes, 2 * bytes);
}

Automaton base64(int64_t bytes) {
  const CodeSet digits = normalised({{U'0', U'9'}, {U'A', U'Z'}, {U'a', U'z'}, {U'+', U'+'}, {U'/', U'/'}});
  const int64_t open = bytes % 3, whole = bytes / 3 * 4;
  if (open == 0) return repeated(digits, whole, whole);
  const CodeSet padding{{U'=', U'='}};
  return concatenated(repeated(digits, whole + open + 1, whole + open + 1),
                      repeated(padding, 3 - open, 3 - open));
}

}  // namespace

bool is_split(const Expr& expr) { return expr.op == Op::SplitText || expr.op == Op::SplitAtMatches; }

bool narrow_fields(BranchState& state, const Expr& split, int64_t least, int64_t most) {
  const std::string_view mark = mark_of(split);
  const auto field = any_field(mark);
  const auto between = from_literal(mark);
  least = std::max<int64_t>(least, 1);
  if (!field || !between || !state.context().prefer || least > most || least > kMostFields) return false;
  return admit(state, split, separated(*field, *between, least, std::min(most, least + kMoreFields)));
}

bool narrow_listed_fields(BranchState& state, const Expr& split, const Value& list) {
  const std::string_view mark = mark_of(split);
  const auto between = from_literal(mark);
  if (mark.empty() || !between || !state.context().prefer || list.kind != ValueKind::List) return false;
  std::optional<Automaton> field;
  for (uint32_t i = 0; i < list.size; ++i) {
    if (list.items[i].kind != ValueKind::Text) continue;
    const auto one = from_literal(list.items[i].text());
    if (one) field = field ? united(*field, *one) : *one;
  }
  return field && admit(state, split, separated(*field, *between, 1, 1 + kMoreFields));
}

bool narrow_decoded(BranchState& state, const Expr& decode, int64_t least, int64_t most) {
  if (decode.args.size() != 2 || !state.context().prefer || least > most || least > kMostBytes) return false;
  const std::string_view encoding = constant_text(*decode.args[1]);
  if (encoding != "hex" && encoding != "base64") return false;
  const auto of_length = [&](int64_t bytes) {
    return encoding == "hex" ? hexadecimal(bytes) : base64(bytes);
  };
  Automaton wanted = of_length(least);
  for (int64_t bytes = least + 1; bytes <= std::min(most, least + kMoreBytes); ++bytes)
    wanted = united(wanted, of_length(bytes));
  return admit(state, decode, std::move(wanted));
}

}  // namespace datagen::core
