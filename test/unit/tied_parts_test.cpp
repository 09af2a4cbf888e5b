// test/unit/tied_parts_test.cpp -- elements and members of one value that conditions tie to each other
#include "core/plan/tied_parts.hpp"

#include "expression_builder.hpp"
#include "plan_fixture.hpp"

#include <gtest/gtest.h>

#include <set>

namespace datagen::core {
namespace {

using namespace testing;

TypePtr integers() {
  auto type = std::make_shared<Type>();
  type->type_class = TypeClass::Array;
  type->name = "_int4";
  type->element = integer();
  return type;
}

ExprPtr element(const ExprPtr& array, int64_t place) {
  return make_expr(Op::Subscript, {array, num(place)}, integer());
}

Predicate condition(ExprPtr expr) {
  Predicate predicate;
  predicate.name = "c";
  predicate.columns = {0};
  predicate.expr = std::move(expr);
  return predicate;
}

struct Tied {
  Relation relation = fixture::relation(1, "t", {fixture::column("w", integers())});
  RelationTask task = fixture::task_for(relation, 10);
  fixture::NoPatterns compiler;
  PatternLibrary patterns{compiler};
  LanguageLibrary languages;
  fixture::PermissiveServer server;
  Domain whole;
  ExprPtr w = make_column(0, integers());

  std::unique_ptr<TiedParts> find(const std::vector<Predicate>& conditions) {
    return TiedParts::find(relation.columns[0], whole, conditions, task, patterns, languages, server);
  }
};

TEST(TiedParts, SeesWhatReadsSeveralParts) {
  const ExprPtr w = make_column(0, integers());
  EXPECT_TRUE(TiedParts::ties(*node(Op::Lt, {element(w, 1), element(w, 2)}), 0));
  EXPECT_FALSE(TiedParts::ties(*node(Op::Lt, {element(w, 1), num(2)}), 0));
  EXPECT_FALSE(TiedParts::ties(*node(Op::Lt, {element(w, 1), element(w, 1)}), 0)) << "one part, twice";
  const ExprPtr alone = node(Op::Gt, {element(w, 1), num(0)}), other = node(Op::Gt, {element(w, 2), num(0)});
  EXPECT_FALSE(TiedParts::ties(*node(Op::And, {alone, other}), 0)) << "each conjunct reads one";
  EXPECT_FALSE(TiedParts::ties(*node(Op::Lt, {element(w, 1), element(w, 2)}), 1)) << "another column";
}

TEST(TiedParts, DrawsPartsThatMeetSumsAndBounds) {
  Tied tied;
  const ExprPtr sum =
      whole(Op::Add, {whole(Op::Add, {element(tied.w, 1), element(tied.w, 2)}), element(tied.w, 3)});
  std::vector<Predicate> conditions{condition(node(Op::Eq, {sum, num(100)}))};
  for (int64_t place = 1; place <= 3; ++place)
    conditions.push_back(condition(node(Op::Ge, {element(tied.w, place), num(0)})));
  const auto parts = tied.find(conditions);
  ASSERT_TRUE(parts);
  std::set<std::vector<int64_t>> seen;
  Arena arena;
  for (uint64_t i = 0; i < 100; ++i) {
    Stream stream(3, i);
    const auto equalities = parts->draw(stream, arena);
    ASSERT_TRUE(equalities);
    ASSERT_EQ(equalities->size(), 3u);
    int64_t total = 0;
    std::vector<int64_t> ticks;
    for (const ExprPtr& equality : *equalities) {
      EXPECT_EQ(equality->op, Op::Eq);
      EXPECT_EQ(equality->args[0]->op, Op::Subscript);
      ticks.push_back(equality->args[1]->constant.tick);
      EXPECT_GE(ticks.back(), 0);
      total += ticks.back();
    }
    EXPECT_EQ(total, 100);
    seen.insert(ticks);
  }
  EXPECT_GT(seen.size(), 50u);
}

TEST(TiedParts, AreAFunctionOfTheStream) {
  Tied tied;
  const auto parts = tied.find({condition(node(Op::Lt, {element(tied.w, 1), element(tied.w, 2)}))});
  ASSERT_TRUE(parts);
  Arena arena;
  for (uint64_t i = 0; i < 20; ++i) {
    Stream once(4, i), again(4, i);
    const auto first = parts->draw(once, arena), second = parts->draw(again, arena);
    ASSERT_TRUE(first && second);
    for (size_t e = 0; e < first->size(); ++e)
      EXPECT_EQ((*first)[e]->args[1]->constant.tick, (*second)[e]->args[1]->constant.tick);
  }
}

TEST(TiedParts, AreNoneWhereNothingIsTied) {
  Tied tied;
  EXPECT_FALSE(tied.find({condition(node(Op::Gt, {element(tied.w, 1), num(0)}))}));
  // The value as a whole is read as well, so its parts do not tell all.
  auto opaque = std::make_shared<Expr>();
  opaque->args = {tied.w};
  opaque->type = boolean();
  EXPECT_FALSE(tied.find({condition(opaque)}));
}

}  // namespace
}  // namespace datagen::core
