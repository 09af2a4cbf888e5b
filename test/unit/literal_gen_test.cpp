// test/unit/literal_gen_test.cpp -- every literal family draws and lists text of its form
#include "generator_contract.hpp"

#include "core/generate/literal_gen.hpp"

#include <regex.h>

namespace datagen::core {
namespace {

GeneratorRequest literal(std::string_view name) {
  Type type;
  type.type_class = TypeClass::Literal;
  type.name = std::string(name);
  return request_of(type);
}

/// A POSIX extended regular expression over the whole text.
Holds matches(const std::string& pattern) {
  return [pattern](const Value& v) {
    regex_t form;
    if (regcomp(&form, ("^(" + pattern + ")$").c_str(), REG_EXTENDED | REG_NOSUB) != 0) return false;
    const bool found = regexec(&form, std::string(v.text()).c_str(), 0, nullptr, 0) == 0;
    regfree(&form);
    return found;
  };
}

TEST(LiteralGen, EveryFamilyKeepsTheContract) {
  for (const LiteralTable& table :
       {network_literals(), geometry_literals(), search_literals(), system_literals(), product_literals()}) {
    for (size_t i = 0; i < table.size; ++i) {
      SCOPED_TRACE(std::string(table.begin[i].type));
      EXPECT_EQ(table.begin[i].list == nullptr, table.begin[i].capacity == 0);
      expect_contract(literal(table.begin[i].type),
                      [](const Value& v) { return v.kind == ValueKind::Text && v.size > 0; });
      EXPECT_GT(distinct_draws(literal(table.begin[i].type), 100), 50u);
    }
  }
}

TEST(LiteralGen, Forms) {
  expect_contract(literal("inet"),
                  matches(R"((192\.0\.2|198\.51\.100|203\.0\.113|10\.[0-9]+\.[0-9]+)\.[0-9]+|2001:db8:.*)"));
  expect_contract(literal("macaddr"), matches("02(:[0-9a-f]{2}){5}"));
  expect_contract(literal("macaddr8"), matches("02(:[0-9a-f]{2}){7}"));
  expect_contract(literal("tid"), matches(R"(\([0-9]+,[0-9]+\))"));
  expect_contract(literal("pg_lsn"), matches("[0-9A-F]{1,8}/[0-9A-F]{1,8}"));
  expect_contract(literal("issn"), matches(R"([0-9]{4}-[0-9]{3}[0-9X])"));
}

TEST(LiteralGen, SnapshotsAscend) {
  expect_contract(literal("pg_snapshot"), [](const Value& v) {
    std::vector<uint64_t> numbers;
    const std::string text(v.text());
    for (size_t at = 0; at < text.size();) {
      size_t used;
      numbers.push_back(std::stoull(text.substr(at), &used));
      at += used + 1;
    }
    for (size_t i = 2; i < numbers.size(); ++i)
      if (numbers[i] < numbers[0] || numbers[i] >= numbers[1] || (i > 2 && numbers[i] <= numbers[i - 1]))
        return false;
    return true;
  });
}

TEST(LiteralGen, CheckDigitsOfRealNumbers) {
  // ISBN 0-306-40615-2 / 978-0-306-40615-7 and ISSN 0378-5955: the examples of the standards.
  Arena arena;
  EXPECT_EQ(make_generator(literal("isbn"))->unrank(30640615, arena).text(), "0306406152");
  EXPECT_EQ(make_generator(literal("isbn13"))->unrank(30640615, arena).text(), "9780306406157");
  EXPECT_EQ(make_generator(literal("issn"))->unrank(378595, arena).text(), "0378-5955");
}

TEST(LiteralGen, UnknownNamesHaveNoFamily) { EXPECT_EQ(make_generator(literal("no_such_type")), nullptr); }

TEST(LiteralGen, GoldenValues) {
  EXPECT_EQ(first_draws(literal("inet"), 3), "192.0.2.107 | 203.0.113.133 | 203.0.113.181");
  EXPECT_EQ(first_draws(literal("ltree"), 2),
            "webend.braquakel.cloleafion.dreabal | brix.tope.nomand.stafeart");
  EXPECT_EQ(first_draws(literal("box"), 1), "(-842.73,-862.38),(-932.44,-871.33)");
}

}  // namespace
}  // namespace datagen::core
