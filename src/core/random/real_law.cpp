// src/core/random/real_law.cpp -- laws whose quantile function has a closed form: normal and exponential families
#include "core/random/law.hpp"
#include "core/random/variate.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double within(double x, double low, double high) { return std::min(std::max(x, low), high); }

double normal_probability(double z) { return std::erfc(-z * 0.70710678118654752440) / 2; }

/// The standard normal, given that it lies in [low, high]: the quantile of a uniform number between the limits'
/// probabilities. In the upper half the law is mirrored, so that small probabilities keep their digits.
class TruncatedNormal {
 public:
  /// Without probability between the limits, possible() is false.
  TruncatedNormal(double low, double high) : mirrored_(low > 0) {
    if (mirrored_) {
      const double upper = high;
      high = -low;
      low = -upper;
    }
    low_ = low;
    high_ = high;
    from_ = normal_probability(low);
    to_ = normal_probability(high);
  }
  bool possible() const { return to_ > from_ || low_ == high_; }
  double draw(Stream& stream) const {
    const double u = draw_open_unit(stream);
    const double p = from_ + u * (to_ - from_);
    const double z = p > 0 && p < 1 ? within(normal_quantile(p), low_, high_) : p > 0 ? high_ : low_;
    return mirrored_ ? -z : z;
  }

 private:
  bool mirrored_;
  double low_;
  double high_;
  double from_;
  double to_;
};

class NormalLaw : public RealLaw {
 public:
  NormalLaw(double mean, double deviation, const LawLimits& limits, bool exponentiated)
      : mean_(mean),
        deviation_(deviation),
        limits_(limits),
        exponentiated_(exponentiated),
        standard_(standardised(limits.low), standardised(limits.high)) {
    if (exponentiated && limits.high <= 0) throw_no_probability(limits);
    const double point = exponentiated ? portable_exp(mean) : mean;
    if (deviation == 0 ? point < limits.low || point > limits.high : !standard_.possible())
      throw_no_probability(limits);
  }
  double draw(Stream& stream) const override {
    const double x = mean_ + deviation_ * standard_.draw(stream);
    return within(exponentiated_ ? portable_exp(x) : x, limits_.low, limits_.high);
  }

 private:
  double standardised(double limit) const {
    if (exponentiated_)
      limit = limit <= 0 ? -kInfinity : limit == kInfinity ? kInfinity : portable_log(limit);
    if (deviation_ == 0 || std::isinf(limit)) return limit > 0 ? kInfinity : -kInfinity;
    return (limit - mean_) / deviation_;
  }

  double mean_;
  double deviation_;
  LawLimits limits_;
  bool exponentiated_;
  TruncatedNormal standard_;
};

/// The exponential law with mean 1, given that it lies in [low, high]; it has no memory, so `low` only shifts it.
class TruncatedExponential {
 public:
  TruncatedExponential(double low, double high) : low_(std::max(low, 0.0)), high_(high) {
    // -expm1(-width): the share of the law beyond `low` that lies below `high`.
    share_ = high == kInfinity ? 1 : -portable_expm1(low_ - high);
  }
  bool possible() const { return low_ < kInfinity && high_ >= low_; }
  double draw(Stream& stream) const {
    const double u = draw_open_unit(stream);
    // Without an upper limit, the logarithm of u itself reaches further into the tail than that of 1 - u.
    const double x = share_ == 1 ? -portable_log(u) : -portable_log1p(-u * share_);
    return within(low_ + x, low_, high_);
  }

 private:
  double low_;
  double high_;
  double share_;
};

class ExponentialLaw : public RealLaw {
 public:
  ExponentialLaw(double mean, const LawLimits& limits)
      : mean_(mean), limits_(limits), standard_(limits.low / mean, limits.high / mean) {
    if (!standard_.possible()) throw_no_probability(limits);
  }
  double draw(Stream& stream) const override {
    return within(mean_ * standard_.draw(stream), limits_.low, limits_.high);
  }

 private:
  double mean_;
  LawLimits limits_;
  TruncatedExponential standard_;
};

/// (X/scale)^shape is exponential with mean 1.
class WeibullLaw : public RealLaw {
 public:
  WeibullLaw(double shape, double scale, const LawLimits& limits)
      : power_(1 / shape),
        scale_(scale),
        limits_(limits),
        standard_(inverse(limits.low, shape), inverse(limits.high, shape)) {
    if (limits.high < 0 || !standard_.possible()) throw_no_probability(limits);
  }
  double draw(Stream& stream) const override {
    const double x = standard_.draw(stream);
    return within(x > 0 ? scale_ * portable_exp(power_ * portable_log(x)) : 0, limits_.low, limits_.high);
  }

 private:
  double inverse(double limit, double shape) const {
    if (limit <= 0 || limit == kInfinity) return limit <= 0 ? 0 : kInfinity;
    return portable_exp(shape * portable_log(limit / scale_));
  }

  double power_;
  double scale_;
  LawLimits limits_;
  TruncatedExponential standard_;
};

/// shape log(X/scale) is exponential with mean 1.
class ParetoLaw : public RealLaw {
 public:
  ParetoLaw(double shape, double scale, const LawLimits& limits)
      : shape_(shape), scale_(scale), limits_(limits), standard_(inverse(limits.low), inverse(limits.high)) {
    if (limits.high < scale || !standard_.possible()) throw_no_probability(limits);
  }
  double draw(Stream& stream) const override {
    return within(scale_ * portable_exp(standard_.draw(stream) / shape_), std::max(limits_.low, scale_),
                  limits_.high);
  }

 private:
  double inverse(double limit) const {
    if (limit <= scale_ || limit == kInfinity) return limit <= scale_ ? 0 : kInfinity;
    return shape_ * portable_log(limit / scale_);
  }

  double shape_;
  double scale_;
  LawLimits limits_;
  TruncatedExponential standard_;
};

/// The law within the limits, or clamped to them.
template <class Law, class... Parameters>
RealLawPtr limited(const LawLimits& limits, Parameters... parameters) {
  check_limits(limits);
  if (limits.clamp) return clamped_law(limited<Law>(LawLimits{}, parameters...), limits);
  if constexpr (std::is_same_v<Law, NormalLaw>) {
    const auto [mean, deviation, exponentiated] = std::tuple(parameters...);
    return std::make_unique<NormalLaw>(mean, deviation, limits, exponentiated);
  } else {
    return std::make_unique<Law>(parameters..., limits);
  }
}

}  // namespace

RealLawPtr normal_law(double mean, double deviation, const LawLimits& limits) {
  require_parameter(true, "mean", "finite", mean);
  require_parameter(deviation >= 0, "deviation", "finite and not negative", deviation);
  return limited<NormalLaw>(limits, mean, deviation, false);
}

RealLawPtr lognormal_law(double mean, double deviation, const LawLimits& limits) {
  require_parameter(true, "mean", "finite", mean);
  require_parameter(deviation >= 0, "deviation", "finite and not negative", deviation);
  return limited<NormalLaw>(limits, mean, deviation, true);
}

RealLawPtr exponential_law(double mean, const LawLimits& limits) {
  require_parameter(mean > 0, "mean", "finite and greater than 0", mean);
  return limited<ExponentialLaw>(limits, mean);
}

RealLawPtr weibull_law(double shape, double scale, const LawLimits& limits) {
  require_parameter(shape > 0, "shape", "finite and greater than 0", shape);
  require_parameter(scale > 0, "scale", "finite and greater than 0", scale);
  return limited<WeibullLaw>(limits, shape, scale);
}

RealLawPtr pareto_law(double shape, double scale, const LawLimits& limits) {
  require_parameter(shape > 0, "shape", "finite and greater than 0", shape);
  require_parameter(scale > 0, "scale", "finite and greater than 0", scale);
  return limited<ParetoLaw>(limits, shape, scale);
}

}  // namespace datagen::core
