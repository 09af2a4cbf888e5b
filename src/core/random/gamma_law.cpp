// src/core/random/gamma_law.cpp -- gamma and beta: rejection for the whole law, Boost's quantiles far in its tails
#include "core/random/law.hpp"
#include "core/random/variate.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

using boost::math::complement;
namespace policies = boost::math::policies;
using Policy =
    policies::policy<policies::promote_double<false>, policies::overflow_error<policies::ignore_error>,
                     policies::underflow_error<policies::ignore_error>,
                     policies::evaluation_error<policies::ignore_error>,
                     policies::domain_error<policies::ignore_error>>;

/// Below this share of accepted draws, truncation goes by the quantile function: it costs microseconds, a draw tens
/// of nanoseconds.
constexpr double kWorthRejecting = 0.03;

/// log X for X with the gamma law of the shape and scale 1: Marsaglia and Tsang (ACM TOMS 26, 2000). Shapes below 1
/// are lifted by one and come back by a power of a uniform number, which in logarithms cannot underflow.
double draw_log_gamma(Stream& stream, double shape) {
  const double lifted = shape < 1 ? shape + 1 : shape;
  const double d = lifted - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal_quantile(draw_open_unit(stream));
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double log_v = 3 * portable_log(root);
    if (portable_log(draw_open_unit(stream)) >= 0.5 * x * x + d - d * v + d * log_v) continue;
    double result = portable_log(d) + log_v;
    if (shape < 1) result += portable_log(draw_open_unit(stream)) / shape;
    return result;
  }
}

struct Gamma {
  double shape;
  double scale;
  double draw(Stream& stream) const { return scale * portable_exp(draw_log_gamma(stream, shape)); }
  boost::math::gamma_distribution<double, Policy> oracle() const { return {shape, scale}; }
  static constexpr double kHighest = std::numeric_limits<double>::infinity();
};

struct Beta {
  double alpha;
  double beta;
  double draw(Stream& stream) const {
    const double x = draw_log_gamma(stream, alpha);
    const double y = draw_log_gamma(stream, beta);
    // x / (x + y) from logarithms, without losing the digits of a small result.
    return x < y ? portable_exp(x - y) / (1 + portable_exp(x - y)) : 1 / (1 + portable_exp(y - x));
  }
  boost::math::beta_distribution<double, Policy> oracle() const { return {alpha, beta}; }
  static constexpr double kHighest = 1;
};

template <class Whole>
class WholeLaw : public RealLaw {
 public:
  explicit WholeLaw(const Whole& whole) : whole_(whole) {}
  double draw(Stream& stream) const override { return whole_.draw(stream); }

 private:
  Whole whole_;
};

/// The conditional law within limits, both inside the support.
template <class Whole>
class TruncatedLaw : public RealLaw {
 public:
  TruncatedLaw(const Whole& whole, const LawLimits& limits) : whole_(whole), limits_(limits) {
    const auto oracle = whole.oracle();
    limits_.low = std::max(limits.low, 0.0);
    limits_.high = std::min(limits.high, Whole::kHighest);
    if (!(limits_.low <= limits_.high) || std::isinf(limits_.low)) throw_no_probability(limits);
    // Far to the right, what lies above keeps its digits, and far to the left what lies below.
    from_above_ = cdf(oracle, limits_.low) > 0.5;
    from_ = from_above_ ? cdf(complement(oracle, limits_.low)) : cdf(oracle, limits_.low);
    if (std::isinf(limits_.high))
      to_ = from_above_ ? 0 : 1;
    else
      to_ = from_above_ ? cdf(complement(oracle, limits_.high)) : cdf(oracle, limits_.high);
    if (from_ == to_) throw_no_probability(limits);
    rejects_ = std::fabs(to_ - from_) >= kWorthRejecting;
  }
  double draw(Stream& stream) const override {
    while (rejects_) {
      const double x = whole_.draw(stream);
      if (x >= limits_.low && x <= limits_.high) return x;
    }
    const double p = from_ + draw_open_unit(stream) * (to_ - from_);
    const auto oracle = whole_.oracle();
    const double x = from_above_ ? quantile(complement(oracle, p)) : quantile(oracle, p);
    return std::min(std::max(x, limits_.low), limits_.high);
  }

 private:
  Whole whole_;
  LawLimits limits_;
  bool from_above_;
  bool rejects_;
  double from_;
  double to_;
};

template <class Whole>
RealLawPtr limited(const Whole& whole, const LawLimits& limits) {
  check_limits(limits);
  if (limits.none()) return std::make_unique<WholeLaw<Whole>>(whole);
  if (limits.clamp) return clamped_law(std::make_unique<WholeLaw<Whole>>(whole), limits);
  return std::make_unique<TruncatedLaw<Whole>>(whole, limits);
}

}  // namespace

RealLawPtr gamma_law(double shape, double scale, const LawLimits& limits) {
  require_parameter(shape > 0, "shape", "finite and greater than 0", shape);
  require_parameter(scale > 0, "scale", "finite and greater than 0", scale);
  return limited(Gamma{shape, scale}, limits);
}

RealLawPtr beta_law(double alpha, double beta, const LawLimits& limits) {
  require_parameter(alpha > 0, "alpha", "finite and greater than 0", alpha);
  require_parameter(beta > 0, "beta", "finite and greater than 0", beta);
  return limited(Beta{alpha, beta}, limits);
}

}  // namespace datagen::core
