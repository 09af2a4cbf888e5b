// src/core/constraint/text_canonical.hpp -- texts that a function leaves as they are
#pragma once

#include "core/constraint/narrowing.hpp"

#include <optional>

namespace datagen::core {

/// f(x) = x: lower, upper, the trims, initcap, replace, translate, regexp_replace, reverse, padding and cutting. Nothing
/// when `function` is no function of `whole`.
std::optional<bool> narrow_canonical(BranchState& state, const Expr& function, const ExprPtr& whole);

}  // namespace datagen::core
