// src/core/constraint/determinise.cpp -- the subset construction over several automata
#include "core/constraint/determinise.hpp"

#include "core/random/stream.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace datagen::core {

namespace {

/// Bounds the arcs followed per allowed state, so that a refusal comes within a second.
constexpr int64_t kArcsPerState = 2000;
/// Bounds the transition table that minimise() has to invert.
constexpr int64_t kMaxTransitions = 20'000'000;

/// An automaton prepared for the construction: arcs by source state, labelled with refined classes.
struct Prepared {
  bool negative = false;
  std::vector<int> initial;
  std::vector<char> final;
  std::vector<char> absorbing;                         ///< accepts whatever follows
  std::vector<std::vector<std::pair<int, int>>> arcs;  ///< per state: (refined class, to)
};

/// Splits the alphabet into the coarsest classes that every automaton treats alike.
class Refinement {
 public:
  Refinement(const std::vector<Automaton>& positive, const std::vector<Automaton>& negative) {
    CodeSet alphabet = all_code_points();
    for (const auto* side : {&positive, &negative}) {
      for (const Automaton& automaton : *side) alphabet = intersection(alphabet, automaton.alphabet);
    }
    struct Event {
      char32_t at;
      int source;
      bool opens;
    };
    std::vector<Event> events;
    int source = 0;
    const auto add = [&](const CodeSet& set) {
      for (const CodeRange& range : set) {
        events.push_back({range.lo, source, true});
        events.push_back({range.hi + 1, source, false});
      }
      ++source;
    };
    add(alphabet);
    for (const auto* side : {&positive, &negative}) {
      for (const Automaton& automaton : *side) {
        first_source_.push_back(source);
        for (const CodeSet& set : automaton.classes) add(set);
      }
    }
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
    std::vector<char> open(static_cast<size_t>(source), 0);
    refined_of_.resize(static_cast<size_t>(source));
    for (size_t i = 0; i < events.size();) {
      const char32_t from = events[i].at;
      for (; i < events.size() && events[i].at == from; ++i) open[events[i].source] = events[i].opens;
      if (i < events.size() && open[0]) assign(open, {from, events[i].at - 1});
    }
  }

  std::vector<CodeSet> classes;

  Prepared prepare(const Automaton& automaton, size_t index, bool negative) const {
    Prepared prepared;
    prepared.negative = negative;
    prepared.initial = automaton.initial;
    prepared.final.assign(static_cast<size_t>(automaton.states), 0);
    for (int state : automaton.final) prepared.final[state] = 1;
    prepared.arcs.resize(static_cast<size_t>(automaton.states));
    for (const Automaton::Arc& arc : automaton.arcs) {
      for (int refined : refined_of_[first_source_[index] + arc.character_class]) {
        prepared.arcs[arc.from].emplace_back(refined, arc.to);
      }
    }
    prepared.absorbing.assign(static_cast<size_t>(automaton.states), 0);
    for (int state = 0; state < automaton.states; ++state) {
      auto& arcs = prepared.arcs[state];
      std::sort(arcs.begin(), arcs.end());
      arcs.erase(std::unique(arcs.begin(), arcs.end()), arcs.end());
      const auto loops =
          std::count_if(arcs.begin(), arcs.end(), [&](const auto& arc) { return arc.second == state; });
      prepared.absorbing[state] = prepared.final[state] && static_cast<size_t>(loops) == classes.size();
    }
    return prepared;
  }

 private:
  void assign(const std::vector<char>& open, CodeRange range) {
    auto [place, is_new] = class_of_.try_emplace(open, static_cast<int>(classes.size()));
    if (is_new) {
      classes.emplace_back();
      for (size_t source = 1; source < open.size(); ++source) {
        if (open[source]) refined_of_[source].push_back(place->second);
      }
    }
    classes[place->second].push_back(range);
  }

  std::vector<int> first_source_;             ///< per automaton: the number of its class 0
  std::vector<std::vector<int>> refined_of_;  ///< per source class: the refined classes it consists of
  std::map<std::vector<char>, int> class_of_;
};

struct KeyHash {
  size_t operator()(const std::vector<int>& key) const {
    uint64_t hash = key.size();
    for (int item : key) hash = (hash ^ static_cast<uint32_t>(item)) * 0x100000001b3ULL;
    return static_cast<size_t>(mix64(hash));
  }
};

/// The construction itself. A state is a tuple of state sets, written one after the other and each ended by
/// -1.
class SubsetConstruction {
 public:
  SubsetConstruction(std::vector<Prepared> automata, size_t classes, int max_states)
      : automata_(std::move(automata)), classes_(classes), max_states_(max_states) {}

  bool run(Dfa& dfa) {
    std::vector<std::vector<int>> sets;
    sets.reserve(automata_.size());
    for (const Prepared& automaton : automata_) sets.push_back(automaton.initial);
    int64_t budget = kArcsPerState * max_states_;
    if (intern(sets) < 0) return true;
    for (size_t state = 0; state < tuples_.size(); ++state) {
      budget -= expand(static_cast<int>(state));
      if (budget < 0 || static_cast<int>(tuples_.size()) > max_states_) return false;
      if (static_cast<int64_t>(tuples_.size() * classes_) > kMaxTransitions) return false;
    }
    dfa.next = std::move(next_);
    dfa.accepting = std::move(accepting_);
    return true;
  }

 private:
  /// The number of a tuple; -1 when nothing can be accepted from it.
  int intern(std::vector<std::vector<int>>& sets) {
    std::vector<int> key;
    bool accepts = true;
    for (size_t a = 0; a < sets.size(); ++a) {
      std::vector<int>& set = sets[a];
      const Prepared& automaton = automata_[a];
      std::sort(set.begin(), set.end());
      set.erase(std::unique(set.begin(), set.end()), set.end());
      const auto absorbing =
          std::find_if(set.begin(), set.end(), [&](int state) { return automaton.absorbing[state] != 0; });
      if (absorbing != set.end()) {
        if (automaton.negative) return -1;
        set = std::vector<int>{*absorbing};
      }
      if (set.empty() && !automaton.negative) return -1;
      const bool matches =
          std::any_of(set.begin(), set.end(), [&](int state) { return automaton.final[state] != 0; });
      accepts = accepts && matches != automaton.negative;
      key.insert(key.end(), set.begin(), set.end());
      key.push_back(-1);
    }
    auto [place, is_new] = number_of_.try_emplace(std::move(key), static_cast<int>(tuples_.size()));
    if (is_new) {
      tuples_.push_back(&place->first);
      accepting_.push_back(accepts);
      next_.resize(tuples_.size() * classes_, -1);
    }
    return place->second;
  }

  /// Follows every arc out of `state`; returns how many there were.
  int64_t expand(int state) {
    std::vector<std::vector<std::vector<int>>> targets(classes_,
                                                       std::vector<std::vector<int>>(automata_.size()));
    int64_t followed = static_cast<int64_t>(classes_);
    size_t automaton = 0;
    for (int item : *tuples_[state]) {
      if (item < 0) {
        ++automaton;
        continue;
      }
      for (const auto& [character_class, to] : automata_[automaton].arcs[item]) {
        targets[character_class][automaton].push_back(to);
        ++followed;
      }
    }
    for (size_t c = 0; c < classes_; ++c) {
      const int target = intern(targets[c]);
      next_[state * classes_ + c] = target;
    }
    return followed;
  }

  std::vector<Prepared> automata_;
  size_t classes_;
  int max_states_;
  std::unordered_map<std::vector<int>, int, KeyHash> number_of_;
  std::vector<const std::vector<int>*> tuples_;  ///< keys of number_of_, which never move
  std::vector<char> accepting_;
  std::vector<int32_t> next_;
};

}  // namespace

std::optional<Dfa> determinise(const std::vector<Automaton>& positive, const std::vector<Automaton>& negative,
                               int max_states) {
  const Refinement refinement(positive, negative);
  std::vector<Prepared> automata;
  automata.reserve(positive.size() + negative.size());
  for (const Automaton& automaton : positive) {
    automata.push_back(refinement.prepare(automaton, automata.size(), false));
  }
  for (const Automaton& automaton : negative) {
    automata.push_back(refinement.prepare(automaton, automata.size(), true));
  }
  Dfa dfa;
  dfa.classes = refinement.classes;
  SubsetConstruction construction(std::move(automata), dfa.classes.size(), max_states);
  if (!construction.run(dfa)) return std::nullopt;
  return minimise(dfa);
}

}  // namespace datagen::core
