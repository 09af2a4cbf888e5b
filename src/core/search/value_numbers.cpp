// src/core/search/value_numbers.cpp -- finding a value's number again by its hash
#include "core/search/value_numbers.hpp"

namespace datagen::core {

int64_t ValueNumbers::number(const Value& value) {
  std::vector<int64_t>& same = by_hash_[hash_value(value)];
  for (int64_t known : same)
    if (same_value(values_[static_cast<size_t>(known)], value)) return known;
  Value kept = value;
  texts_.emplace_back();
  if (value.kind == ValueKind::Text || value.kind == ValueKind::Bytes) {
    texts_.back() = std::make_unique<std::string>(value.text());
    kept = value.kind == ValueKind::Text ? Value::of_text(*texts_.back()) : Value::of_bytes(*texts_.back());
  }
  values_.push_back(kept);
  same.push_back(static_cast<int64_t>(values_.size()) - 1);
  return same.back();
}

void ValueNumbers::forget(size_t kept) {
  while (values_.size() > kept) {
    const auto same = by_hash_.find(hash_value(values_.back()));
    same->second.pop_back();
    if (same->second.empty()) by_hash_.erase(same);
    values_.pop_back();
    texts_.pop_back();
  }
}

}  // namespace datagen::core
