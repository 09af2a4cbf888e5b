// src/core/constraint/palindromes.cpp -- texts of a language that read the same backwards
#include "core/constraint/palindromes.hpp"

#include "core/constraint/automaton_algebra.hpp"
#include "core/random/stream.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

constexpr int kMostStates = 60;
constexpr uint64_t kListed = 2000;
constexpr int64_t kLongestHalf = 8;

/// The halves of palindromes: pairs of a state that the half leads to from the start, and one that its mirror image
/// leads from to an end. With `centre` a last character joins the two.
Automaton halves(const Dfa& dfa, bool centre) {
  const int n = dfa.states(), end = n * n;
  Automaton automaton;
  automaton.states = end + 1;
  automaton.classes = dfa.classes;
  for (int q = 0; q < n; ++q)
    if (dfa.accepting[static_cast<size_t>(q)] != 0) automaton.initial.push_back(q);
  for (int p = 0; p < n; ++p) {
    if (!centre) automaton.final.push_back(p * n + p);
    for (size_t c = 0; c < dfa.classes.size(); ++c) {
      const int to = dfa.step(p, c);
      if (to < 0) continue;
      if (centre) automaton.arcs.push_back({p * n + to, end, static_cast<int>(c)});
      for (int before = 0; before < n; ++before)
        if (const int q = dfa.step(before, c); q >= 0)
          automaton.arcs.push_back({p * n + q, to * n + before, static_cast<int>(c)});
    }
  }
  if (centre) automaton.final.push_back(end);
  return automaton;
}

std::string mirrored(const std::string& half, bool centre) {
  std::vector<char32_t> characters = decode_utf8(half).value_or(std::vector<char32_t>());
  if (centre && !characters.empty()) characters.pop_back();
  std::string text = half;
  for (size_t i = characters.size(); i-- > 0;) append_utf8(text, characters[i]);
  return text;
}

}  // namespace

void list_palindromes(Domain& domain) {
  const TextSet& text = domain.text;
  const auto dfa = determinise(text.positive.empty() ? std::vector<Automaton>{any_string()} : text.positive,
                               text.negative, kMostStates);
  if (!dfa) return;
  auto found = std::make_shared<std::vector<std::string>>();
  for (const bool centre : {false, true}) {
    const int64_t extra = centre ? 1 : 0;
    LengthBounds bounds;
    bounds.min_chars = static_cast<uint32_t>(std::max<int64_t>((text.min_length - extra + 1) / 2, 1) + extra);
    const int64_t longest = (std::min<int64_t>(text.max_length, INT32_MAX) - extra) / 2 + extra;
    bounds.max_chars =
        static_cast<uint32_t>(std::clamp<int64_t>(longest, 0, bounds.min_chars + kLongestHalf));
    if (bounds.max_chars < bounds.min_chars) continue;
    const auto language = RegularLanguage::build({halves(*dfa, centre)}, {}, bounds);
    if (!language || language->empty()) continue;
    const uint64_t count = std::min(language->size(), kListed / 2);
    for (uint64_t i = 0; i < count; ++i) {
      Stream stream(0, i);
      const std::string half = language->size() <= count ? language->unrank(i) : language->sample(stream);
      found->push_back(mirrored(half, centre));
    }
  }
  if (found->empty()) return;
  std::sort(found->begin(), found->end());
  found->erase(std::unique(found->begin(), found->end()), found->end());
  domain.text.listed = found;
  domain.values.emplace();
  for (const std::string& one : *found) domain.values->push_back(Value::of_text(one));
}

}  // namespace datagen::core
