// src/core/plan/tied_parts.cpp -- making a relation of a value's parts, and equalities of its rows
#include "core/plan/tied_parts.hpp"

#include "core/base/error.hpp"
#include "core/plan/row_maker.hpp"
#include "core/search/box_program.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Values tried for one value's parts.
constexpr uint64_t kBudget = 4000;

bool is_path(const Expr& expr, int column) {
  const auto constant_from = [&](size_t first) {
    return std::all_of(expr.args.begin() + static_cast<std::ptrdiff_t>(first), expr.args.end(),
                       [](const ExprPtr& arg) { return arg->op == Op::Constant; });
  };
  switch (expr.op) {
    case Op::Column: return expr.column == column;
    case Op::Cast:
    case Op::FieldSelect: return is_path(*expr.args[0], column);
    case Op::JsonGet:
    case Op::Subscript: return expr.args.size() == 2 && constant_from(1) && is_path(*expr.args[0], column);
    default: return false;
  }
}

/// A number, time or text within the value; the value itself is none.
bool is_scalar_part(const Expr& expr, int column = 0) {
  if (!expr.type || !is_path(expr, column) ||
      (value_kind(*expr.type) != ValueKind::Tick && expr.type->type_class != TypeClass::Text))
    return false;
  const Expr& inner = expr.op == Op::Cast ? *expr.args[0] : expr;
  return inner.op == Op::JsonGet || inner.op == Op::FieldSelect || inner.op == Op::Subscript;
}

void collect_parts(const Expr& expr, int column, std::vector<const Expr*>& parts) {
  if (is_scalar_part(expr, column)) {
    const auto same = [&](const Expr* other) { return same_expr(*other, expr); };
    if (std::none_of(parts.begin(), parts.end(), same)) parts.push_back(&expr);
    return;
  }
  for (const ExprPtr& arg : expr.args) collect_parts(*arg, column, parts);
}

/// Puts columns in the places of parts.
class Rewriting {
 public:
  explicit Rewriting(std::vector<ExprPtr>& parts) : parts_(parts) {}

  /// Null where something else of the value is read.
  ExprPtr rewritten(const ExprPtr& expr) {
    if (is_scalar_part(*expr)) return make_column(index_of(expr), expr->type);
    if (expr->op == Op::Column || expr->op == Op::Opaque) return nullptr;
    ExprPtr result = expr;
    for (const ExprPtr& arg : expr->args) {
      const ExprPtr changed = rewritten(arg);
      if (!changed) return nullptr;
      if (changed != arg) result = replace_expr(result, arg.get(), changed);
    }
    return result;
  }

 private:
  int index_of(const ExprPtr& part) {
    size_t index = 0;
    while (index < parts_.size() && !same_expr(*parts_[index], *part)) ++index;
    if (index == parts_.size()) parts_.push_back(part);
    return static_cast<int>(index);
  }
  std::vector<ExprPtr>& parts_;
};

/// The member's key, the attribute's name, the element's number after the column's name.
std::string name_of(const Expr& part, const std::string& column) {
  if (part.op == Op::Cast) return name_of(*part.args[0], column);
  if (part.op == Op::FieldSelect) return part.symbol;
  const Value& place = part.args[1]->constant;
  if (place.kind == ValueKind::Text) return std::string(place.text());
  return column + std::to_string(place.kind == ValueKind::Tick ? place.tick : 0);
}

/// The bounds of all elements, where the part is one.
void bound_element(const Expr& part, int column, const Domain& whole, Predicate condition,
                   std::vector<Predicate>& conditions) {
  if (part.op != Op::Subscript || part.args[0]->op != Op::Column || !whole.array.items ||
      value_kind(*part.type) != ValueKind::Tick)
    return;
  const TickSet& ticks = whole.array.items->ticks;
  if (!whole.array.items->narrowed && ticks.size() == 0) return;
  condition.columns = {column};
  for (const auto& [op, tick] : {std::pair{Op::Ge, ticks.lowest()}, std::pair{Op::Le, ticks.highest()}}) {
    condition.expr =
        make_expr(op, {make_column(column, part.type), make_constant(Value::of_tick(tick), part.type)});
    conditions.push_back(condition);
  }
}

}  // namespace

/// No server knows the parts: what the core cannot decide is judged on the whole value afterwards.
class TiedParts::Services final : public RowServices {
 public:
  Services(const Relation& relation, RowServices& outer) : outer_(outer), box_(relation.columns.size()) {
    for (const Predicate& predicate : relation.predicates)
      programs_.emplace_back(predicate.expr, -1, numbers_);
    lasting_numbers_ = numbers_.size();
  }
  void check_interrupts() override { outer_.check_interrupts(); }
  int first_failure(const Value* row, const std::vector<int>& predicates) override {
    numbers_.forget(lasting_numbers_);
    for (size_t c = 0; c < box_.size(); ++c)
      box_[c] = row[c].is_null()
                    ? Extent::nothing_but_null()
                    : Extent::point(row[c].kind == ValueKind::Tick ? row[c].tick : numbers_.number(row[c]));
    for (int predicate : predicates)
      if (!(programs_[static_cast<size_t>(predicate)].outcomes(box_) & (kTrue | kNull))) return predicate;
    return -1;
  }
  std::optional<uint64_t> key_hash(const UniqueKey&, const Value*) override { return std::nullopt; }
  bool exclusion_entry(const Exclusion&, int, const Value*, ExclusionEntry*) override { return false; }
  std::optional<uint64_t> exclusion_group(const Exclusion&, const Value*) override { return std::nullopt; }
  PatternCompiler* patterns() override { return outer_.patterns(); }
  RuleOutcome rule_value(int, const RuleDraw&, const Value*, Arena&, Value*) override {
    return RuleOutcome::Unfit;
  }
  [[noreturn]] void raise_rule_error() override {
    throw Error(ErrorCode::UnsupportedFeature, "parts of a value have no rules");
  }
  int64_t sequence_value(int, uint64_t) override { return 0; }

 private:
  RowServices& outer_;
  ValueNumbers numbers_;
  size_t lasting_numbers_ = 0;
  std::vector<BoxProgram> programs_;  // by predicate
  std::vector<Extent> box_;
};

bool TiedParts::ties(const Expr& expr, int column) {
  if (expr.op == Op::And)
    return std::any_of(expr.args.begin(), expr.args.end(),
                       [&](const ExprPtr& part) { return ties(*part, column); });
  std::vector<const Expr*> parts;
  collect_parts(expr, column, parts);
  return parts.size() > 1;
}

TiedParts::TiedParts() = default;
TiedParts::~TiedParts() = default;

std::unique_ptr<TiedParts> TiedParts::find(const Column& column, const Domain& whole,
                                           const std::vector<Predicate>& conditions, const RelationTask& task,
                                           PatternLibrary& patterns, LanguageLibrary& languages,
                                           RowServices& services) {
  std::unique_ptr<TiedParts> tied(new TiedParts);
  Relation& relation = tied->relation_;
  bool ties = false;
  for (const Predicate& condition : conditions) {
    std::vector<ExprPtr> parts = tied->parts_;
    const ExprPtr expr = Rewriting(parts).rewritten(condition.expr);
    const std::vector<int> read = expr ? columns_of(*expr) : std::vector<int>();
    if (read.empty()) continue;
    tied->parts_ = std::move(parts);
    Predicate& own = relation.predicates.emplace_back(condition);
    own.expr = expr;
    own.columns = read;
    own.handle = -1;
    ties = ties || read.size() > 1;
  }
  if (!ties) return nullptr;
  relation.name = column.name;
  for (const ExprPtr& part : tied->parts_) {
    const int index = static_cast<int>(relation.columns.size());
    Column& own = relation.columns.emplace_back();
    own.name = name_of(*part, column.name);
    if (relation.column_index(own.name) != index) own.name += std::to_string(index);
    own.number = index + 1;
    own.type = part->type;
    own.not_null = true;
    own.collation = column.collation;
    bound_element(*part, index, whole, conditions[0], relation.predicates);
  }
  auto analysis = analyse_with(relation, patterns, languages, services);
  if (!analysis) return nullptr;
  tied->task_.relation = &relation;
  tied->task_.analysis = std::move(*analysis);
  tied->task_.seed = task.seed;
  tied->task_.settings = task.settings;
  tied->task_.settings.edge_share = 0;
  tied->task_.search_budget = kBudget;
  tied->services_ = std::make_unique<Services>(relation, services);
  tied->rows_ = std::make_unique<RowMaker>(tied->task_, *tied->services_);
  return tied;
}

std::optional<std::vector<ExprPtr>> TiedParts::draw(Stream& stream, Arena& arena) {
  std::vector<Value> row(relation_.columns.size());
  try {
    rows_->make(stream.next64() >> 1, row.data(), arena);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::CheckViolation) throw;
    return std::nullopt;
  }
  std::vector<ExprPtr> equalities;
  for (size_t c = 0; c < row.size(); ++c)
    if (!row[c].is_null())
      equalities.push_back(make_expr(Op::Eq, {parts_[c], make_constant(row[c], parts_[c]->type)}));
  return equalities;
}

}  // namespace datagen::core
