// src/core/constraint/conjuncts.hpp -- obligations as trees of literals: negations pushed inwards, choices spelled out
#pragma once

#include "core/schema/predicate.hpp"

#include <vector>

namespace datagen::core {

struct Relation;

/// Which results of a boolean expression are welcome: a set of true, false and NULL.
using Outcomes = uint8_t;
constexpr Outcomes kTrue = 1;
constexpr Outcomes kFalse = 2;
constexpr Outcomes kNull = 4;
constexpr Outcomes kAnyOutcome = 7;

/// A condition in negation normal form. A literal is a comparison (wanted kTrue, or kTrue|kNull), a null test of a
/// column or part (kTrue), a boolean column, or an expression that only its own rule or the server understands.
struct Formula {
  enum class Kind : uint8_t { Literal, All, Any };

  Kind kind = Kind::All;
  std::vector<Formula> parts;  ///< All, Any
  ExprPtr expr;                ///< Literal
  Outcomes outcomes = kTrue;   ///< Literal

  static Formula yes() { return {}; }
  static Formula no() { return {Kind::Any, {}, nullptr, kTrue}; }
  static Formula literal(ExprPtr expr, Outcomes outcomes) {
    return {Kind::Literal, {}, std::move(expr), outcomes};
  }
  bool is_yes() const { return kind == Kind::All && parts.empty(); }
  bool is_no() const { return kind == Kind::Any && parts.empty(); }
};

/// "The result of `expr` is one of `wanted`." Equivalent to it under SQL's three-valued logic. CASE, COALESCE, GREATEST,
/// num_nulls and sums of boolean casts become alternatives as long as there are not too many.
/// With `hints`, a condition that has one is narrowed by it besides: sufficient, no longer equivalent.
Formula normalise(const ExprPtr& expr, Outcomes wanted, const Relation& relation, bool hints = false);

/// "The scalar `expr` is NULL", or that it is not.
Formula null_test(const ExprPtr& expr, bool is_null, const Relation& relation);

/// Flattens nested trees of the same kind and removes what is trivially true or false.
Formula all_of(std::vector<Formula> parts);
Formula any_of(std::vector<Formula> parts);

/// The comparison that is true where `op` is false; Op::Opaque when there is none.
Op inverse_of(Op op);
/// The comparison with its arguments swapped.
Op mirror_of(Op op);
/// NULL exactly when an argument is NULL.
bool is_strict(Op op);

}  // namespace datagen::core
