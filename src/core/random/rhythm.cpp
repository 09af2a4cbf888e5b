// src/core/random/rhythm.cpp -- the calendar's weights, and drawing from them by day, hour and microsecond
#include "core/random/rhythm.hpp"

#include "core/base/error.hpp"
#include "core/random/variate.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr int64_t kMostDays = 146097;  // 400 years

int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

int64_t day_of(int64_t moment) { return floor_divide(moment, kMicrosPerDay); }

int weekday_of(int64_t day) {
  // 2000-01-01 was a Saturday.
  return static_cast<int>((day % 7 + 7 + 5) % 7);
}

int month_of(int64_t day) {
  // The year is taken to begin in March, so that the leap day comes last (H. Hinnant, chrono-compatible date
  // algorithms).
  const int64_t shifted = day + 730425;  // days since 0000-03-01
  const int64_t of_era = shifted - floor_divide(shifted, 146097) * 146097;
  const int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const int64_t march_first = (5 * of_year + 2) / 153;
  return static_cast<int>((march_first + 2) % 12);
}

double Rhythm::of_day(int64_t day) const {
  double weight = weekdays[static_cast<size_t>(weekday_of(day))] * months[static_cast<size_t>(month_of(day))];
  if (growth != 1) weight *= portable_exp(static_cast<double>(day - since) / 365.2425 * portable_log(growth));
  if (std::binary_search(holidays.begin(), holidays.end(), day)) weight *= holiday_factor;
  return weight;
}

double Rhythm::at(int64_t moment) const {
  const int64_t day = day_of(moment);
  const auto hour = static_cast<size_t>((moment - day * kMicrosPerDay) / kMicrosPerHour);
  return of_day(day) * hours[hour];
}

MomentLaw::MomentLaw(const Rhythm& rhythm, int64_t from, int64_t until)
    : rhythm_(rhythm), from_(from), until_(until), first_day_(day_of(from)) {
  const auto refuse = [](const char* message) { throw Error(ErrorCode::InvalidParameter, message); };
  if (from >= until) refuse("argument \"until_time\" must be after argument \"from_time\"");
  const int64_t last_day = day_of(until - 1);
  if (last_day - first_day_ > kMostDays)
    refuse("arguments \"from_time\" and \"until_time\" must be at most 400 years apart");
  double sum = 0;
  for (int64_t day = first_day_; day <= last_day; ++day) {
    double hours = 0;
    for (int hour = 0; hour < 24; ++hour)
      hours += rhythm.hours[static_cast<size_t>(hour)] * static_cast<double>(part_of(day, hour).width) /
               static_cast<double>(kMicrosPerHour);
    sum += rhythm.of_day(day) * hours;
    cumulated_.push_back(sum);
  }
  if (!(sum > 0)) refuse("all weights between \"from_time\" and \"until_time\" are 0");
}

MomentLaw::Part MomentLaw::part_of(int64_t day, int hour) const {
  const int64_t begin = day * kMicrosPerDay + hour * kMicrosPerHour;
  const int64_t first = std::max(begin, from_);
  const int64_t last = std::min(begin + kMicrosPerHour, until_);
  return {first, std::max<int64_t>(last - first, 0)};
}

int64_t MomentLaw::draw(Stream& stream) const {
  const double at = draw_open_unit(stream) * cumulated_.back();
  const auto found =
      std::min<int64_t>(std::upper_bound(cumulated_.begin(), cumulated_.end(), at) - cumulated_.begin(),
                        static_cast<int64_t>(cumulated_.size()) - 1);
  const int64_t day = first_day_ + found;
  double weights[24];
  double sum = 0;
  for (int hour = 0; hour < 24; ++hour)
    weights[hour] = sum +=
        rhythm_.hours[static_cast<size_t>(hour)] * static_cast<double>(part_of(day, hour).width);
  const double of_day = draw_open_unit(stream) * sum;
  const auto hour =
      static_cast<int>(std::min<int64_t>(std::upper_bound(weights, weights + 24, of_day) - weights, 23));
  const Part part = part_of(day, hour);
  return part.begin + static_cast<int64_t>(stream.below(static_cast<uint64_t>(part.width)));
}

}  // namespace datagen::core
