// src/pg/constant_reader.cpp -- decoding datums of every class that has a grid or a text
#include "pg/constant_reader.hpp"

#include "pg/type_reader.hpp"

#include <charconv>
#include <cstring>
#include <string>

// clang-format off
extern "C" {
#include "catalog/pg_enum.h"
#include "utils/cash.h"
#include "utils/date.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"
}
// clang-format on

namespace datagen::pg {
namespace {

using core::ExprPtr;
using core::TypeClass;
using core::TypePtr;
using core::Value;

ExprPtr stored(Datum value, const TypePtr& type, ExpressionPool& pool) {
  struct Layout {
    int16 length;
    bool by_value;
  };
  const Layout layout = call([&]() noexcept {
    Layout result;
    get_typlenbyval(type->domain_oid ? type->domain_oid : type->oid, &result.length, &result.by_value);
    return result;
  });
  return core::make_constant(Value::of_stored(pool.add_value(value, layout.length, layout.by_value)), type);
}

ExprPtr tick(int64_t tick, const TypePtr& type) { return core::make_constant(Value::of_tick(tick), type); }

/// What the type's output function writes.
std::string output(Datum value, Oid type) {
  const char* text = call([&]() noexcept {
    Oid function = InvalidOid;
    bool is_varlena = false;
    getTypeOutputInfo(type, &function, &is_varlena);
    return static_cast<const char*>(OidOutputFunctionCall(function, value));
  });
  return to_utf8(text, std::strlen(text));
}

ExprPtr decimal(std::string_view text, Datum value, const TypePtr& type, ExpressionPool& pool) {
  const std::optional<Decimal> parsed = parse_decimal(text);
  if (!parsed) return stored(value, type, pool);
  auto own = std::make_shared<core::Type>(*type);
  own->scale = parsed->scale;
  return tick(parsed->tick, own);
}

ExprPtr real(double number, bool single, Datum value, const TypePtr& type, ExpressionPool& pool) {
  char text[64];
  const std::to_chars_result end = single
                                       ? std::to_chars(text, text + sizeof text, static_cast<float>(number))
                                       : std::to_chars(text, text + sizeof text, number);
  return decimal(std::string_view(text, end.ptr - text), value, type, pool);
}

ExprPtr interval(Datum value, const TypePtr& type, ExpressionPool& pool) {
  const Interval* span = DatumGetIntervalP(value);
  int64 microseconds = 0;
  if (span->month == 0) {
    if (__builtin_mul_overflow(static_cast<int64>(span->day), USECS_PER_DAY, &microseconds) ||
        __builtin_add_overflow(microseconds, span->time, &microseconds))
      return stored(value, type, pool);
    if (!type->month_interval) return tick(microseconds, type);
    if (microseconds == 0) return tick(0, type);
  }
  if (span->day != 0 || span->time != 0) return stored(value, type, pool);
  auto months = std::make_shared<core::Type>(*type);
  months->month_interval = true;
  months->tick_step = 1;
  return tick(span->month, months);
}

ExprPtr enum_position(Datum value, const TypePtr& type, ExpressionPool& pool) {
  const char* label = call([&]() noexcept {
    HeapTuple tuple = SearchSysCache1(ENUMOID, value);
    if (!HeapTupleIsValid(tuple)) return static_cast<const char*>(nullptr);
    const char* copy = pstrdup(NameStr(reinterpret_cast<Form_pg_enum>(GETSTRUCT(tuple))->enumlabel));
    ReleaseSysCache(tuple);
    return copy;
  });
  if (label) {
    const std::string wanted = to_utf8(label, std::strlen(label));
    for (size_t i = 0; i < type->labels.size(); ++i)
      if (type->labels[i] == wanted) return tick(static_cast<int64_t>(i), type);
  }
  return stored(value, type, pool);
}

ExprPtr bytes(Datum value, const TypePtr& type) {
  if (type->type_class == TypeClass::Uuid)
    return core::make_constant(
        Value::of_bytes({reinterpret_cast<const char*>(DatumGetUUIDP(value)->data), UUID_LEN}), type);
  const bytea* data = call([&]() noexcept { return static_cast<const bytea*>(DatumGetByteaPP(value)); });
  return core::make_constant(Value::of_bytes({VARDATA_ANY(data), VARSIZE_ANY_EXHDR(data)}), type);
}

ExprPtr text(Datum value, const TypePtr& type) {
  std::string content = output(value, type->oid);
  // Trailing blanks mean nothing in char(n), and the output function writes all of them.
  if (type->oid == BPCHAROID) content.erase(content.find_last_not_of(' ') + 1);
  return core::make_constant(Value::of_text(content), type);
}

ExprPtr integer(Datum value, const TypePtr& type, ExpressionPool& pool) {
  switch (type->oid) {
    case INT2OID: return tick(DatumGetInt16(value), type);
    case INT4OID: return tick(DatumGetInt32(value), type);
    case INT8OID: return tick(DatumGetInt64(value), type);
    case OIDOID: return tick(DatumGetObjectId(value), type);
    default: return stored(value, type, pool);
  }
}

/// `constant` on a grid of `scale` digits; nullopt when it does not fit.
std::optional<Value> on_scale(const core::Expr& constant, int scale) {
  Value value = constant.constant;
  if (value.kind == core::ValueKind::Stored) return std::nullopt;
  if (value.kind == core::ValueKind::Tick)
    for (int digits = constant.type->scale; digits < scale; ++digits)
      if (__builtin_mul_overflow(value.tick, int64_t{10}, &value.tick)) return std::nullopt;
  return value;
}

ExprPtr array(Datum value, const TypePtr& type, ExpressionPool& pool) {
  const int dimensions = call([&]() noexcept { return ARR_NDIM(DatumGetArrayTypeP(value)); });
  if (dimensions > 1) return stored(value, type, pool);
  ExprPtr list = list_constant(read_elements(value, type->element, pool), type);
  return list ? list : stored(value, type, pool);
}

ExprPtr range(Datum value, const TypePtr& type, ExpressionPool& pool) {
  const RangeConstant parts = read_range(value, type->element, type->oid, pool);
  const ExprPtr infinite = core::make_constant(Value::null(), type->element);
  const uint8_t flags = static_cast<uint8_t>((parts.lower_inclusive ? 1 : 0) |
                                             (parts.upper_inclusive ? 2 : 0) | (parts.empty ? 4 : 0));
  ExprPtr list = list_constant({parts.lower ? parts.lower : infinite, parts.upper ? parts.upper : infinite},
                               type, flags);
  return list ? list : stored(value, type, pool);
}

}  // namespace

ExprPtr list_constant(const std::vector<ExprPtr>& items, const TypePtr& type, uint8_t flags) {
  if (!type->element) return nullptr;
  int scale = type->element->scale;
  for (const ExprPtr& item : items)
    if (!item->constant.is_null() && item->type->scale > scale) scale = item->type->scale;
  std::vector<Value> values;
  for (const ExprPtr& item : items) {
    const std::optional<Value> value = on_scale(*as_microseconds(item), scale);
    if (!value) return nullptr;
    values.push_back(*value);
  }
  TypePtr own = type;
  if (scale != type->element->scale) {
    auto element = std::make_shared<core::Type>(*type->element);
    element->scale = scale;
    auto copy = std::make_shared<core::Type>(*type);
    copy->element = element;
    own = copy;
  }
  return core::make_constant(Value::of_list(values.data(), static_cast<uint32_t>(values.size()), flags), own);
}

RangeConstant read_range(Datum range, const TypePtr& element, Oid type, ExpressionPool& pool) {
  struct Parts {
    RangeBound lower;
    RangeBound upper;
    bool empty;
  };
  const Parts parts = call([&]() noexcept {
    Parts result;
    TypeCacheEntry* entry = lookup_type_cache(getBaseType(type), TYPECACHE_RANGE_INFO);
    range_deserialize(entry, DatumGetRangeTypeP(range), &result.lower, &result.upper, &result.empty);
    return result;
  });
  RangeConstant constant;
  constant.empty = parts.empty;
  if (parts.empty) return constant;
  constant.lower_inclusive = parts.lower.inclusive;
  constant.upper_inclusive = parts.upper.inclusive;
  if (!parts.lower.infinite) constant.lower = read_constant(parts.lower.val, false, element, pool);
  if (!parts.upper.infinite) constant.upper = read_constant(parts.upper.val, false, element, pool);
  return constant;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal result;
  size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++at;
  int digits = 0, pending_zeros = 0;
  bool fraction = false, any = false;
  auto push = [&](int digit) {
    if (digits > 0 || digit > 0) ++digits;
    result.tick = result.tick * 10 + digit;
    return digits <= 18;
  };
  for (; at < text.size() && text[at] != 'e'; ++at) {
    if (text[at] == '.') {
      fraction = true;
      continue;
    }
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    any = true;
    // Zeros at the end of the fraction carry nothing; they are taken only when a digit follows.
    if (fraction && text[at] == '0') {
      ++pending_zeros;
      continue;
    }
    for (; pending_zeros > 0; --pending_zeros, ++result.scale)
      if (!push(0)) return std::nullopt;
    if (!push(text[at] - '0')) return std::nullopt;
    if (fraction) ++result.scale;
  }
  if (!any) return std::nullopt;
  if (at < text.size()) {
    int exponent = 0;
    const char* from = text.data() + at + 1;
    if (from < text.data() + text.size() && *from == '+') ++from;
    if (std::from_chars(from, text.data() + text.size(), exponent).ec != std::errc{}) return std::nullopt;
    result.scale -= exponent;
  }
  for (; result.scale < 0; ++result.scale)
    if (!push(0)) return std::nullopt;
  if (result.scale > 18) return std::nullopt;
  if (negative) result.tick = -result.tick;
  return result;
}

ExprPtr read_constant(Datum value, bool is_null, const TypePtr& type, ExpressionPool& pool) {
  if (is_null) return core::make_constant(Value::null(), type);
  switch (type->type_class) {
    case TypeClass::Boolean: return tick(DatumGetBool(value) ? 1 : 0, type);
    case TypeClass::Integer: return integer(value, type, pool);
    case TypeClass::Numeric: return decimal(output(value, type->oid), value, type, pool);
    case TypeClass::Float:
      return type->oid == FLOAT4OID ? real(DatumGetFloat4(value), true, value, type, pool)
                                    : real(DatumGetFloat8(value), false, value, type, pool);
    case TypeClass::Money: return tick(DatumGetCash(value), type);
    case TypeClass::Date:
      return DATE_NOT_FINITE(DatumGetDateADT(value)) ? stored(value, type, pool)
                                                     : tick(DatumGetDateADT(value), type);
    case TypeClass::Time: return tick(DatumGetTimeADT(value), type);
    case TypeClass::TimeTz: {
      const TimeTzADT* time = DatumGetTimeTzADTP(value);
      return time->zone == 0 ? tick(time->time, type) : stored(value, type, pool);
    }
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz:
      return TIMESTAMP_NOT_FINITE(DatumGetTimestamp(value)) ? stored(value, type, pool)
                                                            : tick(DatumGetTimestamp(value), type);
    case TypeClass::Interval: return interval(value, type, pool);
    case TypeClass::Enum: return enum_position(value, type, pool);
    case TypeClass::Bytea:
    case TypeClass::Uuid: return bytes(value, type);
    case TypeClass::Text:
    case TypeClass::Char:
    case TypeClass::Bit:
    case TypeClass::Json:
    case TypeClass::Jsonb:
    case TypeClass::Literal: return text(value, type);
    case TypeClass::Array: return array(value, type, pool);
    case TypeClass::Range: return range(value, type, pool);
    case TypeClass::Composite:
    case TypeClass::Multirange:
    case TypeClass::Catalog:
    case TypeClass::Unknown: return stored(value, type, pool);
  }
  return stored(value, type, pool);
}

int count_elements(Datum array) {
  return call([&]() noexcept {
    ArrayType* items = DatumGetArrayTypeP(array);
    return ArrayGetNItems(ARR_NDIM(items), ARR_DIMS(items));
  });
}

std::vector<ExprPtr> read_elements(Datum array, const TypePtr& element, ExpressionPool& pool) {
  struct Elements {
    Datum* values;
    bool* nulls;
    int count;
  };
  const Elements found = call([&]() noexcept {
    Elements result{nullptr, nullptr, 0};
    ArrayType* items = DatumGetArrayTypeP(array);
    int16 length = 0;
    bool by_value = false;
    char align = 0;
    get_typlenbyvalalign(ARR_ELEMTYPE(items), &length, &by_value, &align);
    deconstruct_array(items, ARR_ELEMTYPE(items), length, by_value, align, &result.values, &result.nulls,
                      &result.count);
    return result;
  });
  std::vector<ExprPtr> elements;
  elements.reserve(found.count);
  for (int i = 0; i < found.count; ++i)
    elements.push_back(read_constant(found.values[i], found.nulls[i], element, pool));
  return elements;
}

ExprPtr as_microseconds(const ExprPtr& interval) {
  if (interval->op != core::Op::Constant || interval->constant.kind != core::ValueKind::Tick) return interval;
  if (interval->type->type_class != TypeClass::Interval || !interval->type->month_interval) return interval;
  auto type = std::make_shared<core::Type>(*interval->type);
  type->month_interval = false;
  return tick(interval->constant.tick * DAYS_PER_MONTH * USECS_PER_DAY, type);
}

}  // namespace datagen::pg
