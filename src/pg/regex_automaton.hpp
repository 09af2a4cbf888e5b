// src/pg/regex_automaton.hpp -- what a regular expression of the server accepts, as the core's automaton
#pragma once

#include "core/constraint/automaton.hpp"

#include <cstdint>
#include <string_view>

namespace datagen::pg {

/// The automaton of `x ~ pattern` (`x ~* pattern` when case_insensitive) over whole strings, read from the
/// server's own compiled expression, so the dialect is the server's. `pattern` is UTF-8 without NUL,
/// `collation` the operator's input collation. `exact` is false with look-around and back references: the
/// automaton then accepts more than the expression.
///
/// In databases whose encoding is not UTF8 only ASCII characters are spoken about (Automaton::alphabet); with
/// locale-dependent classes (\w, [[:alpha:]]) only the Basic Multilingual Plane and what the pattern names
/// beyond it.
///
/// Throws PgError: 2201B for an invalid pattern, 42P22 for an undetermined collation, conversion errors.
core::Automaton export_regex(std::string_view pattern, bool case_insensitive, uint32_t collation);

}  // namespace datagen::pg
