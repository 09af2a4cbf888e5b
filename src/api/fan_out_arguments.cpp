// src/api/fan_out_arguments.cpp -- reading and checking the distribution of a count
#include "api/fan_out_arguments.hpp"

#include "core/base/error.hpp"

#include <cmath>
#include <cstdlib>

namespace datagen::api {

void FanOutArguments::refuse(const std::string& what) const {
  throw core::Error(core::ErrorCode::InvalidParameter,
                    what + " in the count of relation \"" + relation_ + "\"");
}

bool FanOutArguments::take(const std::string& key, const std::string& value) {
  if (key == "distribution") {
    law_ = core::fan_out_law(value);
    if (!law_)
      throw core::Error(
          core::ErrorCode::InvalidParameter,
          "unrecognized distribution \"" + value + "\" in the count of relation \"" + relation_ + "\"", "",
          "Valid values are \"fixed\", \"uniform\", \"poisson\", \"negative_binomial\" and \"zipf\".");
    return true;
  }
  std::optional<double>* place = key == "dispersion"  ? &dispersion_
                                 : key == "exponent"  ? &exponent_
                                 : key == "childless" ? &childless_
                                                      : nullptr;
  if (!place) return false;
  char* end = nullptr;
  *place = std::strtod(value.c_str(), &end);
  if (end == value.c_str() || *end != '\0') refuse("\"" + key + "\" must be a number");
  return true;
}

std::optional<core::FanOutShape> FanOutArguments::shape(std::optional<double> mean, double low,
                                                        double high) const {
  if (!law_) {
    if (dispersion_ || exponent_ || childless_) refuse("\"distribution\" is missing");
    return std::nullopt;
  }
  core::FanOutShape shape;
  shape.law = *law_;
  shape.mean = mean;
  shape.dispersion = dispersion_.value_or(1);
  shape.exponent = exponent_.value_or(1);
  shape.childless = childless_.value_or(0);
  for (double bound : {low, high})
    if (bound >= 0 && bound != std::floor(bound)) refuse("\"min\" and \"max\" must be whole numbers");
  if (low >= 0) shape.least = static_cast<uint64_t>(low);
  if (high >= 0) shape.most = static_cast<uint64_t>(high);
  if (!mean && shape.law != core::FanOutLaw::Uniform) refuse("\"mean\" is missing");
  // Under Zipf's law the mean tells the number of rows, and the rows their parents' shares.
  if (shape.law == core::FanOutLaw::Zipf) shape.mean.reset();
  core::check_fan_out(shape);
  return shape;
}

}  // namespace datagen::api
