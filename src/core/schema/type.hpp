// src/core/schema/type.hpp -- data types as the core sees them: a class, a grid, limits
#pragma once

#include "core/base/value.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace datagen::core {

/// What kind of values a type has. Everything that has no class of its own is Literal (made as text for the type's
/// input function by the family that Type::name selects) or, when the core knows no family for it, Unknown.
enum class TypeClass : uint8_t {
  Boolean,      // Tick 0, 1
  Integer,      // Tick; int2, int4, int8, oid and the like
  Numeric,      // Tick scaled by 10^scale
  Float,        // Tick scaled by 10^scale (float4, float8: a decimal grid keeps the algebra exact)
  Money,        // Tick in 10^-2
  Text,         // Text; text, varchar, bpchar, name, citext
  Char,         // Text of one byte: the type "char"
  Bytea,        // Bytes
  Bit,          // Text of 0 and 1; bit, varbit
  Date,         // Tick: days since 2000-01-01
  Time,         // Tick: microseconds since midnight
  TimeTz,       // Tick: microseconds since midnight, at UTC
  Timestamp,    // Tick: microseconds since 2000-01-01
  TimestampTz,  // Tick: microseconds since 2000-01-01 UTC
  Interval,     // Tick: microseconds (months when only year/month fields are allowed)
  Uuid,         // Bytes, 16
  Json,         // Text
  Jsonb,        // Text
  Enum,         // Tick: position in labels
  Array,        // List
  Composite,    // List
  Range,        // List of 2
  Multirange,   // List of ranges
  Literal,      // Text, family chosen by name
  Catalog,      // Stored: reg* types, picked from existing catalog rows by the server side
  Unknown
};

struct Type;
struct Predicate;  // constraint/predicate.hpp
using TypePtr = std::shared_ptr<const Type>;

/// An attribute of a composite type.
struct Field {
  std::string name;
  TypePtr type;
};

/// A type with its type modifier and its domain chain folded in.
struct Type {
  uint32_t oid = 0;         ///< opaque to the core; of the base type, when `domain_oid` is set
  uint32_t domain_oid = 0;  ///< the outermost domain, 0 when none
  int32_t typmod = -1;
  std::string name;  ///< unqualified name of the base type, e.g. int4, numeric, inet
  std::string domain_name;
  TypeClass type_class = TypeClass::Unknown;
  bool domain_not_null = false;  ///< some domain of the chain is NOT NULL

  int64_t min_tick = INT64_MIN;  ///< what the type and its typmod can hold, on the grid
  int64_t max_tick = INT64_MAX;
  int32_t scale = 0;  ///< decimal digits of the grid for Numeric, Float, Money; may be negative for Numeric
  int64_t tick_step = 1;        ///< e.g. 1000 for timestamp(3), 10^6 for time(0)
  bool month_interval = false;  ///< Interval: ticks are months
  int32_t max_length = -1;      ///< characters (bits for Bit); -1 = not limited by the type
  bool fixed_length = false;    ///< bpchar, bit(n)

  std::vector<std::string> labels;  ///< Enum, in sort order
  std::vector<Field> fields;        ///< Composite, without dropped attributes
  TypePtr element;                  ///< Array element, Range subtype, Multirange range
  int32_t dimensions = 0;           ///< Array: declared dimensions (attndims)

  /// CHECKs of the domain chain, innermost first; Column -1 is the value. A column's own are in Relation::predicates too.
  std::vector<std::shared_ptr<const Predicate>> domain_checks;

  /// Whether a value of the other type is one of this, too, domain checks aside: the same type, or a wider integer.
  bool holds_all_of(const Type& other) const {
    if (oid == other.oid && typmod == other.typmod) return true;
    return type_class == TypeClass::Integer && other.type_class == TypeClass::Integer &&
           min_tick <= other.min_tick && max_tick >= other.max_tick;
  }
};

/// How values of the class are held.
ValueKind value_kind(TypeClass type_class);
inline ValueKind value_kind(const Type& type) { return value_kind(type.type_class); }
/// Whether a column of the first type can hold values of the second: their kinds agree, in lists all the way down.
bool holds_values_of(const Type& own, const Type& other);

}  // namespace datagen::core
