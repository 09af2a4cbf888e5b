// src/core/realistic/prose.cpp -- words, sentences, titles and texts from the locale's words
#include "core/constraint/membership.hpp"
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>
#include <cstring>

namespace datagen::core {
namespace {

enum Facet : uint64_t { kWord = 700, kSentence, kParagraph, kTitle, kTag, kDescription, kComment };

void capitalise(std::string& text, size_t at) {
  if (at < text.size() && text[at] >= 'a' && text[at] <= 'z')
    text[at] = static_cast<char>(text[at] - 'a' + 'A');
}

std::string_view word(const Draw& draw, ListId id, Stream& stream) {
  const PackList& list = draw.realm.list(id);
  return list.empty() ? draw.realm.list(ListId::Lorem).draw(stream) : list.draw(stream);
}

/// Prepositions that sit well before any noun; the pack's list has many that do not.
constexpr const char* kEnglishPrepositions[] = {
    "about",  "above",  "across", "after",  "against", "along",  "among", "around", "at",
    "before", "behind", "below",  "beside", "between", "beyond", "by",    "for",    "from",
    "in",     "near",   "on",     "over",   "through", "toward", "under", "with"};

/// A word as its stem and what is put to its end.
struct Inflected {
  std::string_view stem, ending;
};

/// The third person singular of a regular English verb.
Inflected third_person(std::string_view verb) {
  const auto ends = [&](std::string_view end) {
    return verb.size() > end.size() && verb.substr(verb.size() - end.size()) == end;
  };
  const bool vowel_before =
      verb.size() > 1 && std::string_view("aeiou").find(verb[verb.size() - 2]) != std::string_view::npos;
  if (ends("y") && !vowel_before) return {verb.substr(0, verb.size() - 1), "ies"};
  for (std::string_view end : {"s", "x", "z", "ch", "sh", "o"})
    if (ends(end)) return {verb, "es"};
  return {verb, "s"};
}

/// A text that grows at the end of another one, as long as it has at most so many characters. What is put to it waits in
/// a buffer until flush(), since words are shorter than the work of appending them to a string.
class GrowingText {
 public:
  GrowingText(std::string& out, int64_t room) : out_(out), start_(out.size()), room_(room) {}
  bool empty() const { return size_ == 0 && out_.size() == start_; }
  size_t start() const { return start_; }
  /// Whether there would be room for more characters, at most as many as the bytes given.
  bool has_room(int64_t characters) {
    // No text has more characters than bytes, so they need to be counted only where it gets tight.
    if (static_cast<int64_t>(out_.size() - start_ + size_) + characters <= room_) return true;
    flush();
    return character_count(std::string_view(out_).substr(start_)) + characters <= room_;
  }
  /// Behind a blank, and with room left for two characters more.
  void add(Inflected next) {
    const auto bytes = static_cast<int64_t>(next.stem.size() + next.ending.size());
    if (bytes == 0) return;
    if (!has_room(bytes + 2) && !has_room(character_count(next.stem) + character_count(next.ending) + 2))
      return;
    if (!empty()) put(" ");
    put(next.stem);
    if (!next.ending.empty()) put(next.ending);
  }
  void put(std::string_view text) {
    if (text.size() > sizeof buffer_ - size_) flush();
    if (text.size() > sizeof buffer_) {
      out_ += text;
      return;
    }
    std::memcpy(buffer_ + size_, text.data(), text.size());
    size_ += text.size();
  }
  void flush() {
    out_.append(buffer_, size_);
    size_ = 0;
  }

 private:
  std::string& out_;
  size_t start_;
  int64_t room_;
  char buffer_[256];
  size_t size_ = 0;
};

/// Adjective noun verb adverb …: the order of parts of a plain sentence. In English with articles.
void append_sentence(const Draw& draw, Stream& stream, int64_t room, std::string& out) {
  static constexpr ListId kParts[] = {ListId::Adjective,   ListId::Noun,      ListId::Verb, ListId::Adverb,
                                      ListId::Preposition, ListId::Adjective, ListId::Noun};
  const bool english = draw.realm.locale().substr(0, 2) == "en";
  GrowingText text(out, room);
  const auto add = [&](std::string_view next) { text.add({next, {}}); };
  const uint64_t clauses = 1 + stream.below(2);
  for (uint64_t clause = 0; clause < clauses; ++clause) {
    if (clause > 0 && !text.empty() && text.has_room(31)) text.put(",");
    for (ListId id : kParts) {
      if (id == ListId::Adverb && stream.chance(0.6)) continue;
      if (id == ListId::Adjective && stream.chance(0.3)) continue;
      if (english && (id == ListId::Adjective || id == ListId::Preposition)) {
        if (id == ListId::Preposition) {
          add(kEnglishPrepositions[stream.below(std::size(kEnglishPrepositions))]);
          add("the");
          continue;
        }
        if (text.empty()) add("the");
      }
      if (english && id == ListId::Verb)
        text.add(third_person(word(draw, id, stream)));
      else
        add(word(draw, id, stream));
    }
  }
  text.flush();
  if (text.empty()) out += word(draw, ListId::Noun, stream);
  if (!text.empty() && out.back() == ',') out.pop_back();
  capitalise(out, text.start());
  out += '.';
}

void append_sentences(const Draw& draw, Stream& stream, uint64_t least, uint64_t most, std::string& out) {
  const auto count = least + stream.below(most - least + 1);
  int64_t room = draw.max_chars;
  for (uint64_t i = 0; i < count && (i == 0 || room > 40); ++i) {
    const size_t before = out.size();
    if (i > 0) out += ' ';
    append_sentence(draw, stream, room - (i > 0 ? 1 : 0), out);
    const int64_t size = character_count(std::string_view(out).substr(before));
    if (size > room) {
      out.resize(before);
      break;
    }
    room -= size + (i > 0 ? 0 : 1);
  }
}

void make_word(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kWord);
  out += word(draw, ListId::Noun, stream);
}

void make_words(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kWord + 100);
  out.append(word(draw, ListId::Adjective, stream)).append(" ").append(word(draw, ListId::Noun, stream));
}

void make_sentence(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSentence);
  append_sentence(draw, stream, draw.max_chars, out);
}

void make_paragraph(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kParagraph);
  append_sentences(draw, stream, 3, 7, out);
}

void make_body(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kParagraph + 100);
  const uint64_t paragraphs = 1 + stream.below(4);
  Draw part = draw;
  for (uint64_t i = 0; i < paragraphs && part.max_chars > 80; ++i) {
    std::string text;
    append_sentences(part, stream, 2, 6, text);
    if (i > 0) out += "\n\n";
    out += text;
    part.max_chars -= character_count(text) + 2;
  }
  if (out.empty()) append_sentences(draw, stream, 1, 2, out);
}

void make_title(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kTitle);
  const auto start = out.size();
  const int64_t room = draw.max_chars;
  const auto add = [&](std::string_view next) {
    if (next.empty() ||
        character_count(std::string_view(out).substr(start)) + character_count(next) + 1 > room)
      return;
    if (out.size() > start) out += ' ';
    const size_t at = out.size();
    out += next;
    capitalise(out, at);
  };
  const bool english = draw.realm.locale().substr(0, 2) == "en";
  switch (stream.below(4)) {
    case 0:
      if (english) add("The");
      add(word(draw, ListId::Adjective, stream));
      add(word(draw, ListId::Noun, stream));
      break;
    case 1:
      add(word(draw, ListId::Noun, stream));
      if (english) add("of the");
      add(word(draw, ListId::Adjective, stream));
      add(word(draw, ListId::Noun, stream));
      break;
    case 2:
      add(word(draw, ListId::Adjective, stream));
      add(word(draw, ListId::Noun, stream));
      break;
    default:
      add(word(draw, ListId::Noun, stream));
      if (english) add("and");
      add(word(draw, ListId::Noun, stream));
      break;
  }
  if (draw.attempt > 1) add(std::to_string(2 + stream.below(50 * draw.attempt)));
}

void make_description(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kDescription);
  append_sentences(draw, stream, 1, 3, out);
}

void make_comment(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kComment);
  append_sentences(draw, stream, 1, 2, out);
}

void make_tag(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kTag);
  append_label(word(draw, ListId::Noun, stream), '-', out);
  if (out.empty()) out += word(draw, ListId::Noun, stream);
  if (draw.attempt > 1) append_digits(stream, static_cast<int>(std::min<uint64_t>(draw.attempt, 12)), out);
}

/// A name for a thing of no known kind.
void make_thing_name(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kTag + 100);
  std::string name;
  const std::string_view adjective = word(draw, ListId::Adjective, stream);
  const std::string_view noun = word(draw, ListId::Noun, stream);
  if (character_count(adjective) + character_count(noun) + 1 <= draw.max_chars)
    name.append(adjective).append(" ");
  name += noun;
  capitalise(name, 0);
  if (draw.attempt > 1) name += " " + std::to_string(2 + stream.below(50 * draw.attempt));
  out += name;
}

}  // namespace

const std::vector<RealisticGenerator>& prose_generators() {
  static const std::vector<RealisticGenerator> kAll = {
      {"word", "text", "text", make_word, "A noun."},
      {"words", "text", "text", make_words, "An adjective and a noun."},
      {"sentence", "text", "text", make_sentence, "A sentence of words."},
      {"paragraph", "text", "text", make_paragraph, "Three to seven sentences."},
      {"body", "text", "text", make_body, "A longer text of one to four paragraphs."},
      {"title", "text", "text", make_title, "A title."},
      {"description", "text", "text", make_description, "One to three sentences."},
      {"comment", "text", "text", make_comment, "One or two sentences."},
      {"tag", "text", "text", make_tag, "A word in lower case."},
      {"thing_name", "text", "text", make_thing_name, "A name for a thing of any kind."},
  };
  return kAll;
}

}  // namespace datagen::core
