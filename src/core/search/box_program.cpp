// src/core/search/box_program.cpp -- the interval arithmetic of compiled expressions
#include "core/search/box_program.hpp"

#include <algorithm>
#include <cmath>

namespace datagen::core {

Outcomes BoxProgram::outcomes(const std::vector<Extent>& box) {
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    Extent& result = results_[i];
    if (!node.known) {
      result =
          node.family == Family::Truth ? truth(true, true, true) : Extent{-kInfinite, kInfinite, true, true};
      continue;
    }
    result = evaluate(node, box);
    if (node.limited && result.value) {
      result.low = std::max(result.low, node.least);
      result.high = std::min(result.high, node.most);
      result.value = result.low <= result.high;
    }
  }
  const Extent& last = results_.back();
  return static_cast<Outcomes>((may_be_true(last) ? kTrue : 0) | (may_be_false(last) ? kFalse : 0) |
                               (last.null ? kNull : 0));
}

Extent BoxProgram::evaluate(const Node& node, const std::vector<Extent>& box) const {
  switch (node.op) {
    case Op::Column: return scaled(box[static_cast<size_t>(node.column)], node.factor);
    case Op::Constant: return node.constant;
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Neg:
    case Op::Abs: return arithmetic(node);
    case Op::Div: return quotient(node);
    case Op::Mod: return remainder(node);
    case Op::And:
    case Op::Or:
    case Op::Not:
    case Op::IsNull:
    case Op::IsNotNull:
    case Op::IsTrue:
    case Op::IsFalse:
    case Op::IsNotTrue:
    case Op::IsNotFalse: return logic(node);
    case Op::In:
    case Op::NotIn: return listed(node);
    case Op::Cast: return cast(node);
    case Op::Case:
    case Op::Coalesce:
    case Op::Greatest:
    case Op::Least:
    case Op::NullIf:
    case Op::NumNulls:
    case Op::NumNonNulls: return chosen(node);
    default: return compared(node.op, arg(node, 0), of(node, 0), arg(node, 1), of(node, 1));
  }
}

Extent BoxProgram::arithmetic(const Node& node) const {
  const Node& left = arg(node, 0);
  if (node.op == Op::Neg) return {-of(node, 0).high, -of(node, 0).low, of(node, 0).value, of(node, 0).null};
  if (node.op == Op::Abs) {
    const Extent& x = of(node, 0);
    const Wide far = std::max(magnitude(x.low), magnitude(x.high));
    const Wide near = x.low <= 0 && x.high >= 0 ? 0 : std::min(magnitude(x.low), magnitude(x.high));
    return {near, far, x.value, x.null};
  }
  const Node& right = arg(node, 1);
  if (node.op == Op::Mul) {
    const Extent &a = of(node, 0), &b = of(node, 1);
    const Wide corners[] = {times(a.low, b.low), times(a.low, b.high), times(a.high, b.low),
                            times(a.high, b.high)};
    Extent product =
        Extent::between(*std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4));
    // The same column twice is a square.
    if (left.op == Op::Column && right.op == Op::Column && left.column == right.column)
      product.low = std::max<Wide>(product.low, a.low <= 0 && a.high >= 0 ? 0 : product.low);
    return with_nulls(product, a, b);
  }
  Wide left_scale = node.denominator / left.denominator, right_scale = node.denominator / right.denominator;
  if (node.days && right.family == Family::Number) right_scale = kDay;
  if (left.days && right.days) left_scale = right_scale = 1;
  const Extent a = scaled(of(node, 0), left_scale), b = scaled(of(node, 1), right_scale);
  return with_nulls(node.op == Op::Add ? Extent{plus(a.low, b.low), plus(a.high, b.high), true, false}
                                       : Extent{plus(a.low, -b.high), plus(a.high, -b.low), true, false},
                    a, b);
}

Extent BoxProgram::quotient(const Node& node) const {
  const Extent &a = of(node, 0), &b = of(node, 1);
  if (b.value && b.low == 0 && b.high == 0) return with_nulls({0, 0, false, false}, a, {0, 0, false, b.null});
  Extent result{-kInfinite, kInfinite, true, false};
  const Wide scale = node.integer ? 1 : kMillionths * arg(node, 1).denominator / arg(node, 0).denominator;
  if (b.low > 0 || b.high < 0) {
    if (!node.integer && scale == 0) return with_nulls(result, a, b);
    Wide low = kInfinite, high = -kInfinite;
    for (Wide x : {a.low, a.high})
      for (Wide y : {b.low, b.high}) {
        if (magnitude(x) >= kInfinite) return with_nulls(result, a, b);
        // Integers are cut towards zero, which keeps the order.
        const Wide product = times(x, scale);
        const Wide cut = product / y;
        low = std::min(low, node.integer ? cut : plus(cut, -2));
        high = std::max(high, node.integer ? cut : plus(cut, 2));
      }
    if (!node.integer && arg(node, 0).denominator > kMillionths * arg(node, 1).denominator)
      return with_nulls(result, a, b);
    result.low = low;
    result.high = high;
  } else if (node.integer) {
    const Wide far = std::max(magnitude(a.low), magnitude(a.high));
    result.low = -far;
    result.high = far;
  }
  return with_nulls(result, a, b);
}

Extent BoxProgram::remainder(const Node& node) const {
  const Extent a = scaled(of(node, 0), node.denominator / arg(node, 0).denominator);
  const Extent b = scaled(of(node, 1), node.denominator / arg(node, 1).denominator);
  if (b.value && b.low == 0 && b.high == 0) return with_nulls({0, 0, false, false}, a, {0, 0, false, b.null});
  const Wide widest = std::max(magnitude(b.low), magnitude(b.high)) - 1;
  Extent result{a.low < 0 ? std::max(-widest, a.low) : 0, a.high > 0 ? std::min(widest, a.high) : 0, true,
                false};
  if (b.value && b.low == b.high && a.value && magnitude(a.low) < kInfinite &&
      magnitude(a.high) < kInfinite) {
    const Wide divisor = magnitude(b.low);
    // Within one period the remainder rises with the value.
    if ((a.low >= 0 || a.high <= 0) && a.low / divisor == a.high / divisor)
      result = Extent::between(a.low % divisor, a.high % divisor);
  }
  return with_nulls(result, a, b);
}

Extent BoxProgram::logic(const Node& node) const {
  const Extent& x = of(node, 0);
  switch (node.op) {
    case Op::Not: return truth(may_be_false(x), may_be_true(x), x.null);
    case Op::IsNull: return truth(x.null, x.value, false);
    case Op::IsNotNull: return truth(x.value, x.null, false);
    case Op::IsTrue: return truth(may_be_true(x), may_be_false(x) || x.null, false);
    case Op::IsNotTrue: return truth(may_be_false(x) || x.null, may_be_true(x), false);
    case Op::IsFalse: return truth(may_be_false(x), may_be_true(x) || x.null, false);
    case Op::IsNotFalse: return truth(may_be_true(x) || x.null, may_be_false(x), false);
    default: break;
  }
  // The deciding value wins over NULL, NULL over the other.
  const bool all = node.op == Op::And;
  bool decided = false, always_decided = false, all_other = true, null = false, possible = true;
  for (size_t i = 0; i < node.args.size(); ++i) {
    const Extent& part = of(node, i);
    const bool deciding = all ? may_be_false(part) : may_be_true(part);
    const bool other = all ? may_be_true(part) : may_be_false(part);
    decided = decided || deciding;
    always_decided = always_decided || (deciding && !other && !part.null);
    all_other = all_other && other;
    null = null || part.null;
    possible = possible && (part.value || part.null);
  }
  if (always_decided) return truth(!all, all, false);
  if (!possible) return truth(!all && decided, all && decided, false);
  bool null_possible = null;
  if (null) {
    // NULL comes out when some part is NULL and every other is NULL or not deciding.
    for (size_t i = 0; i < node.args.size() && null_possible; ++i) {
      const Extent& part = of(node, i);
      null_possible = part.null || (all ? may_be_true(part) : may_be_false(part));
    }
  }
  return truth(all ? all_other : decided, all ? decided : all_other, null_possible);
}

Extent BoxProgram::compared(Op op, const Node& a, const Extent& x, const Node& b, const Extent& y) const {
  if (op == Op::Distinct || op == Op::NotDistinct) {
    const Extent same = compared(Op::Eq, a, x, b, y);
    bool equal = may_be_true(same) || (x.null && y.null);
    bool different = may_be_false(same) || (x.null && y.value) || (x.value && y.null);
    if (op == Op::Distinct) std::swap(equal, different);
    return truth(equal, different, false);
  }
  const Wide scale = lcm_of(a.denominator, b.denominator);
  Extent left = scaled(x, scale / a.denominator), right = scaled(y, scale / b.denominator);
  if (a.rounded || b.rounded) {
    const Wide slack = 1 + scale / kMillionths + ((magnitude(left.low) + magnitude(left.high)) >> 40);
    left.low = plus(left.low, -slack);
    left.high = plus(left.high, slack);
  }
  bool yes = true, no = true;
  const bool one_point = left.low == left.high && right.low == right.high;
  const bool apart = left.high < right.low || right.high < left.low;
  switch (op) {
    case Op::Eq:
      yes = !apart;
      no = !(one_point && left.low == right.low);
      break;
    case Op::Ne:
      yes = !(one_point && left.low == right.low);
      no = !apart;
      break;
    case Op::Lt:
      yes = left.low < right.high;
      no = left.high >= right.low;
      break;
    case Op::Le:
      yes = left.low <= right.high;
      no = left.high > right.low;
      break;
    case Op::Gt:
      yes = left.high > right.low;
      no = left.low <= right.high;
      break;
    default:
      yes = left.high >= right.low;
      no = left.low < right.high;
      break;
  }
  const bool both = left.value && right.value;
  return with_nulls(truth(yes && both, no && both, false), x, y);
}

Extent BoxProgram::listed(const Node& node) const {
  bool yes = false, always = false, no = true, null = false;
  for (size_t i = 1; i < node.args.size(); ++i) {
    const Extent same = compared(Op::Eq, arg(node, 0), of(node, 0), arg(node, i), of(node, i));
    yes = yes || may_be_true(same);
    always = always || (may_be_true(same) && !may_be_false(same) && !same.null);
    no = no && (may_be_false(same) || same.null);
    null = null || same.null;
  }
  bool false_possible = no && !always;
  if (node.op == Op::NotIn) std::swap(yes, false_possible);
  return truth(yes, false_possible, null && !always);
}

Extent BoxProgram::counted(const Node& node) const {
  Wide least = 0, most = 0;
  for (size_t i = 0; i < node.args.size(); ++i) {
    const Extent& x = of(node, i);
    const bool counts = node.op == Op::NumNulls ? x.null : x.value;
    const bool may_not = node.op == Op::NumNulls ? x.value : x.null;
    least += counts && !may_not;
    most += counts;
  }
  return Extent::between(least, most);
}

/// GREATEST and LEAST pass over NULLs, so a value that is surely there bounds the result from one side.
Extent BoxProgram::extreme(const Node& node) const {
  const bool greatest = node.op == Op::Greatest;
  Extent all{0, 0, false, true}, sure{0, 0, false, false};
  for (size_t i = 0; i < node.args.size(); ++i) {
    const Extent next = part(node, i);
    all.null = all.null && next.null;
    if (!next.value) continue;
    all = united(all, {next.low, next.high, true, false});
    if (next.null) continue;
    if (!sure.value)
      sure = next;
    else if (greatest)
      sure = Extent::between(std::max(sure.low, next.low), std::max(sure.high, next.high));
    else
      sure = Extent::between(std::min(sure.low, next.low), std::min(sure.high, next.high));
  }
  for (size_t i = 0; i < node.args.size(); ++i) all.null = all.null && of(node, i).null;
  if (sure.value) (greatest ? all.low : all.high) = greatest ? sure.low : sure.high;
  return all;
}

Extent BoxProgram::part(const Node& node, size_t i) const {
  return scaled(of(node, i), node.denominator / arg(node, i).denominator);
}

Extent BoxProgram::chosen(const Node& node) const {
  if (node.op == Op::NumNulls || node.op == Op::NumNonNulls) return counted(node);
  if (node.op == Op::Greatest || node.op == Op::Least) return extreme(node);
  Extent result{0, 0, false, false};
  const size_t count = node.args.size();
  if (node.op == Op::Case) {
    for (size_t i = 0; i + 1 < count; i += 2) {
      const Extent& when = of(node, i);
      if (may_be_true(when)) result = united(result, part(node, i + 1));
      if (!may_be_false(when) && !when.null) return result;
    }
    return united(result, count % 2 == 1 ? part(node, count - 1) : Extent::nothing_but_null());
  }
  if (node.op == Op::NullIf) {
    const Extent same = compared(Op::Eq, arg(node, 0), of(node, 0), arg(node, 1), of(node, 1));
    result = part(node, 0);
    result.value = result.value && (may_be_false(same) || same.null);
    result.null = result.null || may_be_true(same);
    return result;
  }
  for (size_t i = 0; i < count; ++i) {
    Extent next = part(node, i);
    const bool null = next.null;
    next.null = false;
    result = united(result, next);
    if (!null) return result;
  }
  result.null = true;
  return result;
}

Extent BoxProgram::cast(const Node& node) const {
  const Node& from = arg(node, 0);
  const Extent& x = of(node, 0);
  if (node.denominator % from.denominator == 0) return scaled(x, node.denominator / from.denominator);
  // Half away from zero, as numeric does; it keeps the order.
  const auto rounded = [&](Wide at) {
    if (magnitude(at) >= kInfinite) return at;
    const Wide twice = 2 * magnitude(times(at, node.denominator)) + from.denominator;
    const Wide size = twice / (2 * from.denominator);
    return at < 0 ? -size : size;
  };
  return {rounded(x.low), rounded(x.high), x.value, x.null};
}

double BoxProgram::node_distance(int index, bool wanted) const {
  const Node& node = nodes_[static_cast<size_t>(index)];
  const Extent& result = results_[static_cast<size_t>(index)];
  if (wanted ? may_be_true(result) : may_be_false(result)) return 0;
  const auto each = [&](bool want, bool sum) {
    double total = sum ? 0 : 1e30;
    for (int part : node.args) {
      const double one = node_distance(part, want);
      total = sum ? total + one : std::min(total, one);
    }
    return total;
  };
  switch (node.op) {
    case Op::And: return each(wanted, wanted);
    case Op::Or: return each(wanted, !wanted);
    case Op::Not: return node_distance(node.args[0], !wanted);
    case Op::Eq:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge: {
      const Extent &x = of(node, 0), &y = of(node, 1);
      if (!node.known || !x.value || !y.value || arg(node, 0).family == Family::Label) return 1;
      const double a = static_cast<double>(x.low) / static_cast<double>(arg(node, 0).denominator);
      const double b = static_cast<double>(y.low) / static_cast<double>(arg(node, 1).denominator);
      // Squeezed, so that no one condition drowns the others.
      return 1 + std::log2(1 + std::fabs(a - b));
    }
    default: return 1;
  }
}

double BoxProgram::distance(const std::vector<Extent>& box, bool needs_true) {
  const Outcomes found = outcomes(box);
  if (found & (needs_true ? kTrue : kTrue | kNull)) return 0;
  return node_distance(static_cast<int>(nodes_.size()) - 1, true);
}

}  // namespace datagen::core
