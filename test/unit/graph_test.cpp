// test/unit/graph_test.cpp -- the order of relations by what their conditions read
#include "core/schema/graph.hpp"
#include "plan_fixture.hpp"

#include <gtest/gtest.h>

namespace datagen::core {
namespace {

using namespace fixture;

Relation reader_of(RelationId id, std::string name, std::vector<RelationId> reads) {
  Relation r = relation(id, std::move(name), {column("id")});
  Predicate predicate;
  predicate.reads = std::move(reads);
  r.predicates.push_back(predicate);
  return r;
}

std::string order_of(const Schema& schema) {
  std::vector<RelationId> ids;
  for (const auto& [id, r] : schema.relations) ids.push_back(id);
  std::string names;
  for (const Component& component : fill_order(schema, ids))
    for (RelationId id : component.members) names += schema.at(id).name;
  return names;
}

TEST(Graph, PutsWhatConditionsReadFirst) {
  Schema schema;
  schema.relations[1] = reader_of(1, "a", {3});
  schema.relations[2] = reader_of(2, "b", {});
  schema.relations[3] = reader_of(3, "c", {2, 99});
  EXPECT_EQ(order_of(schema), "bca");
}

TEST(Graph, ForeignKeysGoBeforeWhatConditionsRead) {
  Schema schema;
  schema.relations[1] = reader_of(1, "a", {2});
  schema.relations[2] = reader_of(2, "b", {});
  schema.relations[2].foreign_keys.push_back(foreign_key("b_a", {0}, 1, {0}));
  EXPECT_EQ(order_of(schema), "ab");
}

TEST(Graph, ConditionsThatReadEachOtherAreNoCycle) {
  Schema schema;
  schema.relations[1] = reader_of(1, "a", {2, 1});
  schema.relations[2] = reader_of(2, "b", {1});
  EXPECT_EQ(order_of(schema), "ba");
}

}  // namespace
}  // namespace datagen::core
