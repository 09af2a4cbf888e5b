// src/core/schema/grid.cpp -- common grids of decimals and of calendar types
#include "core/schema/grid.hpp"

namespace datagen::core {
namespace {

bool is_decimal(TypeClass c) {
  return c == TypeClass::Integer || c == TypeClass::Numeric || c == TypeClass::Float || c == TypeClass::Money;
}

/// Microseconds in one tick of a type on the calendar's axis, 0 for others.
int64_t calendar_unit(TypeClass c) {
  if (c == TypeClass::Date) return int64_t{86400} * 1000000;
  if (c == TypeClass::Timestamp || c == TypeClass::TimestampTz) return 1;
  return 0;
}

}  // namespace

std::optional<int64_t> power_of_ten(int exponent) {
  if (exponent < 0 || exponent > 18) return std::nullopt;
  int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

std::optional<CommonGrid> common_grid(const Type& left, const Type& right) {
  if (is_decimal(left.type_class) && is_decimal(right.type_class)) {
    const int scale = left.scale > right.scale ? left.scale : right.scale;
    const auto left_factor = power_of_ten(scale - left.scale);
    const auto right_factor = power_of_ten(scale - right.scale);
    if (!left_factor || !right_factor) return std::nullopt;
    return CommonGrid{*left_factor, *right_factor};
  }
  const int64_t left_unit = calendar_unit(left.type_class);
  const int64_t right_unit = calendar_unit(right.type_class);
  if (left_unit != 0 && right_unit != 0) {
    if (left_unit == right_unit) return CommonGrid{};
    return CommonGrid{left_unit, right_unit};
  }
  if (left.type_class != right.type_class || value_kind(left) != ValueKind::Tick) return std::nullopt;
  if (left.type_class == TypeClass::Enum && left.oid != right.oid) return std::nullopt;
  if (left.month_interval != right.month_interval) return std::nullopt;
  return CommonGrid{};
}

}  // namespace datagen::core
