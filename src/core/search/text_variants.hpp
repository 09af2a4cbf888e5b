// src/core/search/text_variants.hpp -- texts that differ from a given one in a few characters, and texts of few characters
#pragma once

#include "core/random/stream.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace datagen::core {

/// At most so many neighbouring characters are varied at once.
constexpr size_t kMostVaried = 3;

/// Visits variants of `base` in which `width` neighbouring characters (1 to kMostVaried; the most: the last ones alone)
/// are others of their class (digits, lower or upper case ASCII letters), ends first: check digits stand at the end or in a
/// fixed place. Stops when `visit` returns true, and then returns true.
bool visit_variants(std::string_view base, size_t width,
                    const std::function<bool(const std::string&)>& visit);

/// `length` characters of one kind (digits, letters, both, any printable ASCII), often few different ones: conditions ask
/// for "one of each" as well as for "none of those".
std::string scrambled_text(size_t length, Stream& stream);

/// `text` with one change: another character of the same class, another number in the place of one, a field or character more
/// or less at the end.
std::string varied_text(std::string_view text, Stream& stream);

/// `text` with another number in the place of one; as it is where it has none.
std::string renumbered_text(std::string_view text, Stream& stream);

}  // namespace datagen::core
