// src/core/constraint/regular_sample.cpp -- natural-looking random members of a regular language
#include "core/constraint/regular_language.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

/// Only the shortest so many lengths are drawn.
constexpr size_t kLengths = 12;
/// Around a match of an unanchored pattern, a few characters of context are enough.
constexpr size_t kLengthsAroundMatch = 5;
constexpr uint64_t kHeaviestLength = 5;
/// Draws after which blanks in odd places are accepted.
constexpr int kDraws = 4;

/// How often the groups of a class that holds the whole lower-case alphabet are drawn.
constexpr uint64_t kLowerWeight = 24;
constexpr uint64_t kUpperWeight = 4;
constexpr uint64_t kDigitWeight = 8;
constexpr uint64_t kOtherWeight = 1;

bool has_odd_blanks(const std::string& text) {
  return !text.empty() && (text.front() == ' ' || text.back() == ' ' || text.find("  ") != std::string::npos);
}

uint64_t group_weight(const CodeRange& range) {
  if (range.lo >= U'a' && range.hi <= U'z') return kLowerWeight;
  if (range.lo >= U'A' && range.hi <= U'Z') return kUpperWeight;
  if (range.lo >= U'0' && range.hi <= U'9') return kDigitWeight;
  return kOtherWeight;
}

}  // namespace

/// True for the shape of an unanchored pattern: the start state waits on nearly any character.
bool RegularLanguage::reads_anything_first() const {
  return std::any_of(edges_[0].begin(), edges_[0].end(),
                     [&](const Edge& edge) { return edge.to == 0 && is_wide(labels_[edge.label]); });
}

/// Weights of the lengths: rising over the first ones and falling at the end, so that neither extreme is
/// common. The empty string is left out when there are others.
void RegularLanguage::weigh_lengths() {
  if (lengths_.empty()) return;
  const size_t skipped = lengths_.front().chars == 0 && lengths_.size() > 1 ? 1 : 0;
  const bool around_match = reads_anything_first() && lengths_.front().chars > 2;
  const size_t used = std::min(lengths_.size() - skipped, around_match ? kLengthsAroundMatch : kLengths);
  for (size_t i = 0; i < used; ++i) {
    const uint64_t rising = around_match ? kHeaviestLength : i + 1;
    const uint64_t falling = used < kLengths ? kHeaviestLength : used - i;
    lengths_[skipped + i].weight = around_match ? used - i : std::min({rising, falling, kHeaviestLength});
  }
}

const RegularLanguage::Edge& RegularLanguage::pick_edge(uint32_t chars, int state, Stream& stream) const {
  const std::vector<Edge>& edges = edges_[state];
  if (edges.size() == 1) {
    stream.unit();  // as where there is a choice, so that it changes nothing for what is drawn next
    return edges.front();
  }
  double total = 0;
  const auto weight = [&](const Edge& edge) {
    return static_cast<double>(widths_[edge.label]) * likelihood(chars - 1, edge.to);
  };
  for (const Edge& edge : edges) total += weight(edge);
  double point = stream.unit() * total;
  size_t last = 0;
  for (size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    // Where a state has very few strings beside others of the same length its likelihood may round to 0.
    if (total > 0 ? weight(edge) <= 0 : cell(chars - 1, edge.to) == 0) continue;
    last = i;
    point -= weight(edge);
    if (point < 0) break;
  }
  return edges[last];
}

char32_t RegularLanguage::pick_character(int label, Stream& stream) const {
  const std::vector<CodeRange>& characters = characters_[label];
  const bool whole_alphabet = characters.front() == CodeRange{U'a', U'z'};
  const auto weight = [&](const CodeRange& range) {
    return whole_alphabet ? group_weight(range) : uint64_t{range.hi} - range.lo + 1;
  };
  const auto any_of = [&](const CodeRange& range) {
    return range.lo + static_cast<char32_t>(stream.below(uint64_t{range.hi} - range.lo + 1));
  };
  if (characters.size() == 1) {
    stream.below(weight(characters.front()));  // as where there is a choice
    return any_of(characters.front());
  }
  uint64_t total = 0;
  for (const CodeRange& range : characters) total += weight(range);
  uint64_t point = stream.below(total);
  for (const CodeRange& range : characters) {
    if (point < weight(range)) return any_of(range);
    point -= weight(range);
  }
  return characters.back().hi;
}

std::string RegularLanguage::sample_once(Stream& stream) const {
  uint64_t total = 0;
  for (const Length& length : lengths_) total += length.weight;
  uint64_t point = stream.below(total);
  uint32_t chars = lengths_.front().chars;
  for (const Length& length : lengths_) {
    chars = length.chars;
    if (point < length.weight) break;
    point -= length.weight;
  }
  std::string text;
  int state = 0;
  for (; chars > 0; --chars) {
    const Edge& edge = pick_edge(chars, state, stream);
    append_utf8(text, pick_character(edge.label, stream));
    state = edge.to;
  }
  return text;
}

std::string RegularLanguage::sample(Stream& stream) const {
  if (lengths_.empty()) return {};
  std::string text = sample_once(stream);
  for (int draw = 1; draw < kDraws && has_odd_blanks(text); ++draw) text = sample_once(stream);
  return text;
}

}  // namespace datagen::core
