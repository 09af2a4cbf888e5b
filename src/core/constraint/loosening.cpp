// src/core/constraint/loosening.cpp -- what rounded arithmetic over several columns implies: bounds and congruences
#include "core/constraint/linear_form.hpp"
#include "core/constraint/narrowing.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

Wide magnitude(Wide value) { return value < 0 ? -value : value; }

/// A function that differs from its argument by at most one unit of its own grid.
bool rounds(const Expr& leaf) {
  switch (leaf.op) {
    case Op::Floor:
    case Op::Ceil:
    case Op::Round:
    case Op::Trunc: return true;
    case Op::Cast:
      return leaf.type &&
             (leaf.type->type_class == TypeClass::Date || leaf.type->type_class == TypeClass::Integer ||
              leaf.type->type_class == TypeClass::Numeric);
    default: return false;
  }
}

/// The form with its rounding leaves replaced by what they round, the slack covering the difference; nullopt when there
/// is none, or one whose argument is not linear.
std::optional<LinearForm> loosened(const LinearForm& form) {
  LinearForm result = form;
  result.terms.clear();
  bool any = false;
  for (const LinearTerm& term : form.terms) {
    const auto inner = rounds(*term.leaf) ? linear_form(term.leaf->args[0]) : std::nullopt;
    if (!inner) {
      result.terms.push_back(term);
      continue;
    }
    // term.factor / denominator is one tick of the leaf; its value is ticks · grid.factor / grid.denominator.
    const Grid grid = term.leaf->op == Op::Cast ? grid_of(*term.leaf->type) : grid_of_leaf(*term.leaf);
    const bool kept = inner->terms.size() <= 4 && magnitude(term.factor) <= (Wide{1} << 50) &&
                      inner->denominator <= (Wide{1} << 40) && grid.denominator <= (Wide{1} << 40);
    const Wide scale_up = term.factor * grid.denominator;
    const Wide scale_down = grid.factor * inner->denominator;
    if (!kept || scale_up % grid.factor != 0) return std::nullopt;
    // Everything is multiplied by the inner denominator, so that the factors stay whole.
    const Wide raise = scale_up % scale_down == 0 ? 1 : inner->denominator;
    if (raise > 1) {
      for (LinearTerm& earlier : result.terms) earlier.factor *= raise;
      result.constant *= raise;
      result.slack *= raise;
      result.denominator *= raise;
    }
    const Wide factor = scale_up * raise / scale_down;
    for (const LinearTerm& part : inner->terms) result.terms.push_back({part.leaf, part.factor * factor});
    result.constant += inner->constant * factor;
    result.slack += inner->slack * magnitude(factor) + magnitude(term.factor) * raise;
    if (raise > 1 && &term != &form.terms.back()) {
      // Terms that follow are on the old denominator: start over with this one last.
      LinearForm turned = form;
      std::rotate(turned.terms.begin(), turned.terms.begin() + (&term - form.terms.data()) + 1,
                  turned.terms.end());
      if (std::count_if(form.terms.begin(), form.terms.end(),
                        [](const LinearTerm& t) { return rounds(*t.leaf); }) > 1)
        return std::nullopt;
      return loosened(turned);
    }
    any = true;
  }
  return any ? std::optional(std::move(result)) : std::nullopt;
}

bool is_moment(const Expr& leaf) {
  return leaf.op == Op::Column && leaf.type &&
         (leaf.type->type_class == TypeClass::Timestamp || leaf.type->type_class == TypeClass::TimestampTz ||
          leaf.type->type_class == TypeClass::Time);
}

}  // namespace

std::vector<LooseRelation> loose_relations(const LinearForm& exact, Op op) {
  const auto form = loosened(exact);
  const LinearForm& rough = form ? *form : exact;
  if (rough.slack == 0 || rough.terms.size() < 2) return {};
  std::vector<LooseRelation> relations;
  const auto add = [&](Op side) {
    LinearForm bound = rough;
    bound.constant += side == Op::Le ? -rough.slack : rough.slack;
    bound.slack = 0;
    relations.push_back({std::move(bound), side});
  };
  if (op == Op::Eq || op == Op::Le || op == Op::Lt) add(Op::Le);
  if (op == Op::Eq || op == Op::Ge || op == Op::Gt) add(Op::Ge);
  return relations;
}

std::optional<LinearRelation> whole_multiple(const LinearForm& form, Op op) {
  if (op != Op::Eq || form.terms.size() != 3) return std::nullopt;
  const auto count = std::find_if(form.terms.begin(), form.terms.end(), [](const LinearTerm& term) {
    return term.leaf->op == Op::Column && term.leaf->type &&
           term.leaf->type->type_class == TypeClass::Integer;
  });
  if (count == form.terms.end()) return std::nullopt;
  LinearRelation relation;
  Wide unit = 0;
  for (const LinearTerm& term : form.terms) {
    if (&term == &*count) continue;
    if (!is_moment(*term.leaf)) return std::nullopt;
    if (unit == 0) unit = magnitude(term.factor);
    if (magnitude(term.factor) != unit) return std::nullopt;
    relation.terms.emplace_back(term.leaf->column, term.factor > 0 ? 1 : -1);
  }
  if (unit == 0) return std::nullopt;
  const Wide modulus = magnitude(count->factor) / unit;
  if (magnitude(count->factor) % unit != 0 || form.constant % unit != 0 || modulus < 2 ||
      modulus > INT64_MAX / 4 || form.slack > magnitude(count->factor) / 2)
    return std::nullopt;
  relation.op = Op::Eq;
  relation.modulus = static_cast<int64_t>(modulus);
  relation.bound = static_cast<int64_t>(-form.constant / unit % modulus);
  return relation;
}

}  // namespace datagen::core
