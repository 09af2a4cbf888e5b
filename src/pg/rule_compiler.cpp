// src/pg/rule_compiler.cpp -- parse analysis of rules, and the order among them
#include "pg/rule_compiler.hpp"

#include "pg/query.hpp"

#include <algorithm>
#include <cstring>
#include <map>

// clang-format off
extern "C" {
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "parser/parser.h"
}
// clang-format on

namespace datagen::pg {
namespace {

/// What the parser needs and finds; only plain data, because its errors leave by longjmp.
struct Parse {
  Oid relation;
  const char* relation_name;
  AttrNumber number;
  const char* column;
  const char* text;
  const char* context;
  Node* const* generated;  // by attribute number: the expression of a generated column, or nullptr
  List* references;        // of Found*
  Bitmapset* inputs;
  Node* expr;
};

struct Found {
  int location;
  AttrNumber number;
  bool qualified;
};

/// Moves the error's position from the client's query to the rule's text.
void explain_error(void* arg) {
  const Parse* parse = static_cast<const Parse*>(arg);
  const int position = geterrposition();
  if (position > 0) {
    errposition(0);
    internalerrposition(position);
    internalerrquery(parse->text);
  }
  errcontext("%s", parse->context);
}

/// The server's hook for column names.
Node* resolve_column(ParseState* state, ColumnRef* ref) {
  // Names inside a sub-select are its own; it is refused as a whole afterwards.
  if (state->parentParseState) return nullptr;
  Parse* parse = static_cast<Parse*>(state->p_ref_hook_state);
  // Plain, or with the relation's name; anything else is for the parser to refuse.
  const int parts = list_length(ref->fields);
  if (parts > 2 || !IsA(llast(ref->fields), String)) return nullptr;
  if (parts == 2 && strcmp(strVal(linitial(ref->fields)), parse->relation_name) != 0) return nullptr;
  const char* name = strVal(llast(ref->fields));
  const AttrNumber number = get_attnum(parse->relation, name);
  if (number == InvalidAttrNumber) return nullptr;
  if (number < 0)
    ereport(ERROR, (errcode(ERRCODE_INVALID_COLUMN_REFERENCE),
                    errmsg("cannot use system column \"%s\" in a rule", name),
                    parser_errposition(state, ref->location)));
  Found* found = static_cast<Found*>(palloc(sizeof(Found)));
  *found = {ref->location, number, parts == 2};
  parse->references = lappend(parse->references, found);
  if (parse->generated[number]) return static_cast<Node*>(copyObjectImpl(parse->generated[number]));
  Oid type;
  int32 typmod;
  Oid collation;
  get_atttypetypmodcoll(parse->relation, number, &type, &typmod, &collation);
  Var* var = makeVar(1, number, type, typmod, collation, 0);
  var->location = ref->location;
  return reinterpret_cast<Node*>(var);
}

/// The raw expression, when the text is nothing but one.
Node* raw_expression(ParseState* state, const char* text) {
  List* statements = raw_parser(text, RAW_PARSE_PLPGSQL_EXPR);
  SelectStmt* select = reinterpret_cast<SelectStmt*>(linitial_node(RawStmt, statements)->stmt);
  ResTarget* target =
      list_length(select->targetList) == 1 ? linitial_node(ResTarget, select->targetList) : nullptr;
  const bool clauses = select->distinctClause || select->fromClause || select->whereClause ||
                       select->groupClause || select->havingClause || select->windowClause ||
                       select->sortClause || select->limitOffset || select->limitCount ||
                       select->lockingClause || select->op != SETOP_NONE;
  const bool star = target && IsA(target->val, ColumnRef) &&
                    IsA(llast(reinterpret_cast<ColumnRef*>(target->val)->fields), A_Star);
  if (!target || clauses || star || target->name || target->indirection)
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("a rule must be one SQL expression"),
                    target ? parser_errposition(state, target->location) : 0));
  return target->val;
}

void refuse_queries(ParseState* state, Node* expr) {
  const char* what = state->p_hasSubLinks           ? "a sub-select"
                     : state->p_hasAggs             ? "an aggregate function"
                     : state->p_hasWindowFuncs      ? "a window function"
                     : expression_returns_set(expr) ? "a set-returning function"
                                                    : nullptr;
  if (what)
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("a rule cannot contain %s", what),
                    errdetail("A rule is an expression over the columns of one row."),
                    errhint("Put the query into a function, and call that.")));
}

Node* assigned_to_column(ParseState* state, const Parse* parse, Node* expr) {
  Oid type;
  int32 typmod;
  Oid collation;
  get_atttypetypmodcoll(parse->relation, parse->number, &type, &typmod, &collation);
  const Oid base = getBaseTypeAndTypmod(type, &typmod);
  Node* result = coerce_to_target_type(state, expr, exprType(expr), base, typmod, COERCION_ASSIGNMENT,
                                       COERCE_IMPLICIT_CAST, -1);
  if (!result)
    ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
                    errmsg("column \"%s\" is of type %s but its rule is of type %s", parse->column,
                           format_type_be(type), format_type_be(exprType(expr))),
                    errhint("You will need to rewrite or cast the rule."),
                    parser_errposition(state, exprLocation(expr))));
  return result;
}

/// Runs inside pg::call, in the memory context where the expression shall live.
void parse_rule(Parse* parse) noexcept {
  ErrorContextCallback callback;
  callback.previous = error_context_stack;
  callback.callback = explain_error;
  callback.arg = parse;
  error_context_stack = &callback;
  ParseState* state = make_parsestate(nullptr);
  state->p_sourcetext = parse->text;
  state->p_pre_columnref_hook = resolve_column;
  state->p_ref_hook_state = parse;
  Relation relation = relation_open(parse->relation, AccessShareLock);
  addNSItemToQuery(state,
                   addRangeTableEntryForRelation(state, relation, AccessShareLock, nullptr, false, false),
                   false, false, true);
  Node* expr = transformExpr(state, raw_expression(state, parse->text), EXPR_KIND_OTHER);
  refuse_queries(state, expr);
  expr = assigned_to_column(state, parse, expr);
  assign_expr_collations(state, expr);
  pull_varattnos(expr, 1, &parse->inputs);
  parse->expr = reinterpret_cast<Node*>(expression_planner(reinterpret_cast<Expr*>(expr)));
  relation_close(relation, NoLock);
  free_parsestate(state);
  error_context_stack = callback.previous;
}

std::string context_of(const core::Relation& relation, const Rule& rule) {
  const char* origin = rule.source == RuleSource::Call      ? "rule of this call"
                       : rule.source == RuleSource::Comment ? "rule in the comment"
                                                            : "rule";
  return std::string(origin) + " on column \"" + relation.columns[static_cast<size_t>(rule.column)].name +
         "\" of relation \"" + relation.name + "\"";
}

/// A circle of rules, from the column `at` on.
[[noreturn]] void refuse_circle(const core::Relation& relation, const std::vector<int>& path, int at) {
  const auto name = [&](int column) {
    return "\"" + relation.columns[static_cast<size_t>(column)].name + "\"";
  };
  const auto first = std::find(path.begin(), path.end(), at);
  if (path.end() - first == 1)
    throw core::Error(core::ErrorCode::InvalidParameter,
                      "the rule on column " + name(at) + " reads its own column", "", "",
                      fields_of(relation, at));
  std::string circle;
  for (auto column = first; column != path.end(); ++column) circle += name(*column) + " reads ";
  throw core::Error(core::ErrorCode::InvalidParameter,
                    "rules of relation \"" + relation.name + "\" refer to each other in a circle",
                    "Column " + circle + name(at) + ".",
                    "Give one of the columns a rule that does not read the others.", fields_of(relation, at));
}

}  // namespace

CompiledRule compile_rule(const core::Relation& relation, const Rule& rule, ExpressionPool& pool) {
  const core::Column& column = relation.columns[static_cast<size_t>(rule.column)];
  std::map<int, int> index_of;
  int highest = 0;
  for (size_t c = 0; c < relation.columns.size(); ++c) {
    index_of[relation.columns[c].number] = static_cast<int>(c);
    highest = std::max(highest, relation.columns[c].number);
  }
  std::vector<Node*> generated(static_cast<size_t>(highest) + 1, nullptr);
  for (const core::Column& other : relation.columns)
    if (other.generated_handle >= 0)
      generated[static_cast<size_t>(other.number)] = pool.node(other.generated_handle);
  const std::string relation_name = in_server_encoding(relation.name);
  const std::string name = in_server_encoding(column.name);
  const std::string text = in_server_encoding(rule.expression);
  const std::string context = in_server_encoding(context_of(relation, rule));
  Parse parse{};
  parse.relation = relation.id;
  parse.relation_name = relation_name.c_str();
  parse.number = static_cast<AttrNumber>(column.number);
  parse.column = name.c_str();
  parse.text = text.c_str();
  parse.context = context.c_str();
  parse.generated = generated.data();
  {
    ContextSwitch in(pool.memory());
    call([&]() noexcept { parse_rule(&parse); });
  }
  CompiledRule result;
  result.handle = pool.add(parse.expr);
  for (const auto& [number, index] : index_of)
    if (bms_is_member(number - FirstLowInvalidHeapAttributeNumber, parse.inputs))
      result.inputs.push_back(index);
  // Analysis may come upon a place twice.
  std::map<int, ColumnReference> references;
  for (int i = 0; i < list_length(parse.references); ++i) {
    const Found* found = static_cast<const Found*>(list_nth(parse.references, i));
    references[found->location] = {static_cast<size_t>(found->location), index_of.at(found->number),
                                   found->qualified};
  }
  for (const auto& [location, reference] : references) result.references.push_back(reference);
  return result;
}

std::vector<int> check_rule_order(const core::Relation& relation,
                                  const std::vector<std::pair<int, std::vector<int>>>& rules) {
  const auto name = [&](int column) -> const std::string& {
    return relation.columns[static_cast<size_t>(column)].name;
  };
  const auto by_name = [&](int a, int b) { return name(a) < name(b); };
  std::map<int, std::vector<int>> inputs(rules.begin(), rules.end());
  std::vector<int> columns;
  for (auto& [column, reads] : inputs) {
    columns.push_back(column);
    std::sort(reads.begin(), reads.end(), by_name);
  }
  std::sort(columns.begin(), columns.end(), by_name);
  std::vector<int> order;
  std::map<int, bool> done;
  // Depth first without recursion: `path` is the chain of rules that wait for each other, `next` the input to look at.
  for (int root : columns) {
    std::vector<int> path;
    std::vector<size_t> next;
    const auto enter = [&](int column) {
      if (done[column] || inputs.count(column) == 0) return;
      if (std::find(path.begin(), path.end(), column) != path.end()) refuse_circle(relation, path, column);
      path.push_back(column);
      next.push_back(0);
    };
    enter(root);
    while (!path.empty()) {
      const std::vector<int>& reads = inputs[path.back()];
      if (next.back() < reads.size()) {
        enter(reads[next.back()++]);
        continue;
      }
      done[path.back()] = true;
      order.push_back(path.back());
      path.pop_back();
      next.pop_back();
    }
  }
  return order;
}

}  // namespace datagen::pg
