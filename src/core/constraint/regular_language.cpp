// src/core/constraint/regular_language.cpp -- building and counting a regular language, and its index
#include "core/constraint/regular_language.hpp"

#include <algorithm>
#include <cstring>
#include <map>

namespace datagen::core {

namespace {

/// Without an upper bound strings grow to this many characters more than the shortest, or to kNaturalLength
/// if that is longer; only a shortage of different strings makes them longer, up to kLongestForVariety more.
constexpr uint32_t kNaturalGrowth = 24;
constexpr uint32_t kNaturalLength = 64;
constexpr uint32_t kLongestForVariety = 1024;

uint64_t saturating_add(uint64_t a, uint64_t b) {
  uint64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX : sum;
}

uint64_t saturating_multiply(uint64_t a, uint64_t b) {
  uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

/// The choice of a prefix character where more strings exist than indexes: fixed, but without a visible
/// pattern.
uint64_t spread(uint64_t index, uint32_t chars, uint64_t choices) { return combine(index, chars) % choices; }

char32_t nth_character(const std::vector<CodeRange>& characters, uint64_t n) {
  for (const CodeRange& range : characters) {
    const uint64_t width = uint64_t{range.hi} - range.lo + 1;
    if (n < width) return range.lo + static_cast<char32_t>(n);
    n -= width;
  }
  return 0;
}

std::optional<uint64_t> position_of(const std::vector<CodeRange>& characters, char32_t code_point) {
  uint64_t before = 0;
  for (const CodeRange& range : characters) {
    if (code_point >= range.lo && code_point <= range.hi) return before + (code_point - range.lo);
    before += uint64_t{range.hi} - range.lo + 1;
  }
  return std::nullopt;
}

bool is_ascii(std::string_view text) {
  uint64_t bits = 0;
  size_t i = 0;
  for (; i + sizeof(uint64_t) <= text.size(); i += sizeof(uint64_t)) {
    uint64_t bytes;
    std::memcpy(&bytes, text.data() + i, sizeof bytes);
    bits |= bytes;
  }
  for (; i < text.size(); ++i) bits |= static_cast<unsigned char>(text[i]);
  return (bits & 0x8080808080808080) == 0;
}

bool all_exact(const std::vector<Automaton>& automata) {
  return std::all_of(automata.begin(), automata.end(), [](const Automaton& a) { return a.exact; });
}

}  // namespace

std::optional<RegularLanguage> RegularLanguage::build(const std::vector<Automaton>& positive,
                                                      const std::vector<Automaton>& negative,
                                                      LengthBounds bounds, const Alphabet& alphabet,
                                                      Limits limits) {
  std::vector<Automaton> required(positive);
  if (required.empty()) required.push_back(any_string());
  RegularLanguage language;
  language.bounds_ = bounds;
  language.exact_ = all_exact(positive) && all_exact(negative);
  std::optional<Dfa> dfa = determinise(required, negative, limits.max_states);
  if (!dfa) return std::nullopt;
  language.dfa_ = std::move(*dfa);
  for (size_t c = 0; c < language.ascii_classes_.size(); ++c)
    language.ascii_classes_[c] = language.class_of(static_cast<char32_t>(c));
  if (language.dfa_.accepting.empty() || bounds.min_chars > bounds.max_chars) {
    language.exhaustive_ = true;
    return language;
  }
  language.label_edges();
  bool counted = false;
  for (int tier = 0; tier <= static_cast<int>(kLastTier); ++tier) {
    language.choose_characters(static_cast<CharacterTier>(tier), alphabet.preferred);
    counted = language.count(bounds, std::max<uint64_t>(alphabet.wanted, 1), limits.max_cells);
    if (counted && language.size_ >= std::max<uint64_t>(alphabet.wanted, 1)) break;
  }
  if (!counted) return std::nullopt;
  language.weigh_lengths();
  return language;
}

/// Unites the classes that lead from one state to the same other, so that a character which the pattern names
/// elsewhere does not stand out where anything may stand.
void RegularLanguage::label_edges() {
  std::map<std::vector<size_t>, int> number_of;
  edges_.resize(dfa_.accepting.size());
  for (int state = 0; state < dfa_.states(); ++state) {
    std::map<int, std::vector<size_t>> classes_to;
    std::vector<int> targets;
    for (size_t c = 0; c < dfa_.classes.size(); ++c) {
      const int32_t to = dfa_.step(state, c);
      if (to < 0) continue;
      std::vector<size_t>& classes = classes_to[to];
      if (classes.empty()) targets.push_back(to);
      classes.push_back(c);
    }
    for (int to : targets) {
      const auto [place, is_new] = number_of.try_emplace(classes_to[to], static_cast<int>(labels_.size()));
      if (is_new) {
        std::vector<CodeRange> ranges;
        for (size_t c : place->first)
          ranges.insert(ranges.end(), dfa_.classes[c].begin(), dfa_.classes[c].end());
        labels_.push_back(normalised(std::move(ranges)));
      }
      edges_[state].push_back({place->second, to});
    }
  }
}

void RegularLanguage::choose_characters(CharacterTier tier, const CodeSet& preferred) {
  tier_ = tier;
  characters_.clear();
  widths_.clear();
  for (const CodeSet& label : labels_) {
    characters_.push_back(allowed_characters(label, tier, preferred));
    widths_.push_back(cardinality(characters_.back()));
  }
}

/// Counts from the shortest length on; false when the table would outgrow `max_cells` before any string is
/// found.
bool RegularLanguage::count(LengthBounds bounds, uint64_t wanted, size_t max_cells) {
  const size_t states = dfa_.accepting.size();
  counts_.clear();
  likelihoods_.clear();
  lengths_.clear();
  layers_ = 0;
  size_ = 0;
  const int longest = longest_path();
  uint64_t last = bounds.max_chars;
  if (longest >= 0) last = std::min<uint64_t>(last, static_cast<uint64_t>(longest));
  // A string longer than min_chars + states repeats a state after min_chars and has a shorter sibling.
  const uint64_t hopeless = uint64_t{bounds.min_chars} + states;
  bool whole = true;
  for (uint64_t chars = 0; chars <= last; ++chars) {
    if (lengths_.empty() && chars > hopeless) break;
    if (!lengths_.empty()) {
      const uint64_t shortest = lengths_.front().chars;
      const bool bounded = longest >= 0 || bounds.max_chars <= kLongestForVariety;
      const uint64_t natural = std::max<uint64_t>(kNaturalLength, shortest + kNaturalGrowth);
      const uint64_t limit = size_ < wanted ? std::max(natural, shortest + kLongestForVariety) : natural;
      if (size_ == UINT64_MAX || (!bounded && chars > limit)) whole = false;
    }
    if ((chars + 1) * states > max_cells) {
      if (lengths_.empty()) return false;
      whole = false;
    }
    if (!whole) break;
    add_layer();
    const uint64_t strings = chars >= bounds.min_chars ? cell(static_cast<uint32_t>(chars), 0) : 0;
    if (strings == 0) continue;
    lengths_.push_back({static_cast<uint32_t>(chars), size_, 0});
    size_ = saturating_add(size_, strings);
  }
  bool every_character = true;
  for (size_t label = 0; label < labels_.size(); ++label) {
    every_character = every_character && widths_[label] == cardinality(labels_[label]);
  }
  exhaustive_ = whole && every_character && size_ < UINT64_MAX;
  return true;
}

void RegularLanguage::add_layer() {
  const size_t states = dfa_.accepting.size();
  const size_t before = counts_.size() - (layers_ > 0 ? states : 0);
  counts_.resize(counts_.size() + states);
  likelihoods_.resize(counts_.size());
  uint64_t* counts = counts_.data() + counts_.size() - states;
  double* likelihoods = likelihoods_.data() + counts_.size() - states;
  double largest = 0;
  for (size_t state = 0; state < states; ++state) {
    if (layers_ == 0) {
      counts[state] = dfa_.accepting[state] ? 1 : 0;
      likelihoods[state] = static_cast<double>(counts[state]);
    } else {
      for (const Edge& edge : edges_[state]) {
        const uint64_t width = widths_[edge.label];
        counts[state] = saturating_add(counts[state], saturating_multiply(width, counts_[before + edge.to]));
        likelihoods[state] += static_cast<double>(width) * likelihoods_[before + edge.to];
      }
    }
    largest = std::max(largest, likelihoods[state]);
  }
  if (largest > 0) {
    for (size_t state = 0; state < states; ++state) likelihoods[state] /= largest;
  }
  ++layers_;
}

/// The length of the longest string over the allowed characters; -1 when there is none because a loop is
/// reachable.
int RegularLanguage::longest_path() const {
  const size_t states = dfa_.accepting.size();
  std::vector<int> entering(states, 0);
  for (const auto& edges : edges_) {
    for (const Edge& edge : edges) entering[edge.to] += widths_[edge.label] > 0 ? 1 : 0;
  }
  std::vector<int> ready;
  std::vector<int> length(states, 0);
  for (size_t state = 0; state < states; ++state) {
    if (entering[state] == 0) ready.push_back(static_cast<int>(state));
  }
  int longest = 0;
  for (size_t i = 0; i < ready.size(); ++i) {
    const int state = ready[i];
    longest = std::max(longest, length[state]);
    for (const Edge& edge : edges_[state]) {
      if (widths_[edge.label] == 0) continue;
      length[edge.to] = std::max(length[edge.to], length[state] + 1);
      if (--entering[edge.to] == 0) ready.push_back(edge.to);
    }
  }
  return ready.size() == states ? longest : -1;
}

int RegularLanguage::class_of(char32_t code_point) const {
  for (size_t c = 0; c < dfa_.classes.size(); ++c) {
    if (core::contains(dfa_.classes[c], code_point)) return static_cast<int>(c);
  }
  return -1;
}

bool RegularLanguage::contains(std::string_view text) const {
  if (dfa_.accepting.empty()) return false;
  int state = 0;
  const auto fits = [&](size_t characters) {
    return characters >= bounds_.min_chars && characters <= bounds_.max_chars;
  };
  const int32_t* const next = dfa_.next.data();
  const size_t classes = dfa_.classes.size();
  const auto advance = [&](int character_class) {
    state = character_class < 0
                ? -1
                : next[static_cast<size_t>(state) * classes + static_cast<size_t>(character_class)];
    return state >= 0;
  };
  if (is_ascii(text)) {
    if (!fits(text.size())) return false;
    for (char c : text)
      if (!advance(ascii_classes_[static_cast<unsigned char>(c)])) return false;
  } else {
    const auto characters = decode_utf8(text);
    if (!characters || !fits(characters->size())) return false;
    for (char32_t code_point : *characters)
      if (!advance(class_of(code_point))) return false;
  }
  return dfa_.accepting[state] != 0;
}

bool RegularLanguage::may_end_in(std::string_view ending) const {
  const auto characters = decode_utf8(ending);
  if (!characters) return false;
  // Every state lies on a path from the start, so any of them may be where the ending begins.
  std::vector<char> here(dfa_.accepting.size(), 1);
  for (char32_t code_point : *characters) {
    const int character_class = class_of(code_point);
    if (character_class < 0) return false;
    std::vector<char> after(here.size(), 0);
    for (int state = 0; state < dfa_.states(); ++state)
      if (here[static_cast<size_t>(state)])
        if (const int32_t to = dfa_.step(state, static_cast<size_t>(character_class)); to >= 0)
          after[static_cast<size_t>(to)] = 1;
    here = std::move(after);
  }
  for (size_t state = 0; state < here.size(); ++state)
    if (here[state] && dfa_.accepting[state]) return true;
  return false;
}

/// Where a state has more strings than indexes: the characters after which that is still so. Choosing among
/// them need not be encoded, because what follows holds the whole index.
uint64_t RegularLanguage::saturated_choices(uint32_t chars, int state) const {
  if (chars == 0 || cell(chars, state) < UINT64_MAX) return 0;
  uint64_t choices = 0;
  for (const Edge& edge : edges_[state]) {
    if (cell(chars - 1, edge.to) == UINT64_MAX) choices += widths_[edge.label];
  }
  return choices;
}

std::string RegularLanguage::unrank(uint64_t index) const {
  std::string text;
  if (index >= size_) return text;
  const auto after =
      std::upper_bound(lengths_.begin(), lengths_.end(), index,
                       [](uint64_t value, const Length& length) { return value < length.first; });
  const Length& length = *std::prev(after);
  index -= length.first;
  int state = 0;
  for (uint32_t chars = length.chars; chars > 0; --chars) {
    const uint64_t choices = saturated_choices(chars, state);
    uint64_t choice = choices > 0 ? spread(index, chars, choices) : 0;
    for (const Edge& edge : edges_[state]) {
      const uint64_t width = widths_[edge.label];
      const uint64_t rest = cell(chars - 1, edge.to);
      if (choices > 0) {
        if (rest < UINT64_MAX) continue;
        if (choice >= width) {
          choice -= width;
          continue;
        }
      } else {
        const uint64_t block = saturating_multiply(width, rest);
        if (index >= block) {
          index -= block;
          continue;
        }
        choice = index / rest;
        index %= rest;
      }
      append_utf8(text, nth_character(characters_[edge.label], choice));
      state = edge.to;
      break;
    }
  }
  return text;
}

std::optional<uint64_t> RegularLanguage::rank(std::string_view text) const {
  const auto characters = decode_utf8(text);
  if (!characters || size_ == 0) return std::nullopt;
  const auto length = std::find_if(lengths_.begin(), lengths_.end(),
                                   [&](const Length& l) { return l.chars == characters->size(); });
  if (length == lengths_.end()) return std::nullopt;
  uint64_t index = length->first;
  int state = 0;
  uint32_t chars = length->chars;
  for (char32_t code_point : *characters) {
    const bool free_choice = saturated_choices(chars, state) > 0;
    --chars;
    bool found = false;
    for (const Edge& edge : edges_[state]) {
      const uint64_t rest = cell(chars, edge.to);
      const uint64_t block = saturating_multiply(widths_[edge.label], rest);
      const auto position = position_of(characters_[edge.label], code_point);
      if (position) {
        if (rest == 0 || (free_choice && rest < UINT64_MAX)) return std::nullopt;
        if (!free_choice) index = saturating_add(index, saturating_multiply(*position, rest));
        state = edge.to;
        found = true;
        break;
      }
      if (!free_choice) index = saturating_add(index, block);
    }
    if (!found) return std::nullopt;
  }
  if (!dfa_.accepting[state] || index >= size_ || unrank(index) != text) return std::nullopt;
  return index;
}

}  // namespace datagen::core
