// test/unit/growth_test.cpp -- which relations grow, the rows they grow from, and columns that a cycle gives back
#include "core/plan/growth.hpp"
#include "core/plan/row_maker.hpp"
#include "core/schema/round_trip.hpp"
#include "plan_fixture.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace datagen::core {
namespace {

using namespace fixture;

Predicate check(std::string name, ExprPtr expr) {
  Predicate predicate;
  predicate.name = std::move(name);
  predicate.columns = columns_of(*expr);
  predicate.expr = std::move(expr);
  return predicate;
}

ExprPtr at(int column) { return make_column(column, int4_type()); }

/// doc (id, ver, prev) with (id, prev) -> (id, ver).
Relation versions(Op op) {
  Relation r = relation(1, "doc", {column("id"), column("ver"), column("prev", int4_type(), false)});
  r.keys = {unique_key("doc_pkey", {0, 1})};
  r.foreign_keys = {foreign_key("doc_prev", {0, 2}, 1, {0, 1})};
  r.predicates = {check("order", make_expr(op, {at(2), at(1)}, boolean_type()))};
  return r;
}

RelationTask growing_task(const Relation& r, uint64_t count) {
  RelationTask task = task_for(r, count);
  task.growth = plan_growth(task);
  for (size_t k : task.growth.references)
    task.parents[k].keys = std::make_shared<KeyTable>(static_cast<int>(r.foreign_keys[k].columns.size()));
  return task;
}

std::vector<std::vector<Value>> rows_of(const RelationTask& task) {
  PermissiveServer server;
  RowMaker maker(task, server);
  std::vector<std::vector<Value>> rows;
  static Arena arena;
  for (uint64_t i = 0; i < task.count; ++i) {
    rows.emplace_back(task.relation->columns.size());
    maker.make(i, rows.back().data(), arena);
  }
  return rows;
}

TEST(Growth, IsForReferencesThatFollowFromTheirParents) {
  const Relation doc = versions(Op::Lt);
  EXPECT_TRUE(plan_growth(task_for(doc, 10)).grows());
  Relation tree = relation(1, "tree", {column("id"), column("parent", int4_type(), false)});
  tree.keys = {unique_key("tree_pkey", {0})};
  tree.foreign_keys = {foreign_key("tree_parent", {1}, 1, {0})};
  EXPECT_FALSE(plan_growth(task_for(tree, 10)).grows()) << "keys made ahead suit trees";
  tree.predicates = {check("up", make_expr(Op::Lt, {at(1), at(0)}, boolean_type()))};
  EXPECT_FALSE(plan_growth(task_for(tree, 10)).grows()) << "keys that count upwards meet it anyway";
  tree.predicates = {check("down", make_expr(Op::Gt, {at(1), at(0)}, boolean_type()))};
  EXPECT_FALSE(plan_growth(task_for(tree, 10)).grows()) << "so do they with the tree turned round";
  const auto above = make_expr(Op::Add, {at(0), make_constant(Value::of_tick(5), int4_type())}, int4_type());
  tree.predicates = {check("just", make_expr(Op::Eq, {at(1), above}, boolean_type()))};
  EXPECT_TRUE(plan_growth(task_for(tree, 10)).grows()) << "which one it is follows from the row";
}

TEST(Growth, LeavesReferencesWithRulesOrShapesToKeysMadeAhead) {
  const Relation doc = versions(Op::Lt);
  RelationTask task = task_for(doc, 10);
  task.rules[2] = ColumnRule{};
  EXPECT_FALSE(plan_growth(task).grows());
  task.rules.clear();
  task.shapes[0] = ReferenceShape{};
  EXPECT_FALSE(plan_growth(task).grows());
}

TEST(Growth, EveryRowRefersToOneBeforeIt) {
  const Relation doc = versions(Op::Lt);
  std::set<std::pair<int64_t, int64_t>> known;
  uint64_t linked = 0;
  for (const auto& row : rows_of(growing_task(doc, 300))) {
    if (!row[2].is_null()) {
      ++linked;
      EXPECT_TRUE(known.count({row[0].tick, row[2].tick}));
      EXPECT_LT(row[2].tick, row[1].tick);
    }
    EXPECT_TRUE(known.emplace(row[0].tick, row[1].tick).second);
  }
  EXPECT_GT(linked, 200u);
}

TEST(Growth, RefersToNoRowTwiceWhereTheReferenceIsUnique) {
  Relation doc = versions(Op::Lt);
  doc.keys.push_back(unique_key("linear", {0, 2}));
  std::set<std::pair<int64_t, int64_t>> referred;
  for (const auto& row : rows_of(growing_task(doc, 300)))
    if (!row[2].is_null()) {
      EXPECT_TRUE(referred.emplace(row[0].tick, row[2].tick).second);
    }
  EXPECT_GT(referred.size(), 200u);
}

TEST(Growth, MakesPartnersOneAfterTheOther) {
  Relation friends = relation(1, "friend", {column("a"), column("b")});
  friends.keys = {unique_key("friend_pkey", {0, 1})};
  friends.foreign_keys = {foreign_key("back", {1, 0}, 1, {0, 1})};
  std::set<std::pair<int64_t, int64_t>> rows;
  for (const auto& row : rows_of(growing_task(friends, 101))) rows.emplace(row[0].tick, row[1].tick);
  EXPECT_EQ(rows.size(), 101u);
  for (const auto& [a, b] : rows) EXPECT_TRUE(rows.count({b, a}));
}

TEST(Growth, GoesOnFromRowsInTheTable) {
  const Relation doc = versions(Op::Lt);
  RelationTask task = growing_task(doc, 50);
  auto stored = std::make_shared<KeyTable>(2);
  const Value tuple[] = {Value::of_tick(7), Value::of_tick(3)};
  stored->append(tuple);
  task.growth.rows = stored;
  task.first_ordinal = 1;
  bool from_stored = false;
  for (const auto& row : rows_of(task))
    from_stored = from_stored || (row[0].tick == 7 && !row[2].is_null() && row[2].tick == 3);
  EXPECT_TRUE(from_stored);
}

/// org (id, main) -> dept (org, no), dept (org) -> org (id).
Schema round_trip(bool unique_org) {
  Schema schema;
  Relation org = relation(1, "org", {column("id"), column("main")});
  org.keys = {unique_key("org_pkey", {0})};
  org.foreign_keys = {foreign_key("main", {0, 1}, 2, {0, 1})};
  Relation dept = relation(2, "dept", {column("org"), column("no")});
  dept.keys = {unique_key("dept_pkey", {0, 1})};
  if (unique_org) dept.keys.push_back(unique_key("one", {0}));
  dept.foreign_keys = {foreign_key("of", {0}, 1, {0})};
  schema.relations.emplace(1, org);
  schema.relations.emplace(2, dept);
  return schema;
}

TEST(RoundTrip, TheUniqueSideOwns) {
  const Schema schema = round_trip(false);
  EXPECT_EQ(columns_of_its_own(schema, 1), std::set<int>{0});
  EXPECT_EQ(columns_of_its_own(schema, 2), std::set<int>{});
}

TEST(RoundTrip, OneSideOwnsWhereBothAreUnique) {
  Schema schema = round_trip(true);
  schema.relations.at(1).foreign_keys[0].deferrable = true;
  EXPECT_EQ(columns_of_its_own(schema, 1), std::set<int>{0});
  EXPECT_EQ(columns_of_its_own(schema, 2), std::set<int>{});
  schema.relations.at(1).foreign_keys[0].deferrable = false;
  schema.relations.at(2).foreign_keys[0].deferrable = true;
  EXPECT_EQ(columns_of_its_own(schema, 1), std::set<int>{});
  EXPECT_EQ(columns_of_its_own(schema, 2), std::set<int>{0});
}

}  // namespace
}  // namespace datagen::core
