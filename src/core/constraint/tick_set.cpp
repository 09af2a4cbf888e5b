// src/core/constraint/tick_set.cpp -- exact algebra on strided unions of intervals
#include "core/constraint/tick_set.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

using Wide = __int128;

/// Sets with at most this many members are listed point by point when a union has no common stride.
constexpr uint64_t kListedMembers = 4096;

/// The remainder in [0, modulus), for negative values too.
Wide floor_mod(Wide value, Wide modulus) {
  const Wide rest = value % modulus;
  return rest < 0 ? rest + modulus : rest;
}

/// x with a*x ≡ gcd(a, b) (mod b), by the extended Euclidean algorithm; *gcd is set.
Wide bezout(Wide a, Wide b, Wide* gcd) {
  Wide x = 1, next_x = 0;
  while (b != 0) {
    const Wide quotient = a / b;
    std::swap(a -= quotient * b, b);
    std::swap(x -= quotient * next_x, next_x);
  }
  *gcd = a;
  return x;
}

uint64_t saturating_add(uint64_t a, uint64_t b) { return a > UINT64_MAX - b ? UINT64_MAX : a + b; }

}  // namespace

TickSet::TickSet(int64_t low, int64_t high) {
  if (low <= high) intervals_.push_back({low, high});
  settle();
}

TickSet TickSet::empty_set() { return TickSet(1, 0); }

TickSet TickSet::of_points(std::vector<int64_t> points) {
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  TickSet set = empty_set();
  for (int64_t point : points) {
    if (!set.intervals_.empty() && set.intervals_.back().high == point - 1 && point != INT64_MIN)
      set.intervals_.back().high = point;
    else
      set.intervals_.push_back({point, point});
  }
  set.settle();
  return set;
}

TickSet TickSet::of_intervals(std::vector<TickInterval> intervals) {
  std::sort(intervals.begin(), intervals.end(), [](TickInterval a, TickInterval b) { return a.low < b.low; });
  TickSet set = empty_set();
  for (const TickInterval& interval : intervals) {
    if (interval.low > interval.high) continue;
    if (!set.intervals_.empty() && static_cast<Wide>(set.intervals_.back().high) + 1 >= interval.low)
      set.intervals_.back().high = std::max(set.intervals_.back().high, interval.high);
    else
      set.intervals_.push_back(interval);
  }
  set.settle();
  return set;
}

/// Shrinks the intervals to points of the stride, drops empty ones and exclusions that no longer matter, and counts.
void TickSet::settle() {
  if (modulus_ > 1) {
    size_t kept = 0;
    for (const TickInterval& interval : intervals_) {
      const Wide low = interval.low + floor_mod(Wide{remainder_} - interval.low, modulus_);
      const Wide high = interval.high - floor_mod(Wide{interval.high} - remainder_, modulus_);
      if (low <= high) intervals_[kept++] = {static_cast<int64_t>(low), static_cast<int64_t>(high)};
    }
    intervals_.resize(kept);
  }
  if (!excluded_.empty()) {
    std::sort(excluded_.begin(), excluded_.end());
    excluded_.erase(std::unique(excluded_.begin(), excluded_.end()), excluded_.end());
    excluded_.erase(
        std::remove_if(excluded_.begin(), excluded_.end(), [&](int64_t tick) { return !on_grid(tick); }),
        excluded_.end());
  }
  before_.clear();
  uint64_t total = 0;
  for (const TickInterval& interval : intervals_) {
    before_.push_back(total);
    const Wide span = Wide{interval.high} - interval.low;
    const Wide count = (modulus_ > 1 ? span / modulus_ : span) + 1;
    total = count > Wide{UINT64_MAX} ? UINT64_MAX : saturating_add(total, static_cast<uint64_t>(count));
  }
  before_.push_back(total);
}

bool TickSet::on_grid(int64_t tick) const {
  auto after =
      std::upper_bound(intervals_.begin(), intervals_.end(), tick,
                       [](int64_t value, const TickInterval& interval) { return value < interval.low; });
  if (after == intervals_.begin()) return false;
  return tick <= std::prev(after)->high &&
         (modulus_ == 1 || floor_mod(Wide{tick} - remainder_, modulus_) == 0);
}

bool TickSet::everything() const {
  return modulus_ == 1 && excluded_.empty() && intervals_.size() == 1 && intervals_[0].low == INT64_MIN &&
         intervals_[0].high == INT64_MAX;
}

uint64_t TickSet::size() const {
  const uint64_t total = before_.back();
  return total == UINT64_MAX ? total : total - excluded_.size();
}

int64_t TickSet::unrank(uint64_t index) const {
  // An excluded point shifts the members behind it; both lists ascend, so one pass finds the shift.
  for (int64_t tick : excluded_)
    if (grid_rank(tick) <= index) ++index;
  const auto after = std::upper_bound(before_.begin(), before_.end() - 1, index);
  const auto place = static_cast<size_t>(after - before_.begin()) - 1;
  return static_cast<int64_t>(intervals_[place].low + Wide{index - before_[place]} * modulus_);
}

uint64_t TickSet::grid_rank(int64_t tick) const {
  auto after =
      std::upper_bound(intervals_.begin(), intervals_.end(), tick,
                       [](int64_t value, const TickInterval& interval) { return value < interval.low; });
  const auto place = static_cast<size_t>(after - intervals_.begin()) - 1;
  return saturating_add(before_[place],
                        static_cast<uint64_t>((Wide{tick} - intervals_[place].low) / modulus_));
}

std::optional<uint64_t> TickSet::rank(int64_t tick) const {
  if (!contains(tick)) return std::nullopt;
  const auto skipped = std::lower_bound(excluded_.begin(), excluded_.end(), tick) - excluded_.begin();
  return grid_rank(tick) - static_cast<uint64_t>(skipped);
}

bool TickSet::contains(int64_t tick) const {
  return on_grid(tick) && !std::binary_search(excluded_.begin(), excluded_.end(), tick);
}

int64_t TickSet::lowest() const { return unrank(0); }

int64_t TickSet::highest() const {
  for (size_t place = intervals_.size(); place-- > 0;) {
    for (Wide tick = intervals_[place].high; tick >= intervals_[place].low; tick -= modulus_)
      if (contains(static_cast<int64_t>(tick))) return static_cast<int64_t>(tick);
  }
  return 0;
}

void TickSet::intersect(int64_t low, int64_t high) {
  size_t kept = 0;
  for (const TickInterval& interval : intervals_) {
    const TickInterval part{std::max(interval.low, low), std::min(interval.high, high)};
    if (part.low <= part.high) intervals_[kept++] = part;
  }
  intervals_.resize(kept);
  settle();
}

void TickSet::intersect(const TickSet& other) {
  std::vector<TickInterval> common;
  size_t i = 0, j = 0;
  while (i < intervals_.size() && j < other.intervals_.size()) {
    const TickInterval& a = intervals_[i];
    const TickInterval& b = other.intervals_[j];
    const int64_t low = std::max(a.low, b.low), high = std::min(a.high, b.high);
    if (low <= high) common.push_back({low, high});
    if (a.high < b.high)
      ++i;
    else
      ++j;
  }
  intervals_ = std::move(common);
  excluded_.insert(excluded_.end(), other.excluded_.begin(), other.excluded_.end());
  if (other.modulus_ > 1)
    keep_stride(other.modulus_, other.remainder_);
  else
    settle();
}

void TickSet::unite(const TickSet& other, bool* exact) {
  if (exact) *exact = true;
  if (other.empty()) return;
  if (empty()) {
    *this = other;
    return;
  }
  if (modulus_ != other.modulus_ || remainder_ != other.remainder_) {
    if (size() <= kListedMembers && other.size() <= kListedMembers) {
      std::vector<int64_t> points;
      for (uint64_t k = 0; k < size(); ++k) points.push_back(unrank(k));
      for (uint64_t k = 0; k < other.size(); ++k) points.push_back(other.unrank(k));
      *this = of_points(std::move(points));
      return;
    }
    if (exact) *exact = false;
  }
  std::vector<int64_t> missing;
  for (int64_t tick : excluded_)
    if (!other.contains(tick)) missing.push_back(tick);
  for (int64_t tick : other.excluded_)
    if (!contains(tick)) missing.push_back(tick);
  const bool strided = modulus_ == other.modulus_ && remainder_ == other.remainder_;
  std::vector<TickInterval> both = intervals_;
  both.insert(both.end(), other.intervals_.begin(), other.intervals_.end());
  const int64_t modulus = strided ? modulus_ : 1, remainder = strided ? remainder_ : 0;
  *this = of_intervals(std::move(both));
  modulus_ = modulus;
  remainder_ = remainder;
  excluded_ = std::move(missing);
  settle();
}

void TickSet::exclude(int64_t tick) {
  if (!contains(tick)) return;
  excluded_.push_back(tick);
  settle();
}

void TickSet::keep_stride(int64_t modulus, int64_t remainder) {
  const Wide wanted = floor_mod(remainder, modulus);
  Wide gcd = 1;
  const Wide inverse = bezout(modulus_, modulus, &gcd);
  const Wide difference = wanted - remainder_;
  const Wide step = Wide{modulus_} / gcd * modulus;
  if (difference % gcd != 0) {
    intervals_.clear();
  } else if (step > INT64_MAX) {
    // The combined stride is wider than half of the grid, so that at most two points are left: list them.
    const Wide factor = floor_mod(difference / gcd % (modulus / gcd) * inverse, modulus / gcd);
    const Wide first = remainder_ + modulus_ * factor;
    std::vector<int64_t> points;
    for (Wide point : {first - step, first})
      if (point >= INT64_MIN && point <= INT64_MAX && contains(static_cast<int64_t>(point)))
        points.push_back(static_cast<int64_t>(point));
    *this = of_points(std::move(points));
    return;
  } else {
    const Wide factor = floor_mod(difference / gcd % (modulus / gcd) * inverse, modulus / gcd);
    remainder_ = static_cast<int64_t>(floor_mod(remainder_ + modulus_ * factor, step));
    modulus_ = static_cast<int64_t>(step);
  }
  settle();
}

}  // namespace datagen::core
