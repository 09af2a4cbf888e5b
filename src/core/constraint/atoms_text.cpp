// src/core/constraint/atoms_text.cpp -- equality, lists, patterns and case of texts
#include "core/constraint/address_texts.hpp"
#include "core/constraint/atoms_language.hpp"
#include "core/constraint/like.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/constraint/membership.hpp"
#include "core/constraint/narrowing.hpp"
#include "core/constraint/text_canonical.hpp"
#include "core/constraint/text_model.hpp"

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

/// jsonb_typeof(x) = 'array' and the like.
bool narrow_json_type(BranchState& state, const ExprPtr& subject, Op op, std::string_view constant) {
  const auto place = op == Op::Eq ? place_of(state, subject) : std::nullopt;
  if (!place) return false;
  JsonSet& json = place->domain->json;
  if (!json.type.empty() && json.type != constant) place->domain->impossible = true;
  json.type = std::string(constant);
  state.settle(place->column);
  return !place->part;
}

/// f(x) op constant, for a function of text.
bool narrow_text_function(BranchState& state, const ExprPtr& function, const Expr& comparison, Op op,
                          std::string_view constant) {
  if (function->op == Op::JsonTypeof) return narrow_json_type(state, function->args[0], op, constant);
  if (function->op == Op::Trim && function->args.size() == 1 && op == Op::Ne && constant.empty()) {
    const auto place = place_of(state, function->args[0]);
    if (!place || value_kind(*place->type) != ValueKind::Text) return false;
    place->domain->text.no_blank = true;
    state.settle(place->column);
    return !place->part;
  }
  auto wanted = compared_texts(state, op, constant, comparison.byte_order);
  return wanted && admit_language(state, function, std::move(*wanted));
}

bool is_plain(const Expr& expr) {
  return expr.op == Op::Column || expr.op == Op::FieldSelect || expr.op == Op::JsonGet ||
         expr.op == Op::Subscript;
}

/// Whether place_of() finds a text there without undoing a function.
bool is_text_place(const Expr& expr) {
  if (expr.op != Op::Cast) return is_plain(expr);
  const Expr& from = *expr.args[0];
  return is_text_place(from) &&
         (from.op == Op::JsonGet || (from.type && from.type->type_class == TypeClass::Text));
}

/// x op constant, where the order of the values is that of texts.
bool narrow_text_order(BranchState& state, const ExprPtr& subject, const Expr& comparison, Op op,
                       const Expr& constant) {
  const std::optional<std::string> model = model_text(constant);
  if (model && !text_model_keeps_order(*constant.type))
    return narrow_address_order(state, subject, op, *model);
  const bool bytes = comparison.byte_order || model.has_value();
  if (!model && !is_text_constant(constant)) return false;
  auto wanted = compared_texts(state, op, model ? std::string_view(*model) : constant.constant.text(), bytes);
  return wanted && admit_language(state, subject, std::move(*wanted));
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
  if (op == Op::Eq)
    for (const auto& [function, whole] : {std::pair(a, b), std::pair(b, a)})
      if (const auto known = narrow_canonical(state, *function, whole)) return *known;
  if (b->op == Op::Constant) {
    if (is_text_constant(*b) && !is_text_place(*a))
      return narrow_text_function(state, a, *expr, op, b->constant.text());
    if (const auto model = model_text(*b); model && is_text_function(a->op))
      return narrow_text_function(state, a, *expr, op, *model);
    if (op == Op::Eq || op == Op::Ne) return narrow_equality(state, a, op, {b->constant});
    // Every text but the empty one comes after it, whatever the collation.
    if (op == Op::Gt && is_text_constant(*b) && b->constant.size == 0)
      return narrow_equality(state, a, Op::Ne, {b->constant});
    return narrow_text_order(state, a, *expr, op, *b);
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
  const ExprPtr& subject = expr->args[0];
  if (!is_text_place(*subject)) {
    std::optional<Automaton> listed = repeated({}, 0, -1);
    for (size_t i = 1; i < expr->args.size() && listed; ++i) {
      if (!is_text_constant(*expr->args[i])) return false;
      const auto one = from_literal(expr->args[i]->constant.text());
      listed = one ? std::optional(united(*listed, *one)) : std::nullopt;
    }
    if (listed && expr->op == Op::NotIn) listed = complement(*listed);
    return listed && admit_language(state, subject, std::move(*listed));
  }
  std::vector<Value> values;
  for (size_t i = 1; i < expr->args.size(); ++i) values.push_back(expr->args[i]->constant);
  return narrow_equality(state, subject, expr->op == Op::In ? Op::Eq : Op::Ne, values);
}

namespace {

/// What the pattern of LIKE, ~ and their kin accepts.
PatternLibrary::Entry compiled_pattern(const BranchState& state, const Expr& expr, bool ignore_case) {
  const Op op = expr.op;
  ignore_case =
      ignore_case || op == Op::ILike || op == Op::NotILike || op == Op::RegexI || op == Op::NotRegexI;
  const std::string pattern(expr.args[1]->constant.text());
  PatternLibrary::Entry entry;
  if (op == Op::Like || op == Op::NotLike || op == Op::ILike || op == Op::NotILike) {
    entry.automaton = from_like(pattern, U'\\', ignore_case);
  } else {
    const std::vector<int> columns = columns_of(*expr.args[0]);
    if (columns.empty()) return entry;
    const uint32_t collation = state.relation().columns[static_cast<size_t>(columns[0])].collation;
    entry = state.context().patterns.regex(pattern, ignore_case, collation);
    if (entry.automaton) entry.automaton->exact = entry.automaton->exact && entry.exact;
  }
  entry.exact = entry.automaton && entry.automaton->exact;
  return entry;
}

}  // namespace

bool narrow_pattern(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (outcomes != kTrue && outcomes != (kTrue | kNull)) return false;
  const Op op = expr->op;
  if (!is_text_constant(*expr->args[1]) || expr->args.size() > 2) return false;
  const bool positive = op == Op::Like || op == Op::ILike || op == Op::Regex || op == Op::RegexI;
  const ExprPtr& subject = expr->args[0];
  const auto place = is_text_place(*subject) ? place_of(state, subject) : std::nullopt;
  PatternLibrary::Entry entry = compiled_pattern(state, *expr, place && place->type->name == "citext");
  // A pattern that accepts too much would take too much away.
  if (!entry.automaton || (!positive && !entry.exact)) return false;
  if (!place || place->type->type_class != TypeClass::Text) {
    std::optional<Automaton> wanted = std::move(entry.automaton);
    if (!positive) wanted = complement(*wanted);
    return wanted && admit_language(state, subject, std::move(*wanted));
  }
  TextSet& text = place->domain->text;
  (positive ? text.positive : text.negative).push_back(std::move(*entry.automaton));
  if (positive && entry.sampled) text.templates.push_back(entry.sampled);
  if (place->part) settle_domain(*place->domain, *place->type);
  state.settle(place->column);
  return entry.exact && !place->part;
}

bool narrow_prefix(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  const bool positive = outcomes == kTrue || outcomes == (kTrue | kNull);
  const bool negative = outcomes == kFalse || outcomes == (kFalse | kNull);
  if ((!positive && !negative) || !is_text_constant(*expr->args[1])) return false;
  const std::string pattern = escaped(expr->args[1]->constant.text()) + "%";
  if (positive && is_text_place(*expr->args[0])) return add_positive(state, expr->args[0], pattern, false);
  auto wanted = from_like(pattern);
  if (wanted && negative) wanted = complement(*wanted);
  return wanted && admit_language(state, expr->args[0], std::move(*wanted));
}

const ExprPtr& compared_column(const ExprPtr& compared) {
  const Type* own = compared->op == Op::Cast && compared->args[0]->op == Op::Column
                        ? compared->args[0]->type.get()
                        : nullptr;
  const bool raised =
      own && (own->type_class == TypeClass::Integer ||
              (own->type_class == TypeClass::Date && compared->type->type_class == TypeClass::Timestamp));
  return raised ? compared->args[0] : compared;
}

namespace {

/// A member of a document, an attribute, an element.
bool is_part(Op op) { return op == Op::JsonGet || op == Op::FieldSelect || op == Op::Subscript; }

}  // namespace

bool only_forwards(const Expr& expr) {
  if (expr.op == Op::Opaque) return true;
  return std::any_of(expr.args.begin(), expr.args.end(),
                     [](const ExprPtr& argument) { return only_forwards(*argument); });
}

void note_definition(BranchState& state, const ExprPtr& equality, int predicate) {
  if (equality->op != Op::Eq) return;
  for (size_t side : {size_t{0}, size_t{1}}) {
    const ExprPtr& target = compared_column(equality->args[side]);
    const ExprPtr& source = equality->args[1 - side];
    if (target->op != Op::Column || target->column < 0 || source->op == Op::Column) continue;
    const std::vector<int> read = columns_of(*source);
    if (read.empty() || std::find(read.begin(), read.end(), target->column) != read.end()) continue;
    state.definitions.push_back({target->column, source, predicate});
    return;
  }
}

void narrow_sources(BranchState& state) {
  constexpr size_t kMostTexts = 64;
  const std::vector<Definition> definitions = state.definitions;
  for (const Definition& definition : definitions) {
    const Domain domain = state.domain(definition.column);
    const Type& type = *state.relation().columns[static_cast<size_t>(definition.column)].type;
    // Of a column that may be NULL nothing follows, and only texts that are equal in no other spelling are told apart.
    if (type.type_class != TypeClass::Text || domain.null != NullStatus::Never ||
        loose_equality(state.relation(), definition.column) ||
        !(is_text_function(definition.expr->op) || is_part(definition.expr->op)))
      continue;
    if (domain.values && !domain.values->empty() && domain.values->size() <= kMostTexts) {
      std::optional<Automaton> all;
      for (const Value& value : *domain.values) {
        auto one = value.kind == ValueKind::Text ? from_like(escaped(value.text())) : std::nullopt;
        if (!one) return;
        all = all ? united(*all, *one) : std::move(one);
      }
      admit_language(state, definition.expr, std::move(*all));
    }
    for (const Automaton& shape : domain.text.positive) admit_language(state, definition.expr, shape);
  }
}

}  // namespace datagen::core
