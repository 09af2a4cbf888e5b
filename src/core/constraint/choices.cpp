// src/core/constraint/choices.cpp -- expressions that choose a value: CASE, COALESCE, GREATEST, counts of NULLs
#include "core/constraint/choices.hpp"

#include "core/constraint/evaluate.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

TypePtr integer_type() {
  auto type = std::make_shared<Type>();
  type->name = "int4";
  type->type_class = TypeClass::Integer;
  type->min_tick = INT32_MIN;
  type->max_tick = INT32_MAX;
  return type;
}

bool is_boolean_cast(const Expr& expr) {
  return expr.op == Op::Cast && expr.args[0]->op != Op::Constant && is_boolean(*expr.args[0]) &&
         !(expr.type && expr.type->type_class == TypeClass::Boolean);
}

std::vector<ChoiceArm> case_arms(const Expr& choice) {
  std::vector<ChoiceArm> arms;
  std::vector<Guard> earlier;
  for (size_t i = 0; i + 1 < choice.args.size(); i += 2) {
    ChoiceArm arm{earlier, choice.args[i + 1]};
    arm.guards.push_back({choice.args[i], kTrue, false});
    arms.push_back(std::move(arm));
    earlier.push_back({choice.args[i], kFalse | kNull, false});
  }
  ExprPtr otherwise =
      choice.args.size() % 2 == 1 ? choice.args.back() : make_constant(Value::null(), choice.type);
  if (choice.args.size() % 2 == 0 && !choice.type)
    otherwise = make_constant(Value::null(), choice.args[1]->type);
  arms.push_back({earlier, otherwise});
  return arms;
}

std::vector<ChoiceArm> coalesce_arms(const Expr& choice) {
  std::vector<ChoiceArm> arms;
  std::vector<Guard> earlier;
  for (const ExprPtr& arg : choice.args) {
    ChoiceArm arm{earlier, arg};
    arm.guards.push_back({arg, kFalse, true});
    arms.push_back(std::move(arm));
    earlier.push_back({arg, kTrue, true});
  }
  arms.push_back({earlier, make_constant(Value::null(), choice.type ? choice.type : choice.args[0]->type)});
  return arms;
}

/// NULL where both are equal, else the first.
std::vector<ChoiceArm> null_if_arms(const Expr& choice) {
  const ExprPtr same = make_expr(Op::Eq, {choice.args[0], choice.args[1]});
  return {{{{same, kFalse | kNull, false}}, choice.args[0]},
          {{{same, kTrue, false}},
           make_constant(Value::null(), choice.type ? choice.type : choice.args[0]->type)}};
}

/// GREATEST and LEAST ignore NULLs: argument i wins when it is not NULL and no other is better; the first one of equals.
std::vector<ChoiceArm> extreme_arms(const Expr& choice) {
  std::vector<ChoiceArm> arms;
  const Op beats = choice.op == Op::Greatest ? Op::Gt : Op::Lt;
  const Op loses = choice.op == Op::Greatest ? Op::Ge : Op::Le;
  for (size_t i = 0; i < choice.args.size(); ++i) {
    ChoiceArm arm{{}, choice.args[i]};
    arm.guards.push_back({choice.args[i], kFalse, true});
    for (size_t j = 0; j < choice.args.size(); ++j)
      if (j != i)
        arm.guards.push_back(
            {make_expr(j < i ? beats : loses, {choice.args[i], choice.args[j]}), kTrue | kNull, false});
    arms.push_back(std::move(arm));
  }
  ChoiceArm none{{}, make_constant(Value::null(), choice.type ? choice.type : choice.args[0]->type)};
  for (const ExprPtr& arg : choice.args) none.guards.push_back({arg, kTrue, true});
  arms.push_back(std::move(none));
  return arms;
}

ExprPtr count_constant(const Expr& choice, size_t nulls) {
  const size_t count = choice.op == Op::NumNulls ? nulls : choice.args.size() - nulls;
  return make_constant(Value::of_tick(static_cast<int64_t>(count)),
                       choice.type ? choice.type : integer_type());
}

/// Adds one arm per set of `nulls` arguments out of all, which are NULL while the others are not.
void add_subsets(const Expr& choice, size_t nulls, std::vector<ChoiceArm>& arms) {
  const size_t count = choice.args.size();
  std::vector<char> is_null(count, 0);
  std::fill(is_null.begin(), is_null.begin() + static_cast<std::ptrdiff_t>(nulls), 1);
  const ExprPtr value = count_constant(choice, nulls);
  do {
    ChoiceArm arm;
    for (size_t i = 0; i < count; ++i)
      arm.guards.push_back({choice.args[i], is_null[i] ? kTrue : kFalse, true});
    arm.value = value;
    arms.push_back(std::move(arm));
  } while (std::prev_permutation(is_null.begin(), is_null.end()));
}

/// Subsets of `some` out of `all`, at most kMostArms + 1.
size_t subsets(size_t all, size_t some) {
  size_t number = 1;
  for (size_t i = 1; i <= some; ++i) {
    number = number * (all - some + i) / i;
    if (number > kMostArms) return kMostArms + 1;
  }
  return number;
}

bool is_choice(const Expr& expr) {
  switch (expr.op) {
    case Op::Case:
    case Op::Coalesce: return true;
    case Op::NullIf: return expr.args.size() == 2;
    case Op::Greatest:
    case Op::Least: return expr.args.size() <= 4;
    case Op::NumNulls:
    case Op::NumNonNulls: return expr.args.size() <= 64;
    default: return is_boolean_cast(expr);
  }
}

}  // namespace

const Expr* find_choice(const Expr& expr) {
  if (is_choice(expr)) return &expr;
  for (const ExprPtr& arg : expr.args)
    if (const Expr* found = find_choice(*arg)) return found;
  return nullptr;
}

std::vector<ChoiceArm> arms_of(const Expr& choice) {
  switch (choice.op) {
    case Op::Case: return case_arms(choice);
    case Op::Coalesce: return coalesce_arms(choice);
    case Op::NullIf: return null_if_arms(choice);
    case Op::Greatest:
    case Op::Least: return extreme_arms(choice);
    default: break;
  }
  const TypePtr type = choice.type ? choice.type : integer_type();
  return {{{{choice.args[0], kTrue, false}}, make_constant(Value::of_tick(1), type)},
          {{{choice.args[0], kFalse, false}}, make_constant(Value::of_tick(0), type)},
          {{{choice.args[0], kNull, false}}, make_constant(Value::null(), type)}};
}

CountArms arms_of_count(const Expr& choice, const std::function<bool(const ExprPtr&)>& allowed) {
  const size_t count = choice.args.size();
  std::vector<char> welcome;
  size_t total = 0, kinds = 0;
  for (size_t nulls = 0; nulls <= count; ++nulls) {
    welcome.push_back(allowed(count_constant(choice, nulls)));
    if (welcome[nulls] == 0) continue;
    ++kinds;
    total += subsets(count, std::min(nulls, count - nulls));
  }
  CountArms result;
  if (total <= kMostArms) {
    for (size_t nulls = 0; nulls <= count; ++nulls)
      if (welcome[nulls] != 0) add_subsets(choice, nulls, result.arms);
    result.known = true;
  } else if (kinds == count && (welcome[0] == 0 || welcome[count] == 0)) {
    // All counts but one of the ends: some argument is NULL, or some is not. These arms overlap.
    const Outcomes guard = welcome[0] == 0 ? kTrue : kFalse;
    const ExprPtr value = count_constant(choice, 1);
    for (const ExprPtr& arg : choice.args) result.arms.push_back({{{arg, guard, true}}, value});
    result.known = true;
  }
  return result;
}

std::optional<Outcomes> constant_outcome(const Expr& expr) {
  if (!columns_of(expr).empty()) return std::nullopt;
  switch (truth_of(expr, {})) {
    case Truth::True: return kTrue;
    case Truth::False: return kFalse;
    case Truth::Null: return kNull;
    case Truth::Undetermined: break;
  }
  return std::nullopt;
}

}  // namespace datagen::core
