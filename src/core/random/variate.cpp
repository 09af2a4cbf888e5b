// src/core/random/variate.cpp -- quantile functions, rejection-inversion and alias tables
#include "core/random/variate.hpp"

#include <cmath>
#include <cstring>
#include <limits>

namespace datagen::core {
namespace {

// ln 2 in two parts: the first has 32 trailing zero bits, so that a small multiple of it is exact (W. Cody,
// W. Waite).
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kLn2 = 0.693147180559945309417232121458;

constexpr uint64_t kMost = uint64_t{1} << 53;

/// Even and odd powers apart, which makes two short chains of dependent operations out of a long one.
template <size_t N>
double polynomial(const double (&coefficients)[N], double x) {
  const double square = x * x;
  double even = N % 2 == 1 ? coefficients[N - 1] : 0;
  double odd = 0;
  for (size_t i = N / 2; i-- > 0;) {
    even = even * square + coefficients[2 * i];
    odd = odd * square + coefficients[2 * i + 1];
  }
  return even + odd * x;
}

/// 1 / i! for i from `First`.
template <size_t First, size_t N>
struct Factorials {
  double inverse[N] = {};
  constexpr Factorials() {
    double factorial = 1;
    for (size_t i = 2; i < First + N; ++i) {
      factorial *= static_cast<double>(i);
      if (i >= First) inverse[i - First] = 1 / factorial;
    }
    for (size_t i = First; i < 2 && i < First + N; ++i) inverse[i - First] = 1;
  }
};

/// 1 / (2 i + 3), the series of atanh without its first term.
template <size_t N>
struct OddReciprocals {
  double inverse[N] = {};
  constexpr OddReciprocals() {
    for (size_t i = 0; i < N; ++i) inverse[i] = 1 / static_cast<double>(2 * i + 3);
  }
};

constexpr Factorials<0, 14> kExp;
constexpr Factorials<1, 15> kExpm1;
constexpr OddReciprocals<11> kAtanh;

/// 2 atanh(z) for |z| <= 0.1716; the first term left out is below 1e-17.
double twice_atanh(double z) {
  const double square = z * z;
  return 2 * z * (square * polynomial(kAtanh.inverse, square)) + 2 * z;
}

/// x 2^exponent
double scaled(double x, int64_t exponent) {
  if (exponent < -1022 || exponent > 1023) return std::ldexp(x, static_cast<int>(exponent));
  const uint64_t bits = static_cast<uint64_t>(exponent + 1023) << 52;
  double power;
  std::memcpy(&power, &bits, sizeof power);
  return x * power;
}

}  // namespace

// An odd multiple of 2^-53.
double draw_open_unit(Stream& stream) {
  return static_cast<double>(stream.next64() >> 12) * 0x1p-52 + 0x1p-53;
}

double portable_exp(double x) {
  if (x > 709.78) return std::numeric_limits<double>::infinity();
  if (!(x >= -745)) return std::isnan(x) ? x : 0;
  const double multiple = x * (1 / kLn2);
  const auto k = static_cast<int64_t>(multiple < 0 ? multiple - 0.5 : multiple + 0.5);
  const auto turns = static_cast<double>(k);
  const double r = (x - turns * kLn2High) - turns * kLn2Low;
  // Taylor's series; |r| <= 0.35, so the first term left out is below 1e-17.
  return scaled(polynomial(kExp.inverse, r), k);
}

double portable_log(double x) {
  int exponent;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.70710678118654752440) {
    mantissa *= 2;
    --exponent;
  }
  // log m = 2 atanh((m - 1) / (m + 1))
  const double series = twice_atanh((mantissa - 1) / (mantissa + 1));
  return exponent * kLn2High + (series + exponent * kLn2Low);
}

double portable_log1p(double x) {
  if (std::fabs(x) > 0.25) return portable_log(1 + x);
  return twice_atanh(x / (2 + x));
}

double portable_expm1(double x) {
  if (std::fabs(x) > 0.35) return portable_exp(x) - 1;
  return x * polynomial(kExpm1.inverse, x);
}

double normal_quantile(double p) {
  static constexpr double kA[] = {
      3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
      4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr double kB[] = {1.0,
                                  4.2313330701600911252e+1,
                                  6.8718700749205790830e+2,
                                  5.3941960214247511077e+3,
                                  2.1213794301586595867e+4,
                                  3.9307895800092710610e+4,
                                  2.8729085735721942674e+4,
                                  5.2264952788528545610e+3};
  static constexpr double kC[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                  5.76949722146069140550e0,  3.64784832476320460504e0,
                                  1.27045825245236838258e0,  2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double kD[] = {1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
  static constexpr double kE[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                  1.78482653991729133580e0,  2.96560571828504891230e-1,
                                  2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                  2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double kF[] = {1.0,
                                  5.99832206555887937690e-1,
                                  1.36929880922735805310e-1,
                                  1.48753612908506148525e-2,
                                  7.86869131145613259100e-4,
                                  1.84631831751005468180e-5,
                                  1.42151175831644588870e-7,
                                  2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kA, r) / polynomial(kB, r);
  }
  double r = std::sqrt(-portable_log(q < 0 ? p : 1 - p));
  double tail;
  if (r <= 5) {
    r -= 1.6;
    tail = polynomial(kC, r) / polynomial(kD, r);
  } else {
    r -= 5;
    tail = polynomial(kE, r) / polynomial(kF, r);
  }
  return q < 0 ? -tail : tail;
}

double draw_normal(Stream& stream, double mean, double deviation) {
  return mean + deviation * normal_quantile(draw_open_unit(stream));
}

double draw_lognormal(Stream& stream, double median, double sigma) {
  return median * portable_exp(draw_normal(stream, 0, sigma));
}

double draw_exponential(Stream& stream, double mean) { return -mean * portable_log(draw_open_unit(stream)); }

double draw_log_uniform(Stream& stream, double low, double high) {
  const double ratio = portable_log(high / low);
  return low * portable_exp(ratio * draw_open_unit(stream));
}

// integral(x) is the antiderivative of x^-s, with its value at 1 taken as 0.
double Zipf::integral(double x) const {
  const double log_x = portable_log(x);
  const double t = (1 - exponent_) * log_x;
  // (e^t - 1) / t loses digits near 0, where its series is short.
  const double factor = std::fabs(t) > 1e-5 ? (portable_exp(t) - 1) / t : 1 + t / 2 * (1 + t / 3);
  return factor * log_x;
}

double Zipf::integral_inverse(double y) const {
  double t = y * (1 - exponent_);
  if (t < -1) t = -1;
  const double factor = std::fabs(t) > 1e-5 ? portable_log(1 + t) / t : 1 - t / 2 * (1 - 2 * t / 3);
  return portable_exp(factor * y);
}

Zipf::Zipf(uint64_t first, uint64_t last, double exponent)
    : lowest_(static_cast<double>(first)),
      n_(static_cast<double>(last < first   ? first
                             : last > kMost ? kMost
                                            : last)),
      exponent_(exponent) {
  const auto weight = [&](double k) { return portable_exp(-exponent_ * portable_log(k)); };
  first_ = integral(lowest_ + 0.5) - weight(lowest_);
  last_ = integral(n_ + 0.5);
  const double next = lowest_ + 1;
  shortcut_ = next - integral_inverse(integral(next + 0.5) - weight(next));
}

uint64_t Zipf::draw(Stream& stream) const {
  for (;;) {
    const double u = last_ + draw_open_unit(stream) * (first_ - last_);
    const double x = integral_inverse(u);
    double k = std::floor(x + 0.5);
    if (k < lowest_) k = lowest_;
    if (k > n_) k = n_;
    if (k - x <= shortcut_ || u >= integral(k + 0.5) - portable_exp(-exponent_ * portable_log(k)))
      return static_cast<uint64_t>(k) - 1;
  }
}

WeightedChoice::WeightedChoice(const std::vector<double>& weights)
    : keep_(weights.size(), 1), alias_(weights.size()) {
  const size_t n = weights.size();
  double total = 0;
  uint32_t heaviest = 0;
  for (size_t i = 0; i < n; ++i) {
    if (weights[i] > 0) total += weights[i];
    if (weights[i] > weights[heaviest]) heaviest = static_cast<uint32_t>(i);
  }
  std::vector<uint32_t> small, large;
  for (size_t i = 0; i < n; ++i) {
    alias_[i] = static_cast<uint32_t>(i);
    keep_[i] = !(total > 0) ? 1 : weights[i] > 0 ? weights[i] / total * static_cast<double>(n) : 0;
    (keep_[i] < 1 ? small : large).push_back(alias_[i]);
  }
  while (!small.empty() && !large.empty()) {
    const uint32_t poor = small.back();
    const uint32_t rich = large.back();
    small.pop_back();
    alias_[poor] = rich;
    keep_[rich] -= 1 - keep_[poor];
    if (keep_[rich] < 1) {
      large.pop_back();
      small.push_back(rich);
    }
  }
  // What is left differs from 1 by rounding only, except weights of 0, which must stay impossible.
  for (uint32_t i : large) keep_[i] = 1;
  for (uint32_t i : small) {
    if (weights[i] > 0)
      keep_[i] = 1;
    else
      alias_[i] = heaviest;
  }
}

size_t WeightedChoice::draw(Stream& stream) const {
  if (keep_.empty()) return 0;
  const size_t column = stream.below(keep_.size());
  return stream.unit() < keep_[column] ? column : alias_[column];
}

}  // namespace datagen::core
