// test/unit/edge_values_test.cpp -- edge values lie in their domain, and each kind there is appears
#include "core/generate/edge_values.hpp"

#include "core/constraint/membership.hpp"
#include "generator_contract.hpp"
#include "plan_fixture.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace datagen::core {
namespace {

Type text_type(int32_t max_length, const char* name = "varchar") {
  Type type;
  type.name = name;
  type.type_class = TypeClass::Text;
  type.max_length = max_length;
  return type;
}

Domain never_null() {
  Domain domain;
  domain.null = NullStatus::Never;
  return domain;
}

std::set<std::string> shown_edges(const EdgeValues& edges) {
  std::set<std::string> texts;
  for (const Value& value : edges.all()) texts.insert(shown(value));
  return texts;
}

std::set<std::string> edges_of(const Type& type, const Domain& domain, bool unconditional = false,
                               bool ascii_only = false) {
  return shown_edges(EdgeValues({&type, &domain, nullptr, unconditional, ascii_only}));
}

TEST(EdgeValues, are_the_ends_of_the_domain_and_zero) {
  Domain domain = never_null();
  domain.ticks = TickSet(-5, 300);
  const auto edges = edges_of(*fixture::int4_type(), domain);
  for (const char* tick : {"-5", "300", "0", "1", "-1", "127", "255"})
    EXPECT_EQ(edges.count(tick), 1U) << tick;
  EXPECT_EQ(edges.count("2147483647"), 0U);
  EXPECT_EQ(edges.count("-128"), 0U);
}

TEST(EdgeValues, lie_on_a_coarse_grid) {
  Type type;
  type.type_class = TypeClass::Timestamp;
  type.tick_step = 1000000;
  type.min_tick = -1999999;
  type.max_tick = 1999999;
  Domain domain = never_null();
  domain.ticks = TickSet(-1999999, 1999999);
  const auto edges = edges_of(type, domain);
  EXPECT_EQ(edges, (std::set<std::string>{"-1000000", "0", "1000000"}));
}

TEST(EdgeValues, know_the_calendar) {
  Type type;
  type.type_class = TypeClass::Date;
  type.min_tick = -2451507;
  type.max_tick = 2145031948;
  Domain domain = never_null();
  domain.ticks = TickSet(type.min_tick, type.max_tick);
  const auto edges = edges_of(type, domain);
  EXPECT_EQ(edges.count("59"), 1U) << "2000-02-29";
  EXPECT_EQ(edges.count("8825"), 1U) << "2024-02-29";
  EXPECT_EQ(edges.count("-10957"), 1U) << "1970-01-01";
  EXPECT_EQ(edges.count("-2147483648"), 0U) << "infinity only where no condition reads the column";
  EXPECT_EQ(edges_of(type, domain, true).count("-2147483648"), 1U);
}

TEST(EdgeValues, of_texts_are_empty_longest_and_odd) {
  const Domain domain = never_null();
  const auto edges = edges_of(text_type(20), domain);
  EXPECT_EQ(edges.count(""), 1U);
  EXPECT_EQ(edges.count(std::string(20, 'W')), 1U);
  EXPECT_EQ(edges.count(u8"e\u0301"), 1U);
  EXPECT_EQ(edges.count("' OR '1'='1"), 1U);
  EXPECT_EQ(edges.count("'; DROP TABLE users; --"), 0U) << "too long";
  for (const std::string& text : edges) EXPECT_LE(character_count(text), 20) << text;
  EXPECT_EQ(edges_of(text_type(-1), domain).count(std::string(kLongestEdgeText, 'W')), 1U);
  for (const std::string& text : edges_of(text_type(20), domain, false, true))
    for (char c : text) EXPECT_EQ(c & 0x80, 0) << text;
}

TEST(EdgeValues, of_texts_keep_to_their_domain) {
  Domain domain = never_null();
  domain.text.min_length = 3;
  domain.text.max_length = 8;
  domain.text.lower_case = true;
  domain.text.excluded = {"null"};
  const Type type = text_type(-1, "text");
  const EdgeValues edges({&type, &domain, nullptr, false, false});
  const auto texts = shown_edges(edges);
  EXPECT_EQ(texts.count("www"), 1U);
  EXPECT_EQ(texts.count("wwwwwwww"), 1U);
  for (const Value& value : edges.all()) EXPECT_TRUE(admits(domain, value)) << value.text();
  EXPECT_EQ(texts.count("NULL") + texts.count("null") + texts.count(""), 0U);
}

TEST(EdgeValues, of_lists_are_members) {
  Domain domain = never_null();
  domain.values = std::vector<Value>{Value::of_tick(7), Value::of_tick(3), Value::of_tick(5)};
  EXPECT_EQ(edges_of(*fixture::int4_type(), domain), (std::set<std::string>{"3", "7"}));
}

TEST(EdgeValues, do_not_exist_where_nothing_is_odd_or_possible) {
  EXPECT_TRUE(edges_of(*fixture::boolean_type(), never_null()).empty());
  Domain impossible = never_null();
  impossible.impossible = true;
  EXPECT_TRUE(edges_of(text_type(20), impossible).empty());
}

TEST(EdgeValues, are_drawn_each) {
  const Type type = text_type(20);
  const Domain domain = never_null();
  const EdgeValues edges({&type, &domain, nullptr, false, false});
  std::set<std::string> drawn;
  Arena arena;
  for (uint64_t row = 0; row < 5000; ++row) {
    Stream stream(1, row);
    drawn.insert(shown(edges.draw(stream, arena)));
  }
  EXPECT_EQ(drawn, shown_edges(edges));
}

}  // namespace
}  // namespace datagen::core
