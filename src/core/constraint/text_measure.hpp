// src/core/constraint/text_measure.hpp -- languages of texts by their length and by how often characters occur
#pragma once

#include "core/constraint/automaton.hpp"
#include "core/constraint/tick_set.hpp"

#include <optional>

namespace datagen::core {

/// Texts whose number of characters is allowed; nothing for sets of too many intervals.
std::optional<Automaton> texts_of_length(TickSet allowed);
/// Texts in which members of `counted` occur an allowed number of times.
std::optional<Automaton> texts_with_count(TickSet allowed, const CodeSet& counted);

}  // namespace datagen::core
