// test/unit/encoded_texts_test.cpp -- conditions on texts that are split into fields or decoded into bytes
#include "core/constraint/regular_language.hpp"
#include "expression_builder.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace datagen::core {
namespace {

using namespace testing;

ExprPtr split(const ExprPtr& x, const std::string& mark, Op op = Op::SplitText) {
  auto type = std::make_shared<Type>();
  type->type_class = TypeClass::Array;
  type->name = "_text";
  type->element = text();
  return make_expr(op, {x, str(mark)}, type);
}

std::shared_ptr<const RegularLanguage> language_of(const std::function<ExprPtr(const ExprPtr&)>& condition) {
  TestRelation relation;
  const ExprPtr column = relation.column("x", text());
  relation.check("c", condition(column));
  const Analysis analysis = analysed(relation);
  if (analysis.base[0].text.language) return analysis.base[0].text.language;
  if (analysis.groups.empty()) return nullptr;
  const auto& domains = analysis.groups[0].branches[0].domains;
  const auto own = domains.find(0);
  return own == domains.end() ? nullptr : own->second.text.language;
}

TEST(EncodedTexts, HaveTheNumberOfFields) {
  const auto language = language_of([](const ExprPtr& x) {
    return node(Op::Eq, {whole(Op::ArrayLength, {split(x, ","), num(1)}), num(3)});
  });
  ASSERT_TRUE(language);
  EXPECT_TRUE(language->contains("a,b,c"));
  EXPECT_TRUE(language->contains("one,two,3"));
  EXPECT_FALSE(language->contains("a,b"));
  EXPECT_FALSE(language->contains("a,b,c,d"));
  EXPECT_FALSE(language->contains("a,,c")) << "natural texts have no empty fields";
}

TEST(EncodedTexts, AreSplitAtSimplePatterns) {
  const auto language = language_of([](const ExprPtr& x) {
    return node(Op::Ge, {whole(Op::Cardinality, {split(x, "\\s+", Op::SplitAtMatches)}), num(2)});
  });
  ASSERT_TRUE(language);
  EXPECT_TRUE(language->contains("two words"));
  EXPECT_FALSE(language->contains("one"));
}

TEST(EncodedTexts, HaveTheNumberOfBytes) {
  const auto of = [](const char* encoding) {
    return [encoding](const ExprPtr& x) {
      const ExprPtr bytes = make_expr(Op::Decode, {x, str(encoding)}, type_of(TypeClass::Bytea, "bytea"));
      return node(Op::Eq, {whole(Op::OctetLength, {bytes}), num(4)});
    };
  };
  const auto hex = language_of(of("hex"));
  ASSERT_TRUE(hex);
  EXPECT_TRUE(hex->contains("00ff17ae"));
  EXPECT_FALSE(hex->contains("00ff17"));
  EXPECT_FALSE(hex->contains("00ff17ag"));
  const auto base64 = language_of(of("base64"));
  ASSERT_TRUE(base64);
  EXPECT_TRUE(base64->contains("AP8XrQ=="));
  EXPECT_FALSE(base64->contains("AP8X"));
}

}  // namespace
}  // namespace datagen::core
