// src/core/generate/json_text.cpp -- values written as JSON
#include "core/generate/json_text.hpp"

#include <algorithm>
#include <charconv>

namespace datagen::core {
namespace {

constexpr int64_t kMicrosPerDay = 86'400'000'000;

void append_padded(std::string& out, int64_t number, int width) {
  const std::string digits = std::to_string(number);
  out.append(static_cast<size_t>(std::max<int64_t>(0, width - static_cast<int64_t>(digits.size()))), '0');
  out += digits;
}

void append_hex(std::string& out, std::string_view bytes) {
  for (unsigned char byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
}

void append_list(std::string& out, const Value& value, const Type& type) {
  const bool object = type.type_class == TypeClass::Composite && type.fields.size() == value.size;
  out += object ? '{' : '[';
  for (uint32_t i = 0; i < value.size; ++i) {
    if (i > 0) out += ", ";
    if (object) {
      append_json_string(out, type.fields[i].name);
      out += ": ";
    }
    const Value& item = value.items[i];
    // The inner lists of an array with several dimensions have the array's own type.
    const bool inner = type.type_class == TypeClass::Array && item.kind == ValueKind::List &&
                       value_kind(*type.element) != ValueKind::List;
    append_json_value(out, item, inner ? type : object ? *type.fields[i].type : *type.element);
  }
  out += object ? '}' : ']';
}

}  // namespace

void append_decimal(std::string& out, int64_t tick, int scale) {
  char buffer[20];
  const char* end = std::to_chars(buffer, buffer + sizeof buffer, tick).ptr;
  std::string_view digits(buffer, static_cast<size_t>(end - buffer));
  if (tick < 0) {
    out += '-';
    digits.remove_prefix(1);
  }
  const size_t places = scale > 0 ? static_cast<size_t>(scale) : 0;
  if (digits.size() > places) {
    out.append(digits, 0, digits.size() - places);
    digits.remove_prefix(digits.size() - places);
  } else {
    out += '0';
  }
  if (scale < 0 && tick != 0) out.append(static_cast<size_t>(-scale), '0');
  if (places == 0) return;
  out += '.';
  out.append(places - digits.size(), '0').append(digits);
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  size_t plain = 0;  // what follows is not yet in `out`
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20) continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      out += "\\u00";
      append_hex(out, {&c, 1});
    }
  }
  out.append(text, plain);
  out += '"';
}

// Days to a civil date by Howard Hinnant's algorithm ("chrono-Compatible Low-Level Date Algorithms", 2013).
void append_date(std::string& out, int64_t days) {
  const int64_t shifted = days + 730425;  // days since 0000-03-01
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  append_padded(out, year_of_era + era * 400 + (month <= 2), 4);
  out += '-';
  append_padded(out, month, 2);
  out += '-';
  append_padded(out, day_of_year - (153 * shifted_month + 2) / 5 + 1, 2);
}

void append_time(std::string& out, int64_t microseconds) {
  const int64_t seconds = microseconds / 1'000'000;
  append_padded(out, seconds / 3600, 2);
  out += ':';
  append_padded(out, seconds / 60 % 60, 2);
  out += ':';
  append_padded(out, seconds % 60, 2);
  if (microseconds % 1'000'000 != 0) {
    out += '.';
    append_padded(out, microseconds % 1'000'000, 6);
  }
}

void append_timestamp(std::string& out, int64_t microseconds) {
  const int64_t days = microseconds / kMicrosPerDay - (microseconds % kMicrosPerDay < 0);
  append_date(out, days);
  out += 'T';
  append_time(out, microseconds - days * kMicrosPerDay);
}

void append_json_value(std::string& out, const Value& value, const Type& type) {
  if (value.is_null()) {
    out += "null";
    return;
  }
  if (value.kind == ValueKind::List) {
    append_list(out, value, type);
    return;
  }
  if (value.kind != ValueKind::Tick) {
    if (type.type_class == TypeClass::Json || type.type_class == TypeClass::Jsonb) {
      out += value.text();
    } else if (value.kind == ValueKind::Bytes) {
      out += '"';
      append_hex(out, value.text());
      out += '"';
    } else {
      append_json_string(out, value.text());
    }
    return;
  }
  std::string text;
  switch (type.type_class) {
    case TypeClass::Boolean: out += value.tick != 0 ? "true" : "false"; return;
    case TypeClass::Integer: out += std::to_string(value.tick); return;
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money: append_decimal(out, value.tick, type.scale); return;
    case TypeClass::Date: append_date(text, value.tick); break;
    case TypeClass::Time:
    case TypeClass::TimeTz: append_time(text, value.tick); break;
    case TypeClass::Timestamp: append_timestamp(text, value.tick); break;
    case TypeClass::TimestampTz:
      append_timestamp(text, value.tick);
      text += 'Z';
      break;
    case TypeClass::Enum: text = type.labels[static_cast<size_t>(value.tick)]; break;
    default:
      text = type.month_interval ? 'P' + std::to_string(value.tick) + 'M'
                                 : "PT" + std::to_string(value.tick / 1'000'000) + 'S';
  }
  append_json_string(out, text);
}

}  // namespace datagen::core
