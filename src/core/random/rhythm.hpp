// src/core/random/rhythm.hpp -- how busy the hours, weekdays, months and years are, and moments drawn accordingly
#pragma once

#include "core/random/stream.hpp"

#include <cstdint>
#include <vector>

namespace datagen::core {

/// Weights of calendar parts; the intensity at a moment is their product. Weights are at least 0.
/// Days count from 2000-01-01, moments in microseconds from its midnight, without time zone.
struct Rhythm {
  std::vector<double> hours = std::vector<double>(24, 1.0);
  std::vector<double> weekdays = std::vector<double>(7, 1.0);  ///< Monday first
  std::vector<double> months = std::vector<double>(12, 1.0);   ///< January first
  double growth = 1;                                           ///< factor per year of 365.2425 days; > 0
  int64_t since = 0;                                           ///< the day where growth is 1
  std::vector<int64_t> holidays;                               ///< days, ascending
  double holiday_factor = 1;

  /// The product without the hour's weight.
  double of_day(int64_t day) const;
  double at(int64_t moment) const;
};

constexpr int64_t kMicrosPerHour = 3600000000;
constexpr int64_t kMicrosPerDay = 24 * kMicrosPerHour;

/// The day of a moment, rounded down.
int64_t day_of(int64_t moment);
/// January is 0.
int month_of(int64_t day);
/// Monday is 0.
int weekday_of(int64_t day);

/// Moments from `from` on and before `until` with a density proportional to the rhythm: exact, from a table of the days.
class MomentLaw {
 public:
  /// Throws Error(InvalidParameter) unless from < until, both at most 400 years apart, and where all weights in
  /// between are 0.
  MomentLaw(const Rhythm& rhythm, int64_t from, int64_t until);
  int64_t draw(Stream& stream) const;

 private:
  /// The part of the day's hour that lies in the range, in microseconds from `begin`.
  struct Part {
    int64_t begin;
    int64_t width;
  };
  Part part_of(int64_t day, int hour) const;

  Rhythm rhythm_;
  int64_t from_;
  int64_t until_;
  int64_t first_day_;
  std::vector<double> cumulated_;  // by day
};

}  // namespace datagen::core
