// src/core/constraint/regular_language.hpp -- strings given by patterns: counted, indexed, sampled
#pragma once

#include "core/constraint/automaton.hpp"
#include "core/constraint/character_preference.hpp"
#include "core/constraint/determinise.hpp"
#include "core/random/stream.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

constexpr uint32_t kUnboundedLength = UINT32_MAX;

/// Lengths in characters, both ends included.
struct LengthBounds {
  uint32_t min_chars = 0;
  uint32_t max_chars = kUnboundedLength;
};

/// What the strings should be made of where the patterns leave the choice.
struct Alphabet {
  /// Used first in wide classes; empty = ASCII letters and digits.
  CodeSet preferred;
  /// How many different strings are needed: rarer characters and longer strings are let in until there are so
  /// many.
  uint64_t wanted = 1;
};

struct Limits {
  int max_states = 20000;        ///< of the deterministic automaton
  size_t max_cells = 4'000'000;  ///< of the counting table, states times lengths
};

/// The strings that all positive patterns accept, no negative pattern accepts, and that have an allowed
/// length.
///
/// Two sets are kept apart. contains() answers for all of them. size(), unrank(), rank(), shortest() and
/// sample() work on the COUNTED strings: those over the preferred characters (see CharacterTier) up to a
/// sensible length, both widened until Alphabet::wanted strings exist. When exhaustive() is true the two sets
/// are the same.
///
/// Counting follows the layers cnt[length][state] (Hickey, Cohen 1983) in saturating 64 bits. Beyond 2^64 - 1
/// strings the prefix is a fixed function of the index and the end of the string encodes it, so unrank()
/// stays one-to-one.
///
/// Immutable, deterministic, independent of the numbering of the automata's states and classes.
class RegularLanguage {
 public:
  /// Nothing when the patterns are too large for `limits`; an impossible combination gives an empty language.
  static std::optional<RegularLanguage> build(const std::vector<Automaton>& positive,
                                              const std::vector<Automaton>& negative,
                                              LengthBounds bounds = {}, const Alphabet& alphabet = {},
                                              Limits limits = {});

  /// True when there is no string at all; a proof of unsatisfiability if exact() or if no negative pattern is
  /// inexact.
  bool empty() const { return size_ == 0; }
  /// False when a string may fail its patterns (look-around, back references) and has to be checked by
  /// evaluation.
  bool exact() const { return exact_; }
  /// True when size() counts every string of the language, so that it is a capacity.
  bool exhaustive() const { return exhaustive_; }
  /// The number of counted strings; UINT64_MAX = that many or more.
  uint64_t size() const { return size_; }
  CharacterTier tier() const { return tier_; }

  /// The counted string number `index`, in order of length; needs index < size().
  std::string unrank(uint64_t index) const;
  /// The index with unrank(index) == text; nothing for a string that is not counted.
  std::optional<uint64_t> rank(std::string_view text) const;
  /// The first of the shortest counted strings; needs !empty().
  std::string shortest() const { return unrank(0); }
  /// Membership in the whole language, for any UTF-8 text.
  bool contains(std::string_view text) const;
  /// False only where no string of the language, of whatever length, ends in `ending`.
  bool may_end_in(std::string_view ending) const;
  /// A natural-looking counted string: moderate length, letters before digits before marks, no blanks at the
  /// ends if it can be helped. Needs !empty().
  std::string sample(Stream& stream) const;

 private:
  struct Edge {
    int label;
    int to;
  };
  struct Length {
    uint32_t chars;
    uint64_t first;   ///< index of its first string
    uint64_t weight;  ///< for sample()
  };

  RegularLanguage() = default;
  void label_edges();
  void choose_characters(CharacterTier tier, const CodeSet& preferred);
  bool count(LengthBounds bounds, uint64_t wanted, size_t max_cells);
  void add_layer();
  void weigh_lengths();
  bool reads_anything_first() const;
  int longest_path() const;
  int class_of(char32_t code_point) const;
  uint64_t cell(uint32_t chars, int state) const {
    return counts_[size_t{chars} * dfa_.accepting.size() + state];
  }
  double likelihood(uint32_t chars, int state) const {
    return likelihoods_[size_t{chars} * dfa_.accepting.size() + state];
  }
  uint64_t saturated_choices(uint32_t chars, int state) const;
  const Edge& pick_edge(uint32_t chars, int state, Stream& stream) const;
  char32_t pick_character(int label, Stream& stream) const;
  std::string sample_once(Stream& stream) const;

  Dfa dfa_;
  std::array<int, 128> ascii_classes_{};  ///< class_of() of what most texts consist of
  LengthBounds bounds_;
  bool exact_ = true;
  bool exhaustive_ = false;
  CharacterTier tier_ = CharacterTier::Preferred;
  std::vector<CodeSet> labels_;           ///< the sets of characters that lead from a state to one other
  std::vector<std::vector<Edge>> edges_;  ///< per state, one per target, by first code point
  std::vector<std::vector<CodeRange>> characters_;  ///< per label: what the tier allows, in order of use
  std::vector<uint64_t> widths_;                    ///< per label: how many those are, possibly none
  std::vector<uint64_t> counts_;                    ///< strings of a length that are accepted from a state
  std::vector<double> likelihoods_;                 ///< the same, scaled so that the largest of a length is 1
  uint32_t layers_ = 0;
  std::vector<Length> lengths_;  ///< those with counted strings, ascending
  uint64_t size_ = 0;
};

}  // namespace datagen::core
