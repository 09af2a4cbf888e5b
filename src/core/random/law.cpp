// src/core/random/law.cpp -- checks of parameters, and clamping
#include "core/random/law.hpp"

#include "core/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace datagen::core {
namespace {

std::string printed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

class ClampedReal : public RealLaw {
 public:
  ClampedReal(RealLawPtr law, const LawLimits& limits) : law_(std::move(law)), limits_(limits) {}
  double draw(Stream& stream) const override {
    return std::min(std::max(law_->draw(stream), limits_.low), limits_.high);
  }

 private:
  RealLawPtr law_;
  LawLimits limits_;
};

class ClampedCount : public CountLaw {
 public:
  ClampedCount(CountLawPtr law, const LawLimits& limits) : law_(std::move(law)), limits_(limits) {}
  int64_t draw(Stream& stream) const override {
    const auto value = static_cast<double>(law_->draw(stream));
    return static_cast<int64_t>(std::min(std::max(value, limits_.low), limits_.high));
  }

 private:
  CountLawPtr law_;
  LawLimits limits_;
};

}  // namespace

void require_parameter(bool met, const char* name, const char* condition, double value) {
  if (met && std::isfinite(value)) return;
  throw Error(ErrorCode::InvalidParameter,
              std::string("argument \"") + name + "\" must be " + condition + ", not " + printed(value));
}

void check_limits(const LawLimits& limits) {
  for (const auto& [value, name] : {std::pair{limits.low, "min"}, std::pair{limits.high, "max"}})
    if (std::isnan(value))
      throw Error(ErrorCode::InvalidParameter, std::string("argument \"") + name + "\" must be a number");
  if (limits.low > limits.high)
    throw Error(ErrorCode::InvalidParameter, "argument \"min\" is greater than argument \"max\"",
                "min is " + printed(limits.low) + ", max is " + printed(limits.high) + ".");
}

void throw_no_probability(const LawLimits& limits) {
  throw Error(ErrorCode::InvalidParameter, "the distribution has no probability between \"min\" and \"max\"",
              "min is " + printed(limits.low) + ", max is " + printed(limits.high) + ".",
              "Widen the limits, or let bounds => 'clamp' move values to them.");
}

RealLawPtr clamped_law(RealLawPtr law, const LawLimits& limits) {
  return std::make_unique<ClampedReal>(std::move(law), limits);
}

CountLawPtr clamped_law(CountLawPtr law, const LawLimits& limits) {
  return std::make_unique<ClampedCount>(std::move(law), limits);
}

}  // namespace datagen::core
