// test/unit/variate_test.cpp -- quantiles against tables, shapes against their moments, golden draws
#include "core/random/variate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace datagen::core {
namespace {

TEST(Distribution, PortableExpAndLogAgreeWithTheLibrary) {
  for (double x = -700; x < 700; x += 0.37) EXPECT_NEAR(portable_exp(x) / std::exp(x), 1, 2e-15) << x;
  for (double x = 1e-300; x < 1e300; x *= 3.1)
    EXPECT_NEAR(portable_log(x), std::log(x), 2e-15 * std::fabs(std::log(x)));
  for (double x = 0.9; x < 1.1; x += 0.001)
    EXPECT_NEAR(portable_log(x), std::log(x), 1e-16 + 1e-14 * std::fabs(x - 1));
  EXPECT_EQ(portable_exp(0), 1);
  EXPECT_EQ(portable_log(1), 0);
  EXPECT_EQ(portable_exp(-800), 0);
  EXPECT_TRUE(std::isinf(portable_exp(800)));
}

TEST(Distribution, NormalQuantilesOfTheTables) {
  // The check values of AS 241, and some of any table.
  EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-15);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167814, 1e-14);
  EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-13);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_EQ(normal_quantile(0.5), 0);
}

TEST(Distribution, Moments) {
  constexpr int kDraws = 200000;
  double normal = 0, squares = 0, exponential = 0, logs = 0;
  for (int i = 0; i < kDraws; ++i) {
    Stream stream(5, static_cast<uint64_t>(i));
    const double x = draw_normal(stream, 10, 2);
    normal += x;
    squares += (x - 10) * (x - 10);
    exponential += draw_exponential(stream, 3);
    logs += std::log(draw_lognormal(stream, 50, 0.5));
    const double spread = draw_log_uniform(stream, 1, 1000);
    ASSERT_TRUE(spread >= 1 && spread <= 1000);
  }
  EXPECT_NEAR(normal / kDraws, 10, 0.02);
  EXPECT_NEAR(squares / kDraws, 4, 0.06);
  EXPECT_NEAR(exponential / kDraws, 3, 0.03);
  EXPECT_NEAR(logs / kDraws, std::log(50), 0.006);
}

TEST(Distribution, ZipfFollowsItsLaw) {
  for (double exponent : {0.5, 1.0, 1.5}) {
    const Zipf zipf(100, exponent);
    std::vector<double> counts(100);
    constexpr int kDraws = 100000;
    for (int i = 0; i < kDraws; ++i) {
      Stream stream(6, static_cast<uint64_t>(i));
      const uint64_t rank = zipf.draw(stream);
      ASSERT_LT(rank, 100u);
      ++counts[rank];
    }
    double total = 0;
    for (int k = 1; k <= 100; ++k) total += std::pow(k, -exponent);
    double chi = 0;
    for (int k = 1; k <= 100; ++k) {
      const double expected = kDraws * std::pow(k, -exponent) / total;
      chi += (counts[k - 1] - expected) * (counts[k - 1] - expected) / expected;
    }
    EXPECT_LT(chi, 148.2) << exponent;  // the 0.999 quantile of chi-squared with 99 degrees of freedom
  }
  Stream stream(1, 1);
  EXPECT_EQ(Zipf(1, 1).draw(stream), 0u);
  EXPECT_LT(Zipf(UINT64_MAX, 1.1).draw(stream), uint64_t{1} << 53);
}

TEST(Distribution, WeightedChoiceFollowsItsWeights) {
  const std::vector<double> weights{1, 0, 5, 0.5, 3.5, -2, std::numeric_limits<double>::quiet_NaN()};
  const WeightedChoice choice(weights);
  std::vector<double> counts(weights.size());
  constexpr int kDraws = 100000;
  for (int i = 0; i < kDraws; ++i) {
    Stream stream(8, static_cast<uint64_t>(i));
    ++counts[choice.draw(stream)];
  }
  EXPECT_EQ(counts[1] + counts[5] + counts[6], 0);
  EXPECT_NEAR(counts[0] / kDraws, 0.1, 0.005);
  EXPECT_NEAR(counts[2] / kDraws, 0.5, 0.007);
  EXPECT_NEAR(counts[3] / kDraws, 0.05, 0.004);
  Stream stream(1, 1);
  EXPECT_EQ(WeightedChoice({}).draw(stream), 0u);
  EXPECT_LT(WeightedChoice({0, 0}).draw(stream), 2u);
}

TEST(Distribution, GoldenValues) {
  Stream stream(42, 0);
  EXPECT_EQ(draw_normal(stream, 0, 1), 0.78875758228304993);
  EXPECT_EQ(draw_lognormal(stream, 100, 1), 188.26385352883906);
  EXPECT_EQ(draw_exponential(stream, 10), 5.0559650295723557);
  EXPECT_EQ(draw_log_uniform(stream, 1, 1e6), 962651.30953913857);
  EXPECT_EQ(Zipf(1000, 1).draw(stream), 3u);
  EXPECT_EQ(WeightedChoice({1, 2, 3, 4}).draw(stream), 3u);
}

}  // namespace
}  // namespace datagen::core
