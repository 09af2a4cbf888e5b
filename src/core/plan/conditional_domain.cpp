// src/core/plan/conditional_domain.cpp -- putting known values into conditions and analysing what is left
#include "core/plan/conditional_domain.hpp"

#include "core/base/contains.hpp"
#include "core/constraint/evaluate.hpp"
#include "core/plan/column_plan.hpp"
#include "core/search/search_problem.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Results of analyses that are kept, the languages and patterns compiled for them included.
constexpr size_t kMostKnown = 64;

/// The column occurs where rules of analysis can get at it.
bool reads_openly(const Expr& expr, int column) {
  if (expr.op == Op::Opaque) return false;
  return (expr.op == Op::Column && expr.column == column) ||
         std::any_of(expr.args.begin(), expr.args.end(),
                     [&](const ExprPtr& part) { return reads_openly(*part, column); });
}

/// A constant of what reads no column; `expr` itself where only the server knows.
ExprPtr folded(const ExprPtr& expr) {
  if (expr->op == Op::Constant || !expr->type || !columns_of(*expr).empty()) return expr;
  if (is_boolean(*expr)) {
    const Truth truth = truth_of(*expr, {});
    if (truth == Truth::Undetermined) return expr;
    return make_constant(truth == Truth::Null ? Value::null() : Value::of_tick(truth == Truth::True),
                         expr->type);
  }
  if (expr->type->type_class == TypeClass::Text) {
    const auto text = constant_text_of(*expr);
    return text ? make_constant(Value::of_text(*text), expr->type) : expr;
  }
  const auto value =
      value_kind(*expr->type) == ValueKind::Tick ? evaluate(*expr, {}, *expr->type) : std::nullopt;
  return value ? make_constant(*value, expr->type) : expr;
}

}  // namespace

ConditionalDomain::ConditionalDomain(const RelationTask& task, int column, const std::vector<int>& predicates)
    : task_(task), column_(column), null_share_(null_share_of(task, column)) {
  for (int predicate : predicates)
    if (contains(task.relation->predicates[static_cast<size_t>(predicate)].columns, column))
      predicates_.push_back(predicate);
}

bool ConditionalDomain::says_more(const Relation& relation, int column, const std::vector<int>& predicates) {
  return std::any_of(predicates.begin(), predicates.end(), [&](int index) {
    const Predicate& predicate = relation.predicates[static_cast<size_t>(index)];
    return predicate.expr && ((predicate.columns.size() > 1 && reads_openly(*predicate.expr, column)) ||
                              TiedParts::ties(*predicate.expr, column));
  });
}

bool ConditionalDomain::draw(const Value* row, const std::vector<int>& open, RowServices& services,
                             Stream& stream, Arena& arena, Value& value) {
  std::vector<Predicate> conditions;
  uint64_t values = 0;
  for (int index : predicates_) {
    const Predicate& predicate = task_.relation->predicates[static_cast<size_t>(index)];
    if (!predicate.expr || std::any_of(open.begin(), open.end(),
                                       [&](int column) { return contains(predicate.columns, column); }))
      continue;
    values = combine(values, static_cast<uint64_t>(index));
    const ExprPtr expr = beside(predicate.expr, row, services, arena, values);
    for (const ExprPtr& conjunct : expr->op == Op::And ? expr->args : std::vector<ExprPtr>{expr}) {
      // What the server could not evaluate keeps columns that the analysis knows nothing of.
      const std::vector<int> left = columns_of(*conjunct);
      if (!left.empty() && left.back() != 0) continue;
      Predicate& condition = conditions.emplace_back();
      condition.name = predicate.name;
      condition.source = predicate.source;
      condition.needs_true = predicate.needs_true;
      condition.columns = {0};
      condition.expr = conjunct;
    }
  }
  auto known = known_.find(values);
  if (known == known_.end()) {
    if (known_.size() >= kMostKnown) {
      known_.clear();
      patterns_.reset();
    }
    known = known_.emplace(values, known_of(std::move(conditions), services)).first;
  }
  const Choices pinned = known->second.parts ? with_parts(known->second, services, stream, arena) : Choices();
  const Choices& choices = known->second.parts ? pinned : known->second.choices;
  double point = stream.unit();
  for (const Choice& choice : choices) {
    point -= choice.weight;
    if (point >= 0 && &choice != &choices.back()) continue;
    value = Value::null();
    if (!choice.generator) return choice.null != NullStatus::Never;
    if (choice.null == NullStatus::May && stream.chance(null_share_)) return true;
    // Generators may keep the texts that they draw, and these do not live as long as the row.
    value = copied(choice.generator->draw(stream, arena), arena);
    return true;
  }
  return false;
}

/// `expr` with constants for all but the column, which becomes the first of a relation of its own. `values` takes in the
/// constants that differ from row to row.
ExprPtr ConditionalDomain::beside(const ExprPtr& expr, const Value* row, RowServices& services, Arena& arena,
                                  uint64_t& values) const {
  if (expr->op == Op::Constant) return expr;
  const auto put_in = [&](const Value& value) {
    values = combine(values, value.is_null() ? 0 : hash_value(value) | 1);
    return make_constant(value, expr->type);
  };
  if (expr->op == Op::Column)
    return expr->column == column_ ? make_column(0, expr->type)
           : expr->column >= 0     ? put_in(row[expr->column])
                                   : expr;
  if (expr->handle >= 0 && expr->type && !contains(columns_of(*expr), column_))
    if (const auto value = services.value_of(row, *expr, arena)) return put_in(*value);
  // The server alone evaluates it: its columns stay, and are known by numbers beyond the relation's.
  if (expr->op == Op::Opaque) {
    const int beyond = static_cast<int>(task_.relation->columns.size());
    return make_expr(Op::Opaque, {make_column(beyond, expr->type)}, expr->type, expr->symbol);
  }
  ExprPtr result = expr;
  for (const ExprPtr& part : expr->args) {
    const ExprPtr changed = beside(part, row, services, arena, values);
    if (changed != part) result = replace_expr(result, part.get(), changed);
  }
  return folded(result);
}

std::optional<Analysis> ConditionalDomain::analysed(std::vector<Predicate> predicates,
                                                    RowServices& services) {
  PatternCompiler* compiler = services.patterns();
  if (!compiler) return std::nullopt;
  if (!patterns_) {
    patterns_ = std::make_unique<PatternLibrary>(*compiler);
    languages_ = std::make_unique<LanguageLibrary>();
  }
  Relation alone;
  alone.columns.push_back(task_.relation->columns[static_cast<size_t>(column_)]);
  alone.predicates = std::move(predicates);
  return analyse_with(alone, *patterns_, *languages_, services);
}

ConditionalDomain::Known ConditionalDomain::known_of(std::vector<Predicate> conditions,
                                                     RowServices& services) {
  Known known;
  const auto analysis = analysed(conditions, services);
  if (!analysis) return known;
  known.choices = choices_of(*analysis);
  const Domain* whole = &analysis->base[0];
  if (!analysis->groups.empty()) {
    const auto& domains = analysis->groups[0].branches[0].domains;
    if (const auto own = domains.find(0); own != domains.end()) whole = &own->second;
  }
  known.parts = TiedParts::find(task_.relation->columns[static_cast<size_t>(column_)], *whole, conditions,
                                task_, *patterns_, *languages_, services);
  if (known.parts) known.conditions = std::move(conditions);
  return known;
}

ConditionalDomain::Choices ConditionalDomain::choices_of(const Analysis& analysis) const {
  Choices choices;
  if (analysis.groups.empty()) add_choice(choices, analysis.base[0], 1);
  for (const BranchGroup& group : analysis.groups)
    for (const Branch& branch : group.branches) {
      const auto own = branch.domains.find(0);
      add_choice(choices, own == branch.domains.end() ? analysis.base[0] : own->second, branch.weight);
    }
  return choices;
}

/// What is left of the value when its tied parts are drawn; nothing where there are none that suit.
ConditionalDomain::Choices ConditionalDomain::with_parts(Known& known, RowServices& services, Stream& stream,
                                                         Arena& arena) {
  const auto equalities = known.parts->draw(stream, arena);
  if (!equalities) return {};
  std::vector<Predicate> conditions = known.conditions;
  for (const ExprPtr& equality : *equalities) {
    conditions.push_back(known.conditions[0]);
    conditions.back().expr = equality;
  }
  const auto analysis = analysed(std::move(conditions), services);
  return analysis ? choices_of(*analysis) : Choices();
}

void ConditionalDomain::add_choice(Choices& choices, const Domain& domain, double weight) const {
  Choice choice;
  choice.weight = weight;
  choice.null = domain.null;
  if (domain.null != NullStatus::Must && !domain.impossible)
    choice.generator = make_generator(request_for(task_, column_, domain));
  choices.push_back(std::move(choice));
}

}  // namespace datagen::core
