// test/unit/analyse_test.cpp -- what the analyser makes of the usual kinds of constraints
#include "core/base/error.hpp"
#include "core/constraint/membership.hpp"
#include "expression_builder.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace datagen::core {
namespace {

using namespace testing;

std::string conflict_of(const TestRelation& test) {
  try {
    analysed(test);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CheckViolation);
    EXPECT_FALSE(error.hint().empty());
    return error.message();
  }
  return "";
}

/// The total weight of the branches in which `column` admits `value`.
double weight_of(const BranchGroup& group, const Analysis& analysis, int column, const Value& value) {
  double weight = 0;
  for (const Branch& branch : group.branches) {
    const auto own = branch.domains.find(column);
    const Domain& domain =
        own != branch.domains.end() ? own->second : analysis.base[static_cast<size_t>(column)];
    if (admits(domain, value)) weight += branch.weight;
  }
  return weight;
}

TEST(Analyse, RangesAndListsNarrowTheBase) {
  TestRelation t;
  const auto a = t.column("a", integer());
  const auto s = t.column("s", text());
  const auto n = t.column("n", numeric(2), false);
  t.check("c1", between(a, 1, 100));
  t.check("c2", node(Op::Ne, {a, num(13)}));
  t.check("c3", in_list(s, {"A", "B", "C"}));
  t.check("c4", node(Op::Gt, {n, num(0)}));
  const Analysis result = analysed(t);
  EXPECT_TRUE(result.groups.empty());
  EXPECT_EQ(result.base[0].ticks.size(), 99u);
  ASSERT_TRUE(result.base[1].values);
  EXPECT_EQ(result.base[1].values->size(), 3u);
  EXPECT_EQ(result.base[2].ticks.lowest(), 1);
  EXPECT_EQ(result.base[2].null, NullStatus::May);
}

TEST(Analyse, NamesTheConstraintsInConflict) {
  TestRelation t;
  const auto a = t.column("a", integer());
  const auto b = t.column("b", integer());
  t.check("a_small", node(Op::Lt, {a, num(5)}));
  t.check("a_big", node(Op::Gt, {a, num(10)}));
  t.check("b_any", node(Op::Gt, {b, num(0)}));
  EXPECT_EQ(conflict_of(t),
            "constraints \"a_big\" and \"a_small\" of relation \"t\" cannot be satisfied together");
  TestRelation one;
  const auto z = one.column("z", integer());
  one.check("z_no", node(Op::And, {node(Op::Gt, {z, num(5)}), node(Op::Lt, {z, num(3)})}));
  EXPECT_EQ(conflict_of(one), "constraint \"z_no\" of relation \"t\" cannot be satisfied by any row");
}

TEST(Analyse, ListsInConflict) {
  TestRelation t;
  const auto g = t.column("g", text());
  t.check("only_f", in_list(g, {"D", "F"}));
  t.check("grade", in_list(g, {"A", "B"}));
  EXPECT_NE(conflict_of(t).find("\"grade\" and \"only_f\""), std::string::npos);
}

TEST(Analyse, AnEmptyNullableColumnIsNull) {
  TestRelation t;
  const auto a = t.column("a", integer(), false);
  t.check("c", node(Op::And, {node(Op::Gt, {a, num(5)}), node(Op::Lt, {a, num(3)})}));
  EXPECT_EQ(analysed(t).base[0].null, NullStatus::Must);
}

TEST(Analyse, ImplicationsSplitByStatus) {
  TestRelation t;
  const auto status = t.column("status", text());
  const auto paid = t.column("paid_at", timestamp(), false);
  const auto shipped = t.column("shipped_at", timestamp(), false);
  const auto reason = t.column("reason", text(), false);
  const auto is = [&](const char* value) { return node(Op::Eq, {status, str(value)}); };
  t.check("c0", in_list(status, {"new", "paid", "shipped", "cancelled"}));
  t.check("c1", node(Op::Or, {node(Op::Ne, {status, str("paid")}), node(Op::IsNotNull, {paid})}));
  t.check("c2", node(Op::Not, {node(Op::And, {is("shipped"), node(Op::Or, {node(Op::IsNull, {paid}),
                                                                           node(Op::IsNull, {shipped})})})}));
  t.check("c3", node(Op::Or, {node(Op::IsNull, {shipped}), node(Op::Ge, {shipped, paid})}));
  t.check("c4", node(Op::Eq, {is("cancelled"), node(Op::IsNotNull, {reason})}));
  t.check("c5", node(Op::Or, {node(Op::Ne, {status, str("new")}),
                              node(Op::Eq, {whole(Op::NumNonNulls, {paid, shipped, reason}), num(0)})}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  const BranchGroup& group = result.groups[0];
  EXPECT_TRUE(group.residual.empty());
  for (const char* value : {"new", "paid", "shipped", "cancelled"})
    EXPECT_NEAR(weight_of(group, result, 0, Value::of_text(value)), 0.25, 1e-9) << value;
  for (const Branch& branch : group.branches) {
    const Domain& own = branch.domains.at(0);
    if (admits(own, Value::of_text("shipped"))) {
      EXPECT_EQ(branch.domains.at(2).null, NullStatus::Never);
      EXPECT_EQ(branch.comparisons.size(), 1u);
    }
    if (admits(own, Value::of_text("new"))) {
      EXPECT_EQ(branch.domains.at(1).null, NullStatus::Must);
    }
    EXPECT_EQ(branch.domains.at(3).null == NullStatus::Never, admits(own, Value::of_text("cancelled")));
  }
}

TEST(Analyse, BothOrNonePrefersValues) {
  TestRelation t;
  const auto lat = t.column("lat", numeric(5), false);
  const auto lon = t.column("lon", numeric(5), false);
  t.check("c", node(Op::Eq, {node(Op::IsNull, {lat}), node(Op::IsNull, {lon})}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  ASSERT_EQ(result.groups[0].branches.size(), 2u);
  EXPECT_TRUE(result.groups[0].residual.empty());
  EXPECT_NEAR(weight_of(result.groups[0], result, 0, Value::of_tick(0)), 0.8, 0.01);
}

TEST(Analyse, ExactlyOneOfSeven) {
  TestRelation t;
  std::vector<ExprPtr> columns;
  for (int i = 0; i < 7; ++i) columns.push_back(t.column("c" + std::to_string(i), integer(), false));
  t.check("one", node(Op::Eq, {whole(Op::NumNonNulls, columns), num(1)}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_EQ(result.groups[0].branches.size(), 7u);
  EXPECT_TRUE(result.groups[0].residual.empty());
  for (const Branch& branch : result.groups[0].branches) EXPECT_NEAR(branch.weight, 1.0 / 7, 1e-9);
}

TEST(Analyse, AtLeastOneOfMany) {
  TestRelation t;
  std::vector<ExprPtr> columns;
  for (int i = 0; i < 20; ++i) columns.push_back(t.column("c" + std::to_string(i), integer(), false));
  t.check("some", node(Op::Ge, {whole(Op::NumNonNulls, columns), num(1)}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_EQ(result.groups[0].branches.size(), 20u);
  EXPECT_TRUE(result.groups[0].residual.empty());
}

TEST(Analyse, NullLogicOfCoalescedSums) {
  TestRelation t;
  const auto a = t.column("a", integer(), false);
  const auto b = t.column("b", integer(), false);
  const auto x = t.column("x", integer(), false);
  const auto or_zero = [](const ExprPtr& c) { return whole(Op::Coalesce, {c, num(0)}); };
  t.check("c1", node(Op::Ge, {a, num(0)}));
  t.check("c2", node(Op::Ge, {b, num(0)}));
  t.check("c3", node(Op::Gt, {whole(Op::Add, {or_zero(a), or_zero(b)}), num(0)}));
  t.check("c4", node(Op::Or, {node(Op::IsNotNull, {x}), node(Op::IsNotNull, {a})}));
  t.check("c5", node(Op::Le, {whole(Op::NumNulls, {a, b, x}), num(1)}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_EQ(result.groups[0].branches.size(), 4u);
  for (int column = 0; column < 3; ++column)
    EXPECT_GT(weight_of(result.groups[0], result, column, Value::of_tick(7)), 0.5);
}

TEST(Analyse, SumsOfBooleansAreCounts) {
  TestRelation t;
  std::vector<ExprPtr> terms;
  for (int i = 0; i < 3; ++i)
    terms.push_back(
        whole(Op::Cast, {node(Op::IsNotNull, {t.column("c" + std::to_string(i), integer(), false)})}));
  t.check("one", node(Op::Eq, {whole(Op::Add, {whole(Op::Add, {terms[0], terms[1]}), terms[2]}), num(1)}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_EQ(result.groups[0].branches.size(), 3u);
}

TEST(Analyse, DisjointRangesAreBranchesOfEqualWeight) {
  TestRelation t;
  const auto x = t.column("x", integer());
  t.check("c", node(Op::Or, {between(x, 1, 5), between(x, 1000000, 1000005), node(Op::Eq, {x, num(-77)})}));
  const Analysis result = analysed(t);
  EXPECT_EQ(result.base[0].ticks.size(), 12u);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_TRUE(result.groups[0].residual.empty());
  EXPECT_GE(weight_of(result.groups[0], result, 0, Value::of_tick(-77)), 0.05);
}

TEST(Analyse, FarRangesAreAllUsed) {
  TestRelation t;
  const auto x = t.column("x", integer());
  t.check("c", node(Op::Or, {between(x, 1, 5), between(x, 1000000, 2000000), node(Op::Eq, {x, num(-77)})}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  ASSERT_EQ(result.groups[0].branches.size(), 3u);
  for (const Branch& branch : result.groups[0].branches) EXPECT_NEAR(branch.weight, 1.0 / 3, 1e-9);
}

TEST(Analyse, StridesAndLinearTerms) {
  TestRelation t;
  const auto n = t.column("n", integer());
  const auto m = t.column("m", integer());
  t.check("c1", node(Op::Eq, {whole(Op::Mod, {n, num(9973)}), num(17)}));
  t.check("c2", between(n, 1, 2000000000));
  t.check("c3", node(Op::Lt, {whole(Op::Add, {whole(Op::Mul, {m, num(3)}), num(1)}), num(20)}));
  t.check("c4", node(Op::Le, {whole(Op::Abs, {m}), num(4)}));
  t.check("c5", node(Op::Ne, {whole(Op::Mod, {m, num(2)}), num(0)}));
  const Analysis result = analysed(t);
  EXPECT_TRUE(result.groups.empty());
  EXPECT_EQ(result.base[0].ticks.lowest(), 17);
  EXPECT_EQ(result.base[0].ticks.modulus(), 9973);
  EXPECT_EQ(result.base[1].ticks.size(), 4u);
  EXPECT_TRUE(result.base[1].ticks.contains(-3));
}

TEST(Analyse, ComparisonsTightenBounds) {
  TestRelation t;
  const auto a = t.column("a", integer());
  const auto b = t.column("b", integer());
  t.check("ra", between(a, 1, 100));
  t.check("rb", between(b, 1, 100));
  t.check("lt", node(Op::Lt, {a, b}));
  t.check("near", node(Op::Le, {b, whole(Op::Add, {a, num(10)})}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_TRUE(result.groups[0].residual.empty());
  const Branch& branch = result.groups[0].branches[0];
  EXPECT_EQ(branch.comparisons.size(), 2u);
  EXPECT_EQ(branch.domains.at(0).ticks.highest(), 99);
  EXPECT_EQ(branch.domains.at(1).ticks.lowest(), 2);
}

TEST(Analyse, CyclesOfComparisonsAreContradictions) {
  TestRelation t;
  const auto a = t.column("a", integer());
  const auto b = t.column("b", integer());
  const auto c = t.column("c", integer());
  t.check("ab", node(Op::Gt, {a, b}));
  t.check("bc", node(Op::Gt, {b, c}));
  t.check("ca", node(Op::Gt, {c, a}));
  EXPECT_EQ(conflict_of(t),
            "constraints \"ab\", \"bc\" and \"ca\" of relation \"t\" cannot be satisfied together");
}

TEST(Analyse, ANullableCycleIsBrokenByNull) {
  TestRelation t;
  const auto a = t.column("a", integer());
  const auto b = t.column("b", integer(), false);
  t.check("ab", node(Op::Gt, {a, b}));
  t.check("ba", node(Op::Gt, {b, a}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_EQ(result.groups[0].branches[0].domains.at(1).null, NullStatus::Must);
}

TEST(Analyse, PartitionLeavesWeighTheSame) {
  TestRelation t;
  const auto d = t.column("d", integer());
  const auto kind = t.column("kind", text(), false);
  const auto leaf = [&](int64_t low, int64_t high) {
    return node(Op::And,
                {node(Op::IsNotNull, {d}), node(Op::Ge, {d, num(low)}), node(Op::Lt, {d, num(high)})});
  };
  t.check("partition",
          node(Op::Or, {leaf(0, 10), leaf(1000, 2000),
                        node(Op::And, {leaf(5000, 6000),
                                       node(Op::Or, {node(Op::IsNull, {kind}), in_list(kind, {"a"})})})}),
          PredicateSource::Partition);
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  for (int64_t value : {5, 1500, 5500})
    EXPECT_NEAR(weight_of(result.groups[0], result, 0, Value::of_tick(value)), 1.0 / 3, 1e-9);
  EXPECT_FALSE(admits(result.base[0], Value::of_tick(500)));
}

TEST(Analyse, CaseWithGuards) {
  TestRelation t;
  const auto flag = t.column("flag", boolean());
  const auto x = t.column("x", integer(), false);
  t.check("c", make_expr(Op::Case, {flag, node(Op::IsNotNull, {x}), node(Op::IsNull, {x})}, boolean()));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  ASSERT_EQ(result.groups[0].branches.size(), 2u);
  EXPECT_TRUE(result.groups[0].residual.empty());
  EXPECT_NEAR(result.groups[0].branches[0].weight, 0.5, 1e-9);
}

TEST(Analyse, TextShapes) {
  TestRelation t;
  const auto sku = t.column("sku", text());
  const auto login = t.column("login", text());
  t.check("c1", node(Op::Like, {sku, str("SKU-%")}));
  t.check("c2", node(Op::And, {node(Op::Ge, {whole(Op::Length, {sku}), num(6)}),
                               node(Op::Le, {whole(Op::Length, {sku}), num(12)})}));
  t.check("c3", node(Op::Eq, {make_expr(Op::Lower, {login}, text()), login}));
  t.check("c4", node(Op::Ne, {login, str("")}));
  const Analysis result = analysed(t);
  EXPECT_TRUE(result.groups.empty());
  ASSERT_TRUE(result.base[0].text.language);
  EXPECT_TRUE(result.base[0].text.language->contains("SKU-ab"));
  EXPECT_FALSE(result.base[0].text.language->contains("SKU-a"));
  EXPECT_TRUE(result.base[1].text.lower_case);
  t.check("c5", node(Op::Le, {whole(Op::Length, {sku}), num(3)}));
  EXPECT_NE(conflict_of(t).find("c5"), std::string::npos);
}

TEST(Analyse, CalendarFields) {
  TestRelation t;
  const auto d = t.column("d", date());
  const auto m = t.column("m", date());
  const auto field = [](const ExprPtr& x, const char* name) {
    return make_expr(Op::Extract, {x, str(name)}, numeric(0));
  };
  const auto day = [](int64_t days) { return make_constant(Value::of_tick(days), date()); };
  t.check("c1", node(Op::And, {node(Op::Ge, {d, day(7305)}), node(Op::Le, {d, day(9496)}),
                               node(Op::Lt, {field(d, "isodow"), num(6)})}));
  const auto as_timestamp = make_expr(Op::Cast, {m}, timestamp());
  t.check("c2",
          node(Op::Eq, {make_expr(Op::DateTrunc, {as_timestamp, str("month")}, timestamp()), as_timestamp}));
  t.check("c3", node(Op::And, {node(Op::Ge, {m, day(0)}), node(Op::Lt, {m, day(10958)})}));
  const Analysis result = analysed(t);
  EXPECT_TRUE(result.groups.empty());
  EXPECT_EQ(result.base[0].ticks.size(), 1566u);
  EXPECT_EQ(result.base[1].ticks.size(), 360u);
}

TEST(Analyse, BinsAndDaysAdded) {
  constexpr int64_t kMinute = 60'000'000;
  TestRelation t;
  const auto moment = t.column("moment", timestamp());
  const auto from = t.column("from", date());
  const auto until = t.column("until", timestamp());
  const auto interval = type_of(TypeClass::Interval, "interval");
  const auto stride = make_constant(Value::of_tick(15 * kMinute), interval);
  const auto origin = make_constant(Value::of_tick(-5 * kMinute), timestamp());
  t.check("c1", node(Op::Eq, {make_expr(Op::DateBin, {moment, stride, origin}, timestamp()), moment}));
  // A date and a number of days, beside a timestamp.
  const auto later = make_expr(Op::Add, {from, num(1)}, date(), "+");
  t.check("c2", node(Op::Lt, {until, make_expr(Op::Cast, {later}, timestamp())}));
  const Analysis result = analysed(t);
  EXPECT_EQ(result.base[0].ticks.modulus(), 15 * kMinute);
  EXPECT_EQ(result.base[0].ticks.remainder(), 10 * kMinute);
  ASSERT_EQ(result.groups.size(), 1u);
  ASSERT_EQ(result.groups[0].branches[0].comparisons.size(), 1u);
  EXPECT_EQ(result.groups[0].branches[0].comparisons[0].offset, 1440 * kMinute);
  EXPECT_TRUE(result.groups[0].residual.empty());
}

TEST(Analyse, InversesOfMonotoneFunctions) {
  const auto real = std::make_shared<Type>(*type_of(TypeClass::Float, "float8"));
  real->scale = 6;
  const auto of = [&](Op op, std::vector<ExprPtr> args) { return make_expr(op, std::move(args), real); };
  const auto holds = [&](const std::function<ExprPtr(ExprPtr)>& function, Op op, int64_t bound) {
    TestRelation t;
    const auto x = t.column("x", integer());
    const auto as_real = make_expr(Op::Cast, {num(bound)}, real);
    t.check("c", node(op, {function(make_expr(Op::Cast, {x}, real)), as_real}));
    return analysed(t).base[0].ticks;
  };
  const auto log = holds([&](ExprPtr x) { return of(Op::Log, {x}); }, Op::Eq, 9);
  EXPECT_TRUE(log.contains(1'000'000'000));
  EXPECT_LE(log.size(), 3u);
  const auto root = holds([&](ExprPtr x) { return of(Op::Sqrt, {x}); }, Op::Le, 10);
  EXPECT_EQ(root.lowest(), 0);
  EXPECT_EQ(root.highest(), 100);
  const auto square = holds(
      [&](ExprPtr x) {
        return of(Op::Power, {x, make_expr(Op::Cast, {num(2)}, real)});
      },
      Op::Eq, 144);
  EXPECT_TRUE(square.contains(-12) && square.contains(12) && !square.contains(0));
  const auto cube = holds(
      [&](ExprPtr x) {
        return of(Op::Power, {x, make_expr(Op::Cast, {num(3)}, real)});
      },
      Op::Eq, -27);
  EXPECT_EQ(cube.size(), 1u);
  EXPECT_TRUE(cube.contains(-3));
  const auto power = holds(
      [&](ExprPtr x) {
        return of(Op::Power, {make_expr(Op::Cast, {num(2)}, real), x});
      },
      Op::Ge, 1000);
  EXPECT_EQ(power.lowest(), 10);
  const auto natural = holds([&](ExprPtr x) { return of(Op::Ln, {x}); }, Op::Le, 1);
  EXPECT_EQ(natural.lowest(), 1);
  EXPECT_EQ(natural.highest(), 2);
}

TEST(Analyse, SumsBoundTheDifferenceOfTwoColumns) {
  TestRelation t;
  const auto from = t.column("from", date());
  const auto until = t.column("until", date());
  const auto days = t.column("days", integer());
  t.check("c1", node(Op::Eq, {make_expr(Op::Sub, {until, from}, integer(), "-"), days}));
  t.check("c2", node(Op::And, {node(Op::Ge, {days, num(1)}), node(Op::Le, {days, num(14)})}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  const Branch& branch = result.groups[0].branches[0];
  const auto offset = [&](Op op) {
    for (const Comparison& c : branch.comparisons)
      if (c.left == 1 && c.right == 0 && c.op == op) return c.offset;
    return int64_t{-1};
  };
  EXPECT_EQ(offset(Op::Ge), 1);
  EXPECT_EQ(offset(Op::Le), 14);
  ASSERT_EQ(branch.definitions.size(), 1u);
  EXPECT_EQ(branch.definitions[0].column, 2);
}

TEST(Analyse, ElapsedDaysBoundTheDifference) {
  constexpr int64_t kDay = 86'400'000'000;
  TestRelation t;
  const auto a = t.column("a", timestamp());
  const auto b = t.column("b", timestamp());
  const auto between = make_expr(Op::Sub, {b, a}, type_of(TypeClass::Interval, "interval"), "-");
  t.check("c", node(Op::Eq, {make_expr(Op::Extract, {between, str("day")}, numeric(0)), num(3)}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  const auto& comparisons = result.groups[0].branches[0].comparisons;
  ASSERT_EQ(comparisons.size(), 2u);
  EXPECT_EQ(comparisons[0].offset, 3 * kDay);
  EXPECT_EQ(comparisons[1].offset, 4 * kDay - 1);
  EXPECT_EQ(result.groups[0].residual, std::vector<int>{0});
}

TEST(Analyse, WhatIsNotUnderstoodStaysResidual) {
  TestRelation t;
  const auto a = t.column("a", integer());
  const auto b = t.column("b", integer());
  t.check("opaque", make_expr(Op::Opaque, {a}, boolean(), "is_allowed"));
  t.check("sum", node(Op::Eq, {whole(Op::Mod, {whole(Op::Add, {a, b}), num(1009)}), num(0)}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_EQ(result.groups[0].residual, (std::vector<int>{0, 1}));
  ASSERT_EQ(result.groups[0].branches.size(), 1u);
  ASSERT_EQ(result.groups[0].branches[0].sums.size(), 1u);
  EXPECT_EQ(result.groups[0].branches[0].sums[0].modulus, 1009);
}

TEST(Analyse, ChecksOfNestedDomains) {
  TestRelation t;
  auto positive = std::make_shared<Type>(*integer());
  auto check = std::make_shared<Predicate>();
  check->name = "positive";
  check->source = PredicateSource::DomainCheck;
  check->expr = node(Op::Gt, {make_column(-1, integer()), num(0)});
  positive->domain_checks.push_back(check);
  auto array = std::make_shared<Type>(*type_of(TypeClass::Array, "_int4"));
  array->element = positive;
  auto row = std::make_shared<Type>(*type_of(TypeClass::Composite, "pair"));
  row->fields = {{"x", positive}, {"y", text()}};
  const auto items = t.column("items", array);
  const auto pair = t.column("pair", row);
  t.check("few", node(Op::Le, {whole(Op::Cardinality, {items}), num(3)}));
  t.check("below", make_expr(Op::AllElements, {num(255), items}, boolean(), ">="));
  t.check("x_set", node(Op::IsNotNull, {make_expr(Op::FieldSelect, {pair}, positive, "x")}));
  const Analysis result = analysed(t);
  EXPECT_EQ(result.base[0].array.max_items, 3);
  ASSERT_TRUE(result.base[0].array.items);
  EXPECT_EQ(result.base[0].array.items->ticks.lowest(), 1);
  EXPECT_EQ(result.base[0].array.items->ticks.highest(), 255);
  EXPECT_EQ(result.base[1].parts.at(0)->ticks.lowest(), 1);
  EXPECT_EQ(result.base[1].parts.at(0)->null, NullStatus::Never);
  EXPECT_TRUE(result.groups.empty());
}

TEST(Analyse, DefinitionsAreOrdered) {
  TestRelation t;
  const auto total = t.column("total", integer());
  const auto qty = t.column("qty", integer());
  const auto unit = t.column("unit", integer());
  const auto gross = t.column("gross", integer());
  t.check("g", node(Op::Eq, {gross, whole(Op::Mul, {total, num(2)})}));
  t.check("t", node(Op::Eq, {total, whole(Op::Mul, {qty, unit})}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  const auto& definitions = result.groups[0].branches[0].definitions;
  ASSERT_EQ(definitions.size(), 2u);
  EXPECT_EQ(definitions[0].column, 0);
  EXPECT_EQ(definitions[1].column, 3);
}

TEST(Analyse, AKeyThatOnlyTheServerComputesIsDefined) {
  TestRelation t;
  const auto day = t.column("day", integer());
  const auto key = t.column("key", integer());
  UniqueKey unique;
  unique.name = "key";
  KeyPart part;
  part.column = 1;
  unique.parts.push_back(part);
  t.relation.keys.push_back(unique);
  t.check("k", node(Op::Eq, {key, make_expr(Op::Opaque, {day}, integer(), "f")}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  ASSERT_EQ(result.groups[0].branches[0].definitions.size(), 1u);
  EXPECT_EQ(result.groups[0].branches[0].definitions[0].column, 1);
}

TEST(Analyse, AListOfDifferencesIsOneEqualityPerMember) {
  TestRelation t;
  const auto a = t.column("a", integer());
  const auto b = t.column("b", integer());
  t.check("c", node(Op::In, {whole(Op::Sub, {b, a}), num(45), num(90)}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  ASSERT_EQ(result.groups[0].branches.size(), 2u);
  EXPECT_EQ(result.groups[0].branches[0].comparisons.size(), 1u);
  EXPECT_TRUE(result.groups[0].residual.empty());
}

TEST(Analyse, TextsThatItComputesLiveAsLongAsTheDomains) {
  TestRelation t;
  const auto no = t.column("no", integer());
  const auto code = t.column("code", text());
  t.check("c1", between(no, 0, 9));
  const auto text_node = [](Op op, std::vector<ExprPtr> args) {
    return make_expr(op, std::move(args), text());
  };
  t.check("c2", node(Op::Eq, {code, text_node(Op::Concat, {str("a prefix that is long enough for the heap "),
                                                           text_node(Op::Cast, {no})})}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  ASSERT_EQ(result.groups[0].branches.size(), 10u);
  for (const Branch& branch : result.groups[0].branches) {
    const auto& values = branch.domains.at(1).values;
    ASSERT_TRUE(values && values->size() == 1);
    EXPECT_EQ(values->front().text(), "a prefix that is long enough for the heap " +
                                          std::to_string(branch.domains.at(0).ticks.lowest()));
  }
}

TEST(Analyse, TreesHaveFewRootsWhereAConditionMarksThem) {
  TestRelation t;
  const auto parent = t.column("parent", integer(), false);
  const auto is_root = t.column("is_root", boolean());
  ForeignKey key;
  key.columns = key.parent_columns = {0};
  key.parent = t.relation.id;
  t.relation.foreign_keys.push_back(key);
  t.check("c", node(Op::Eq, {is_root, make_expr(Op::IsNull, {parent}, boolean())}));
  const Analysis result = analysed(t);
  ASSERT_EQ(result.groups.size(), 1u);
  EXPECT_LT(weight_of(result.groups[0], result, 1, Value::of_tick(1)), 0.5);
  EXPECT_GT(weight_of(result.groups[0], result, 1, Value::of_tick(1)), 0.1);
}

}  // namespace
}  // namespace datagen::core
