// src/pg/type_reader.cpp -- which class, grid and limits a type has
#include "pg/type_reader.hpp"

#include "core/schema/grid.hpp"
#include "pg/obligation_reader.hpp"
#include "pg/type_families.hpp"

#include <algorithm>
#include <cstring>

// clang-format off
extern "C" {
#include "catalog/dependency.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "commands/extension.h"
#include "mb/pg_wchar.h"
#include "utils/catcache.h"
#include "utils/fmgroids.h"
#include "utils/timestamp.h"
#include "utils/datetime.h"
}
// clang-format on

namespace datagen::pg {
namespace {

using core::Type;
using core::TypeClass;

/// What one look into pg_type tells, after the domain chain is folded. Names are in the server's encoding.
struct TypeRow {
  Oid oid;
  int32 typmod;
  int dimensions;
  Oid domain;
  bool domain_not_null;
  NameData name;
  NameData domain_name;
  NameData extension;  // empty: not from an extension
  char typtype;
  Oid element;      // of true arrays
  bool reads_text;  // the input function is text's, varchar's or bpchar's own
};

bool is_text_input(Oid function) {
  if (function == F_TEXTIN || function == F_VARCHARIN || function == F_BPCHARIN) return true;
  HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
  if (!HeapTupleIsValid(tuple)) return false;
  bool result = false;
  if (reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prolang == INTERNALlanguageId) {
    bool is_null = false;
    const Datum source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &is_null);
    const Oid builtin = is_null ? InvalidOid : fmgr_internal_function(TextDatumGetCString(source));
    result = builtin == F_TEXTIN || builtin == F_VARCHARIN || builtin == F_BPCHARIN;
  }
  ReleaseSysCache(tuple);
  return result;
}

TypeRow look_up_type(Oid oid, int32 typmod, int dimensions) {
  TypeRow row;
  std::memset(&row, 0, sizeof row);
  row.typmod = typmod;
  row.dimensions = dimensions;
  for (;;) {
    HeapTuple tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(oid));
    if (!HeapTupleIsValid(tuple)) elog(ERROR, "cache lookup failed for type %u", oid);
    Form_pg_type form = reinterpret_cast<Form_pg_type>(GETSTRUCT(tuple));
    if (form->typtype != TYPTYPE_DOMAIN) {
      row.oid = oid;
      row.name = form->typname;
      row.typtype = form->typtype;
      if (IsTrueArrayType(form)) row.element = form->typelem;
      row.reads_text = form->typtype == TYPTYPE_BASE && is_text_input(form->typinput);
      ReleaseSysCache(tuple);
      break;
    }
    if (!row.domain) {
      row.domain = oid;
      row.domain_name = form->typname;
    }
    row.domain_not_null |= form->typnotnull;
    row.typmod = form->typtypmod;
    if (form->typndims > 0) row.dimensions = form->typndims;
    oid = form->typbasetype;
    ReleaseSysCache(tuple);
  }
  if (row.oid >= FirstGenbkiObjectId) {
    const Oid extension = getExtensionOfObject(TypeRelationId, row.oid);
    char* name = OidIsValid(extension) ? get_extension_name(extension) : nullptr;
    if (name) namestrcpy(&row.extension, name);
  }
  return row;
}

void set_range(Type& type, int64_t low, int64_t high) {
  type.min_tick = low;
  type.max_tick = high;
}

void set_numeric(Type& type) {
  if (type.typmod < static_cast<int32>(VARHDRSZ)) {
    type.scale = 2;
    set_range(type, -kMaxDecimalTick, kMaxDecimalTick);
    return;
  }
  const int32 packed = type.typmod - VARHDRSZ;
  const int precision = (packed >> 16) & 0xffff;
  const int scale = ((packed & 0x7ff) ^ 1024) - 1024;
  // A grid of int64 holds 18 digits; digits before the point matter more than those far behind it.
  const int integers = std::max(precision - scale, 0);
  type.scale = precision <= 18 ? scale : std::min(scale, 18 - std::min(integers, 12));
  const int digits = std::max(std::min(18, precision - scale + type.scale), 0);
  set_range(type, -(core::clamped_power_of_ten(digits) - 1), core::clamped_power_of_ten(digits) - 1);
}

/// Ticks of a second's fraction with `precision` digits.
int64_t fraction_step(int32 precision) {
  return precision < 0 || precision > 6 ? 1 : core::clamped_power_of_ten(6 - precision);
}

void set_interval(Type& type) {
  set_range(type, -kMaxIntervalTick, kMaxIntervalTick);
  if (type.typmod < 0) return;
  const int32 fields = INTERVAL_RANGE(type.typmod);
  const int32 months = INTERVAL_MASK(MONTH), years = INTERVAL_MASK(YEAR);
  if (fields != INTERVAL_FULL_RANGE && (fields & ~(months | years)) == 0) {
    type.month_interval = true;
    type.tick_step = fields & months ? 1 : 12;
    set_range(type, -12000, 12000);
  } else if (fields & INTERVAL_MASK(SECOND)) {
    const int32 precision = INTERVAL_PRECISION(type.typmod);
    type.tick_step = precision == INTERVAL_FULL_PRECISION ? 1 : fraction_step(precision);
  } else if (fields & INTERVAL_MASK(MINUTE)) {
    type.tick_step = USECS_PER_MINUTE;
  } else if (fields & INTERVAL_MASK(HOUR)) {
    type.tick_step = USECS_PER_HOUR;
  } else {
    type.tick_step = USECS_PER_DAY;
  }
}

/// Limits of the built-in classes that have any.
void set_limits(Type& type) {
  switch (type.type_class) {
    case TypeClass::Boolean: return set_range(type, 0, 1);
    case TypeClass::Integer:
      if (type.oid == INT2OID) return set_range(type, INT16_MIN, INT16_MAX);
      if (type.oid == INT4OID) return set_range(type, INT32_MIN, INT32_MAX);
      if (type.oid == OIDOID) return set_range(type, 0, UINT32_MAX);
      return;
    case TypeClass::Numeric: return set_numeric(type);
    case TypeClass::Float:
      type.scale = type.oid == FLOAT4OID ? 3 : 6;
      return set_range(type, -kMaxDecimalTick, kMaxDecimalTick);
    case TypeClass::Money: type.scale = 2; return;
    case TypeClass::Date:
      return set_range(type, DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE,
                       DATE_END_JULIAN - POSTGRES_EPOCH_JDATE - 1);
    case TypeClass::Time:
    case TypeClass::TimeTz:
      type.tick_step = fraction_step(type.typmod);
      return set_range(type, 0, USECS_PER_DAY);
    case TypeClass::Timestamp:
    case TypeClass::TimestampTz:
      type.tick_step = fraction_step(type.typmod);
      return set_range(type, MIN_TIMESTAMP, END_TIMESTAMP - 1);
    case TypeClass::Interval: return set_interval(type);
    case TypeClass::Text:
      if (type.oid == NAMEOID) type.max_length = NAMEDATALEN - 1;
      if (type.oid == NAMEOID || type.typmod < static_cast<int32>(VARHDRSZ)) return;
      if (type.oid == VARCHAROID || type.oid == BPCHAROID) type.max_length = type.typmod - VARHDRSZ;
      type.fixed_length = type.oid == BPCHAROID;
      return;
    case TypeClass::Char: type.max_length = 1; return;
    case TypeClass::Bit:
      if (type.typmod > 0) type.max_length = type.typmod;
      type.fixed_length = type.oid == BITOID && type.typmod > 0;
      return;
    case TypeClass::Enum: return set_range(type, 0, static_cast<int64_t>(type.labels.size()) - 1);
    default: return;
  }
}

struct Label {
  float4 order;
  NameData name;
};

void read_labels(Type& type) {
  struct Labels {
    Label* items;
    int count;
  };
  const Labels labels = call([&]() noexcept {
    CatCList* list = SearchSysCacheList1(ENUMTYPOIDNAME, ObjectIdGetDatum(type.oid));
    Labels result{static_cast<Label*>(palloc(sizeof(Label) * (list->n_members + 1))), list->n_members};
    for (int i = 0; i < list->n_members; ++i) {
      Form_pg_enum form = reinterpret_cast<Form_pg_enum>(GETSTRUCT(&list->members[i]->tuple));
      result.items[i].order = form->enumsortorder;
      result.items[i].name = form->enumlabel;
    }
    ReleaseCatCacheList(list);
    return result;
  });
  std::sort(labels.items, labels.items + labels.count,
            [](const Label& a, const Label& b) { return a.order < b.order; });
  for (int i = 0; i < labels.count; ++i)
    type.labels.push_back(to_utf8(NameStr(labels.items[i].name), std::strlen(NameStr(labels.items[i].name))));
}

struct Attribute {
  NameData name;
  Oid type;
  int32 typmod;
  int dimensions;
};

void read_fields(Type& type, ExpressionPool* pool) {
  struct Attributes {
    Attribute* items;
    int count;
  };
  const Attributes found = call([&]() noexcept {
    TupleDesc descriptor = lookup_rowtype_tupdesc(type.oid, -1);
    Attributes result{static_cast<Attribute*>(palloc(sizeof(Attribute) * (descriptor->natts + 1))), 0};
    for (int i = 0; i < descriptor->natts; ++i) {
      Form_pg_attribute attribute = TupleDescAttr(descriptor, i);
      if (attribute->attisdropped) continue;
      result.items[result.count++] = {attribute->attname, attribute->atttypid, attribute->atttypmod,
                                      attribute->attndims};
    }
    ReleaseTupleDesc(descriptor);
    return result;
  });
  for (int i = 0; i < found.count; ++i) {
    const Attribute& item = found.items[i];
    type.fields.push_back({to_utf8(NameStr(item.name), std::strlen(NameStr(item.name))),
                           read_type(item.type, item.typmod, item.dimensions, pool)});
  }
}

}  // namespace

core::TypePtr read_type(Oid oid, int32 typmod, int dimensions, ExpressionPool* pool) {
  const TypeRow row = call([&]() noexcept {
    check_stack_depth();
    return look_up_type(oid, typmod, dimensions);
  });
  auto type = std::make_shared<Type>();
  type->oid = row.oid;
  type->domain_oid = row.domain;
  type->typmod = row.typmod;
  type->name = to_utf8(NameStr(row.name), std::strlen(NameStr(row.name)));
  type->domain_name = to_utf8(NameStr(row.domain_name), std::strlen(NameStr(row.domain_name)));
  type->domain_not_null = row.domain_not_null;

  const TypeClass builtin = builtin_class(row.oid);
  if (builtin != TypeClass::Unknown) {
    type->type_class = builtin;
  } else if (row.element) {
    type->type_class = TypeClass::Array;
    type->dimensions = row.dimensions;
    type->element = read_type(row.element, row.typmod, 0, pool);
  } else if (row.typtype == TYPTYPE_ENUM) {
    type->type_class = TypeClass::Enum;
    read_labels(*type);
  } else if (row.typtype == TYPTYPE_COMPOSITE) {
    type->type_class = TypeClass::Composite;
    read_fields(*type, pool);
  } else if (row.typtype == TYPTYPE_RANGE) {
    type->type_class = TypeClass::Range;
    type->element = read_type(call([&]() noexcept { return get_range_subtype(row.oid); }), -1, 0, pool);
  } else if (row.typtype == TYPTYPE_MULTIRANGE) {
    type->type_class = TypeClass::Multirange;
    type->element = read_type(call([&]() noexcept { return get_multirange_range(row.oid); }), -1, 0, pool);
  } else if (row.reads_text) {
    type->type_class = TypeClass::Text;
  } else if (is_literal_family(type->name, NameStr(row.extension), row.oid < FirstGenbkiObjectId)) {
    type->type_class = TypeClass::Literal;
  }
  set_limits(*type);
  if (row.domain && pool) type->domain_checks = read_domain_checks(row.domain, *type, *pool);
  return type;
}

core::TypePtr with_scale(const core::TypePtr& type, int scale, int integer_digits) {
  const bool numeric = type->type_class == TypeClass::Numeric && type->typmod < 0;
  if (!numeric && type->type_class != TypeClass::Float) return type;
  const int digits = numeric ? 18 : type->oid == FLOAT4OID ? 6 : 15;
  const int chosen =
      std::max(std::min(std::max(scale, type->scale), digits - integer_digits), numeric ? -100 : 0);
  if (chosen == type->scale) return type;
  auto copy = std::make_shared<Type>(*type);
  copy->scale = chosen;
  return copy;
}

std::string to_utf8(const char* text, size_t size) {
  if (GetDatabaseEncoding() == PG_UTF8 || size == 0) return {text, size};
  struct Converted {
    const char* data;
    size_t size;
  };
  const Converted converted = call([&]() noexcept {
    const char* result = pg_server_to_any(text, static_cast<int>(size), PG_UTF8);
    return Converted{result, result == text ? size : std::strlen(result)};
  });
  return {converted.data, converted.size};
}

}  // namespace datagen::pg
