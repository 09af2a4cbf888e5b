// test/unit/generator_contract.hpp -- what every generator promises, checked for one request
#pragma once

#include "core/generate/generator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace datagen::core {

/// A readable, unambiguous form of a value.
inline std::string shown(const Value& value) {
  switch (value.kind) {
    case ValueKind::Null: return "NULL";
    case ValueKind::Tick: return std::to_string(value.tick);
    case ValueKind::Real: return std::to_string(value.real);
    case ValueKind::Text: return std::string(value.text());
    case ValueKind::Stored: return "#" + std::to_string(value.stored);
    case ValueKind::Bytes: {
      std::string text = "x";
      for (unsigned char c : value.text())
        text += "0123456789abcdef"[c >> 4], text += "0123456789abcdef"[c & 15];
      return text;
    }
    case ValueKind::List: {
      std::string text = "(";
      for (uint32_t i = 0; i < value.size; ++i) text += (i > 0 ? "," : "") + shown(value.items[i]);
      return text + ")" + (value.flags != 0 ? "/" + std::to_string(value.flags) : "");
    }
  }
  return {};
}

using Holds = std::function<bool(const Value&)>;

/// Draws 500 values and lists up to 2000, the first, the last and some between: all hold, the listing has no
/// duplicates, rank() undoes unrank() where it answers, and the same stream draws the same value again.
inline void expect_contract(const GeneratorRequest& request, const Holds& holds) {
  const std::unique_ptr<Generator> generator = make_generator(request);
  ASSERT_NE(generator, nullptr);
  Arena arena;
  for (uint64_t row = 0; row < 500; ++row) {
    Stream first(7, row), again(7, row);
    const Value value = generator->draw(first, arena);
    ASSERT_FALSE(value.is_null()) << generator->name();
    EXPECT_TRUE(holds(value)) << generator->name() << " drew " << shown(value);
    EXPECT_TRUE(same_value(value, generator->draw(again, arena)));
    if (::testing::Test::HasFailure()) return;
  }
  const uint64_t size = generator->size();
  EXPECT_LE(generator->plausible_size(), size);
  std::set<uint64_t> indices;
  for (uint64_t i = 0; i < std::min<uint64_t>(size, 700); ++i) indices.insert({i, size - 1 - i});
  for (uint64_t i = 0; i < 600 && size > 0; ++i) indices.insert(mix64(i) % size);
  std::set<std::string> seen;
  for (uint64_t index : indices) {
    const Value value = generator->unrank(index, arena);
    ASSERT_FALSE(value.is_null()) << generator->name() << " at " << index;
    EXPECT_TRUE(holds(value)) << generator->name() << " lists " << shown(value) << " at " << index;
    EXPECT_TRUE(seen.insert(shown(value)).second) << shown(value) << " twice, again at " << index;
    if (const auto place = generator->rank(value)) {
      EXPECT_EQ(*place, index) << shown(value);
    }
    if (::testing::Test::HasFailure()) return;
  }
}

/// The first values of a request's draws for the key 42, as one line.
inline std::string first_draws(const GeneratorRequest& request, int count) {
  const std::unique_ptr<Generator> generator = make_generator(request);
  Arena arena;
  std::string line;
  for (int row = 0; row < count; ++row) {
    Stream stream(42, static_cast<uint64_t>(row));
    line += (row > 0 ? " | " : "") + shown(generator->draw(stream, arena));
  }
  return line;
}

inline size_t distinct_draws(const GeneratorRequest& request, int count) {
  const std::unique_ptr<Generator> generator = make_generator(request);
  Arena arena;
  std::set<std::string> seen;
  for (int row = 0; row < count; ++row) {
    Stream stream(42, static_cast<uint64_t>(row));
    seen.insert(shown(generator->draw(stream, arena)));
  }
  return seen.size();
}

inline GeneratorRequest request_of(Type type) {
  GeneratorRequest request;
  request.type = std::make_shared<Type>(std::move(type));
  return request;
}

inline Type grid_type(TypeClass type_class, std::string name, int64_t low, int64_t high, int32_t scale = 0) {
  Type type;
  type.type_class = type_class;
  type.name = std::move(name);
  type.min_tick = low;
  type.max_tick = high;
  type.scale = scale;
  return type;
}

inline Type int4_type() { return grid_type(TypeClass::Integer, "int4", INT32_MIN, INT32_MAX); }

inline Type text_type(int32_t max_length = -1, bool fixed_length = false) {
  Type type;
  type.type_class = TypeClass::Text;
  type.name = fixed_length ? "bpchar" : max_length >= 0 ? "varchar" : "text";
  type.max_length = max_length;
  type.fixed_length = fixed_length;
  return type;
}

}  // namespace datagen::core
