// src/core/random/variate.hpp -- shapes of random numbers, the same bits on every platform
#pragma once

#include "core/random/stream.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace datagen::core {

/// e^x and the natural logarithm from IEEE additions, multiplications and divisions alone, so that no C
/// library's rounding can change a value. Relative error below 1e-15. portable_exp is 0 below -745 and
/// infinite above 709.8; portable_log needs x > 0 and finite.
double portable_exp(double x);
double portable_log(double x);
/// log(1 + x) for x > -1 and e^x - 1 without the digits that cancel near 0. Relative error below 1e-14.
double portable_log1p(double x);
double portable_expm1(double x);

/// Uniform in (0, 1), both ends out.
double draw_open_unit(Stream& stream);

/// The standard normal's quantile at 0 < p < 1: algorithm AS 241, PPND16 (Wichura, Applied Statistics 37,
/// 1988). Relative error about 1e-16.
double normal_quantile(double p);

/// One draw each; all consume exactly one 64-bit number of the stream.
double draw_normal(Stream& stream, double mean, double deviation);
/// exp(normal): `median` > 0, `sigma` the deviation of the logarithm.
double draw_lognormal(Stream& stream, double median, double sigma);
double draw_exponential(Stream& stream, double mean);
/// exp(uniform(log low, log high)): every order of magnitude is as likely. 0 < low <= high.
double draw_log_uniform(Stream& stream, double low, double high);

/// Ranks 0 .. n-1 with weights (rank + 1)^-exponent, exponent >= 0. Rejection-inversion (Hörmann and
/// Derflinger, ACM TOMACS 6, 1996): O(1) memory, at most 1.1 expected tries.
class Zipf {
 public:
  /// n is taken as at least 1 and at most 2^53.
  Zipf(uint64_t n, double exponent) : Zipf(1, n, exponent) {}
  /// Ranks first - 1 .. last - 1 only, with the same weights: the law, given that the rank lies there. 1 <= first.
  Zipf(uint64_t first, uint64_t last, double exponent);
  uint64_t draw(Stream& stream) const;

 private:
  double integral(double x) const;
  double integral_inverse(double y) const;
  double lowest_;
  double n_;
  double exponent_;
  double first_;  // integral(lowest + 0.5) - lowest^-exponent
  double last_;   // integral(n + 0.5)
  double shortcut_;
};

/// Picks an index with probability proportional to its weight: Walker's alias table in Vose's form (IEEE TSE
/// 17, 1991). Negative and NaN weights count as 0; when all are 0 every index is as likely. An empty table
/// always answers 0.
class WeightedChoice {
 public:
  explicit WeightedChoice(const std::vector<double>& weights);
  size_t draw(Stream& stream) const;
  size_t size() const { return keep_.size(); }

 private:
  std::vector<double> keep_;
  std::vector<uint32_t> alias_;
};

}  // namespace datagen::core
