// src/core/search/text_variants.hpp -- texts that differ from a given one in a few characters of the same kind
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace datagen::core {

/// Visits variants of `base` in which one character, two neighbours or the last three are others of their class (digits,
/// lower or upper case ASCII letters), ends first: check digits stand at the end or in a fixed place. Stops when `visit`
/// returns true, and then returns true.
bool visit_variants(std::string_view base, const std::function<bool(const std::string&)>& visit);

}  // namespace datagen::core
