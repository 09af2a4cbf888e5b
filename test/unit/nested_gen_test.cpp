// test/unit/nested_gen_test.cpp -- arrays, composites and ranges keep to the domains of their parts
#include "generator_contract.hpp"

namespace datagen::core {
namespace {

TypePtr shared(Type type) { return std::make_shared<Type>(std::move(type)); }

Type array_of(Type element, int dimensions = 1) {
  Type type;
  type.type_class = TypeClass::Array;
  type.element = shared(std::move(element));
  type.dimensions = dimensions;
  return type;
}

Type range_of(Type subtype) {
  Type type;
  type.type_class = TypeClass::Range;
  type.element = shared(std::move(subtype));
  return type;
}

std::shared_ptr<Domain> ticks(int64_t low, int64_t high) {
  auto domain = std::make_shared<Domain>();
  domain->ticks = TickSet(low, high);
  return domain;
}

TEST(ArrayGen, ItemsAndTheirNumber) {
  GeneratorRequest request = request_of(array_of(int4_type()));
  request.domain.array.min_items = 2;
  request.domain.array.max_items = 5;
  request.domain.array.items = ticks(10, 20);
  expect_contract(request, [](const Value& v) {
    return v.size >= 2 && v.size <= 5 && std::all_of(v.items, v.items + v.size, [](const Value& i) {
             return i.tick >= 10 && i.tick <= 20;
           });
  });
  request.domain.array.max_items = 0;
  EXPECT_EQ(make_generator(request)->size(), 0u);
  request.domain.array.min_items = 0;
  expect_contract(request, [](const Value& v) { return v.kind == ValueKind::List && v.size == 0; });
}

TEST(ArrayGen, RequiredItems) {
  GeneratorRequest request = request_of(array_of(int4_type()));
  request.domain.array.required = {Value::of_tick(-3), Value::of_tick(-4)};
  expect_contract(request, [](const Value& v) {
    const auto holds = [&](int64_t tick) {
      return std::any_of(v.items, v.items + v.size, [=](const Value& i) { return i.tick == tick; });
    };
    return holds(-3) && holds(-4);
  });
}

TEST(ArrayGen, InnerListsHaveOneLength) {
  for (int dimensions : {2, 3}) {
    GeneratorRequest request = request_of(array_of(int4_type(), dimensions));
    request.domain.array.min_items = 4;
    request.domain.array.max_items = 8;
    expect_contract(request, [=](const Value& v) {
      const Value* level = &v;
      for (int depth = 1; depth < dimensions; ++depth) {
        for (uint32_t i = 1; i < level->size; ++i)
          if (level->items[i].size != level->items[0].size) return false;
        level = level->items;
        if (level->kind != ValueKind::List) return false;
      }
      return level->items[0].kind == ValueKind::Tick;
    });
  }
}

TEST(ArrayGen, UnknownElementsHaveNoFamily) {
  EXPECT_EQ(make_generator(request_of(array_of(Type()))), nullptr);
}

TEST(CompositeGen, FieldsKeepTheirDomains) {
  Type type;
  type.type_class = TypeClass::Composite;
  type.fields = {{"name", shared(text_type(20))}, {"level", shared(int4_type())}, {"odd", shared(Type())}};
  GeneratorRequest request = request_of(type);
  request.domain.parts[1] = ticks(3, 9);
  expect_contract(request, [](const Value& v) {
    return v.size == 3 && v.items[0].kind == ValueKind::Text && v.items[1].tick >= 3 &&
           v.items[1].tick <= 9 && v.items[2].is_null();
  });
  EXPECT_GT(make_generator(request)->size(), 1'000'000u);
  Type small = type;
  small.fields = {{"a", shared(int4_type())}, {"b", shared(int4_type())}};
  GeneratorRequest product = request_of(small);
  product.domain.parts[0] = ticks(1, 10);
  product.domain.parts[1] = ticks(1, 7);
  expect_contract(product, [](const Value& v) { return v.size == 2; });
  EXPECT_EQ(make_generator(product)->size(), 70u);
  product.domain.parts[1] = std::make_shared<Domain>();
  product.domain.parts[1]->null = NullStatus::Must;
  expect_contract(product, [](const Value& v) { return v.items[1].is_null(); });
}

Holds bounds(int64_t low, int64_t high, int64_t min_width, int64_t max_width) {
  return [=](const Value& v) {
    return v.kind == ValueKind::List && v.size == 2 && v.flags == kLowerInclusive && v.items[0].tick >= low &&
           v.items[1].tick <= high && v.items[1].tick - v.items[0].tick >= min_width &&
           v.items[1].tick - v.items[0].tick <= max_width;
  };
}

TEST(RangeGen, LowerIsBelowUpper) {
  expect_contract(request_of(range_of(int4_type())), bounds(INT32_MIN, INT32_MAX, 1, INT32_MAX));
  expect_contract(request_of(range_of(grid_type(TypeClass::Date, "date", -2451507, 2145031948))),
                  bounds(-2451507, 2145031948, 1, 3000));
  expect_contract(request_of(range_of(grid_type(TypeClass::Numeric, "numeric", INT64_MIN, INT64_MAX, 4))),
                  bounds(0, INT64_MAX, 1, INT64_MAX));
  expect_contract(request_of(range_of(grid_type(TypeClass::TimestampTz, "timestamptz", -211813488000000000,
                                                9223371331199999999))),
                  bounds(-211813488000000000, 9223371331199999999, 1, 86400LL * 1000000 * 365));
}

TEST(RangeGen, BoundsAndWidths) {
  GeneratorRequest request = request_of(range_of(int4_type()));
  request.domain.parts[0] = ticks(100, INT64_MAX);
  request.domain.parts[1] = ticks(INT64_MIN, 200);
  request.domain.min_width = 30;
  request.domain.max_width = 40;
  expect_contract(request, bounds(100, 200, 30, 40));
  EXPECT_EQ(make_generator(request)->size(), 71u);
  request.domain.max_width = 20;
  EXPECT_EQ(make_generator(request)->size(), 0u);
  GeneratorRequest stride = request_of(range_of(int4_type()));
  auto tens = ticks(0, 100000);
  tens->ticks.keep_stride(10, 0);
  stride.domain.parts[0] = stride.domain.parts[1] = tens;
  expect_contract(stride, [](const Value& v) {
    return v.items[0].tick % 10 == 0 && v.items[1].tick % 10 == 0 && v.items[0].tick < v.items[1].tick;
  });
  GeneratorRequest far = request_of(range_of(int4_type()));
  far.domain.parts[1] = ticks(1'000'000, INT64_MAX);
  expect_contract(
      far, [](const Value& v) { return v.items[1].tick >= 1'000'000 && v.items[0].tick < v.items[1].tick; });
}

TEST(RangeGen, OpenSides) {
  GeneratorRequest request = request_of(range_of(int4_type()));
  request.domain.upper_infinite = true;
  expect_contract(request, [](const Value& v) { return v.items[1].is_null() && v.flags == kLowerInclusive; });
  request.domain.upper_infinite = false;
  request.domain.lower_infinite = true;
  expect_contract(
      request, [](const Value& v) { return v.items[0].is_null() && v.flags == 0 && !v.items[1].is_null(); });
}

TEST(MultirangeGen, RangesAscendAndLieApart) {
  Type type;
  type.type_class = TypeClass::Multirange;
  type.element = shared(range_of(int4_type()));
  GeneratorRequest request = request_of(type);
  expect_contract(request, [](const Value& v) {
    if (v.size < 1 || v.size > 2) return false;
    for (uint32_t i = 0; i < v.size; ++i)
      if (v.items[i].items[0].tick >= v.items[i].items[1].tick) return false;
    return v.size == 1 || v.items[0].items[1].tick < v.items[1].items[0].tick;
  });
}

TEST(NestedGen, GoldenValues) {
  EXPECT_EQ(first_draws(request_of(array_of(int4_type())), 2), "(648,570,860) | (663,339,17)");
  EXPECT_EQ(first_draws(request_of(array_of(int4_type(), 2)), 2), "((648),(570),(860)) | ((663),(339),(17))");
  EXPECT_EQ(first_draws(request_of(range_of(int4_type())), 3), "(499,509)/1 | (371,457)/1 | (253,279)/1");
}

}  // namespace
}  // namespace datagen::core
