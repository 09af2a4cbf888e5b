// test/unit/automaton_algebra_test.cpp -- constructions on automata against the sets of strings they stand for
#include "core/constraint/automaton_algebra.hpp"

#include "core/constraint/numerals.hpp"
#include "core/constraint/regular_language.hpp"
#include "core/constraint/text_measure.hpp"
#include "core/constraint/text_model.hpp"
#include "core/constraint/text_order.hpp"

#include <gtest/gtest.h>

#include <set>

namespace datagen::core {
namespace {

using Strings = std::set<std::string>;

/// All strings over a, b and c of up to four characters.
const Strings& universe() {
  static const Strings all = [] {
    Strings found{""};
    for (int round = 0; round < 4; ++round)
      for (const std::string& shorter : Strings(found))
        for (char c : {'a', 'b', 'c'}) found.insert(shorter + c);
    return found;
  }();
  return all;
}

/// The members of the universe that the automaton accepts.
Strings accepted(const Automaton& automaton) {
  const auto language = RegularLanguage::build({automaton}, {});
  Strings found;
  if (!language) return found;
  for (const std::string& text : universe())
    if (!language->empty() && language->contains(text)) found.insert(text);
  return found;
}

template <class F>
Strings those(F condition) {
  Strings found;
  for (const std::string& text : universe())
    if (condition(text)) found.insert(text);
  return found;
}

Automaton like(const char* pattern) { return *from_like(pattern); }

TEST(AutomatonAlgebra, SumsAndProducts) {
  EXPECT_EQ(accepted(united(like("a%"), like("_"))),
            those([](const std::string& s) { return s.size() == 1 || (!s.empty() && s[0] == 'a'); }));
  EXPECT_EQ(accepted(concatenated(like("a%"), *from_literal("b"))),
            those([](const std::string& s) { return s.size() > 1 && s[0] == 'a' && s.back() == 'b'; }));
  EXPECT_EQ(
      accepted(concatenated(repeated({{U'a', U'a'}}, 0, 2), repeated({{U'b', U'b'}}, 0, kUnboundedRepeat))),
      those([](const std::string& s) {
        const size_t as = s.find_first_not_of('a') == s.npos ? s.size() : s.find_first_not_of('a');
        return as <= 2 && s.find_first_not_of('b', as) == s.npos;
      }));
  EXPECT_EQ(accepted(*intersection(like("a%"), like("%b"))),
            those([](const std::string& s) { return s.size() > 1 && s[0] == 'a' && s.back() == 'b'; }));
  EXPECT_EQ(accepted(*complement(like("%ab%"))),
            those([](const std::string& s) { return s.find("ab") == s.npos; }));
  Automaton rough = like("a%");
  rough.exact = false;
  EXPECT_FALSE(complement(rough));
}

TEST(AutomatonAlgebra, MirrorsAndQuotients) {
  EXPECT_EQ(accepted(reversed(like("ab%"))), accepted(like("%ba")));
  EXPECT_EQ(accepted(after_prefix(like("ab%c"), {U'a'})), accepted(like("b%c")));
  EXPECT_EQ(accepted(before_suffix(like("a%bc"), {U'c'})), accepted(like("a%b")));
  EXPECT_TRUE(accepted(after_prefix(like("b%"), {U'a'})).empty());
}

TEST(AutomatonAlgebra, PreimagesOfCharacterMaps) {
  CharacterMap erase;
  erase.erased = {{U'b', U'b'}};
  const auto erased = [](std::string s) {
    s.erase(std::remove(s.begin(), s.end(), 'b'), s.end());
    return s;
  };
  EXPECT_EQ(accepted(preimage(*from_literal("ac"), erase)),
            those([&](const std::string& s) { return erased(s) == "ac"; }));
  CharacterMap change;
  change.changed = {{U'a', U'b'}};
  EXPECT_EQ(accepted(preimage(*from_literal("bb"), change)), (Strings{"aa", "ab", "ba", "bb"}));
  EXPECT_TRUE(accepted(preimage(*from_literal("a"), change)).empty());
}

TEST(AutomatonAlgebra, SingleCharactersOfAPattern) {
  EXPECT_EQ(single_characters(repeated({{U'0', U'9'}}, 1, 1)), (CodeSet{{U'0', U'9'}}));
  EXPECT_EQ(single_characters(repeated({{U'0', U'9'}}, 1, kUnboundedRepeat)), (CodeSet{{U'0', U'9'}}));
  EXPECT_FALSE(single_characters(repeated({{U'0', U'9'}}, 2, 2)));
  EXPECT_FALSE(single_characters(repeated({{U'0', U'9'}}, 0, 1)));
}

TEST(TextOrder, IsThatOfCodePoints) {
  for (const char* bound : {"", "b", "ab", "ba", "abc"}) {
    EXPECT_EQ(accepted(*code_point_order(Op::Lt, bound)),
              those([&](const std::string& s) { return s < bound; }));
    EXPECT_EQ(accepted(*code_point_order(Op::Le, bound)),
              those([&](const std::string& s) { return s <= bound; }));
    EXPECT_EQ(accepted(*code_point_order(Op::Gt, bound)),
              those([&](const std::string& s) { return s > bound; }));
    EXPECT_EQ(accepted(*code_point_order(Op::Ge, bound)),
              those([&](const std::string& s) { return s >= bound; }));
  }
}

TEST(TextOrder, AlphabeticKeepsToOneCase) {
  const auto language =
      RegularLanguage::build({*alphabetic_order(Op::Ge, "M"), *alphabetic_order(Op::Lt, "N")}, {});
  ASSERT_TRUE(language);
  EXPECT_TRUE(language->contains("M"));
  EXPECT_TRUE(language->contains("Mike"));
  EXPECT_FALSE(language->contains("N"));
  EXPECT_FALSE(language->contains("m"));
}

TEST(TextMeasure, CountsCharacters) {
  EXPECT_EQ(accepted(*texts_of_length(TickSet(2, 3))),
            those([](const std::string& s) { return s.size() == 2 || s.size() == 3; }));
  EXPECT_EQ(accepted(*texts_with_count(TickSet(1, 2), {{U'a', U'a'}})), those([](const std::string& s) {
              const auto count = std::count(s.begin(), s.end(), 'a');
              return count == 1 || count == 2;
            }));
  EXPECT_EQ(accepted(*texts_with_count(TickSet(2, INT64_MAX), {{U'a', U'a'}})),
            those([](const std::string& s) { return std::count(s.begin(), s.end(), 'a') >= 2; }));
}

TEST(Numerals, AreWrittenAsTheServerDoes) {
  const auto language = RegularLanguage::build({decimal_numerals(TickSet(-12, 205))}, {});
  ASSERT_TRUE(language);
  for (int number = -30; number <= 2100; ++number)
    EXPECT_EQ(language->contains(std::to_string(number)), number >= -12 && number <= 205) << number;
  EXPECT_FALSE(language->contains("007"));
  EXPECT_FALSE(language->contains("-0"));
  EXPECT_FALSE(decimal_numerals([] {
                 TickSet even;
                 even.keep_stride(2, 0);
                 return even;
               }())
                   .exact);
}

TEST(Numerals, AreReadBack) {
  bool complete = false;
  const auto six = numeral_ticks(repeated({{U'0', U'9'}}, 6, 6), &complete);
  ASSERT_TRUE(six);
  EXPECT_TRUE(complete);
  EXPECT_EQ(six->lowest(), 100000);
  EXPECT_EQ(six->highest(), 999999);
  EXPECT_EQ(six->size(), 900000u);
  const auto negative = numeral_ticks(like("-4_"), &complete);
  ASSERT_TRUE(negative);
  EXPECT_EQ(negative->lowest(), -49);
  EXPECT_EQ(negative->highest(), -40);
}

TEST(TextModel, StandsForTheValue) {
  Type uuid;
  uuid.type_class = TypeClass::Uuid;
  const auto language = RegularLanguage::build({text_model(uuid)}, {});
  ASSERT_TRUE(language);
  const std::string bytes("\x12\x34\x56\x78\x9a\xbc\xde\xf0\x01\x02\x03\x04\x05\x06\x07\x08", 16);
  const auto text = model_text(*make_constant(Value::of_bytes(bytes), std::make_shared<Type>(uuid)));
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "12345678-9abc-def0-0102-030405060708");
  EXPECT_TRUE(language->contains(*text));
  EXPECT_EQ(bytes_of_hex(*text), bytes);
}

}  // namespace
}  // namespace datagen::core
