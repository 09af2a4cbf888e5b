// src/core/search/solution_walk.hpp -- from one solution to others near it, so that what was found once does not serve every row
#pragma once

#include "core/search/search_problem.hpp"

namespace datagen::core {

/// After the problem's row meets all conditions: changes the `movable` unknowns (by unknown) a little, again and again, and
/// keeps each change with which the conditions still hold. A random walk among the solutions, as MCMC samplers take it
/// (Gomes, Sabharwal, Selman 2006), so the row ends at one of many where they lie close together. Adds to `tries`.
void walk_on(SearchProblem& problem, PredicateJudge& judge, const std::vector<char>& movable, Stream& stream,
             Arena& arena, uint64_t& tries);

}  // namespace datagen::core
