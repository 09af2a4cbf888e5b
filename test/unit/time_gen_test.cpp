// test/unit/time_gen_test.cpp -- times lie in the window before as_of, or where the domain puts them
#include "generator_contract.hpp"

namespace datagen::core {
namespace {

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kDay = 86400 * kSecond;
constexpr int64_t kAsOf = 9000 * kDay + 12 * 3600 * kSecond;

GeneratorRequest time_request(TypeClass type_class, int64_t low, int64_t high) {
  GeneratorRequest request = request_of(grid_type(type_class, "", low, high));
  request.settings.as_of = kAsOf;
  return request;
}
GeneratorRequest date_request() { return time_request(TypeClass::Date, -2451507, 2145031948); }
GeneratorRequest timestamp_request() {
  return time_request(TypeClass::Timestamp, -211813488000000000, 9223371331199999999);
}

Holds within(int64_t low, int64_t high) {
  return [=](const Value& value) {
    return value.kind == ValueKind::Tick && value.tick >= low && value.tick <= high;
  };
}

TEST(TimeGen, DrawsLieInTheFiveYearsBeforeAsOf) {
  Arena arena;
  const auto dates = make_generator(date_request());
  const auto timestamps = make_generator(timestamp_request());
  for (uint64_t row = 0; row < 500; ++row) {
    Stream stream(3, row);
    EXPECT_TRUE(within(9000 - 1826, 9000)(dates->draw(stream, arena)));
    const Value timestamp = timestamps->draw(stream, arena);
    EXPECT_TRUE(within(kAsOf - 1826 * kDay, kAsOf)(timestamp));
    EXPECT_EQ(timestamp.tick % kSecond, 0);
  }
}

TEST(TimeGen, ListingsBeginInTheWindowAndCoverTheDomain) {
  expect_contract(date_request(), within(-2451507, 2145031948));
  expect_contract(timestamp_request(), within(-211813488000000000, 9223371331199999999));
  const auto dates = make_generator(date_request());
  EXPECT_EQ(dates->plausible_size(), 1827u);
  EXPECT_EQ(dates->size(), uint64_t{2145031948} + 2451507 + 1);
  Arena arena;
  EXPECT_EQ(dates->unrank(0, arena).tick, 9000 - 1826);
  EXPECT_EQ(dates->unrank(1827, arena).tick, 9000 - 1827);
  const auto timestamps = make_generator(timestamp_request());
  EXPECT_EQ(timestamps->plausible_size(), uint64_t{1826} * 86400 + 1);
}

TEST(TimeGen, SmallDomainsAreListedToTheLastTick) {
  GeneratorRequest request = timestamp_request();
  request.domain.ticks = TickSet(kAsOf, kAsOf + 2 * kSecond);
  expect_contract(request, within(kAsOf, kAsOf + 2 * kSecond));
  EXPECT_EQ(make_generator(request)->size(), 2'000'001u);
  Arena arena;
  EXPECT_EQ(make_generator(request)->unrank(2, arena).tick, kAsOf + 2 * kSecond);
  EXPECT_EQ(make_generator(request)->unrank(3, arena).tick, kAsOf + 1);
  request.domain.ticks = TickSet(kAsOf + 5, kAsOf + 9);
  expect_contract(request, within(kAsOf + 5, kAsOf + 9));
  EXPECT_EQ(make_generator(request)->size(), 5u);
}

TEST(TimeGen, DomainsAsideOfTheWindowAreEnteredAtTheirNearEnd) {
  GeneratorRequest future = date_request();
  future.domain.ticks = TickSet(20000, INT64_MAX);
  expect_contract(future, within(20000, 2145031948));
  Arena arena;
  Stream stream(1, 1);
  EXPECT_LE(make_generator(future)->draw(stream, arena).tick, 20000 + 1826);
  GeneratorRequest past = timestamp_request();
  past.domain.ticks = TickSet(INT64_MIN, -30000 * kDay);
  expect_contract(past, within(-211813488000000000, -30000 * kDay));
}

TEST(TimeGen, StepsOfTheTypeAreKept) {
  Type type = grid_type(TypeClass::Timestamp, "timestamp", -211813488000000000, 9223371331199999999);
  type.tick_step = 1000;
  GeneratorRequest request = request_of(type);
  request.domain.ticks = TickSet(1, 5 * kSecond - 1);
  expect_contract(request,
                  [](const Value& v) { return v.tick > 0 && v.tick < 5 * kSecond && v.tick % 1000 == 0; });
  EXPECT_EQ(make_generator(request)->size(), 4999u);
}

TEST(TimeGen, TimesOfDayAndIntervals) {
  expect_contract(time_request(TypeClass::Time, 0, kDay), within(0, kDay));
  expect_contract(time_request(TypeClass::TimeTz, 0, kDay), within(0, kDay));
  const GeneratorRequest interval = time_request(TypeClass::Interval, INT64_MIN, INT64_MAX);
  expect_contract(interval, within(INT64_MIN, INT64_MAX));
  EXPECT_GT(distinct_draws(interval, 100), 50u);
  Type months = grid_type(TypeClass::Interval, "interval", -2136000000, 2136000000);
  months.month_interval = true;
  expect_contract(request_of(months), within(-2136000000, 2136000000));
  GeneratorRequest brief = interval;
  brief.domain.ticks = TickSet(1, kSecond);
  expect_contract(brief, within(1, kSecond));
}

TEST(TimeGen, GoldenValues) {
  EXPECT_EQ(first_draws(date_request(), 5), "8491 | 7545 | 7797 | 8420 | 8270");
  EXPECT_EQ(first_draws(timestamp_request(), 3), "677786877000000 | 767659952000000 | 751621027000000");
  EXPECT_EQ(first_draws(time_request(TypeClass::Interval, INT64_MIN, INT64_MAX), 3),
            "1854120000000 | 572040000000 | 16107420000000");
}

}  // namespace
}  // namespace datagen::core
