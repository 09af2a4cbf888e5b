// src/core/constraint/atoms_numeric.cpp -- comparisons of numbers and times with constants and with each other
#include "core/constraint/linear_form.hpp"
#include "core/constraint/narrowing.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

constexpr Wide kUnlimited = Wide{1} << 100;

/// The ticks t with factor·t + constant op 0, where the sum may be wrong by `slack` to either side.
TickSet solutions(Wide factor, Wide constant, Op op, Wide slack) {
  Wide low = -kUnlimited, high = kUnlimited;  // bounds for factor·t
  switch (op) {
    case Op::Eq:
      low = -constant - slack;
      high = -constant + slack;
      break;
    case Op::Le: high = -constant + slack; break;
    case Op::Lt: high = -constant + slack - (slack == 0); break;
    case Op::Ge: low = -constant - slack; break;
    case Op::Gt: low = -constant - slack + (slack == 0); break;
    default: break;
  }
  if (factor < 0) {
    std::swap(low, high);
    low = -low;
    high = -high;
    factor = -factor;
    constant = -constant;
  }
  TickSet set;
  const Wide first = ceil_div(low, factor), last = floor_div(high, factor);
  if (first > last || first > INT64_MAX || last < INT64_MIN) return TickSet::empty_set();
  set.intersect(clamp_tick(first), clamp_tick(last));
  if (op == Op::Ne && slack == 0 && constant % factor == 0) {
    const Wide tick = -constant / factor;
    if (tick >= INT64_MIN && tick <= INT64_MAX) set.exclude(static_cast<int64_t>(tick));
  }
  return set;
}

/// A numeric or binary floating point column without a declared scale holds more than its grid shows.
bool open_grid(const Expr& leaf) {
  return leaf.type && (leaf.type->type_class == TypeClass::Float ||
                       (leaf.type->type_class == TypeClass::Numeric && leaf.type->typmod < 0));
}

bool narrow_one(BranchState& state, const LinearForm& form, Op op) {
  const LinearTerm& term = form.terms[0];
  Wide slack = form.slack;
  bool exact = slack == 0 && !(form.real && form.computed);
  if (open_grid(*term.leaf)) {
    // Where only a proof counts, or the bound lies between two grid points, the bound is taken outwards.
    const Wide size = term.factor < 0 ? -term.factor : term.factor;
    const bool between = form.constant % size != 0;
    if (!state.context().prefer || (between && op != Op::Ne)) {
      slack += size;
      exact = false;
    }
  }
  if (slack != 0 && op == Op::Ne) return false;
  const TickSet wanted = solutions(term.factor, form.constant, op, slack);
  // Such a type has values beyond the largest tick.
  const bool interval = term.leaf->type && term.leaf->type->type_class == TypeClass::Interval;
  if ((interval || open_grid(*term.leaf)) && (wanted.empty() || wanted.lowest() > term.leaf->type->max_tick ||
                                              wanted.highest() < term.leaf->type->min_tick))
    return false;
  return apply_leaf(state, term.leaf, wanted) && exact;
}

/// Σ with all factors divided by their common divisor, as far as they fit 64 bits.
std::optional<LinearRelation> as_sum(const LinearForm& form, Op op) {
  LinearRelation sum;
  Wide common = form.constant;
  for (const LinearTerm& term : form.terms) common = gcd_of(common, term.factor);
  if (common == 0) common = 1;
  for (const LinearTerm& term : form.terms) {
    if (term.leaf->op != Op::Column || term.leaf->column < 0) return std::nullopt;
    const Wide factor = term.factor / common;
    if (factor > INT64_MAX || factor < -INT64_MAX) return std::nullopt;
    sum.terms.emplace_back(term.leaf->column, static_cast<int64_t>(factor));
  }
  const Wide bound = -form.constant / common;
  if (bound > INT64_MAX || bound < INT64_MIN) return std::nullopt;
  sum.op = op;
  sum.bound = static_cast<int64_t>(bound);
  return sum;
}

/// left op right + offset, when the factors are those of the columns' common grid.
std::optional<Comparison> as_comparison(const Relation& relation, const LinearForm& form, Op op) {
  const LinearTerm *left = &form.terms[0], *right = &form.terms[1];
  if (left->leaf->op != Op::Column || right->leaf->op != Op::Column) return std::nullopt;
  if (left->factor < 0) std::swap(left, right);
  if (left->factor < 0 || right->factor > 0) return std::nullopt;
  const auto grid = common_grid(*relation.columns[static_cast<size_t>(left->leaf->column)].type,
                                *relation.columns[static_cast<size_t>(right->leaf->column)].type);
  if (!grid || left->factor % grid->left_factor != 0) return std::nullopt;
  const Wide unit = left->factor / grid->left_factor;
  if (-right->factor != unit * grid->right_factor) return std::nullopt;
  // unit·(l - r) + constant op 0: the bound is rounded to the grid, outwards by the slack.
  Comparison comparison;
  comparison.left = left->leaf->column;
  comparison.right = right->leaf->column;
  comparison.op = op;
  Wide bound = -form.constant;
  switch (op) {
    case Op::Lt:
      bound = form.slack != 0 ? floor_div(bound + form.slack, unit) + 1 : ceil_div(bound, unit);
      break;
    case Op::Le: bound = floor_div(bound + form.slack, unit); break;
    case Op::Gt:
      bound = form.slack != 0 ? ceil_div(bound - form.slack, unit) - 1 : floor_div(bound, unit);
      break;
    case Op::Ge: bound = ceil_div(bound - form.slack, unit); break;
    default:
      if (bound % unit != 0 || form.slack != 0) return std::nullopt;
      bound /= unit;
  }
  if (bound > INT64_MAX / 4 || bound < INT64_MIN / 4) return std::nullopt;
  comparison.offset = static_cast<int64_t>(bound);
  return comparison;
}

bool narrow_constant(BranchState& state, const LinearForm& form, Op op) {
  if (form.slack != 0) return false;
  const Wide value = form.constant;
  const bool holds = op == Op::Eq   ? value == 0
                     : op == Op::Ne ? value != 0
                     : op == Op::Lt ? value < 0
                     : op == Op::Le ? value <= 0
                     : op == Op::Gt ? value > 0
                                    : value >= 0;
  if (!holds) state.contradiction = true;
  return true;
}

/// column = 'infinity' or 'NaN', which lie on no grid: there is the constant.
bool narrow_to_stored(BranchState& state, const Expr& expr) {
  if (expr.op != Op::Eq || !state.context().prefer) return false;
  for (size_t side = 0; side < 2; ++side) {
    const Expr& column = *expr.args[side];
    const Expr& constant = *expr.args[1 - side];
    if (column.op != Op::Column || column.column < 0 || constant.op != Op::Constant ||
        constant.constant.kind != ValueKind::Stored || !column.type || !constant.type ||
        column.type->oid != constant.type->oid)
      continue;
    Domain& domain = state.edit(column.column);
    if (domain.values) return false;
    domain.values = std::vector<Value>{constant.constant};
    state.settle(column.column);
    return true;
  }
  return false;
}

}  // namespace

TickSet ticks_between(const LinearForm& form, Op op) {
  return solutions(form.terms[0].factor, form.constant, op, form.slack);
}

bool relate_columns(BranchState& state, const LinearForm& form, Op op, int predicate) {
  const bool rough = form.slack != 0 || (form.real && form.computed);
  if (form.terms.size() == 2) {
    if (auto comparison = as_comparison(state.relation(), form, op)) {
      // A comparison that cannot be kept by drawing between bounds stays with the server.
      comparison->predicate = predicate;
      state.comparisons.push_back(*comparison);
      return !rough && op != Op::Ne;
    }
  }
  if (!rough) {
    if (auto sum = as_sum(form, op)) {
      sum->predicate = predicate;
      state.sums.push_back(std::move(*sum));
    }
  }
  if (auto multiple = whole_multiple(form, op)) {
    multiple->predicate = predicate;
    state.sums.push_back(std::move(*multiple));
  }
  for (const LooseRelation& loose : loose_relations(form, op)) {
    if (loose.form.terms.size() == 2) {
      if (auto comparison = as_comparison(state.relation(), loose.form, loose.op)) {
        comparison->predicate = predicate;
        state.comparisons.push_back(*comparison);
      }
    } else if (auto sum = as_sum(loose.form, loose.op)) {
      sum->predicate = predicate;
      state.sums.push_back(std::move(*sum));
    }
  }
  return false;
}

bool narrow_comparison(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int predicate) {
  if (outcomes != kTrue && outcomes != (kTrue | kNull)) return false;
  if (narrow_to_stored(state, *expr)) return false;
  if (const auto known = narrow_truncated_identity(state, expr)) return *known;
  if (const auto known = narrow_rounded_identity(state, expr)) return *known;
  const auto left = linear_form(expr->args[0]), right = linear_form(expr->args[1]);
  const auto form = left && right ? difference(*left, *right) : std::nullopt;
  if (!form) return narrow_text_comparison(state, expr, predicate);
  // x = x and the like: NULL where x is.
  if (form->cancelled && (outcomes & kNull)) return false;
  if (form->terms.empty()) return narrow_constant(state, *form, expr->op);
  if (form->terms.size() == 1) return narrow_one(state, *form, expr->op);
  if (const auto known = narrow_range_width(state, *form, expr->op)) return *known;
  if (const auto known = narrow_removed_count(state, *form, expr->op)) return *known;
  // A member of a document has to be there and of the type that it is read as.
  for (const LinearTerm& term : form->terms)
    if (term.leaf->op == Op::Cast && term.leaf->args[0]->op == Op::JsonGet)
      if (const auto place = place_of(state, term.leaf)) state.settle(place->column);
  note_definition(state, expr, predicate);
  const auto is_function = [](const LinearTerm& term) { return term.leaf->op != Op::Column; };
  if (std::count_if(form->terms.begin(), form->terms.end(), is_function) == 1) state.measures.push_back(expr);
  return relate_columns(state, *form, expr->op, predicate);
}

namespace {

/// The bounds of a sum; a side without a bound has none.
struct Hull {
  std::optional<Wide> low, high;
};

/// A number that tells of a text, a list or a document rather than of another number.
bool measures_a_shape(Op op) {
  return op == Op::Length || op == Op::OctetLength || op == Op::Cardinality || op == Op::ArrayLength ||
         op == Op::JsonGet || op == Op::Subscript || op == Op::FieldSelect || op == Op::Cast;
}

/// The sum of the terms that are columns. Nothing where a column may be NULL, which would tell nothing of the others,
/// unless `naturally` it has a value.
std::optional<Hull> hull_of_columns(const BranchState& state, const LinearForm& form, bool naturally) {
  Hull hull{form.constant, form.constant};
  const auto add = [](std::optional<Wide>& bound, Wide factor, int64_t tick) {
    if (tick == INT64_MIN || tick == INT64_MAX)
      bound.reset();
    else if (bound)
      *bound += factor * tick;
  };
  for (const LinearTerm& term : form.terms) {
    if (term.leaf->op != Op::Column) continue;
    if (term.leaf->column < 0) return std::nullopt;
    const Domain& domain = state.domain(term.leaf->column);
    if (domain.null == NullStatus::Must || (domain.null != NullStatus::Never && !naturally) ||
        domain.values || domain.ticks.empty() || open_grid(*term.leaf))
      return std::nullopt;
    const bool rising = term.factor > 0;
    add(hull.low, term.factor, rising ? domain.ticks.lowest() : domain.ticks.highest());
    add(hull.high, term.factor, rising ? domain.ticks.highest() : domain.ticks.lowest());
  }
  return hull;
}

}  // namespace

void narrow_measures(BranchState& state) {
  const std::vector<ExprPtr> measures = state.measures;
  for (const ExprPtr& expr : measures) {
    const auto left = linear_form(expr->args[0]), right = linear_form(expr->args[1]);
    const auto form = left && right ? difference(*left, *right) : std::nullopt;
    if (!form || form->real) continue;
    const auto function = std::find_if(form->terms.begin(), form->terms.end(),
                                       [](const LinearTerm& term) { return term.leaf->op != Op::Column; });
    if (function == form->terms.end()) continue;
    const auto hull =
        hull_of_columns(state, *form, state.context().prefer && measures_a_shape(function->leaf->op));
    if (!hull) continue;
    const Op op = expr->op;
    const bool from_above = hull->low && (op == Op::Eq || op == Op::Le || op == Op::Lt);
    const bool from_below = hull->high && (op == Op::Eq || op == Op::Ge || op == Op::Gt);
    TickSet allowed;
    if (from_above)
      allowed.intersect(solutions(function->factor, *hull->low, op == Op::Eq ? Op::Le : op, form->slack));
    if (from_below)
      allowed.intersect(solutions(function->factor, *hull->high, op == Op::Eq ? Op::Ge : op, form->slack));
    if (from_above || from_below) apply_leaf(state, function->leaf, allowed);
  }
}

std::optional<bool> narrow_numeric_list(BranchState& state, const ExprPtr& expr) {
  const auto left = linear_form(expr->args[0]);
  if (!left || left->terms.size() != 1) return std::nullopt;
  const bool in = expr->op == Op::In;
  const bool open = open_grid(*left->terms[0].leaf);
  if (open && !state.context().prefer) return false;
  TickSet set = in ? TickSet::empty_set() : TickSet();
  bool exact = !open && !(left->real && left->computed);
  for (size_t i = 1; i < expr->args.size(); ++i) {
    const auto right = linear_form(expr->args[i]);
    const auto form = right ? difference(*left, *right) : std::nullopt;
    if (!form || form->terms.size() != 1) return false;
    exact = exact && form->slack == 0;
    const TickSet one = solutions(form->terms[0].factor, form->constant, in ? Op::Eq : Op::Ne, form->slack);
    if (in) {
      bool whole = true;
      set.unite(one, &whole);
      exact = exact && whole;
    } else if (form->slack == 0) {
      set.intersect(one);
    }
  }
  return apply_leaf(state, left->terms[0].leaf, set) && exact;
}

bool narrow_abs(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  std::vector<TickInterval> both;
  for (const TickInterval& interval : allowed.intervals()) {
    if (interval.high < 0) continue;
    const int64_t low = interval.low < 0 ? 0 : interval.low;
    both.push_back({low, interval.high});
    both.push_back({-interval.high, -low});
  }
  TickSet mirrored = TickSet::of_intervals(std::move(both));
  for (int64_t tick : allowed.excluded()) {
    if (tick < 0) continue;
    mirrored.exclude(tick);
    mirrored.exclude(-tick);
  }
  const bool strided = allowed.modulus() > 1;
  return apply_value(state, leaf->args[0], mirrored, grid_of_leaf(*leaf).denominator) && !strided;
}

bool narrow_remainder(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const Wide denominator = grid_of_leaf(*leaf).denominator;
  const auto divisor = linear_form(leaf->args[1]);
  if (!divisor || !divisor->terms.empty() || divisor->constant == 0 || divisor->real) return false;
  Wide wide = divisor->constant * (denominator / divisor->denominator);
  if (wide < 0) wide = -wide;
  if (wide > INT64_MAX) return false;
  const auto modulus = static_cast<int64_t>(wide);
  if (const auto argument = linear_form(leaf->args[0]);
      argument && argument->terms.size() > 1 && allowed.size() == 1) {
    auto sum = argument->slack == 0 ? as_sum(*argument, Op::Eq) : std::nullopt;
    // Only sums whose factors need no division keep the modulus.
    if (sum && argument->denominator == denominator && denominator == 1) {
      Wide common = argument->constant;
      for (const LinearTerm& term : argument->terms) common = gcd_of(common, term.factor);
      if (common == 1) {
        sum->modulus = modulus;
        sum->bound =
            static_cast<int64_t>((((Wide{allowed.lowest()} + sum->bound) % modulus) + modulus) % modulus);
        state.sums.push_back(std::move(*sum));
      }
    }
    return false;
  }
  // The result has the sign of the dividend: class c is c for the others and c - modulus for negative dividends.
  TickSet rests = allowed;
  rests.intersect(-(modulus - 1), modulus - 1);
  if (rests.empty()) {
    return apply_value(state, leaf->args[0], TickSet::empty_set(), denominator);
  }
  if (rests.size() > 2) return false;
  const auto class_of = [&](int64_t rest) { return rest < 0 ? rest + modulus : rest; };
  const int64_t a = rests.lowest(), b = rests.highest();
  if (class_of(a) != class_of(b)) return false;
  TickSet set;
  if (a == b && a > 0) set.intersect(0, INT64_MAX);
  if (a == b && a < 0) set.intersect(INT64_MIN, 0);
  set.keep_stride(modulus, class_of(a));
  return apply_value(state, leaf->args[0], set, denominator);
}

bool narrow_quotient(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const auto divisor = linear_form(leaf->args[1]);
  if (!divisor || !divisor->terms.empty() || divisor->denominator != 1 || divisor->constant <= 0)
    return false;
  const Wide d = divisor->constant;
  // Integer division cuts towards zero.
  std::vector<TickInterval> intervals;
  for (const TickInterval& interval : allowed.intervals()) {
    const Wide low = interval.low == INT64_MIN ? Wide{INT64_MIN}
                                               : Wide{interval.low} * d - (interval.low <= 0 ? d - 1 : 0);
    const Wide high = interval.high == INT64_MAX ? Wide{INT64_MAX}
                                                 : Wide{interval.high} * d + (interval.high >= 0 ? d - 1 : 0);
    intervals.push_back({clamp_tick(low), clamp_tick(high)});
  }
  const bool plain = allowed.modulus() == 1 && allowed.excluded().empty();
  return apply_value(state, leaf->args[0], TickSet::of_intervals(std::move(intervals)), 1) && plain;
}

}  // namespace datagen::core
