// src/core/constraint/minimise.cpp -- minimal, canonical deterministic automata
#include "core/constraint/determinise.hpp"

#include <algorithm>
#include <map>

namespace datagen::core {

namespace {

/// Unites the classes that every state treats alike and drops those that lead nowhere.
Dfa with_coarse_classes(const Dfa& dfa) {
  const size_t states = dfa.accepting.size();
  std::map<std::vector<int32_t>, std::vector<CodeRange>> by_column;
  for (size_t c = 0; c < dfa.classes.size(); ++c) {
    std::vector<int32_t> column(states);
    bool leads_somewhere = false;
    for (size_t state = 0; state < states; ++state) {
      column[state] = dfa.step(static_cast<int>(state), c);
      leads_somewhere = leads_somewhere || column[state] >= 0;
    }
    if (!leads_somewhere) continue;
    auto& ranges = by_column[std::move(column)];
    ranges.insert(ranges.end(), dfa.classes[c].begin(), dfa.classes[c].end());
  }
  std::vector<std::pair<CodeSet, const std::vector<int32_t>*>> classes;
  classes.reserve(by_column.size());
  for (auto& [column, ranges] : by_column) classes.emplace_back(normalised(std::move(ranges)), &column);
  std::sort(classes.begin(), classes.end(),
            [](const auto& a, const auto& b) { return a.first.front().lo < b.first.front().lo; });
  Dfa coarse;
  coarse.accepting = dfa.accepting;
  coarse.next.resize(states * classes.size());
  for (size_t c = 0; c < classes.size(); ++c) {
    for (size_t state = 0; state < states; ++state) {
      coarse.next[state * classes.size() + c] = (*classes[c].second)[state];
    }
    coarse.classes.push_back(std::move(classes[c].first));
  }
  return coarse;
}

/// Hopcroft's partition refinement over the states and one dead state.
class Partition {
 public:
  explicit Partition(const Dfa& dfa)
      : classes_(dfa.classes.size()),
        states_(dfa.states() + 1),
        elements_(states_),
        place_(states_),
        block_(states_) {
    invert(dfa);
    std::vector<char> accepting(dfa.accepting);
    accepting.push_back(0);
    int end = 0;
    for (char kind : {0, 1}) {
      const int begin = end;
      for (int state = 0; state < states_; ++state) {
        if (accepting[state] == kind) put(state, end++);
      }
      if (end > begin) add_block(begin, end);
    }
    refine();
  }

  int block_of(int state) const { return block_[state]; }
  int dead_block() const { return block_[states_ - 1]; }

 private:
  struct Block {
    int begin, end, marked;
  };

  void invert(const Dfa& dfa) {
    first_.assign(static_cast<size_t>(states_) * classes_ + 1, 0);
    const int dead = states_ - 1;
    const auto slot = [&](int state, size_t c) {
      const int32_t to = state == dead ? -1 : dfa.step(state, c);
      return static_cast<size_t>(to < 0 ? dead : to) * classes_ + c;
    };
    for (int state = 0; state < states_; ++state) {
      for (size_t c = 0; c < classes_; ++c) ++first_[slot(state, c) + 1];
    }
    for (size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    sources_.resize(static_cast<size_t>(first_.back()));
    std::vector<int> fill(first_.begin(), first_.end() - 1);
    for (int state = 0; state < states_; ++state) {
      for (size_t c = 0; c < classes_; ++c) sources_[fill[slot(state, c)]++] = state;
    }
  }

  void put(int state, int place) {
    elements_[place] = state;
    place_[state] = place;
  }

  void add_block(int begin, int end) {
    const int number = static_cast<int>(blocks_.size());
    blocks_.push_back({begin, end, 0});
    for (int i = begin; i < end; ++i) block_[elements_[i]] = number;
    for (size_t c = 0; c < classes_; ++c) work_.emplace_back(number, c);
  }

  void refine() {
    while (!work_.empty()) {
      const auto [splitter, c] = work_.back();
      work_.pop_back();
      split_by(splitter, c);
    }
  }

  void split_by(int splitter, size_t c) {
    std::vector<int> reaching;
    for (int i = blocks_[splitter].begin; i < blocks_[splitter].end; ++i) {
      const size_t slot = static_cast<size_t>(elements_[i]) * classes_ + c;
      reaching.insert(reaching.end(), sources_.begin() + first_[slot], sources_.begin() + first_[slot + 1]);
    }
    std::vector<int> touched;
    for (int state : reaching) {
      Block& block = blocks_[block_[state]];
      if (block.marked == 0) touched.push_back(block_[state]);
      const int other = elements_[block.begin + block.marked];
      const int from = place_[state];
      put(state, block.begin + block.marked);
      put(other, from);
      ++block.marked;
    }
    for (int number : touched) split(number);
  }

  /// Separates the marked states, which stand first, from the others.
  void split(int number) {
    Block& block = blocks_[number];
    const int middle = block.begin + block.marked;
    const int begin = block.begin;
    const int end = block.end;
    block.marked = 0;
    if (middle == end) return;
    // The smaller half becomes the new block and waits for every class: that is enough where the old block
    // has been processed, and where it has not its number, now the larger half, still waits.
    if (middle - begin <= end - middle) {
      block.begin = middle;
      add_block(begin, middle);
    } else {
      block.end = middle;
      add_block(middle, end);
    }
  }

  size_t classes_;
  int states_;
  std::vector<int> elements_, place_, block_;
  std::vector<int> first_, sources_;
  std::vector<Block> blocks_;
  std::vector<std::pair<int, size_t>> work_;
};

/// One state per block, in breadth-first order, without the dead block.
Dfa quotient(const Dfa& dfa, const Partition& partition) {
  Dfa result;
  result.classes = dfa.classes;
  const size_t classes = dfa.classes.size();
  const int dead = partition.dead_block();
  if (dfa.states() == 0 || partition.block_of(0) == dead) return result;
  std::map<int, int> number_of{{partition.block_of(0), 0}};
  std::vector<int> representative{0};
  for (size_t i = 0; i < representative.size(); ++i) {
    result.accepting.push_back(dfa.accepting[representative[i]]);
    for (size_t c = 0; c < classes; ++c) {
      const int32_t to = dfa.step(representative[i], c);
      if (to < 0 || partition.block_of(to) == dead) {
        result.next.push_back(-1);
        continue;
      }
      const auto [place, is_new] =
          number_of.try_emplace(partition.block_of(to), static_cast<int>(representative.size()));
      if (is_new) representative.push_back(to);
      result.next.push_back(place->second);
    }
  }
  return result;
}

}  // namespace

Dfa minimise(const Dfa& dfa) {
  const Dfa coarse = with_coarse_classes(dfa);
  Dfa minimal = with_coarse_classes(quotient(coarse, Partition(coarse)));
  if (minimal.accepting.empty()) minimal.classes.clear();
  return minimal;
}

}  // namespace datagen::core
