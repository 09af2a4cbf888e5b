// src/core/plan/joint_keys.cpp -- the linear construction, then hill climbing over rows that exclude each other
#include "core/plan/joint_keys.hpp"

#include "core/random/permutation.hpp"
#include "core/random/stream.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace datagen::core {
namespace {

constexpr uint64_t kNobody = UINT64_MAX;
/// Ways to complete a key value that are compared with each other.
constexpr uint64_t kCompletions = 64;
/// Steps without a row gained before the search ends: so many, and so many per row.
constexpr uint64_t kPatience = 20000;
constexpr uint64_t kPatiencePerRow = 50;

class JointSearch {
 public:
  JointSearch(const JointKeys& problem, uint64_t count, uint64_t seed, Host& host)
      : problem_(problem),
        count_(count),
        seed_(seed),
        host_(host),
        width_(std::max<size_t>(problem.sizes.size(), 1)) {
    holders_.resize(problem.keys.size());
    for (size_t k = 0; k < problem.keys.size(); ++k)
      for (uint64_t value : problem.taken[k]) holders_[k][value] = kNobody;
    for (size_t k = 1; k < problem.keys.size(); ++k)
      if (scarcity(k) < scarcity(scarcest_)) scarcest_ = k;
  }

  std::vector<uint64_t> run() {
    construct();
    climb();
    std::vector<uint64_t> result;
    for (size_t row = 0; row < rows_.size() / width_; ++row)
      if (alive_[row]) result.insert(result.end(), &rows_[row * width_], &rows_[row * width_] + width_);
    return result;
  }

 private:
  uint64_t scarcity(size_t key) const { return product(problem_.keys[key].class_counts); }

  /// Combinations of members that the key's components have.
  uint64_t capacity(size_t key) const {
    std::vector<uint64_t> sizes;
    for (size_t component : problem_.keys[key].components) sizes.push_back(problem_.sizes[component]);
    return product(sizes);
  }

  static uint64_t product(const std::vector<uint64_t>& sizes) {
    unsigned __int128 product = 1;
    for (uint64_t size : sizes) {
      product *= size;
      if (product > UINT64_MAX / 4) return UINT64_MAX / 4;
    }
    return static_cast<uint64_t>(product);
  }

  uint64_t value_of(size_t key, const uint64_t* digits) const {
    const JointKeys::Key& k = problem_.keys[key];
    uint64_t value = 0;
    uint64_t radix = 1;
    for (size_t i = 0; i < k.components.size(); ++i) {
      const uint64_t digit = digits[k.components[i]];
      value += radix * (k.classes[i].empty() ? digit : k.classes[i][digit]);
      radix *= k.class_counts[i];
    }
    return value;
  }

  /// The number of rows in the way, UINT64_MAX when a row that has to stay is.
  uint64_t conflicts(const uint64_t* digits, std::vector<uint64_t>& rows) const {
    rows.clear();
    for (size_t k = 0; k < holders_.size(); ++k) {
      const auto holder = holders_[k].find(value_of(k, digits));
      if (holder == holders_[k].end()) continue;
      if (holder->second == kNobody) return UINT64_MAX;
      if (std::find(rows.begin(), rows.end(), holder->second) == rows.end()) rows.push_back(holder->second);
    }
    return rows.size();
  }

  void insert(const uint64_t* digits) {
    uint64_t row = rows_.size() / width_;
    if (!free_rows_.empty()) {
      row = free_rows_.back();
      free_rows_.pop_back();
      std::copy(digits, digits + width_, &rows_[row * width_]);
      alive_[row] = 1;
    } else {
      rows_.insert(rows_.end(), digits, digits + width_);
      alive_.push_back(1);
    }
    for (size_t k = 0; k < holders_.size(); ++k) holders_[k][value_of(k, digits)] = row;
    ++size_;
  }

  void remove(uint64_t row) {
    for (size_t k = 0; k < holders_.size(); ++k) holders_[k].erase(value_of(k, &rows_[row * width_]));
    alive_[row] = 0;
    free_rows_.push_back(row);
    --size_;
  }

  /// The digits of one value of the scarcest key; the others stay 0.
  std::vector<uint64_t> scarcest_digits(uint64_t index) const {
    std::vector<uint64_t> digits(width_, 0);
    for (size_t component : problem_.keys[scarcest_].components) {
      digits[component] = index % problem_.sizes[component];
      index /= problem_.sizes[component];
    }
    return digits;
  }

  /// Components outside the scarcest key become sums of its digits, the second with the first digit doubled and so on.
  void construct() {
    const uint64_t all = capacity(scarcest_);
    const Permutation order(all, seed_);
    const auto& own = problem_.keys[scarcest_].components;
    std::vector<uint64_t> in_the_way;
    for (uint64_t i = 0; i < all && size_ < count_; ++i) {
      if ((i & 1023) == 0) host_.check_interrupts();
      std::vector<uint64_t> digits = scarcest_digits(order.at(i));
      uint64_t factor = 1;
      for (size_t component = 0; component < width_; ++component) {
        if (std::find(own.begin(), own.end(), component) != own.end()) continue;
        uint64_t sum = seed_ % problem_.sizes[component];
        for (size_t j = 0; j < own.size(); ++j) sum += digits[own[j]] * (j == 0 ? factor : 1);
        digits[component] = sum % problem_.sizes[component];
        ++factor;
      }
      if ((!problem_.admits || problem_.admits(digits.data())) && conflicts(digits.data(), in_the_way) == 0)
        insert(digits.data());
    }
  }

  void climb() {
    const uint64_t all = capacity(scarcest_);
    uint64_t since_gain = 0;
    uint64_t best = size_;
    const uint64_t patience = kPatience + kPatiencePerRow * count_;
    for (uint64_t step = 0; size_ < count_ && since_gain < patience; ++step, ++since_gain) {
      if ((step & 255) == 0) host_.check_interrupts();
      Stream stream(seed_, step, 1);
      const auto index = open_value(stream, all);
      if (!index) return;
      place(*index, stream);
      if (size_ > best) {
        best = size_;
        since_gain = 0;
      }
    }
  }

  /// A value of the scarcest key that no row holds.
  std::optional<uint64_t> open_value(Stream& stream, uint64_t all) const {
    const uint64_t start = stream.below(all);
    for (uint64_t i = 0; i < all; ++i) {
      const uint64_t index = (start + i) % all;
      const auto digits = scarcest_digits(index);
      if (!holders_[scarcest_].count(value_of(scarcest_, digits.data()))) return index;
    }
    return std::nullopt;
  }

  /// Completes the value so that the fewest rows are in the way, and takes those out.
  void place(uint64_t index, Stream& stream) {
    std::vector<size_t> others;
    uint64_t ways = 1;
    for (size_t component = 0; component < width_; ++component) {
      const auto& own = problem_.keys[scarcest_].components;
      if (std::find(own.begin(), own.end(), component) != own.end()) continue;
      others.push_back(component);
      ways = ways > kCompletions ? ways : ways * problem_.sizes[component];
    }
    std::vector<uint64_t> digits = scarcest_digits(index);
    std::vector<uint64_t> best_digits, best_rows, rows;
    uint64_t fewest = UINT64_MAX;
    const uint64_t start = stream.next64();
    for (uint64_t way = 0; way < std::min(ways, kCompletions); ++way) {
      uint64_t rest = ways <= kCompletions ? (start + way) % ways : 0;
      for (size_t component : others) {
        digits[component] =
            ways <= kCompletions ? rest % problem_.sizes[component] : stream.below(problem_.sizes[component]);
        rest /= problem_.sizes[component];
      }
      if (problem_.admits && !problem_.admits(digits.data())) continue;
      const uint64_t found = conflicts(digits.data(), rows);
      if (found >= fewest) continue;
      fewest = found;
      best_digits = digits;
      best_rows = rows;
      if (found == 0) break;
    }
    // Two rows out for one in leads away, but now and then it is the only way on.
    if (fewest == UINT64_MAX || (fewest > 1 && !stream.chance(0.02))) return;
    for (uint64_t row : best_rows) remove(row);
    insert(best_digits.data());
  }

  const JointKeys& problem_;
  uint64_t count_;
  uint64_t seed_;
  Host& host_;
  size_t width_;
  size_t scarcest_ = 0;
  std::vector<std::unordered_map<uint64_t, uint64_t>> holders_;  // by key; looked up only, never walked
  std::vector<uint64_t> rows_;
  std::vector<char> alive_;
  std::vector<uint64_t> free_rows_;
  uint64_t size_ = 0;
};

}  // namespace

std::vector<uint64_t> find_joint_rows(const JointKeys& problem, uint64_t count, uint64_t seed, Host& host) {
  for (uint64_t size : problem.sizes)
    if (size == 0) return {};
  return JointSearch(problem, count, seed, host).run();
}

}  // namespace datagen::core
