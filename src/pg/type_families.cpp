// src/pg/type_families.cpp -- built-in types by oid, literal families by name and extension
#include "pg/type_families.hpp"

namespace datagen::pg {
namespace {

using core::TypeClass;

struct BuiltinType {
  Oid oid;
  TypeClass type_class;
};

constexpr BuiltinType kBuiltinTypes[] = {
    {BOOLOID, TypeClass::Boolean},
    {INT2OID, TypeClass::Integer},
    {INT4OID, TypeClass::Integer},
    {INT8OID, TypeClass::Integer},
    {OIDOID, TypeClass::Integer},
    {NUMERICOID, TypeClass::Numeric},
    {FLOAT4OID, TypeClass::Float},
    {FLOAT8OID, TypeClass::Float},
    {MONEYOID, TypeClass::Money},
    {TEXTOID, TypeClass::Text},
    {VARCHAROID, TypeClass::Text},
    {BPCHAROID, TypeClass::Text},
    {NAMEOID, TypeClass::Text},
    {CHAROID, TypeClass::Char},
    {BYTEAOID, TypeClass::Bytea},
    {BITOID, TypeClass::Bit},
    {VARBITOID, TypeClass::Bit},
    {DATEOID, TypeClass::Date},
    {TIMEOID, TypeClass::Time},
    {TIMETZOID, TypeClass::TimeTz},
    {TIMESTAMPOID, TypeClass::Timestamp},
    {TIMESTAMPTZOID, TypeClass::TimestampTz},
    {INTERVALOID, TypeClass::Interval},
    {UUIDOID, TypeClass::Uuid},
    {JSONOID, TypeClass::Json},
    {JSONBOID, TypeClass::Jsonb},
    {REGPROCOID, TypeClass::Catalog},
    {REGPROCEDUREOID, TypeClass::Catalog},
    {REGOPEROID, TypeClass::Catalog},
    {REGOPERATOROID, TypeClass::Catalog},
    {REGCLASSOID, TypeClass::Catalog},
    {REGTYPEOID, TypeClass::Catalog},
    {REGROLEOID, TypeClass::Catalog},
    {REGNAMESPACEOID, TypeClass::Catalog},
    {REGCONFIGOID, TypeClass::Catalog},
    {REGDICTIONARYOID, TypeClass::Catalog},
    {REGCOLLATIONOID, TypeClass::Catalog},
    {INT2VECTOROID, TypeClass::Literal},
    {OIDVECTOROID, TypeClass::Literal},
};

struct Family {
  std::string_view type;
  std::string_view extension;  // empty: built in
};

constexpr Family kFamilies[] = {
    {"inet", ""},          {"cidr", ""},
    {"macaddr", ""},       {"macaddr8", ""},
    {"point", ""},         {"line", ""},
    {"lseg", ""},          {"box", ""},
    {"path", ""},          {"polygon", ""},
    {"circle", ""},        {"tsvector", ""},
    {"tsquery", ""},       {"xml", ""},
    {"pg_lsn", ""},        {"tid", ""},
    {"xid", ""},           {"xid8", ""},
    {"cid", ""},           {"pg_snapshot", ""},
    {"txid_snapshot", ""}, {"jsonpath", ""},
    {"hstore", "hstore"},  {"ltree", "ltree"},
    {"lquery", "ltree"},   {"ltxtquery", "ltree"},
    {"cube", "cube"},      {"seg", "seg"},
    {"ean13", "isn"},      {"isbn", "isn"},
    {"isbn13", "isn"},     {"issn", "isn"},
    {"issn13", "isn"},     {"ismn", "isn"},
    {"ismn13", "isn"},     {"upc", "isn"},
};

}  // namespace

core::TypeClass builtin_class(Oid type) {
  for (const BuiltinType& known : kBuiltinTypes)
    if (known.oid == type) return known.type_class;
  return TypeClass::Unknown;
}

bool is_literal_family(std::string_view type, std::string_view extension, bool builtin) {
  for (const Family& family : kFamilies)
    if (family.type == type && (family.extension.empty() ? builtin : family.extension == extension))
      return true;
  return false;
}

}  // namespace datagen::pg
