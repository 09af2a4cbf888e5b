// src/pg/stretch_reader.cpp -- bounds of ranges on the grid, extents of figures, first and last addresses
#include "pg/stretch_reader.hpp"

#include "core/schema/grid.hpp"

#include <sys/socket.h>

#include <cmath>
#include <string>

extern "C" {
#include "utils/geo_decls.h"
#include "utils/inet.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"
}

namespace datagen::pg {
namespace {

/// Beyond it a double holds no exact hundredths, and infinite extents are cut off.
constexpr double kFarthest = 4e18;

int64_t clamp_real(double real) {
  if (std::isnan(real)) return 0;
  return static_cast<int64_t>(std::fmin(std::fmax(real, -kFarthest), kFarthest));
}

core::TickInterval extent(double low, double high) {
  return {clamp_real(std::floor(low * core::kFigureTicks)), clamp_real(std::ceil(high * core::kFigureTicks))};
}

struct Extent {
  double low;
  double high;
};

Extent extent_of(core::SpanKind kind, Datum value) {
  if (kind == core::SpanKind::Box) {
    const BOX* box = DatumGetBoxP(value);
    return {box->low.x, box->high.x};
  }
  if (kind == core::SpanKind::Circle) {
    const CIRCLE* circle = DatumGetCircleP(value);
    return {circle->center.x - circle->radius, circle->center.x + circle->radius};
  }
  const POLYGON* polygon = DatumGetPolygonP(value);
  return {polygon->boundbox.low.x, polygon->boundbox.high.x};
}

/// IPv4 addresses as numbers; IPv6 by their first 62 bits, above all of IPv4.
core::TickInterval addresses(Datum value) {
  const inet* network = DatumGetInetPP(value);
  const unsigned char* bytes = ip_addr(network);
  const bool v4 = ip_family(network) == PGSQL_AF_INET;
  const int bits = v4 ? 32 : 62;
  uint64_t low = 0;
  for (int i = 0; i < (v4 ? 4 : 8); ++i) low = low << 8 | bytes[i];
  if (!v4) low >>= 2;
  const int length = ip_bits(network) < bits ? ip_bits(network) : bits;
  const uint64_t hosts = (uint64_t{1} << (bits - length)) - 1;
  const uint64_t base = v4 ? 0 : uint64_t{1} << 62;
  low &= ~hosts;
  return {static_cast<int64_t>(base + low), static_cast<int64_t>(base + (low | hosts))};
}

}  // namespace

StretchReader::StretchReader(const core::ExclusionPart& part, ExpressionPool& pool) : kind_(part.span) {
  if (part.line) codec_ = std::make_unique<ValueCodec>(part.line, pool);
}

int64_t StretchReader::tick_of(const Bound& bound, bool lower) const {
  if (bound.infinite) return lower ? INT64_MIN : INT64_MAX;
  core::Arena arena;
  const core::Value value = codec_->decode(bound.value, arena);
  if (value.kind == core::ValueKind::Tick) {
    if (bound.inclusive || value.tick == INT64_MIN || value.tick == INT64_MAX) return value.tick;
    return lower ? value.tick + 1 : value.tick - 1;
  }
  // A number between two ticks.
  const std::string text(value.text());
  const double unit = static_cast<double>(core::power_of_ten(codec_->type().scale).value_or(1));
  const double real = std::strtod(text.c_str(), nullptr) * unit;
  return clamp_real(lower ? std::floor(real) : std::ceil(real));
}

std::vector<core::TickInterval> StretchReader::read_ranges(Datum value) const {
  struct Ranges {
    int count;
    Bound* bounds;  // lower and upper of each
  };
  const bool multi = kind_ == core::SpanKind::Multirange;
  const Ranges ranges = call([&]() noexcept {
    Ranges read{1, nullptr};
    RangeType** list = nullptr;
    RangeType* single = nullptr;
    TypeCacheEntry* cache;
    if (multi) {
      MultirangeType* multirange = DatumGetMultirangeTypeP(value);
      cache = lookup_type_cache(MultirangeTypeGetOid(multirange), TYPECACHE_MULTIRANGE_INFO)->rngtype;
      multirange_deserialize(cache, multirange, &read.count, &list);
    } else {
      single = DatumGetRangeTypeP(value);
      cache = lookup_type_cache(RangeTypeGetOid(single), TYPECACHE_RANGE_INFO);
      list = &single;
    }
    read.bounds = static_cast<Bound*>(palloc(sizeof(Bound) * 2 * static_cast<size_t>(read.count + 1)));
    int kept = 0;
    for (int i = 0; i < read.count; ++i) {
      RangeBound lower, upper;
      bool empty;
      range_deserialize(cache, list[i], &lower, &upper, &empty);
      if (empty) continue;
      read.bounds[2 * kept] = {lower.val, lower.infinite, lower.inclusive};
      read.bounds[2 * kept + 1] = {upper.val, upper.infinite, upper.inclusive};
      ++kept;
    }
    read.count = kept;
    return read;
  });
  std::vector<core::TickInterval> stretches;
  for (int i = 0; i < ranges.count; ++i)
    stretches.push_back({tick_of(ranges.bounds[2 * i], true), tick_of(ranges.bounds[2 * i + 1], false)});
  return stretches;
}

std::vector<core::TickInterval> StretchReader::read(Datum value) const {
  switch (kind_) {
    case core::SpanKind::None: return {};
    case core::SpanKind::Range:
    case core::SpanKind::Multirange: return read_ranges(value);
    case core::SpanKind::Network: return {call([&]() noexcept { return addresses(value); })};
    default: {
      const Extent found = call([&]() noexcept { return extent_of(kind_, value); });
      return {extent(found.low, found.high)};
    }
  }
}

}  // namespace datagen::pg
