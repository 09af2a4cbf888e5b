// src/core/generate/finite_gen.cpp -- sets known value by value, and the empty set
#include "core/base/ascii.hpp"
#include "core/generate/family.hpp"

#include <map>

namespace datagen::core {
namespace {

class EmptyGenerator final : public Generator {
 public:
  Value draw(Stream&, Arena&) const override { return Value::null(); }
  uint64_t size() const override { return 0; }
  Value unrank(uint64_t, Arena&) const override { return Value::null(); }
  std::string name() const override { return "none"; }
};

/// Owns deep copies of its values, so that it outlives the domain it was made for.
class FiniteGenerator final : public Generator {
 public:
  FiniteGenerator(const std::vector<Value>& values, bool single_case) : single_case_(single_case) {
    for (const Value& value : values) {
      if (value.is_null() || rank(value)) continue;
      positions_.emplace(hash(value), values_.size());
      values_.push_back(copy(value));
    }
  }

  Value draw(Stream& stream, Arena&) const override {
    return values_.empty() ? Value::null() : values_[stream.below(values_.size())];
  }
  uint64_t size() const override { return values_.size(); }
  Value unrank(uint64_t index, Arena&) const override { return values_[index]; }
  std::optional<uint64_t> rank(const Value& value) const override {
    const auto candidates = positions_.equal_range(hash(value));
    for (auto at = candidates.first; at != candidates.second; ++at)
      if (same(values_[at->second], value)) return at->second;
    return std::nullopt;
  }
  std::string name() const override { return "list"; }

 private:
  bool ignores_case(const Value& value) const { return single_case_ && value.kind == ValueKind::Text; }
  uint64_t hash(const Value& value) const {
    return ignores_case(value) ? hash_name(lower_ascii(value.text())) : hash_value(value);
  }
  bool same(const Value& a, const Value& b) const {
    return ignores_case(a) && ignores_case(b) ? lower_ascii(a.text()) == lower_ascii(b.text())
                                              : same_value(a, b);
  }

  Value copy(const Value& value) {
    switch (value.kind) {
      case ValueKind::Text: return Value::of_text(storage_.store(value.text()));
      case ValueKind::Bytes: return Value::of_bytes(storage_.store(value.text()));
      case ValueKind::List: {
        Value* items = storage_.array<Value>(value.size);
        for (uint32_t i = 0; i < value.size; ++i) items[i] = copy(value.items[i]);
        return Value::of_list(items, value.size, value.flags);
      }
      default: return value;
    }
  }

  Arena storage_;
  std::vector<Value> values_;
  std::multimap<uint64_t, size_t> positions_;  // by hash
  bool single_case_;
};

}  // namespace

GeneratorPtr make_empty_generator() { return std::make_unique<EmptyGenerator>(); }

bool makes_nothing(const Generator& generator) {
  return dynamic_cast<const EmptyGenerator*>(&generator) != nullptr;
}

GeneratorPtr make_finite_generator(const GeneratorRequest& request) {
  auto generator = std::make_unique<FiniteGenerator>(*request.domain.values, request.single_case);
  if (generator->size() == 0) return make_empty_generator();
  return generator;
}

uint64_t saturating_power(uint64_t base, int64_t exponent) {
  if (base < 2 && exponent > 0) return base;
  uint64_t power = 1;
  for (int64_t i = 0; i < exponent && power != UINT64_MAX && power != 0; ++i)
    power = saturating_multiply(power, base);
  return power;
}

}  // namespace datagen::core
