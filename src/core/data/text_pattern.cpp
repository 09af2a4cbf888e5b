// src/core/data/text_pattern.cpp -- parsing and drawing of patterns
#include "core/data/text_pattern.hpp"

#include "core/data/template.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr uint32_t kMostCharacters = 1000;
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

TextPattern::TextPattern(std::string_view pattern) {
  for (size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (c == '\\') {
      if (i + 1 == pattern.size()) throw_malformed("pattern", pattern, i, "nothing follows the backslash");
      literal(pattern.substr(i + 1, 1));
      i += 2;
    } else if (c == '#') {
      const size_t end = std::min(pattern.find_first_not_of('#', i), pattern.size());
      parts_.push_back({Kind::Digits, static_cast<uint32_t>(end - i), {}, {}});
      i = end;
    } else if (c == '{') {
      i = parse_braces(pattern, i);
    } else if (c == '[') {
      i = parse_choice(pattern, i);
    } else if (c == '}' || c == ']') {
      throw_malformed("pattern", pattern, i,
                      std::string("nothing is open that this \"") + c + "\" could close");
    } else if (is_letter(c)) {
      i = parse_letters(pattern, i);
    } else {
      literal(pattern.substr(i++, 1));
    }
  }
}

void TextPattern::literal(std::string_view text) {
  if (parts_.empty() || parts_.back().kind != Kind::Literal) parts_.push_back({Kind::Literal, 0, {}, {}});
  parts_.back().text += text;
}

size_t TextPattern::parse_braces(std::string_view pattern, size_t at) {
  const size_t close = pattern.find('}', at);
  if (close == std::string_view::npos) throw_malformed("pattern", pattern, at, "\"{\" is not closed");
  const std::string_view inside = pattern.substr(at + 1, close - at - 1);
  const size_t colon = inside.find(':');
  const std::string_view name = inside.substr(0, colon);
  if (name == "year" && colon == std::string_view::npos) {
    parts_.push_back({Kind::Year, 4, {}, {}});
    return close + 1;
  }
  const struct {
    std::string_view name;
    Kind kind;
  } kinds[] = {{"d", Kind::Digits},        {"l", Kind::Letters},      {"X", Kind::Letters},
               {"A", Kind::Alphanumerics}, {"H", Kind::Hexadecimals}, {"random", Kind::Number}};
  const auto* known =
      std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& kind) { return kind.name == name; });
  if (known == std::end(kinds))
    throw_malformed("pattern", pattern, at + 1, "there is no \"" + std::string(name) + "\"");
  const std::string_view digits = colon == std::string_view::npos ? "" : inside.substr(colon + 1);
  uint32_t count = 0;
  bool fits = !digits.empty() && digits.size() <= 4;
  for (char c : digits) {
    fits = fits && c >= '0' && c <= '9';
    if (fits) count = count * 10 + static_cast<uint32_t>(c - '0');
  }
  if (!fits || count == 0 || count > kMostCharacters)
    throw_malformed("pattern", pattern, std::min(at + 1 + name.size() + 1, close),
                    "a number from 1 to " + std::to_string(kMostCharacters) + " is expected");
  parts_.push_back({known->kind, count, {}, {}});
  return close + 1;
}

size_t TextPattern::parse_choice(std::string_view pattern, size_t at) {
  Part part{Kind::Choice, 0, {}, {{}}};
  for (size_t i = at + 1; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == ']') {
      if (part.choices.size() == 1 && part.choices[0].empty())
        throw_malformed("pattern", pattern, at, "the brackets are empty");
      parts_.push_back(std::move(part));
      return i + 1;
    }
    if (c == ',') {
      part.choices.emplace_back();
      continue;
    }
    if (c == '\\' && ++i == pattern.size()) break;
    part.choices.back() += pattern[i];
  }
  throw_malformed("pattern", pattern, at, "\"[\" is not closed");
}

size_t TextPattern::parse_letters(std::string_view pattern, size_t at) {
  size_t end = at;
  bool same = true;
  while (end < pattern.size() && is_letter(pattern[end])) same = pattern[end++] == pattern[at] && same;
  const char letter = pattern[at];
  const bool wildcard = same && (letter == 'X' || ((letter == 'A' || letter == 'H') && end - at > 1));
  const auto count = static_cast<uint32_t>(end - at);
  if (!wildcard)
    literal(pattern.substr(at, count));
  else
    parts_.push_back({letter == 'X'   ? Kind::Letters
                      : letter == 'A' ? Kind::Alphanumerics
                                      : Kind::Hexadecimals,
                      count,
                      {},
                      {}});
  return end;
}

void TextPattern::append(Stream& stream, int latest_year, std::string& out) const {
  const auto draw = [&](uint32_t count, size_t first, size_t letters) {
    for (uint32_t i = 0; i < count; ++i) out += kAlphabet[first + stream.below(letters)];
  };
  for (const Part& part : parts_) switch (part.kind) {
      case Kind::Literal: out += part.text; break;
      case Kind::Digits: draw(part.count, 0, 10); break;
      case Kind::Letters: draw(part.count, 10, 26); break;
      case Kind::Alphanumerics: draw(part.count, 0, 36); break;
      case Kind::Hexadecimals: draw(part.count, 0, 16); break;
      case Kind::Number:
        draw(1, 1, 9);
        draw(part.count - 1, 0, 10);
        break;
      case Kind::Year: out += std::to_string(latest_year - static_cast<int>(stream.below(5))); break;
      case Kind::Choice: out += part.choices[stream.below(part.choices.size())]; break;
    }
}

uint64_t TextPattern::size() const {
  uint64_t size = 1;
  const auto times = [&](uint64_t factor) { size = size > UINT64_MAX / factor ? UINT64_MAX : size * factor; };
  for (const Part& part : parts_) {
    const uint64_t radix = part.kind == Kind::Digits          ? 10
                           : part.kind == Kind::Letters       ? 26
                           : part.kind == Kind::Alphanumerics ? 36
                           : part.kind == Kind::Hexadecimals  ? 16
                                                              : 1;
    for (uint32_t i = 0; i < part.count && radix > 1; ++i) times(radix);
    if (part.kind == Kind::Number)
      for (uint32_t i = 0; i < part.count; ++i) times(i == 0 ? 9 : 10);
    if (part.kind == Kind::Year) times(5);
    if (part.kind == Kind::Choice) times(part.choices.size());
  }
  return size;
}

}  // namespace datagen::core
