// src/pg/parent_reader.cpp -- a prepared query per parent column, and a bounded memory of its answers
#include "pg/parent_reader.hpp"

#include "core/base/error.hpp"
#include "pg/fault.hpp"
#include "pg/query.hpp"

extern "C" {
#include "catalog/pg_class.h"
#include "catalog/pg_operator.h"
}

namespace datagen::pg {
namespace {

/// Answers kept before all are given up.
constexpr size_t kMostKept = 65536;

/// The attribute at `index` among those that are not dropped. Runs inside pg::call.
AttrNumber live_attribute(Oid relation, int index) noexcept {
  Relation opened = table_open(relation, AccessShareLock);
  AttrNumber number = 0;
  for (int left = index + 1; left > 0; ++number)
    if (!TupleDescAttr(RelationGetDescr(opened), number)->attisdropped) --left;
  table_close(opened, NoLock);
  return number;
}

/// `column operator $parameter`, with the equality of the parent's own type. Runs inside pg::call.
char* condition(Oid parent, AttrNumber number, int parameter) noexcept {
  const Oid type = getBaseType(get_atttype(parent, number));
  const Oid equality = lookup_type_cache(type, TYPECACHE_EQ_OPR)->eq_opr;
  if (!OidIsValid(equality)) elog(ERROR, "type %u has no equality", type);
  HeapTuple tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(equality));
  if (!HeapTupleIsValid(tuple)) elog(ERROR, "cache lookup failed for operator %u", equality);
  const FormData_pg_operator* form = reinterpret_cast<Form_pg_operator>(GETSTRUCT(tuple));
  char* result = psprintf("%s OPERATOR(%s.%s) $%d::%s", quote_identifier(get_attname(parent, number, false)),
                          quote_identifier(get_namespace_name(form->oprnamespace)), NameStr(form->oprname),
                          parameter, format_type_name(type));
  ReleaseSysCache(tuple);
  return result;
}

}  // namespace

ParentReader::ParentReader(const core::Relation& child, const core::ForeignKey& key, int number,
                           MemoryContext memory)
    : memory_(memory, "datagen parents") {
  const Oid parent = key.parent;
  const auto column = static_cast<AttrNumber>(number);
  std::string where;
  for (size_t i = 0; i < key.columns.size(); ++i) {
    const core::Column& own = child.columns[static_cast<size_t>(key.columns[i])];
    KeyColumn entry{own.number, own.type->oid, 0, false};
    const int index = key.parent_columns[i];
    const char* text = call([&]() noexcept {
      get_typlenbyval(entry.type, &entry.length, &entry.by_value);
      return condition(parent, live_attribute(parent, index), static_cast<int>(i) + 1);
    });
    where += (i ? " AND " : " WHERE ") + std::string(text);
    columns_.push_back(entry);
  }
  const std::string table = relation_name(parent);
  const char* name = call([&]() noexcept {
    get_typlenbyval(get_atttype(parent, column), &length_, &by_value_);
    return quote_identifier(get_attname(parent, column, false));
  });
  // Rows of inheritance children cannot be referred to.
  const bool only = call([&]() noexcept { return get_rel_relkind(parent) == RELKIND_RELATION; });
  sql_ = std::string("SELECT ") + name + " FROM " + (only ? "ONLY " : "") + table + where;
  message_ = "a rule of relation \"" + child.name + "\" reads a row that foreign key \"" + key.name +
             "\" refers to and that is not there yet";
}

ParentReader::~ParentReader() {
  if (!plan_) return;
  const FaultPause pause;
  try {
    call([&]() noexcept { SPI_freeplan(plan_); });
  } catch (const PgError&) {
    // The plan's memory goes with the session at the latest.
  }
}

/// Needs an SPI connection.
void ParentReader::prepare() {
  if (plan_) return;
  std::vector<Oid> types;
  for (const KeyColumn& column : columns_) types.push_back(column.type);
  Oid* type = types.data();
  const int count = static_cast<int>(types.size());
  const char* sql = sql_.c_str();
  plan_ = call([&]() noexcept {
    SPIPlanPtr plan = SPI_prepare(sql, count, type);
    if (!plan) elog(ERROR, "SPI_prepare returned %s for: %s", SPI_result_code_string(SPI_result), sql);
    SPI_keepplan(plan);
    return plan;
  });
}

std::string ParentReader::image(const TupleTableSlot* slot) const {
  std::string bytes;
  for (const KeyColumn& column : columns_) {
    const Datum value = slot->tts_values[column.number - 1];
    if (column.by_value) {
      bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
      continue;
    }
    const size_t size = call([&]() noexcept { return datumGetSize(value, false, column.length); });
    bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
    bytes.append(static_cast<const char*>(DatumGetPointer(value)), size);
  }
  return bytes;
}

ParentReader::Cached ParentReader::look_up(const TupleTableSlot* slot) {
  // The caller may go on after this error, so the connection is closed before it is thrown.
  const std::optional<Cached> found = query(slot);
  if (!found)
    throw core::Error(core::ErrorCode::UnsupportedType, message_,
                      "datagen.parent() reads rows that were there before the step that makes the row.");
  return *found;
}

std::optional<ParentReader::Cached> ParentReader::query(const TupleTableSlot* slot) {
  SpiConnection connection;
  prepare();
  std::vector<Datum> values;
  for (const KeyColumn& column : columns_) values.push_back(slot->tts_values[column.number - 1]);
  Datum* arguments = values.data();
  struct Answer {
    bool found;
    Cached cached;
  };
  MemoryContext keep = memory_.get();
  const Answer answer = call([&]() noexcept {
    const int code = SPI_execute_plan(plan_, arguments, nullptr, false, 1);
    if (code != SPI_OK_SELECT)
      elog(ERROR, "SPI returned %s for: %s", SPI_result_code_string(code), sql_.c_str());
    Answer result{SPI_processed > 0, {0, true}};
    if (!result.found) return result;
    result.cached.value =
        SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &result.cached.is_null);
    if (!result.cached.is_null) {
      MemoryContext outer = MemoryContextSwitchTo(keep);
      result.cached.value = datumCopy(result.cached.value, by_value_, length_);
      MemoryContextSwitchTo(outer);
    }
    SPI_freetuptable(SPI_tuptable);
    return result;
  });
  return answer.found ? std::optional(answer.cached) : std::nullopt;
}

Datum ParentReader::value(TupleTableSlot* slot, bool* is_null) {
  for (const KeyColumn& column : columns_)
    if (slot->tts_isnull[column.number - 1]) {
      *is_null = true;
      return 0;
    }
  const std::string key = image(slot);
  auto known = found_.find(key);
  if (known == found_.end()) {
    if (found_.size() >= kMostKept) {
      found_.clear();
      memory_.reset();
    }
    known = found_.emplace(key, look_up(slot)).first;
  }
  *is_null = known->second.is_null;
  return known->second.value;
}

}  // namespace datagen::pg
