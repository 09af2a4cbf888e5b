// src/core/constraint/json_reader.hpp -- JSON texts as trees
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace datagen::core {

/// A JSON value that was read from a text.
struct JsonText {
  enum class Kind : uint8_t { Null, Boolean, Number, String, Array, Object };
  Kind kind = Kind::Null;
  std::string text;    ///< a string's content; a number or boolean as written
  std::string source;  ///< the value as written
  std::vector<JsonText> items;
  std::vector<std::pair<std::string, JsonText>> members;

  /// As jsonb_typeof() says.
  const char* type_name() const;
  /// A number as digits and scale: 12.5 is (125, 1). Nothing for exponents and more than 18 digits.
  std::optional<std::pair<int64_t, int32_t>> decimal() const;
};

/// Reads the value that `json` (UTF-8) begins with; `*used` tells how many bytes it takes. Nothing for what is no JSON
/// or nested deeper than 64 levels.
std::optional<JsonText> read_json(std::string_view json, size_t* used);

}  // namespace datagen::core
