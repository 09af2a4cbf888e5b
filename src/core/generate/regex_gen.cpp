// src/core/generate/regex_gen.cpp -- texts of a regular language
#include "core/constraint/text_model.hpp"
#include "core/generate/family.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

class RegexGenerator final : public Generator {
 public:
  explicit RegexGenerator(const GeneratorRequest& request)
      : set_(request.domain.text),
        language_(set_.language),
        padded_(request.type->name == "bpchar" && request.type->fixed_length),
        bytes_(value_kind(*request.type) == ValueKind::Bytes) {
    std::sort(set_.excluded.begin(), set_.excluded.end());
    for (const std::string& text : set_.excluded)
      if (const auto place = language_->rank(text)) skipped_.push_back(*place);
    std::sort(skipped_.begin(), skipped_.end());
    skipped_.erase(std::unique(skipped_.begin(), skipped_.end()), skipped_.end());
  }

  Value draw(Stream& stream, Arena& arena) const override {
    constexpr int kTries = 64;
    std::string text;
    for (int i = 0; i < kTries && !set_.templates.empty(); ++i) {
      text = set_.templates[static_cast<size_t>(i) % set_.templates.size()]->sample(stream);
      if (language_->contains(text) && admits(text)) return made(text, arena);
    }
    for (int i = 0; i < kTries; ++i) {
      text = language_->sample(stream);
      if (admits(text)) return made(text, arena);
    }
    for (int i = 0; i < kTries && count() > 0; ++i) {
      text = listed(stream.below(count()));
      if (admits(text)) break;
    }
    return made(text, arena);
  }
  /// A listing would be of texts most of which the pattern does not match.
  uint64_t size() const override { return set_.templates.empty() ? count() : 0; }
  Value unrank(uint64_t index, Arena& arena) const override { return made(listed(index), arena); }
  std::optional<uint64_t> rank(const Value& value) const override {
    if (value.kind != ValueKind::Text || !set_.templates.empty() ||
        std::binary_search(set_.excluded.begin(), set_.excluded.end(), value.text()))
      return std::nullopt;
    const std::optional<uint64_t> place = language_->rank(value.text());
    if (!place) return std::nullopt;
    return *place - static_cast<uint64_t>(std::lower_bound(skipped_.begin(), skipped_.end(), *place) -
                                          skipped_.begin());
  }
  std::string name() const override { return "regex"; }

 private:
  uint64_t count() const { return language_->size() - skipped_.size(); }
  std::string listed(uint64_t index) const {
    for (uint64_t skipped : skipped_) index += index >= skipped;
    return language_->unrank(index);
  }
  /// The value that a canonical text stands for.
  Value made(const std::string& text, Arena& arena) const {
    if (bytes_) return Value::of_bytes(arena.store(bytes_of_hex(text)));
    return Value::of_text(arena.store(text));
  }
  /// What the language itself may not know. A bpchar loses the blanks at its end, so it must not have any.
  bool admits(std::string_view text) const {
    const bool ends_blank = !text.empty() && text.back() == ' ';
    if (ends_blank && (padded_ || set_.trimmed)) return false;
    if (set_.trimmed && !text.empty() && text.front() == ' ') return false;
    if (set_.no_blank && text.find_first_not_of(' ') == std::string_view::npos) return false;
    for (char c : text) {
      if (set_.lower_case && c >= 'A' && c <= 'Z') return false;
      if (set_.upper_case && c >= 'a' && c <= 'z') return false;
    }
    return static_cast<int64_t>(text.size()) <= set_.max_bytes &&
           !std::binary_search(set_.excluded.begin(), set_.excluded.end(), text);
  }

  TextSet set_;
  std::shared_ptr<const RegularLanguage> language_;
  bool padded_;
  bool bytes_;                     // a uuid or bytea, given by its hexadecimal digits
  std::vector<uint64_t> skipped_;  // places of excluded texts in the listing
};

}  // namespace

/// The flags of the TextSet that its language leaves open (case, blanks, bytes) hold for draws, not for the
/// listing: for a unique column they belong into the language.
GeneratorPtr make_regex_generator(const GeneratorRequest& request) {
  if (request.domain.text.language->empty()) return make_empty_generator();
  auto generator = std::make_unique<RegexGenerator>(request);
  if (generator->size() == 0 && request.domain.text.templates.empty()) return make_empty_generator();
  return generator;
}

}  // namespace datagen::core
