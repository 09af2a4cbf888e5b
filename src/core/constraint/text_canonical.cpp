// src/core/constraint/text_canonical.cpp -- texts that a function leaves as they are
#include "core/constraint/text_canonical.hpp"

#include "core/constraint/atoms_language.hpp"
#include "core/constraint/linear_form.hpp"

namespace datagen::core {

namespace {

using Language = std::optional<Automaton>;

/// The constant text of an argument, nothing for other arguments.
std::optional<std::string_view> text_argument(const Expr& function, size_t index) {
  if (index >= function.args.size()) return std::nullopt;
  const Expr& expr = *function.args[index];
  if (expr.op != Op::Constant || expr.constant.kind != ValueKind::Text) return std::nullopt;
  return expr.constant.text();
}

std::optional<int64_t> number_argument(const Expr& function, size_t index) {
  if (index >= function.args.size()) return std::nullopt;
  const Expr& expr = *function.args[index];
  if (expr.op != Op::Constant || expr.constant.kind != ValueKind::Tick) return std::nullopt;
  return expr.constant.tick;
}

CodeSet characters_of(const std::vector<char32_t>& characters) {
  std::vector<CodeRange> ranges;
  for (char32_t c : characters) ranges.push_back({c, c});
  return normalised(std::move(ranges));
}

/// initcap(x) = x on ASCII letters and digits: a capital at each start of a word, no other one. Natural texts do
/// without letters whose case the collation decides.
Language capitalised(const BranchState& state) {
  if (!state.context().prefer) return std::nullopt;
  const CodeSet upper{{U'A', U'Z'}}, lower{{U'a', U'z'}}, digit{{U'0', U'9'}};
  const CodeSet other = difference(difference(CodeSet{{1, 0x7F}}, united(upper, lower)), digit);
  Automaton automaton;
  automaton.states = 2;  // between words, within a word
  automaton.initial = {0};
  automaton.final = {0, 1};
  automaton.classes = {other, united(upper, digit), united(lower, digit)};
  automaton.arcs = {{0, 0, 0}, {0, 1, 1}, {1, 0, 0}, {1, 1, 2}};
  return automaton;
}

/// No character of `cut` at the ends that the function looks at.
Language trimmed(const Expr& function) {
  CodeSet cut{{U' ', U' '}};
  if (function.args.size() > 1) {
    const auto given = text_argument(function, 1);
    const auto characters = given ? decode_utf8(*given) : std::nullopt;
    if (!characters) return std::nullopt;
    cut = characters_of(*characters);
  }
  const Automaton end = repeated(difference(all_code_points(), cut), 1, 1);
  Automaton result = repeated({}, 0, 0);
  if (function.op == Op::LTrim) return united(result, concatenated(end, any_string()));
  if (function.op == Op::RTrim) return united(result, concatenated(any_string(), end));
  return united(united(result, end), concatenated(concatenated(end, any_string()), end));
}

/// replace(x, from, to) = x: x has no `from` in it.
Language unreplaced(const Expr& function) {
  const auto from = text_argument(function, 1), to = text_argument(function, 2);
  if (!from || !to) return std::nullopt;
  if (from->empty() || *from == *to) return any_string();
  std::string pattern = "%";
  for (char c : *from) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  const Language found = from_like(pattern + "%");
  return found ? complement(*found) : std::nullopt;
}

Language untranslated(const Expr& function) {
  const auto from = text_argument(function, 1), to = text_argument(function, 2);
  const auto old = from ? decode_utf8(*from) : std::nullopt, now = to ? decode_utf8(*to) : std::nullopt;
  if (!old || !now) return std::nullopt;
  std::vector<char32_t> changed;
  for (size_t i = 0; i < old->size(); ++i)
    if (i >= now->size() || (*now)[i] != (*old)[i]) changed.push_back((*old)[i]);
  return any_string(difference(all_code_points(), characters_of(changed)));
}

/// regexp_replace(x, pattern, replacement, flags) = x: natural texts do not match at all.
Language unmatched(const BranchState& state, const Expr& function) {
  const auto pattern = text_argument(function, 1);
  const std::string_view flags = function.args.size() > 3 ? constant_text(*function.args[3]) : "";
  const std::vector<int> columns = columns_of(function);
  if (!pattern || columns.empty() || !state.context().prefer || flags.find_first_not_of("gi") != flags.npos)
    return std::nullopt;
  const uint32_t collation = state.relation().columns[static_cast<size_t>(columns[0])].collation;
  const PatternLibrary::Entry& entry =
      state.context().patterns.regex(std::string(*pattern), flags.find('i') != flags.npos, collation);
  if (!entry.automaton || !entry.exact) return std::nullopt;
  Language result = complement(*entry.automaton);
  if (result) result->exact = false;
  return result;
}

Language unchanged(const BranchState& state, const Expr& function) {
  switch (function.op) {
    case Op::Initcap: return capitalised(state);
    case Op::Trim:
    case Op::LTrim:
    case Op::RTrim: return trimmed(function);
    case Op::Replace: return unreplaced(function);
    case Op::Translate: return untranslated(function);
    case Op::RegexpReplace: return unmatched(state, function);
    case Op::LPad:
    case Op::RPad: {
      const auto count = number_argument(function, 1);
      const auto fill = function.args.size() > 2 ? text_argument(function, 2) : std::string_view(" ");
      if (!count || *count < 0 || *count > kMostRepeated || !fill) return std::nullopt;
      return repeated(all_code_points(), fill->empty() ? 0 : *count, *count);
    }
    case Op::Left: {
      const auto count = number_argument(function, 1);
      if (!count || *count < 0 || *count > kMostRepeated) return std::nullopt;
      return repeated(all_code_points(), 0, *count);
    }
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<bool> narrow_canonical(BranchState& state, const Expr& function, const ExprPtr& whole) {
  if (function.args.empty() || !same_expr(*function.args[0], *whole)) return std::nullopt;
  const bool simple_trim = function.op == Op::Trim && function.args.size() == 1;
  if (function.op == Op::Lower || function.op == Op::Upper || function.op == Op::Reverse || simple_trim) {
    const auto place = place_of(state, whole);
    if (!place || value_kind(*place->type) != ValueKind::Text) return false;
    TextSet& text = place->domain->text;
    if (function.op == Op::Reverse) {
      if (!state.context().prefer) return false;
      text.mirrored = true;
    } else {
      (function.op == Op::Lower ? text.lower_case : simple_trim ? text.trimmed : text.upper_case) = true;
    }
    if (place->part) settle_domain(*place->domain, *place->type);
    state.settle(place->column);
    return !place->part && function.op != Op::Reverse;
  }
  if (!is_text_function(function.op) && function.op != Op::Initcap && function.op != Op::LPad &&
      function.op != Op::RPad)
    return std::nullopt;
  Language wanted = unchanged(state, function);
  if (!wanted) return std::nullopt;
  return admit_language(state, whole, std::move(*wanted)) && function.op != Op::Initcap;
}

}  // namespace datagen::core
