// test/unit/plain_condition_test.cpp -- conditions tested without the server, beside the general evaluation
#include "core/plan/plain_condition.hpp"
#include "core/random/stream.hpp"
#include "expression_builder.hpp"

#include <gtest/gtest.h>

namespace datagen::core {
namespace {

using namespace testing;

/// Columns 0 to 6: integer, numeric(…, 2), text, bpchar, date, boolean, date.
class PlainConditionTest : public ::testing::Test {
 protected:
  static TypePtr padded() { return type_of(TypeClass::Text, "bpchar"); }
  const ExprPtr i = make_column(0, integer()), n = make_column(1, numeric(2)), t = make_column(2, text()),
                p = make_column(3, padded()), d = make_column(4, date()), b = make_column(5, boolean()),
                e = make_column(6, date());

  static std::vector<Value> random_row(uint64_t number) {
    static const char* const kTexts[] = {"", "new", "paid", "new ", "x%", "zz"};
    Stream stream(7, number);
    const auto tick = [&](int64_t low, int64_t high) {
      return stream.chance(0.2) ? Value::null() : Value::of_tick(stream.between(low, high));
    };
    const auto word = [&] {
      return stream.chance(0.2) ? Value::null() : Value::of_text(kTexts[stream.below(std::size(kTexts))]);
    };
    return {tick(-3, 9), tick(-300, 900), word(), word(), tick(0, 40), tick(0, 1), tick(0, 40)};
  }

  /// Read, and of the same truth as truth_of() on so many rows.
  static void expect_same(const ExprPtr& expr) {
    const auto plain = PlainCondition::read(*expr);
    ASSERT_TRUE(plain) << describe(*expr, {"i", "n", "t", "p", "d", "b", "e"});
    for (uint64_t number = 0; number < 500; ++number) {
      const std::vector<Value> row = random_row(number);
      ASSERT_EQ(plain->test(row.data()), truth_of(*expr, row))
          << describe(*expr, {"i", "n", "t", "p", "d", "b", "e"}) << " of row " << number;
    }
  }
};

TEST_F(PlainConditionTest, ComparesNumbersOfAllScales) {
  for (const Op op : {Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge}) {
    expect_same(node(op, {i, num(4)}));
    expect_same(node(op, {n, num(4)}));
    expect_same(node(op, {i, n}));
    expect_same(node(op, {d, e}));
    expect_same(node(op, {node(Op::Length, {t}), num(3)}));
    expect_same(node(op, {node(Op::Length, {p}), num(3)}));
  }
}

TEST_F(PlainConditionTest, ComparesTexts) {
  const auto constant = [](const char* of, TypePtr type) { return make_constant(Value::of_text(of), type); };
  for (const Op op : {Op::Eq, Op::Ne}) {
    expect_same(node(op, {t, constant("new", text())}));
    expect_same(node(op, {p, constant("new  ", padded())}));
  }
  expect_same(in_list(t, {"new", "zz"}));
  expect_same(node(Op::Not, {in_list(t, {"new", "zz"})}));
  expect_same(node(Op::Like, {t, constant("n%", text())}));
  expect_same(node(Op::NotLike, {t, constant("%d", text())}));
}

TEST_F(PlainConditionTest, CombinesInThreeValues) {
  const auto small = node(Op::Lt, {i, num(4)});
  const auto fresh = node(Op::Eq, {t, make_constant(Value::of_text("new"), text())});
  const auto unset = node(Op::IsNull, {d});
  expect_same(node(Op::Eq, {fresh, unset}));
  expect_same(node(Op::Ne, {fresh, small}));
  expect_same(node(Op::And, {small, fresh, node(Op::IsNotNull, {n})}));
  expect_same(node(Op::Or, {small, fresh, node(Op::Not, {small})}));
  expect_same(node(Op::Or, {b, node(Op::Not, {b})}));
}

TEST_F(PlainConditionTest, MovesDatesThatLieNear) {
  const auto moved = make_expr(Op::Add, {d, num(10)}, date());
  const auto within = node(Op::And, {node(Op::Ge, {e, d}), node(Op::Le, {e, moved})});
  expect_same(within);
  expect_same(node(Op::Gt, {e, make_expr(Op::Sub, {d, num(10)}, date())}));
  std::vector<Value> row = random_row(0);
  row[4] = Value::of_tick(2145031948);
  row[6] = row[4];
  EXPECT_EQ(PlainCondition::read(*within)->test(row.data()), Truth::Undetermined);
}

TEST_F(PlainConditionTest, LeavesTheRestToTheServer) {
  const auto real = type_of(TypeClass::Float, "float8");
  EXPECT_FALSE(PlainCondition::read(*node(Op::Lt, {make_column(0, real), make_column(1, real)})));
  EXPECT_FALSE(PlainCondition::read(*node(Op::Lt, {t, p})));
  EXPECT_FALSE(PlainCondition::read(*node(Op::Eq, {make_column(0, type_of(TypeClass::Text, "citext")), t})));
  EXPECT_FALSE(PlainCondition::read(*node(Op::Lt, {make_expr(Op::Mul, {i, i}, integer()), num(4)})));
  EXPECT_FALSE(PlainCondition::read(*node(Op::Lt, {d, make_column(1, timestamp())})));
  const auto unset = PlainCondition::read(*node(Op::IsNull, {i}));
  const Value list = Value::of_list(nullptr, 0);
  EXPECT_EQ(unset->test(&list), Truth::Undetermined);
}

}  // namespace
}  // namespace datagen::core
