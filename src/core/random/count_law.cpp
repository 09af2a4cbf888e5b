// src/core/random/count_law.cpp -- Poisson, binomial and negative binomial, whole and within limits
#include "core/random/law.hpp"
#include "core/random/variate.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace datagen::core {
namespace {

using boost::math::complement;
namespace policies = boost::math::policies;
using Policy = policies::policy<
    policies::promote_double<false>, policies::discrete_quantile<policies::integer_round_up>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>, policies::domain_error<policies::ignore_error>>;

constexpr double kMostCounted = 0x1p50;
constexpr double kHighest = 0x1p53;
/// Below this mean, counting up from 0 is quicker than rejection.
constexpr double kSmallMean = 10;
/// The longest table of a truncated law, in values.
constexpr size_t kLongestTable = size_t{1} << 16;
constexpr double kWorthRejecting = 0.03;
constexpr double kLogTwoPi = 1.83787706640934548356;

/// log(n!) less Stirling's formula, for whole n >= 0 (C. Loader, "Fast and accurate computation of binomial
/// probabilities", 2000).
double stirling_error(double n) {
  static constexpr double kExact[] = {0,
                                      0.0810614667953272582,
                                      0.0413406959554092941,
                                      0.0276779256849983391,
                                      0.0207906721037650931,
                                      0.0166446911898211922,
                                      0.013876128823070748,
                                      0.0118967099458917701,
                                      0.0104112652619720965,
                                      0.00925546218271273292,
                                      0.00833056343336287126,
                                      0.00757367548795184079,
                                      0.00694284010720952987,
                                      0.00640899418800420707,
                                      0.00595137011275884774,
                                      0.00555473355196280137};
  if (n < 16) return kExact[static_cast<int>(n)];
  const double square = n * n;
  return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / n;
}

/// x log(x / mean) + mean - x, also where x is near the mean and the terms cancel.
double deviance(double x, double mean) {
  const double difference = x - mean;
  if (std::fabs(difference) >= 0.1 * (x + mean)) return x * portable_log(x / mean) + mean - x;
  const double v = difference / (x + mean);
  double sum = difference * v;
  double term = 2 * x * v;
  for (int i = 1; i < 40; ++i) {
    term *= v * v;
    const double next = sum + term / (2 * i + 1);
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

struct Poisson {
  double mean;

  double highest() const { return kHighest; }
  double mode() const { return std::floor(mean); }
  double ratio(double k) const { return mean / (k + 1); }  // P(k + 1) / P(k)
  double log_probability(double k) const {
    if (k == 0) return -mean;
    return -stirling_error(k) - deviance(k, mean) - 0.5 * (kLogTwoPi + portable_log(k));
  }
  boost::math::poisson_distribution<double, Policy> oracle() const {
    return boost::math::poisson_distribution<double, Policy>(mean);
  }

  double draw(Stream& stream) const {
    if (mean == 0) return 0;
    return mean < kSmallMean ? count_up(stream) : reject(stream);
  }
  double count_up(Stream& stream) const {
    double u = draw_open_unit(stream);
    double p = portable_exp(-mean);
    double k = 0;
    while (u > p && k < 200) {
      u -= p;
      p *= ratio(k);
      ++k;
    }
    return k;
  }
  /// Transformed rejection, PTRS (W. Hörmann, Insurance: Mathematics and Economics 12, 1993).
  double reject(Stream& stream) const {
    const double b = 0.931 + 2.53 * std::sqrt(mean);
    const double a = -0.059 + 0.02483 * b;
    const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    const double quick = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const double u = draw_open_unit(stream) - 0.5;
      const double v = draw_open_unit(stream);
      const double us = 0.5 - std::fabs(u);
      const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= quick) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      if (portable_log(v * inverse_alpha / (a / (us * us) + b)) <= log_probability(k)) return k;
    }
  }
};

struct Binomial {
  double trials;
  double probability;

  double highest() const { return trials; }
  double mode() const { return std::min(std::floor((trials + 1) * probability), trials); }
  double ratio(double k) const { return (trials - k) / (k + 1) * (probability / (1 - probability)); }
  double log_probability(double k) const {
    if (k == 0) return trials * portable_log1p(-probability);
    if (k == trials) return trials * portable_log(probability);
    return stirling_error(trials) - stirling_error(k) - stirling_error(trials - k) -
           deviance(k, trials * probability) - deviance(trials - k, trials * (1 - probability)) -
           0.5 * (kLogTwoPi + portable_log(k) + portable_log1p(-k / trials));
  }
  boost::math::binomial_distribution<double, Policy> oracle() const {
    return boost::math::binomial_distribution<double, Policy>(trials, probability);
  }

  double draw(Stream& stream) const {
    if (probability == 0 || trials == 0) return 0;
    if (probability == 1) return trials;
    if (probability > 0.5) return trials - Binomial{trials, 1 - probability}.draw(stream);
    return trials * probability < kSmallMean ? count_up(stream) : reject(stream);
  }
  double count_up(Stream& stream) const {
    double u = draw_open_unit(stream);
    double p = portable_exp(trials * portable_log1p(-probability));
    double k = 0;
    while (u > p && k < trials && k < 200) {
      u -= p;
      p *= ratio(k);
      ++k;
    }
    return k;
  }
  /// Transformed rejection, BTRS (W. Hörmann, Journal of Statistical Computation and Simulation 46, 1993).
  double reject(Stream& stream) const {
    const double deviation = std::sqrt(trials * probability * (1 - probability));
    const double b = 1.15 + 2.53 * deviation;
    const double a = -0.0873 + 0.0248 * b + 0.01 * probability;
    const double centre = trials * probability + 0.5;
    const double quick = 0.92 - 4.2 / b;
    const double alpha = (2.83 + 5.1 / b) * deviation;
    const double at_mode = log_probability(mode());
    for (;;) {
      const double u = draw_open_unit(stream) - 0.5;
      const double v = draw_open_unit(stream);
      const double us = 0.5 - std::fabs(u);
      const double k = std::floor((2 * a / us + b) * u + centre);
      if (us >= 0.07 && v <= quick) return k;
      if (k < 0 || k > trials) continue;
      if (portable_log(v * alpha / (a / (us * us) + b)) <= log_probability(k) - at_mode) return k;
    }
  }
};

/// A Poisson law whose mean is drawn from a gamma law.
struct NegativeBinomial {
  double size;
  double probability;
  std::shared_ptr<const RealLaw> means;

  double highest() const { return kHighest; }
  double mode() const { return size > 1 ? std::floor((size - 1) * (1 - probability) / probability) : 0; }
  double ratio(double k) const { return (k + size) / (k + 1) * (1 - probability); }
  boost::math::negative_binomial_distribution<double, Policy> oracle() const {
    return boost::math::negative_binomial_distribution<double, Policy>(size, probability);
  }
  double draw(Stream& stream) const {
    return probability == 1 ? 0 : Poisson{means->draw(stream)}.draw(stream);
  }
};

template <class Whole>
class WholeCount : public CountLaw {
 public:
  explicit WholeCount(const Whole& whole) : whole_(whole) {}
  int64_t draw(Stream& stream) const override {
    return static_cast<int64_t>(std::min(whole_.draw(stream), kHighest));
  }

 private:
  Whole whole_;
};

/// The conditional law on a range, from a table of its probabilities. They are built from their ratios, outwards from
/// the likeliest value of the range, so the table is right however unlikely the range is.
class TableCount : public CountLaw {
 public:
  TableCount(int64_t first, std::vector<double> cumulated)
      : first_(first), cumulated_(std::move(cumulated)) {}
  int64_t draw(Stream& stream) const override {
    const double at = draw_open_unit(stream) * cumulated_.back();
    const auto found = std::lower_bound(cumulated_.begin(), cumulated_.end(), at);
    return first_ + (found == cumulated_.end() ? static_cast<int64_t>(cumulated_.size()) - 1
                                               : found - cumulated_.begin());
  }

 private:
  int64_t first_;
  std::vector<double> cumulated_;
};

/// Null when the table would be too long.
template <class Whole>
CountLawPtr tabulated(const Whole& whole, double low, double high) {
  const double start = std::min(std::max(whole.mode(), low), high);
  // Relative to the probability at `start`; what is left out is below 1e-17 of the whole, also where the terms fall
  // slowly, because a sum of terms that fall by a factor r is the first one times 1 / (1 - r).
  const auto negligible = [](double term, double ratio) { return ratio < 1 && term / (1 - ratio) < 1e-17; };
  std::vector<double> below;
  double term = 1;
  for (double k = start; k > low;) {
    const double ratio = 1 / whole.ratio(--k);
    term *= ratio;
    if (negligible(term, ratio)) break;
    below.push_back(term);
    if (below.size() > kLongestTable) return nullptr;
  }
  const auto first = static_cast<int64_t>(start) - static_cast<int64_t>(below.size());
  std::reverse(below.begin(), below.end());
  below.push_back(1);
  term = 1;
  for (double k = start; k < high; ++k) {
    const double ratio = whole.ratio(k);
    term *= ratio;
    if (negligible(term, ratio)) break;
    below.push_back(term);
    if (below.size() > kLongestTable) return nullptr;
  }
  for (size_t i = 1; i < below.size(); ++i) below[i] += below[i - 1];
  return std::make_unique<TableCount>(first, std::move(below));
}

/// The conditional law on a range too wide for a table.
template <class Whole>
class WideCount : public CountLaw {
 public:
  WideCount(const Whole& whole, double low, double high) : whole_(whole), low_(low), high_(high) {
    const auto oracle = whole.oracle();
    from_above_ = low > 0 && cdf(oracle, low - 1) > 0.5;
    const auto probability = [&](double k) {
      if (k < 0) return 0.0;
      return from_above_ ? cdf(complement(oracle, k)) : cdf(oracle, k);
    };
    from_ = probability(low - 1);
    to_ = probability(high);
    rejects_ = std::fabs(to_ - from_) >= kWorthRejecting;
  }
  int64_t draw(Stream& stream) const override {
    while (rejects_) {
      const double k = whole_.draw(stream);
      if (k >= low_ && k <= high_) return static_cast<int64_t>(k);
    }
    const double p = from_ + draw_open_unit(stream) * (to_ - from_);
    const auto oracle = whole_.oracle();
    const double k = from_above_ ? quantile(complement(oracle, p)) : quantile(oracle, p);
    return static_cast<int64_t>(std::min(std::max(k, low_), high_));
  }

 private:
  Whole whole_;
  double low_;
  double high_;
  bool from_above_;
  bool rejects_;
  double from_;
  double to_;
};

template <class Whole>
CountLawPtr limited(const Whole& whole, const LawLimits& limits) {
  check_limits(limits);
  if (limits.none()) return std::make_unique<WholeCount<Whole>>(whole);
  if (limits.clamp) return clamped_law(std::make_unique<WholeCount<Whole>>(whole), limits);
  const double low = std::max(std::ceil(limits.low), 0.0);
  const double high = std::min(std::floor(limits.high), whole.highest());
  if (low > high) throw_no_probability(limits);
  if (CountLawPtr table = tabulated(whole, low, high)) return table;
  return std::make_unique<WideCount<Whole>>(whole, low, high);
}

/// A law with one value only.
CountLawPtr certain(double value, const LawLimits& limits) {
  check_limits(limits);
  if (!limits.clamp && (value < limits.low || value > limits.high)) throw_no_probability(limits);
  const double kept = std::min(std::max(value, limits.low), limits.high);
  return std::make_unique<TableCount>(static_cast<int64_t>(kept), std::vector<double>{1});
}

/// Without memory: a lower limit shifts it, and the quantile function has a closed form.
class GeometricLaw : public CountLaw {
 public:
  GeometricLaw(double log_failure, double low, double high)
      : log_failure_(log_failure), low_(low), high_(high) {
    share_ = high >= kHighest ? 1 : -portable_expm1((high - low + 1) * log_failure);
  }
  int64_t draw(Stream& stream) const override {
    const double u = draw_open_unit(stream);
    const double logarithm = share_ == 1 ? portable_log(u) : portable_log1p(-u * share_);
    return static_cast<int64_t>(std::min(low_ + std::floor(logarithm / log_failure_), high_));
  }

 private:
  double log_failure_;
  double low_;
  double high_;
  double share_;
};

class ZipfLaw : public CountLaw {
 public:
  ZipfLaw(int64_t first, int64_t last, double exponent)
      : zipf_(static_cast<uint64_t>(first), static_cast<uint64_t>(last), exponent) {}
  int64_t draw(Stream& stream) const override { return static_cast<int64_t>(zipf_.draw(stream)) + 1; }

 private:
  Zipf zipf_;
};

}  // namespace

CountLawPtr poisson_law(double mean, const LawLimits& limits) {
  require_parameter(mean >= 0 && mean <= kMostCounted, "mean", "between 0 and 2^50", mean);
  if (mean == 0) return certain(0, limits);
  return limited(Poisson{mean}, limits);
}

CountLawPtr binomial_law(int64_t trials, double probability, const LawLimits& limits) {
  const auto count = static_cast<double>(trials);
  require_parameter(count >= 0 && count <= kMostCounted, "trials", "between 0 and 2^50", count);
  require_parameter(probability >= 0 && probability <= 1, "probability", "between 0 and 1", probability);
  if (probability == 0 || probability == 1) return certain(count * probability, limits);
  return limited(Binomial{count, probability}, limits);
}

CountLawPtr negative_binomial_law(double size, double probability, const LawLimits& limits) {
  require_parameter(size > 0, "size", "finite and greater than 0", size);
  require_parameter(probability > 0 && probability <= 1, "probability", "greater than 0 and at most 1",
                    probability);
  const double scale = (1 - probability) / probability;
  require_parameter(size * scale <= kMostCounted, "probability", "such that the mean is at most 2^50",
                    probability);
  if (probability == 1) return certain(0, limits);
  return limited(NegativeBinomial{size, probability, gamma_law(size, scale)}, limits);
}

CountLawPtr geometric_law(double probability, const LawLimits& limits) {
  require_parameter(probability >= 1 / kMostCounted && probability <= 1, "probability", "between 2^-50 and 1",
                    probability);
  if (probability == 1) return certain(0, limits);
  check_limits(limits);
  const double log_failure = portable_log1p(-probability);
  if (limits.clamp) return clamped_law(std::make_unique<GeometricLaw>(log_failure, 0, kHighest), limits);
  const double low = std::max(std::ceil(limits.low), 0.0);
  const double high = std::min(std::floor(limits.high), kHighest);
  if (low > high) throw_no_probability(limits);
  return std::make_unique<GeometricLaw>(log_failure, low, high);
}

CountLawPtr zipf_law(int64_t n, double exponent, const LawLimits& limits) {
  const auto count = static_cast<double>(n);
  require_parameter(count >= 1 && count <= kHighest, "n", "between 1 and 2^53", count);
  require_parameter(exponent >= 0, "exponent", "finite and not negative", exponent);
  check_limits(limits);
  if (limits.clamp) return clamped_law(std::make_unique<ZipfLaw>(1, n, exponent), limits);
  const double low = std::max(std::ceil(limits.low), 1.0);
  const double high = std::min(std::floor(limits.high), count);
  if (low > high) throw_no_probability(limits);
  return std::make_unique<ZipfLaw>(static_cast<int64_t>(low), static_cast<int64_t>(high), exponent);
}

}  // namespace datagen::core
