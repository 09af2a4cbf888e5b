// src/core/plan/exclusion_span.cpp -- linear bounds, their domains on the line, and the way back into a row
#include "core/plan/exclusion_span.hpp"

#include "core/constraint/linear_form.hpp"
#include "core/generate/tick_gen.hpp"
#include "core/plan/exclusion_entry.hpp"
#include "core/plan/network_limits.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr int64_t kMinute = 60LL * 1'000'000;
constexpr int64_t kDay = 24 * 60 * kMinute;

/// factor · column + offset on the line.
struct Bound {
  int column = -1;
  int64_t factor = 1;
};
struct Bounds {
  std::vector<Bound> terms;
  int64_t offset = 0;
};

/// coalesce(column, constant) is the column where it holds a value.
int column_of(const Expr& leaf) {
  if (leaf.op == Op::Column) return leaf.column;
  const bool replaced = leaf.op == Op::Coalesce && leaf.args.size() == 2 && leaf.args[1]->op == Op::Constant;
  return replaced && leaf.args[0]->op == Op::Column ? leaf.args[0]->column : -1;
}

/// Ticks of the line per unit of a linear form, as a fraction.
std::optional<Grid> line_grid(const SpanShape& shape) {
  if (shape.kind == SpanKind::Box) return Grid{kFigureTicks, 1};
  if (!shape.line) return std::nullopt;
  switch (shape.line->type_class) {
    case TypeClass::Date: return Grid{1, kDay};
    case TypeClass::Time:
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz: return Grid{1, 1};
    case TypeClass::Integer: return Grid{1, 1};
    case TypeClass::Numeric:
    case TypeClass::Float: {
      const auto unit = power_of_ten(shape.line->scale);
      return unit ? std::optional<Grid>(Grid{*unit, 1}) : std::nullopt;
    }
    default: return std::nullopt;
  }
}

std::optional<Bounds> read_bound(const ExprPtr& expr, const Grid& grid) {
  ExprPtr tree = expr;
  if (const int column = column_of(*expr); column >= 0 && expr->op == Op::Coalesce) tree = expr->args[0];
  const auto form = linear_form(tree);
  if (!form || form->slack != 0) return std::nullopt;
  const auto on_line = [&](Wide value) -> std::optional<int64_t> {
    const Wide scaled = value * grid.factor;
    const Wide divisor = form->denominator * grid.denominator;
    if (scaled % divisor != 0) return std::nullopt;
    const Wide ticks = scaled / divisor;
    return ticks == clamp_tick(ticks) ? std::optional<int64_t>(clamp_tick(ticks)) : std::nullopt;
  };
  Bounds bounds;
  const auto offset = on_line(form->constant);
  if (!offset) return std::nullopt;
  bounds.offset = *offset;
  for (const LinearTerm& term : form->terms) {
    const auto factor = on_line(term.factor);
    const int column = column_of(*term.leaf);
    if (!factor || *factor <= 0 || column < 0) return std::nullopt;
    bounds.terms.push_back({column, *factor});
  }
  return bounds;
}

bool settle_built(SpanShape& shape, const ExclusionPart& part, const Bounds& lower, const Bounds& upper) {
  if (lower.terms.size() != 1 || upper.terms.empty() || upper.terms.size() > 2) return false;
  shape.low = lower.terms[0].column;
  shape.low_factor = lower.terms[0].factor;
  shape.low_offset = lower.offset + (part.lower_inclusive ? 0 : 1);
  const int64_t end_offset = upper.offset + (part.upper_inclusive ? 1 : 0);
  const auto same = std::find_if(upper.terms.begin(), upper.terms.end(),
                                 [&](const Bound& bound) { return bound.column == shape.low; });
  if (same == upper.terms.end()) {
    if (upper.terms.size() != 1) return false;
    shape.high = upper.terms[0].column;
    shape.high_factor = upper.terms[0].factor;
    shape.high_offset = end_offset;
    return true;
  }
  if (same->factor != shape.low_factor) return false;
  shape.width_offset = end_offset - shape.low_offset;
  for (const Bound& bound : upper.terms)
    if (bound.column != shape.low) {
      shape.width = bound.column;
      shape.width_factor = bound.factor;
    }
  return shape.width >= 0 || shape.width_offset > 0;
}

/// The ticks of a column mapped to the line.
TickSet image(const TickSet& ticks, int64_t factor, int64_t offset) {
  std::vector<TickInterval> intervals;
  const auto map = [&](int64_t tick) { return clamp_tick(static_cast<Wide>(tick) * factor + offset); };
  for (const TickInterval& interval : ticks.intervals())
    intervals.push_back({map(interval.low), map(interval.high)});
  TickSet mapped = TickSet::of_intervals(std::move(intervals));
  const Wide modulus = static_cast<Wide>(ticks.modulus()) * factor;
  if (modulus > 1 && modulus <= INT64_MAX) {
    const Wide remainder = static_cast<Wide>(ticks.remainder()) * factor + offset;
    mapped.keep_stride(static_cast<int64_t>(modulus),
                       static_cast<int64_t>((remainder % modulus + modulus) % modulus));
  }
  for (int64_t tick : ticks.excluded()) mapped.exclude(map(tick));
  return mapped;
}

/// The ticks that one bound of a range may have in a branch, as the other bound leaves them.
TickSet bound_in(const Domain& branch, int side, const Type& line) {
  const auto own = [&](int which) {
    const auto part = branch.parts.find(which);
    return part == branch.parts.end() || !part->second ? TickSet(line.min_tick, line.max_tick)
                                                       : part->second->ticks;
  };
  TickSet ticks = own(side);
  const TickSet other = own(1 - side);
  if (side == 0 && !other.empty()) ticks.intersect(INT64_MIN, other.highest());
  if (side == 1 && !other.empty()) ticks.intersect(other.lowest(), INT64_MAX);
  return ticks;
}

/// The bounds that some branch lets a range have: for each of the two, not which go together.
Domain united_ranges(const Domain& base, const std::vector<const Domain*>& branches, const Type& line) {
  Domain merged = base;
  for (const int side : {0, 1}) {
    auto united = std::make_shared<Domain>();
    bool exact = true;
    for (const Domain* branch : branches) {
      const auto part = branch->parts.find(side);
      if (part != branch->parts.end() && part->second && part->second->values) return base;
      if (branch == branches.front()) united->ticks = bound_in(*branch, side, line);
      united->ticks.unite(bound_in(*branch, side, line), &exact);
    }
    merged.parts[side] = std::move(united);
  }
  return merged;
}

/// What the column may hold over the branches in which it holds anything.
Domain domain_of(const RelationTask& task, int column) {
  const Domain& base = task.analysis.base[static_cast<size_t>(column)];
  std::vector<const Domain*> parts;
  for (const BranchGroup& group : task.analysis.groups) {
    if (std::find(group.columns.begin(), group.columns.end(), column) == group.columns.end()) continue;
    for (const Branch& branch : group.branches) {
      const auto own = branch.domains.find(column);
      if (own == branch.domains.end()) return base;
      if (own->second.null != NullStatus::Must) parts.push_back(&own->second);
    }
  }
  if (parts.empty()) return base;
  if (parts.size() == 1) return *parts[0];
  const Type& type = *task.relation->columns[static_cast<size_t>(column)].type;
  if (type.type_class == TypeClass::Range && type.element) return united_ranges(base, parts, *type.element);
  if (value_kind(type) != ValueKind::Tick) return base;
  Domain merged = *parts[0];
  bool exact = true;
  for (size_t i = 1; i < parts.size(); ++i) merged.ticks.unite(parts[i]->ticks, &exact);
  return merged;
}

TickSet ticks_of(const RelationTask& task, int column) {
  return grid_of(*task.relation->columns[static_cast<size_t>(column)].type, domain_of(task, column).ticks);
}

/// What comparisons say about the distance of the two columns in every branch that lets both hold a value.
TickSet widths_between(const RelationTask& task, const SpanShape& shape) {
  Wide least = 1;
  Wide most = INT64_MAX;
  const auto end_of = [&](Wide distance) {
    return distance * shape.low_factor + shape.high_offset - shape.low_offset;
  };
  if (shape.low_factor != shape.high_factor) return {1, INT64_MAX};
  for (const BranchGroup& group : task.analysis.groups)
    for (const Branch& branch : group.branches)
      for (const Comparison& c : branch.comparisons) {
        // left op right + offset, read as a bound of high - low.
        const bool forward = c.left == shape.high && c.right == shape.low;
        if (!forward && !(c.left == shape.low && c.right == shape.high)) continue;
        const Wide distance = forward ? Wide{c.offset} : -Wide{c.offset};
        const Op op = forward          ? c.op
                      : c.op == Op::Lt ? Op::Gt
                      : c.op == Op::Le ? Op::Ge
                      : c.op == Op::Gt ? Op::Lt
                      : c.op == Op::Ge ? Op::Le
                                       : c.op;
        if (op == Op::Ge || op == Op::Eq) least = std::max(least, end_of(distance));
        if (op == Op::Gt) least = std::max(least, end_of(distance + 1));
        if (op == Op::Le || op == Op::Eq) most = std::min(most, end_of(distance));
        if (op == Op::Lt) most = std::min(most, end_of(distance - 1));
      }
  return {clamp_tick(least), clamp_tick(most)};
}

TickSet bound_ticks(const Domain& domain, int side, const Type& line) {
  const auto part = domain.parts.find(side);
  return grid_of(line, part == domain.parts.end() || !part->second ? TickSet() : part->second->ticks);
}

std::optional<SlotLimits> limits_of_range(const RelationTask& task, const SpanShape& shape) {
  const Domain domain = domain_of(task, shape.value);
  if (domain.values || domain.lower_infinite || domain.upper_infinite || domain.upper_inclusive)
    return std::nullopt;
  for (const auto& [side, part] : domain.parts)
    if (part && part->values) return std::nullopt;
  SlotLimits limits;
  limits.lows = bound_ticks(domain, 0, *shape.line);
  limits.ends = bound_ticks(domain, 1, *shape.line);
  limits.widths = TickSet(std::max<int64_t>({1, domain.min_width, shape.line->tick_step}), domain.max_width);
  return limits;
}

SlotLimits limits_of_columns(const RelationTask& task, const SpanShape& shape) {
  SlotLimits limits;
  limits.lows = image(ticks_of(task, shape.low), shape.low_factor, shape.low_offset);
  if (shape.high >= 0) {
    limits.ends = image(ticks_of(task, shape.high), shape.high_factor, shape.high_offset);
    limits.widths = widths_between(task, shape);
  } else if (shape.width >= 0) {
    limits.widths = image(ticks_of(task, shape.width), shape.width_factor, shape.width_offset);
    limits.widths.intersect(1, INT64_MAX);
  } else {
    limits.widths = TickSet(shape.width_offset, shape.width_offset);
  }
  return limits;
}

SlotLimits limits_of_figure() {
  SlotLimits limits;
  constexpr int64_t kFarthest = int64_t{1} << 40;  // hundredths, exact in a double
  limits.lows = limits.ends = TickSet(-kFarthest, kFarthest);
  limits.widths = TickSet(kFigureTicks + 1, 1000 * kFigureTicks + 1);
  return limits;
}

/// Natural widths and places, as the range generator has them.
void make_natural(const RelationTask& task, const SpanShape& shape, SlotLimits& limits) {
  const int64_t as_of = task.settings.as_of;
  if (!shape.line) {
    limits.usual = {kFigureTicks + 1, 20 * kFigureTicks + 1};
    limits.preferred = {0, 1000 * kFigureTicks};
    return;
  }
  switch (shape.line->type_class) {
    case TypeClass::Date:
      limits.usual = {1, 30};
      limits.preferred = {as_of / kDay - 1826, as_of / kDay};
      break;
    case TypeClass::Time:
      limits.usual = {15 * kMinute, 4 * 60 * kMinute};
      limits.grain = 15 * kMinute;
      limits.preferred = {0, kDay};
      break;
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz:
      limits.usual = {15 * kMinute, 8 * 60 * kMinute};
      limits.grain = 15 * kMinute;
      limits.preferred = {as_of - 1826 * kDay, as_of};
      break;
    default: {
      const auto unit = power_of_ten(std::clamp(shape.line->scale, 0, 15)).value_or(1);
      limits.usual = {unit, 100 * unit};
      limits.grain = unit;
      limits.preferred = {0, 1000 * unit};
    }
  }
  if (limits.grain > 1 && limits.widths.highest() < limits.grain) limits.grain = 1;
}

Value range_value(TickInterval slot, Arena& arena) {
  Value* items = arena.array<Value>(2);
  items[0] = Value::of_tick(slot.low);
  items[1] = Value::of_tick(slot.high + 1);
  return Value::of_list(items, 2, kLowerInclusive);
}

std::string hundredths(int64_t ticks) {
  const int64_t size = ticks < 0 ? -ticks : ticks;
  std::string text = ticks < 0 ? "-" : "";
  text += std::to_string(size / 100);
  text += size % 100 < 10 ? ".0" : ".";
  return text + std::to_string(size % 100);
}

std::string figure(const SpanShape& shape, TickInterval slot, Stream& stream) {
  const int64_t low = slot.low;
  const int64_t high = slot.high;
  const int64_t y = stream.between(0, 100 * kFigureTicks);
  if (shape.kind == SpanKind::Circle) {
    const int64_t radius = (high - low) / 2;
    return "<(" + hundredths(low + radius) + "," + hundredths(y) + ")," + hundredths(radius) + ">";
  }
  const int64_t top = y + stream.between(kFigureTicks, 10 * kFigureTicks);
  const std::string first = "(" + hundredths(high) + "," + hundredths(top) + ")";
  const std::string last = "(" + hundredths(low) + "," + hundredths(y) + ")";
  if (shape.kind == SpanKind::Box) return first + "," + last;
  return "(" + last + ",(" + hundredths(high) + "," + hundredths(y) + ")," + first + ")";
}

std::string network(TickInterval slot) {
  std::string text = std::to_string(slot.low >> 24 & 255) + "." + std::to_string(slot.low >> 16 & 255) + "." +
                     std::to_string(slot.low >> 8 & 255) + "." + std::to_string(slot.low & 255);
  int mask = 32;
  while (int64_t{1} << (32 - mask) <= slot.high - slot.low) --mask;
  return mask < 32 ? text + "/" + std::to_string(mask) : text;
}

}  // namespace

std::vector<int> SpanShape::columns() const {
  std::vector<int> all;
  for (int column : {value, low, high, width})
    if (column >= 0) all.push_back(column);
  return all;
}

std::optional<SpanShape> span_shape(const RelationTask& task, const ExclusionPart& part) {
  SpanShape shape;
  shape.kind = part.span;
  shape.line = part.line;
  if (part.span == SpanKind::None) return std::nullopt;
  if (!part.bounds.empty()) {
    const auto grid = line_grid(shape);
    if (!grid) return std::nullopt;
    const auto lower = read_bound(part.bounds[0], *grid);
    const auto upper = read_bound(part.bounds[1], *grid);
    if (!lower || !upper || !settle_built(shape, part, *lower, *upper)) return std::nullopt;
    return shape;
  }
  if (part.column < 0 || task.relation->columns[static_cast<size_t>(part.column)].generated)
    return std::nullopt;
  shape.value = part.column;
  shape.type = task.relation->columns[static_cast<size_t>(part.column)].type.get();
  const bool range = part.span == SpanKind::Range || part.span == SpanKind::Multirange;
  if (range && (!part.line || value_kind(*part.line) != ValueKind::Tick)) return std::nullopt;
  return shape;
}

std::optional<SlotLimits> slot_limits(const RelationTask& task, const SpanShape& shape) {
  if (shape.kind == SpanKind::Network) return network_limits(task, shape.value);
  std::optional<SlotLimits> limits;
  if (shape.value < 0)
    limits = limits_of_columns(task, shape);
  else if (shape.line)
    limits = limits_of_range(task, shape);
  else
    limits = limits_of_figure();
  if (!limits || limits->widths.empty()) return std::nullopt;
  make_natural(task, shape, *limits);
  return limits;
}

void write_span(const SpanShape& shape, TickInterval slot, Stream& stream, Value* row, Arena& arena) {
  if (shape.value < 0) {
    row[shape.low] = Value::of_tick((slot.low - shape.low_offset) / shape.low_factor);
    if (shape.high >= 0)
      row[shape.high] = Value::of_tick((slot.high + 1 - shape.high_offset) / shape.high_factor);
    if (shape.width >= 0)
      row[shape.width] = Value::of_tick((slot.high + 1 - slot.low - shape.width_offset) / shape.width_factor);
  } else if (shape.kind == SpanKind::Range) {
    row[shape.value] = range_value(slot, arena);
  } else if (shape.kind == SpanKind::Multirange) {
    Value* items = arena.array<Value>(1);
    items[0] = range_value(slot, arena);
    row[shape.value] = Value::of_list(items, 1);
  } else {
    row[shape.value] = Value::of_text(
        arena.store(shape.kind == SpanKind::Network ? network(slot) : figure(shape, slot, stream)));
  }
}

std::optional<TickInterval> read_span(const SpanShape& shape, const Value* row) {
  const auto tick = [&](int column) -> std::optional<int64_t> {
    return row[column].kind == ValueKind::Tick ? std::optional<int64_t>(row[column].tick) : std::nullopt;
  };
  const auto line = [](int64_t value, int64_t factor, int64_t offset) {
    return clamp_tick(static_cast<Wide>(value) * factor + offset);
  };
  if (shape.value < 0) {
    const auto low = tick(shape.low);
    if (!low) return std::nullopt;
    const int64_t start = line(*low, shape.low_factor, shape.low_offset);
    if (shape.high < 0 && shape.width < 0) return TickInterval{start, start + shape.width_offset - 1};
    const auto other = tick(shape.high >= 0 ? shape.high : shape.width);
    if (!other) return std::nullopt;
    if (shape.high >= 0) return TickInterval{start, line(*other, shape.high_factor, shape.high_offset - 1)};
    return TickInterval{start, start + line(*other, shape.width_factor, shape.width_offset) - 1};
  }
  const Value& value = row[shape.value];
  if (value.kind != ValueKind::List || value.size == 0) return std::nullopt;
  const Value& range = shape.kind == SpanKind::Multirange ? value.items[0] : value;
  if (shape.kind == SpanKind::Multirange && value.size != 1) return std::nullopt;
  if (range.kind != ValueKind::List || range.items[0].kind != ValueKind::Tick ||
      range.items[1].kind != ValueKind::Tick)
    return std::nullopt;
  return TickInterval{range.items[0].tick, range.items[1].tick - 1};
}

}  // namespace datagen::core
