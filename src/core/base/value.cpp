// src/core/base/value.cpp -- structural comparison and hashing of values
#include "core/base/value.hpp"

#include "core/base/hash.hpp"

#include <cstring>

namespace datagen::core {

bool same_value(const Value& a, const Value& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case ValueKind::Null: return true;
    case ValueKind::Tick:
    case ValueKind::Stored: return a.stored == b.stored;
    case ValueKind::Real: return a.real == b.real;
    case ValueKind::Text:
    case ValueKind::Bytes:
      return a.size == b.size && (a.size == 0 || std::memcmp(a.data, b.data, a.size) == 0);
    case ValueKind::List:
      if (a.size != b.size || a.flags != b.flags) return false;
      for (uint32_t i = 0; i < a.size; ++i)
        if (!same_value(a.items[i], b.items[i])) return false;
      return true;
  }
  return false;
}

uint64_t hash_value(const Value& value) {
  switch (value.kind) {
    case ValueKind::Null: return 0;
    case ValueKind::Tick:
    case ValueKind::Stored: return mix64(value.stored);
    case ValueKind::Real: {
      uint64_t bits;
      const double real = value.real == 0 ? 0 : value.real;
      std::memcpy(&bits, &real, sizeof bits);
      return mix64(bits);
    }
    case ValueKind::Text:
    case ValueKind::Bytes: return hash_name(value.text());
    case ValueKind::List: {
      uint64_t hash = value.size;
      for (uint32_t i = 0; i < value.size; ++i) hash = combine(hash, hash_value(value.items[i]));
      return hash;
    }
  }
  return 0;
}

}  // namespace datagen::core
