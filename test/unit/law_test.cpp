// test/unit/law_test.cpp -- every law against its exact distribution by Boost.Math: KS, chi-squared, moments
#include "core/random/law.hpp"
#include "core/base/error.hpp"

#include <gtest/gtest.h>
// Long double would cost minutes and is not needed here.
#define BOOST_MATH_PROMOTE_DOUBLE_POLICY false
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/geometric.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace datagen::core {
namespace {

namespace bm = boost::math;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kDraws = 100000;
constexpr int kSeeds = 20;

/// P(sqrt(n) D > x) for large n (Kolmogorov's series).
double kolmogorov(double x) {
  if (x < 0.3) return 1;
  double sum = 0;
  for (int k = 1; k < 50; ++k) sum += (k % 2 ? 2 : -2) * std::exp(-2 * k * k * x * x);
  return std::min(1.0, std::max(0.0, sum));
}

double ks_p_value(std::vector<double> uniforms) {
  std::sort(uniforms.begin(), uniforms.end());
  const auto n = static_cast<double>(uniforms.size());
  double d = 0;
  for (size_t i = 0; i < uniforms.size(); ++i) {
    const auto rank = static_cast<double>(i);
    d = std::max({d, uniforms[i] - rank / n, (rank + 1) / n - uniforms[i]});
  }
  const double root = std::sqrt(n);
  return kolmogorov((root + 0.12 + 0.11 / root) * d);
}

/// `expected` sums to the number of draws; neighbouring cells are joined until each expects at least ten.
double chi_squared_p_value(const std::vector<double>& observed, const std::vector<double>& expected) {
  double chi = 0, o = 0, e = 0;
  int cells = 0;
  std::vector<std::pair<double, double>> joined;
  for (size_t i = 0; i < observed.size(); ++i) {
    o += observed[i];
    e += expected[i];
    if (e < 10) continue;
    joined.emplace_back(o, e);
    o = e = 0;
  }
  joined.back().first += o;
  joined.back().second += e;
  for (const auto& [seen, due] : joined) {
    chi += (seen - due) * (seen - due) / due;
    ++cells;
  }
  if (cells < 2) return 1;
  return bm::cdf(bm::complement(bm::chi_squared(cells - 1), chi));
}

/// No p-value is tiny, and together they are uniform.
void expect_uniform(const std::vector<double>& p_values, const std::string& name) {
  for (double p : p_values) EXPECT_GT(p, 1e-4) << name;
  EXPECT_GT(ks_p_value(p_values), 1e-3) << name;
}

/// Moments of all draws together, against the exact ones.
struct Moments {
  std::vector<double> all;
  void add(double x) { all.push_back(x); }
  void expect(double exact_mean, double exact_variance, const std::string& name) {
    const auto n = static_cast<double>(all.size());
    double sum = 0, squares = 0, fourth = 0;
    for (double x : all) sum += x - exact_mean;
    for (double x : all) {
      const double d = (x - exact_mean) * (x - exact_mean);
      squares += d;
      fourth += d * d;
    }
    const double variance = squares / n;
    EXPECT_LT(std::fabs(sum / n), 3 * std::sqrt(exact_variance / n)) << name << ": mean";
    EXPECT_LT(std::fabs(variance - exact_variance),
              3 * std::sqrt(std::max(0.0, fourth / n - variance * variance) / n) + 1e-12)
        << name << ": variance";
  }
};

struct RealCase {
  std::string name;
  std::function<RealLawPtr(const LawLimits&)> make;
  std::function<double(double)> cdf;
  std::function<double(double)> sf;
  std::function<double(double)> pdf;
  std::function<double(double)> quantile;
  LawLimits limits;
};

template <class D>
RealCase real_case(const std::string& name, D d, std::function<RealLawPtr(const LawLimits&)> make,
                   LawLimits limits = {}) {
  const auto [least, most] = bm::support(d);
  const double low = std::isfinite(least) && least > -1e300 ? least : -kInfinity;
  const double high = most < 1e300 ? most : kInfinity;
  const auto inside = [=](double x) { return x > low && x < high; };
  return {name,
          std::move(make),
          [=](double x) { return inside(x)  ? bm::cdf(d, x)
                                 : x <= low ? 0
                                            : 1; },
          [=](double x) { return inside(x)  ? bm::cdf(bm::complement(d, x))
                                 : x <= low ? 1
                                            : 0; },
          [=](double x) { return inside(x) ? bm::pdf(d, x) : 0; },
          [=](double p) { return bm::quantile(d, p); },
          limits};
}

std::vector<RealCase> real_cases() {
  std::vector<RealCase> cases;
  const auto add = [&](const std::string& name, auto d,
                       const std::function<RealLawPtr(const LawLimits&)>& make,
                       const std::vector<LawLimits>& limits) {
    cases.push_back(real_case(name, d, make));
    for (size_t i = 0; i < limits.size(); ++i)
      cases.push_back(real_case(name + (limits[i].clamp ? ", clamped " : ", truncated ") + std::to_string(i),
                                d, make, limits[i]));
  };
  const auto from = [](double low, double high) { return LawLimits{low, high, false}; };
  const auto clamp = [](double low, double high) { return LawLimits{low, high, true}; };
  add("normal", bm::normal(10, 2), [](const LawLimits& l) { return normal_law(10, 2, l); },
      {from(8, 11), from(16, kInfinity), from(-kInfinity, 3), from(22, 23), clamp(8, 11),
       clamp(9, kInfinity)});
  add("lognormal", bm::lognormal(1, 0.4), [](const LawLimits& l) { return lognormal_law(1, 0.4, l); },
      {from(2, 4), from(6, kInfinity), clamp(2, 4)});
  add("exponential", bm::exponential(0.5), [](const LawLimits& l) { return exponential_law(2, l); },
      {from(1, 3), from(20, kInfinity), from(-5, 0.01), clamp(1, 3)});
  add("gamma", bm::gamma_distribution<>(2.5, 3), [](const LawLimits& l) { return gamma_law(2.5, 3, l); },
      {from(4, 10), from(30, kInfinity), from(0, 0.5), clamp(4, 10)});
  add("gamma, shape below 1", bm::gamma_distribution<>(0.3, 1),
      [](const LawLimits& l) { return gamma_law(0.3, 1, l); }, {from(0.1, 1), clamp(0.1, 1)});
  add("beta", bm::beta_distribution<>(2, 5), [](const LawLimits& l) { return beta_law(2, 5, l); },
      {from(0.2, 0.4), from(0.8, 2), clamp(0.2, 0.4)});
  add("beta, a bowl", bm::beta_distribution<>(0.4, 0.6),
      [](const LawLimits& l) { return beta_law(0.4, 0.6, l); }, {from(0.1, 0.9)});
  add("weibull", bm::weibull(1.5, 4), [](const LawLimits& l) { return weibull_law(1.5, 4, l); },
      {from(2, 5), from(15, kInfinity), clamp(2, 5)});
  add("pareto", bm::pareto(3, 9), [](const LawLimits& l) { return pareto_law(9, 3, l); },
      {from(3.1, 3.5), from(1, 3.2), from(6, kInfinity), clamp(3.1, 3.5)});
  return cases;
}

/// Integrates f over the limits, between the far quantiles.
double integral(const RealCase& c, double low, double high, const std::function<double(double)>& f) {
  low = std::max(low, c.quantile(1e-15));
  const double far = c.quantile(1 - 1e-15);
  high = std::min(high, std::max(far, low + (far - c.quantile(0.5))));
  double sum = 0;
  constexpr int kParts = 400;
  // Parts grow from the left end, where a density may be steep.
  const auto at = [&](int i) { return low + (high - low) * std::pow(static_cast<double>(i) / kParts, 4); };
  for (int i = 0; i < kParts; ++i)
    sum += bm::quadrature::gauss_kronrod<double, 15>::integrate(f, at(i), at(i + 1), 0);
  return sum;
}

void check_moments(const RealCase& c, Moments& moments) {
  const LawLimits& l = c.limits;
  double mass = 0, first = 0, second = 0;
  const auto add = [&](double weight, double m1, double m2) {
    mass += weight;
    first += m1;
    second += m2;
  };
  const double shift = c.quantile(0.5);
  // Moments about the median, from the density or, where it has a pole, from the quantiles.
  constexpr int kSteps = 2000000;
  if (!l.clamp && !l.none()) {
    add(integral(c, l.low, l.high, [&](double x) { return c.pdf(x); }),
        integral(c, l.low, l.high, [&](double x) { return (x - shift) * c.pdf(x); }),
        integral(c, l.low, l.high, [&](double x) { return (x - shift) * (x - shift) * c.pdf(x); }));
  } else {
    for (int i = 0; i < kSteps; i += 100) {
      const double x = std::min(std::max(c.quantile((i + 50.0) / kSteps), l.low), l.high) - shift;
      add(100.0 / kSteps, 100.0 / kSteps * x, 100.0 / kSteps * x * x);
    }
    // The tails weigh more than their share of the steps.
    if (l.none()) {
      mass = first = second = 0;
      const auto f = [&](int power) {
        return integral(c, -kInfinity, kInfinity,
                        [&, power](double x) { return std::pow(x - shift, power) * c.pdf(x); });
      };
      add(f(0), f(1), f(2));
    }
  }
  const double mean = first / mass;
  moments.expect(shift + mean, second / mass - mean * mean, c.name);
}

/// The p-value of one sample under the case's law.
double p_value(const RealCase& c, const std::vector<double>& sample) {
  const LawLimits& l = c.limits;
  std::vector<double> uniforms;
  if (l.clamp) {
    // The ends hold what lies outside, and between them the law is the conditional one.
    double below = 0, above = 0;
    std::vector<double> inside(50, 0.0);
    const double from = c.cdf(l.low), to = c.cdf(l.high);
    for (double x : sample) {
      if (x == l.low)
        ++below;
      else if (x == l.high)
        ++above;
      else
        ++inside[static_cast<size_t>(std::min(49.0, (c.cdf(x) - from) / (to - from) * 50))];
    }
    std::vector<double> expected(50, kDraws * (to - from) / 50);
    inside.push_back(below);
    expected.push_back(kDraws * from);
    inside.push_back(above);
    expected.push_back(kDraws * (1 - to));
    return chi_squared_p_value(inside, expected);
  }
  const bool upper = !l.none() && c.cdf(std::max(l.low, -1e300)) > 0.5;
  const auto& side = upper ? c.sf : c.cdf;
  const double from = side(l.low), to = side(l.high);
  for (double x : sample) uniforms.push_back((side(x) - from) / (to - from));
  return ks_p_value(uniforms);
}

TEST(Law, RealLawsFollowTheirDistribution) {
  for (const RealCase& c : real_cases()) {
    const RealLawPtr law = c.make(c.limits);
    std::vector<double> p_values;
    Moments moments;
    for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
      std::vector<double> sample;
      for (uint64_t i = 0; i < kDraws; ++i) {
        Stream stream(mix64(seed), i);
        const double x = law->draw(stream);
        ASSERT_TRUE(x >= c.limits.low && x <= c.limits.high) << c.name << ": " << x;
        sample.push_back(x);
        moments.add(x);
      }
      p_values.push_back(p_value(c, sample));
    }
    expect_uniform(p_values, c.name);
    check_moments(c, moments);
  }
}

struct CountCase {
  std::string name;
  CountLawPtr law;
  std::function<double(double)> probability;  // unnormalised within the limits
  LawLimits limits;
  double centre, reach;  // beyond centre +- reach nothing is expected
};

std::vector<CountCase> count_cases() {
  std::vector<CountCase> cases;
  const auto add = [&](const std::string& name, const std::function<CountLawPtr(const LawLimits&)>& make,
                       const std::function<double(double)>& probability, double centre, double reach,
                       const std::vector<LawLimits>& limits) {
    cases.push_back({name, make({}), probability, {}, centre, reach});
    for (size_t i = 0; i < limits.size(); ++i)
      cases.push_back({name + (limits[i].clamp ? ", clamped " : ", truncated ") + std::to_string(i),
                       make(limits[i]), probability, limits[i], centre, reach});
  };
  const auto pmf = [](auto d) {
    return [d](double k) { return k < 0 || k > bm::support(d).second ? 0 : bm::pdf(d, k); };
  };
  const auto from = [](double low, double high) { return LawLimits{low, high, false}; };
  const auto clamp = [](double low, double high) { return LawLimits{low, high, true}; };
  for (double mean : {0.2, 4.0, 30.0, 5000.0})
    add("poisson " + std::to_string(mean), [=](const LawLimits& l) { return poisson_law(mean, l); },
        pmf(bm::poisson(mean)), mean, 30 + 12 * std::sqrt(mean),
        {from(1, mean + 3), from(mean + 6 * std::sqrt(mean) + 4, kInfinity), clamp(1, std::floor(mean) + 3)});
  for (const auto& [n, p] : {std::pair{10, 0.3}, {1000, 0.004}, {1000, 0.4}, {500, 0.9}, {100000, 0.5}})
    add("binomial " + std::to_string(n) + " " + std::to_string(p),
        [n = n, p = p](const LawLimits& l) { return binomial_law(n, p, l); }, pmf(bm::binomial(n, p)), n * p,
        30 + 12 * std::sqrt(n * p * (1 - p)),
        {from(n * p, n * p + 2), from(-5, n * p - 1), clamp(std::round(n * p) - 1, std::round(n * p) + 1)});
  for (const auto& [size, p] : {std::pair{0.5, 0.1}, {3.0, 0.5}, {20.0, 0.02}})
    add("negative binomial " + std::to_string(size) + " " + std::to_string(p),
        [size = size, p = p](const LawLimits& l) { return negative_binomial_law(size, p, l); },
        pmf(bm::negative_binomial(size, p)), size * (1 - p) / p, 60 + 20 * std::sqrt(size) / p,
        {from(2, 6), from(size * (1 - p) / p * 2, kInfinity),
         clamp(std::round(size * (1 - p) / p * 0.8), std::round(size * (1 - p) / p * 1.2) + 2)});
  for (double p : {0.02, 0.7})
    add("geometric " + std::to_string(p), [=](const LawLimits& l) { return geometric_law(p, l); },
        pmf(bm::geometric(p)), 1 / p, 40 / p, {from(1, 4), from(10, kInfinity), clamp(1, 4)});
  for (double s : {0.0, 0.7, 1.0, 1.8})
    add(
        "zipf " + std::to_string(s), [=](const LawLimits& l) { return zipf_law(500, s, l); },
        [=](double k) { return k < 1 || k > 500 ? 0 : std::pow(k, -s); }, 250, 250,
        {from(20, 60), from(2, kInfinity), clamp(3, 50)});
  return cases;
}

TEST(Law, CountLawsFollowTheirDistribution) {
  for (const CountCase& c : count_cases()) {
    const double low = std::floor(std::max(0.0, c.centre - c.reach));
    std::vector<double> expected;
    double total = 0;
    const bool truncated = !c.limits.clamp;
    for (double k = low; k <= c.centre + c.reach; ++k) {
      const bool inside = k >= c.limits.low && k <= c.limits.high;
      expected.push_back(truncated && !inside ? 0 : c.probability(k));
      total += expected.back();
    }
    if (c.limits.clamp) {
      const auto first = static_cast<size_t>(std::max(0.0, c.limits.low - low));
      const auto last = static_cast<size_t>(c.limits.high - low);
      for (size_t i = 0; i < first; ++i) expected[first] += std::exchange(expected[i], 0.0);
      for (size_t i = last + 1; i < expected.size(); ++i) expected[last] += std::exchange(expected[i], 0.0);
    }
    double mean = 0, variance = 0;
    for (size_t i = 0; i < expected.size(); ++i) mean += expected[i] / total * (low + static_cast<double>(i));
    for (size_t i = 0; i < expected.size(); ++i) {
      const double d = low + static_cast<double>(i) - mean;
      variance += expected[i] / total * d * d;
      expected[i] *= kDraws / total;
    }
    std::vector<double> p_values;
    Moments moments;
    for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
      std::vector<double> observed(expected.size(), 0.0);
      for (uint64_t i = 0; i < kDraws; ++i) {
        Stream stream(mix64(seed), i);
        const auto k = static_cast<double>(c.law->draw(stream));
        ASSERT_TRUE(k >= low && k - low < static_cast<double>(expected.size())) << c.name << ": " << k;
        ++observed[static_cast<size_t>(k - low)];
        moments.add(k);
      }
      p_values.push_back(chi_squared_p_value(observed, expected));
    }
    expect_uniform(p_values, c.name);
    moments.expect(mean, variance, c.name);
  }
}

TEST(Law, RecoversTheExponentOfZipf) {
  for (double exponent : {0.8, 1.0, 1.3, 2.0}) {
    // The maximum likelihood estimate of a law on 1 .. 1000: the exponent whose mean logarithm is the sample's.
    const CountLawPtr law = zipf_law(1000, exponent);
    double logs = 0;
    for (uint64_t i = 0; i < kDraws; ++i) {
      Stream stream(77, i);
      logs += std::log(static_cast<double>(law->draw(stream)));
    }
    double low = 0, high = 5;
    for (int step = 0; step < 60; ++step) {
      const double s = (low + high) / 2;
      double sum = 0, weighted = 0;
      for (int k = 1; k <= 1000; ++k) {
        sum += std::pow(k, -s);
        weighted += std::pow(k, -s) * std::log(k);
      }
      (weighted / sum > logs / kDraws ? low : high) = s;
    }
    EXPECT_NEAR(low, exponent, 0.02);
  }
}

TEST(Law, HugeCountsKeepTheirMoments) {
  const auto check = [](const CountLawPtr& law, double mean, double variance) {
    double sum = 0, squares = 0;
    constexpr int kSome = 20000;
    for (uint64_t i = 0; i < kSome; ++i) {
      Stream stream(3, i);
      const double d = static_cast<double>(law->draw(stream)) - mean;
      sum += d / kSome;
      squares += d * d / kSome;
    }
    EXPECT_LT(std::fabs(sum), 4 * std::sqrt(variance / kSome));
    EXPECT_NEAR(squares / variance, 1, 0.06);
  };
  check(poisson_law(1e12), 1e12, 1e12);
  check(binomial_law(1000000000000, 0.25), 2.5e11, 1.875e11);
  check(negative_binomial_law(1e6, 1e-3), 1e6 * 999, 1e6 * 999 * 1000);
  // Half of a wide law: the mean of a half-normal one.
  const double deviation = std::sqrt(1e11);
  check(poisson_law(1e11, {1e11, kInfinity, false}), 1e11 + deviation * std::sqrt(2 / M_PI),
        1e11 * (1 - 2 / M_PI));
}

TEST(Law, RefusesBadParameters) {
  const auto message = [](const std::function<void()>& make) -> std::string {
    try {
      make();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::InvalidParameter);
      return error.message();
    }
    return "";
  };
  EXPECT_EQ(message([] { normal_law(0, -1); }),
            "argument \"deviation\" must be finite and not negative, not -1");
  EXPECT_EQ(message([] { normal_law(NAN, 1); }), "argument \"mean\" must be finite, not nan");
  EXPECT_EQ(message([] {
              normal_law(0, 1, {2, 1, false});
            }),
            "argument \"min\" is greater than argument \"max\"");
  EXPECT_NE(message([] { normal_law(0, 1, {NAN, 1, false}); }), "");
  EXPECT_NE(message([] { exponential_law(0); }), "");
  EXPECT_NE(message([] { gamma_law(1, kInfinity); }), "");
  EXPECT_NE(message([] { beta_law(0, 1); }), "");
  EXPECT_NE(message([] { poisson_law(-1); }), "");
  EXPECT_NE(message([] { binomial_law(-1, 0.5); }), "");
  EXPECT_NE(message([] { binomial_law(1, 1.5); }), "");
  EXPECT_NE(message([] { geometric_law(0); }), "");
  EXPECT_NE(message([] { zipf_law(0, 1); }), "");
  const std::string none = "the distribution has no probability between \"min\" and \"max\"";
  EXPECT_EQ(message([] { exponential_law(1, {-2, -1, false}); }), none);
  EXPECT_EQ(message([] { lognormal_law(0, 1, {-5, -1, false}); }), none);
  EXPECT_EQ(message([] { beta_law(1, 1, {2, 3, false}); }), none);
  EXPECT_EQ(message([] { pareto_law(1, 5, {1, 4, false}); }), none);
  EXPECT_EQ(message([] { poisson_law(1, {0.2, 0.8, false}); }), none);
  EXPECT_EQ(message([] { normal_law(0, 0, {1, 2, false}); }), none);
  EXPECT_EQ(message([] { normal_law(0, 1, {50, 60, false}); }), none);
  Stream stream(1, 1);
  EXPECT_EQ(normal_law(3, 0)->draw(stream), 3);
  EXPECT_EQ(normal_law(0, 1, {7, 7, true})->draw(stream), 7);
  EXPECT_EQ(poisson_law(0)->draw(stream), 0);
  EXPECT_EQ(binomial_law(5, 1)->draw(stream), 5);
  EXPECT_EQ(geometric_law(1)->draw(stream), 0);
}

TEST(Law, GoldenValues) {
  const auto real = [](const RealLawPtr& law) {
    Stream stream(42, 7);
    return law->draw(stream);
  };
  const auto count = [](const CountLawPtr& law) {
    Stream stream(42, 7);
    return law->draw(stream);
  };
  EXPECT_EQ(real(normal_law(0, 1)), 1.3626074756920807);
  EXPECT_EQ(real(lognormal_law(10.8, 0.4, {20000, 400000, false})), 84778.72232708121);
  EXPECT_EQ(real(exponential_law(2)), 0.18095064984482795);
  EXPECT_EQ(real(gamma_law(2, 3)), 12.351798802953489);
  EXPECT_EQ(real(gamma_law(0.5, 3)), 0.87037366215375123);
  EXPECT_EQ(real(beta_law(2, 3)), 0.68672073271500023);
  EXPECT_EQ(real(weibull_law(2, 3)), 0.90237349490204211);
  EXPECT_EQ(real(pareto_law(2, 3)), 3.1388294730250896);
  EXPECT_EQ(count(poisson_law(4)), 7);
  EXPECT_EQ(count(poisson_law(400)), 433);
  EXPECT_EQ(count(binomial_law(1000, 0.3)), 324);
  EXPECT_EQ(count(negative_binomial_law(3, 0.1)), 46);
  EXPECT_EQ(count(geometric_law(0.01)), 9);
  EXPECT_EQ(count(zipf_law(1000, 1.1, {5, 900, false})), 6);
}

}  // namespace
}  // namespace datagen::core
