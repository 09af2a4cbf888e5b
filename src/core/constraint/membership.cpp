// src/core/constraint/membership.cpp -- membership by kind of value
#include "core/constraint/membership.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

bool admits_text(const TextSet& set, std::string_view text) {
  const int64_t length = character_count(text);
  if (length < set.min_length || length > set.max_length) return false;
  if (std::find(set.excluded.begin(), set.excluded.end(), text) != set.excluded.end()) return false;
  return !set.language || set.language->contains(text);
}

}  // namespace

int64_t character_count(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

bool admits(const Domain& domain, const Value& value) {
  if (value.is_null()) return domain.null != NullStatus::Never;
  if (domain.null == NullStatus::Must || domain.impossible) return false;
  if (domain.values)
    return std::any_of(domain.values->begin(), domain.values->end(),
                       [&](const Value& member) { return same_value(member, value); });
  if (value.kind == ValueKind::Tick) return domain.ticks.contains(value.tick);
  if (value.kind == ValueKind::Text) return admits_text(domain.text, value.text());
  return true;
}

}  // namespace datagen::core
