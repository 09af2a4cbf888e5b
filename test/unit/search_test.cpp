// test/unit/search_test.cpp -- the search room without a server: puzzles, distribution, determinism
#include "core/constraint/evaluate.hpp"
#include "core/constraint/pattern_template.hpp"
#include "core/search/ladder.hpp"
#include "core/search/local_search.hpp"
#include "core/search/text_variants.hpp"
#include "core/search/tree_search.hpp"
#include "expression_builder.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace datagen::core {
namespace {

using namespace testing;

/// Judges by the core's own evaluator, or by a test's function for predicates without an expression.
struct TestJudge : PredicateJudge {
  const Relation* relation = nullptr;
  std::function<bool(const Value*)> opaque;
  uint64_t asked = 0;

  void check_interrupts() override {}
  bool holds(const Value* row, int predicate) override {
    ++asked;
    const Predicate& p = relation->predicates[static_cast<size_t>(predicate)];
    if (opaque && (!p.expr || p.expr->op == Op::Opaque)) return opaque(row);
    const std::vector<Value> values(row, row + relation->columns.size());
    return truth_of(*p.expr, values) != Truth::False;
  }
};

/// A relation whose columns are all unknown, each within its own domain.
struct Puzzle {
  TestRelation test;
  std::vector<std::unique_ptr<Domain>> domains;
  std::vector<Value> suggestions;  // for every column
  TestJudge judge;

  ExprPtr column(const std::string& name, int64_t low, int64_t high) {
    auto domain = std::make_unique<Domain>();
    domain->null = NullStatus::Never;
    domain->ticks = TickSet(low, high);
    domains.push_back(std::move(domain));
    return test.column(name, integer());
  }
  ExprPtr flag(const std::string& name) {
    auto domain = std::make_unique<Domain>();
    domain->null = NullStatus::Never;
    domain->ticks = TickSet(0, 1);
    domains.push_back(std::move(domain));
    return test.column(name, boolean());
  }
  void check(ExprPtr expr) {
    test.check("c" + std::to_string(test.relation.predicates.size()), std::move(expr));
  }

  std::unique_ptr<Ladder> ladder() {
    judge.relation = &test.relation;
    std::vector<Unknown> unknowns;
    for (size_t c = 0; c < domains.size(); ++c) {
      Unknown unknown;
      unknown.column = static_cast<int>(c);
      unknown.domain = domains[c].get();
      unknown.type = test.relation.columns[c].type;
      unknown.suggestions = suggestions;
      unknown.draw = [domain = domains[c].get()](Stream& stream, Arena&, Value& value) {
        value = Value::of_tick(domain->ticks.unrank(stream.below(domain->ticks.size())));
        return true;
      };
      unknowns.push_back(std::move(unknown));
    }
    std::vector<int> predicates;
    for (size_t p = 0; p < test.relation.predicates.size(); ++p) predicates.push_back(static_cast<int>(p));
    return std::make_unique<Ladder>(test.relation, std::move(unknowns), predicates, 7);
  }

  using Row = std::vector<int64_t>;
  /// The rows 0 … count-1; each is checked against every predicate.
  std::vector<Row> rows(int count, uint64_t budget = 100000) {
    auto ladder = this->ladder();
    std::vector<Row> result;
    Arena arena;
    const std::vector<char> assigned(domains.size(), 0);
    for (int i = 0; i < count; ++i) {
      std::vector<Value> row(domains.size());
      Stream stream(11, static_cast<uint64_t>(i));
      if (!ladder->solve({assigned, stream, judge, budget, budget, false}, row.data(), arena)) return result;
      for (size_t p = 0; p < test.relation.predicates.size(); ++p)
        EXPECT_TRUE(judge.holds(row.data(), static_cast<int>(p))) << "row " << i << " predicate " << p;
      Row ticks;
      for (const Value& value : row) ticks.push_back(value.is_null() ? -1 : value.tick);
      result.push_back(std::move(ticks));
    }
    return result;
  }
};

ExprPtr sum(const std::vector<ExprPtr>& parts) {
  ExprPtr total = parts[0];
  for (size_t i = 1; i < parts.size(); ++i) total = whole(Op::Add, {total, parts[i]});
  return total;
}

void all_different(Puzzle& puzzle, const std::vector<ExprPtr>& columns) {
  for (size_t i = 0; i < columns.size(); ++i)
    for (size_t j = i + 1; j < columns.size(); ++j) puzzle.check(node(Op::Ne, {columns[i], columns[j]}));
}

std::vector<ExprPtr> queens(Puzzle& puzzle, int size) {
  std::vector<ExprPtr> columns;
  for (int i = 0; i < size; ++i) columns.push_back(puzzle.column("q" + std::to_string(i), 1, size));
  all_different(puzzle, columns);
  for (size_t i = 0; i < columns.size(); ++i)
    for (size_t j = i + 1; j < columns.size(); ++j)
      puzzle.check(node(Op::Ne, {whole(Op::Abs, {whole(Op::Sub, {columns[i], columns[j]})}),
                                 num(static_cast<int64_t>(j - i))}));
  return columns;
}

std::set<Puzzle::Row> distinct(const std::vector<Puzzle::Row>& rows) { return {rows.begin(), rows.end()}; }

TEST(Search, EveryQueensBoardIsDrawnAboutEquallyOften) {
  Puzzle puzzle;
  queens(puzzle, 8);
  const auto rows = puzzle.rows(9200);
  ASSERT_EQ(rows.size(), 9200u);
  std::map<Puzzle::Row, int> counts;
  for (const auto& row : rows) ++counts[row];
  EXPECT_EQ(counts.size(), 92u);
  for (const auto& [row, count] : counts) {
    EXPECT_GT(count, 50);
    EXPECT_LT(count, 160);
  }
}

TEST(Search, QueensTooManyToListAreStillFoundAndDiffer) {
  Puzzle puzzle;
  queens(puzzle, 14);
  const auto rows = puzzle.rows(40);
  ASSERT_EQ(rows.size(), 40u);
  EXPECT_GT(distinct(rows).size(), 25u);
}

TEST(Search, ManyValuesOfALoneColumnAreUsed) {
  for (const int64_t most : {int64_t{100000}, int64_t{50000000}}) {
    Puzzle puzzle;
    const auto a = puzzle.column("a", 1, most);
    puzzle.check(node(Op::Opaque, {a}));
    puzzle.test.relation.predicates[0].handle = 0;
    puzzle.judge.opaque = [](const Value* row) { return row[0].tick % 211 == 3; };
    const auto rows = puzzle.rows(400);
    ASSERT_EQ(rows.size(), 400u);
    EXPECT_GT(distinct(rows).size(), 200u) << most;
  }
}

TEST(Search, SuggestionsDoNotStandForEverything) {
  Puzzle puzzle;
  const auto a = puzzle.column("a", 1, 1000000), b = puzzle.column("b", 1, 1000000);
  puzzle.check(node(Op::Opaque, {a, b}));
  puzzle.test.relation.predicates[0].handle = 0;
  puzzle.judge.opaque = [](const Value* row) { return row[0].tick % 5 == 3 && row[1].tick % 5 == 3; };
  puzzle.suggestions = {Value::of_tick(3)};
  const auto rows = puzzle.rows(100);
  ASSERT_EQ(rows.size(), 100u);
  EXPECT_GT(distinct(rows).size(), 50u);
}

TEST(Search, ThreeQueensHaveNoBoardAndThatIsProved) {
  Puzzle puzzle;
  queens(puzzle, 3);
  EXPECT_TRUE(puzzle.rows(1).empty());
  auto ladder = puzzle.ladder();
  Arena arena;
  Stream stream(1, 1);
  std::vector<Value> row(3);
  const std::vector<char> assigned(3, 0);
  EXPECT_FALSE(ladder->solve({assigned, stream, puzzle.judge, 1000, 1000, false}, row.data(), arena));
  EXPECT_TRUE(ladder->impossible());
}

TEST(Search, MagicSquaresAreTheEight) {
  Puzzle puzzle;
  std::vector<ExprPtr> c;
  for (int i = 0; i < 9; ++i) c.push_back(puzzle.column("c" + std::to_string(i), 1, 9));
  for (auto line : {std::array<size_t, 3>{0, 1, 2},
                    {3, 4, 5},
                    {6, 7, 8},
                    {0, 3, 6},
                    {1, 4, 7},
                    {2, 5, 8},
                    {0, 4, 8},
                    {2, 4, 6}})
    puzzle.check(node(Op::Eq, {sum({c[line[0]], c[line[1]], c[line[2]]}), num(15)}));
  all_different(puzzle, c);
  EXPECT_EQ(distinct(puzzle.rows(200)).size(), 8u);
}

TEST(Search, LatinSquares) {
  Puzzle puzzle;
  std::vector<std::vector<ExprPtr>> cells(4);
  for (size_t r = 0; r < 4; ++r)
    for (size_t k = 0; k < 4; ++k)
      cells[r].push_back(puzzle.column("c" + std::to_string(r) + std::to_string(k), 1, 4));
  for (size_t i = 0; i < 4; ++i) {
    all_different(puzzle, cells[i]);
    all_different(puzzle, {cells[0][i], cells[1][i], cells[2][i], cells[3][i]});
  }
  const auto rows = puzzle.rows(3000);
  ASSERT_EQ(rows.size(), 3000u);
  EXPECT_GT(distinct(rows).size(), 500u);  // of 576
}

TEST(Search, PythagoreanTriples) {
  Puzzle puzzle;
  const ExprPtr a = puzzle.column("a", 1, 1000), b = puzzle.column("b", 1, 1000),
                c = puzzle.column("c", 1, 1000);
  const auto square = [](const ExprPtr& x) { return whole(Op::Mul, {x, x}); };
  puzzle.check(node(Op::Eq, {sum({square(a), square(b)}), square(c)}));
  const auto rows = puzzle.rows(100);
  ASSERT_EQ(rows.size(), 100u);
  EXPECT_GT(distinct(rows).size(), 40u);
}

TEST(Search, RemaindersOfProducts) {
  Puzzle puzzle;
  const ExprPtr x = puzzle.column("x", 1, 1000000), y = puzzle.column("y", 1, 2000);
  puzzle.check(node(Op::Eq, {whole(Op::Mod, {whole(Op::Mul, {x, y}), num(97)}), num(1)}));
  const auto rows = puzzle.rows(3000);
  ASSERT_EQ(rows.size(), 3000u);
  EXPECT_GT(distinct(rows).size(), 1000u);  // of a pool, as each is dear to find
}

TEST(Search, SumsOfManyAndProducts) {
  Puzzle puzzle;
  const ExprPtr a = puzzle.column("a", 0, INT32_MAX), b = puzzle.column("b", 0, INT32_MAX),
                c = puzzle.column("c", 0, INT32_MAX), d = puzzle.column("d", 1, 100000);
  puzzle.check(node(Op::Eq, {sum({a, b, c}), num(100)}));
  puzzle.check(between(whole(Op::Mul, {c, d}), 5000, 5100));
  const auto rows = puzzle.rows(300);
  ASSERT_EQ(rows.size(), 300u);
  EXPECT_GT(distinct(rows).size(), 150u);
}

TEST(Search, OneHotBooleans) {
  Puzzle puzzle;
  std::vector<ExprPtr> flags;
  for (int i = 0; i < 20; ++i)
    flags.push_back(make_expr(Op::Cast, {puzzle.flag("b" + std::to_string(100 + i))}, integer()));
  puzzle.check(node(Op::Eq, {sum(flags), num(1)}));
  EXPECT_EQ(distinct(puzzle.rows(400)).size(), 20u);
}

TEST(Search, DigitsWithACheckDigit) {
  // Luhn over columns: the doubled digits with their cross sums.
  Puzzle puzzle;
  std::vector<ExprPtr> terms;
  for (int i = 0; i < 8; ++i) {
    const ExprPtr digit = puzzle.column("d" + std::to_string(i), 0, 9);
    const ExprPtr doubled = whole(Op::Mul, {digit, num(2)});
    terms.push_back(
        i % 2 == 0 ? digit
                   : make_expr(Op::Case,
                               {node(Op::Gt, {doubled, num(9)}), whole(Op::Sub, {doubled, num(9)}), doubled},
                               integer()));
  }
  puzzle.check(node(Op::Eq, {whole(Op::Mod, {sum(terms), num(10)}), num(0)}));
  const auto rows = puzzle.rows(500);
  ASSERT_EQ(rows.size(), 500u);
  EXPECT_GT(distinct(rows).size(), 490u);
}

TEST(Search, OpaquePredicatesAreAskedAndListed) {
  Puzzle puzzle;
  const ExprPtr a = puzzle.column("a", 1, 150), b = puzzle.column("b", 1, 150);
  auto opaque = std::make_shared<Expr>();
  opaque->args = {a, b};
  opaque->type = boolean();
  puzzle.check(opaque);
  puzzle.test.relation.predicates[0].handle = 0;
  puzzle.judge.opaque = [](const Value* row) { return (row[0].tick * 37 + row[1].tick * 101) % 1013 == 5; };
  const auto rows = puzzle.rows(500);
  ASSERT_EQ(rows.size(), 500u);
  EXPECT_GT(distinct(rows).size(), 10u);
  EXPECT_LT(puzzle.judge.asked, 120000u);
}

TEST(Search, VainRepairsLeaveNoNumbersBehind) {
  TestRelation test;
  const ExprPtr s = test.column("s", text());
  auto opaque = std::make_shared<Expr>();
  opaque->args = {s};
  opaque->type = boolean();
  test.check("never", opaque);
  test.relation.predicates[0].handle = 0;
  Domain domain;
  domain.null = NullStatus::Never;
  Unknown unknown;
  unknown.column = 0;
  unknown.domain = &domain;
  unknown.type = test.relation.columns[0].type;
  unknown.draw = [](Stream& stream, Arena& arena, Value& value) {
    value = Value::of_text(arena.store(std::to_string(stream.next64())));
    return true;
  };
  SearchProblem problem(test.relation, {unknown}, {0});
  TestJudge judge;
  judge.relation = &test.relation;
  judge.opaque = [](const Value*) { return false; };
  const std::vector<Value> row(1);
  Stream stream(3, 1);
  Arena arena;
  uint64_t tries = 0;
  problem.begin(row.data(), {0});
  EXPECT_FALSE(repair(problem, judge, {0}, stream, arena, 300000, tries));
  EXPECT_GE(tries, 300000u);
  EXPECT_LT(problem.mark().numbers, 30000u) << "each fresh start forgets the texts of the one before";
}

TEST(Search, RowsAreAFunctionOfTheStreamAlone) {
  const auto make = [](bool reversed) {
    Puzzle puzzle;
    queens(puzzle, 12);
    auto ladder = puzzle.ladder();
    Arena arena;
    const std::vector<char> assigned(12, 0);
    std::map<int, Puzzle::Row> rows;
    for (int i = 0; i < 30; ++i) {
      const int ordinal = reversed ? 29 - i : i;
      Stream stream(5, static_cast<uint64_t>(ordinal));
      std::vector<Value> row(12);
      EXPECT_TRUE(ladder->solve({assigned, stream, puzzle.judge, 100000, 100000, false}, row.data(), arena));
      for (const Value& value : row) rows[ordinal].push_back(value.tick);
    }
    return rows;
  };
  EXPECT_EQ(make(false), make(true));
}

TEST(Search, KeepsWhatIsAssigned) {
  Puzzle puzzle;
  const ExprPtr a = puzzle.column("a", 1, 10000), b = puzzle.column("b", 1, 10000);
  puzzle.check(node(Op::Eq, {whole(Op::Mod, {sum({whole(Op::Mul, {a, num(7919)}), b}), num(1009)}), num(0)}));
  auto ladder = puzzle.ladder();
  Arena arena;
  for (int64_t fixed = 1; fixed < 200; ++fixed) {
    std::vector<Value> row{Value::of_tick(fixed), Value::null()};
    Stream stream(3, static_cast<uint64_t>(fixed));
    ASSERT_TRUE(ladder->solve({{1, 0}, stream, puzzle.judge, 100000, 100000, false}, row.data(), arena));
    EXPECT_EQ(row[0].tick, fixed);
    EXPECT_EQ((fixed * 7919 + row[1].tick) % 1009, 0);
  }
}

/// Every outcome that a point of the box has is among the box's outcomes.
TEST(BoxProgram, BoxesHoldTheirPoints) {
  TestRelation test;
  const ExprPtr a = test.column("a", integer()), b = test.column("b", integer(), false);
  const std::vector<ExprPtr> terms{
      a,
      b,
      num(3),
      whole(Op::Add, {a, b}),
      whole(Op::Sub, {a, b}),
      whole(Op::Mul, {a, b}),
      whole(Op::Mul, {a, a}),
      whole(Op::Div, {a, b}),
      whole(Op::Mod, {a, b}),
      whole(Op::Mod, {a, num(5)}),
      whole(Op::Abs, {a}),
      whole(Op::Neg, {b}),
      make_expr(Op::Greatest, {a, b, num(1)}, integer()),
      make_expr(Op::Least, {b, a}, integer()),
      make_expr(Op::Coalesce, {b, a}, integer()),
      make_expr(Op::NullIf, {a, b}, integer()),
      make_expr(Op::NumNulls, {a, b}, integer()),
      make_expr(Op::Case, {node(Op::Gt, {a, b}), a, whole(Op::Neg, {b})}, integer())};
  std::vector<ExprPtr> conditions;
  for (const ExprPtr& x : terms)
    for (const ExprPtr& y : terms)
      for (Op op : {Op::Eq, Op::Ne, Op::Lt, Op::Ge, Op::Distinct}) conditions.push_back(node(op, {x, y}));
  const size_t simple = conditions.size();
  for (size_t i = 0; i + 7 < simple; i += 5) {
    conditions.push_back(node(Op::And, {conditions[i], conditions[i + 7]}));
    conditions.push_back(node(Op::Or, {conditions[i], node(Op::Not, {conditions[i + 3]})}));
    conditions.push_back(node(Op::IsNotTrue, {conditions[i]}));
  }
  Stream stream(1, 2);
  for (const ExprPtr& condition : conditions) {
    ValueNumbers numbers;
    BoxProgram program(condition, -1, numbers);
    for (int trial = 0; trial < 4; ++trial) {
      const int64_t low_a = stream.between(-8, 8), high_a = low_a + stream.between(0, 4);
      const int64_t low_b = stream.between(-8, 8), high_b = low_b + stream.between(0, 4);
      const bool null_b = stream.chance(0.3);
      std::vector<Extent> box{Extent::between(low_a, high_a), Extent::between(low_b, high_b)};
      box[1].null = null_b;
      const Outcomes wide = program.outcomes(box);
      for (int64_t x = low_a; x <= high_a; ++x)
        for (int64_t y = low_b; y <= high_b + (null_b ? 1 : 0); ++y) {
          const bool is_null = y > high_b;
          const Outcomes one =
              program.outcomes({Extent::point(x), is_null ? Extent::nothing_but_null() : Extent::point(y)});
          ASSERT_EQ(one & ~wide, 0) << describe(*condition, {"a", "b"}) << " at " << x << ", " << y;
          const Truth truth =
              truth_of(*condition, {Value::of_tick(x), is_null ? Value::null() : Value::of_tick(y)});
          if (truth == Truth::Undetermined) continue;
          const Outcomes expected = truth == Truth::True ? kTrue : truth == Truth::False ? kFalse : kNull;
          ASSERT_EQ(one, expected) << describe(*condition, {"a", "b"}) << " at " << x << ", " << y;
        }
    }
  }
}

TEST(TextVariants, ReachACheckDigitAnywhere) {
  int visited = 0;
  const auto wanted = [&](const std::string& text) {
    ++visited;
    return text == "DE77-12345";
  };
  EXPECT_FALSE(visit_variants("DE00-12345", 1, wanted));
  EXPECT_TRUE(visit_variants("DE00-12345", 2, wanted));
  EXPECT_LT(visited, 3000);
  for (size_t width = 1; width <= kMostVaried; ++width) {
    EXPECT_FALSE(visit_variants("", width, [](const std::string&) { return true; }));
    EXPECT_FALSE(visit_variants("--", width, [](const std::string&) { return true; }));
  }
}

TEST(TextVariants, ScrambledTextsLeaveKindsOut) {
  Stream stream(1, 1);
  int numbers = 0, without_vowels = 0;
  std::set<std::string> texts;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = scrambled_text(6, stream);
    ASSERT_EQ(text.size(), 6u);
    texts.insert(text);
    numbers += text.find_first_not_of("0123456789") == std::string::npos;
    without_vowels += text.find_first_of("aeiouAEIOU") == std::string::npos;
  }
  EXPECT_GT(numbers, 100);
  EXPECT_GT(without_vowels, 300);
  EXPECT_GT(texts.size(), 900u);
}

TEST(PatternTemplate, CopiesWhatWasCaptured) {
  Stream stream(1, 1);
  for (const char* pattern : {"^(\\d{3})-\\1$", "^(\\w)\\w*\\1$", "^([a-z]{2})([0-9]+):\\2\\1$",
                              "^(a|b)(?:x\\1)+$", "^(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9]{8,12}$"}) {
    const auto sampled = PatternTemplate::parse(pattern);
    ASSERT_TRUE(sampled) << pattern;
    const std::regex check(pattern);
    std::set<std::string> texts;
    for (int i = 0; i < 200; ++i) {
      const std::string text = sampled->sample(stream);
      texts.insert(text);
      EXPECT_TRUE(std::regex_match(text, check)) << text << " for " << pattern;
    }
    EXPECT_GT(texts.size(), 5u);
  }
}

TEST(PatternTemplate, LeavesOtherPatternsAlone) {
  for (const char* pattern : {"^[a-z]+$", "(", "(a)\\2", "a{", "[", "***=a", "(a)\\", "x{1"})
    EXPECT_FALSE(PatternTemplate::parse(pattern)) << pattern;
}

}  // namespace
}  // namespace datagen::core
