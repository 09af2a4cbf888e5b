// src/core/constraint/numerals.hpp -- integers and the decimal texts they are written as
#pragma once

#include "core/constraint/automaton.hpp"
#include "core/constraint/tick_set.hpp"

#include <optional>

namespace datagen::core {

/// The integers of `allowed` as the server writes them: no leading zeros, a minus sign where needed. Only the first
/// intervals of a set with very many; strides and single exclusions are not looked at, so `exact` is then false.
Automaton decimal_numerals(const TickSet& allowed);

/// The integers whose texts are in the language. `*complete` tells whether these are all of them; nothing when the
/// automaton is too large.
std::optional<TickSet> numeral_ticks(const Automaton& texts, bool* complete);

}  // namespace datagen::core
