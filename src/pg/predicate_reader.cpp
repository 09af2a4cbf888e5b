// src/pg/predicate_reader.cpp -- walking node trees: leaves, logic, comparisons, choices
#include "pg/predicate_reader.hpp"

#include "pg/constant_reader.hpp"
#include "pg/predicate_nodes.hpp"
#include "pg/sub_select.hpp"
#include "pg/type_reader.hpp"

#include <cstring>
#include <set>

// clang-format off
extern "C" {
#include "nodes/makefuncs.h"
#include "nodes/pathnodes.h"
#include "datatype/timestamp.h"
#include "optimizer/optimizer.h"
#include "utils/fmgroids.h"
#include "utils/pg_locale.h"
}
// clang-format on

namespace datagen::pg {

using core::ExprPtr;
using core::Op;
using core::TypeClass;
using core::TypePtr;

namespace {

/// Folds STABLE functions with their present value. nullptr when one of them raises an error, as
/// current_setting('not.set') does: the tree then stays as it is.
Node* fold_stable(Node* expr, ExpressionPool& pool) {
  try {
    Subtransaction subtransaction;
    Node* folded = nullptr;
    {
      ContextSwitch in(pool.memory());
      folded = call([&]() noexcept {
        PlannerInfo* root = makeNode(PlannerInfo);
        root->glob = makeNode(PlannerGlobal);
        return estimate_expression_value(root, expr);
      });
    }
    subtransaction.commit();
    return folded;
  } catch (const PgError& error) {
    if (must_propagate(error.sqlstate())) throw;
    return nullptr;
  }
}

/// A date beside a timestamp, on the timestamp's grid.
ExprPtr on_grid_of(ExprPtr expr, const core::Expr& other) {
  const TypeClass wanted = other.type->type_class;
  if (expr->type->type_class != TypeClass::Date) return expr;
  if (wanted != TypeClass::Timestamp && wanted != TypeClass::TimestampTz) return expr;
  int64_t midnight = 0;
  if (wanted == TypeClass::Timestamp && expr->op == Op::Constant &&
      expr->constant.kind == core::ValueKind::Tick &&
      !__builtin_mul_overflow(expr->constant.tick, USECS_PER_DAY, &midnight))
    return core::make_constant(core::Value::of_tick(midnight), other.type);
  return core::make_expr(Op::Cast, {std::move(expr)}, other.type);
}

/// No time at all beside an interval of months is no months.
ExprPtr zero_months(const ExprPtr& expr, const core::Expr& other) {
  const bool zero = expr->op == Op::Constant && expr->constant.kind == core::ValueKind::Tick &&
                    expr->constant.tick == 0 && expr->type->type_class == TypeClass::Interval;
  return zero && other.type->month_interval ? core::make_constant(expr->constant, other.type) : expr;
}

/// varchar[] as text[]: the elements are relabelled, no more.
bool only_relabels(const ArrayCoerceExpr* coercion) {
  return IsA(strip_relabel(reinterpret_cast<Node*>(coercion->elemexpr)), CaseTestExpr);
}

}  // namespace

NormalisedExpr normalise(Node* expr, Condition condition, ExpressionPool& pool) {
  ContextSwitch in(pool.memory());
  NormalisedExpr result;
  result.node = call([&]() noexcept {
    Node* node =
        IsA(expr, List) ? reinterpret_cast<Node*>(make_ands_explicit(reinterpret_cast<List*>(expr))) : expr;
    return eval_const_expressions(nullptr, node);
  });
  if (call([&]() noexcept { return contain_mutable_functions(result.node); })) {
    Node* folded = fold_stable(result.node, pool);
    // A STABLE function of a column, as enum::text is one, does not move by itself.
    result.is_volatile = call([&]() noexcept {
      return contain_volatile_functions(result.node) || !folded || !equal(folded, result.node);
    });
    if (folded) result.node = folded;
  }
  result.node = call([&]() noexcept {
    Node* node = result.node;
    if (condition != Condition::None)
      node = reinterpret_cast<Node*>(
          canonicalize_qual(reinterpret_cast<Expr*>(node), condition == Condition::PassesOnNull));
    node = static_cast<Node*>(copyObjectImpl(node));
    fix_opfuncids(node);
    return node;
  });
  return result;
}

PredicateReader::PredicateReader(ExpressionPool& pool, const std::vector<core::Column>& columns,
                                 TypePtr value)
    : pool_(pool), columns_(columns), value_(std::move(value)) {
  for (size_t i = 0; i < columns.size(); ++i) index_by_number_[columns[i].number] = static_cast<int>(i);
}

TypePtr PredicateReader::type_of(Node* node) {
  struct Shape {
    Oid type;
    int32 typmod;
  };
  const Shape shape = call([&]() noexcept { return Shape{exprType(node), exprTypmod(node)}; });
  TypePtr& known = types_[{shape.type, shape.typmod}];
  if (!known) known = read_type(shape.type, shape.typmod);
  return known;
}

TypePtr PredicateReader::boolean() {
  TypePtr& known = types_[{BOOLOID, -1}];
  if (!known) known = read_type(BOOLOID);
  return known;
}

int PredicateReader::handle_of(Node* node) {
  return case_depth_ == 0 && can_evaluate(node) ? pool_.add(node) : -1;
}

std::vector<int> PredicateReader::columns_of(Node* node) {
  List* vars = call([&]() noexcept { return pull_vars_of_level(node, 0); });
  std::set<int> found;
  for (int i = 0; i < list_length(vars); ++i) {
    const AttrNumber number = static_cast<Var*>(list_nth(vars, i))->varattno;
    if (number == 0)
      for (const auto& [attribute, index] : index_by_number_) found.insert(index);
    auto known = index_by_number_.find(number);
    if (known != index_by_number_.end()) found.insert(known->second);
  }
  return {found.begin(), found.end()};
}

ExprPtr PredicateReader::opaque(Node* node) {
  auto expr = std::make_shared<core::Expr>();
  for (int column : columns_of(node)) expr->args.push_back(core::make_column(column, columns_[column].type));
  expr->type = type_of(node);
  expr->symbol = symbol_of(node);
  expr->handle = handle_of(node);
  return expr;
}

ExprPtr PredicateReader::node_of(Op op, Args args, Node* whole) {
  return core::make_expr(op, std::move(args), type_of(whole), symbol_of(whole));
}

PredicateReader::Args PredicateReader::read_list(List* list) {
  Args args;
  for (int i = 0; i < list_length(list); ++i) args.push_back(read(argument(list, i)));
  return args;
}

/// Arguments whose value the server can tell once the columns they read are known (core/plan/conditional_domain.hpp).
PredicateReader::Args PredicateReader::operands(List* list) {
  Args args;
  for (int i = 0; i < list_length(list); ++i) args.push_back(operand(argument(list, i)));
  return args;
}

ExprPtr PredicateReader::read(Node* node) {
  call([]() noexcept { check_stack_depth(); });
  ContextSwitch in(pool_.memory());
  ExprPtr known = read_known(node);
  return known ? known : opaque(node);
}

/// nullptr when the language has no word for the node.
ExprPtr PredicateReader::read_known(Node* node) {
  switch (nodeTag(node)) {
    case T_Var: return read_var(reinterpret_cast<Var*>(node));
    case T_Const: return read_const(reinterpret_cast<Const*>(node));
    case T_BoolExpr: return read_bool(reinterpret_cast<BoolExpr*>(node));
    case T_NullTest: return read_null_test(reinterpret_cast<NullTest*>(node));
    case T_BooleanTest: return read_boolean_test(reinterpret_cast<BooleanTest*>(node));
    case T_OpExpr: return read_op(reinterpret_cast<OpExpr*>(node));
    case T_ScalarArrayOpExpr: return read_array_op(reinterpret_cast<ScalarArrayOpExpr*>(node));
    case T_CaseExpr: return read_case(reinterpret_cast<CaseExpr*>(node));
    case T_CaseTestExpr: return case_test_;
    case T_RowCompareExpr: return read_row_compare(reinterpret_cast<RowCompareExpr*>(node));
    case T_FieldSelect: return read_field(reinterpret_cast<FieldSelect*>(node));
    case T_CoalesceExpr:
      return node_of(Op::Coalesce, read_list(reinterpret_cast<CoalesceExpr*>(node)->args), node);
    case T_NullIfExpr: return node_of(Op::NullIf, read_list(reinterpret_cast<NullIfExpr*>(node)->args), node);
    case T_CoerceToDomainValue: return value_ ? core::make_column(-1, value_) : nullptr;
    case T_CoerceToDomain: return read(reinterpret_cast<Node*>(reinterpret_cast<CoerceToDomain*>(node)->arg));
    case T_RelabelType:
      return read_coercion(node, reinterpret_cast<Node*>(reinterpret_cast<RelabelType*>(node)->arg));
    case T_CoerceViaIO:
      return read_coercion(node, reinterpret_cast<Node*>(reinterpret_cast<CoerceViaIO*>(node)->arg));
    case T_ArrayCoerceExpr: {
      ArrayCoerceExpr* coercion = reinterpret_cast<ArrayCoerceExpr*>(node);
      return only_relabels(coercion) ? read_coercion(node, reinterpret_cast<Node*>(coercion->arg)) : nullptr;
    }
    case T_MinMaxExpr: {
      MinMaxExpr* choice = reinterpret_cast<MinMaxExpr*>(node);
      return node_of(choice->op == IS_GREATEST ? Op::Greatest : Op::Least, read_list(choice->args), node);
    }
    case T_DistinctExpr: {
      List* args = reinterpret_cast<DistinctExpr*>(node)->args;
      return compare(Op::Distinct, argument(args, 0), argument(args, 1), node);
    }
    case T_SubscriptingRef: return read_subscript(reinterpret_cast<SubscriptingRef*>(node));
    case T_FuncExpr: {
      FuncExpr* function = reinterpret_cast<FuncExpr*>(node);
      // VARIADIC "any" with an array: its elements are the arguments, and how many there are is not known here.
      if (function->funcvariadic &&
          call([&]() noexcept { return get_func_variadictype(function->funcid); }) == ANYOID)
        return nullptr;
      return read_call(function->funcid, function->args, node);
    }
    default: return nullptr;
  }
}

ExprPtr PredicateReader::read_var(const Var* var) {
  auto known = index_by_number_.find(var->varattno);
  if (var->varlevelsup != 0 || known == index_by_number_.end()) return nullptr;
  return core::make_column(known->second, columns_[known->second].type);
}

ExprPtr PredicateReader::read_const(const Const* constant) {
  TypePtr type = type_of(reinterpret_cast<Node*>(const_cast<Const*>(constant)));
  return read_constant(constant->constvalue, constant->constisnull, type, pool_);
}

ExprPtr PredicateReader::read_bool(const BoolExpr* expr) {
  if (expr->boolop == NOT_EXPR) return core::make_expr(Op::Not, read_list(expr->args), boolean(), "NOT");
  const bool conjunction = expr->boolop == AND_EXPR;
  return core::make_expr(conjunction ? Op::And : Op::Or, read_list(expr->args), boolean(),
                         conjunction ? "AND" : "OR");
}

ExprPtr PredicateReader::read_null_test(NullTest* test) {
  // A row-wise test looks into the row's fields, which the language cannot say.
  if (test->argisrow) return nullptr;
  Node* subject = reinterpret_cast<Node*>(test->arg);
  const bool is_null = test->nulltesttype == IS_NULL;
  if (IsA(subject, FuncExpr)) {
    FuncExpr* function = reinterpret_cast<FuncExpr*>(subject);
    ExprPtr known;
    if (function->funcid == F_ARRAY_POSITION_ANYCOMPATIBLEARRAY_ANYCOMPATIBLE)
      known = read_position_test(function, is_null);
    if (function->funcid == F_REGEXP_MATCH_TEXT_TEXT || function->funcid == F_REGEXP_MATCH_TEXT_TEXT_TEXT ||
        function->funcid == F_SUBSTRING_TEXT_TEXT)
      known = read_match_test(test, function);
    if (!is_null &&
        (function->funcid == F_TIMEZONE_TEXT_TIMESTAMPTZ || function->funcid == F_TIMEZONE_TEXT_TIMESTAMP))
      known = read_zone_test(test, function);
    if (known) return known;
  }
  if (ExprPtr readable = is_null ? nullptr : read_readable(test)) return readable;
  return core::make_expr(is_null ? Op::IsNull : Op::IsNotNull, {operand(subject)}, boolean(),
                         is_null ? "IS NULL" : "IS NOT NULL");
}

ExprPtr PredicateReader::read_boolean_test(const BooleanTest* test) {
  ExprPtr subject = read(reinterpret_cast<Node*>(test->arg));
  switch (test->booltesttype) {
    case IS_TRUE: return core::make_expr(Op::IsTrue, {subject}, boolean(), "IS TRUE");
    case IS_NOT_TRUE: return core::make_expr(Op::IsNotTrue, {subject}, boolean(), "IS NOT TRUE");
    case IS_FALSE: return core::make_expr(Op::IsFalse, {subject}, boolean(), "IS FALSE");
    case IS_NOT_FALSE: return core::make_expr(Op::IsNotFalse, {subject}, boolean(), "IS NOT FALSE");
    case IS_UNKNOWN: return core::make_expr(Op::IsNull, {subject}, boolean(), "IS UNKNOWN");
    case IS_NOT_UNKNOWN: return core::make_expr(Op::IsNotNull, {subject}, boolean(), "IS NOT UNKNOWN");
  }
  return nullptr;
}

ExprPtr PredicateReader::read_op(OpExpr* expr) {
  const Op comparison = list_length(expr->args) == 2 ? comparison_of(expr->opno) : Op::Opaque;
  Node* whole = reinterpret_cast<Node*>(expr);
  if (comparison != Op::Opaque)
    return with_byte_order(compare(comparison, argument(expr->args, 0), argument(expr->args, 1), whole),
                           expr->inputcollid);
  return read_call(expr->opfuncid, expr->args, whole);
}

ExprPtr PredicateReader::with_byte_order(ExprPtr comparison, Oid collation) {
  const bool order = comparison->op == Op::Lt || comparison->op == Op::Le || comparison->op == Op::Gt ||
                     comparison->op == Op::Ge;
  if (!order || !OidIsValid(collation) || comparison->args[0]->type->type_class != TypeClass::Text ||
      !call([&]() noexcept { return lc_collate_is_c(collation); }))
    return comparison;
  auto ordered = std::make_shared<core::Expr>(*comparison);
  ordered->byte_order = true;
  return ordered;
}

/// A node that the server can evaluate on its own, for definitions such as total = price * quantity.
ExprPtr PredicateReader::operand(Node* node) {
  ExprPtr expr = read(node);
  if (expr->op == Op::Column || expr->op == Op::Constant || expr->op == Op::Opaque) return expr;
  auto evaluable = std::make_shared<core::Expr>(*expr);
  evaluable->handle = handle_of(node);
  return evaluable;
}

/// The enum constant whose label a text constant is; nullptr when it is none.
ExprPtr PredicateReader::label_constant(const TypePtr& type, Node* constant) {
  Const* text = constant_of(constant);
  if (!text || text->constisnull) return nullptr;
  ExprPtr label = read_const(text);
  if (label->constant.kind != core::ValueKind::Text) return nullptr;
  for (size_t i = 0; i < type->labels.size(); ++i)
    if (type->labels[i] == label->constant.text())
      return core::make_constant(core::Value::of_tick(static_cast<int64_t>(i)), type);
  return nullptr;
}

ExprPtr PredicateReader::compare(Op op, Node* left, Node* right, Node* whole) {
  const std::string symbol = symbol_of(whole);
  if (op == Op::Eq || op == Op::Ne || op == Op::Distinct) {
    for (int turn = 0; turn < 2; ++turn) {
      Node* labelled = enum_under_text(turn == 0 ? left : right);
      if (!labelled) continue;
      ExprPtr subject = operand(labelled);
      if (ExprPtr label = label_constant(subject->type, turn == 0 ? right : left))
        return core::make_expr(op, {subject, label}, boolean(), symbol);
    }
  }
  ExprPtr comparison = compare_read(op, operand(left), operand(right), symbol);
  ExprPtr hint = comparison_hint(op, left, right);
  return hint ? with_hint(comparison, std::move(hint)) : comparison;
}

ExprPtr PredicateReader::compare_read(Op op, ExprPtr left, ExprPtr right, const std::string& symbol) {
  left = zero_months(left, *right);
  right = zero_months(right, *left);
  // '1 month' compares as 30 days unless both sides count months.
  const bool months = left->type->month_interval && right->type->month_interval;
  if (!months) {
    left = as_microseconds(left);
    right = as_microseconds(right);
  }
  left = on_grid_of(std::move(left), *right);
  right = on_grid_of(std::move(right), *left);
  return core::make_expr(op, {std::move(left), std::move(right)}, boolean(), symbol);
}

ExprPtr PredicateReader::read_case(CaseExpr* expr) {
  ExprPtr outer = case_test_;
  if (expr->arg) {
    case_test_ = read(reinterpret_cast<Node*>(expr->arg));
    ++case_depth_;
  }
  Args args;
  for (int i = 0; i < list_length(expr->args); ++i) {
    CaseWhen* when = reinterpret_cast<CaseWhen*>(argument(expr->args, i));
    args.push_back(read(reinterpret_cast<Node*>(when->expr)));
    args.push_back(read(reinterpret_cast<Node*>(when->result)));
  }
  Node* whole = reinterpret_cast<Node*>(expr);
  args.push_back(expr->defresult ? read(reinterpret_cast<Node*>(expr->defresult))
                                 : core::make_constant(core::Value::null(), type_of(whole)));
  if (expr->arg) --case_depth_;
  case_test_ = outer;
  return core::make_expr(Op::Case, std::move(args), type_of(whole), "CASE");
}

/// (a, b) < (c, d) as a < c OR (a = c AND b < d); the last pair takes the operator as it is.
ExprPtr PredicateReader::read_row_compare(RowCompareExpr* expr) {
  const int count = list_length(expr->largs);
  ExprPtr result;
  for (int i = count - 1; i >= 0; --i) {
    const Op op = comparison_of(list_nth_oid(expr->opnos, i));
    if (op == Op::Opaque) return nullptr;
    ExprPtr left = operand(argument(expr->largs, i)), right = operand(argument(expr->rargs, i));
    if (!result) {
      result = with_byte_order(compare_read(op, left, right, {}), list_nth_oid(expr->inputcollids, i));
      continue;
    }
    const Op strict = op == Op::Le ? Op::Lt : op == Op::Ge ? Op::Gt : op;
    ExprPtr tie =
        core::make_expr(Op::And, {compare_read(Op::Eq, left, right, "="), result}, boolean(), "AND");
    ExprPtr before =
        with_byte_order(compare_read(strict, left, right, {}), list_nth_oid(expr->inputcollids, i));
    result = core::make_expr(Op::Or, {before, tie}, boolean(), "OR");
  }
  return result;
}

ExprPtr PredicateReader::read_field(FieldSelect* field) {
  Node* subject = reinterpret_cast<Node*>(field->arg);
  if (IsA(subject, Var) && reinterpret_cast<Var*>(subject)->varattno == 0) return nullptr;
  const NameData name = call([&]() noexcept {
    TupleDesc descriptor = lookup_rowtype_tupdesc_domain(exprType(subject), exprTypmod(subject), false);
    const NameData found = TupleDescAttr(descriptor, field->fieldnum - 1)->attname;
    ReleaseTupleDesc(descriptor);
    return found;
  });
  return core::make_expr(Op::FieldSelect, {read(subject)}, type_of(reinterpret_cast<Node*>(field)),
                         to_utf8(NameStr(name), std::strlen(NameStr(name))));
}

/// Conversions to and from text whose texts the core knows.
bool is_written(const core::Type& value, const core::Type& text) {
  if (text.type_class != TypeClass::Text || text.oid == NAMEOID) return false;
  switch (value.type_class) {
    case TypeClass::Integer: return value.oid != OIDOID;
    case TypeClass::Numeric:
    case TypeClass::Date:
    case TypeClass::Uuid: return true;
    case TypeClass::Literal: return value.oid == MACADDROID || value.oid == MACADDR8OID;
    default: return false;
  }
}

/// Relabelling and conversion by text: looked through where value and order stay the same.
ExprPtr PredicateReader::read_coercion(Node* node, Node* argument) {
  ExprPtr inner = read(argument);
  const TypePtr target = type_of(node);
  if (IsA(node, CoerceViaIO)) {
    const bool document = target->type_class == TypeClass::Json || target->type_class == TypeClass::Jsonb;
    if (inner->op == Op::JsonGet || (document && inner->type->type_class == TypeClass::Text))
      return core::make_expr(Op::Cast, {inner}, target);
    if (is_written(*inner->type, *target) || is_written(*target, *inner->type))
      return core::make_expr(Op::Cast, {inner}, target);
    return inner->type->type_class == TypeClass::Text && target->type_class == TypeClass::Text ? inner
                                                                                               : nullptr;
  }
  return inner->type->type_class == target->type_class ? inner : nullptr;
}

core::Predicate read_predicate(Node* expr, std::string name, core::PredicateSource source, bool needs_true,
                               PredicateReader& reader, ExpressionPool& pool) {
  core::Predicate predicate;
  predicate.name = std::move(name);
  predicate.source = source;
  predicate.needs_true = needs_true;
  const FoldedCondition folded = fold_sub_selects(expr, pool);
  predicate.reads.assign(folded.reads.begin(), folded.reads.end());
  const NormalisedExpr normalised =
      normalise(folded.node, needs_true ? Condition::NeedsTrue : Condition::PassesOnNull, pool);
  predicate.is_volatile = normalised.is_volatile;
  predicate.expr = reader.read(normalised.node);
  predicate.columns = reader.columns_of(expr);
  if (can_evaluate(expr))
    predicate.handle = pool.add(expr);
  else if (can_evaluate(folded.node))
    predicate.handle = pool.add(folded.node);
  return predicate;
}

}  // namespace datagen::pg
