// src/core/constraint/atoms_text.cpp -- equality, lists, patterns and case of texts
#include "core/constraint/like.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/constraint/membership.hpp"
#include "core/constraint/narrowing.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

/// `text` as a LIKE pattern that matches only itself.
std::string escaped(std::string_view text) {
  std::string pattern;
  for (char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

bool is_text_constant(const Expr& expr) {
  return expr.op == Op::Constant && expr.constant.kind == ValueKind::Text;
}

/// An integer argument such as the n of left(x, n).
std::optional<int64_t> whole_constant(const Expr& expr) {
  if (expr.op != Op::Constant || expr.constant.kind != ValueKind::Tick) return std::nullopt;
  return expr.constant.tick;
}

bool add_positive(BranchState& state, const ExprPtr& subject, const std::string& pattern, bool ignore_case) {
  const auto place = place_of(state, subject);
  if (!place || value_kind(*place->type) != ValueKind::Text) return false;
  auto automaton = from_like(pattern, U'\\', ignore_case || place->type->name == "citext");
  if (!automaton) return false;
  const bool exact = automaton->exact && place->type->name != "bpchar" && !place->part;
  place->domain->text.positive.push_back(std::move(*automaton));
  state.settle(place->column);
  return exact;
}

/// lower(x), upper(x), btrim(x), left(x, n), right(x, n), substr(x, n, m), jsonb_typeof(x) against a text constant.
bool narrow_text_function(BranchState& state, const Expr& function, Op op, std::string_view constant) {
  const ExprPtr& subject = function.args[0];
  switch (function.op) {
    case Op::Lower:
    case Op::Upper: {
      bool plain = true;
      if (op != Op::Eq || ascii_case(std::string(constant), function.op == Op::Upper, &plain) != constant ||
          !plain)
        return false;
      return add_positive(state, subject, escaped(constant), true);
    }
    case Op::Trim: {
      const auto place = op == Op::Ne && constant.empty() ? place_of(state, subject) : std::nullopt;
      if (!place || value_kind(*place->type) != ValueKind::Text) return false;
      place->domain->text.no_blank = true;
      state.settle(place->column);
      return !place->part;
    }
    case Op::Left:
    case Op::Right: {
      const auto count = whole_constant(*function.args[1]);
      if (op != Op::Eq || !count || *count != character_count(constant)) return false;
      return add_positive(state, subject,
                          function.op == Op::Left ? escaped(constant) + "%" : "%" + escaped(constant), false);
    }
    case Op::Substr: {
      const auto first = whole_constant(*function.args[1]);
      const auto count = function.args.size() > 2 ? whole_constant(*function.args[2]) : std::nullopt;
      if (op != Op::Eq || !first || *first < 1 || *first > 1000) return false;
      const std::string pattern = std::string(static_cast<size_t>(*first - 1), '_') + escaped(constant);
      if (function.args.size() == 2) return add_positive(state, subject, pattern, false) && !constant.empty();
      if (!count || *count != character_count(constant)) return false;
      return add_positive(state, subject, pattern + "%", false);
    }
    case Op::JsonTypeof: {
      const auto place = op == Op::Eq ? place_of(state, subject) : std::nullopt;
      if (!place) return false;
      JsonSet& json = place->domain->json;
      if (!json.type.empty() && json.type != constant) place->domain->impossible = true;
      json.type = std::string(constant);
      state.settle(place->column);
      return !place->part;
    }
    default: return false;
  }
}

/// f(x) = x for lower, upper and btrim.
std::optional<bool> narrow_canonical(BranchState& state, const Expr& a, const ExprPtr& b, Op op) {
  if (op != Op::Eq || (a.op != Op::Lower && a.op != Op::Upper && a.op != Op::Trim) ||
      !same_expr(*a.args[0], *b))
    return std::nullopt;
  const auto place = place_of(state, b);
  if (!place || value_kind(*place->type) != ValueKind::Text) return false;
  TextSet& text = place->domain->text;
  (a.op == Op::Lower ? text.lower_case : a.op == Op::Upper ? text.upper_case : text.trimmed) = true;
  state.settle(place->column);
  return !place->part;
}

bool narrow_equality(BranchState& state, const ExprPtr& subject, Op op, const std::vector<Value>& values) {
  const auto place = place_of(state, subject);
  if (!place) return false;
  const bool loose = loose_equality(state.relation(), place->column) || place->part;
  const ValueKind kind = value_kind(*place->type);
  if (kind == ValueKind::Tick || kind == ValueKind::Stored) return false;
  if (op == Op::Eq) {
    if (loose && !state.context().prefer) return false;
    keep_values(*place->domain, *place->type, values);
    state.settle(place->column);
    return !loose && kind != ValueKind::List;
  }
  if (kind != ValueKind::Text) return false;
  for (const Value& value : values) {
    auto& excluded = place->domain->text.excluded;
    if (std::find(excluded.begin(), excluded.end(), value.text()) == excluded.end())
      excluded.emplace_back(value.text());
  }
  if (place->part) settle_domain(*place->domain, *place->type);
  state.settle(place->column);
  return !loose;
}

}  // namespace

bool narrow_text_comparison(BranchState& state, const ExprPtr& expr, int predicate) {
  const bool turned = expr->args[0]->op == Op::Constant;
  const ExprPtr& a = expr->args[turned ? 1 : 0];
  const ExprPtr& b = expr->args[turned ? 0 : 1];
  const Op op = turned ? mirror_of(expr->op) : expr->op;
  if (const auto known = narrow_canonical(state, *a, b, op)) return *known;
  if (const auto known = narrow_canonical(state, *b, a, op)) return *known;
  if (b->op == Op::Constant) {
    if (is_text_constant(*b) && a->op != Op::Column && a->op != Op::FieldSelect && a->op != Op::Cast &&
        a->op != Op::JsonGet)
      return narrow_text_function(state, *a, op, b->constant.text());
    if (op == Op::Eq || op == Op::Ne) return narrow_equality(state, a, op, {b->constant});
    // Every text but the empty one comes after it, whatever the collation.
    if (op == Op::Gt && is_text_constant(*b) && b->constant.size == 0)
      return narrow_equality(state, a, Op::Ne, {b->constant});
    return false;
  }
  note_definition(state, expr, predicate);
  if ((op == Op::Eq || op == Op::Ne) && a->op == Op::Column && b->op == Op::Column && a->column >= 0 &&
      b->column >= 0 && a->column != b->column)
    state.comparisons.push_back({a->column, op, b->column, 0, predicate});
  return false;
}

bool narrow_membership(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (outcomes != kTrue && outcomes != (kTrue | kNull)) return false;
  for (size_t i = 1; i < expr->args.size(); ++i)
    if (expr->args[i]->op != Op::Constant) return false;
  if (const auto known = narrow_numeric_list(state, expr)) return *known;
  std::vector<Value> values;
  for (size_t i = 1; i < expr->args.size(); ++i) values.push_back(expr->args[i]->constant);
  return narrow_equality(state, expr->args[0], expr->op == Op::In ? Op::Eq : Op::Ne, values);
}

bool narrow_pattern(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (outcomes != kTrue && outcomes != (kTrue | kNull)) return false;
  const Op op = expr->op;
  if (!is_text_constant(*expr->args[1]) || expr->args.size() > 2) return false;
  const auto place = place_of(state, expr->args[0]);
  if (!place || value_kind(*place->type) != ValueKind::Text) return false;
  const bool like = op == Op::Like || op == Op::NotLike || op == Op::ILike || op == Op::NotILike;
  const bool positive = op == Op::Like || op == Op::ILike || op == Op::Regex || op == Op::RegexI;
  const bool ignore_case = op == Op::ILike || op == Op::NotILike || op == Op::RegexI || op == Op::NotRegexI ||
                           place->type->name == "citext";
  const std::string pattern(expr->args[1]->constant.text());
  PatternLibrary::Entry entry;
  if (like) {
    entry.automaton = from_like(pattern, U'\\', ignore_case);
    entry.exact = entry.automaton && entry.automaton->exact;
  } else {
    const uint32_t collation = state.relation().columns[static_cast<size_t>(place->column)].collation;
    entry = state.context().patterns.regex(pattern, ignore_case, collation);
    entry.exact = entry.exact && entry.automaton && entry.automaton->exact;
  }
  // A pattern that accepts too much would take too much away.
  if (!entry.automaton || (!positive && !entry.exact)) return false;
  TextSet& text = place->domain->text;
  (positive ? text.positive : text.negative).push_back(std::move(*entry.automaton));
  if (positive && entry.sampled) text.templates.push_back(entry.sampled);
  state.settle(place->column);
  return entry.exact && !place->part;
}

bool narrow_prefix(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (outcomes != kTrue && outcomes != (kTrue | kNull)) return false;
  if (!is_text_constant(*expr->args[1])) return false;
  return add_positive(state, expr->args[0], escaped(expr->args[1]->constant.text()) + "%", false);
}

void note_definition(BranchState& state, const ExprPtr& equality, int predicate) {
  if (equality->op != Op::Eq) return;
  for (size_t side : {size_t{0}, size_t{1}}) {
    const ExprPtr& target = equality->args[side];
    const ExprPtr& source = equality->args[1 - side];
    if (target->op != Op::Column || target->column < 0 || source->op == Op::Column) continue;
    const std::vector<int> read = columns_of(*source);
    if (read.empty() || std::find(read.begin(), read.end(), target->column) != read.end()) continue;
    state.definitions.push_back({target->column, source, predicate});
    return;
  }
}

}  // namespace datagen::core
