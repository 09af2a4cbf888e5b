// src/api/rule.cpp -- SQL functions of rules: setting, dropping, and the type that names their columns
#include "core/base/error.hpp"
#include "pg/catalog_reader.hpp"
#include "pg/ownership.hpp"
#include "pg/rule_compiler.hpp"
#include "pg/rule_store.hpp"
#include "pg/type_reader.hpp"

#include <cstring>

// clang-format off
extern "C" {
#include "catalog/namespace.h"
#include "nodes/primnodes.h"
#include "utils/varlena.h"
}
// clang-format on

namespace {

using datagen::core::Error;
using datagen::core::ErrorCode;
using datagen::pg::call;

void require_argument(FunctionCallInfo fcinfo, int index, const char* name) {
  if (PG_ARGISNULL(index)) throw Error(ErrorCode::NullArgument, std::string(name) + " must not be null");
}

std::string to_text(const char* text) { return datagen::pg::to_utf8(text, std::strlen(text)); }

[[noreturn]] void refuse_column(const std::string& column, const std::string& relation) {
  throw Error(ErrorCode::UndefinedColumn,
              "column \"" + column + "\" of relation \"" + relation + "\" does not exist");
}

/// "-" stands for a column that is gone.
constexpr char kNoColumn[] = "-";

/// Runs inside pg::call.
int64 look_up_column(const char* text) noexcept {
  if (strcmp(text, kNoColumn) == 0) return 0;
  List* names = textToQualifiedNameList(cstring_to_text(text));
  if (list_length(names) < 2)
    ereport(ERROR, (errcode(ERRCODE_INVALID_NAME), errmsg("invalid column name: \"%s\"", text),
                    errhint("Write schema.relation.column.")));
  const char* column = strVal(llast(names));
  RangeVar* name = makeRangeVarFromNameList(list_truncate(names, list_length(names) - 1));
  const Oid relation = RangeVarGetRelid(name, NoLock, false);
  const AttrNumber number = get_attnum(relation, column);
  if (number <= 0)
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
                    errmsg("column \"%s\" of relation \"%s\" does not exist", column, name->relname)));
  return (static_cast<int64>(relation) << 16) | number;
}

/// Runs inside pg::call.
char* name_column(int64 identity) noexcept {
  const Oid relation = static_cast<Oid>(identity >> 16);
  HeapTuple tuple = SearchSysCacheAttNum(relation, static_cast<AttrNumber>(identity & 0xFFFF));
  const char* name = get_rel_name(relation);
  const char* schema = name ? get_namespace_name(get_rel_namespace(relation)) : nullptr;
  char* result = nullptr;
  if (HeapTupleIsValid(tuple)) {
    if (schema)
      result =
          psprintf("%s.%s", quote_qualified_identifier(schema, name),
                   quote_identifier(NameStr(reinterpret_cast<Form_pg_attribute>(GETSTRUCT(tuple))->attname)));
    ReleaseSysCache(tuple);
  }
  return result ? result : pstrdup(kNoColumn);
}

}  // namespace

DG_FUNCTION(datagen_regcolumn_in) {
  const char* text = PG_GETARG_CSTRING(0);
  return call([&]() noexcept { return Int64GetDatum(look_up_column(text)); });
}

DG_FUNCTION(datagen_regcolumn_out) {
  const int64 identity = PG_GETARG_INT64(0);
  return call([&]() noexcept { return CStringGetDatum(name_column(identity)); });
}

DG_FUNCTION(datagen_set_rule) {
  require_argument(fcinfo, 0, "target");
  require_argument(fcinfo, 1, "column_name");
  if (PG_ARGISNULL(2) && PG_ARGISNULL(3))
    throw Error(ErrorCode::InvalidParameter, "expression and null_share must not both be null", "",
                "datagen.drop_rule() removes a rule.");
  const Oid target = PG_GETARG_OID(0);
  datagen::pg::require_owner(target, "datagen.set_rule()");
  datagen::pg::ExpressionPool pool(CurrentMemoryContext);
  const datagen::core::Relation relation = datagen::pg::read_relation(target, pool);
  const std::string name = to_text(NameStr(*PG_GETARG_NAME(1)));
  datagen::pg::Rule rule;
  rule.column = relation.column_index(name);
  if (rule.column < 0) refuse_column(name, relation.name);
  datagen::pg::check_takes_values(relation, rule.column);
  if (!PG_ARGISNULL(3)) rule.null_share = PG_GETARG_FLOAT8(3);
  datagen::pg::check_null_share(relation, rule);
  datagen::pg::CompiledRule compiled;
  rule.has_expression = !PG_ARGISNULL(2);
  if (rule.has_expression) {
    const Datum argument = PG_GETARG_DATUM(2);
    rule.expression = to_text(call([&]() noexcept -> const char* { return TextDatumGetCString(argument); }));
    compiled = datagen::pg::compile_rule(relation, rule, pool);
    datagen::pg::check_rule_order(relation, {{rule.column, compiled.inputs}});
  }
  datagen::pg::store_rule(relation, rule, compiled.references);
  PG_RETURN_VOID();
}

DG_FUNCTION(datagen_drop_rule) {
  require_argument(fcinfo, 0, "target");
  require_argument(fcinfo, 1, "column_name");
  const Oid target = PG_GETARG_OID(0);
  datagen::pg::require_owner(target, "datagen.drop_rule()");
  const char* name = NameStr(*PG_GETARG_NAME(1));
  const AttrNumber number = call([&]() noexcept { return get_attnum(target, name); });
  if (number <= 0) {
    const char* relation = call([&]() noexcept -> const char* { return get_rel_name(target); });
    refuse_column(to_text(name), relation ? to_text(relation) : std::string());
  }
  PG_RETURN_BOOL(datagen::pg::remove_rule(target, number));
}

DG_FUNCTION(datagen_parent) {
  throw Error(ErrorCode::UnsupportedType, "datagen.parent() can be used in rules only", "",
              "In a query, join the tables.");
}
