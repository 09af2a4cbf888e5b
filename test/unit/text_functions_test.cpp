// test/unit/text_functions_test.cpp -- functions of text as PostgreSQL computes them, and conditions on them
#include "core/constraint/text_functions.hpp"

#include "core/constraint/json_reader.hpp"
#include "core/constraint/json_shape.hpp"
#include "expression_builder.hpp"

#include <gtest/gtest.h>

namespace datagen::core {
namespace {

using namespace testing;

std::string call(Op op, const std::vector<TextOrNumber>& arguments) {
  const auto result = text_function(op, arguments);
  if (!result) return "undetermined";
  if (const auto* text = std::get_if<std::string>(&*result)) return *text;
  return std::to_string(std::get<int64_t>(*result));
}

TextOrNumber t(const char* text) { return std::string(text); }
TextOrNumber n(int64_t number) { return number; }

// The expected values are what the server answers to SELECT f(…).
TEST(TextFunctions, AgreeWithTheServer) {
  EXPECT_EQ(call(Op::Left, {t("abc"), n(-1)}), "ab");
  EXPECT_EQ(call(Op::Right, {t("abc"), n(-1)}), "bc");
  EXPECT_EQ(call(Op::Right, {t("abc"), n(5)}), "abc");
  EXPECT_EQ(call(Op::Substr, {t("abc"), n(0), n(2)}), "a");
  EXPECT_EQ(call(Op::Substr, {t("abc"), n(2)}), "bc");
  EXPECT_EQ(call(Op::Substr, {t("abc"), n(2), n(-1)}), "undetermined");
  EXPECT_EQ(call(Op::Trim, {t("xxaxx"), t("x")}), "a");
  EXPECT_EQ(call(Op::LTrim, {t("  a ")}), "a ");
  EXPECT_EQ(call(Op::SplitPart, {t("a-b-c"), t("-"), n(2)}), "b");
  EXPECT_EQ(call(Op::SplitPart, {t("a-b"), t("-"), n(3)}), "");
  EXPECT_EQ(call(Op::Replace, {t("aaa"), t("aa"), t("b")}), "ba");
  EXPECT_EQ(call(Op::Translate, {t("abcab"), t("ab"), t("x")}), "xcx");
  EXPECT_EQ(call(Op::LPad, {t("7"), n(3), t("0")}), "007");
  EXPECT_EQ(call(Op::LPad, {t("abcd"), n(2), t("0")}), "ab");
  EXPECT_EQ(call(Op::RPad, {t("a"), n(4), t("xy")}), "axyx");
  EXPECT_EQ(call(Op::Reverse, {t("äb")}), "bä");
  EXPECT_EQ(call(Op::Initcap, {t("o'neil 3rd")}), "O'Neil 3rd");
  EXPECT_EQ(call(Op::Upper, {t("é")}), "undetermined");
  EXPECT_EQ(call(Op::Position, {t("abc"), t("c")}), "3");
  EXPECT_EQ(call(Op::Position, {t("abc"), t("")}), "1");
  EXPECT_EQ(call(Op::Ascii, {t("€")}), "8364");
  EXPECT_EQ(call(Op::Ascii, {t("")}), "0");
}

/// The language that one condition on a text column leaves.
std::shared_ptr<const RegularLanguage> language_of(ExprPtr (*condition)(const ExprPtr& column)) {
  TestRelation relation;
  const ExprPtr column = relation.column("x", text());
  relation.check("c", condition(column));
  return analysed(relation).base[0].text.language;
}

ExprPtr of_text(Op op, std::vector<ExprPtr> args) { return make_expr(op, std::move(args), text()); }

TEST(TextConditions, AreUndoneToTheColumn) {
  const auto left = language_of([](const ExprPtr& x) {
    return in_list(of_text(Op::Left, {x, num(2)}), {"DE", "FR"});
  });
  ASSERT_TRUE(left);
  EXPECT_TRUE(left->contains("DE123"));
  EXPECT_TRUE(left->contains("FR"));
  EXPECT_FALSE(left->contains("D"));
  EXPECT_FALSE(left->contains("AT"));

  const auto split = language_of([](const ExprPtr& x) {
    return node(Op::Eq, {of_text(Op::SplitPart, {x, str("-"), num(2)}), str("de")});
  });
  ASSERT_TRUE(split);
  EXPECT_TRUE(split->contains("a-de"));
  EXPECT_TRUE(split->contains("-de-x"));
  EXPECT_FALSE(split->contains("de"));
  EXPECT_FALSE(split->contains("a-dex"));

  const auto stacked = language_of([](const ExprPtr& x) {
    return node(Op::Eq, {of_text(Op::Upper, {of_text(Op::Trim, {x})}), str("AB")});
  });
  ASSERT_TRUE(stacked);
  EXPECT_TRUE(stacked->contains("aB"));
  EXPECT_TRUE(stacked->contains("  ab "));
  EXPECT_FALSE(stacked->contains("a b"));

  const auto position = language_of([](const ExprPtr& x) {
    return node(Op::Eq, {whole(Op::Position, {x, str("-")}), num(3)});
  });
  ASSERT_TRUE(position);
  EXPECT_TRUE(position->contains("ab-c-"));
  EXPECT_FALSE(position->contains("a-b"));
  EXPECT_FALSE(position->contains("abc"));
}

TEST(TextConditions, CountRemovedCharacters) {
  const auto dots = language_of([](const ExprPtr& x) {
    const ExprPtr rest = of_text(Op::Replace, {x, str("."), str("")});
    return node(Op::Eq, {whole(Op::Sub, {whole(Op::Length, {x}), whole(Op::Length, {rest})}), num(2)});
  });
  ASSERT_TRUE(dots);
  EXPECT_TRUE(dots->contains("a.b.c"));
  EXPECT_FALSE(dots->contains("a.b"));
  EXPECT_FALSE(dots->contains("..."));
}

TEST(TextConditions, PalindromesAreListed) {
  TestRelation relation;
  const ExprPtr x = relation.column("x", text());
  relation.check("c", node(Op::Eq, {of_text(Op::Reverse, {x}), x}));
  relation.check("d", node(Op::Ge, {whole(Op::Length, {x}), num(5)}));
  const Analysis result = analysed(relation);
  ASSERT_TRUE(result.base[0].values);
  EXPECT_GT(result.base[0].values->size(), 500u);
  for (const Value& value : *result.base[0].values) {
    const std::string forward(value.text());
    EXPECT_EQ(forward, std::string(forward.rbegin(), forward.rend()));
    EXPECT_GE(forward.size(), 5u);
  }
}

TEST(JsonReader, ReadsWhatJsonbWrites) {
  size_t used = 0;
  const auto json = read_json(R"({"a": [1, -2.50, "x\u00e4\n"], "b": {"c": null}, "d": true} rest)", &used);
  ASSERT_TRUE(json);
  EXPECT_EQ(used, 59u);
  ASSERT_EQ(json->members.size(), 3u);
  EXPECT_EQ(json->members[0].second.items[1].decimal(), (std::pair<int64_t, int32_t>(-250, 2)));
  EXPECT_EQ(json->members[0].second.items[2].text, "xä\n");
  EXPECT_STREQ(json->members[1].second.members[0].second.type_name(), "null");
  EXPECT_FALSE(read_json("{\"a\": ", &used));
  EXPECT_FALSE(read_json(std::string(100, '['), &used));
}

TEST(JsonPath, SimplePathsBecomeConditions) {
  const ExprPtr document = make_column(0, type_of(TypeClass::Jsonb, "jsonb"));
  const auto hint = [&](const char* path, bool match) {
    const ExprPtr expr = json_path_hint(document, path, match);
    return expr ? describe(*expr, {"j"}) : "nothing";
  };
  EXPECT_EQ(hint(R"($."a")", false), "(j ? 'a')");
  EXPECT_EQ(hint(R"(($."n" > 5))", true), "((j ? 'n') AND ((j ->> 'n') > 5.00))");
  EXPECT_EQ(hint(R"($."a"."b"?(@ >= 3 && @ < 9))", false),
            "((j ? 'a') AND ((j ->> 'a') ? 'b') AND "
            "((((j ->> 'a') ->> 'b') >= 3.00) AND (((j ->> 'a') ->> 'b') < 9.00)))");
  EXPECT_EQ(hint(R"($?(@.type() == "object"))", false), "(jsonb_typeof(j) = 'object')");
  EXPECT_EQ(hint(R"($."a".size())", false), "nothing");
}

}  // namespace
}  // namespace datagen::core
