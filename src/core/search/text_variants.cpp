// src/core/search/text_variants.cpp -- replacing characters place by place, and choosing few of a kind
#include "core/search/text_variants.hpp"

#include <utility>

namespace datagen::core {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kHexadecimal = "0123456789abcdef";
constexpr size_t kFewCharacters = 3;
constexpr uint64_t kLargestNumber = 1'000'000'000;

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

bool is_digit(char c) { return kDigits.find(c) != std::string_view::npos; }

/// Begin and length of a random run of digits, with a point among them; length 0 where there is none.
std::pair<size_t, size_t> random_number(std::string_view text, Stream& stream) {
  std::pair<size_t, size_t> chosen{0, 0};
  uint64_t seen = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) continue;
    const size_t begin = i;
    while (i < text.size() && (is_digit(text[i]) ||
                               (text[i] == '.' && i + 1 < text.size() && is_digit(text[i + 1]) && i > begin)))
      ++i;
    if (stream.below(++seen) == 0) chosen = {begin, i - begin};
  }
  return chosen;
}

/// A character of the same class; a hexadecimal digit where the text has no other letters.
char other_character(char c, bool hexadecimal, Stream& stream) {
  if (hexadecimal && !class_of(c).empty()) return kHexadecimal[stream.below(kHexadecimal.size())];
  const std::string_view members = class_of(c);
  return members.empty() ? c : members[stream.below(members.size())];
}

bool is_hexadecimal(std::string_view text) {
  bool letters = false;
  for (char c : text) {
    if (class_of(c).empty()) continue;
    if (kHexadecimal.find(c) == std::string_view::npos) return false;
    letters = letters || !is_digit(c);
  }
  return letters;
}

/// The character after which another field may stand: one that stands between two of the text, or a usual one.
char separator_in(std::string_view text, Stream& stream) {
  char found = 0;
  for (size_t i = 1; i + 1 < text.size(); ++i)
    if (class_of(text[i]).empty() && !class_of(text[i - 1]).empty() && !class_of(text[i + 1]).empty())
      found = text[i];
  constexpr std::string_view kUsual = ",.-/ ";
  return found != 0 ? found : kUsual[stream.below(kUsual.size())];
}

/// One more field of the last one's kind, or one more character, before what closes the text.
std::string extended(std::string_view text, Stream& stream) {
  std::string longer(text);
  size_t end = text.size();
  while (end > 0 && class_of(text[end - 1]).empty()) --end;
  if (end == 0) return longer;
  std::string more;
  if (stream.chance(0.7)) {
    more += separator_in(text, stream);
    const std::string_view members = is_digit(text[end - 1]) ? kDigits : kLower;
    for (uint64_t i = 1 + stream.below(members == kDigits ? 3 : 7); i > 0; --i)
      more += members[stream.below(members.size())];
  } else {
    more += other_character(text[end - 1], false, stream);
  }
  return longer.insert(end, more);
}

}  // namespace

std::string renumbered_text(std::string_view text, Stream& stream) {
  const auto [begin, length] = random_number(text, stream);
  std::string result(text);
  if (length == 0) return result;
  uint64_t bound = 10;
  for (size_t i = begin; i < begin + length && bound < kLargestNumber; ++i) bound *= 10;
  for (uint64_t less = stream.below(3); less > 0 && bound > 10; --less) bound /= 10;
  std::string number = std::to_string(stream.below(bound));
  if (stream.chance(0.5)) number += "." + std::to_string(1 + stream.below(99));
  return result.replace(begin, length, number);
}

std::string varied_text(std::string_view text, Stream& stream) {
  std::string result(text);
  switch (stream.below(6)) {
    case 0: return renumbered_text(text, stream);
    case 1: return extended(text, stream);
    case 2:
      if (!text.empty() && static_cast<unsigned char>(text.back()) < 0x80) result.pop_back();
      return result;
    default: break;
  }
  if (text.empty()) return result;
  char& c = result[stream.below(result.size())];
  c = other_character(c, is_hexadecimal(text), stream);
  return result;
}

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
