// src/core/constraint/like.cpp -- LIKE and letter case on single strings
#include "core/constraint/like.hpp"

namespace datagen::core {

namespace {

size_t character_bytes(std::string_view text, size_t at) {
  size_t next = at + 1;
  while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
  return next - at;
}

}  // namespace

std::string ascii_case(std::string text, bool upper, bool* plain) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) *plain = false;
    if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

std::optional<bool> matches_like(std::string_view text, std::string_view pattern, bool ignore_case) {
  bool plain = true;
  if (ignore_case) {
    const std::string lower_text = ascii_case(std::string(text), false, &plain);
    const std::string lower_pattern = ascii_case(std::string(pattern), false, &plain);
    return plain ? matches_like(lower_text, lower_pattern, false) : std::nullopt;
  }
  // Greedy matching: after a failure the last % takes one character more.
  size_t at = 0, place = 0, star = std::string_view::npos, star_at = 0;
  while (at < text.size()) {
    const bool escaped = place < pattern.size() && pattern[place] == '\\';
    if (escaped && place + 1 >= pattern.size()) return std::nullopt;
    if (place < pattern.size() && pattern[place] == '%') {
      star = ++place;
      star_at = at;
    } else if (place < pattern.size() && pattern[place] == '_') {
      at += character_bytes(text, at);
      ++place;
    } else if (place < pattern.size() && pattern[place + escaped] == text[at]) {
      place += 1 + escaped;
      ++at;
    } else if (star != std::string_view::npos) {
      star_at += character_bytes(text, star_at);
      at = star_at;
      place = star;
    } else {
      return false;
    }
  }
  while (place < pattern.size() && pattern[place] == '%') ++place;
  return place == pattern.size();
}

}  // namespace datagen::core
