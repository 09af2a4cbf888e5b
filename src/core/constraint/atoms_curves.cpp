// src/core/constraint/atoms_curves.cpp -- roots, powers, exponentials and logarithms, by their inverses
#include "core/constraint/linear_form.hpp"
#include "core/constraint/narrowing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace datagen::core {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// What the server's and our own arithmetic may differ by, as a part of the value.
constexpr double kRelativeError = 1e-12;

struct RealInterval {
  double low;
  double high;
};

std::optional<double> constant_real(const ExprPtr& expr) {
  const auto form = linear_form(expr);
  if (!form || !form->terms.empty() || form->family != ValueFamily::Number) return std::nullopt;
  return static_cast<double>(form->constant) / static_cast<double>(form->denominator);
}

/// A function of one real argument.
struct Curve {
  Op op =
      Op::Sqrt;  ///< Power: argument to the `parameter`; Exp: `parameter` to the argument; Log: to that base
  double parameter = 0;
  ExprPtr argument;
};

/// x·x is read as a power; nullopt for functions of several columns.
std::optional<Curve> curve_of(const Expr& leaf) {
  switch (leaf.op) {
    case Op::Sqrt: return Curve{Op::Power, 0.5, leaf.args[0]};
    case Op::Cbrt: return Curve{Op::Cbrt, 0, leaf.args[0]};
    case Op::Exp: return Curve{Op::Exp, std::exp(1.0), leaf.args[0]};
    case Op::Ln: return Curve{Op::Log, std::exp(1.0), leaf.args[0]};
    case Op::Mul:
      if (!same_expr(*leaf.args[0], *leaf.args[1])) return std::nullopt;
      return Curve{Op::Power, 2, leaf.args[0]};
    case Op::Log: {
      if (leaf.args.size() == 1) return Curve{Op::Log, 10, leaf.args[0]};
      const auto base = constant_real(leaf.args[0]);
      if (!base || *base <= 0 || *base == 1) return std::nullopt;
      return Curve{Op::Log, *base, leaf.args[1]};
    }
    case Op::Power: {
      if (const auto exponent = constant_real(leaf.args[1]); exponent && *exponent != 0)
        return Curve{Op::Power, *exponent, leaf.args[0]};
      const auto base = constant_real(leaf.args[0]);
      if (!base || *base <= 0 || *base == 1) return std::nullopt;
      return Curve{Op::Exp, *base, leaf.args[1]};
    }
    default: return std::nullopt;
  }
}

/// base^y and its inverse, with their limits.
double exponential(double base, double y) {
  if (std::isinf(y)) return (y > 0) == (base > 1) ? kInfinity : 0;
  return std::pow(base, y);
}
double logarithm(double base, double x) {
  if (x <= 0) return base > 1 ? -kInfinity : kInfinity;
  if (std::isinf(x)) return base > 1 ? kInfinity : -kInfinity;
  return std::log(x) / std::log(base);
}

/// The arguments not below 0 with argument^exponent in the interval.
void add_roots(double exponent, const RealInterval& of, std::vector<RealInterval>& found) {
  if (of.high < 0) return;
  const auto root = [&](double y) {
    if (y <= 0) return exponent > 0 ? 0 : kInfinity;
    return std::isinf(y) ? (exponent > 0 ? kInfinity : 0) : std::pow(y, 1 / exponent);
  };
  const double a = root(of.low), b = root(of.high);
  found.push_back({std::min(a, b), std::max(a, b)});
}

/// Where the curve runs through the interval. Negative bases of powers count where the exponent is whole.
std::vector<RealInterval> arguments_within(const Curve& curve, const RealInterval& of) {
  std::vector<RealInterval> found;
  switch (curve.op) {
    case Op::Exp: {
      if (of.high < 0) return found;
      const double a = logarithm(curve.parameter, of.low), b = logarithm(curve.parameter, of.high);
      return {{std::min(a, b), std::max(a, b)}};
    }
    case Op::Log: {
      const double a = exponential(curve.parameter, of.low), b = exponential(curve.parameter, of.high);
      return {{std::min(a, b), std::max(a, b)}};
    }
    case Op::Cbrt: return {{of.low * of.low * of.low, of.high * of.high * of.high}};
    default: break;
  }
  add_roots(curve.parameter, of, found);
  if (curve.parameter == std::floor(curve.parameter)) {
    const bool even = std::fmod(curve.parameter, 2) == 0;
    std::vector<RealInterval> below;
    add_roots(curve.parameter, even ? of : RealInterval{-of.high, -of.low}, below);
    for (const RealInterval& part : below) found.push_back({-part.high, -part.low});
  }
  return found;
}

double widened(double x, double direction) {
  return std::isinf(x) ? x : x + direction * std::fabs(x) * kRelativeError;
}

/// x · denominator as a tick, rounded to the inside; the ends of int64 stand for "without a limit".
int64_t bound_tick(double x, Wide denominator, bool is_low) {
  const double scaled = x * static_cast<double>(denominator);
  if (scaled >= 0x1p63) return INT64_MAX;
  if (scaled <= -0x1p63) return INT64_MIN;
  return static_cast<int64_t>(is_low ? std::ceil(scaled) : std::floor(scaled));
}

}  // namespace

/// Digits beyond a float's grid, and the last ones of the server's arithmetic, make the result inexact.
bool narrow_curve(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const auto curve = curve_of(*leaf);
  const auto form = curve ? linear_form(curve->argument) : std::nullopt;
  if (!form || form->terms.size() != 1 || form->slack != 0) return false;
  const Grid grid = grid_of_leaf(*leaf);
  const double unit = static_cast<double>(grid.factor) / static_cast<double>(grid.denominator);
  // Where only a proof counts, values between two grid points and arguments beside theirs are let in as well.
  const bool prefer = state.context().prefer;
  const double margin = prefer ? 0 : unit;
  std::vector<TickInterval> intervals;
  for (const TickInterval& part : allowed.intervals()) {
    RealInterval values{part.low == INT64_MIN ? -kInfinity : static_cast<double>(part.low) * unit - margin,
                        part.high == INT64_MAX ? kInfinity : static_cast<double>(part.high) * unit + margin};
    values = {widened(values.low, -1), widened(values.high, 1)};
    for (const RealInterval& x : arguments_within(*curve, values)) {
      int64_t low = bound_tick(widened(x.low, -1), form->denominator, true);
      int64_t high = bound_tick(widened(x.high, 1), form->denominator, false);
      if (!prefer && low > INT64_MIN) --low;
      // The logarithm of 0 is an error.
      if (curve->op == Op::Log) low = std::max<int64_t>(low, prefer ? 1 : 0);
      if (!prefer && high < INT64_MAX) ++high;
      if (low <= high && !(low == high && (low == INT64_MAX || low == INT64_MIN)))
        intervals.push_back({low, high});
    }
  }
  apply_value(state, curve->argument, TickSet::of_intervals(std::move(intervals)), form->denominator);
  return false;
}

}  // namespace datagen::core
