// src/core/infer/column_words.cpp -- cutting names into words, and translating these
#include "core/infer/column_words.hpp"

#include "core/base/ascii.hpp"
#include "core/infer/word_dictionary.hpp"

#include <algorithm>
#include <iterator>

namespace datagen::core {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters of Latin-1 and Latin Extended-A without their accents; umlauts as two letters.
std::string_view plain(unsigned char lead, unsigned char next) {
  if (lead == 0xC3) {
    const unsigned char c = next | 0x20;
    if (c >= 0xA0 && c <= 0xA5) return c == 0xA4 ? "ae" : "a";
    if (c == 0xA7) return "c";
    if (c >= 0xA8 && c <= 0xAB) return "e";
    if (c >= 0xAC && c <= 0xAF) return "i";
    if (c == 0xB1) return "n";
    if (c >= 0xB2 && c <= 0xB6) return c == 0xB6 ? "oe" : "o";
    if (c == 0xB8) return "o";
    if (c >= 0xB9 && c <= 0xBC) return c == 0xBC ? "ue" : "u";
    if (next == 0x9F) return "ss";
    if (c == 0xBD || c == 0xBF) return "y";
  }
  // U+0100 to U+017F in the order of their code points: Polish, Czech, Turkish, Romanian, Hungarian.
  static constexpr std::string_view kExtended =
      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooo"
      "oooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  static_assert(kExtended.size() == 0x80, "one letter each");
  if (lead == 0xC4 || lead == 0xC5) {
    const size_t at = (lead == 0xC5 ? 0x40U : 0U) + (next & 0x3FU);
    return kExtended.substr(at, 1);
  }
  return "";
}

/// parts_of().
std::vector<std::string> cut(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if ((c & 0x80) != 0) {
      if (i + 1 < name.size())
        word += plain(static_cast<unsigned char>(c), static_cast<unsigned char>(name[i + 1]));
      while (i + 1 < name.size() && (name[i + 1] & 0xC0) == 0x80) ++i;
      continue;
    }
    if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
      finish();
      continue;
    }
    const bool after_small = i > 0 && is_lower(name[i - 1]);
    const bool last_capital = i > 0 && is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1]);
    if (is_upper(c) && (after_small || last_capital)) finish();
    if (is_digit(c) != (!word.empty() && is_digit(word.back())) && !word.empty()) {
      // Digits belong to the words that the dictionary has with them: sha256, ean13, address1 does not.
      size_t end = i;
      while (end < name.size() && is_digit(name[end])) ++end;
      const std::string whole = word + std::string(name.substr(i, end - i));
      if (is_digit(c) && meaning_of_word(whole)) {
        word = whole;
        i = end - 1;
        continue;
      }
      finish();
    }
    word += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  finish();
  return words;
}

/// Whether the dictionary has the word, in the plural too; appends what it means.
bool translate(const std::string& word, std::vector<std::string>& out, bool* plural) {
  *plural = false;
  if (const auto* meaning = meaning_of_word(word)) {
    out.insert(out.end(), meaning->begin(), meaning->end());
    *plural =
        word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's' && (*meaning)[0] + "s" == word;
    return true;
  }
  if (word == "children") {
    out.emplace_back("child");
    return *plural = true;
  }
  const auto singular = [&](size_t cut_off, const char* end) {
    if (word.size() < cut_off + 2) return false;
    const auto* meaning = meaning_of_word(word.substr(0, word.size() - cut_off) + end);
    if (!meaning) return false;
    out.insert(out.end(), meaning->begin(), meaning->end());
    *plural = true;
    return true;
  };
  if (word.size() > 3 && word.back() == 's') {
    if (singular(1, "")) return true;
    if (word.compare(word.size() - 2, 2, "es") == 0 && singular(2, "")) return true;
    if (word.compare(word.size() - 3, 3, "ies") == 0 && singular(3, "y")) return true;
  }
  if (word.size() > 4 && word.compare(word.size() - 2, 2, "en") == 0 && (singular(2, "") || singular(1, "")))
    return true;
  if (word.size() > 6 && word.back() == 'e' && word[word.size() - 2] != 'e' && singular(1, "")) return true;
  if (const auto* meaning = meaning_of_consonants(word)) {
    out.insert(out.end(), meaning->begin(), meaning->end());
    return true;
  }
  return false;
}

/// Words so short that many words end in them by chance, but for these.
bool is_short_tail(const std::string& word) {
  static const char* const kTails[] = {"id", "no", "nr", "dt", "ts", "ip",
                                       "cd", "nm", "at", "on", "by", "of"};
  return std::any_of(std::begin(kTails), std::end(kTails), [&](const char* tail) { return word == tail; });
}

/// Appends what the front part of a compound means; German puts an s between the parts of many.
bool translate_front(const std::string& front, std::vector<std::string>& out) {
  bool ignored = false;
  if (translate(front, out, &ignored)) return true;
  return front.size() > 4 && front.back() == 's' &&
         translate(front.substr(0, front.size() - 1), out, &ignored);
}

/// firstname, orderdate, custaddr, creditcardnumber: up to `pieces` words of the dictionary written together.
bool take_apart(const std::string& word, int pieces, std::vector<std::string>& out, bool* plural) {
  if (word.size() < 5 || word.size() > 40) return false;
  for (size_t at = word.size() - 2; at >= 2; --at) {
    const std::string front = word.substr(0, at);
    const std::string back = word.substr(at);
    // Short pieces are found in many words by chance.
    if (front.size() < 3 && back.size() < 4) continue;
    if (back.size() < 2 || (back.size() == 2 && !is_short_tail(back))) continue;
    if ((back == "at" || back == "on" || back == "by") && front.size() < 5) continue;
    // Of-phrases go on; ownership and membership are no ships.
    if (back == "ship" || (back == "of" && (pieces > 2 || front.size() < 4))) continue;
    std::vector<std::string> first;
    std::vector<std::string> second;
    const bool known = pieces == 2 ? translate_front(front, first)
                                   : back.size() > 2 && take_apart(front, pieces - 1, first, plural);
    if (!known || !translate(back, second, plural)) continue;
    out.insert(out.end(), first.begin(), first.end());
    out.insert(out.end(), second.begin(), second.end());
    return true;
  }
  return false;
}

/// lieferantenname, notfalltelefon: what the thing is, though nothing is known of its first part. Few words are so long
/// that no others end in them by chance.
bool take_tail(const std::string& word, std::vector<std::string>& out) {
  constexpr size_t kShortestFront = 3;
  constexpr size_t kShortestTail = 6;
  static const char* const kShorterTails[] = {
      "preis", "price",  "count",   "datum",  "title", "token", "arzt",  "date",  "flag",  "name",
      "type",  "ende",   "telef",   "beginn", "text",  "note",  "notes", "geld",  "stufe", "wert",
      "zeit",  "waarde", "groesse", "qty",    "cnt",   "pct",   "num",   "status"};
  for (size_t at = kShortestFront; at + 4 <= word.size(); ++at) {
    const std::string tail = word.substr(at);
    const bool is_listed = std::any_of(std::begin(kShorterTails), std::end(kShorterTails),
                                       [&](const char* listed) { return tail == listed; });
    if (tail.size() < kShortestTail && !is_listed) continue;
    const auto* meaning = meaning_of_word(tail);
    if (!meaning) continue;
    out.push_back(word.substr(0, at));
    out.insert(out.end(), meaning->begin(), meaning->end());
    return true;
  }
  return false;
}

/// take_apart() in as few pieces as can be, else take_tail().
bool analyse_compound(const std::string& word, std::vector<std::string>& out, bool* plural) {
  for (int pieces = 2; pieces <= 4; ++pieces)
    if (take_apart(word, pieces, out, plural)) return true;
  return take_tail(word, out);
}

/// The word that a short one stands for: it begins alike, and the others of its letters are there in this order.
const std::string* abbreviated_in(const std::string& word, const std::vector<std::string>& table) {
  constexpr size_t kLongest = 5;
  if (word.size() < 2 || word.size() > kLongest) return nullptr;
  for (const std::string& whole : table) {
    if (whole.size() < word.size() + 2 || whole[0] != word[0]) continue;
    size_t at = 0;
    for (const char c : whole) at += at < word.size() && word[at] == c ? 1 : 0;
    if (at == word.size()) return &whole;
  }
  return nullptr;
}

/// wo in work_orders.
bool are_initials(const std::string& word, const std::vector<std::string>& table) {
  if (word.size() < 2 || word.size() != table.size()) return false;
  for (size_t i = 0; i < word.size(); ++i)
    if (word[i] != table[i][0]) return false;
  return true;
}

/// Whether each part of the name means something.
bool is_understood(std::string_view name) {
  const std::vector<std::string> parts = cut(name);
  return !parts.empty() && std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
    if (is_digit(part[0])) return true;
    std::vector<std::string> ignored;
    bool plural = false;
    return translate(part, ignored, &plural) || analyse_compound(part, ignored, &plural);
  });
}

/// PT in PTLNAM, PTDOB, PTCITY: what most names begin with, where many more of them mean something without it. Empty: nothing.
std::string prefix_without_sign(const std::vector<std::string>& names) {
  constexpr size_t kFewest = 4;
  constexpr size_t kLongest = 4;
  if (names.size() < kFewest) return {};
  std::string best;
  size_t most = 0;
  for (size_t length = 1; length <= kLongest && length < names.front().size(); ++length) {
    const std::string prefix = names.front().substr(0, length);
    size_t bearers = 0;
    size_t gained = 0;
    for (const std::string& name : names) {
      if (name.size() < length + 2 || name.compare(0, length, prefix) != 0) continue;
      ++bearers;
      if (is_understood(std::string_view(name).substr(length)) && !is_understood(name)) ++gained;
    }
    if (bearers < names.size() || gained * 2 < bearers || gained <= most) continue;
    best = prefix;
    most = gained;
  }
  return best;
}

}  // namespace

std::vector<std::string> parts_of(std::string_view name) { return cut(name); }

bool ColumnWords::has(std::string_view word) const {
  return std::find(words.begin(), words.end(), word) != words.end();
}

ColumnWords words_of(std::string_view name) {
  ColumnWords result;
  const std::vector<std::string> raw = cut(name);
  for (size_t i = 0; i < raw.size(); ++i) {
    // Two words that mean something as one: user_agent, zip_code, post_code.
    std::vector<std::string> joined;
    bool plural = false;
    const bool initial = raw[i] == "f" || raw[i] == "l" || raw[i] == "m";
    const bool of_name = i + 1 < raw.size() && (raw[i + 1] == "name" || raw[i + 1] == "nm");
    if (initial && of_name && translate(raw[i] + "name", joined, &plural)) {
      result.words.insert(result.words.end(), joined.begin(), joined.end());
      ++i;
      continue;
    }
    if (i + 1 < raw.size() && raw[i].size() > 1 && translate(raw[i] + raw[i + 1], joined, &plural)) {
      result.words.insert(result.words.end(), joined.begin(), joined.end());
      result.plural = plural;
      ++i;
      continue;
    }
    if (translate(raw[i], result.words, &plural) || analyse_compound(raw[i], result.words, &plural)) {
      result.plural = plural;
      continue;
    }
    const std::string& word = raw[i];
    result.plural = word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's' &&
                    word[word.size() - 2] != 'u' && word[word.size() - 2] != 'i';
    result.words.push_back(result.plural ? word.substr(0, word.size() - 1) : word);
  }
  return result;
}

ColumnWords words_in_relation(std::string_view column, std::string_view relation) {
  ColumnWords result = words_of(column);
  const std::vector<std::string> table = cut(relation);
  for (size_t i = 0; i < result.words.size(); ++i) {
    const std::string word = result.words[i];
    if (meaning_of_word(word) || is_digit(word[0])) continue;
    const std::string* whole = abbreviated_in(word, table);
    if (!whole && !are_initials(word, table)) continue;
    const std::vector<std::string> meant = words_of(whole ? std::string_view(*whole) : relation).words;
    const auto at = result.words.erase(result.words.begin() + static_cast<std::ptrdiff_t>(i));
    result.words.insert(at, meant.begin(), meant.end());
    i += meant.size() - 1;
  }
  return result;
}

std::string meaningless_prefix(const std::vector<std::string>& names) {
  constexpr size_t kFewest = 3;
  for (const std::string& name : names) {
    const size_t end = name.find('_');
    if (end == std::string::npos || end == 0 || end + 1 == name.size()) continue;
    std::string prefix = name.substr(0, end + 1);
    size_t bearers = 0;
    for (const std::string& other : names)
      bearers += other.size() > prefix.size() && other.compare(0, prefix.size(), prefix) == 0 ? 1 : 0;
    if (bearers < kFewest || bearers * 4 < names.size() * 3) continue;
    std::vector<std::string> known;
    bool ignored = false;
    const std::vector<std::string> parts = cut(prefix);
    if (parts.size() == 1 && parts[0].size() > 1 && translate(parts[0], known, &ignored)) return {};
    return prefix;
  }
  return prefix_without_sign(names);
}

ColumnWords words_of_comment(std::string_view comment) {
  constexpr size_t kMostWords = 4;
  constexpr std::string_view kFillers[] = {"the", "a",   "an", "of",  "for", "in",  "its", "this", "der",
                                           "die", "das", "le", "la",  "de",  "du",  "des", "el",   "del",
                                           "is",  "il",  "lo", "les", "los", "las", "our", "their"};
  while (comment.substr(0, 8) == "datagen:") {
    const size_t line = comment.find('\n');
    comment = line == std::string_view::npos ? std::string_view() : comment.substr(line + 1);
  }
  const std::string_view start = comment.substr(0, comment.find_first_of(".;:,(\n"));
  std::string kept;
  for (size_t at = 0; at < start.size();) {
    const size_t end = std::min(start.find(' ', at), start.size());
    std::string word = lower_ascii(start.substr(at, end - at));
    if (word == "e-mail") word = "email";
    if (std::find(std::begin(kFillers), std::end(kFillers), word) == std::end(kFillers)) kept += word + " ";
    at = end + 1;
  }
  ColumnWords words = words_of(kept);
  if (words.words.size() > kMostWords) words = {};
  return words;
}

}  // namespace datagen::core
