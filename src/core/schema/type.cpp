// src/core/schema/type.cpp -- which representation each class of types has
#include "core/schema/type.hpp"

#include <algorithm>

namespace datagen::core {

ValueKind value_kind(TypeClass type_class) {
  switch (type_class) {
    case TypeClass::Boolean:
    case TypeClass::Integer:
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money:
    case TypeClass::Date:
    case TypeClass::Time:
    case TypeClass::TimeTz:
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz:
    case TypeClass::Interval:
    case TypeClass::Enum: return ValueKind::Tick;
    case TypeClass::Bytea:
    case TypeClass::Uuid: return ValueKind::Bytes;
    case TypeClass::Array:
    case TypeClass::Composite:
    case TypeClass::Range:
    case TypeClass::Multirange: return ValueKind::List;
    case TypeClass::Catalog: return ValueKind::Stored;
    case TypeClass::Text:
    case TypeClass::Char:
    case TypeClass::Bit:
    case TypeClass::Json:
    case TypeClass::Jsonb:
    case TypeClass::Literal:
    case TypeClass::Unknown: return ValueKind::Text;
  }
  return ValueKind::Text;
}

bool holds_values_of(const Type& own, const Type& other) {
  if (value_kind(own) != value_kind(other)) return false;
  if (value_kind(own) != ValueKind::List) return true;
  if (own.type_class != other.type_class || !own.element != !other.element ||
      own.fields.size() != other.fields.size())
    return false;
  if (own.element && !holds_values_of(*own.element, *other.element)) return false;
  return std::equal(own.fields.begin(), own.fields.end(), other.fields.begin(),
                    [](const Field& a, const Field& b) { return holds_values_of(*a.type, *b.type); });
}

}  // namespace datagen::core
