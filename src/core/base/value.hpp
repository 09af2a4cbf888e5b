// src/core/base/value.hpp -- one generated value, as the core sees it
#pragma once

#include <cstdint>
#include <string_view>

namespace datagen::core {

/// How a value is held. Which kind a column has follows from its type (schema/type.hpp: value_kind).
enum class ValueKind : uint8_t {
  Null,
  Tick,  ///< a point of the type's grid: an integer, a scaled decimal, days or microseconds since 2000-01-01, a label's
         ///< position, false/true
  Real,  ///< a double that lies on no grid
  Text,  ///< characters in UTF-8; for types without a codec of their own the text that the type's input function reads
  Bytes,  ///< raw bytes (bytea, uuid: 16 of them)
  List,   ///< array elements, composite attributes, or a range's lower, upper (see Value::range_flags)
  Stored  ///< a value that only the server understands: an index into the server side's pool, or a pass-by-value Datum
};

/// A value of 24 bytes, trivially copyable; Text, Bytes and List point into an Arena or longer-lived storage.
struct Value {
  ValueKind kind = ValueKind::Null;
  uint8_t flags = 0;  ///< List of a range: bit 0 lower inclusive, bit 1 upper inclusive, bit 2 empty
  uint32_t size = 0;  ///< bytes of Text and Bytes, items of List
  union {
    int64_t tick = 0;
    double real;
    const char* data;
    const Value* items;
    uint64_t stored;
  };

  static Value null() { return {}; }
  static Value of_tick(int64_t tick) {
    Value v;
    v.kind = ValueKind::Tick;
    v.tick = tick;
    return v;
  }
  static Value of_real(double real) {
    Value v;
    v.kind = ValueKind::Real;
    v.real = real;
    return v;
  }
  static Value of_text(std::string_view text) { return of_data(ValueKind::Text, text); }
  static Value of_bytes(std::string_view bytes) { return of_data(ValueKind::Bytes, bytes); }
  static Value of_list(const Value* items, uint32_t count, uint8_t flags = 0) {
    Value v;
    v.kind = ValueKind::List;
    v.flags = flags;
    v.size = count;
    v.items = items;
    return v;
  }
  static Value of_stored(uint64_t stored) {
    Value v;
    v.kind = ValueKind::Stored;
    v.stored = stored;
    return v;
  }

  bool is_null() const { return kind == ValueKind::Null; }
  std::string_view text() const { return {data, size}; }

 private:
  static Value of_data(ValueKind kind, std::string_view bytes) {
    Value v;
    v.kind = kind;
    v.size = static_cast<uint32_t>(bytes.size());
    v.data = bytes.data();
    return v;
  }
};

/// Value::flags of a range.
constexpr uint8_t kLowerInclusive = 1;
constexpr uint8_t kUpperInclusive = 2;
constexpr uint8_t kEmptyRange = 4;

/// Structural equality: same kind, same content. NULL equals NULL.
bool same_value(const Value& a, const Value& b);

/// A hash consistent with same_value, stable over platforms.
uint64_t hash_value(const Value& value);

}  // namespace datagen::core
