// src/api/fan_out_arguments.hpp -- the distribution in a count: {"per": "orders", "distribution": "poisson", "mean": 3}
#pragma once

#include "core/plan/fan_out.hpp"

#include <optional>
#include <string>

namespace datagen::api {

/// Gathers the keys of one count that describe a distribution.
class FanOutArguments {
 public:
  explicit FanOutArguments(std::string relation) : relation_(std::move(relation)) {}

  /// True when the key is one of "distribution", "dispersion", "exponent", "childless". Throws Error(InvalidParameter) for
  /// a value that is none.
  bool take(const std::string& key, const std::string& value);

  /// Nullopt without a "distribution". `low` and `high` below 0 are not given.
  std::optional<core::FanOutShape> shape(std::optional<double> mean, double low, double high) const;

 private:
  [[noreturn]] void refuse(const std::string& what) const;

  std::string relation_;
  std::optional<core::FanOutLaw> law_;
  std::optional<double> dispersion_;
  std::optional<double> exponent_;
  std::optional<double> childless_;
};

}  // namespace datagen::api
