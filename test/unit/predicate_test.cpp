// test/unit/predicate_test.cpp -- expressions, their evaluation, and the analyser against brute force
#include "core/base/error.hpp"
#include "core/constraint/evaluate.hpp"
#include "core/constraint/like.hpp"
#include "core/constraint/membership.hpp"
#include "core/random/stream.hpp"
#include "expression_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace datagen::core {
namespace {

using namespace testing;

TEST(Predicate, DescribesItself) {
  const auto a = make_column(0, integer());
  EXPECT_EQ(describe(*node(Op::And, {node(Op::Gt, {a, num(5)}), in_list(make_column(1, text()), {"x", "y"})}),
                     {"a", "s"}),
            "((a > 5) AND (s IN ('x', 'y')))");
}

TEST(Predicate, ThreeValuedLogic) {
  const auto a = make_column(0, integer());
  const std::vector<Value> null{Value::null()};
  const auto unknown = node(Op::Gt, {a, num(5)});
  EXPECT_EQ(truth_of(*unknown, null), Truth::Null);
  EXPECT_EQ(truth_of(*node(Op::And, {unknown, node(Op::IsNotNull, {a})}), null), Truth::False);
  EXPECT_EQ(truth_of(*node(Op::Or, {unknown, node(Op::IsNull, {a})}), null), Truth::True);
  EXPECT_EQ(truth_of(*node(Op::Not, {unknown}), null), Truth::Null);
  EXPECT_EQ(truth_of(*node(Op::IsNotTrue, {unknown}), null), Truth::True);
}

TEST(Predicate, LikePatterns) {
  EXPECT_EQ(matches_like("SKU-1", "SKU-%", false), true);
  EXPECT_EQ(matches_like("a_b", "a\\_b", false), true);
  EXPECT_EQ(matches_like("axb", "a\\_b", false), false);
  EXPECT_EQ(matches_like("äb", "_b", false), true);
  EXPECT_EQ(matches_like("ABC", "a%c", true), true);
  EXPECT_EQ(matches_like("abcbc", "%bc", false), true);
}

/// Random conditions over three small integer columns.
class RandomConditions {
 public:
  RandomConditions(Stream& stream, const std::vector<ExprPtr>& columns)
      : stream_(stream), columns_(columns) {}

  ExprPtr condition(int depth) {
    const uint64_t kind = depth <= 0 ? stream_.below(5) : stream_.below(10);
    switch (kind) {
      case 0: return node(comparison(), {scalar(), num(stream_.between(-4, 4))});
      case 1: return node(comparison(), {column(), scalar()});
      case 2: return node(stream_.chance(0.5) ? Op::IsNull : Op::IsNotNull, {column()});
      case 3:
        return node(stream_.chance(0.5) ? Op::In : Op::NotIn,
                    {column(), num(stream_.between(-3, 3)), num(stream_.between(-3, 3))});
      case 4:
        return node(stream_.chance(0.7) ? Op::Eq : Op::Ne,
                    {whole(Op::Mod, {scalar(), num(stream_.between(2, 4))}), num(stream_.between(-2, 3))});
      case 5: return node(Op::Not, {condition(depth - 1)});
      case 6: return node(Op::Eq, {condition(depth - 1), condition(depth - 1)});
      case 7:
        return make_expr(Op::Case, {condition(depth - 1), condition(depth - 1), condition(depth - 1)},
                         boolean());
      case 8: return node(Op::And, {condition(depth - 1), condition(depth - 1)});
      default: return node(Op::Or, {condition(depth - 1), condition(depth - 1)});
    }
  }

 private:
  ExprPtr column() { return columns_[stream_.below(columns_.size())]; }
  Op comparison() {
    const Op ops[] = {Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge};
    return ops[stream_.below(6)];
  }
  ExprPtr scalar() {
    switch (stream_.below(9)) {
      case 0: return whole(Op::Add, {column(), num(stream_.between(-3, 3))});
      case 1: return whole(Op::Sub, {num(stream_.between(-3, 3)), column()});
      case 2: return whole(Op::Mul, {column(), num(stream_.between(-3, 3))});
      case 3: return whole(Op::Abs, {column()});
      case 4: return whole(Op::Coalesce, {column(), num(stream_.between(-2, 2))});
      case 5: return whole(Op::Greatest, {column(), column()});
      case 6: return whole(Op::NumNulls, {column(), column()});
      case 7: return whole(Op::Div, {column(), num(stream_.between(1, 3))});
      default: return column();
    }
  }

  Stream& stream_;
  const std::vector<ExprPtr>& columns_;
};

bool comparisons_hold(const Branch& branch, const std::vector<Value>& row) {
  return std::all_of(branch.comparisons.begin(), branch.comparisons.end(), [&](const Comparison& c) {
    const Value &left = row[static_cast<size_t>(c.left)], &right = row[static_cast<size_t>(c.right)];
    if (left.is_null() || right.is_null()) return true;
    const int64_t difference = left.tick - right.tick - c.offset;
    switch (c.op) {
      case Op::Eq: return difference == 0;
      case Op::Ne: return difference != 0;
      case Op::Lt: return difference < 0;
      case Op::Le: return difference <= 0;
      case Op::Gt: return difference > 0;
      default: return difference >= 0;
    }
  });
}

bool in_branch(const Analysis& analysis, const BranchGroup& group, const Branch& branch,
               const std::vector<Value>& row) {
  for (int column : group.columns) {
    const auto own = branch.domains.find(column);
    const Domain& domain =
        own != branch.domains.end() ? own->second : analysis.base[static_cast<size_t>(column)];
    if (!admits(domain, row[static_cast<size_t>(column)])) return false;
  }
  return comparisons_hold(branch, row);
}

/// Whether the analysis admits the row, residual predicates aside.
bool admitted(const Analysis& analysis, const std::vector<Value>& row) {
  for (size_t i = 0; i < row.size(); ++i)
    if (!admits(analysis.base[i], row[i])) return false;
  return std::all_of(analysis.groups.begin(), analysis.groups.end(), [&](const BranchGroup& group) {
    return std::any_of(group.branches.begin(), group.branches.end(),
                       [&](const Branch& branch) { return in_branch(analysis, group, branch, row); });
  });
}

std::vector<std::vector<Value>> all_rows(const Relation& relation) {
  std::vector<std::vector<Value>> rows{{}};
  for (const Column& column : relation.columns) {
    std::vector<std::vector<Value>> longer;
    for (const auto& row : rows)
      for (int64_t tick = column.type->min_tick - (column.not_null ? 0 : 1); tick <= column.type->max_tick;
           ++tick) {
        longer.push_back(row);
        longer.back().push_back(tick < column.type->min_tick ? Value::null() : Value::of_tick(tick));
      }
    rows = std::move(longer);
  }
  return rows;
}

std::string shown_row(const std::vector<Value>& row) {
  std::string text;
  for (const Value& value : row) text += (value.is_null() ? "NULL" : std::to_string(value.tick)) + " ";
  return text;
}

TEST(Predicate, AnalysisAgreesWithBruteForce) {
  int contradictions = 0, captured = 0;
  for (uint64_t round = 0; round < 1500; ++round) {
    Stream stream(4711, round);
    TestRelation t;
    std::vector<ExprPtr> columns;
    for (int i = 0; i < 3; ++i)
      columns.push_back(
          t.column(std::string(1, static_cast<char>('a' + i)), integer(-4, 4), stream.chance(0.5)));
    RandomConditions random(stream, columns);
    const int64_t count = stream.between(1, 4);
    for (int64_t i = 0; i < count; ++i) t.check("c" + std::to_string(i), random.condition(2));
    std::string shown;
    for (const Predicate& predicate : t.relation.predicates)
      shown += describe(*predicate.expr, {"a", "b", "c"}) + "\n";
    const auto passes = [&](const std::vector<Value>& row, int predicate) {
      const Truth truth = truth_of(*t.relation.predicates[static_cast<size_t>(predicate)].expr, row);
      EXPECT_NE(truth, Truth::Undetermined) << shown;
      return truth != Truth::False;
    };
    std::optional<Analysis> analysis;
    try {
      analysis = analysed(t);
    } catch (const Error&) {
      ++contradictions;
    }
    std::vector<char> residual(static_cast<size_t>(count), 0);
    if (analysis)
      for (const BranchGroup& group : analysis->groups)
        for (int predicate : group.residual) residual[static_cast<size_t>(predicate)] = 1;
    captured += static_cast<int>(std::count(residual.begin(), residual.end(), 0));
    for (const auto& row : all_rows(t.relation)) {
      bool valid = true;
      for (int i = 0; i < count; ++i) valid = valid && passes(row, i);
      if (!analysis) {
        ASSERT_FALSE(valid) << "round " << round << "\n" << shown;
        continue;
      }
      const bool inside = admitted(*analysis, row);
      // Nothing valid is lost, and what is not residual holds everywhere.
      if (valid) {
        ASSERT_TRUE(inside) << "round " << round << "\n" << shown << shown_row(row);
      }
      for (int i = 0; inside && i < count; ++i)
        if (!residual[static_cast<size_t>(i)]) {
          ASSERT_TRUE(passes(row, i)) << "round " << round << " predicate " << i << "\n" << shown;
        }
    }
  }
  EXPECT_GT(contradictions, 10);
  EXPECT_GT(captured, 1000);
}

}  // namespace
}  // namespace datagen::core
