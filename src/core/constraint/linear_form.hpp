// src/core/constraint/linear_form.hpp -- arithmetic expressions as exact sums of factors times leaves
#pragma once

#include "core/schema/predicate.hpp"

#include <optional>
#include <vector>

namespace datagen::core {

struct Relation;
using Wide = __int128;

/// Values that can be compared with each other. Temporal covers date and timestamp, both counted in microseconds.
enum class ValueFamily : uint8_t {
  None,
  Number,
  Temporal,
  TemporalTz,
  TimeOfDay,
  Span,
  MonthSpan,
  Enum,
  Boolean
};

ValueFamily family_of(const Type& type);

/// A column or a function that is no sum, with its factor.
struct LinearTerm {
  ExprPtr leaf;
  Wide factor = 1;
};

/// value = (Σ factor · tick(leaf) + constant) / denominator, the value's unit being 1 for numbers and 1 µs for times.
struct LinearForm {
  std::vector<LinearTerm> terms;  ///< no two with the same leaf, no factor 0
  Wide constant = 0;
  Wide denominator = 1;  ///< positive
  Wide slack = 0;        ///< the true value times denominator differs by at most this much
  ValueFamily family = ValueFamily::None;
  bool days = false;  ///< Temporal: a date; adding a number adds days
  bool real = false;  ///< binary floating point takes part: rounding may differ in the last digit
  bool cancelled =
      false;  ///< difference(): a term on both sides went away; its NULL still makes the result NULL
  bool computed = false;  ///< some arithmetic besides a change of grid took place
};

/// nullopt for texts, lists and numbers too large for 128 bits.
std::optional<LinearForm> linear_form(const ExprPtr& expr);

/// a - b; nullopt when the two cannot be compared.
std::optional<LinearForm> difference(const LinearForm& a, const LinearForm& b);

/// "form op 0" with op Le or Ge: a consequence of a relation with rounding in it.
struct LooseRelation {
  LinearForm form;
  Op op = Op::Le;
};
/// The bounds that "form op 0" implies where functions that round (round, floor, casts to whole numbers or days) or the
/// form's slack keep it from being exact; empty where it is exact or nothing follows.
std::vector<LooseRelation> loose_relations(const LinearForm& form, Op op);
struct LinearRelation;
/// For a whole number of units between two moments: what the moments' difference is a multiple of, as a congruence.
std::optional<LinearRelation> whole_multiple(const LinearForm& form, Op op);

/// Ticks of a leaf per unit, as 1/denominator or times factor: tick·factor/denominator is the leaf's value.
struct Grid {
  Wide factor = 1;
  Wide denominator = 1;
};
Grid grid_of(const Type& type);
/// The grid on which a function leaf (Abs, Mod, Length, …) has whole ticks.
Grid grid_of_leaf(const Expr& leaf);

Wide gcd_of(Wide a, Wide b);  ///< not negative

/// The text of a constant argument, e.g. the field of extract(); empty when it is none.
std::string_view constant_text(const Expr& expr);

}  // namespace datagen::core
