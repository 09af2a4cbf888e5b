// src/core/schema/type.cpp -- which representation each class of types has
#include "core/schema/type.hpp"

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

}  // namespace datagen::core
