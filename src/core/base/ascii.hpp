// src/core/base/ascii.hpp -- letters of ASCII, whatever the locale
#pragma once

#include <string>
#include <string_view>

namespace datagen::core {

/// In small letters; other characters than A to Z stay.
inline std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

/// Without the blanks at the end that bpchar pads its values with.
inline std::string_view unpadded(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace datagen::core
