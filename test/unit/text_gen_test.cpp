// test/unit/text_gen_test.cpp -- texts, codes, bits, bytes, uuids and documents keep to their limits
#include "generator_contract.hpp"

namespace datagen::core {
namespace {

Holds sized(size_t low, size_t high) {
  return [=](const Value& value) {
    const std::string_view text = value.text();
    return value.kind == ValueKind::Text && text.size() >= low && text.size() <= high &&
           (text.empty() || (text.front() != ' ' && text.back() != ' ')) &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  };
}

bool has(std::string_view text, char low, char high) {
  return std::any_of(text.begin(), text.end(), [=](char c) { return c >= low && c <= high; });
}

TEST(TextGen, LengthsHoldForEveryWidth) {
  for (int32_t width : {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 20, 40, 255}) {
    expect_contract(request_of(text_type(width)), sized(0, static_cast<size_t>(width)));
    expect_contract(request_of(text_type(width, true)), sized(0, static_cast<size_t>(width)));
  }
  expect_contract(request_of(text_type()), sized(1, 10000));
}

TEST(TextGen, LowerAndUpperLengthBounds) {
  for (int64_t low : {1, 2, 5, 7, 8, 10, 11, 12, 13, 18, 19, 20, 30, 200}) {
    for (int64_t room : {0, 1, 2, 9, 1000}) {
      GeneratorRequest request = request_of(text_type());
      request.domain.text.min_length = low;
      request.domain.text.max_length = low + room;
      expect_contract(request, sized(static_cast<size_t>(low), static_cast<size_t>(low + room)));
      EXPECT_GT(make_generator(request)->size(), 90u);
    }
  }
  GeneratorRequest request = request_of(text_type(10));
  request.domain.text.min_length = 11;
  EXPECT_EQ(make_generator(request)->size(), 0u);
}

TEST(TextGen, CaseFlags) {
  for (int32_t width : {2, 6, 30}) {
    GeneratorRequest lower = request_of(text_type(width));
    lower.domain.text.lower_case = true;
    expect_contract(lower, [](const Value& v) { return !has(v.text(), 'A', 'Z'); });
    GeneratorRequest upper = request_of(text_type(width));
    upper.domain.text.upper_case = true;
    expect_contract(upper, [](const Value& v) { return !has(v.text(), 'a', 'z'); });
    GeneratorRequest neither = lower;
    neither.domain.text.upper_case = true;
    expect_contract(neither,
                    [](const Value& v) { return !has(v.text(), 'a', 'z') && !has(v.text(), 'A', 'Z'); });
    GeneratorRequest single = request_of(text_type(width));
    single.single_case = true;
    expect_contract(single, [](const Value& v) { return !has(v.text(), 'A', 'Z'); });
  }
}

TEST(TextGen, ShortCodesUseTheWholeAlphabet) {
  // All strings of printable characters other than the blank, the empty one included.
  EXPECT_EQ(make_generator(request_of(text_type(1)))->size(), 95u);
  EXPECT_EQ(make_generator(request_of(text_type(2)))->size(), 94u * 94 + 94 + 1);
  GeneratorRequest exact = request_of(text_type(3));
  exact.domain.text.min_length = 3;
  EXPECT_EQ(make_generator(exact)->size(), 94u * 94 * 94);
  EXPECT_EQ(make_generator(exact)->plausible_size(), 36u * 36 * 36);
  GeneratorRequest folded = request_of(text_type(1));
  folded.single_case = true;
  folded.domain.text.no_blank = true;
  EXPECT_EQ(make_generator(folded)->size(), 94u - 26);
  // Every entry of a whole listing differs.
  std::set<std::string> seen;
  Arena arena;
  const auto generator = make_generator(request_of(text_type(2)));
  for (uint64_t i = 0; i < generator->size(); ++i) {
    seen.insert(shown(generator->unrank(i, arena)));
    EXPECT_EQ(generator->rank(generator->unrank(i, arena)), i);
  }
  EXPECT_EQ(seen.size(), generator->size());
}

TEST(TextGen, ExcludedTextsAreNeitherDrawnNorListed) {
  GeneratorRequest request = request_of(text_type(1));
  request.domain.text.excluded = {"A", "Z", "", "longer"};
  expect_contract(request, [](const Value& v) { return v.size == 1 && v.text() != "A" && v.text() != "Z"; });
  EXPECT_EQ(make_generator(request)->size(), 92u);
}

TEST(TextGen, RegularLanguages) {
  // Three digits: a chain of four states.
  Automaton digits;
  digits.states = 4;
  digits.initial = {0};
  digits.final = {3};
  digits.classes = {CodeSet{{U'0', U'9'}}};
  digits.arcs = {{0, 1, 0}, {1, 2, 0}, {2, 3, 0}};
  auto language = RegularLanguage::build({digits}, {}, {0, 3}, {{}, 1000});
  ASSERT_TRUE(language.has_value());
  GeneratorRequest request = request_of(text_type(3, true));
  request.domain.text.language = std::make_shared<const RegularLanguage>(*language);
  EXPECT_EQ(make_generator(request)->size(), 1000u);
  request.domain.text.excluded = {"000", "999", "42"};
  expect_contract(request, [](const Value& v) {
    return v.size == 3 && !has(v.text(), 'a', 'z') && v.text() != "000" && v.text() != "999";
  });
  EXPECT_EQ(make_generator(request)->size(), 998u);
  EXPECT_EQ(make_generator(request)->name(), "regex");
}

TEST(TextGen, SingleByteCharacters) {
  Type type;
  type.type_class = TypeClass::Char;
  type.name = "char";
  expect_contract(request_of(type), sized(1, 1));
  EXPECT_EQ(make_generator(request_of(type))->size(), 94u);
}

TEST(TextGen, FreeTextVaries) {
  for (int32_t width : {3, 8, 20, 100})
    EXPECT_GT(distinct_draws(request_of(text_type(width)), 100), 80u) << width;
}

Type plain(TypeClass type_class, int32_t max_length = -1, bool fixed = false) {
  Type type;
  type.type_class = type_class;
  type.max_length = max_length;
  type.fixed_length = fixed;
  return type;
}

TEST(BinaryGen, BitStrings) {
  const auto bits = [](size_t low, size_t high) -> Holds {
    return [=](const Value& v) {
      return v.size >= low && v.size <= high && v.text().find_first_not_of("01") == std::string_view::npos;
    };
  };
  expect_contract(request_of(plain(TypeClass::Bit, 3, true)), bits(3, 3));
  EXPECT_EQ(make_generator(request_of(plain(TypeClass::Bit, 3, true)))->size(), 8u);
  expect_contract(request_of(plain(TypeClass::Bit, 200, true)), bits(200, 200));
  expect_contract(request_of(plain(TypeClass::Bit, 5)), bits(1, 5));
  EXPECT_EQ(make_generator(request_of(plain(TypeClass::Bit, 5)))->size(), 62u);
  expect_contract(request_of(plain(TypeClass::Bit)), bits(1, 64));
}

TEST(BinaryGen, ByteStrings) {
  expect_contract(request_of(plain(TypeClass::Bytea)), [](const Value& v) { return v.size <= 16; });
  for (int64_t length : {1, 2, 8, 20, 32}) {
    GeneratorRequest request = request_of(plain(TypeClass::Bytea));
    request.domain.text.min_length = request.domain.text.max_bytes = length;
    expect_contract(request, [=](const Value& v) { return v.size == length; });
  }
  GeneratorRequest one = request_of(plain(TypeClass::Bytea));
  one.domain.text.min_length = one.domain.text.max_bytes = 1;
  EXPECT_EQ(make_generator(one)->size(), 256u);
}

TEST(BinaryGen, UuidsAreVersion4) {
  GeneratorRequest request = request_of(plain(TypeClass::Uuid));
  expect_contract(request, [](const Value& v) {
    return v.size == 16 && (static_cast<unsigned char>(v.data[6]) >> 4) == 4 &&
           (static_cast<unsigned char>(v.data[8]) >> 6) == 2;
  });
  Arena arena;
  const auto generator = make_generator(request);
  EXPECT_EQ(generator->rank(generator->unrank(123456789, arena)), 123456789u);
  request.key = 1;
  EXPECT_NE(shown(make_generator(request)->unrank(0, arena)), shown(generator->unrank(0, arena)));
}

TEST(JsonGen, ShapesAreKept) {
  GeneratorRequest request = request_of(plain(TypeClass::Jsonb));
  const auto starts = [](char c) -> Holds {
    return [=](const Value& v) { return v.size > 0 && v.data[0] == c; };
  };
  expect_contract(request, starts('{'));
  request.domain.json.type = "array";
  request.domain.json.min_items = 5;
  expect_contract(request, [](const Value& v) {
    return v.data[0] == '[' && std::count(v.data, v.data + v.size, ',') >= 4;
  });
  GeneratorRequest keyed = request_of(plain(TypeClass::Jsonb));
  keyed.domain.json.keys["qty"] = std::make_shared<Domain>();
  keyed.domain.json.keys["qty"]->ticks = TickSet(7, 7);
  keyed.domain.json.key_types["qty"] = std::make_shared<Type>(int4_type());
  keyed.domain.json.keys["on"] = nullptr;
  keyed.domain.json.key_types["on"] = std::make_shared<Type>(grid_type(TypeClass::Date, "date", 0, 0));
  keyed.domain.json.keys["a\"b"] = std::make_shared<Domain>();
  keyed.domain.json.keys["a\"b"]->values = {{Value::of_tick(-5)}};
  keyed.domain.json.key_types["a\"b"] =
      std::make_shared<Type>(grid_type(TypeClass::Numeric, "numeric", -99, 99, 2));
  expect_contract(
      keyed, [](const Value& v) { return v.text() == R"({"a\"b": -0.05, "on": "2000-01-01", "qty": 7})"; });
}

TEST(TextGen, GoldenValues) {
  EXPECT_EQ(first_draws(request_of(text_type()), 3),
            "Webendbraquakel | Brix tope nomand | Modra cohibrand tarux");
  EXPECT_EQ(first_draws(request_of(text_type(12)), 4),
            "Webendbraqua | Brixtope | Modracohibra | Rioplundneto");
  EXPECT_EQ(first_draws(request_of(text_type(4)), 5), "ZS | OAS5 | KZ | KAJ5 | BVW4");
  EXPECT_EQ(first_draws(request_of(plain(TypeClass::Uuid)), 1), "xc8ed725290bb4c8688df0569c690132b");
  EXPECT_EQ(
      first_draws(request_of(plain(TypeClass::Json)), 2),
      R"({"count": 860, "active": false} | {"active": false, "tags": ["flitre", "traki"], "note": "petan", )"
      R"("level": 167})");
}

}  // namespace
}  // namespace datagen::core
