// src/core/realistic/transliterate.cpp -- names as ASCII labels for hosts, mail addresses and slugs
#include "core/constraint/code_points.hpp"
#include "core/constraint/membership.hpp"
#include "core/realistic/entities.hpp"

namespace datagen::core {
namespace {

struct Letters {
  char32_t first;
  const char* ascii;  ///< one per code point from `first` on, separated by blanks; - is none
};

// Latin with the letters of Romanian and Vietnamese, Greek, Cyrillic, Hebrew, Arabic, kana.
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
    {U'\u01A0', "o o"},
    {U'\u01AF', "u u"},
    {U'\u0218', "s s t t"},
    {U'\u1EA0',
     "a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e e e e e e e e e i i i i "
     "o o o o o o o o o o o o o o o o o o o o o o o o u u u u u u u u u u u u u u y y y y y y y y"},
    {U'\u05D0', "a b g d h v z ch t y k k l m m n n s a p p ts ts k r sh t"},
    {U'\u0621', "- a a u i i a b a t th j h kh d dh r z s sh s d t z a gh"},
    {U'\u0641', "f q k l m n h w a y"},
    {U'\u067E', "p"},
    {U'\u0686', "ch"},
    {U'\u06A9', "k"},
    {U'\u06AF', "g"},
    {U'\u06CC', "i"},
    {U'\u3041',
     "a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji - tsu zu "
     "te "
     "de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo ya ya yu yu yo yo "
     "ra "
     "ri ru re ro wa wa i e o n"},
    {U'\u30A1',
     "a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji - tsu zu "
     "te "
     "de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo ya ya yu yu yo yo "
     "ra "
     "ri ru re ro wa wa i e o n"},
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

/// What an ASCII character becomes in a label; 0 is none.
struct PlainLetters {
  char letter[256] = {};
  constexpr PlainLetters() {
    for (int c = '0'; c <= '9'; ++c) letter[c] = static_cast<char>(c);
    for (int c = 'a'; c <= 'z'; ++c) letter[c] = letter[c - 'a' + 'A'] = static_cast<char>(c);
  }
  constexpr char operator[](size_t c) const { return letter[c]; }
};
constexpr PlainLetters kPlain;

/// Hangul syllables (U+AC00 to U+D7A3) by their three parts, in the Revised Romanization letter by letter.
void append_hangul(char32_t c, std::string& out) {
  static constexpr const char* kFirst[] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                           "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
  static constexpr const char* kMiddle[] = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                            "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                            "wo", "we", "wi", "yu",  "eu", "ui", "i"};
  static constexpr const char* kLast[] = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                          "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                          "t", "ng", "t", "t", "k", "t", "p", "t"};
  const auto index = static_cast<uint32_t>(c - U'\uAC00');
  out.append(kFirst[index / 588]).append(kMiddle[index % 588 / 28]).append(kLast[index % 28]);
}

std::string_view word_at(std::string_view words, size_t index) {
  for (; index > 0; --index) {
    const size_t blank = words.find(' ');
    if (blank == std::string_view::npos) return {};
    words.remove_prefix(blank + 1);
  }
  return words.substr(0, words.find(' '));
}

/// Puts `separator` between letters, never twice.
void separate(char separator, size_t start, std::string& out) {
  if (separator != 0 && out.size() > start && out.back() != separator) out += separator;
}

/// Of ASCII alone: letters and digits come in runs, most texts are one as a whole.
void append_plain(std::string_view text, char separator, std::string& out) {
  const size_t start = out.size();
  for (size_t i = 0; i < text.size();) {
    const size_t from = i;
    while (i < text.size() && kPlain[static_cast<unsigned char>(text[i])] != 0) ++i;
    const size_t to = out.size();
    out.append(text, from, i - from);
    for (size_t k = to; k < out.size(); ++k) out[k] = kPlain[static_cast<unsigned char>(out[k])];
    if (i < text.size() && text[i++] != '\'') separate(separator, start, out);
  }
}

}  // namespace

void append_label(std::string_view text, char separator, std::string& out) {
  const size_t start = out.size();
  const auto put = [&](char32_t c) {
    if (c < 0x80 && kPlain[c] != 0) {
      out += kPlain[c];
    } else if (c < 0x80 && c != U'\'') {
      separate(separator, start, out);
    } else if (c >= U'\uAC00' && c <= U'\uD7A3') {
      append_hangul(c, out);
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
  if (static_cast<size_t>(character_count(text)) == text.size())
    append_plain(text, separator, out);
  else if (const auto decoded = decode_utf8(text))
    for (char32_t c : *decoded) put(c);
  if (separator != 0 && out.size() > start && out.back() == separator) out.pop_back();
}

}  // namespace datagen::core
