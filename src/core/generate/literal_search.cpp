// src/core/generate/literal_search.cpp -- full text, labels, key-value pairs, paths and XML
#include "core/generate/literal_gen.hpp"
#include "core/generate/words.hpp"

namespace datagen::core {
namespace {

constexpr uint64_t kManyWords = 100'000'000;  ///< word_capacity(8)

std::string drawn_word(Stream& stream) { return std::string(draw_word(stream)); }
std::string listed_word(uint64_t index) { return word_of(index, 8); }

/// `count` words with `separator` between them.
std::string words(Stream& stream, int64_t count, std::string_view separator) {
  std::string text;
  for (int64_t i = 0; i < count; ++i) {
    if (i > 0) text += separator;
    text += draw_word(stream);
  }
  return text;
}

std::string draw_tsvector(Stream& stream) {
  const int64_t count = stream.between(3, 8);
  std::string text;
  for (int64_t i = 1; i <= count; ++i) {
    if (i > 1) text += ' ';
    text += '\'' + drawn_word(stream) + "':" + std::to_string(i);
  }
  return text;
}
std::string list_tsvector(uint64_t index) { return '\'' + listed_word(index) + "':1"; }

std::string draw_tsquery(Stream& stream) {
  std::string first = '\'' + drawn_word(stream) + '\'';
  const uint64_t form = stream.below(4);
  if (form == 0) return first;
  const std::string second = '\'' + drawn_word(stream) + '\'';
  return first + (form == 1 ? " & " : form == 2 ? " | " : " & !") + second;
}
std::string list_tsquery(uint64_t index) { return '\'' + listed_word(index) + '\''; }

/// Labels from the root down: three to five levels.
std::string draw_ltree(Stream& stream) { return words(stream, stream.between(2, 5), "."); }
std::string list_ltree(uint64_t index) { return "top." + listed_word(index); }

std::string draw_lquery(Stream& stream) {
  const std::string word = drawn_word(stream);
  switch (stream.below(3)) {
    case 0: return "*." + word + ".*";
    case 1: return word + ".*{1,3}";
    default: return word + '.' + drawn_word(stream);
  }
}
std::string list_lquery(uint64_t index) { return "*." + listed_word(index); }

std::string draw_ltxtquery(Stream& stream) { return words(stream, 2, stream.chance(0.5) ? " & " : " | "); }

std::string draw_hstore(Stream& stream) {
  static constexpr std::string_view kKeys[] = {"name", "colour", "size", "origin", "state", "note"};
  const uint64_t count = 1 + stream.below(3);
  const uint64_t first = stream.below(6);
  std::string text;
  for (uint64_t i = 0; i < count; ++i) {
    if (i > 0) text += ", ";
    text += '"' + std::string(kKeys[(first + i) % 6]) + "\"=>\"" + drawn_word(stream) + '"';
  }
  return text;
}
std::string list_hstore(uint64_t index) { return "\"name\"=>\"" + listed_word(index) + '"'; }

std::string draw_xml(Stream& stream) {
  const std::string id = std::to_string(stream.between(1, 100000));
  const std::string name = drawn_word(stream);
  return "<item id=\"" + id + "\"><name>" + name + "</name><note>" +
         words(stream, stream.between(1, 4), " ") + "</note></item>";
}

std::string draw_jsonpath(Stream& stream) {
  const std::string key = drawn_word(stream);
  switch (stream.below(4)) {
    case 0: return "$.\"" + key + '"';
    case 1: return "$.\"" + key + "\"[*]";
    case 2: return "$.\"" + key + "\".\"" + drawn_word(stream) + '"';
    default: return "$.\"" + key + "\"[*]?(@ > " + std::to_string(stream.between(1, 100)) + ')';
  }
}

std::string draw_query_int(Stream& stream) {
  const std::string first = std::to_string(stream.between(1, 1000));
  return first + (stream.chance(0.5) ? " & " : " | ") + std::to_string(stream.between(1, 1000));
}

std::string draw_refcursor(Stream& stream) { return drawn_word(stream) + '_' + drawn_word(stream); }

constexpr LiteralFamily kFamilies[] = {
    {"tsvector", draw_tsvector, list_tsvector, kManyWords, kManyWords},
    {"tsquery", draw_tsquery, list_tsquery, kManyWords, kManyWords},
    {"ltree", draw_ltree, list_ltree, kManyWords, kManyWords},
    {"lquery", draw_lquery, list_lquery, kManyWords, kManyWords},
    {"ltxtquery", draw_ltxtquery},
    {"hstore", draw_hstore, list_hstore, kManyWords, kManyWords},
    {"xml", draw_xml},
    {"jsonpath", draw_jsonpath},
    {"query_int", draw_query_int},
    {"refcursor", draw_refcursor},
};

}  // namespace

LiteralTable search_literals() { return {kFamilies, sizeof kFamilies / sizeof *kFamilies}; }

}  // namespace datagen::core
