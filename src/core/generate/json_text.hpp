// src/core/generate/json_text.hpp -- values written as JSON
#pragma once

#include "core/schema/type.hpp"

#include <string>
#include <string_view>

namespace datagen::core {

/// tick * 10^-scale in digits; a negative scale appends zeros.
void append_decimal(std::string& out, int64_t tick, int scale);

/// `text` (UTF-8) in quotes, escaped as RFC 8259 demands.
void append_json_string(std::string& out, std::string_view text);

/// ISO 8601, without a time zone.
void append_date(std::string& out, int64_t days);               ///< since 2000-01-01
void append_time(std::string& out, int64_t microseconds);       ///< since midnight
void append_timestamp(std::string& out, int64_t microseconds);  ///< since 2000-01-01 00:00

/// `value` of `type` as PostgreSQL's to_json would write it: numbers and booleans bare, lists as arrays,
/// composites as objects, JSON as it is, all else as a string. NULL becomes null.
void append_json_value(std::string& out, const Value& value, const Type& type);

}  // namespace datagen::core
