// src/core/search/text_variants.cpp -- replacing characters place by place, and choosing few of a kind
#include "core/search/text_variants.hpp"

namespace datagen::core {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr size_t kFewCharacters = 3;

std::string_view class_of(char c) {
  for (std::string_view members : {kDigits, kLower, kUpper})
    if (members.find(c) != std::string_view::npos) return members;
  return {};
}

/// Every filling of the `width` characters from `place` on.
bool fill(std::string& text, size_t place, size_t width,
          const std::function<bool(const std::string&)>& visit) {
  if (width == 0) return visit(text);
  const char kept = text[place];
  for (char c : class_of(kept)) {
    text[place] = c;
    if (fill(text, place + 1, width - 1, visit)) return true;
  }
  text[place] = kept;
  return false;
}

bool replaceable(const std::string& text, size_t place, size_t width) {
  for (size_t i = place; i < place + width; ++i)
    if (class_of(text[i]).empty()) return false;
  return true;
}

}  // namespace

bool visit_variants(std::string_view base, size_t width,
                    const std::function<bool(const std::string&)>& visit) {
  std::string text(base);
  if (text.size() < width) return false;
  const size_t last = text.size() - width, first = width < kMostVaried ? 0 : last;
  for (size_t place = last + 1; place-- > first;)
    if (replaceable(text, place, width) && fill(text, place, width, visit)) return true;
  return false;
}

std::string scrambled_text(size_t length, Stream& stream) {
  std::string alphabet;
  switch (stream.below(6)) {
    case 0: alphabet = kDigits; break;
    case 1: alphabet = kLower; break;
    case 2: alphabet = kUpper; break;
    case 3: alphabet.append(kUpper).append(kDigits); break;
    case 4: alphabet.append(kLower).append(kDigits); break;
    default:
      for (char c = '!'; c <= '~'; ++c) alphabet += c;
  }
  if (stream.chance(0.5)) {
    const size_t few = kFewCharacters + stream.below(alphabet.size() / 2);
    for (size_t i = 0; i < few; ++i) std::swap(alphabet[i], alphabet[i + stream.below(alphabet.size() - i)]);
    alphabet.resize(few);
  }
  std::string text(length, ' ');
  for (char& c : text) c = alphabet[stream.below(alphabet.size())];
  return text;
}

}  // namespace datagen::core
