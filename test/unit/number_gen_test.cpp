// test/unit/number_gen_test.cpp -- numbers, booleans and labels stay in their domains and are listed exactly
#include "generator_contract.hpp"

namespace datagen::core {
namespace {

Type numeric_type(int precision, int scale) {
  int64_t largest = 1;
  for (int i = 0; i < precision; ++i) largest *= 10;
  Type type = grid_type(TypeClass::Numeric, "numeric", 1 - largest, largest - 1, scale);
  type.typmod = (precision << 16 | scale) + 4;
  return type;
}

/// `type` limited to [low, high]; an open end is INT64_MIN or INT64_MAX.
GeneratorRequest limited(Type type, int64_t low, int64_t high) {
  GeneratorRequest request = request_of(std::move(type));
  request.domain.ticks = TickSet(low, high);
  return request;
}

Holds within(int64_t low, int64_t high) {
  return [=](const Value& value) {
    return value.kind == ValueKind::Tick && value.tick >= low && value.tick <= high;
  };
}

TEST(NumberGen, OpenIntegersArePositiveAndVaried) {
  for (const Type& type : {grid_type(TypeClass::Integer, "int2", INT16_MIN, INT16_MAX), int4_type(),
                           grid_type(TypeClass::Integer, "int8", INT64_MIN, INT64_MAX),
                           grid_type(TypeClass::Integer, "oid", 0, UINT32_MAX)}) {
    const GeneratorRequest request = request_of(type);
    expect_contract(request, within(1, type.max_tick));
    EXPECT_GT(distinct_draws(request, 100), 50u) << type.name;
    EXPECT_EQ(make_generator(request)->size(), static_cast<uint64_t>(type.max_tick)) << type.name;
  }
}

TEST(NumberGen, BoundedDomainsAreListedExactly) {
  const GeneratorRequest small = limited(int4_type(), 1, 1000);
  expect_contract(small, within(1, 1000));
  EXPECT_EQ(make_generator(small)->size(), 1000u);
  const GeneratorRequest cents = limited(numeric_type(5, 2), 1, 1000);
  expect_contract(cents, within(1, 1000));
  EXPECT_EQ(make_generator(cents)->size(), 1000u);
  const GeneratorRequest negative = limited(numeric_type(3, 0), -990, 990);
  expect_contract(negative, within(-990, 990));
  EXPECT_EQ(make_generator(negative)->size(), 1981u);
}

TEST(NumberGen, HalfOpenDomainsStayNearTheirEnd) {
  expect_contract(limited(int4_type(), 1'000'000, INT64_MAX), within(1'000'000, INT32_MAX));
  expect_contract(limited(int4_type(), INT64_MIN, -5), within(INT32_MIN, -5));
  const GeneratorRequest low = limited(int4_type(), INT64_MIN, 10);
  expect_contract(low, within(INT32_MIN, 10));
  EXPECT_EQ(make_generator(low)->size(), 2147483648u + 11);
  expect_contract(limited(int4_type(), 2147483640, INT64_MAX), within(2147483640, INT32_MAX));
}

TEST(NumberGen, StridesAndExclusions) {
  GeneratorRequest request = limited(int4_type(), 0, INT64_MAX);
  request.domain.ticks.keep_stride(97, 13);
  request.domain.ticks.exclude(110);
  expect_contract(request, [](const Value& v) { return v.tick >= 0 && v.tick % 97 == 13 && v.tick != 110; });
  GeneratorRequest wide = request_of(grid_type(TypeClass::Integer, "int8", INT64_MIN, INT64_MAX));
  wide.domain.ticks.keep_stride(5, 2);
  expect_contract(wide, [](const Value& v) { return v.tick > 0 && v.tick % 5 == 2; });
  EXPECT_GT(distinct_draws(wide, 100), 50u);
}

TEST(NumberGen, DecimalsKeepTheirPrecision) {
  expect_contract(request_of(numeric_type(5, 2)), within(1, 99999));
  expect_contract(request_of(numeric_type(10, 2)), within(1, 9'999'999'999));
  expect_contract(request_of(numeric_type(2, 4)), within(1, 99));
  expect_contract(request_of(numeric_type(3, -2)), within(1, 999));
  EXPECT_GT(distinct_draws(request_of(numeric_type(10, 2)), 100), 50u);
  const GeneratorRequest open = request_of(grid_type(TypeClass::Numeric, "numeric", INT64_MIN, INT64_MAX, 6));
  expect_contract(open, [](const Value& v) { return v.tick > 0 && v.tick % 10000 == 0; });
  EXPECT_GT(distinct_draws(open, 100), 50u);
}

TEST(NumberGen, FloatsAreToldApart) {
  for (const char* name : {"float4", "float8"}) {
    Type type = grid_type(TypeClass::Float, name, INT64_MIN, INT64_MAX, 6);
    for (const auto& [low, high] : std::vector<std::pair<int64_t, int64_t>>{{INT64_MIN, INT64_MAX},
                                                                            {0, 1'000'000},
                                                                            {1'000'000'000'000, INT64_MAX},
                                                                            {-180'000'000, 180'000'000}}) {
      const GeneratorRequest request = limited(type, low, high);
      expect_contract(request, within(low, high));
      const auto generator = make_generator(request);
      std::set<float> floats;
      Arena arena;
      for (uint64_t i = 0; i < 500; ++i) {
        const auto value =
            static_cast<double>(generator->unrank(i * (generator->size() / 500), arena).tick) / 1e6;
        floats.insert(static_cast<float>(value));
      }
      if (std::string(name) == "float4") {
        EXPECT_EQ(floats.size(), 500u) << low << ' ' << high;
      }
    }
  }
}

TEST(NumberGen, NamesGiveWindowsButNeverLeaveTheDomain) {
  GeneratorRequest year = request_of(int4_type());
  year.column_name = "model_year";
  year.settings.as_of = 631'152'000'000'000;  // 2020-01-01
  Arena arena;
  const auto generator = make_generator(year);
  for (uint64_t row = 0; row < 200; ++row) {
    Stream stream(1, row);
    const int64_t value = generator->draw(stream, arena).tick;
    EXPECT_TRUE(value >= 1990 && value <= 2020) << value;
  }
  year.domain.ticks = TickSet(2100, 2200);
  expect_contract(year, within(2100, 2200));
}

TEST(NumberGen, BooleansAndLabels) {
  Type boolean;
  boolean.type_class = TypeClass::Boolean;
  expect_contract(request_of(boolean), within(0, 1));
  EXPECT_EQ(make_generator(request_of(boolean))->size(), 2u);
  Type mood;
  mood.type_class = TypeClass::Enum;
  mood.labels = {"sad", "ok", "happy"};
  GeneratorRequest request = request_of(mood);
  request.domain.ticks.exclude(1);
  expect_contract(request, [](const Value& v) { return v.tick == 0 || v.tick == 2; });
}

TEST(NumberGen, EmptyAndFiniteDomains) {
  GeneratorRequest none = limited(int4_type(), 5, 4);
  EXPECT_EQ(make_generator(none)->size(), 0u);
  Arena arena;
  Stream stream(1, 1);
  EXPECT_TRUE(make_generator(none)->draw(stream, arena).is_null());
  GeneratorRequest finite = request_of(int4_type());
  finite.domain.values = {{Value::of_tick(7), Value::null(), Value::of_tick(3), Value::of_tick(7)}};
  expect_contract(finite, [](const Value& v) { return v.tick == 7 || v.tick == 3; });
  EXPECT_EQ(make_generator(finite)->size(), 2u);
  GeneratorRequest words = request_of(text_type());
  words.single_case = true;
  words.domain.values = {{Value::of_text("New"), Value::of_text("new"), Value::of_text("old")}};
  EXPECT_EQ(make_generator(words)->size(), 2u);
}

TEST(NumberGen, GoldenValues) {
  EXPECT_EQ(first_draws(request_of(int4_type()), 6), "499 | 371 | 253 | 611 | 625 | 559");
  EXPECT_EQ(first_draws(request_of(grid_type(TypeClass::Integer, "int8", INT64_MIN, INT64_MAX)), 6),
            "51196 | 14914 | 494279 | 3482 | 98 | 739376");
  EXPECT_EQ(first_draws(request_of(numeric_type(10, 2)), 6), "19050 | 14046 | 48334 | 10284 | 4963 | 73550");
  EXPECT_EQ(first_draws(request_of(grid_type(TypeClass::Float, "float8", INT64_MIN, INT64_MAX, 6)), 6),
            "100449900 | 757837100 | 590425300 | 538761100 | 663962500 | 109755900");
}

}  // namespace
}  // namespace datagen::core
