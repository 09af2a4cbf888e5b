// src/core/realistic/details.hpp -- what values of a class look like where a column's name says more than the class
#pragma once

#include "core/realistic/realm.hpp"

#include <string>
#include <string_view>

namespace datagen::core {

/// A form of texts: alternatives, the repeated ones being more frequent, in which the signs of template_digits() are
/// expanded; one in double braces calls a realistic generator.
struct TextDetail {
  const char* name;
  const char* forms;  ///< separated by |
};

/// How numbers of a kind are spread.
struct NumberDetail {
  const char* name;
  enum class Law : uint8_t { Normal, LogNormal, Even } law;
  double centre;  ///< the mean, or the median of LogNormal
  double spread;  ///< standard deviation, of the logarithm for LogNormal
  double low, high;
  double step;  ///< of the values, where the type has it
};

/// nullptr when there is none of this name.
const TextDetail* find_text_detail(std::string_view name);
const NumberDetail* find_number_detail(std::string_view name);

/// Appends a text of the detail. Alternatives that are too long for `draw` are passed over; where there is room for one
/// letter only, words give their first one in upper case. Appends nothing when none fits.
void append_detailed(std::string_view forms, const Draw& draw, std::string& out);
double draw_detailed(const NumberDetail& detail, Stream& stream);

/// The texts `prefix` and a number of `digits` digits or more: for codes that tell things apart. The index-th of them
/// counts up from 10^(digits - 1).
std::string numbered_code(std::string_view prefix, int digits, uint64_t index);

}  // namespace datagen::core
