// src/core/realistic/transliterate.cpp -- names as ASCII labels for hosts, mail addresses and slugs
#include "core/constraint/code_points.hpp"
#include "core/realistic/entities.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

struct Letters {
  char32_t first;
  const char* ascii;  ///< one per code point from `first` on, separated by blanks; - is none
};

// Latin-1 Supplement and Latin Extended-A, Greek, Cyrillic.
constexpr Letters kTables[] = {
    {U'\u00C0',
     "a a a a ae a ae c e e e e i i i i d n o o o o oe - o u u u ue y th ss "
     "a a a a ae a ae c e e e e i i i i d n o o o o oe - o u u u ue y th y"},
    {U'\u0100',
     "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ij "
     "ij "
     "j j k k k l l l l l l l l l l n n n n n n n n n o o o o o o oe oe r r r r r r s s s s s s s s t t t t "
     "t t "
     "u u u u u u u u u u u u w w y y y z z z z z z s"},
    {U'\u0391',
     "a v g d e z i th i k l m n x o p r - s t y f ch ps o i y a e i i y a v g d e z i th i k l m n x o p r "
     "s s "
     "t y f ch ps o i y o y o"},
    {U'\u0400',
     "e yo dj g ye dz i yi j lj nj c k i u dz a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - "
     "y - e "
     "yu ya a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e yo dj g ye dz i yi j "
     "lj nj c k i u dz"},
};

std::string_view word_at(std::string_view words, size_t index) {
  for (; index > 0; --index) {
    const size_t blank = words.find(' ');
    if (blank == std::string_view::npos) return {};
    words.remove_prefix(blank + 1);
  }
  return words.substr(0, words.find(' '));
}

}  // namespace

void append_label(std::string_view text, char separator, std::string& out) {
  const size_t start = out.size();
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  const auto put = [&](char32_t c) {
    if (c >= U'A' && c <= U'Z') {
      out += static_cast<char>(c - U'A' + U'a');
    } else if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) {
      out += static_cast<char>(c);
    } else if (c < 0x80 && c != U'\'') {
      if (separator != 0 && out.size() > start && out.back() != separator) out += separator;
    } else {
      for (const Letters& table : kTables) {
        if (c < table.first) continue;
        const std::string_view letters = word_at(table.ascii, c - table.first);
        if (letters.empty()) continue;
        if (letters != "-") out += letters;
        return;
      }
    }
  };
  if (ascii)
    for (char c : text) put(static_cast<char32_t>(c));
  else if (const auto decoded = decode_utf8(text))
    for (char32_t c : *decoded) put(c);
  if (separator != 0 && out.size() > start && out.back() == separator) out.pop_back();
}

}  // namespace datagen::core
