// src/core/plan/exclusion_span.hpp -- which columns hold the stretch that an exclusion constraint keeps apart
#pragma once

#include "core/base/arena.hpp"
#include "core/plan/relation_task.hpp"
#include "core/plan/slot_layout.hpp"
#include "core/random/stream.hpp"

#include <optional>
#include <vector>

namespace datagen::core {

/// How a stretch of the line (exclusion_entry.hpp) is written into a row: as one value, or as columns that a range or a
/// box is built from: low alone, low and high, or low and width, each as factor · tick + offset.
struct SpanShape {
  SpanKind kind = SpanKind::None;
  const Type* type = nullptr;  ///< of the value's column
  TypePtr line;
  int value = -1;
  int low = -1;
  int high = -1;
  int width = -1;
  int64_t low_factor = 1, low_offset = 0;
  int64_t high_factor = 1, high_offset = 0;  ///< gives the end, which is not included
  int64_t width_factor = 1,
          width_offset = 0;  ///< of low's stretch; the offset alone when there is no width column

  std::vector<int> columns() const;
};

/// Takes the operand apart; nullopt when it is built in a way that cannot be turned round.
std::optional<SpanShape> span_shape(const RelationTask& task, const ExclusionPart& part);

/// What stretches the domains of the columns and the constraints between them allow; nullopt when they have forms that
/// stretches are not laid out for (bounds that must be infinite, a list of ranges).
std::optional<SlotLimits> slot_limits(const RelationTask& task, const SpanShape& shape);

/// Writes `slot` into the row; what a figure has besides is drawn from `stream`.
void write_span(const SpanShape& shape, TickInterval slot, Stream& stream, Value* row, Arena& arena);

/// The stretch that the shape's columns hold; nullopt when it cannot be told from them.
std::optional<TickInterval> read_span(const SpanShape& shape, const Value* row);

}  // namespace datagen::core
