// src/core/constraint/choices.hpp -- expressions that choose a value: CASE, COALESCE, GREATEST, counts of NULLs
#pragma once

#include "core/constraint/conjuncts.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace datagen::core {

/// A condition under which an arm is taken.
struct Guard {
  ExprPtr expr;
  Outcomes outcomes = kTrue;
  bool null_of = false;  ///< the guard is "expr IS NULL" (kTrue) or "expr IS NOT NULL" (kFalse)
};

/// One value that a choosing expression may have.
struct ChoiceArm {
  std::vector<Guard> guards;
  ExprPtr value;
};

/// The innermost-first choosing node below `expr` (or `expr` itself), null when there is none.
const Expr* find_choice(const Expr& expr);

/// The arms of `choice`. They exclude each other and cover all rows.
std::vector<ChoiceArm> arms_of(const Expr& choice);

/// More arms than this are left to the server.
constexpr size_t kMostArms = 512;

/// The arms of num_nulls() or num_nonnulls() whose count, a constant, is `allowed`; not known when there are too many.
struct CountArms {
  bool known = false;
  std::vector<ChoiceArm> arms;
};
CountArms arms_of_count(const Expr& choice, const std::function<bool(const ExprPtr&)>& allowed);

/// The outcome of an expression without columns; nullopt when it has some or cannot be computed.
std::optional<Outcomes> constant_outcome(const Expr& expr);

}  // namespace datagen::core
