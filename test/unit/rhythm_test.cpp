// test/unit/rhythm_test.cpp -- the calendar's parts, and moments against their weights
#include "core/random/rhythm.hpp"
#include "core/base/error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <ctime>

namespace datagen::core {
namespace {

constexpr int64_t kUnixDays = 10957;  // from 1970-01-01 to 2000-01-01

int64_t day(int year, int month, int of_month) {
  tm parts{};
  parts.tm_year = year - 1900;
  parts.tm_mon = month - 1;
  parts.tm_mday = of_month;
  return timegm(&parts) / 86400 - kUnixDays;
}

TEST(Rhythm, KnowsTheCalendar) {
  for (int64_t d = -800000; d < 800000; d += 7) {
    const time_t seconds = (d + kUnixDays) * 86400;
    tm parts{};
    gmtime_r(&seconds, &parts);
    ASSERT_EQ(month_of(d), parts.tm_mon) << d;
    ASSERT_EQ(weekday_of(d), (parts.tm_wday + 6) % 7) << d;
  }
  EXPECT_EQ(day_of(-1), -1);
  EXPECT_EQ(day_of(kMicrosPerDay), 1);
}

/// Chi-squared of the moments' cells against their exact weights, with `cell` telling the cell of a moment.
template <class Cell>
double chi_squared(const Rhythm& rhythm, int64_t from, int64_t until, size_t cells, Cell cell) {
  constexpr int kDraws = 100000;
  const MomentLaw law(rhythm, from, until);
  std::vector<double> seen(cells), due(cells);
  for (int i = 0; i < kDraws; ++i) {
    Stream stream(4, static_cast<uint64_t>(i));
    const int64_t moment = law.draw(stream);
    EXPECT_TRUE(moment >= from && moment < until);
    ++seen[cell(moment)];
  }
  double total = 0;
  constexpr int64_t kStep = kMicrosPerHour / 4;
  for (int64_t moment = from; moment < until; moment += kStep) total += rhythm.at(moment);
  for (int64_t moment = from; moment < until; moment += kStep)
    due[cell(moment)] += rhythm.at(moment) / total * kDraws;
  double chi = 0;
  for (size_t i = 0; i < cells; ++i)
    if (due[i] > 0)
      chi += (seen[i] - due[i]) * (seen[i] - due[i]) / due[i];
    else
      EXPECT_EQ(seen[i], 0);
  return chi;
}

TEST(Rhythm, MomentsFollowTheWeights) {
  Rhythm rhythm;
  for (size_t hour = 0; hour < 24; ++hour)
    rhythm.hours[hour] = hour < 7 ? 0 : 1 + static_cast<double>(hour % 5);
  rhythm.weekdays = {1, 1, 1, 1, 1.5, 0.5, 0};
  rhythm.months = {1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 3};
  rhythm.growth = 1.5;
  rhythm.holidays = {day(2024, 12, 25), day(2025, 1, 1)};
  rhythm.holiday_factor = 0.1;
  // Begins and ends within a day and an hour.
  const int64_t from = day(2023, 3, 4) * kMicrosPerDay + 10 * kMicrosPerHour + kMicrosPerHour / 2;
  const int64_t until = day(2025, 11, 6) * kMicrosPerDay + 15 * kMicrosPerHour + kMicrosPerHour / 4;
  // The 0.999 quantiles of chi-squared with 23, 6, 11 and 32 degrees of freedom.
  EXPECT_LT(chi_squared(rhythm, from, until, 24,
                        [](int64_t m) {
                          return static_cast<size_t>((m - day_of(m) * kMicrosPerDay) / kMicrosPerHour);
                        }),
            49.7);
  EXPECT_LT(chi_squared(rhythm, from, until, 7,
                        [](int64_t m) { return static_cast<size_t>(weekday_of(day_of(m))); }),
            22.5);
  EXPECT_LT(chi_squared(rhythm, from, until, 12,
                        [](int64_t m) { return static_cast<size_t>(month_of(day_of(m))); }),
            31.3);
  const int64_t first = day_of(from);
  EXPECT_LT(chi_squared(rhythm, from, until, 33,
                        [&](int64_t m) { return static_cast<size_t>((day_of(m) - first) / 30); }),
            62.5);
}

TEST(Rhythm, FactorsMultiply) {
  Rhythm rhythm;
  rhythm.hours[13] = 3;
  rhythm.weekdays[0] = 2;
  rhythm.months[4] = 5;
  rhythm.growth = 2;
  rhythm.since = day(2024, 5, 6);
  rhythm.holidays = {day(2024, 5, 6)};
  rhythm.holiday_factor = 7;
  EXPECT_DOUBLE_EQ(rhythm.at(day(2024, 5, 6) * kMicrosPerDay + 13 * kMicrosPerHour), 3 * 2 * 5 * 7);
  EXPECT_DOUBLE_EQ(rhythm.at(day(2024, 5, 6) * kMicrosPerDay + 14 * kMicrosPerHour), 2 * 5 * 7);
  EXPECT_NEAR(rhythm.of_day(day(2025, 6, 6)) / std::pow(2, 396 / 365.2425), 1, 1e-12);
}

TEST(Rhythm, RefusesWhatHasNoMoment) {
  Rhythm rhythm;
  EXPECT_THROW(MomentLaw(rhythm, 5, 5), Error);
  EXPECT_THROW(MomentLaw(rhythm, 0, 500 * 366 * kMicrosPerDay), Error);
  rhythm.weekdays = std::vector<double>(7, 0.0);
  EXPECT_THROW(MomentLaw(rhythm, 0, kMicrosPerDay), Error);
  Stream stream(1, 1);
  EXPECT_EQ(MomentLaw(Rhythm{}, 77, 78).draw(stream), 77);
}

}  // namespace
}  // namespace datagen::core
