// test/unit/key_refinement_test.cpp -- joint keys, values of keys, demands on parents, children per parent, order by lookups
#include "core/base/error.hpp"
#include "core/plan/joint_keys.hpp"
#include "core/plan/key_demand.hpp"
#include "core/plan/lookup_order.hpp"
#include "core/plan/row_maker.hpp"
#include "plan_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace datagen::core {
namespace {

using namespace fixture;

JointKeys::Key key_over(const std::vector<size_t>& components, const std::vector<uint64_t>& sizes) {
  JointKeys::Key key;
  key.components = components;
  key.classes.resize(components.size());
  for (size_t component : components) key.class_counts.push_back(sizes[component]);
  return key;
}

JointKeys square(uint64_t a, uint64_t b, uint64_t c) {
  JointKeys problem;
  problem.sizes = {a, b, c};
  problem.keys = {key_over({0, 1}, problem.sizes), key_over({1, 2}, problem.sizes),
                  key_over({0, 2}, problem.sizes)};
  problem.taken.resize(3);
  return problem;
}

void expect_distinct(const std::vector<uint64_t>& digits) {
  for (const auto& [left, right] : {std::make_pair(0, 1), std::make_pair(1, 2), std::make_pair(0, 2)}) {
    std::set<std::pair<uint64_t, uint64_t>> seen;
    for (size_t row = 0; row < digits.size(); row += 3)
      EXPECT_TRUE(
          seen.emplace(digits[row + static_cast<size_t>(left)], digits[row + static_cast<size_t>(right)])
              .second);
  }
}

TEST(JointKeys, CompletesLatinSquares) {
  PermissiveServer host;
  for (const auto& sizes : std::vector<std::vector<uint64_t>>{{12, 12, 12}, {6, 8, 10}, {10, 6, 8}}) {
    const auto digits = find_joint_rows(square(sizes[0], sizes[1], sizes[2]), 1000, 1000, 7, host);
    std::vector<uint64_t> sorted = sizes;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(digits.size() / 3, sorted[0] * sorted[1]);
    expect_distinct(digits);
  }
}

TEST(JointKeys, GoesRoundWhatIsTaken) {
  PermissiveServer host;
  JointKeys problem = square(10, 10, 10);
  for (uint64_t i = 0; i < 10; ++i) {
    const uint64_t c = i * 3 % 10;
    problem.taken[0].push_back(i + 10 * i);
    problem.taken[1].push_back(i + 10 * c);
    problem.taken[2].push_back(i + 10 * c);
  }
  const auto digits = find_joint_rows(problem, 80, 80, 7, host);
  EXPECT_EQ(digits.size() / 3, 80u);
  expect_distinct(digits);
  for (size_t row = 0; row < digits.size(); row += 3) EXPECT_NE(digits[row], digits[row + 1]);
}

TEST(RowMaker, FillsOverlappingKeysToTheLastRow) {
  Relation r = relation(1, "t", {column("a"), column("b"), column("c")});
  r.keys = {unique_key("ab", {0, 1}), unique_key("bc", {1, 2}), unique_key("ac", {0, 2})};
  RelationTask task = task_for(r, 49);
  for (Domain& domain : task.analysis.base) domain.ticks = TickSet(1, 7);
  PermissiveServer server;
  RowMaker maker(task, server);
  EXPECT_NO_THROW(require_room(task, maker.key_plans()));
  std::set<std::pair<int64_t, int64_t>> pairs;
  std::vector<Value> row(3);
  Arena arena;
  for (uint64_t i = 0; i < 49; ++i) {
    maker.make(i, row.data(), arena);
    EXPECT_TRUE(pairs.emplace(row[0].tick, row[2].tick).second);
  }
  task.count = 50;
  RowMaker more(task, server);
  EXPECT_THROW(require_room(task, more.key_plans()), Error);
}

/// The key's value is the column's remainder by five.
class RemainderServer : public PermissiveServer {
 public:
  std::optional<uint64_t> key_hash(const UniqueKey&, const Value* row) override {
    return static_cast<uint64_t>(row[0].tick % 5);
  }
};

TEST(RowMaker, CountsTheValuesOfAnExpression) {
  Relation r = relation(1, "t", {column("v")});
  UniqueKey key;
  key.name = "t_remainder";
  KeyPart part;
  part.columns = {0};
  key.parts = {part};
  r.keys = {key};
  RelationTask task = task_for(r, 5);
  task.analysis.base[0].ticks = TickSet(0, 1000000);
  RemainderServer server;
  RowMaker maker(task, server);
  EXPECT_EQ(maker.key_plans().room, 5u);
  std::set<int64_t> remainders;
  Value row;
  Arena arena;
  for (uint64_t i = 0; i < 5; ++i) {
    maker.make(i, &row, arena);
    remainders.insert(row.tick % 5);
  }
  EXPECT_EQ(remainders.size(), 5u);
  task.count = 6;
  RowMaker more(task, server);
  EXPECT_THROW(require_room(task, more.key_plans()), Error);
}

TEST(KeyDemand, AsksForTheKindsOfChildren) {
  Relation parent = relation(1, "party", {column("id"), column("kind")});
  parent.keys = {unique_key("party_pk", {0})};
  Relation child = relation(2, "person", {column("id"), column("kind")});
  child.keys = {unique_key("person_pk", {0})};
  child.foreign_keys = {foreign_key("person_party", {0, 1}, 1, {0, 1})};
  const RelationTask parent_task = task_for(parent, 100);
  RelationTask child_task = task_for(child, 40);
  child_task.analysis.base[1].ticks = TickSet(3, 3);
  child_task.analysis.base[1].narrowed = true;
  const std::vector<RowDemand> none;
  const AskingChild asking{&child, &child_task.analysis, 40, true, &none, [] { return uint64_t{40}; }};
  const auto demands = demands_through(asking, child.foreign_keys[0], {&parent, &parent_task.analysis, 100});
  ASSERT_EQ(demands.size(), 1u);
  EXPECT_EQ(demands[0].rows, 40u);
  EXPECT_TRUE(demands[0].hard);
  EXPECT_EQ(demands[0].domains.count(0), 0u);
  EXPECT_EQ(demands[0].domains.at(1).ticks.size(), 1u);

  RelationTask task = parent_task;
  task.demands = demands;
  PermissiveServer server;
  RowMaker maker(task, server);
  std::vector<Value> row(2);
  Arena arena;
  uint64_t of_kind = 0;
  for (uint64_t i = 0; i < 100; ++i) {
    maker.make(i, row.data(), arena);
    of_kind += row[1].tick == 3;
  }
  EXPECT_GE(of_kind, 40u);
}

TEST(KeyDemand, LeavesTheKeyAloneWhereChildrenExcludeEachOther) {
  Schema schema;
  schema.relations[1] = relation(1, "n", {column("id")});
  schema.relations[1].keys = {unique_key("n_pk", {0})};
  std::map<RelationId, Domain> asked;
  for (RelationId id : {2u, 3u}) {
    schema.relations[id] = relation(id, "child", {column("n")});
    schema.relations[id].foreign_keys = {foreign_key("fk", {0}, 1, {0})};
    asked[id].ticks = id == 2 ? TickSet(1001, INT32_MAX) : TickSet(500000, INT32_MAX);
  }
  const auto domain_of = [&](const Relation& child, int) { return &asked[child.id]; };
  Analysis analysis = task_for(schema.at(1), 0).analysis;
  apply_key_demands(schema, schema.at(1), analysis, domain_of);
  EXPECT_EQ(analysis.base[0].ticks.lowest(), 500000);
  asked[3].ticks = TickSet(INT32_MIN, -1);
  analysis = task_for(schema.at(1), 0).analysis;
  apply_key_demands(schema, schema.at(1), analysis, domain_of);
  EXPECT_EQ(analysis.base[0].ticks.lowest(), INT32_MIN);
}

TEST(RowMaker, GivesEachDemandedValueOnce) {
  Relation parent = relation(1, "n", {column("id")});
  parent.keys = {unique_key("n_pk", {0})};
  RelationTask task = task_for(parent, 30);
  for (const TickSet& ticks : {TickSet(1000, 1009), TickSet(1005, 5000), TickSet(-9, 5)}) {
    RowDemand demand;
    demand.domains[0].ticks = ticks;
    demand.rows = 10;
    demand.each = 0;
    task.demands.push_back(demand);
  }
  PermissiveServer server;
  RowMaker maker(task, server);
  std::set<int64_t> seen;
  uint64_t of_first = 0, of_last = 0;
  Value row;
  Arena arena;
  for (uint64_t i = 0; i < task.count; ++i) {
    maker.make(i, &row, arena);
    EXPECT_TRUE(seen.insert(row.tick).second) << row.tick;
    of_first += row.tick >= 1000 && row.tick <= 1009;
    of_last += row.tick <= 5;
  }
  EXPECT_EQ(of_first, 10u);
  EXPECT_EQ(of_last, 10u);
}

TEST(RowDemand, NarrowerDemandsCountForWiderOnes) {
  RowDemand wide, narrow;
  wide.domains[0].ticks = TickSet(1, 3);
  wide.rows = 60;
  narrow.domains[0].ticks = TickSet(2, 2);
  narrow.rows = 50;
  std::vector<RowDemand> demands{wide, narrow};
  EXPECT_EQ(lay_out(demands), 60u);
  ASSERT_EQ(demands.size(), 2u);
  EXPECT_EQ(demands[0].rows, 50u);
  EXPECT_EQ(demands[1].rows, 10u);
}

TEST(RowMaker, SharesChildrenOutWithinTheirBounds) {
  Relation r = relation(1, "child", {column("parent")});
  r.foreign_keys = {foreign_key("child_parent", {0}, 2, {0})};
  RelationTask task = task_for(r, 35);
  task.parents[0].keys = keys_from(1, 10);
  task.parents[0].existing = 10;
  task.per_parent = ChildrenPerParent{0, 10, 2, 5};
  PermissiveServer server;
  RowMaker maker(task, server);
  std::map<int64_t, int> children;
  Value row;
  Arena arena;
  for (uint64_t i = 0; i < task.count; ++i) {
    maker.make(i, &row, arena);
    ++children[row.tick];
  }
  ASSERT_EQ(children.size(), 10u);
  for (const auto& [parent, count] : children) {
    EXPECT_GE(count, 2) << parent;
    EXPECT_LE(count, 5) << parent;
  }
}

TEST(LookupOrder, PutsWhatIsReadFirstUnlessParentsForbidIt) {
  Schema schema;
  schema.relations[1] = relation(1, "a", {column("id")});
  schema.relations[2] = relation(2, "b", {column("id")});
  schema.relations[3] = relation(3, "c", {column("id")});
  schema.relations[3].foreign_keys = {foreign_key("c_a", {0}, 1, {0})};
  TriggerLookups lookups;
  lookups.reads[1] = {2, 3};
  const auto order = order_by_lookups(schema, fill_order(schema, {1, 2, 3}), lookups);
  ASSERT_EQ(order.size(), 3u);
  EXPECT_EQ(order[0].members[0], 2u);
  EXPECT_EQ(order[1].members[0], 1u);
  EXPECT_EQ(order[2].members[0], 3u);
}

}  // namespace
}  // namespace datagen::core
