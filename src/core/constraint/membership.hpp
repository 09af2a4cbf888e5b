// src/core/constraint/membership.hpp -- whether a given value lies in a domain
#pragma once

#include "core/constraint/domain.hpp"

namespace datagen::core {

/// Whether `domain` admits `value` (NULL included). Where the domain cannot tell, as for nested values, it says yes:
/// the server's own check still follows.
bool admits(const Domain& domain, const Value& value);

/// What is known of a text, once its language is compiled.
bool admits_text(const TextSet& set, std::string_view text);

/// Characters of a UTF-8 text.
int64_t character_count(std::string_view text);

}  // namespace datagen::core
