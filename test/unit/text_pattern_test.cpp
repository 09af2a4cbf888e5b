// test/unit/text_pattern_test.cpp -- patterns and templates: what they make, and what they refuse and where
#include "core/data/text_pattern.hpp"
#include "core/base/error.hpp"
#include "core/data/template.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace datagen::core {
namespace {

std::string drawn(const std::string& pattern, uint64_t row = 0) {
  Stream stream(7, row);
  std::string text;
  TextPattern(pattern).append(stream, 2026, text);
  return text;
}

void expect_match(const std::string& pattern, const std::string& expected) {
  const std::regex regex(expected);
  for (uint64_t row = 0; row < 100; ++row) {
    const std::string text = drawn(pattern, row);
    EXPECT_TRUE(std::regex_match(text, regex)) << pattern << " gave " << text;
  }
}

void expect_refused(const std::string& pattern, const std::string& position) {
  try {
    TextPattern compiled(pattern);
    FAIL() << pattern << " was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::InvalidParameter);
    EXPECT_NE(error.detail().find("position " + position + "."), std::string::npos) << error.detail();
  }
}

TEST(TextPattern, makes_each_kind_of_part) {
  expect_match("ORDER-{d:8}", "ORDER-[0-9]{8}");
  expect_match("###", "[0-9]{3}");
  expect_match("{l:3}{X:2}", "[A-Z]{5}");
  expect_match("{A:6}", "[A-Z0-9]{6}");
  expect_match("{H:6}", "[A-F0-9]{6}");
  expect_match("[red,green,dark blue]", "red|green|dark blue");
  expect_match("{year}", "202[2-6]");
  expect_match("{random:4}", "[1-9][0-9]{3}");
  expect_match("\\#\\{\\X", "#\\{X");
}

TEST(TextPattern, takes_runs_of_one_letter_for_wildcards) {
  expect_match("XX-####", "[A-Z]{2}-[0-9]{4}");
  expect_match("HHHHHHHH", "[A-F0-9]{8}");
  expect_match("AA", "[A-Z0-9]{2}");
  expect_match("ABC-####", "ABC-[0-9]{4}");
  expect_match("AXA", "AXA");
  expect_match("xx", "xx");
}

TEST(TextPattern, says_where_it_is_malformed) {
  expect_refused("ab{d:8", "3");
  expect_refused("{q:8}", "2");
  expect_refused("{d:0}", "4");
  expect_refused("{d:}", "4");
  expect_refused("{d}", "3");
  expect_refused("ä[a,b", "2");
  expect_refused("[]", "1");
  expect_refused("a}", "2");
  expect_refused("a\\", "2");
  expect_refused("{d:99999}", "4");
}

TEST(TextPattern, counts_its_texts) {
  EXPECT_EQ(TextPattern("AB##").size(), 100U);
  EXPECT_EQ(TextPattern("[a,b]#").size(), 20U);
  EXPECT_EQ(TextPattern("{random:2}").size(), 90U);
  EXPECT_EQ(TextPattern("{d:100}").size(), UINT64_MAX);
  EXPECT_EQ(TextPattern("").size(), 1U);
}

class OneName : public TemplateNames {
 public:
  bool append(std::string_view name, std::string& out) override {
    if (name != "who") return false;
    out += "Ann";
    return true;
  }
};

std::string expanded(const std::string& text, TemplateSigns signs = TemplateSigns::Digits) {
  Stream stream(1, 1);
  OneName names;
  std::string out;
  expand_template(text, signs, stream, names, out);
  return out;
}

TEST(Template, replaces_names_and_signs) {
  EXPECT_EQ(expanded("Dr. {{who}}, {{who}}", TemplateSigns::Literal), "Dr. Ann, Ann");
  EXPECT_EQ(expanded("# {who} !", TemplateSigns::Literal), "# {who} !");
  EXPECT_TRUE(std::regex_match(expanded("#-!-?-[007-008]"), std::regex("[0-9]-[2-9]-[A-Z]-00[78]")));
}

TEST(Template, says_where_it_is_malformed) {
  for (const auto& [text, position] :
       {std::pair{"ab{{who", "3"}, {"{{x}}", "3"}, {"a[1-", "2"}, {"[9-1]", "1"}, {"[a-b]", "1"}}) {
    try {
      expanded(text);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_NE(error.detail().find(std::string("position ") + position + "."), std::string::npos)
          << error.detail();
    }
  }
}

}  // namespace
}  // namespace datagen::core
