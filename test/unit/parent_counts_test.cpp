// test/unit/parent_counts_test.cpp -- how many parents keys of children ask for, over levels, joins and constraints
#include "core/plan/parent_counts.hpp"
#include "core/plan/parent_bounds.hpp"
#include "plan_fixture.hpp"

#include <gtest/gtest.h>

namespace datagen::core {
namespace {

using namespace fixture;

Predicate compares(Op op, int left, int right) {
  Predicate predicate;
  predicate.name = "compares";
  predicate.expr =
      make_expr(op, {make_column(left, int4_type()), make_column(right, int4_type())}, boolean_type());
  predicate.columns = {std::min(left, right), std::max(left, right)};
  return predicate;
}

Predicate between(int column, int low, int high) {
  const auto bound = [&](Op op, int value) {
    return make_expr(op,
                     {make_column(column, int4_type()), make_constant(Value::of_tick(value), int4_type())},
                     boolean_type());
  };
  Predicate predicate;
  predicate.name = "between";
  predicate.expr = make_expr(Op::And, {bound(Op::Ge, low), bound(Op::Le, high)}, boolean_type());
  predicate.columns = {column};
  return predicate;
}

class ParentCounts : public testing::Test {
 protected:
  void add(const Relation& relation, uint64_t rows) {
    schema_.relations[relation.id] = relation;
    rows_[relation.id] = rows;
  }

  SupplyFacts facts() {
    for (const auto& [id, relation] : schema_.relations)
      if (tasks_.count(id) == 0) tasks_[id] = task_for(relation, 0);
    SupplyFacts facts;
    facts.schema = &schema_;
    facts.task = [this](RelationId id) { return &tasks_.at(id); };
    facts.rows = [this](RelationId id) { return rows_.at(id); };
    return facts;
  }

  std::map<RelationId, uint64_t> needed(RelationId id, uint64_t wanted) {
    return parents_needed(facts(), id, wanted, [](RelationId) { return true; });
  }

  /// Takes what is needed, and tells the supply then.
  uint64_t supply_with(const std::map<RelationId, uint64_t>& counts, RelationId id) {
    for (const auto& [relation, rows] : counts) rows_[relation] = rows;
    return expected_supply(facts(), id);
  }

  Relation keyed(RelationId id, const std::string& name) {
    Relation r = relation(id, name, {column("id")});
    r.keys = {unique_key(name + "_pk", {0})};
    return r;
  }

  Schema schema_;
  std::map<RelationId, uint64_t> rows_;
  std::map<RelationId, RelationTask> tasks_;
};

TEST_F(ParentCounts, ReachThroughLevels) {
  add(keyed(1, "usr"), 30);
  Relation profile = keyed(2, "profile");
  profile.foreign_keys = {foreign_key("usr_fk", {0}, 1, {0})};
  add(profile, 30);
  Relation slot = relation(3, "slot", {column("profile"), column("k")});
  slot.keys = {unique_key("slot_pk", {0, 1})};
  slot.foreign_keys = {foreign_key("profile_fk", {0}, 2, {0})};
  slot.predicates = {between(1, 1, 3)};
  add(slot, 0);
  EXPECT_EQ(expected_supply(facts(), 3), 90u);
  EXPECT_EQ(needed(3, 90), (std::map<RelationId, uint64_t>{}));
  EXPECT_EQ(needed(3, 300), (std::map<RelationId, uint64_t>{{1, 100}, {2, 100}}));
  EXPECT_EQ(parents_needed(facts(), 3, 300, [](RelationId id) { return id == 2; }).size(), 0u)
      << "no number of profiles helps where there are no more users";
}

TEST_F(ParentCounts, CountTuplesThatConstraintsAdmit) {
  add(keyed(1, "p"), 10);
  Relation pair = relation(2, "pair", {column("a"), column("b")});
  pair.keys = {unique_key("pair_pk", {0, 1})};
  pair.foreign_keys = {foreign_key("a_fk", {0}, 1, {0}), foreign_key("b_fk", {1}, 1, {0})};
  add(pair, 0);
  EXPECT_EQ(needed(2, 100), (std::map<RelationId, uint64_t>{}));
  tasks_.clear();
  schema_.relations[2].predicates = {compares(Op::Lt, 0, 1)};
  EXPECT_EQ(expected_supply(facts(), 2), 45u);
  EXPECT_EQ(needed(2, 66), (std::map<RelationId, uint64_t>{{1, 12}}));
  tasks_.clear();
  schema_.relations[2].predicates = {compares(Op::Ne, 0, 1)};
  EXPECT_EQ(needed(2, 91), (std::map<RelationId, uint64_t>{{1, 11}}));
}

TEST_F(ParentCounts, MakeASecondParentForTwoThatMustDiffer) {
  add(keyed(1, "p"), 1);
  Relation pair = relation(2, "pair", {column("id"), column("a"), column("b")});
  pair.keys = {unique_key("pair_pk", {0})};
  pair.foreign_keys = {foreign_key("a_fk", {1}, 1, {0}), foreign_key("b_fk", {2}, 1, {0})};
  pair.predicates = {compares(Op::Lt, 1, 2)};
  add(pair, 0);
  EXPECT_EQ(expected_supply(facts(), 2), 0u) << "no key is in the way, but no row has two parents";
  EXPECT_EQ(needed(2, 1), (std::map<RelationId, uint64_t>{{1, 2}}));
  tasks_.clear();
  schema_.relations[2].columns[1].not_null = false;
  EXPECT_EQ(needed(2, 1), (std::map<RelationId, uint64_t>{})) << "a NULL meets the condition";
}

TEST_F(ParentCounts, JoinReferencesThatShareColumns) {
  add(keyed(1, "tenant"), 10);
  for (RelationId id : {2u, 3u}) {
    Relation r = relation(id, id == 2 ? "c" : "q", {column("tenant"), column("id")});
    r.keys = {unique_key("pk", {0, 1})};
    r.foreign_keys = {foreign_key("tenant_fk", {0}, 1, {0})};
    add(r, 50);
  }
  Relation link = relation(4, "link", {column("tenant"), column("c"), column("q")});
  link.keys = {unique_key("link_pk", {0, 1, 2})};
  link.foreign_keys = {foreign_key("c_fk", {0, 1}, 2, {0, 1}), foreign_key("q_fk", {0, 2}, 3, {0, 1})};
  add(link, 0);
  EXPECT_LE(expected_supply(facts(), 4), 250u) << "50 * 50 / 10 tenants, less a margin";
  const auto counts = needed(4, 500);
  EXPECT_EQ(counts.count(1), 0u) << "more tenants would leave less room";
  EXPECT_GE(counts.at(2) * counts.at(3), 5000u);
  EXPECT_LE(counts.at(2) * counts.at(3), 7000u);
  EXPECT_GE(supply_with(counts, 4), 500u);
}

TEST_F(ParentCounts, LeaveAMarginForWhatIsDrawn) {
  add(keyed(1, "tenant"), 10);
  Relation c = relation(2, "c", {column("id"), column("tenant")});
  c.keys = {unique_key("c_pk", {0})};
  c.foreign_keys = {foreign_key("tenant_fk", {1}, 1, {0})};
  add(c, 10);
  Relation r = relation(3, "r", {column("c"), column("tenant"), column("k")});
  r.keys = {unique_key("r_pk", {1, 2})};
  r.foreign_keys = {foreign_key("c_fk", {0, 1}, 2, {0, 1})};
  r.predicates = {between(2, 1, 3)};
  add(r, 0);
  const auto counts = needed(3, 150);
  EXPECT_GT(counts.at(1), 50u) << "not every tenant turns up among rows of c";
  EXPECT_GT(counts.at(2), 50u);
  EXPECT_GE(supply_with(counts, 3), 150u);
}

TEST_F(ParentCounts, BoundColumnsByWhatParentsMayHold) {
  Relation ward = relation(1, "ward", {column("id"), column("beds")});
  ward.keys = {unique_key("ward_pk", {0}), unique_key("ward_beds", {0, 1})};
  ward.predicates = {between(1, 2, 6)};
  add(ward, 10);
  Relation bed = relation(2, "bed", {column("ward"), column("beds"), column("no")});
  bed.keys = {unique_key("bed_pk", {0, 2})};
  bed.foreign_keys = {foreign_key("ward_fk", {0, 1}, 1, {0, 1})};
  bed.predicates = {between(2, 1, 100000), compares(Op::Le, 2, 1)};
  add(bed, 0);
  facts();
  const auto bounded = bounded_by_plans(tasks_.at(2), [&](RelationId id) { return &tasks_.at(id); });
  ASSERT_TRUE(bounded.has_value());
  EXPECT_EQ(bounded->analysis.base[2].ticks.highest(), 6);
  EXPECT_FALSE(bounded_by_plans(tasks_.at(1), [&](RelationId id) { return &tasks_.at(id); }).has_value());
  tasks_.at(2) = *bounded;
  const uint64_t supply = expected_supply(facts(), 2);
  EXPECT_GT(supply, 10u);
  EXPECT_LT(supply, 50u) << "four beds a ward on average, less a margin";

  auto keys = std::make_shared<KeyTable>(2);
  for (int id = 1; id <= 4; ++id) {
    const Value row[] = {Value::of_tick(id), Value::of_tick(id)};
    keys->append(row);
  }
  RelationTask task = task_for(schema_.at(2), 8);
  task.parents[0] = {keys, 4, "ward"};
  bound_by_parents(task);
  EXPECT_EQ(task.analysis.base[2].ticks.highest(), 4);
}

}  // namespace
}  // namespace datagen::core
