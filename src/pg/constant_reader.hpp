// src/pg/constant_reader.hpp -- Datum -> constant of the core's language
#pragma once

#include "core/schema/predicate.hpp"
#include "pg/expression.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace datagen::pg {

/// A decimal as digits and the number of them behind the point.
struct Decimal {
  int64_t tick = 0;
  int scale = 0;
};

/// Reads "[-]digits[.digits][e±digits]"; nullopt when it does not fit 18 digits (NaN and infinities too).
std::optional<Decimal> parse_decimal(std::string_view text);

/// A Constant node for `value` of `type`, as read_type() returns it. Numeric and Float constants lie on a
/// grid of their own: the node's type has the constant's scale. An interval of months alone is on the month
/// grid (month_interval), so that adding it to a date stays exact. Arrays of one dimension and ranges are
/// Lists, whose items are on the grid of the node's type's element. What lies on no grid (infinities, NaN,
/// mixed intervals) and all else is Stored.
core::ExprPtr read_constant(Datum value, bool is_null, const core::TypePtr& type, ExpressionPool& pool);

/// A List of constants on one common grid, of the array or range type `type`; nullptr when an item is Stored.
core::ExprPtr list_constant(const std::vector<core::ExprPtr>& items, const core::TypePtr& type,
                            uint8_t flags = 0);

/// A range constant in parts; an infinite bound is nullptr.
struct RangeConstant {
  core::ExprPtr lower, upper;
  bool lower_inclusive = false, upper_inclusive = false, empty = false;
};

RangeConstant read_range(Datum range, const core::TypePtr& element, Oid type, ExpressionPool& pool);

/// The elements of an array constant, each as read_constant() gives it. `element` is the element's type.
std::vector<core::ExprPtr> read_elements(Datum array, const core::TypePtr& element, ExpressionPool& pool);

/// The number of elements of an array constant, NULLs included.
int count_elements(Datum array);

/// An interval constant on the month grid as microseconds, 30 days to the month, as interval comparison has
/// it.
core::ExprPtr as_microseconds(const core::ExprPtr& interval);

}  // namespace datagen::pg
