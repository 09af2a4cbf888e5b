// src/pg/type_probe.cpp -- asking input functions and catalogs what a type takes
#include "pg/type_probe.hpp"

#include "pg/query.hpp"

namespace datagen::pg {
namespace {

/// Spellings that input functions of base types commonly accept.
constexpr const char* kCandidates[] = {"a",           "b",         "c",    "d",     "0",         "1",
                                       "2",           "3",         "0.5",  "1.25",  "a.b",       "(1,2)",
                                       "(0,0),(1,1)", "[1,2]",     "{}",   "{1,2}", "1:2",       "<a/>",
                                       "2020-01-01",  "192.0.2.1", "a=>1", "x",     "{\"a\": 1}"};

struct CatalogNames {
  const char* type;
  const char* query;
};

constexpr CatalogNames kCatalogs[] = {
    {"regclass",
     "SELECT c.oid::pg_catalog.regclass::pg_catalog.text FROM pg_catalog.pg_class c WHERE "
     "c.relnamespace OPERATOR(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace AND "
     "c.relkind OPERATOR(pg_catalog.=) 'r'::pg_catalog.\"char\" ORDER BY c.relname LIMIT 50"},
    {"regtype",
     "SELECT t.oid::pg_catalog.regtype::pg_catalog.text FROM pg_catalog.pg_type t WHERE "
     "t.typnamespace OPERATOR(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace AND "
     "t.typtype OPERATOR(pg_catalog.=) 'b'::pg_catalog.\"char\" AND "
     "t.typelem OPERATOR(pg_catalog.=) 0::pg_catalog.oid ORDER BY t.typname LIMIT 50"},
    {"regproc",
     "SELECT pg_catalog.quote_ident(p.proname::pg_catalog.text) FROM pg_catalog.pg_proc p GROUP BY p.proname "
     "HAVING pg_catalog.count(*) OPERATOR(pg_catalog.=) 1::pg_catalog.int8 AND "
     "pg_catalog.bool_and(p.pronamespace OPERATOR(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace) "
     "ORDER BY 1 LIMIT 50"},
    {"regprocedure",
     "SELECT p.oid::pg_catalog.regprocedure::pg_catalog.text FROM pg_catalog.pg_proc p WHERE "
     "p.pronamespace OPERATOR(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace ORDER BY 1 LIMIT 50"},
    {"regoper",
     "SELECT o.oprname::pg_catalog.text FROM pg_catalog.pg_operator o GROUP BY 1 HAVING "
     "pg_catalog.count(*) OPERATOR(pg_catalog.=) 1::pg_catalog.int8 ORDER BY 1 LIMIT 20"},
    {"regoperator",
     "SELECT o.oid::pg_catalog.regoperator::pg_catalog.text FROM pg_catalog.pg_operator o ORDER BY 1 LIMIT "
     "50"},
    {"regnamespace",
     "SELECT n.oid::pg_catalog.regnamespace::pg_catalog.text FROM pg_catalog.pg_namespace n WHERE "
     "n.nspname OPERATOR(pg_catalog.=) ANY ('{pg_catalog,public,information_schema}'::pg_catalog.name[]) "
     "ORDER BY 1"},
    {"regrole",
     "SELECT r.oid::pg_catalog.regrole::pg_catalog.text FROM pg_catalog.pg_roles r WHERE "
     "pg_catalog.starts_with(r.rolname::pg_catalog.text, 'pg_') ORDER BY 1"},
    {"regcollation",
     "SELECT c.oid::pg_catalog.regcollation::pg_catalog.text FROM pg_catalog.pg_collation c WHERE "
     "c.collname OPERATOR(pg_catalog.=) ANY ('{C,POSIX,default}'::pg_catalog.name[]) ORDER BY 1"},
    {"regconfig",
     "SELECT c.oid::pg_catalog.regconfig::pg_catalog.text FROM pg_catalog.pg_ts_config c WHERE "
     "c.cfgnamespace OPERATOR(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace ORDER BY 1"},
    {"regdictionary",
     "SELECT d.oid::pg_catalog.regdictionary::pg_catalog.text FROM pg_catalog.pg_ts_dict d WHERE "
     "d.dictnamespace OPERATOR(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace ORDER BY 1"},
};

bool accepts(const core::Type& type, const char* text) {
  Subtransaction attempt;
  try {
    call([&]() noexcept {
      Oid function;
      Oid parameter;
      getTypeInputInfo(type.oid, &function, &parameter);
      char* copy = pstrdup(text);
      OidInputFunctionCall(function, copy, parameter, type.typmod);
    });
    attempt.commit();
    return true;
  } catch (const PgError& e) {
    if (!may_be_the_values_fault(e.sqlstate())) throw;
    return false;
  }
}

}  // namespace

std::vector<core::Value> probe_values(const core::Type& type, core::Arena& arena) {
  std::vector<core::Value> values;
  for (const CatalogNames& catalog : kCatalogs) {
    if (type.type_class != core::TypeClass::Catalog || type.name != catalog.type) continue;
    for_each_row(catalog.query, [&](const ResultRow& row) {
      const char* name = call([&]() noexcept { return TextDatumGetCString(row.values[0]); });
      values.push_back(core::Value::of_text(arena.store(name)));
    });
    return values;
  }
  for (const char* candidate : kCandidates)
    if (accepts(type, candidate)) values.push_back(core::Value::of_text(arena.store(candidate)));
  return values;
}

}  // namespace datagen::pg
