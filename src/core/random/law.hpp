// src/core/random/law.hpp -- probability laws with exact parameters, optionally truncated or clamped
#pragma once

#include "core/random/stream.hpp"

#include <cstdint>
#include <limits>
#include <memory>

namespace datagen::core {

/// Where the values of a law may lie, both ends included.
/// Truncated: the conditional law, given that the value lies there. Clamped: what lies outside becomes the nearer
/// end, so probability piles up at the ends.
struct LawLimits {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool clamp = false;

  bool none() const {
    return low == -std::numeric_limits<double>::infinity() && high == std::numeric_limits<double>::infinity();
  }
};

/// A law of real numbers, prepared for drawing. A draw is a function of the stream alone.
class RealLaw {
 public:
  virtual ~RealLaw() = default;
  virtual double draw(Stream& stream) const = 0;
};
using RealLawPtr = std::unique_ptr<const RealLaw>;

/// A law of integers; values beyond 2^53 do not occur.
class CountLaw {
 public:
  virtual ~CountLaw() = default;
  virtual int64_t draw(Stream& stream) const = 0;
};
using CountLawPtr = std::unique_ptr<const CountLaw>;

// Every factory throws Error(InvalidParameter), naming the parameter as below, for one that is outside its range or
// not finite, for low > high, and where a truncated law has no probability left between low and high.

/// deviation >= 0.
RealLawPtr normal_law(double mean, double deviation, const LawLimits& limits = {});
/// exp(normal(mean, deviation)): mean and deviation are those of the logarithm. deviation >= 0.
RealLawPtr lognormal_law(double mean, double deviation, const LawLimits& limits = {});
/// mean > 0.
RealLawPtr exponential_law(double mean, const LawLimits& limits = {});
/// Density proportional to x^(shape-1) e^(-x/scale); shape, scale > 0.
RealLawPtr gamma_law(double shape, double scale, const LawLimits& limits = {});
/// Density proportional to x^(alpha-1) (1-x)^(beta-1) on (0, 1); alpha, beta > 0.
RealLawPtr beta_law(double alpha, double beta, const LawLimits& limits = {});
/// P(X > x) = exp(-(x/scale)^shape); shape, scale > 0.
RealLawPtr weibull_law(double shape, double scale, const LawLimits& limits = {});
/// P(X > x) = (scale/x)^shape for x >= scale, type I; shape, scale > 0.
RealLawPtr pareto_law(double shape, double scale, const LawLimits& limits = {});

/// 0 <= mean <= 2^50.
CountLawPtr poisson_law(double mean, const LawLimits& limits = {});
/// Successes among `trials` (0 to 2^50), each with `probability` (0 to 1).
CountLawPtr binomial_law(int64_t trials, double probability, const LawLimits& limits = {});
/// Failures before the `size`-th success, each trial succeeding with `probability`; size > 0 may be fractional,
/// 0 < probability <= 1. Its mean is size (1 - probability) / probability, at most 2^50.
CountLawPtr negative_binomial_law(double size, double probability, const LawLimits& limits = {});
/// Failures before the first success: 0 < probability <= 1, at least 2^-50.
CountLawPtr geometric_law(double probability, const LawLimits& limits = {});
/// Ranks 1 .. n with probability proportional to rank^-exponent: n from 1 to 2^53, exponent >= 0.
CountLawPtr zipf_law(int64_t n, double exponent, const LawLimits& limits = {});

/// Throws Error(InvalidParameter) that names the argument, unless `met` and the value is finite.
void require_parameter(bool met, const char* name, const char* condition, double value);
/// Throws Error(InvalidParameter) for a NaN limit and for low > high.
void check_limits(const LawLimits& limits);
/// Throws the Error(InvalidParameter) of a truncated law that has no probability between its limits.
[[noreturn]] void throw_no_probability(const LawLimits& limits);

/// Wraps a law so that its values are clamped.
RealLawPtr clamped_law(RealLawPtr law, const LawLimits& limits);
CountLawPtr clamped_law(CountLawPtr law, const LawLimits& limits);

}  // namespace datagen::core
