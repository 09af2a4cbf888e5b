// src/core/constraint/conjuncts.cpp -- obligations as trees of literals: negations pushed inwards, choices spelled out
#include "core/constraint/conjuncts.hpp"

#include "core/constraint/choices.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/schema/relation.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

Formula joined(Formula::Kind kind, std::vector<Formula> parts) {
  const Formula::Kind other = kind == Formula::Kind::All ? Formula::Kind::Any : Formula::Kind::All;
  std::vector<Formula> kept;
  for (Formula& part : parts) {
    if (part.kind == other && part.parts.empty()) return std::move(part);
    if (part.kind == kind) {
      for (Formula& inner : part.parts) kept.push_back(std::move(inner));
    } else {
      kept.push_back(std::move(part));
    }
  }
  if (kept.size() == 1) return std::move(kept[0]);
  Formula result;
  result.kind = kind;
  result.parts = std::move(kept);
  return result;
}

}  // namespace

Formula all_of(std::vector<Formula> parts) { return joined(Formula::Kind::All, std::move(parts)); }
Formula any_of(std::vector<Formula> parts) { return joined(Formula::Kind::Any, std::move(parts)); }

Op inverse_of(Op op) {
  switch (op) {
    case Op::Eq: return Op::Ne;
    case Op::Ne: return Op::Eq;
    case Op::Lt: return Op::Ge;
    case Op::Le: return Op::Gt;
    case Op::Gt: return Op::Le;
    case Op::Ge: return Op::Lt;
    case Op::In: return Op::NotIn;
    case Op::NotIn: return Op::In;
    case Op::Like: return Op::NotLike;
    case Op::NotLike: return Op::Like;
    case Op::ILike: return Op::NotILike;
    case Op::NotILike: return Op::ILike;
    case Op::Regex: return Op::NotRegex;
    case Op::NotRegex: return Op::Regex;
    case Op::RegexI: return Op::NotRegexI;
    case Op::NotRegexI: return Op::RegexI;
    default: return Op::Opaque;
  }
}

Op mirror_of(Op op) {
  switch (op) {
    case Op::Lt: return Op::Gt;
    case Op::Le: return Op::Ge;
    case Op::Gt: return Op::Lt;
    case Op::Ge: return Op::Le;
    default: return op;
  }
}

bool is_strict(Op op) {
  switch (op) {
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
    case Op::In:
    case Op::NotIn:
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Div:
    case Op::Mod:
    case Op::Neg:
    case Op::Abs:
    case Op::Length:
    case Op::OctetLength:
    case Op::Lower:
    case Op::Upper:
    case Op::Trim:
    case Op::LTrim:
    case Op::RTrim:
    case Op::Reverse:
    case Op::Initcap:
    case Op::Replace:
    case Op::Translate:
    case Op::RegexpReplace:
    case Op::SplitPart:
    case Op::Position:
    case Op::Ascii:
    case Op::LPad:
    case Op::RPad:
    case Op::Floor:
    case Op::Ceil:
    case Op::Round:
    case Op::Trunc:
    case Op::Sqrt:
    case Op::Cbrt:
    case Op::Exp:
    case Op::Ln:
    case Op::Log:
    case Op::Power:
    case Op::BitAnd:
    case Op::BitOr:
    case Op::BitXor:
    case Op::ShiftRight:
    case Op::SubnetOf:
    case Op::Family:
    case Op::MaskLength:
    case Op::Concat:
    case Op::Left:
    case Op::Right:
    case Op::Substr:
    case Op::StartsWith:
    case Op::Like:
    case Op::NotLike:
    case Op::ILike:
    case Op::NotILike:
    case Op::Regex:
    case Op::NotRegex:
    case Op::RegexI:
    case Op::NotRegexI:
    case Op::Cast:
    case Op::Extract:
    case Op::DateTrunc:
    case Op::DateBin:
    case Op::Cardinality:
    case Op::ContainedBy:
    case Op::Contains:
    case Op::RangeIsEmpty:
    case Op::RangeLowerInc:
    case Op::RangeUpperInc:
    case Op::JsonTypeof:
    case Op::JsonHasKey: return true;
    default: return false;
  }
}

namespace {

/// Evaluation may end in an error instead of a value: reading a text as a number or a date, a division.
bool may_raise(const Expr& expr) {
  if (expr.op == Op::Cast && expr.args[0]->type && expr.type &&
      expr.args[0]->type->type_class == TypeClass::Text && expr.type->type_class != TypeClass::Text)
    return true;
  if ((expr.op == Op::Div || expr.op == Op::Mod) && expr.args[1]->op != Op::Constant) return true;
  return std::any_of(expr.args.begin(), expr.args.end(), [](const ExprPtr& arg) { return may_raise(*arg); });
}

/// A list over several columns with more members than this stays one condition.
constexpr size_t kMostArms = 16;

/// Walks one condition. The budget bounds the literals that spelling out choices may make.
class Normaliser {
 public:
  Normaliser(const Relation& relation, bool hints) : relation_(relation), hints_(hints) {}

  Formula condition(const ExprPtr& expr, Outcomes wanted);
  Formula nullness(const ExprPtr& expr, bool is_null);

 private:
  Formula logic(const ExprPtr& expr, Outcomes wanted, bool conjunction);
  Formula tested(const ExprPtr& expr, Outcomes wanted);
  Formula equivalence(const ExprPtr& expr, Outcomes wanted);
  Formula list(const ExprPtr& expr, Outcomes wanted);
  Formula strict(const ExprPtr& expr, Outcomes wanted);
  Formula leaf(const ExprPtr& expr, Outcomes wanted);
  Formula spelled_out(const Expr* choice, const ExprPtr& expr, Outcomes wanted);

  const Relation& relation_;
  const bool hints_;
  int budget_ = 4096;
};

Outcomes swapped(Outcomes wanted) {
  return static_cast<Outcomes>((wanted & kNull) | ((wanted & kTrue) ? kFalse : 0) |
                               ((wanted & kFalse) ? kTrue : 0));
}

/// AND (conjunction) or OR: the outcome that decides alone is false, or true.
Formula Normaliser::logic(const ExprPtr& expr, Outcomes wanted, bool conjunction) {
  const Outcomes deciding = conjunction ? kFalse : kTrue;
  const Outcomes neutral = conjunction ? kTrue : kFalse;
  const auto each = [&](Outcomes outcomes) {
    std::vector<Formula> parts;
    for (const ExprPtr& arg : expr->args) parts.push_back(condition(arg, outcomes));
    return parts;
  };
  const bool with_deciding = (wanted & deciding) != 0, with_neutral = (wanted & neutral) != 0,
             with_null = (wanted & kNull) != 0;
  if (with_neutral && !with_deciding) return all_of(each(with_null ? neutral | kNull : neutral));
  if (with_deciding && !with_neutral) return any_of(each(with_null ? deciding | kNull : deciding));
  if (with_null) return all_of({all_of(each(neutral | kNull)), any_of(each(kNull))});
  return any_of({all_of(each(neutral)), any_of(each(deciding))});
}

/// IS TRUE and the like, which are never NULL.
Formula Normaliser::tested(const ExprPtr& expr, Outcomes wanted) {
  Outcomes when_true = kTrue;
  if (expr->op == Op::IsFalse) when_true = kFalse;
  if (expr->op == Op::IsNotTrue) when_true = kFalse | kNull;
  if (expr->op == Op::IsNotFalse) when_true = kTrue | kNull;
  Outcomes inner = 0;
  if (wanted & kTrue) inner |= when_true;
  if (wanted & kFalse) inner |= kAnyOutcome ^ when_true;
  return condition(expr->args[0], inner);
}

/// Equality of two conditions.
Formula Normaliser::equivalence(const ExprPtr& expr, Outcomes wanted) {
  const ExprPtr &a = expr->args[0], &b = expr->args[1];
  const bool equal = expr->op == Op::Eq || expr->op == Op::NotDistinct;
  const bool null_safe = expr->op == Op::Distinct || expr->op == Op::NotDistinct;
  std::vector<Formula> arms;
  const Outcomes values[] = {kTrue, kFalse, kNull};
  for (Outcomes x : values)
    for (Outcomes y : values) {
      Outcomes result;
      if (!null_safe && (x == kNull || y == kNull)) {
        result = kNull;
      } else {
        result = (x == y) == equal ? kTrue : kFalse;
      }
      if (wanted & result) arms.push_back(all_of({condition(a, x), condition(b, y)}));
    }
  return any_of(std::move(arms));
}

/// IN and NOT IN; NULL among the constants makes a miss NULL.
Formula Normaliser::list(const ExprPtr& expr, Outcomes wanted) {
  std::vector<ExprPtr> kept{expr->args[0]};
  for (size_t i = 1; i < expr->args.size(); ++i)
    if (expr->args[i]->op != Op::Constant || !expr->args[i]->constant.is_null())
      kept.push_back(expr->args[i]);
  if (kept.size() == expr->args.size()) {
    if (expr->op != Op::In || !(wanted & kTrue) || (wanted & kFalse) || kept.size() > kMostArms + 1 ||
        columns_of(*kept[0]).size() < 2 || !linear_form(kept[0]))
      return strict(expr, wanted);
    // What ties columns together is told by one equality, not by a list.
    std::vector<Formula> arms;
    for (size_t i = 1; i < kept.size(); ++i)
      arms.push_back(condition(make_expr(Op::Eq, {kept[0], kept[i]}, expr->type, "="), wanted));
    return any_of(std::move(arms));
  }
  const Outcomes hit = expr->op == Op::In ? kTrue : kFalse;
  const bool with_hit = (wanted & hit) != 0, with_null = (wanted & kNull) != 0;
  if (with_hit && with_null) return Formula::yes();
  if (!with_hit && !with_null) return Formula::no();
  const ExprPtr in = make_expr(Op::In, kept, expr->type, expr->symbol);
  return condition(in, with_hit ? kTrue : kFalse | kNull);
}

/// A comparison that is NULL exactly when an argument is: what remains is "true" or "true or NULL".
Formula Normaliser::strict(const ExprPtr& expr, Outcomes wanted) {
  for (const ExprPtr& arg : expr->args)
    if (arg->op == Op::Constant && arg->constant.is_null())
      return wanted & kNull ? Formula::yes() : Formula::no();
  if ((wanted == kNull || wanted == (kTrue | kFalse)) && !may_raise(*expr)) {
    std::vector<Formula> parts;
    for (const ExprPtr& arg : expr->args) parts.push_back(nullness(arg, wanted == kNull));
    return wanted == kNull ? any_of(std::move(parts)) : all_of(std::move(parts));
  }
  if ((wanted & kFalse) && inverse_of(expr->op) != Op::Opaque) {
    return leaf(with_op(*expr, inverse_of(expr->op)), (wanted & kNull) | kTrue);
  }
  return leaf(expr, wanted);
}

Formula Normaliser::leaf(const ExprPtr& expr, Outcomes wanted) {
  if (const Expr* choice = find_choice(*expr); choice && budget_ > 0) {
    // A failed attempt leaves the literal as it was: the server decides it.
    Formula formula = spelled_out(choice, expr, wanted);
    if (budget_ > 0) return formula;
  }
  if (const std::optional<Outcomes> known = constant_outcome(*expr))
    return (*known & wanted) ? Formula::yes() : Formula::no();
  --budget_;
  if (hints_ && expr->hint && (wanted & kTrue) && !(wanted & kFalse))
    return all_of({condition(expr->hint, kTrue), Formula::literal(expr, wanted)});
  return Formula::literal(expr, wanted);
}

/// The arm's value, which the server computes by the whole choice where it has no expression for the arm alone.
ExprPtr computed_as(const ExprPtr& value, const Expr& choice) {
  if (value->handle >= 0 || choice.handle < 0 || value->op == Op::Column || value->op == Op::Constant)
    return value;
  auto copy = std::make_shared<Expr>(*value);
  copy->handle = choice.handle;
  return copy;
}

Formula Normaliser::spelled_out(const Expr* choice, const ExprPtr& expr, Outcomes wanted) {
  std::vector<ChoiceArm> chosen;
  if (choice->op == Op::NumNulls || choice->op == Op::NumNonNulls) {
    // Counts that cannot meet the condition need no arms.
    CountArms counts = arms_of_count(*choice, [&](const ExprPtr& count) {
      return !condition(replace_expr(expr, choice, count), wanted).is_no();
    });
    if (!counts.known) budget_ = 0;
    chosen = std::move(counts.arms);
  } else {
    chosen = arms_of(*choice);
  }
  std::vector<Formula> arms;
  for (const ChoiceArm& arm : chosen) {
    if (budget_ <= 0) break;
    std::vector<Formula> parts;
    for (const Guard& guard : arm.guards)
      parts.push_back(guard.null_of ? nullness(guard.expr, (guard.outcomes & kTrue) != 0)
                                    : condition(guard.expr, guard.outcomes));
    Formula guards = all_of(std::move(parts));
    if (guards.is_no()) continue;
    // The guards see to it that the choice has this arm's value.
    const ExprPtr value = replace_expr(expr, choice, computed_as(arm.value, *choice), true);
    arms.push_back(all_of({std::move(guards), condition(value, wanted)}));
  }
  return any_of(std::move(arms));
}

Formula Normaliser::condition(const ExprPtr& expr, Outcomes wanted) {
  if (wanted == 0) return Formula::no();
  if (wanted == kAnyOutcome) return Formula::yes();
  switch (expr->op) {
    case Op::And: return logic(expr, wanted, true);
    case Op::Or: return logic(expr, wanted, false);
    case Op::Not: return condition(expr->args[0], swapped(wanted));
    case Op::IsTrue:
    case Op::IsFalse:
    case Op::IsNotTrue:
    case Op::IsNotFalse: return tested(expr, wanted);
    case Op::IsNull:
    case Op::IsNotNull: {
      if ((wanted & (kTrue | kFalse)) == 0) return Formula::no();
      if ((wanted & kTrue) && (wanted & kFalse)) return Formula::yes();
      return nullness(expr->args[0], (expr->op == Op::IsNull) == ((wanted & kTrue) != 0));
    }
    case Op::Constant: {
      const Outcomes value = expr->constant.is_null() ? kNull : expr->constant.tick != 0 ? kTrue : kFalse;
      return (wanted & value) ? Formula::yes() : Formula::no();
    }
    case Op::Column:
      if (expr->column >= 0 && !relation_.nullable(expr->column)) {
        wanted &= kTrue | kFalse;
        if (wanted == 0) return Formula::no();
        if (wanted == (kTrue | kFalse)) return Formula::yes();
      }
      return Formula::literal(expr, wanted);
    case Op::Case:
    case Op::Coalesce: {
      if (budget_ > 0) {
        Formula formula = spelled_out(expr.get(), expr, wanted);
        if (budget_ > 0) return formula;
      }
      return Formula::literal(expr, wanted);
    }
    case Op::In:
    case Op::NotIn: return list(expr, wanted);
    case Op::Distinct:
    case Op::NotDistinct: {
      if (is_boolean(*expr->args[0]) && is_boolean(*expr->args[1])) return equivalence(expr, wanted);
      // Never NULL.
      if ((wanted & (kTrue | kFalse)) == (kTrue | kFalse)) return Formula::yes();
      if ((wanted & (kTrue | kFalse)) == 0) return Formula::no();
      const bool distinct = (expr->op == Op::Distinct) == ((wanted & kTrue) != 0);
      const ExprPtr &a = expr->args[0], &b = expr->args[1];
      const Formula same = condition(make_expr(distinct ? Op::Ne : Op::Eq, {a, b}), kTrue);
      if (distinct)
        return any_of({same, all_of({nullness(a, true), nullness(b, false)}),
                       all_of({nullness(a, false), nullness(b, true)})});
      return any_of({same, all_of({nullness(a, true), nullness(b, true)})});
    }
    case Op::Eq:
    case Op::Ne:
      if (is_boolean(*expr->args[0]) && is_boolean(*expr->args[1])) return equivalence(expr, wanted);
      return strict(expr, wanted);
    default:
      if (is_strict(expr->op)) return strict(expr, wanted);
      return leaf(expr, wanted);
  }
}

Formula Normaliser::nullness(const ExprPtr& expr, bool is_null) {
  if (expr->op == Op::Constant) return expr->constant.is_null() == is_null ? Formula::yes() : Formula::no();
  if (expr->op == Op::Column && expr->column >= 0) {
    if (!relation_.nullable(expr->column)) return is_null ? Formula::no() : Formula::yes();
    return Formula::literal(make_expr(is_null ? Op::IsNull : Op::IsNotNull, {expr}), kTrue);
  }
  if (expr->op == Op::NumNulls || expr->op == Op::NumNonNulls)
    return is_null ? Formula::no() : Formula::yes();
  const bool all_null = expr->op == Op::Coalesce || expr->op == Op::Greatest || expr->op == Op::Least;
  if (all_null || (is_strict(expr->op) && !is_boolean(*expr) && !may_raise(*expr))) {
    std::vector<Formula> parts;
    for (const ExprPtr& arg : expr->args) parts.push_back(nullness(arg, is_null));
    return is_null == all_null ? all_of(std::move(parts)) : any_of(std::move(parts));
  }
  if (expr->op == Op::NullIf) {
    const ExprPtr same = make_expr(Op::Eq, expr->args);
    if (is_null) return any_of({nullness(expr->args[0], true), condition(same, kTrue)});
    return all_of({nullness(expr->args[0], false), condition(same, kFalse | kNull)});
  }
  if (is_boolean(*expr)) return condition(expr, is_null ? kNull : kTrue | kFalse);
  return leaf(make_expr(is_null ? Op::IsNull : Op::IsNotNull, {expr}), kTrue);
}

}  // namespace

Formula normalise(const ExprPtr& expr, Outcomes wanted, const Relation& relation, bool hints) {
  return Normaliser(relation, hints).condition(expr, wanted);
}

Formula null_test(const ExprPtr& expr, bool is_null, const Relation& relation) {
  return Normaliser(relation, false).nullness(expr, is_null);
}

}  // namespace datagen::core
