// src/core/generate/range_gen.cpp -- ranges and multiranges over types on a grid
#include "core/generate/family.hpp"
#include "core/generate/tick_gen.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Usual widths, in ticks of the subtype, and their grain.
struct WidthPlan {
  TickInterval usual;
  int64_t grain = 1;
};

WidthPlan width_plan(const Type& subtype) {
  constexpr int64_t kQuarter = 15LL * 60 * 1'000'000;
  switch (subtype.type_class) {
    case TypeClass::Date: return {{1, 60}, 1};
    case TypeClass::Time:
    case TypeClass::TimeTz: return {{kQuarter, 16 * kQuarter}, kQuarter};
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz:
    case TypeClass::Interval: return {{kQuarter, 96 * kQuarter}, kQuarter};
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money: {
      const int64_t unit = clamped_power_of_ten(std::clamp(subtype.scale, 0, 15));
      return {{unit, 500 * unit}, unit};
    }
    default: return {{1, 100}, 1};
  }
}

/// What a bound may be and how far apart the two are.
struct RangeLimits {
  TickSet lower, upper;  ///< lower already leaves room for an upper bound
  int64_t min_width = 1, max_width = INT64_MAX;
  bool lower_infinite = false, upper_infinite = false;
  bool lower_exclusive = false, upper_inclusive = false;
  bool contiguous_upper = true;  ///< every point between two upper bounds on the grid is one
};

class RangeGenerator final : public Generator {
 public:
  RangeGenerator(const Type& subtype, RangeLimits limits, std::unique_ptr<Generator> lower,
                 std::unique_ptr<Generator> upper, uint64_t key)
      : limits_(std::move(limits)),
        plan_(width_plan(subtype)),
        lower_(std::move(lower)),
        upper_(std::move(upper)),
        key_(key) {}

  Value draw(Stream& stream, Arena& arena) const override {
    if (limits_.lower_infinite || limits_.upper_infinite) return half_open(stream, arena);
    constexpr int kTries = 64;
    for (int i = 0; i < kTries; ++i) {
      const int64_t low = lower_->draw(stream, arena).tick;
      if (const auto high = upper_bound(low, stream))
        return range(Value::of_tick(low), Value::of_tick(*high), arena);
    }
    return Value::null();
  }
  uint64_t size() const override {
    if (limits_.lower_infinite) return limits_.upper_infinite ? 1 : upper_->size();
    return limits_.upper_infinite || limits_.contiguous_upper ? lower_->size() : 0;
  }
  uint64_t plausible_size() const override {
    if (limits_.lower_infinite) return limits_.upper_infinite ? 1 : upper_->plausible_size();
    return std::min(size(), lower_->plausible_size());
  }
  /// The lower bound (the upper one when the range is open below) follows the index, so all bounds are
  /// distinct.
  Value unrank(uint64_t index, Arena& arena) const override {
    if (limits_.lower_infinite && limits_.upper_infinite) return range(Value::null(), Value::null(), arena);
    if (limits_.lower_infinite) return range(Value::null(), upper_->unrank(index, arena), arena);
    const Value low = lower_->unrank(index, arena);
    if (limits_.upper_infinite) return range(low, Value::null(), arena);
    Stream stream(key_, index);
    const std::optional<int64_t> high = upper_bound(low.tick, stream);
    return high ? range(low, Value::of_tick(*high), arena) : Value::null();
  }
  std::string name() const override { return "range"; }

  /// A second range beyond `first`, nothing when the limits leave no room.
  std::optional<Value> next_after(const Value& first, Stream& stream, Arena& arena) const {
    if (first.kind != ValueKind::List || first.items[1].is_null() || limits_.lower_infinite)
      return std::nullopt;
    TickSet starts = limits_.lower;
    const int64_t end = first.items[1].tick;
    if (end > INT64_MAX - 2) return std::nullopt;
    starts.intersect(clamped_add(end, std::max<int64_t>(plan_.grain, 2)), clamped_add(end, plan_.usual.high));
    if (starts.empty()) return std::nullopt;
    starts = coarser(starts, plan_.grain, 1);
    const int64_t low = starts.unrank(stream.below(starts.size()));
    if (limits_.upper_infinite) return range(Value::of_tick(low), Value::null(), arena);
    const std::optional<int64_t> high = upper_bound(low, stream);
    if (!high) return std::nullopt;
    return range(Value::of_tick(low), Value::of_tick(*high), arena);
  }

 private:
  Value range(Value low, Value high, Arena& arena) const {
    Value* items = arena.array<Value>(2);
    items[0] = low;
    items[1] = high;
    // An open side is never inclusive.
    uint8_t flags = low.is_null() || limits_.lower_exclusive ? 0 : kLowerInclusive;
    if (limits_.upper_inclusive && !high.is_null()) flags |= kUpperInclusive;
    return Value::of_list(items, 2, flags);
  }

  Value half_open(Stream& stream, Arena& arena) const {
    const Value low = limits_.lower_infinite ? Value::null() : lower_->draw(stream, arena);
    const Value high = limits_.upper_infinite ? Value::null() : upper_->draw(stream, arena);
    return range(low, high, arena);
  }

  std::optional<int64_t> upper_bound(int64_t low, Stream& stream) const {
    if (limits_.contiguous_upper) {
      // Arithmetic suffices, which matters for speed: nearly all ranges are of this kind.
      const int64_t nearest = std::max(clamped_add(low, limits_.min_width), limits_.upper.lowest());
      const int64_t farthest = std::min(clamped_add(low, limits_.max_width), limits_.upper.highest());
      if (nearest > farthest || nearest <= low) return std::nullopt;
      const int64_t shortest = clamped_add(nearest, -low);
      const int64_t longest = clamped_add(farthest, -low);
      const int64_t first = (std::max(plan_.usual.low, shortest) - 1) / plan_.grain + 1;
      const int64_t usual = std::max(plan_.usual.high, clamped_add(shortest, plan_.usual.high));
      const int64_t last = std::min(usual, longest) / plan_.grain;
      if (first <= last) return low + stream.between(first, last) * plan_.grain;
      return stream.between(nearest, farthest);
    }
    TickSet candidates = limits_.upper;
    candidates.intersect(clamped_add(low, limits_.min_width), clamped_add(low, limits_.max_width));
    if (candidates.empty()) return std::nullopt;
    const TickInterval usual{clamped_add(low, plan_.usual.low), clamped_add(low, plan_.usual.high)};
    candidates = coarser(window_of(candidates, usual, 1), plan_.grain, 8);
    return candidates.unrank(stream.below(candidates.size()));
  }

  RangeLimits limits_;
  WidthPlan plan_;
  std::unique_ptr<Generator> lower_,
      upper_;  // lower_ is nullptr when open below, upper_ unless open below alone
  uint64_t key_;
};

class MultirangeGenerator final : public Generator {
 public:
  explicit MultirangeGenerator(std::unique_ptr<RangeGenerator> range) : range_(std::move(range)) {}
  Value draw(Stream& stream, Arena& arena) const override {
    const Value first = range_->draw(stream, arena);
    if (first.is_null()) return first;
    Value* items = arena.array<Value>(2);
    items[0] = first;
    uint32_t count = 1;
    if (stream.chance(0.5))
      if (const std::optional<Value> second = range_->next_after(first, stream, arena))
        items[count++] = *second;
    return Value::of_list(items, count);
  }
  uint64_t size() const override { return range_->size(); }
  uint64_t plausible_size() const override { return range_->plausible_size(); }
  Value unrank(uint64_t index, Arena& arena) const override {
    Value* items = arena.array<Value>(1);
    items[0] = range_->unrank(index, arena);
    return Value::of_list(items, 1);
  }
  std::string name() const override { return "multirange"; }

 private:
  std::unique_ptr<RangeGenerator> range_;
};

TickSet bound_grid(const Domain& domain, int side, const Type& subtype) {
  const auto part = domain.parts.find(side);
  if (part == domain.parts.end() || !part->second) return grid_of(subtype, TickSet());
  if (!part->second->values) return grid_of(subtype, part->second->ticks);
  std::vector<int64_t> points;
  for (const Value& value : *part->second->values)
    if (value.kind == ValueKind::Tick) points.push_back(value.tick);
  return grid_of(subtype, TickSet::of_points(std::move(points)));
}

/// A generator of one bound within `grid`.
std::unique_ptr<Generator> bound_generator(const GeneratorRequest& request, TypePtr subtype,
                                           const TickSet& grid) {
  GeneratorRequest part;
  part.type = std::move(subtype);
  part.domain.ticks = grid;
  part.settings = request.settings;
  return make_generator(part);
}

/// nullptr: no family; `*empty`: the domain holds no range.
std::unique_ptr<RangeGenerator> build(const GeneratorRequest& request, const Type& range_type, bool* empty) {
  *empty = false;
  const TypePtr& subtype = range_type.element;
  if (!subtype || value_kind(*subtype) != ValueKind::Tick) return nullptr;
  const Domain& domain = request.domain;
  RangeLimits limits;
  limits.lower_infinite = domain.lower_infinite;
  limits.upper_infinite = domain.upper_infinite;
  limits.lower_exclusive = domain.lower_exclusive;
  limits.upper_inclusive = domain.upper_inclusive;
  limits.min_width = std::max<int64_t>({1, domain.min_width, subtype->tick_step});
  limits.max_width = domain.max_width;
  limits.lower = bound_grid(domain, 0, *subtype);
  limits.upper = bound_grid(domain, 1, *subtype);
  *empty = limits.min_width > limits.max_width || (!limits.lower_infinite && limits.lower.empty()) ||
           (!limits.upper_infinite && limits.upper.empty());
  if (*empty) return nullptr;
  std::unique_ptr<Generator> lower, upper;
  if (!limits.lower_infinite) {
    if (!limits.upper_infinite) {
      limits.lower.intersect(clamped_add(limits.upper.lowest(), -limits.max_width),
                             clamped_add(limits.upper.highest(), -limits.min_width));
      limits.contiguous_upper =
          limits.upper.intervals().size() == 1 && limits.upper.modulus() == 1 &&
          limits.upper.size() == TickSet(limits.upper.lowest(), limits.upper.highest()).size();
    }
    *empty = limits.lower.empty();
    if (!*empty) lower = bound_generator(request, subtype, limits.lower);
  } else if (!limits.upper_infinite) {
    upper = bound_generator(request, subtype, limits.upper);
  }
  if (*empty) return nullptr;
  return std::make_unique<RangeGenerator>(*subtype, std::move(limits), std::move(lower), std::move(upper),
                                          combine(request.key, hash_name(request.column_name)));
}

}  // namespace

/// Never an empty range; lower bound inclusive, upper exclusive. Only subtypes on a grid have a family.
GeneratorPtr make_range_generator(const GeneratorRequest& request) {
  bool empty;
  std::unique_ptr<RangeGenerator> range = build(request, *request.type, &empty);
  return empty ? make_empty_generator() : std::move(range);
}

GeneratorPtr make_multirange_generator(const GeneratorRequest& request) {
  if (!request.type->element) return nullptr;
  bool empty;
  std::unique_ptr<RangeGenerator> range = build(request, *request.type->element, &empty);
  if (empty) return make_empty_generator();
  return range ? std::make_unique<MultirangeGenerator>(std::move(range)) : nullptr;
}

}  // namespace datagen::core
