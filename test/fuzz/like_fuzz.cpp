// test/fuzz/like_fuzz.cpp -- LIKE automata against a straightforward matcher
#include "core/constraint/regular_language.hpp"

#include <cstdlib>
#include <string>
#include <vector>

using datagen::core::RegularLanguage;

namespace {

bool matches(const std::vector<char32_t>& pattern, size_t p, const std::vector<char32_t>& text, size_t t) {
  if (p == pattern.size()) return t == text.size();
  if (pattern[p] == U'%') {
    for (size_t next = t; next <= text.size(); ++next) {
      if (matches(pattern, p + 1, text, next)) return true;
    }
    return false;
  }
  if (t == text.size()) return false;
  if (pattern[p] == U'_') return matches(pattern, p + 1, text, t + 1);
  if (pattern[p] == U'\\') ++p;
  return pattern[p] == text[t] && matches(pattern, p + 1, text, t + 1);
}

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1 || size > 24) return 0;
  const std::string input(reinterpret_cast<const char*>(data), size);
  const size_t middle = static_cast<uint8_t>(input[0]) % size;
  const std::string pattern = input.substr(1, middle);
  const std::string text = input.substr(1 + middle);
  const auto pattern_characters = datagen::core::decode_utf8(pattern);
  const auto text_characters = datagen::core::decode_utf8(text);
  const auto automaton = datagen::core::from_like(pattern);
  if (!automaton || !text_characters || text.find('\0') != std::string::npos ||
      pattern.find('\0') != std::string::npos) {
    return 0;
  }
  const bool expected = matches(*pattern_characters, 0, *text_characters, 0);
  const auto positive = RegularLanguage::build({*automaton}, {});
  const auto negative = RegularLanguage::build({}, {*automaton});
  require(positive && positive->contains(text) == expected);
  require(negative && negative->contains(text) == !expected);
  require(!positive->empty());
  for (uint64_t index : {uint64_t{0}, positive->size() / 3, positive->size() - 1}) {
    const std::string member = positive->unrank(index);
    require(matches(*pattern_characters, 0, *datagen::core::decode_utf8(member), 0));
    require(positive->rank(member) == index);
    require(!negative->contains(member));
  }
  datagen::core::Stream stream(size, middle);
  require(positive->contains(positive->sample(stream)));
  return 0;
}
