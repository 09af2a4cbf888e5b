// src/core/constraint/atoms_language.cpp -- functions of one text, undone on regular languages
#include "core/constraint/atoms_language.hpp"

#include "core/constraint/linear_form.hpp"
#include "core/constraint/numerals.hpp"
#include "core/constraint/text_model.hpp"
#include "core/constraint/text_order.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

using Language = std::optional<Automaton>;

const CodeSet kBlank{{U' ', U' '}};
constexpr int64_t kLongestOffset = 1000;

/// An integer argument such as the n of left(x, n).
std::optional<int64_t> whole_number(const Expr& function, size_t index) {
  if (index >= function.args.size()) return std::nullopt;
  const Expr& expr = *function.args[index];
  if (expr.op != Op::Constant || expr.constant.kind != ValueKind::Tick) return std::nullopt;
  return expr.constant.tick;
}

std::optional<std::vector<char32_t>> constant_characters(const Expr& function, size_t index) {
  if (index >= function.args.size()) return std::nullopt;
  const Expr& expr = *function.args[index];
  if (expr.op != Op::Constant || expr.constant.kind != ValueKind::Text) return std::nullopt;
  return decode_utf8(expr.constant.text());
}

CodeSet set_of(const std::vector<char32_t>& characters) {
  std::vector<CodeRange> ranges;
  for (char32_t c : characters) ranges.push_back({c, c});
  return normalised(std::move(ranges));
}

Automaton exactly(int64_t count) { return repeated(all_code_points(), count, count); }
Automaton anything() { return any_string(); }

/// lower() and upper(). Which letters beyond ASCII have a case is the collation's to say: natural texts do without
/// where the language allows it, and for a proof any of them may turn into any other.
Language undo_case(const BranchState& state, const Automaton& wanted, bool to_upper) {
  CharacterMap map;
  for (char32_t c = U'A'; c <= U'Z'; ++c) {
    const char32_t from = to_upper ? c + 32 : c, to = to_upper ? c : c + 32;
    map.changed.emplace_back(from, to);
  }
  Automaton result = preimage(wanted, map);
  const CodeSet foreign = difference(all_code_points(), CodeSet{{1, 0x7F}});
  for (CodeSet& set : result.classes) {
    if (!state.context().prefer) {
      if (intersection(set, foreign).empty()) continue;
      set = united(set, foreign);
      result.exact = false;
      continue;
    }
    CodeSet ascii = difference(set, foreign);
    if (!ascii.empty()) {
      set = std::move(ascii);
    } else if (!set.empty()) {
      result.exact = false;
    }
  }
  return result;
}

Language undo_trim(const Expr& function, const Automaton& wanted) {
  CodeSet cut = kBlank;
  if (function.args.size() > 1) {
    const auto characters = constant_characters(function, 1);
    if (!characters) return std::nullopt;
    cut = set_of(*characters);
  }
  if (cut.empty()) return wanted;
  const CodeSet kept = difference(all_code_points(), cut);
  const bool left = function.op != Op::RTrim, right = function.op != Op::LTrim;
  // Either nothing or a text whose ends are not cut.
  const Automaton end = repeated(kept, 1, 1);
  Automaton inner = left && right ? united(end, concatenated(concatenated(end, anything()), end))
                    : left        ? concatenated(end, anything())
                                  : concatenated(anything(), end);
  inner = united(inner, repeated(kept, 0, 0));
  Language trimmed = intersection(wanted, inner);
  if (!trimmed) return std::nullopt;
  if (left) trimmed = concatenated(any_string(cut), *trimmed);
  if (right) trimmed = concatenated(*trimmed, any_string(cut));
  return trimmed;
}

/// left(x, n) and right(x, n): n characters and more, or fewer than n.
Language undo_end(const Expr& function, const Automaton& wanted) {
  const auto count = whole_number(function, 1);
  if (!count || *count < 0 || *count > kLongestOffset) return std::nullopt;
  const Language full = intersection(wanted, exactly(*count));
  if (!full) return std::nullopt;
  Automaton result =
      function.op == Op::Left ? concatenated(*full, anything()) : concatenated(anything(), *full);
  if (*count == 0) return result;
  const Language shorter = intersection(wanted, repeated(all_code_points(), 0, *count - 1));
  if (!shorter) return std::nullopt;
  return united(result, *shorter);
}

Language undo_substr(const Expr& function, const Automaton& wanted) {
  const auto first = whole_number(function, 1);
  if (!first || *first < 1 || *first > kLongestOffset) return std::nullopt;
  Automaton body = wanted;
  if (function.args.size() > 2) {
    const auto count = whole_number(function, 2);
    if (!count || *count < 0 || *count > kLongestOffset) return std::nullopt;
    const Language full = intersection(wanted, exactly(*count));
    const Language shorter =
        *count > 0 ? intersection(wanted, repeated(all_code_points(), 0, *count - 1)) : Language();
    if (!full || (*count > 0 && !shorter)) return std::nullopt;
    body = concatenated(*full, anything());
    if (shorter) body = united(body, *shorter);
  }
  Automaton result = concatenated(exactly(*first - 1), body);
  if (*first > 1 && accepts_empty(wanted))
    result = united(result, repeated(all_code_points(), 0, *first - 2));
  return result;
}

Language undo_split(const Expr& function, const Automaton& wanted) {
  const auto delimiter = constant_characters(function, 1);
  const auto field = whole_number(function, 2);
  if (!delimiter || delimiter->size() != 1 || !field || *field < 1 || *field > 50) return std::nullopt;
  const CodeSet mark = set_of(*delimiter);
  const CodeSet others = difference(all_code_points(), mark);
  const Language inside = intersection(wanted, any_string(others));
  if (!inside) return std::nullopt;
  const Automaton one = repeated(mark, 1, 1);
  const Automaton skipped = concatenated(any_string(others), one);
  Automaton result = united(*inside, concatenated(concatenated(*inside, one), anything()));
  Automaton fewer = any_string(others);
  for (int64_t i = 1; i < *field; ++i) {
    result = concatenated(skipped, result);
    if (i > 1) fewer = united(any_string(others), concatenated(skipped, fewer));
  }
  // A text with fewer fields has an empty one there.
  if (*field > 1 && accepts_empty(wanted)) result = united(result, fewer);
  return result;
}

/// Texts without `what` stay as they are, and the others are left out: a natural subset.
Language undo_absent(const BranchState& state, const Automaton& wanted, std::string_view what) {
  std::string pattern = "%";
  for (char c : what) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  const auto found = from_like(pattern + "%");
  if (!found || !state.context().prefer) return std::nullopt;
  Language result = without(wanted, *found);
  if (result) result->exact = false;
  return result;
}

Language undo_replace(const BranchState& state, const Expr& function, const Automaton& wanted) {
  const auto from = constant_characters(function, 1), to = constant_characters(function, 2);
  if (!from || !to) return std::nullopt;
  if (from->empty()) return wanted;
  if (from->size() > 1 || to->size() > 1)
    return undo_absent(state, wanted, function.args[1]->constant.text());
  CharacterMap map;
  if (to->empty())
    map.erased = set_of(*from);
  else
    map.changed = {{(*from)[0], (*to)[0]}};
  return preimage(wanted, map);
}

Language undo_translate(const Expr& function, const Automaton& wanted) {
  const auto from = constant_characters(function, 1), to = constant_characters(function, 2);
  if (!from || !to) return std::nullopt;
  CharacterMap map;
  std::vector<char32_t> seen, erased;
  for (size_t i = 0; i < from->size(); ++i) {
    if (std::find(seen.begin(), seen.end(), (*from)[i]) != seen.end()) continue;
    seen.push_back((*from)[i]);
    if (i < to->size())
      map.changed.emplace_back((*from)[i], (*to)[i]);
    else
      erased.push_back((*from)[i]);
  }
  map.erased = set_of(erased);
  return preimage(wanted, map);
}

/// regexp_replace(x, 'class', '', 'g'), which takes characters away.
Language undo_regexp_replace(const BranchState& state, const Expr& function, const Automaton& wanted) {
  const auto erased = erased_characters(state, function);
  if (!erased) return std::nullopt;
  CharacterMap map;
  map.erased = *erased;
  return preimage(wanted, map);
}

/// constant || x, x || constant.
Language undo_concat(const Expr& function, const Automaton& wanted, size_t* subject) {
  if (function.args.size() != 2) return std::nullopt;
  if (const auto prefix = constant_characters(function, 0)) {
    *subject = 1;
    return after_prefix(wanted, *prefix);
  }
  if (const auto suffix = constant_characters(function, 1)) return before_suffix(wanted, *suffix);
  return std::nullopt;
}

Language undo(const BranchState& state, const Expr& function, const Automaton& wanted, size_t* subject) {
  switch (function.op) {
    case Op::Lower: return undo_case(state, wanted, false);
    case Op::Upper: return undo_case(state, wanted, true);
    case Op::Trim:
    case Op::LTrim:
    case Op::RTrim: return undo_trim(function, wanted);
    case Op::Left:
    case Op::Right: return undo_end(function, wanted);
    case Op::Substr: return undo_substr(function, wanted);
    case Op::SplitPart: return undo_split(function, wanted);
    case Op::Reverse: return reversed(wanted);
    case Op::Replace: return undo_replace(state, function, wanted);
    case Op::Translate: return undo_translate(function, wanted);
    case Op::RegexpReplace: return undo_regexp_replace(state, function, wanted);
    case Op::Concat: return undo_concat(function, wanted, subject);
    default: return std::nullopt;
  }
}

/// n::text in the language, for an integer n.
bool admit_numerals(BranchState& state, const ExprPtr& subject, const Automaton& wanted) {
  bool complete = false;
  const auto ticks = numeral_ticks(wanted, &complete);
  if (!ticks || (!complete && !state.context().prefer)) return false;
  return apply_leaf(state, subject, *ticks) && complete && wanted.exact;
}

bool admit_at(BranchState& state, const Place& place, Automaton wanted, bool cut_blanks) {
  const bool padded = place.type->name == "bpchar";
  // Values that are no texts are not looked up in the language where a row's branch is chosen.
  const bool exact = wanted.exact && value_kind(*place.type) == ValueKind::Text && !padded && !place.part &&
                     place.type->name != "citext" && !text_model_is_partial(*place.type);
  if (padded && cut_blanks) wanted = concatenated(wanted, any_string(kBlank));
  start_text_model(*place.domain, *place.type);
  place.domain->text.positive.push_back(std::move(wanted));
  if (place.part) settle_domain(*place.domain, *place.type);
  state.settle(place.column);
  return exact;
}

}  // namespace

bool is_text_function(Op op) {
  switch (op) {
    case Op::Lower:
    case Op::Upper:
    case Op::Trim:
    case Op::LTrim:
    case Op::RTrim:
    case Op::Left:
    case Op::Right:
    case Op::Substr:
    case Op::SplitPart:
    case Op::Reverse:
    case Op::Replace:
    case Op::Translate:
    case Op::RegexpReplace:
    case Op::Concat: return true;
    default: return false;
  }
}

std::optional<CodeSet> erased_characters(const BranchState& state, const Expr& function) {
  if (function.op != Op::RegexpReplace || function.args.size() < 4) return std::nullopt;
  const auto replacement = constant_characters(function, 2);
  const std::string_view pattern = constant_text(*function.args[1]), flags = constant_text(*function.args[3]);
  if (!replacement || !replacement->empty() || pattern.empty() || (flags != "g" && flags != "gi"))
    return std::nullopt;
  const std::vector<int> columns = columns_of(function);
  if (columns.empty()) return std::nullopt;
  const uint32_t collation = state.relation().columns[static_cast<size_t>(columns[0])].collation;
  const PatternLibrary::Entry& entry =
      state.context().patterns.regex("^(?:" + std::string(pattern) + ")$", flags == "gi", collation);
  if (!entry.automaton || !entry.exact || !entry.automaton->exact) return std::nullopt;
  return single_characters(*entry.automaton);
}

std::optional<Automaton> compared_texts(const BranchState& state, Op op, std::string_view constant,
                                        bool bytes) {
  switch (op) {
    case Op::Eq: return from_literal(constant);
    case Op::Ne: {
      const auto same = from_literal(constant);
      return same ? complement(*same) : std::nullopt;
    }
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge: {
      if (bytes) return code_point_order(op, constant);
      if (constant.empty()) {
        // The empty text comes before all others under every collation.
        if (op == Op::Ge) return any_string();
        if (op == Op::Gt) return repeated(all_code_points(), 1, kUnboundedRepeat);
        return repeated(all_code_points(), 0, op == Op::Le ? 0 : -1);
      }
      if (!state.context().prefer) return std::nullopt;
      auto order = alphabetic_order(op, constant);
      if (order) order->exact = false;
      return order;
    }
    default: return std::nullopt;
  }
}

bool admit_language(BranchState& state, const ExprPtr& subject, Automaton wanted) {
  bool cut_blanks = false;
  ExprPtr inner = subject;
  while (inner->op == Op::Cast && inner->type && inner->type->type_class == TypeClass::Text &&
         inner->type->typmod < 0 && inner->args[0]->op != Op::JsonGet) {
    // char(n) loses its blanks on the way to text.
    const Expr& from = *inner->args[0];
    cut_blanks = cut_blanks || (from.type && from.type->name == "bpchar");
    inner = inner->args[0];
  }
  if (inner->op != Op::Cast && inner->op != Op::JsonGet && inner->op != Op::Column &&
      inner->op != Op::FieldSelect && inner->op != Op::Subscript) {
    size_t argument = 0;
    auto before = undo(state, *inner, wanted, &argument);
    return before && admit_language(state, inner->args[argument], std::move(*before));
  }
  const auto place = place_of(state, inner);
  if (!place) return false;
  if (place->type->type_class == TypeClass::Integer)
    return subject != inner && admit_numerals(state, inner, wanted);
  const bool model = has_text_model(*place->type);
  if (place->type->type_class != TypeClass::Text && place->type->type_class != TypeClass::Char && !model)
    return false;
  if (model && text_model_is_partial(*place->type) && !state.context().prefer) return false;
  const bool json = inner->op == Op::JsonGet || inner->op == Op::Cast;
  return admit_at(state, *place, std::move(wanted), cut_blanks) && !json;
}

}  // namespace datagen::core
