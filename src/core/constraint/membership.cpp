// src/core/constraint/membership.cpp -- membership by kind of value
#include "core/constraint/membership.hpp"

#include "core/constraint/like.hpp"

#include <algorithm>
#include <cstring>

namespace datagen::core {
bool admits_text(const TextSet& set, std::string_view text) {
  const auto bytes = static_cast<int64_t>(text.size());
  // A text has at most as many characters as bytes, and at least one where it has any.
  if (bytes > set.max_length || set.min_length > std::min<int64_t>(bytes, 1)) {
    const int64_t length = character_count(text);
    if (length < set.min_length || length > set.max_length) return false;
  }
  if (std::find(set.excluded.begin(), set.excluded.end(), text) != set.excluded.end()) return false;
  if (bytes > set.max_bytes) return false;
  if (set.trimmed && !text.empty() && (text.front() == ' ' || text.back() == ' ')) return false;
  if (set.no_blank && text.find_first_not_of(' ') == std::string_view::npos) return false;
  // Letters beyond ASCII are let pass: their case is the collation's.
  bool plain = true;
  if (set.lower_case && ascii_case(std::string(text), false, &plain) != text && plain) return false;
  if (set.upper_case && ascii_case(std::string(text), true, &plain) != text && plain) return false;
  return !set.language || set.language->contains(text);
}

int64_t character_count(std::string_view text) {
  // All bytes but the continuations, 10xxxxxx, eight at a time.
  constexpr uint64_t kTop = 0x8080808080808080;
  auto characters = static_cast<int64_t>(text.size());
  size_t i = 0;
  for (; i + sizeof(uint64_t) <= text.size(); i += sizeof(uint64_t)) {
    uint64_t bytes;
    std::memcpy(&bytes, text.data() + i, sizeof bytes);
    if ((bytes & kTop) != 0) characters -= __builtin_popcountll(bytes & ~(bytes << 1) & kTop);
  }
  for (; i < text.size(); ++i) characters -= (text[i] & 0xC0) == 0x80;
  return characters;
}

namespace {

/// The bounds of a range or the fields of a composite, as far as they are numbers or moments.
bool admits_parts(const Domain& domain, const Value& value) {
  return std::all_of(domain.parts.begin(), domain.parts.end(), [&](const auto& part) {
    if (part.first < 0 || static_cast<uint32_t>(part.first) >= value.size || !part.second) return true;
    const Value& item = value.items[part.first];
    return item.kind != ValueKind::Tick || part.second->values || part.second->ticks.contains(item.tick);
  });
}

}  // namespace

bool admits(const Domain& domain, const Value& value) {
  if (value.is_null()) return domain.null != NullStatus::Never;
  if (domain.null == NullStatus::Must || domain.impossible) return false;
  if (domain.values)
    return std::any_of(domain.values->begin(), domain.values->end(), [&](const Value& member) {
      // A nested value that was read back from a table comes as a text.
      return same_value(member, value) || (member.kind == ValueKind::List && value.kind == ValueKind::Text);
    });
  if (value.kind == ValueKind::Tick) return domain.ticks.contains(value.tick);
  if (value.kind == ValueKind::Text) return admits_text(domain.text, value.text());
  if (value.kind == ValueKind::List && !domain.parts.empty()) return admits_parts(domain, value);
  return true;
}

}  // namespace datagen::core
