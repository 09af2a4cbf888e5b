// test/unit/evaluate_moment_test.cpp -- the core's own reading of moments, intervals and bins
#include "core/constraint/evaluate.hpp"
#include "expression_builder.hpp"

#include <gtest/gtest.h>

namespace datagen::core {
namespace {

using namespace testing;

constexpr int64_t kDay = 86'400'000'000;

TypePtr span(bool months) {
  auto type = std::make_shared<Type>(*type_of(TypeClass::Interval, "interval"));
  type->month_interval = months;
  return type;
}

/// `of` plus so many months, or days where `months` is false, read for a column of the type.
std::optional<Value> moved(int64_t of, int64_t by, bool months, const TypePtr& target, Op op = Op::Add) {
  const auto interval = make_constant(Value::of_tick(months ? by : by * kDay), span(months));
  return evaluate(*make_expr(op, {make_column(0, date()), interval}, timestamp()), {Value::of_tick(of)},
                  *target);
}

TEST(EvaluateMoment, MonthsEndOnTheirLastDay) {
  // 2000-01-31 is day 30; 2000-02-29 is day 59, 1999-02-28 is day -307.
  EXPECT_EQ(moved(30, 1, true, date())->tick, 59);
  EXPECT_EQ(moved(59, -12, true, date())->tick, -307);
  EXPECT_EQ(moved(59, 12, true, date(), Op::Sub)->tick, -307);
  EXPECT_EQ(moved(0, -1, true, date())->tick, -31);
  EXPECT_EQ(moved(0, 3, false, timestamp())->tick, 3 * kDay);
}

TEST(EvaluateMoment, WeeksBelongToTheYearOfTheirThursday) {
  const auto field = [](const char* name, int64_t day) {
    const auto extract = make_expr(Op::Extract, {make_column(0, date()), str(name)}, numeric(0));
    return evaluate(*extract, {Value::of_tick(day)}, *integer())->tick;
  };
  // 2000-01-01 was a Saturday, 2001-01-01 a Monday, 2004-12-31 a Friday of week 53.
  EXPECT_EQ(field("week", 0), 52);
  EXPECT_EQ(field("isoyear", 0), 1999);
  EXPECT_EQ(field("week", 366), 1);
  EXPECT_EQ(field("isoyear", 366), 2001);
  EXPECT_EQ(field("week", 1826), 53);
  EXPECT_EQ(field("isoyear", 1827), 2004);
}

TEST(EvaluateMoment, MonthsTimesANumber) {
  const auto month = make_constant(Value::of_tick(1), span(true));
  const auto months = make_expr(Op::Mul, {make_column(1, integer()), month}, span(true));
  const auto sum = make_expr(Op::Add, {make_column(0, date()), months}, timestamp());
  EXPECT_EQ(evaluate(*sum, {Value::of_tick(30), Value::of_tick(13)}, *date())->tick, 424);
}

TEST(EvaluateMoment, AMomentWithinADayIsNoDate) {
  const auto hours = make_constant(Value::of_tick(kDay / 24), span(false));
  const auto sum = make_expr(Op::Add, {make_column(0, date()), hours}, timestamp());
  EXPECT_FALSE(evaluate(*sum, {Value::of_tick(5)}, *date()));
  EXPECT_EQ(evaluate(*sum, {Value::of_tick(5)}, *timestamp())->tick, 5 * kDay + kDay / 24);
}

TEST(EvaluateMoment, BinsCountFromTheirOrigin) {
  const auto stride = make_constant(Value::of_tick(kDay), span(false));
  const auto origin = make_constant(Value::of_tick(7), timestamp());
  const auto bin = make_expr(Op::DateBin, {make_column(0, timestamp()), stride, origin}, timestamp());
  EXPECT_EQ(evaluate(*bin, {Value::of_tick(2 * kDay + 6)}, *timestamp())->tick, kDay + 7);
  EXPECT_EQ(evaluate(*bin, {Value::of_tick(2 * kDay + 7)}, *timestamp())->tick, 2 * kDay + 7);
  EXPECT_TRUE(evaluate(*bin, {Value::null()}, *timestamp())->is_null());
}

}  // namespace
}  // namespace datagen::core
