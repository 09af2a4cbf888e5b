// src/core/plan/row_cover.cpp -- depth-first search for an exact cover, fewest options first, with restarts
#include "core/plan/row_cover.hpp"

#include "core/random/stream.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
/// Options tried in the shortest run between restarts.
constexpr uint64_t kRun = 2000;

/// Luby's sequence 1 1 2 1 1 2 4 …, from index 1.
uint64_t luby(uint64_t index) {
  for (uint64_t size = 1;; size = 2 * size + 1) {
    if (index == size) return (size + 1) / 2;
    if (index < 2 * size + 1) return luby(index - size);
  }
}

class Cover {
 public:
  Cover(const RowOptions& options, size_t cover, uint64_t count, Host& host)
      : options_(options), cover_(cover), count_(count), host_(host) {
    sharing_.resize(options.keys);
    for (size_t option = 0; option < options.size(); ++option)
      for (size_t key = 0; key < options.keys; ++key) {
        const uint32_t value = value_of(option, key);
        if (value == kNone) continue;
        if (sharing_[key].size() <= value) sharing_[key].resize(value + 1);
        sharing_[key][value].push_back(static_cast<uint32_t>(option));
      }
  }

  std::vector<uint32_t> run(uint64_t seed, uint64_t budget) {
    const uint64_t values = sharing_[cover_].size();
    if (values < count_) return {};
    for (uint64_t round = 1; tries_ < budget; ++round) {
      Stream stream(seed, round, 2);
      blocked_.assign(options_.size(), 0);
      closed_.assign(values, 0);
      open_.clear();
      for (const auto& sharing : sharing_[cover_]) open_.push_back(static_cast<uint32_t>(sharing.size()));
      chosen_.clear();
      may_skip_ = values - count_;
      limit_ = std::min(budget, tries_ + kRun * luby(round));
      whole_ = true;
      if (descend(stream)) return chosen_;
      if (whole_) return {};
    }
    return {};
  }

 private:
  uint32_t value_of(size_t option, size_t key) const { return options_.values[option * options_.keys + key]; }

  /// The value with the fewest open options, ties at random; kNone when all are dealt with.
  uint32_t scarcest(Stream& stream) const {
    uint32_t best = kNone, fewest = kNone;
    uint64_t ties = 0;
    for (uint32_t value = 0; value < open_.size(); ++value) {
      if (closed_[value] || open_[value] > fewest) continue;
      if (open_[value] < fewest) {
        fewest = open_[value];
        ties = 0;
      }
      if (stream.below(++ties) == 0) best = value;
    }
    return best;
  }

  bool descend(Stream& stream) {
    if (chosen_.size() == count_) return true;
    const uint32_t value = scarcest(stream);
    if (value == kNone) return false;
    closed_[value] = 1;
    std::vector<uint32_t> left;
    for (uint32_t option : sharing_[cover_][value])
      if (blocked_[option] == 0) left.push_back(option);
    for (size_t i = left.size(); i > 1; --i) std::swap(left[i - 1], left[stream.below(i)]);
    for (uint32_t option : left) {
      if ((++tries_ & 255) == 0) host_.check_interrupts();
      if (tries_ > limit_) {
        whole_ = false;
        break;
      }
      block(option, 1);
      chosen_.push_back(option);
      if (descend(stream)) return true;
      chosen_.pop_back();
      block(option, -1);
      if (!whole_) break;
    }
    if (whole_ && may_skip_ > 0) {
      --may_skip_;
      if (descend(stream)) return true;
      ++may_skip_;
    }
    closed_[value] = 0;
    return false;
  }

  /// Takes the options that share a value with the chosen one out, or back in.
  void block(uint32_t option, int by) {
    for (size_t key = 0; key < options_.keys; ++key) {
      const uint32_t value = value_of(option, key);
      if (value == kNone) continue;
      for (uint32_t other : sharing_[key][value]) {
        uint32_t& open = open_[value_of(other, cover_)];
        if (by > 0)
          open -= blocked_[other]++ == 0;
        else
          open += --blocked_[other] == 0;
      }
    }
  }

  const RowOptions& options_;
  size_t cover_;
  uint64_t count_;
  Host& host_;
  std::vector<std::vector<std::vector<uint32_t>>> sharing_;  // by key and value: options
  std::vector<uint32_t> blocked_;                            // by option: chosen ones and keys in its way
  std::vector<uint32_t> open_;                               // by value of the cover: options left
  std::vector<char> closed_;                                 // by value of the cover: dealt with
  std::vector<uint32_t> chosen_;
  uint64_t may_skip_ = 0;
  uint64_t tries_ = 0;
  uint64_t limit_ = 0;
  bool whole_ = true;  // nothing was left out
};

}  // namespace

std::vector<uint32_t> find_cover(const RowOptions& options, size_t cover, uint64_t count, uint64_t seed,
                                 uint64_t budget, Host& host) {
  return Cover(options, cover, count, host).run(seed, budget);
}

}  // namespace datagen::core
