// test/unit/plan_test.cpp -- planning and row making without a server: keys, references, trees, room, order
#include "core/base/error.hpp"
#include "core/plan/fill_plan.hpp"
#include "core/plan/key_family.hpp"
#include "core/plan/parent_filter.hpp"
#include "core/plan/room.hpp"
#include "core/plan/row_maker.hpp"
#include "core/plan/sum_bounds.hpp"
#include "core/plan/tree_shape.hpp"
#include "plan_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace datagen::core {
namespace {

using namespace fixture;

std::vector<std::vector<Value>> make_rows(RelationTask& task, PinnedColumns pinned = {}) {
  PermissiveServer server;
  RowMaker maker(task, server, std::move(pinned));
  require_room(task, maker.key_plans());
  std::vector<std::vector<Value>> rows;
  Arena arena;
  for (uint64_t i = 0; i < task.count; ++i) {
    rows.emplace_back(task.relation->columns.size());
    maker.make(i, rows.back().data(), arena);
  }
  return rows;
}

TEST(KeyTable, HoldsArithmeticProgressionsAsRuns) {
  const auto table = keys_from(10, 100000);
  EXPECT_TRUE(table->in_runs());
  EXPECT_EQ(table->size(), 100000u);
  EXPECT_EQ(table->get(99999, 0).tick, 100009);
  const Value inside = Value::of_tick(500);
  EXPECT_EQ(table->matching({0}, &inside).at(0), 490u);
  const Value outside = Value::of_tick(9);
  EXPECT_EQ(table->matching({0}, &outside).count, 0u);
}

TEST(KeyTable, FindsRowsByPartOfTheKey) {
  KeyTable table(2);
  for (int64_t i = 0; i < 12; ++i) {
    const Value row[] = {Value::of_tick(i % 3), Value::of_tick(i)};
    table.append(row);
  }
  const Value group = Value::of_tick(1);
  const auto matches = table.matching({0}, &group);
  ASSERT_EQ(matches.count, 4u);
  for (uint64_t i = 0; i < matches.count; ++i) EXPECT_EQ(table.get(matches.at(i), 1).tick % 3, 1);
  EXPECT_EQ(table.project({0}).size(), 3u);
}

TEST(RowMaker, CountsUpwardsAndAppendsAfterTheLargest) {
  Relation r = relation(1, "t", {column("id"), column("v")});
  r.keys = {unique_key("t_pk", {0})};
  RelationTask task = task_for(r, 5);
  EXPECT_EQ(make_rows(task)[4][0].tick, 5);
  task.first_ordinal = 5;
  task.highest[0] = 17;
  EXPECT_EQ(make_rows(task)[0][0].tick, 18);
}

TEST(RowMaker, IsAFunctionOfSeedAndNames) {
  Relation r = relation(1, "t", {column("a"), column("b", int4_type(), false)});
  RelationTask task = task_for(r, 50);
  const auto rows = make_rows(task);
  Relation turned = relation(99, "t", {column("b", int4_type(), false), column("a")});
  RelationTask turned_task = task_for(turned, 50);
  const auto turned_rows = make_rows(turned_task);
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_TRUE(same_value(rows[i][0], turned_rows[i][1]));
    EXPECT_TRUE(same_value(rows[i][1], turned_rows[i][0]));
  }
}

TEST(RowMaker, FillsAJunctionCompletely) {
  Relation r = relation(3, "junction", {column("l"), column("r")});
  r.keys = {unique_key("junction_pk", {0, 1})};
  r.foreign_keys = {foreign_key("l_fk", {0}, 1, {0}), foreign_key("r_fk", {1}, 2, {0})};
  RelationTask task = task_for(r, 20 * 15);
  task.parents[0].keys = keys_from(10, 20);
  task.parents[1].keys = keys_from(1, 15);
  std::set<std::pair<int64_t, int64_t>> pairs;
  for (const auto& row : make_rows(task)) pairs.insert({row[0].tick, row[1].tick});
  EXPECT_EQ(pairs.size(), 300u);
  task.count = 301;
  try {
    make_rows(task);
    FAIL() << "301 pairs of 300";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::UniqueViolation);
    EXPECT_NE(error.message().find("junction_pk"), std::string::npos);
    EXPECT_NE(error.message().find("300"), std::string::npos);
  }
}

TEST(RowMaker, StepsOverTuplesInTheTable) {
  Relation r = relation(1, "t", {column("b", boolean_type()), column("p")});
  r.keys = {unique_key("t_key", {0, 1})};
  r.foreign_keys = {foreign_key("p_fk", {1}, 2, {0})};
  RelationTask task = task_for(r, 7);
  task.parents[0].keys = keys_from(1, 5);
  task.first_ordinal = 3;
  auto existing = std::make_shared<KeyTable>(2);
  for (int64_t i = 0; i < 3; ++i) {
    const Value row[] = {Value::of_tick(1), Value::of_tick(i + 1)};
    existing->append(row);
  }
  task.existing_tuples = [&](size_t) { return existing; };
  std::set<std::pair<int64_t, int64_t>> all = {{1, 1}, {1, 2}, {1, 3}};
  for (const auto& row : make_rows(task)) all.insert({row[0].tick, row[1].tick});
  EXPECT_EQ(all.size(), 10u);
  task.count = 8;
  EXPECT_THROW(make_rows(task), Error);
}

TEST(RowMaker, PicksParentsOfOneTenant) {
  Relation r = relation(9, "orders", {column("tenant"), column("id"), column("customer"), column("product")});
  r.keys = {unique_key("orders_pk", {0, 1})};
  r.foreign_keys = {foreign_key("c_fk", {0, 2}, 1, {0, 1}), foreign_key("p_fk", {0, 3}, 2, {0, 1})};
  RelationTask task = task_for(r, 200);
  const auto parents = [](int64_t tenants, int64_t each) {
    auto table = std::make_shared<KeyTable>(2);
    for (int64_t t = 1; t <= tenants; ++t)
      for (int64_t i = 0; i < each; ++i) {
        const Value row[] = {Value::of_tick(t), Value::of_tick(t * 100 + i)};
        table->append(row);
      }
    return table;
  };
  task.parents[0].keys = parents(5, 8);
  task.parents[1].keys = parents(4, 6);  // tenant 5 has no product
  narrow_parents(task);
  std::set<int64_t> tenants;
  for (const auto& row : make_rows(task)) {
    tenants.insert(row[0].tick);
    EXPECT_EQ(row[2].tick / 100, row[0].tick);
    EXPECT_EQ(row[3].tick / 100, row[0].tick);
  }
  EXPECT_EQ(tenants, (std::set<int64_t>{1, 2, 3, 4}));
}

TEST(RowMaker, MakesKeysAheadThatRowsKeep) {
  Relation r = relation(1, "node", {column("id"), column("parent", int4_type(), false)});
  r.keys = {unique_key("node_pk", {0})};
  r.foreign_keys = {foreign_key("parent_fk", {1}, 1, {0})};
  RelationTask task = task_for(r, 500);
  PermissiveServer server;
  task.parents[0].cyclic = true;
  RowMaker ahead(task, server);
  PinnedColumns pinned{{0}, std::make_shared<const KeyTable>(ahead.make_keys({0}))};
  task.parents[0].keys = pinned.rows;
  std::map<int64_t, int64_t> parent_of;
  int roots = 0;
  for (const auto& row : make_rows(task, pinned)) {
    roots += row[1].is_null();
    parent_of[row[0].tick] = row[1].is_null() ? 0 : row[1].tick;
  }
  EXPECT_GE(roots, 1);
  EXPECT_LE(roots, 250);
  int deepest = 0;
  for (const auto& [id, parent] : parent_of) {
    int depth = 1;
    for (int64_t up = parent; up != 0 && depth < 100; up = parent_of.at(up)) ++depth;
    deepest = std::max(deepest, depth);
  }
  EXPECT_GE(deepest, 3);
  EXPECT_LE(deepest, 30);
}

TEST(TreeShape, ParentsComeFirst) {
  const TreeShape shape;
  for (uint64_t count : {1u, 2u, 10u, 1000u})
    for (uint64_t position = 0; position < count; ++position) {
      Stream stream(1, position);
      const auto parent = shape.parent_of(position, count, stream);
      EXPECT_EQ(parent.has_value(), position >= shape.roots(count));
      if (parent) {
        EXPECT_LT(*parent, position);
      }
    }
}

class FixedFacts : public FillFacts {
 public:
  explicit FixedFacts(const Schema& schema) {
    for (const auto& [id, r] : schema.relations) tasks_[id] = task_for(r, 0);
  }
  uint64_t existing_rows(RelationId id) override { return existing_.count(id) ? existing_[id] : 0; }
  const RelationTask& task(RelationId id) override { return tasks_.at(id); }
  std::map<RelationId, uint64_t> existing_;

 private:
  std::map<RelationId, RelationTask> tasks_;
};

Schema shop() {
  Schema schema;
  Relation user = relation(1, "usr", {column("id")});
  user.keys = {unique_key("usr_pk", {0})};
  Relation profile = relation(2, "profile", {column("user_id")});
  profile.keys = {unique_key("profile_pk", {0})};
  profile.foreign_keys = {foreign_key("user_fk", {0}, 1, {0})};
  schema.relations = {{1, user}, {2, profile}};
  return schema;
}

TEST(FillPlan, FillsEmptyRequiredParentsFirst) {
  const Schema schema = shop();
  FixedFacts facts(schema);
  FillRequest request;
  request.counts[2] = 200;
  const auto steps = plan_fill(schema, request, facts);
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(steps[0].goals[0].relation, 1u);
  EXPECT_EQ(steps[0].goals[0].rows, 200u);  // one to one: as many parents as children
  EXPECT_TRUE(steps[0].goals[0].is_parent);
  request.parents = ParentsMode::Existing;
  EXPECT_THROW(plan_fill(schema, request, facts), Error);
}

TEST(FillPlan, CapsDefaultsAndRefusesCounts) {
  const Schema schema = shop();
  FixedFacts facts(schema);
  facts.existing_[1] = 30;
  FillRequest request;
  request.defaults = {2};
  request.default_rows = 100;
  const auto steps = plan_fill(schema, request, facts);
  EXPECT_EQ(steps[0].goals[0].rows, 30u);
  EXPECT_TRUE(steps[0].goals[0].capped);
  FillRequest explicit_request;
  explicit_request.counts[2] = 31;
  EXPECT_THROW(plan_fill(schema, explicit_request, facts), Error);
}

TEST(Graph, FindsCyclesAndOrdersParentsFirst) {
  Schema schema;
  Relation a = relation(1, "a", {column("id"), column("b")});
  a.foreign_keys = {foreign_key("ab", {1}, 2, {0})};
  Relation b = relation(2, "b", {column("id"), column("a")});
  b.foreign_keys = {foreign_key("ba", {1}, 1, {0})};
  Relation leaf = relation(3, "leaf", {column("id"), column("a")});
  leaf.foreign_keys = {foreign_key("la", {1}, 1, {0})};
  schema.relations = {{1, a}, {2, b}, {3, leaf}};
  const auto order = fill_order(schema, {3, 2, 1});
  ASSERT_EQ(order.size(), 2u);
  EXPECT_EQ(order[0].members, (std::vector<RelationId>{1, 2}));
  EXPECT_TRUE(order[0].cyclic);
  EXPECT_EQ(order[1].members, (std::vector<RelationId>{3}));
}

TEST(KeyFamily, JoinsKeysThatOneColumnNeedsInCommon) {
  Schema schema;
  Relation p = relation(1, "p", {column("k")});
  Relation q = relation(2, "q", {column("k")});
  Relation link = relation(3, "link", {column("k")});
  link.foreign_keys = {foreign_key("lp", {0}, 1, {0})};
  Relation child = relation(4, "child", {column("k")});
  child.foreign_keys = {foreign_key("cl", {0}, 3, {0}), foreign_key("cq", {0}, 2, {0})};
  schema.relations = {{1, p}, {2, q}, {3, link}, {4, child}};
  const auto families = find_key_families(schema);
  EXPECT_EQ(families.at({1, 0}), "p.k");
  EXPECT_EQ(families.at({2, 0}), "p.k");
  EXPECT_EQ(families.count({3, 0}), 0u);
}

TEST(SumBounds, SolvesForTheLastColumn) {
  LinearRelation sum;
  sum.terms = {{0, 1}, {1, 1}};
  sum.modulus = 1009;
  sum.bound = 5;
  const std::vector<LinearRelation> sums = {sum};
  const SumBounds bounds(sums);
  const Value row[] = {Value::of_tick(1000), Value::null()};
  TickSet ticks(0, 100000);
  EXPECT_TRUE(bounds.narrow(1, row, {1, 0}, ticks));
  ASSERT_FALSE(ticks.empty());
  for (uint64_t i = 0; i < ticks.size(); ++i) EXPECT_EQ((1000 + ticks.unrank(i)) % 1009, 5);
  TickSet untouched(0, 10);
  EXPECT_FALSE(bounds.narrow(1, row, {0, 0}, untouched));
}

}  // namespace
}  // namespace datagen::core
