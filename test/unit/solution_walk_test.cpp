// test/unit/solution_walk_test.cpp -- values near a given one, walks among solutions, columns that read themselves
#include "core/search/solution_walk.hpp"

#include "core/search/ladder.hpp"
#include "core/search/list_variants.hpp"
#include "core/search/text_variants.hpp"
#include "expression_builder.hpp"

#include <gtest/gtest.h>

#include <set>

namespace datagen::core {
namespace {

using namespace testing;

constexpr int kRows = 200;

TEST(TextVariants, StayOfTheirKind) {
  std::set<std::string> seen;
  for (int i = 0; i < kRows; ++i) {
    Stream stream(1, static_cast<uint64_t>(i));
    const std::string variant = varied_text("00:16:3e", stream);
    EXPECT_EQ(variant.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz:."), std::string::npos)
        << variant;
    seen.insert(variant);
    EXPECT_EQ(varied_text("", stream), "");
    // Half a character is no text.
    const std::string cut = varied_text("é", stream);
    EXPECT_EQ(cut.substr(0, 2), "é");
  }
  EXPECT_GT(seen.size(), 50u);
}

TEST(TextVariants, NumbersAloneAreExchanged) {
  std::set<std::string> seen;
  for (int i = 0; i < kRows; ++i) {
    Stream stream(2, static_cast<uint64_t>(i));
    const std::string variant = renumbered_text("{\"qty\": 12.5}", stream);
    EXPECT_EQ(variant.substr(0, 8), "{\"qty\": ");
    EXPECT_EQ(variant.back(), '}');
    seen.insert(variant);
    EXPECT_EQ(renumbered_text("none", stream), "none");
  }
  EXPECT_GT(seen.size(), 50u);
}

TEST(ListVariants, SmallNumbersKeepTheirGrid) {
  const Value items[] = {Value::of_tick(123456), Value::null(), Value::of_text("x")};
  Arena arena;
  for (int i = 0; i < kRows; ++i) {
    Stream stream(3, static_cast<uint64_t>(i));
    const Value list = list_of_small(Value::of_list(items, 3), 10, 100, stream, arena);
    ASSERT_EQ(list.size, 3u);
    EXPECT_EQ(list.items[0].tick % 100, 0);
    EXPECT_LE(list.items[0].tick, 1000);
    EXPECT_GE(list.items[0].tick, 0);
    EXPECT_TRUE(list.items[1].is_null());
    EXPECT_EQ(list.items[2].text(), "x");
  }
}

/// Knows its conditions as functions of the row.
struct FunctionJudge : PredicateJudge {
  std::function<bool(const Value*)> condition;
  std::function<std::string(const Value*)> expression;
  void check_interrupts() override {}
  bool holds(const Value* row, int) override { return condition(row); }
  std::optional<Value> compute(const Value* row, int, int, Arena& arena) override {
    return Value::of_text(arena.store(expression(row)));
  }
};

TypePtr integers() {
  auto type = std::make_shared<Type>();
  type->type_class = TypeClass::Array;
  type->name = "_int4";
  type->element = integer();
  return type;
}

ExprPtr opaque_of(const ExprPtr& column, const TypePtr& type) {
  auto expr = std::make_shared<Expr>();
  expr->args = {column};
  expr->type = type;
  expr->handle = 0;
  return expr;
}

int64_t sum_of(const Value& list) {
  int64_t sum = 0;
  for (uint32_t i = 0; i < list.size; ++i) sum += list.items[i].tick;
  return sum;
}

/// The sum is 10 and nothing is negative.
struct Shares {
  TestRelation test;
  Domain domain;
  FunctionJudge judge;
  std::vector<Unknown> unknowns;

  Shares() {
    const ExprPtr shares = test.column("shares", integers());
    test.check("sum", opaque_of(shares, boolean()));
    test.relation.predicates[0].handle = 0;
    domain.null = NullStatus::Never;
    judge.condition = [](const Value* row) {
      const Value& list = row[0];
      for (uint32_t i = 0; i < list.size; ++i)
        if (list.items[i].tick < 0) return false;
      return sum_of(list) == 10;
    };
    Unknown unknown;
    unknown.column = 0;
    unknown.domain = &domain;
    unknown.type = test.relation.columns[0].type;
    unknown.draw = [](Stream& stream, Arena& arena, Value& value) {
      Value* items = arena.array<Value>(2);
      for (int i = 0; i < 2; ++i) items[i] = Value::of_tick(stream.between(1000, 1000000));
      value = Value::of_list(items, 2);
      return true;
    };
    unknowns.push_back(std::move(unknown));
  }
};

TEST(SolutionWalk, LeavesASolutionForOthers) {
  Shares shares;
  SearchProblem problem(shares.test.relation, shares.unknowns, {0});
  const Value items[] = {Value::of_tick(10), Value::of_tick(0)};
  const Value row[] = {Value::null()};
  std::set<int64_t> firsts;
  Arena arena;
  uint64_t tries = 0;
  for (int i = 0; i < kRows; ++i) {
    problem.begin(row, {0});
    problem.assign(0, problem.number(0, Value::of_list(items, 2)));
    Stream stream(4, static_cast<uint64_t>(i));
    walk_on(problem, shares.judge, {1}, stream, arena, tries);
    ASSERT_TRUE(shares.judge.condition(problem.row()));
    firsts.insert(problem.row()[0].items[0].tick);
  }
  EXPECT_EQ(firsts.size(), 11u) << "every division of 10 is reached";
  EXPECT_GT(tries, 0u);
}

TEST(SolutionWalk, StandsStillWhereNothingMayMove) {
  Shares shares;
  SearchProblem problem(shares.test.relation, shares.unknowns, {0});
  const Value items[] = {Value::of_tick(7), Value::of_tick(3)};
  const Value row[] = {Value::null()};
  problem.begin(row, {0});
  problem.assign(0, problem.number(0, Value::of_list(items, 2)));
  Stream stream(5, 0);
  Arena arena;
  uint64_t tries = 0;
  walk_on(problem, shares.judge, {0}, stream, arena, tries);
  EXPECT_EQ(problem.row()[0].items[0].tick, 7);
  EXPECT_EQ(tries, 0u);
}

TEST(Ladder, FindsListsOfSmallNumbers) {
  Shares shares;
  Ladder ladder(shares.test.relation, shares.unknowns, {0}, 7);
  std::set<int64_t> firsts;
  Arena arena;
  for (int i = 0; i < 60; ++i) {
    Value row[] = {Value::null()};
    Stream stream(6, static_cast<uint64_t>(i));
    ASSERT_TRUE(ladder.solve({{0}, stream, shares.judge, 100000, 100000, false}, row, arena));
    ASSERT_TRUE(shares.judge.condition(row));
    firsts.insert(row[0].items[0].tick);
  }
  EXPECT_GE(firsts.size(), 5u);
}

TEST(Ladder, WorksOutColumnsThatReadThemselves) {
  // code = 'A-' || right(code, 2): the last two are free.
  TestRelation test;
  const ExprPtr code = test.column("code", text());
  test.check("form", node(Op::Eq, {code, opaque_of(code, text())}));
  test.relation.predicates[0].handle = 1;
  Domain domain;
  domain.null = NullStatus::Never;
  FunctionJudge judge;
  judge.expression = [](const Value* row) {
    const std::string now(row[0].text());
    return "A-" + now.substr(now.size() - 2);
  };
  judge.condition = [&](const Value* row) { return row[0].text() == judge.expression(row); };
  Unknown unknown;
  unknown.column = 0;
  unknown.domain = &domain;
  unknown.type = text();
  unknown.draw = [](Stream& stream, Arena& arena, Value& value) {
    value = Value::of_text(arena.store("word" + std::to_string(stream.between(10, 99))));
    return true;
  };
  Ladder ladder(test.relation, {unknown}, {0}, 8);
  std::set<std::string> codes;
  Arena arena;
  for (int i = 0; i < 60; ++i) {
    Value row[] = {Value::null()};
    Stream stream(9, static_cast<uint64_t>(i));
    ASSERT_TRUE(ladder.solve({{0}, stream, judge, 5000, 5000, false}, row, arena));
    ASSERT_TRUE(judge.condition(row));
    codes.insert(std::string(row[0].text()));
  }
  EXPECT_GT(codes.size(), 20u);
}

}  // namespace
}  // namespace datagen::core
