// src/core/search/local_search.hpp -- repairing a row step by step towards fewer and smaller violations
#pragma once

#include "core/search/search_problem.hpp"

namespace datagen::core {

/// After problem.begin(): a random value for every unknown that is neither fixed nor in `nulls`, whatever the conditions
/// say. False when an unknown has no value.
bool draw_all(SearchProblem& problem, const std::vector<char>& nulls, Stream& stream, Arena& arena);

/// Min-conflicts (Minton et al. 1992) with the noise of WalkSAT (Selman, Kautz, Cohen 1994) and branch distances as costs:
/// one unknown of an unmet condition at a time takes the value that costs least. After problem.begin(). True when the
/// problem's row meets all conditions. `nulls`: by unknown, which stay NULL. Adds to `tries`.
bool repair(SearchProblem& problem, PredicateJudge& judge, const std::vector<char>& nulls, Stream& stream,
            Arena& arena, uint64_t budget, uint64_t& tries);

}  // namespace datagen::core
