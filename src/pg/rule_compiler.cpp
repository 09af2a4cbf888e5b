// src/pg/rule_compiler.cpp -- parse analysis of rules, and the order among them
#include "pg/rule_compiler.hpp"

#include "pg/query.hpp"
#include "pg/rule_error.hpp"

#include <algorithm>
#include <cstring>
#include <map>

// clang-format off
extern "C" {
#include "catalog/namespace.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "parser/parse_func.h"
#include "parser/parser.h"
#include "utils/varlena.h"
}
// clang-format on

namespace datagen::pg {
namespace {

/// A foreign key, as the parser needs it.
struct KeyOfParse {
  Oid parent;
  const AttrNumber* columns;
  int count;
};

/// What the parser needs and finds; only plain data, because its errors leave by longjmp.
struct Parse {
  Oid relation;
  const char* relation_name;
  AttrNumber number;
  const char* column;
  const char* text;
  const char* context;
  const KeyOfParse* keys;
  int key_count;
  int first_parameter;
  List* parents;           // of FoundParent*
  Node* const* generated;  // by attribute number: the expression of a generated column, or nullptr
  List* references;        // of Found*
  Bitmapset* inputs;
  Node* expr;
};

struct Found {
  int location;
  AttrNumber number;
  bool qualified;
  bool literal;
  Oid relation;  // InvalidOid: the rule's own
};

/// A call of datagen.parent(), and the node that stands in its place.
struct FoundParent {
  ColumnRef* place;
  int key;
  AttrNumber number;
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

/// The attribute that an argument of datagen.parent() names: as it is, or quoted as in SQL.
AttrNumber attribute_named(Oid relation, const char* text) {
  const AttrNumber number = get_attnum(relation, text);
  if (number != InvalidAttrNumber || text[0] != '"') return number;
  List* names = textToQualifiedNameList(cstring_to_text(text));
  return list_length(names) == 1 ? get_attnum(relation, strVal(linitial(names))) : InvalidAttrNumber;
}

/// The name follows renames where it stands between plain quotes.
void note_literal(Parse* parse, const A_Const* constant, Oid relation, AttrNumber number) {
  const char* name = strVal(&constant->val);
  const size_t size = strlen(name);
  const char* text = parse->text + constant->location;
  if (text[0] != '\'' || strncmp(text + 1, name, size) != 0 || text[size + 1] != '\'' || strchr(name, '\''))
    return;
  Found* found = static_cast<Found*>(palloc(sizeof(Found)));
  *found = {constant->location + 1, number, false, true, relation};
  parse->references = lappend(parse->references, found);
}

/// The string constant that an argument of datagen.parent() must be.
A_Const* parent_argument(ParseState* state, FuncCall* call, int index) {
  Node* argument = static_cast<Node*>(list_nth(call->args, index));
  if (!IsA(argument, A_Const) || !IsA(&castNode(A_Const, argument)->val, String))
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("the arguments of datagen.parent() must be string constants"),
                    parser_errposition(state, exprLocation(argument))));
  return castNode(A_Const, argument);
}

/// Finds the foreign key and the parent's column, and puts a column reference in the place of the call, which
/// resolve_column() will recognise.
void replace_parent_call(ParseState* state, Parse* parse, FuncCall* call) {
  A_Const* own = parent_argument(state, call, 0);
  A_Const* other = parent_argument(state, call, 1);
  const int location = call->location;
  const AttrNumber column = attribute_named(parse->relation, strVal(&own->val));
  if (column <= 0)
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
                    errmsg("column \"%s\" of relation \"%s\" does not exist", strVal(&own->val),
                           parse->relation_name),
                    parser_errposition(state, own->location)));
  FoundParent* found = static_cast<FoundParent*>(palloc0(sizeof(FoundParent)));
  found->key = -1;
  bool refers = false;
  for (int k = 0; k < parse->key_count; ++k) {
    const KeyOfParse* key = &parse->keys[k];
    for (int i = 0; i < key->count; ++i) {
      if (key->columns[i] != column) continue;
      refers = true;
      const AttrNumber number = attribute_named(key->parent, strVal(&other->val));
      if (number <= 0 || found->key >= 0) continue;
      found->key = k;
      found->number = number;
    }
  }
  if (!refers)
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("column \"%s\" of relation \"%s\" is part of no foreign key", strVal(&own->val),
                           parse->relation_name),
                    parser_errposition(state, own->location)));
  if (found->key < 0)
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
                    errmsg("column \"%s\" of the relation that column \"%s\" refers to does not exist",
                           strVal(&other->val), strVal(&own->val)),
                    parser_errposition(state, other->location)));
  const Oid parent = parse->keys[found->key].parent;
  if (parent == parse->relation)
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                    errmsg("datagen.parent() cannot read the relation it makes rows of"),
                    parser_errposition(state, location)));
  note_literal(parse, own, InvalidOid, column);
  note_literal(parse, other, parent, found->number);
  static_assert(sizeof(ColumnRef) <= sizeof(FuncCall), "the call's place must be large enough");
  ColumnRef* place = reinterpret_cast<ColumnRef*>(call);
  List* fields = list_make1(other);
  place->type = T_ColumnRef;
  place->fields = fields;
  place->location = location;
  found->place = place;
  parse->parents = lappend(parse->parents, found);
}

struct ParentWalk {
  ParseState* state;
  Parse* parse;
};

/// Visits the raw expression for calls of datagen.parent().
bool find_parent_calls(Node* node, void* context) {
  if (!node) return false;
  if (IsA(node, FuncCall)) {
    FuncCall* call = castNode(FuncCall, node);
    const bool named = list_length(call->args) == 2 && list_length(call->funcname) <= 2 &&
                       strcmp(strVal(llast(call->funcname)), "parent") == 0;
    if (named) {
      const Oid types[] = {NAMEOID, NAMEOID};
      const Oid function = LookupFuncName(call->funcname, 2, types, true);
      const Oid nspace = get_namespace_oid("datagen", true);
      if (OidIsValid(function) && get_func_namespace(function) == nspace) {
        ParentWalk* walk = static_cast<ParentWalk*>(context);
        replace_parent_call(walk->state, walk->parse, call);
        return false;
      }
    }
  }
  return raw_expression_tree_walker(node, reinterpret_cast<bool (*)()>(find_parent_calls), context);
}

/// The parameter that stands for a call of datagen.parent(), or null.
Node* parent_parameter(const Parse* parse, const ColumnRef* ref) {
  for (int i = 0; i < list_length(parse->parents); ++i) {
    const FoundParent* found = static_cast<const FoundParent*>(list_nth(parse->parents, i));
    if (found->place != ref) continue;
    Param* param = makeNode(Param);
    param->paramkind = PARAM_EXTERN;
    param->paramid = parse->first_parameter + i;
    get_atttypetypmodcoll(parse->keys[found->key].parent, found->number, &param->paramtype,
                          &param->paramtypmod, &param->paramcollid);
    param->location = ref->location;
    return reinterpret_cast<Node*>(param);
  }
  return nullptr;
}

/// The server's hook for column names.
Node* resolve_column(ParseState* state, ColumnRef* ref) {
  if (Node* param = parent_parameter(static_cast<Parse*>(state->p_ref_hook_state), ref)) return param;
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
  *found = {ref->location, number, parts == 2, false, InvalidOid};
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
  Node* raw = raw_expression(state, parse->text);
  ParentWalk walk{state, parse};
  find_parent_calls(raw, &walk);
  Node* expr = transformExpr(state, raw, EXPR_KIND_OTHER);
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

/// Parameters for the calls of datagen.parent(), whose foreign keys are inputs of the rule.
void add_parents(const Parse& parse, const core::Relation& relation, ExpressionPool& pool,
                 CompiledRule& rule) {
  for (int i = 0; i < list_length(parse.parents); ++i) {
    const FoundParent* found = static_cast<const FoundParent*>(list_nth(parse.parents, i));
    const core::ForeignKey& key = relation.foreign_keys[static_cast<size_t>(found->key)];
    const Oid type = call([&]() noexcept { return get_atttype(key.parent, found->number); });
    rule.parents.push_back({static_cast<size_t>(found->key), found->number, pool.add_parameter(type)});
    for (int column : key.columns)
      if (std::find(rule.inputs.begin(), rule.inputs.end(), column) == rule.inputs.end())
        rule.inputs.push_back(column);
  }
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
  std::vector<std::vector<AttrNumber>> key_columns;
  std::vector<KeyOfParse> keys;
  for (const core::ForeignKey& key : relation.foreign_keys) {
    key_columns.emplace_back();
    for (int index : key.columns)
      key_columns.back().push_back(
          static_cast<AttrNumber>(relation.columns[static_cast<size_t>(index)].number));
  }
  for (size_t k = 0; k < key_columns.size(); ++k)
    keys.push_back(
        {relation.foreign_keys[k].parent, key_columns[k].data(), static_cast<int>(key_columns[k].size())});
  parse.keys = keys.data();
  parse.key_count = static_cast<int>(keys.size());
  parse.first_parameter = pool.parameter_count() + 1;
  {
    ContextSwitch in(pool.memory());
    try {
      call([&]() noexcept { parse_rule(&parse); });
    } catch (const PgError& error) {
      throw error_of_rule(error, relation, rule.column);
    }
  }
  CompiledRule result;
  result.handle = pool.add(parse.expr);
  add_parents(parse, relation, pool, result);
  for (const auto& [number, index] : index_of)
    if (std::find(result.inputs.begin(), result.inputs.end(), index) == result.inputs.end() &&
        bms_is_member(number - FirstLowInvalidHeapAttributeNumber, parse.inputs))
      result.inputs.push_back(index);
  std::sort(result.inputs.begin(), result.inputs.end());
  // Analysis may come upon a place twice.
  std::map<int, ColumnReference> references;
  for (int i = 0; i < list_length(parse.references); ++i) {
    const Found* found = static_cast<const Found*>(list_nth(parse.references, i));
    ColumnReference& reference = references[found->location];
    reference.offset = static_cast<size_t>(found->location);
    reference.qualified = found->qualified;
    reference.literal = found->literal;
    if (OidIsValid(found->relation)) {
      reference.relation = found->relation;
      reference.number = found->number;
      reference.name = call([&]() noexcept { return get_attname(found->relation, found->number, false); });
    } else {
      reference.column = index_of.at(found->number);
    }
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
