// src/core/constraint/numerals.cpp -- integers and the decimal texts they are written as
#include "core/constraint/numerals.hpp"

#include "core/constraint/automaton_algebra.hpp"

#include <algorithm>
#include <string>

namespace datagen::core {

namespace {

constexpr size_t kMostIntervals = 64;
constexpr int kDigits = 18;

CodeSet digits(int low, int high) {
  return {{static_cast<char32_t>(U'0' + low), static_cast<char32_t>(U'0' + high)}};
}

int64_t power(int exponent) {
  int64_t result = 1;
  while (exponent-- > 0) result *= 10;
  return result;
}

/// The numbers of one length between two texts of that length.
Automaton same_length(const std::string& low, const std::string& high) {
  const auto length = static_cast<int>(low.size());
  // State 4·i + 2·(on the lower bound) + (on the upper bound) after i digits.
  Automaton automaton;
  automaton.states = 4 * (length + 1);
  automaton.initial = {3};
  for (int tight = 0; tight < 4; ++tight) automaton.final.push_back(4 * length + tight);
  for (int i = 0; i < length; ++i)
    for (int tight = 0; tight < 4; ++tight) {
      const int least = (tight & 2) != 0 ? low[static_cast<size_t>(i)] - '0' : 0;
      const int most = (tight & 1) != 0 ? high[static_cast<size_t>(i)] - '0' : 9;
      for (int digit = least; digit <= most; ++digit) {
        const int next =
            ((tight & 2) != 0 && digit == least ? 2 : 0) + ((tight & 1) != 0 && digit == most ? 1 : 0);
        automaton.arcs.push_back(
            {4 * i + tight, 4 * (i + 1) + next, static_cast<int>(automaton.classes.size())});
        automaton.classes.push_back(digits(digit, digit));
      }
    }
  return automaton;
}

/// low..high, both not negative.
std::optional<Automaton> between(int64_t low, int64_t high) {
  std::optional<Automaton> result;
  for (int length = 1; length <= kDigits; ++length) {
    const int64_t first = std::max(low, length == 1 ? 0 : power(length - 1));
    const int64_t last = std::min(high, power(length) - 1);
    if (first > last) continue;
    const Automaton one = same_length(std::to_string(first), std::to_string(last));
    result = result ? united(*result, one) : one;
  }
  return result;
}

/// Walks a deterministic automaton digit by digit and lists whole blocks of numbers.
class Listing {
 public:
  explicit Listing(const Dfa& dfa) : dfa_(dfa) {
    for (int d = 0; d < 10; ++d) class_of_[d] = -1;
    for (size_t c = 0; c < dfa.classes.size(); ++c)
      for (int d = 0; d < 10; ++d)
        if (contains(dfa.classes[c], static_cast<char32_t>(U'0' + d))) class_of_[d] = static_cast<int>(c);
    counts_.emplace_back(dfa.accepting.begin(), dfa.accepting.end());
    for (int rest = 1; rest <= kDigits; ++rest) {
      std::vector<int64_t> row(static_cast<size_t>(dfa.states()), 0);
      for (int state = 0; state < dfa.states(); ++state)
        for (int d = 0; d < 10; ++d)
          if (const int to = next(state, d); to >= 0)
            row[static_cast<size_t>(state)] +=
                counts_[static_cast<size_t>(rest) - 1][static_cast<size_t>(to)];
      counts_.push_back(std::move(row));
    }
  }

  void list(int start, bool negative) {
    for (int length = 1; length <= kDigits; ++length)
      for (int d = length == 1 && !negative ? 0 : 1; d < 10; ++d)
        if (const int to = next(start, d); to >= 0) walk(to, d, length - 1, negative);
  }

  std::vector<TickInterval> intervals;
  bool complete = true;

 private:
  int next(int state, int digit) const {
    return class_of_[digit] < 0 ? -1 : dfa_.step(state, static_cast<size_t>(class_of_[digit]));
  }

  void walk(int state, int64_t prefix, int rest, bool negative) {
    const int64_t count = counts_[static_cast<size_t>(rest)][static_cast<size_t>(state)];
    if (count == 0) return;
    if (intervals.size() >= kMostListed) {
      complete = false;
      return;
    }
    if (count == power(rest)) {
      const int64_t low = prefix * power(rest), high = low + power(rest) - 1;
      intervals.push_back(negative ? TickInterval{-high, -low} : TickInterval{low, high});
      return;
    }
    for (int d = 0; d < 10; ++d)
      if (const int to = next(state, d); to >= 0) walk(to, prefix * 10 + d, rest - 1, negative);
  }

  static constexpr size_t kMostListed = 4096;
  const Dfa& dfa_;
  int class_of_[10];
  std::vector<std::vector<int64_t>> counts_;  ///< by number of digits to come, by state
};

}  // namespace

Automaton decimal_numerals(const TickSet& allowed) {
  Automaton result = repeated({}, 0, -1);
  bool whole = allowed.modulus() == 1 && allowed.excluded().empty();
  size_t used = 0;
  for (const TickInterval& interval : allowed.intervals()) {
    if (++used > kMostIntervals) {
      whole = false;
      break;
    }
    const int64_t limit = power(kDigits) - 1;
    whole = whole && interval.low >= -limit && interval.high <= limit;
    if (interval.high >= 0)
      if (const auto positive = between(std::max<int64_t>(interval.low, 0), std::min(interval.high, limit)))
        result = united(result, *positive);
    if (interval.low < 0)
      if (const auto negative = between(interval.high < 0 ? -std::max(interval.high, -limit) : 1,
                                        std::min(limit, -std::max(interval.low, -limit))))
        result = united(result, concatenated(*from_literal("-"), *negative));
  }
  result.exact = result.exact && whole;
  return result;
}

std::optional<TickSet> numeral_ticks(const Automaton& texts, bool* complete) {
  const CodeSet written = normalised({{U'0', U'9'}, {U'-', U'-'}});
  const auto dfa = determinise({texts, any_string(written)}, {}, kAlgebraStates);
  if (!dfa) return std::nullopt;
  if (dfa->states() == 0) {
    *complete = true;
    return TickSet::empty_set();
  }
  Listing listing(*dfa);
  listing.list(0, false);
  for (size_t c = 0; c < dfa->classes.size(); ++c)
    if (contains(dfa->classes[c], U'-') && dfa->step(0, c) >= 0) listing.list(dfa->step(0, c), true);
  *complete = listing.complete;
  return TickSet::of_intervals(std::move(listing.intervals));
}

}  // namespace datagen::core
