// src/core/constraint/text_functions.hpp -- PostgreSQL's functions of text, computed on code points
#pragma once

#include "core/schema/predicate.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace datagen::core {

/// An argument or result: a text in UTF-8, or a whole number.
using TextOrNumber = std::variant<std::string, int64_t>;

/// The value of a text function for non-NULL arguments, as PostgreSQL 15 computes it. Nothing where only the server
/// knows: letters beyond ASCII whose case is the collation's, ill-formed texts, results longer than a megabyte,
/// functions that are none of these.
std::optional<TextOrNumber> text_function(Op op, const std::vector<TextOrNumber>& arguments);

}  // namespace datagen::core
