// test/unit/regular_language_test.cpp -- counts, index, sampling and set algebra of regular languages
#include "core/constraint/regular_language.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <set>
#include <string>

namespace datagen::core {
namespace {

using Patterns = std::vector<Automaton>;

/// One step of a hand-made pattern: a character class repeated low..high times; high -1 = without end.
struct Part {
  CodeSet characters;
  int low = 1;
  int high = 1;
};

Automaton sequence(std::initializer_list<Part> parts) {
  Automaton a;
  a.states = 1;
  a.initial = {0};
  std::vector<int> ends{0};
  for (const Part& part : parts) {
    const int character_class = static_cast<int>(a.classes.size());
    a.classes.push_back(part.characters);
    std::vector<int> next;
    if (part.low == 0) next = ends;
    for (int i = 1; i <= std::max(part.low, part.high); ++i) {
      const int state = a.states++;
      for (int end : ends) a.arcs.push_back({end, state, character_class});
      ends = {state};
      if (i >= part.low) next.push_back(state);
    }
    if (part.high < 0) {
      if (part.low == 0) {
        const int state = a.states++;
        for (int end : ends) a.arcs.push_back({end, state, character_class});
        ends = {state};
        next.push_back(state);
      }
      a.arcs.push_back({ends[0], ends[0], character_class});
    }
    ends = next;
  }
  a.final = ends;
  return a;
}

const CodeSet kUpper{{U'A', U'Z'}};
const CodeSet kLower{{U'a', U'z'}};
const CodeSet kDigit{{U'0', U'9'}};
const CodeSet kAny = all_code_points();

RegularLanguage built(const Patterns& positive, const Patterns& negative = {}, LengthBounds bounds = {},
                      Alphabet alphabet = {}) {
  auto language = RegularLanguage::build(positive, negative, bounds, alphabet);
  EXPECT_TRUE(language.has_value());
  return language ? *language : *RegularLanguage::build({*from_literal("")}, {});
}

Automaton like(std::string_view pattern, std::optional<char32_t> escape = U'\\') {
  return from_like(pattern, escape).value();
}

void expect_index_is_bijective(const RegularLanguage& language) {
  ASSERT_LT(language.size(), 100000U);
  std::set<std::string> seen;
  for (uint64_t i = 0; i < language.size(); ++i) {
    const std::string text = language.unrank(i);
    EXPECT_TRUE(seen.insert(text).second) << text;
    EXPECT_TRUE(language.contains(text)) << text;
    EXPECT_EQ(language.rank(text), i) << text;
  }
}

TEST(RegularLanguage, CountsCodes) {
  const auto language = built({sequence({{kUpper, 2, 2}, {kDigit, 2, 2}})});
  EXPECT_EQ(language.size(), 67600U);
  EXPECT_TRUE(language.exhaustive());
  EXPECT_EQ(language.unrank(0), "AA00");
  EXPECT_EQ(language.unrank(67599), "ZZ99");
  EXPECT_EQ(language.rank("AA10"), 10U);
  EXPECT_EQ(language.rank("aa10"), std::nullopt);
  expect_index_is_bijective(language);
}

TEST(RegularLanguage, CountsAmbiguousPatternsOnce) {
  // (a|b)?a?b{0,2} written so that one string has several paths.
  const CodeSet ab{{U'a', U'b'}};
  const auto language = built({sequence({{ab, 0, 1}, {{{U'a', U'a'}}, 0, 1}, {{{U'b', U'b'}}, 0, 2}})});
  std::set<std::string> expected;
  for (std::string x : {"", "a", "b"}) {
    for (std::string y : {"", "a"}) {
      for (std::string z : {"", "b", "bb"}) expected.insert(x + y + z);
    }
  }
  EXPECT_EQ(language.size(), expected.size());
  expect_index_is_bijective(language);
}

TEST(RegularLanguage, OptionalTailHasTwoLengths) {
  const auto language = built({sequence({{kDigit, 3, 3}})}, {like("0%"), like("%9")});
  EXPECT_EQ(language.size(), 9U * 10U * 9U);
  expect_index_is_bijective(language);
}

TEST(RegularLanguage, LikePatterns) {
  const auto language = built({like("A_-%")}, {}, {4, 4});
  EXPECT_EQ(language.size(), 62U * 62U);
  EXPECT_TRUE(language.contains("Aé-!"));
  EXPECT_FALSE(language.contains("A-!"));
  EXPECT_FALSE(language.exhaustive());
  EXPECT_EQ(language.shortest(), "Aa-a");
  const auto escaped = built({like("50\\%\\_x")});
  EXPECT_EQ(escaped.size(), 1U);
  EXPECT_EQ(escaped.shortest(), "50%_x");
  EXPECT_EQ(built({like("a#%", U'#')}).shortest(), "a%");
  EXPECT_EQ(built({like("a\\%", std::nullopt)}).shortest(), "a\\");
  EXPECT_FALSE(from_like("abc\\").has_value());
  EXPECT_FALSE(from_like("\xff").has_value());
}

TEST(RegularLanguage, CaseIsIgnoredOnRequest) {
  const auto language = built({from_like("aB1é", U'\\', true).value()});
  EXPECT_EQ(language.size(), 8U);
  EXPECT_TRUE(language.contains("Ab1É"));
  EXPECT_TRUE(language.exact());
  EXPECT_FALSE(from_like("ſ", U'\\', true)->exact);
}

TEST(RegularLanguage, IntersectsAndComplements) {
  const auto language = built({like("%a%"), any_string(kLower)}, {like("%b%"), like("a%")}, {3, 3});
  uint64_t expected = 0;
  for (char x = 'a'; x <= 'z'; ++x) {
    for (char y = 'a'; y <= 'z'; ++y) {
      for (char z = 'a'; z <= 'z'; ++z) {
        const std::string s{x, y, z};
        const bool in = s.find('a') != std::string::npos && s.find('b') == std::string::npos && x != 'a';
        EXPECT_EQ(language.contains(s), in) << s;
        expected += in ? 1 : 0;
      }
    }
  }
  EXPECT_EQ(language.size(), expected);
  EXPECT_TRUE(language.exhaustive());
  expect_index_is_bijective(language);
}

TEST(RegularLanguage, ImpossibleCombinationsAreEmpty) {
  EXPECT_TRUE(built({like("a%")}, {like("a%")}).empty());
  EXPECT_TRUE(built({like("a%"), like("b%")}).empty());
  EXPECT_TRUE(built({*from_literal("abcd")}, {}, {0, 3}).empty());
  EXPECT_TRUE(built({}, {any_string()}).empty());
  EXPECT_TRUE(built({}, {}, {3, 2}).empty());
  // Even lengths only: (ab)*
  Automaton pairs;
  pairs.states = 2;
  pairs.initial = pairs.final = {0};
  pairs.classes = {{{U'a', U'a'}}, {{U'b', U'b'}}};
  pairs.arcs = {{0, 1, 0}, {1, 0, 1}};
  EXPECT_TRUE(built({pairs}, {}, {3, 3}).empty());
  EXPECT_TRUE(built({pairs}, {}, {3, 3}).exhaustive());
  EXPECT_EQ(built({pairs}, {}, {3, 5}).shortest(), "abab");
}

TEST(RegularLanguage, TooManyStatesIsReported) {
  // The n-th character from the end is 'a': 2^n states.
  const auto pattern = sequence({{kLower, 0, -1}, {{{U'a', U'a'}}, 1, 1}, {kLower, 20, 20}});
  EXPECT_FALSE(RegularLanguage::build({pattern}, {}).has_value());
  const auto smaller = sequence({{kLower, 0, -1}, {{{U'a', U'a'}}, 1, 1}, {kLower, 7, 7}});
  EXPECT_TRUE(RegularLanguage::build({smaller}, {}).has_value());
  EXPECT_FALSE(RegularLanguage::build({smaller}, {}, {}, {}, {100, 4'000'000}).has_value());
}

TEST(RegularLanguage, WideClassesPreferLettersAndDigits) {
  EXPECT_EQ(built({like("_")}).size(), 62U);
  EXPECT_EQ(built({like("_")}).tier(), CharacterTier::Preferred);
  EXPECT_EQ(built({like("_")}, {}, {}, {{}, 94}).size(), 94U);
  EXPECT_EQ(built({like("_")}, {}, {}, {{}, 95}).size(), 95U);
  EXPECT_EQ(built({like("_")}, {}, {}, {{}, 20000}).tier(), CharacterTier::CommonScripts);
  EXPECT_EQ(built({like("_")}, {}, {}, {{}, UINT64_MAX}).size(), cardinality(kAny));
  EXPECT_EQ(built({like("__")}, {}, {}, {{{U'x', U'z'}}, 1}).size(), 9U);
  // No letter or digit is possible, so marks are used.
  const CodeSet marks = difference(kAny, {{U'0', U'9'}, {U'A', U'Z'}, {U'a', U'z'}});
  EXPECT_EQ(built({sequence({{marks, 1, 1}})}).size(), 32U);
  // Narrow classes keep what they name; controls go while something else is left.
  EXPECT_EQ(built({sequence({{normalised({{U'a', U'c'}, {0xE4, 0xE4}, {U'.', U'.'}}), 2, 2}})}).size(), 25U);
  EXPECT_EQ(built({sequence({{normalised({{9, 13}, {32, 32}, {0x2000, 0x2006}}), 1, 1}})}).shortest(), " ");
  EXPECT_EQ(built({sequence({{{{9, 9}}, 1, 1}})}).shortest(), "\t");
}

TEST(RegularLanguage, HugeLanguagesKeepTheirIndexOneToOne) {
  for (const LengthBounds bounds :
       {LengthBounds{0, kUnboundedLength}, LengthBounds{40, 60}, LengthBounds{300, 300}}) {
    const auto language =
        built({sequence({{kLower, 1, -1}, {{{U'-', U'-'}}, 1, 1}, {kDigit, 2, -1}})}, {}, bounds);
    EXPECT_EQ(language.size(), UINT64_MAX);
    std::set<std::string> seen;
    Stream stream(7, 0);
    for (int i = 0; i < 2000; ++i) {
      const uint64_t index = i < 1000 ? static_cast<uint64_t>(i) : stream.below(UINT64_MAX);
      const std::string text = language.unrank(index);
      EXPECT_TRUE(seen.insert(text).second);
      EXPECT_TRUE(language.contains(text)) << text;
      EXPECT_EQ(language.rank(text), index) << text;
    }
    EXPECT_EQ(seen.size(), 2000U);
    EXPECT_EQ(language.rank("-"), std::nullopt);
  }
}

TEST(RegularLanguage, VarietyLengthensStrings) {
  const auto few = built({any_string({{U'a', U'a'}})}, {}, {1, kUnboundedLength});
  EXPECT_EQ(few.size(), 64U);
  EXPECT_FALSE(few.exhaustive());
  EXPECT_GE(built({any_string({{U'a', U'a'}})}, {}, {1, kUnboundedLength}, {{}, 500}).size(), 500U);
  EXPECT_EQ(built({any_string({{U'a', U'a'}})}, {}, {1, 200}).size(), 200U);
}

TEST(RegularLanguage, SamplesAreMembersAndRepeatable) {
  const CodeSet wide = difference(kAny, normalised({{U'@', U'@'}, {U' ', U' '}, {9, 13}}));
  const Part some{wide, 1, -1};
  const auto language =
      built({sequence({some, {{{U'@', U'@'}}, 1, 1}, some, {{{U'.', U'.'}}, 1, 1}, {kLower, 2, 3}})});
  std::set<std::string> seen;
  for (uint64_t row = 0; row < 1000; ++row) {
    Stream stream(42, row);
    Stream again(42, row);
    const std::string text = language.sample(stream);
    EXPECT_EQ(text, language.sample(again));
    EXPECT_TRUE(language.contains(text)) << text;
    EXPECT_LE(text.size(), 18U);
    for (char c : text) EXPECT_TRUE(c >= '-' && c <= 'z') << text;
    seen.insert(text);
  }
  EXPECT_GT(seen.size(), 990U);
}

TEST(RegularLanguage, SamplesReachEveryString) {
  const auto language = built({sequence({{kDigit, 1, 2}})});
  std::set<std::string> seen;
  for (uint64_t row = 0; row < 3000; ++row) {
    Stream stream(1, row);
    seen.insert(language.sample(stream));
  }
  EXPECT_EQ(seen.size(), 110U);
}

TEST(RegularLanguage, DependsOnTheLanguageAlone) {
  // The same strings, said twice: in one pattern, and as an intersection with states and classes in another
  // order.
  const auto one = built({sequence({{kUpper, 1, 1}, {kDigit, 3, 3}})});
  Automaton reversed = sequence({{kUpper, 1, 1}, {kDigit, 3, 3}});
  for (Automaton::Arc& arc : reversed.arcs) arc = {4 - arc.from, 4 - arc.to, 1 - arc.character_class};
  std::swap(reversed.classes[0], reversed.classes[1]);
  reversed.initial = {4};
  reversed.final = {0};
  const auto other = built({any_string(normalised({{U'0', U'9'}, {U'A', U'Z'}})), reversed}, {like("a%")});
  for (uint64_t i = 0; i < 26000; i += 37) EXPECT_EQ(one.unrank(i), other.unrank(i));
  for (uint64_t row = 0; row < 100; ++row) {
    Stream a(3, row);
    Stream b(3, row);
    EXPECT_EQ(one.sample(a), other.sample(b));
  }
}

TEST(RegularLanguage, GoldenValues) {
  const auto language = built({like("INV-____")});
  EXPECT_EQ(language.size(), 14776336U);
  EXPECT_EQ(language.unrank(1234567), "INV-flkx");
  Stream stream(99, 5);
  EXPECT_EQ(language.sample(stream), "INV-bezH");
}

TEST(RegularLanguage, InexactPatternsAreReported) {
  Automaton pattern = *from_literal("x");
  pattern.exact = false;
  EXPECT_FALSE(built({pattern}).exact());
  EXPECT_TRUE(built({*from_literal("x")}).exact());
}

TEST(CodePoints, Utf8IsStrict) {
  std::string text;
  for (char32_t c : {U'a', char32_t{0xE9}, char32_t{0x20AC}, char32_t{0x1F600}}) append_utf8(text, c);
  EXPECT_EQ(text, "aé€😀");
  EXPECT_EQ(decode_utf8(text)->size(), 4U);
  for (std::string_view bad :
       {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    EXPECT_FALSE(decode_utf8(bad).has_value());
  }
}

TEST(CodePoints, SetAlgebra) {
  const CodeSet a = normalised({{5, 9}, {1, 3}, {4, 4}, {20, 30}});
  EXPECT_EQ(a, (CodeSet{{1, 9}, {20, 30}}));
  EXPECT_EQ(difference(a, {{3, 4}, {8, 22}, {30, 40}}), (CodeSet{{1, 2}, {5, 7}, {23, 29}}));
  EXPECT_EQ(intersection(a, {{3, 4}, {8, 22}}), (CodeSet{{3, 4}, {8, 9}, {20, 22}}));
  EXPECT_EQ(cardinality(a), 20U);
  EXPECT_TRUE(contains(a, 20));
  EXPECT_FALSE(contains(a, 10));
}

TEST(RegularLanguage, tells_which_endings_it_has_room_for) {
  const RegularLanguage mail = built({*from_like("%@%.com")}, {*from_like("%.x.com")});
  for (const char* ending : {"", "m", ".com", "example.com", "a@b.com", "\xC3\xA9.com"})
    EXPECT_TRUE(mail.may_end_in(ending)) << ending;
  for (const char* ending : {"org", "com.", "y.x.com", "\xC3"})
    EXPECT_FALSE(mail.may_end_in(ending)) << ending;
  const RegularLanguage code = built({sequence({{kUpper, 3, 3}, {kDigit, 2, 4}})});
  for (const char* ending : {"7", "1234", "A12", "ABC1234"}) EXPECT_TRUE(code.may_end_in(ending)) << ending;
  for (const char* ending : {"A", "12345", "ABCD12", "a12"}) EXPECT_FALSE(code.may_end_in(ending)) << ending;
}

}  // namespace
}  // namespace datagen::core
