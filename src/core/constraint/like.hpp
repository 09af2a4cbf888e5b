// src/core/constraint/like.hpp -- LIKE and letter case on single strings
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace datagen::core {

/// LIKE with the default escape character, on UTF-8; nullopt for a pattern that ends with it and, when ignoring case,
/// for letters beyond ASCII.
std::optional<bool> matches_like(std::string_view text, std::string_view pattern, bool ignore_case);

/// `text` in upper or lower case; *plain becomes false when there are characters beyond ASCII, whose case is unknown.
std::string ascii_case(std::string text, bool upper, bool* plain);

}  // namespace datagen::core
