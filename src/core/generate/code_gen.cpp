// src/core/generate/code_gen.cpp -- codes that tell things apart: numbers behind a prefix, lists of real ones
#include "core/constraint/membership.hpp"
#include "core/generate/family.hpp"
#include "core/realistic/details.hpp"
#include "core/realistic/realm.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>
#include <set>

namespace datagen::core {
namespace {

/// Digits of a usual code, of the shortest, and of the shortest that a unique column can live on.
constexpr int64_t kUsualDigits = 8;
constexpr int64_t kLeastDigits = 5;
constexpr int64_t kMostDigits = 18;

/// Prefix and a decimal number without leading zeros, of `digits` digits as long as there are such.
class NumberedCode final : public Generator {
 public:
  NumberedCode(std::string prefix, int64_t digits, int64_t most)
      : prefix_(std::move(prefix)),
        digits_(static_cast<int>(digits)),
        first_(static_cast<uint64_t>(clamped_power_of_ten(digits_ - 1))),
        size_(static_cast<uint64_t>(clamped_power_of_ten(static_cast<int>(most))) - first_) {}

  Value draw(Stream& stream, Arena& arena) const override { return unrank(stream.below(9 * first_), arena); }
  uint64_t size() const override { return size_; }
  uint64_t plausible_size() const override { return 9 * first_; }
  Value unrank(uint64_t index, Arena& arena) const override {
    return Value::of_text(arena.store(numbered_code(prefix_, digits_, index)));
  }
  std::optional<uint64_t> rank(const Value& value) const override {
    if (value.kind != ValueKind::Text) return std::nullopt;
    const std::string_view text = value.text();
    if (text.substr(0, prefix_.size()) != prefix_) return std::nullopt;
    const std::string_view number = text.substr(prefix_.size());
    if (number.empty() || number[0] == '0' || number.size() > kMostDigits) return std::nullopt;
    uint64_t read = 0;
    for (char c : number) {
      if (c < '0' || c > '9') return std::nullopt;
      read = read * 10 + static_cast<uint64_t>(c - '0');
    }
    return read >= first_ && read - first_ < size_ ? std::optional<uint64_t>(read - first_) : std::nullopt;
  }
  std::string name() const override { return prefix_.empty() ? "digits" : prefix_ + "digits"; }

 private:
  std::string prefix_;
  int digits_;
  uint64_t first_, size_;
};

/// The texts of a list, and behind them those of `plain` that are not among them.
class ListedFirst final : public Generator {
 public:
  ListedFirst(const std::string& name, const std::vector<std::string>& texts, GeneratorPtr plain)
      : name_(name), plain_(std::move(plain)) {
    for (const std::string& text : texts) {
      const Value value = Value::of_text(storage_.store(text));
      values_.push_back(value);
      if (const auto place = plain_->rank(value)) taken_.push_back(*place);
    }
    std::sort(taken_.begin(), taken_.end());
  }

  Value draw(Stream& stream, Arena&) const override { return values_[stream.below(values_.size())]; }
  uint64_t size() const override { return saturating_add(values_.size(), plain_->size() - taken_.size()); }
  uint64_t plausible_size() const override { return values_.size(); }
  Value unrank(uint64_t index, Arena& arena) const override {
    if (index < values_.size()) return values_[index];
    index -= values_.size();
    for (uint64_t taken : taken_) index += index >= taken;
    return plain_->unrank(index, arena);
  }
  std::optional<uint64_t> rank(const Value& value) const override {
    for (size_t i = 0; i < values_.size(); ++i)
      if (same_value(values_[i], value)) return i;
    const auto place = plain_->rank(value);
    if (!place) return std::nullopt;
    const auto before = std::lower_bound(taken_.begin(), taken_.end(), *place) - taken_.begin();
    return values_.size() + *place - static_cast<uint64_t>(before);
  }
  std::string name() const override { return name_; }

 private:
  std::string name_;
  GeneratorPtr plain_;
  Arena storage_;
  std::vector<Value> values_;
  std::vector<uint64_t> taken_;  // places of the values in the listing of plain_
};

/// All there are of a class's texts in so many characters; empty where they cannot be told.
std::vector<std::string> all_of_class(std::string_view semantic_class, const Realm& realm, int64_t room) {
  std::vector<std::string> texts;
  const auto add = [&](const PackList& list, int field) {
    for (uint32_t i = 0; i < list.size(); ++i) texts.emplace_back(record_field(list.at(i), field));
  };
  if (semantic_class == "address.country_code") {
    add(realm.list(ListId::Country), room == 3 ? 1 : 0);
  } else if (semantic_class == "finance.currency_code") {
    add(realm.list(ListId::Currency), 0);
  } else if (semantic_class == "generic.locale" && room < 5) {
    add(realm.list(ListId::Language), room < 3 ? 0 : 1);
  } else if (semantic_class == "address.country") {
    const PackList& countries = realm.list(ListId::Country);
    for (uint32_t i = 0; i < countries.size(); ++i)
      texts.emplace_back(realm.country_name(record_field(countries.at(i), 0)));
  }
  return texts;
}

bool admits_all(const Generator& generator, const Domain& domain) {
  constexpr uint64_t kTrials = 60;
  Arena arena;
  if (!admits(domain, generator.unrank(generator.size() - 1, arena))) return false;
  for (uint64_t trial = 0; trial < kTrials; ++trial) {
    Stream stream(0, trial);
    if (!admits(domain, generator.draw(stream, arena))) return false;
  }
  return true;
}

int64_t room_of(const GeneratorRequest& request) {
  const int64_t room = std::min(request.domain.text.max_length, request.domain.text.max_bytes);
  return request.type->max_length < 0 ? room : std::min<int64_t>(room, request.type->max_length);
}

}  // namespace

GeneratorPtr make_listed_generator(const GeneratorRequest& request, GeneratorPtr plain) {
  const TextSet& set = request.domain.text;
  if (plain->size() == 0 || set.shaped() || set.mirrored || set.lower_case) return plain;
  const int64_t room = room_of(request);
  std::set<std::string> seen;
  std::vector<std::string> texts;
  for (std::string& text : all_of_class(request.hint.semantic_class, *request.settings.realm, room)) {
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
    const bool raised = std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (text.empty() || (!ascii && request.settings.realm->options().ascii_only) ||
        (set.upper_case && !raised) || character_count(text) > room ||
        !admits(request.domain, Value::of_text(text)) || !seen.insert(text).second)
      continue;
    texts.push_back(std::move(text));
  }
  if (texts.size() < 2) return plain;
  return std::make_unique<ListedFirst>(std::string(request.hint.semantic_class), texts, std::move(plain));
}

GeneratorPtr make_code_generator(const GeneratorRequest& request, std::string_view prefix,
                                 GeneratorPtr plain) {
  const TextSet& set = request.domain.text;
  const int64_t room = room_of(request);
  if (set.shaped() || !set.excluded.empty() || set.mirrored || request.type->fixed_length) return plain;
  const int64_t least = request.unique ? kUsualDigits : kLeastDigits;
  for (const std::string_view front : {prefix, std::string_view()}) {
    if (set.lower_case && !front.empty()) continue;
    const int64_t most = std::min(room - static_cast<int64_t>(front.size()), kMostDigits);
    const int64_t digits = std::min(most, kUsualDigits);
    if (digits < least) continue;
    auto code = std::make_unique<NumberedCode>(std::string(front), digits, most);
    if (admits_all(*code, request.domain)) return code;
  }
  return plain;
}

}  // namespace datagen::core
