// src/pg/stretch_reader.hpp -- which stretches of a line a range, a figure or a network covers
#pragma once

#include "core/plan/exclusion_entry.hpp"
#include "core/schema/relation.hpp"
#include "pg/value_codec.hpp"

#include <memory>
#include <vector>

namespace datagen::pg {

/// Reads operands of && (core/plan/exclusion_entry.hpp says what the line is). Bounds off the line's grid are rounded
/// outwards, so two values whose stretches do not overlap do not overlap either.
class StretchReader {
 public:
  StretchReader(const core::ExclusionPart& part, ExpressionPool& pool);
  /// The stretches of a non-NULL value, ascending; none for an empty range. Throws PgError.
  std::vector<core::TickInterval> read(Datum value) const;

 private:
  struct Bound {
    Datum value;
    bool infinite;
    bool inclusive;
  };
  int64_t tick_of(const Bound& bound, bool lower) const;
  std::vector<core::TickInterval> read_ranges(Datum value) const;

  core::SpanKind kind_;
  std::unique_ptr<ValueCodec> codec_;  // of the line
};

}  // namespace datagen::pg
