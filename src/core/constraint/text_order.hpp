// src/core/constraint/text_order.hpp -- the strings before or after a given one
#pragma once

#include "core/constraint/automaton.hpp"
#include "core/schema/predicate.hpp"

#include <optional>
#include <string_view>

namespace datagen::core {

/// The strings x with x op `bound`, op being <, <=, > or >=, where characters are compared by their code points: the
/// order of collation C, and of the canonical texts of types whose order is that of their bytes. Exact.
std::optional<Automaton> code_point_order(Op op, std::string_view bound);

/// Strings that lie so under any usual collation: they differ from the bound first at a letter of the bound's own case
/// or at a digit, digits coming before letters. Far from all of them; which ones really qualify is the server's to say.
std::optional<Automaton> alphabetic_order(Op op, std::string_view bound);

}  // namespace datagen::core
