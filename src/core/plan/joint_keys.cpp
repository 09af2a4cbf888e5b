// src/core/plan/joint_keys.cpp -- the linear construction, then hill climbing over rows that exclude each other
#include "core/plan/joint_keys.hpp"

#include "core/plan/row_cover.hpp"
#include "core/random/permutation.hpp"
#include "core/random/stream.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace datagen::core {
namespace {

constexpr uint64_t kNobody = UINT64_MAX;
constexpr uint64_t kNoValue = UINT64_MAX;
/// Ways to complete a key value that are compared with each other.
constexpr uint64_t kCompletions = 64;
/// Steps without a row gained before the search ends: so many, and so many per row.
constexpr uint64_t kPatience = 20000;
constexpr uint64_t kPatiencePerRow = 50;
/// The same once there are enough rows.
constexpr uint64_t kSpare = 256;
/// Ways to complete one value that are listed, and such lists in all, where conditions refuse some.
constexpr uint64_t kListedWays = 2048;
constexpr uint64_t kListed = uint64_t{1} << 20;
/// Rows to choose from, and values to cover, for the search for a cover; options that it tries.
constexpr uint64_t kMostOptions = uint64_t{1} << 18;
constexpr uint64_t kMostCovered = 4096;
constexpr uint64_t kCoverTries = 400000;

class JointSearch {
 public:
  JointSearch(const JointKeys& problem, uint64_t count, uint64_t enough, uint64_t seed, Host& host)
      : problem_(problem),
        count_(count),
        enough_(std::min(enough, count)),
        seed_(seed),
        host_(host),
        width_(std::max<size_t>(problem.sizes.size(), 1)) {
    holders_.resize(problem.keys.size());
    for (size_t k = 0; k < problem.keys.size(); ++k)
      for (uint64_t value : problem.taken[k]) holders_[k][value] = kNobody;
    for (size_t k = 1; k < problem.keys.size(); ++k)
      if (scarcity(k) < scarcity(scarcest_)) scarcest_ = k;
    const auto& own = problem.keys[scarcest_].components;
    for (size_t component = 0; component < width_; ++component) {
      if (std::find(own.begin(), own.end(), component) != own.end()) continue;
      others_.push_back(component);
      ways_ = product({ways_, problem.sizes[component]});
    }
    lists_ = problem.admits && ways_ <= kListedWays && capacity(scarcest_) <= kListed / ways_;
  }

  std::vector<uint64_t> run() {
    const bool plain =
        std::none_of(problem_.keys.begin(), problem_.keys.end(),
                     [](const JointKeys::Key& key) { return static_cast<bool>(key.computed); });
    if (plain && overlap()) construct();
    climb();
    if (size_ < enough_) cover();
    std::vector<uint64_t> result;
    for (size_t row = 0; row < rows_.size() / width_; ++row)
      if (alive_[row]) result.insert(result.end(), &rows_[row * width_], &rows_[row * width_] + width_);
    return result;
  }

 private:
  uint64_t scarcity(size_t key) const {
    return problem_.keys[key].computed ? UINT64_MAX : product(problem_.keys[key].class_counts);
  }

  /// Whether some component is part of two keys.
  bool overlap() const {
    std::vector<char> seen(width_, 0);
    for (const JointKeys::Key& key : problem_.keys)
      for (size_t component : key.components)
        if (seen[component]++) return true;
    return false;
  }

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
    if (k.computed) return k.computed(digits);
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
      const uint64_t value = value_of(k, digits);
      const auto holder = value == kNoValue ? holders_[k].end() : holders_[k].find(value);
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
    for (size_t k = 0; k < holders_.size(); ++k)
      if (const uint64_t value = value_of(k, digits); value != kNoValue) holders_[k][value] = row;
    ++size_;
  }

  void remove(uint64_t row) {
    for (size_t k = 0; k < holders_.size(); ++k)
      if (const uint64_t value = value_of(k, &rows_[row * width_]); value != kNoValue)
        holders_[k].erase(value);
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
    for (uint64_t step = 0; size_ < count_ && since_gain < (size_ < enough_ ? patience : kSpare);
         ++step, ++since_gain) {
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

  /// Sets the digits outside of the scarcest key.
  void complete(uint64_t way, std::vector<uint64_t>& digits) const {
    for (size_t component : others_) {
      digits[component] = way % problem_.sizes[component];
      way /= problem_.sizes[component];
    }
  }

  bool admitted(const std::vector<uint64_t>& digits) const {
    return !problem_.admits || problem_.admits(digits.data());
  }

  /// The ways to complete a value that conditions admit, listed at the first call.
  const std::vector<uint32_t>& ways_of(uint64_t index) {
    const auto known = listed_.find(index);
    if (known != listed_.end()) return known->second;
    std::vector<uint32_t>& ways = listed_[index];
    std::vector<uint64_t> digits = scarcest_digits(index);
    for (uint64_t way = 0; way < ways_; ++way) {
      complete(way, digits);
      if (admitted(digits)) ways.push_back(static_cast<uint32_t>(way));
    }
    return ways;
  }

  /// Completes the value so that the fewest rows are in the way, and takes those out.
  void place(uint64_t index, Stream& stream) {
    std::vector<uint64_t> digits = scarcest_digits(index);
    std::vector<uint64_t> best_digits, best_rows, rows;
    uint64_t fewest = UINT64_MAX;
    const std::vector<uint32_t>* list = lists_ ? &ways_of(index) : nullptr;
    const uint64_t ways = list ? list->size() : ways_;
    const uint64_t start = stream.below(ways);
    for (uint64_t i = 0; i < std::min(ways, kCompletions); ++i) {
      const uint64_t way = ways <= kCompletions ? (start + i) % ways : stream.below(ways);
      complete(list ? (*list)[way] : way, digits);
      if (!list && !admitted(digits)) continue;
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

  /// What may be a row beside those in the table, with its value in each key.
  RowOptions options(std::vector<uint64_t>& indexes) {
    RowOptions options;
    options.keys = problem_.keys.size();
    std::vector<std::unordered_map<uint64_t, uint32_t>> numbers(options.keys);  // looked up only
    const uint64_t all = capacity(scarcest_);
    std::vector<uint64_t> values(options.keys);
    for (uint64_t index = 0; index < all; ++index) {
      if ((index & 63) == 0) host_.check_interrupts();
      std::vector<uint64_t> digits = scarcest_digits(index);
      for (uint64_t way = 0; way < ways_; ++way) {
        complete(way, digits);
        if (!admitted(digits)) continue;
        bool free = true;
        for (size_t k = 0; k < options.keys && free; ++k) {
          values[k] = value_of(k, digits.data());
          const auto holder = holders_[k].find(values[k]);
          free = values[k] == kNoValue || holder == holders_[k].end() || holder->second != kNobody;
        }
        if (!free) continue;
        indexes.push_back(index * ways_ + way);
        for (size_t k = 0; k < options.keys; ++k)
          options.values.push_back(
              values[k] == kNoValue
                  ? UINT32_MAX
                  : numbers[k].emplace(values[k], static_cast<uint32_t>(numbers[k].size())).first->second);
      }
    }
    return options;
  }

  /// A complete search from scratch.
  void cover() {
    const uint64_t all = capacity(scarcest_);
    if (all > kMostCovered || ways_ > kMostOptions / all) return;
    std::vector<uint64_t> indexes;
    const RowOptions rows = options(indexes);
    const auto chosen = find_cover(rows, scarcest_, enough_, seed_, kCoverTries, host_);
    if (chosen.empty()) return;
    for (size_t row = 0; row < alive_.size(); ++row)
      if (alive_[row]) remove(row);
    for (uint32_t option : chosen) {
      std::vector<uint64_t> digits = scarcest_digits(indexes[option] / ways_);
      complete(indexes[option] % ways_, digits);
      insert(digits.data());
    }
  }

  const JointKeys& problem_;
  uint64_t count_;
  uint64_t enough_;
  uint64_t seed_;
  Host& host_;
  size_t width_;
  size_t scarcest_ = 0;
  std::vector<size_t> others_;  // components outside of the scarcest key
  uint64_t ways_ = 1;           // to complete a value of it
  bool lists_ = false;
  std::unordered_map<uint64_t, std::vector<uint32_t>> listed_;   // by value of it: looked up only
  std::vector<std::unordered_map<uint64_t, uint64_t>> holders_;  // by key; looked up only, never walked
  std::vector<uint64_t> rows_;
  std::vector<char> alive_;
  std::vector<uint64_t> free_rows_;
  uint64_t size_ = 0;
};

}  // namespace

std::vector<uint64_t> find_joint_rows(const JointKeys& problem, uint64_t count, uint64_t enough,
                                      uint64_t seed, Host& host) {
  for (uint64_t size : problem.sizes)
    if (size == 0) return {};
  return JointSearch(problem, count, enough, seed, host).run();
}

}  // namespace datagen::core
