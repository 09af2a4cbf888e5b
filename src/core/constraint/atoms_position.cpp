// src/core/constraint/atoms_position.cpp -- numbers that a function reads off a text: length, position, first character
#include "core/constraint/atoms_language.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/constraint/numerals.hpp"
#include "core/constraint/text_measure.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

constexpr size_t kMostParts = 32;

/// A language per interval of `allowed`, all together; nothing when there are too many or `one` fails.
template <class F>
std::optional<Automaton> over_intervals(const TickSet& allowed, F one) {
  if (allowed.intervals().size() > kMostParts) return std::nullopt;
  Automaton result = repeated({}, 0, -1);
  result.exact = allowed.modulus() == 1 && allowed.excluded().empty();
  for (const TickInterval& interval : allowed.intervals()) {
    const std::optional<Automaton> part = one(interval);
    if (!part) return std::nullopt;
    result = united(result, *part);
  }
  return result;
}

/// ISO dates of the years that `allowed` spans, without the days that some months lack; the natural reading is 1990 to
/// 2029 where there are no bounds.
Automaton written_dates(const TickSet& allowed) {
  TickSet days = allowed;
  days.intersect(days_of(1990, 1, 1), days_of(2029, 12, 28));
  if (days.empty()) days = allowed;
  const auto two = [](int64_t low, int64_t high) {
    Automaton result = repeated({}, 0, -1);
    for (int64_t n = low; n <= high; ++n) {
      const std::string digits = std::to_string(n);
      result = united(result, *from_literal("-" + std::string(digits.size() < 2 ? "0" : "") + digits));
    }
    return result;
  };
  if (days.empty()) return repeated({}, 0, -1);
  const Automaton years =
      decimal_numerals(TickSet(civil_day(days.lowest()).year, civil_day(days.highest()).year));
  return concatenated(concatenated(years, two(1, 12)), two(1, 28));
}

int64_t unbounded(int64_t high) { return high > kMostRepeated ? kUnboundedRepeat : high; }

}  // namespace

std::optional<Automaton> texts_of_length(TickSet allowed) {
  allowed.intersect(0, INT32_MAX);
  return over_intervals(allowed, [](const TickInterval& part) -> std::optional<Automaton> {
    if (part.low > kMostRepeated) return std::nullopt;
    return repeated(all_code_points(), part.low, unbounded(part.high));
  });
}

std::optional<Automaton> texts_with_count(TickSet allowed, const CodeSet& counted) {
  constexpr int64_t kMostCounted = 200;
  allowed.intersect(0, INT32_MAX);
  const CodeSet others = difference(all_code_points(), counted);
  return over_intervals(allowed, [&](const TickInterval& part) -> std::optional<Automaton> {
    if (part.low > kMostCounted) return std::nullopt;
    const bool open = part.high > kMostCounted;
    const auto last = static_cast<int>(open ? part.low : part.high);
    Automaton automaton;
    automaton.states = last + 1;
    automaton.initial = {0};
    automaton.classes = {others, counted};
    for (int i = 0; i <= last; ++i) {
      automaton.arcs.push_back({i, i, 0});
      if (i < last) automaton.arcs.push_back({i, i + 1, 1});
      if (i >= part.low) automaton.final.push_back(i);
    }
    if (open) automaton.arcs.push_back({last, last, 1});
    return automaton;
  });
}

bool narrow_position(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const auto what = decode_utf8(constant_text(*leaf->args[1]));
  if (!what || what->empty()) return false;
  const CodeSet first{{(*what)[0], (*what)[0]}};
  const CodeSet others = difference(all_code_points(), first);
  const auto literal = from_literal(constant_text(*leaf->args[1]));
  const bool single = what->size() == 1;
  const Automaton found = concatenated(concatenated(any_string(), *literal), any_string());
  TickSet places = allowed;
  places.intersect(0, INT32_MAX);
  auto wanted = over_intervals(places, [&](const TickInterval& part) -> std::optional<Automaton> {
    std::optional<Automaton> absent;
    if (part.low == 0) absent = single ? any_string(others) : complement(found);
    if (part.low == 0 && !absent) return std::nullopt;
    if (part.high == 0) return absent;
    const int64_t low = std::max<int64_t>(part.low, 1);
    if (low > kMostRepeated) return std::nullopt;
    Automaton present = found;
    if (low > 1 || part.high < INT32_MAX) {
      // What comes before the place has no character that could begin the text: all of it for a single character.
      if (!single && !state.context().prefer) return std::nullopt;
      present = concatenated(concatenated(repeated(others, low - 1, unbounded(part.high - 1)), *literal),
                             any_string());
      present.exact = single;
    }
    return absent ? united(*absent, present) : present;
  });
  return wanted && admit_language(state, leaf->args[0], std::move(*wanted));
}

bool narrow_ascii(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  TickSet codes = allowed;
  codes.intersect(0, static_cast<int64_t>(kLastCodePoint));
  auto wanted = over_intervals(codes, [](const TickInterval& part) -> std::optional<Automaton> {
    Automaton result = repeated({}, 0, part.low == 0 ? 0 : -1);
    const auto low = static_cast<char32_t>(std::max<int64_t>(part.low, 1));
    const auto high = static_cast<char32_t>(part.high);
    if (low > high) return result;
    const CodeSet set = intersection(all_code_points(), CodeSet{{low, high}});
    return united(result, concatenated(repeated(set, 1, 1), any_string()));
  });
  return wanted && admit_language(state, leaf->args[0], std::move(*wanted));
}

bool narrow_text_cast(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  // The plain way to write the value, of the several that the input function reads.
  if (!state.context().prefer) return false;
  const Type& type = *leaf->type;
  if (type.type_class == TypeClass::Date) {
    const Automaton dates = written_dates(allowed);
    admit_language(state, leaf->args[0], dates);
    return false;
  }
  if (type.type_class == TypeClass::Json || type.type_class == TypeClass::Jsonb) {
    if (const auto document = place_of(state, leaf)) state.settle(document->column);
    return false;
  }
  if (type.type_class != TypeClass::Integer && type.type_class != TypeClass::Numeric) return false;
  // Whole numbers, where there are any.
  const Grid grid = grid_of(type);
  std::vector<TickInterval> whole;
  for (const TickInterval& part : allowed.intervals()) {
    const int64_t low = clamp_tick(ceil_div(Wide{part.low} * grid.factor, grid.denominator));
    const int64_t high = clamp_tick(floor_div(Wide{part.high} * grid.factor, grid.denominator));
    if (low <= high)
      whole.push_back({std::max<int64_t>(low, type.min_tick), std::min<int64_t>(high, type.max_tick)});
  }
  TickSet numbers = TickSet::of_intervals(std::move(whole));
  TickSet positive = numbers;
  positive.intersect(0, INT64_MAX);
  if (!positive.empty()) numbers = positive;
  if (!numbers.empty()) admit_language(state, leaf->args[0], decimal_numerals(numbers));
  return false;
}

std::optional<bool> narrow_removed_count(BranchState& state, const LinearForm& form, Op op) {
  const LinearTerm *whole = &form.terms[0], *rest = &form.terms[1];
  if (form.terms.size() != 2 || whole->factor != -rest->factor || whole->leaf->op != Op::Length ||
      rest->leaf->op != Op::Length)
    return std::nullopt;
  const auto removes = [](const Expr& leaf) {
    return leaf.args[0]->op == Op::Replace || leaf.args[0]->op == Op::RegexpReplace;
  };
  if (!removes(*rest->leaf)) std::swap(whole, rest);
  const Expr& function = *rest->leaf->args[0];
  if (!removes(*rest->leaf) || !same_expr(*function.args[0], *whole->leaf->args[0])) return std::nullopt;
  std::optional<CodeSet> counted;
  if (function.op == Op::RegexpReplace) {
    counted = erased_characters(state, function);
  } else {
    const auto what = decode_utf8(constant_text(*function.args[1]));
    const bool removed = function.args[2]->op == Op::Constant && function.args[2]->constant.size == 0;
    if (what && what->size() == 1 && removed) counted = CodeSet{{(*what)[0], (*what)[0]}};
  }
  if (!counted) return std::nullopt;
  LinearForm count = form;
  count.terms = {*whole};
  auto wanted = texts_with_count(ticks_between(count, op), *counted);
  return wanted && admit_language(state, whole->leaf->args[0], std::move(*wanted));
}

}  // namespace datagen::core
