// src/pg/value_codec.cpp -- scalar types: direct where the representation is known, else the type's own functions
#include "pg/value_codec.hpp"

#include "core/constraint/membership.hpp"
#include "core/schema/grid.hpp"
#include "pg/jsonb_writer.hpp"
#include "pg/numeric_writer.hpp"

#include <cmath>

extern "C" {
#include "mb/pg_wchar.h"
#include "utils/cash.h"
#include "utils/date.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"
}

namespace datagen::pg {
namespace {

constexpr int64_t kMicrosPerDay = int64_t{86400} * 1000000;

bool is_plain_text(Oid oid) { return oid == TEXTOID || oid == VARCHAROID; }

/// character(length) of a UTF-8 text; nullptr when it has more characters, or no length is set.
struct varlena* padded_text(const core::Value& value, int64_t length) noexcept {
  const int64_t characters = core::character_count(value.text());
  if (length < characters) return nullptr;
  const auto blanks = static_cast<size_t>(length - characters);
  auto* padded = static_cast<struct varlena*>(palloc(VARHDRSZ + value.size + blanks));
  SET_VARSIZE(padded, VARHDRSZ + value.size + blanks);
  memcpy(VARDATA(padded), value.data, value.size);
  memset(VARDATA(padded) + value.size, ' ', blanks);
  return padded;
}

}  // namespace

ValueCodec::ValueCodec(core::TypePtr type, ExpressionPool& pool)
    : type_(std::move(type)), pool_(&pool), kind_(core::value_kind(*type_)) {
  const Oid oid = type_->oid;
  const ContextSwitch memory(pool_->memory());
  call([&]() noexcept {
    Oid function;
    char delimiter;
    bool varlena;
    get_type_io_data(oid, IOFunc_input, &length_, &by_value_, &alignment_, &delimiter, &io_parameter_,
                     &function);
    fmgr_info_cxt(function, &input_, pool_->memory());
    getTypeOutputInfo(oid, &function, &varlena);
    fmgr_info_cxt(function, &output_, pool_->memory());
    if (type_->type_class == core::TypeClass::Composite) descriptor_ = lookup_rowtype_tupdesc_copy(oid, -1);
    if (type_->type_class == core::TypeClass::Range) cache_ = lookup_type_cache(oid, TYPECACHE_RANGE_INFO);
    if (type_->type_class == core::TypeClass::Multirange)
      cache_ = lookup_type_cache(oid, TYPECACHE_MULTIRANGE_INFO);
  });
  if (type_->element) parts_.push_back(std::make_unique<ValueCodec>(type_->element, pool));
  for (const core::Field& field : type_->fields)
    parts_.push_back(std::make_unique<ValueCodec>(field.type, pool));
  if (type_->type_class == core::TypeClass::Composite)
    for (int i = 0; i < descriptor_->natts; ++i)
      if (!TupleDescAttr(descriptor_, i)->attisdropped) attribute_positions_.push_back(i);
  for (const std::string& label : type_->labels)
    labels_.push_back(call([&]() noexcept { return from_text(label.data(), label.size()); }));
  float_unit_ = std::pow(10.0, type_->scale);
  const auto unit = core::power_of_ten(std::abs(type_->scale));
  numeric_unit_ = unit ? *unit : 1;
}

Datum ValueCodec::encode(const core::Value& value) const noexcept {
  if (value.kind != kind_ && (value.kind == core::ValueKind::Tick || value.kind == core::ValueKind::List))
    ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
                    errmsg("type %s cannot hold the value that was tried", type_->name.c_str())));
  switch (value.kind) {
    case core::ValueKind::Null: return static_cast<Datum>(0);
    case core::ValueKind::Stored: return pool_->value(value.stored);
    case core::ValueKind::Tick: return encode_tick(value.tick);
    case core::ValueKind::Real:
      return length_ == 4 ? Float4GetDatum(static_cast<float4>(value.real)) : Float8GetDatum(value.real);
    case core::ValueKind::Bytes: {
      if (type_->type_class == core::TypeClass::Uuid) {
        auto* uuid = static_cast<pg_uuid_t*>(palloc(sizeof(pg_uuid_t)));
        memcpy(uuid->data, value.data, UUID_LEN);
        return UUIDPGetDatum(uuid);
      }
      return PointerGetDatum(cstring_to_text_with_len(value.data, static_cast<int>(value.size)));
    }
    case core::ValueKind::Text:
      if (type_->type_class == core::TypeClass::Char)
        return CharGetDatum(value.size > 0 ? value.data[0] : ' ');
      if (is_plain_text(type_->oid) && GetDatabaseEncoding() == PG_UTF8)
        return PointerGetDatum(cstring_to_text_with_len(value.data, static_cast<int>(value.size)));
      if (type_->oid == BPCHAROID && GetDatabaseEncoding() == PG_UTF8)
        if (struct varlena* padded = padded_text(value, type_->max_length)) return PointerGetDatum(padded);
      if (type_->oid == JSONBOID && GetDatabaseEncoding() == PG_UTF8)
        if (struct varlena* jsonb = write_jsonb(value.data, value.size)) return PointerGetDatum(jsonb);
      return from_text(value.data, value.size);
    case core::ValueKind::List:
      switch (type_->type_class) {
        case core::TypeClass::Composite: return encode_composite(value);
        case core::TypeClass::Range: return encode_range(value);
        case core::TypeClass::Multirange: return encode_multirange(value);
        default: return encode_array(value);
      }
  }
  return static_cast<Datum>(0);
}

Datum ValueCodec::from_text(const char* text, size_t size) const noexcept {
  char* copy = pnstrdup(text, size);
  if (GetDatabaseEncoding() != PG_UTF8) copy = pg_any_to_server(copy, static_cast<int>(size), PG_UTF8);
  // The functions' FmgrInfo may cache state in fn_extra, which the const codec owns no less than its look-ups.
  return InputFunctionCall(const_cast<FmgrInfo*>(&input_), copy, io_parameter_, type_->typmod);
}

Datum ValueCodec::encode_tick(int64_t tick) const noexcept {
  switch (type_->type_class) {
    case core::TypeClass::Boolean: return BoolGetDatum(tick != 0);
    case core::TypeClass::Numeric: return encode_numeric(tick);
    case core::TypeClass::Float: {
      const double real = static_cast<double>(tick) / float_unit_;
      return length_ == 4 ? Float4GetDatum(static_cast<float4>(real)) : Float8GetDatum(real);
    }
    case core::TypeClass::Interval: return encode_interval(tick);
    case core::TypeClass::TimeTz: {
      auto* time = static_cast<TimeTzADT*>(palloc(sizeof(TimeTzADT)));
      time->time = tick;
      time->zone = 0;
      return TimeTzADTPGetDatum(time);
    }
    case core::TypeClass::Enum:
      return tick >= 0 && static_cast<size_t>(tick) < labels_.size() ? labels_[static_cast<size_t>(tick)]
                                                                     : labels_[0];
    default: break;
  }
  switch (length_) {
    case 1: return CharGetDatum(static_cast<char>(tick));
    case 2: return Int16GetDatum(static_cast<int16>(tick));
    case 4: return Int32GetDatum(static_cast<int32>(tick));
    default: return Int64GetDatum(tick);
  }
}

Datum ValueCodec::encode_numeric(int64_t tick) const noexcept {
  if (type_->scale < 0) {
    Datum unit = NumericGetDatum(int64_to_numeric(numeric_unit_));
    return DirectFunctionCall2(numeric_mul, NumericGetDatum(int64_to_numeric(tick)), unit);
  }
  return NumericGetDatum(make_numeric(tick, type_->scale));
}

Datum ValueCodec::encode_interval(int64_t tick) const noexcept {
  auto* interval = static_cast<Interval*>(palloc0(sizeof(Interval)));
  if (type_->month_interval) {
    interval->month = static_cast<int32>(tick);
  } else {
    interval->day = static_cast<int32>(tick / kMicrosPerDay);
    interval->time = tick % kMicrosPerDay;
  }
  return IntervalPGetDatum(interval);
}

core::Value ValueCodec::decode(Datum datum, core::Arena& arena) const {
  const Raw raw = call([&]() noexcept { return read(datum); });
  switch (raw.kind) {
    case core::ValueKind::Tick: return core::Value::of_tick(raw.tick);
    case core::ValueKind::Bytes: return core::Value::of_bytes(arena.store({raw.data, raw.size}));
    default: return core::Value::of_text(arena.store({raw.data, raw.size}));
  }
}

ValueCodec::Raw ValueCodec::read(Datum datum) const noexcept {
  Raw raw{core::ValueKind::Tick, 0, nullptr, 0};
  switch (type_->type_class) {
    case core::TypeClass::Boolean: raw.tick = DatumGetBool(datum); return raw;
    case core::TypeClass::Numeric: return read_numeric(datum);
    case core::TypeClass::Float: return read_float(datum);
    case core::TypeClass::Integer:
    case core::TypeClass::Money:
    case core::TypeClass::Date:
    case core::TypeClass::Time:
    case core::TypeClass::Timestamp:
    case core::TypeClass::TimestampTz:
      if (type_->name == "oid" || type_->name == "xid" || type_->name == "cid")
        raw.tick = DatumGetUInt32(datum);
      else
        raw.tick = length_ == 2   ? DatumGetInt16(datum)
                   : length_ == 4 ? DatumGetInt32(datum)
                                  : DatumGetInt64(datum);
      return raw;
    case core::TypeClass::Enum:
      for (size_t i = 0; i < labels_.size(); ++i)
        if (labels_[i] == datum) raw.tick = static_cast<int64_t>(i);
      return raw;
    case core::TypeClass::Uuid:
      return {core::ValueKind::Bytes, 0, reinterpret_cast<const char*>(DatumGetUUIDP(datum)->data), UUID_LEN};
    case core::TypeClass::Bytea: {
      struct varlena* bytes = PG_DETOAST_DATUM_PACKED(datum);
      return {core::ValueKind::Bytes, 0, VARDATA_ANY(bytes), static_cast<size_t>(VARSIZE_ANY_EXHDR(bytes))};
    }
    default: return read_text(OutputFunctionCall(const_cast<FmgrInfo*>(&output_), datum));
  }
}

ValueCodec::Raw ValueCodec::read_text(const char* text) const noexcept {
  size_t size = strlen(text);
  if (type_->oid == BPCHAROID)
    while (size > 0 && text[size - 1] == ' ') --size;
  if (GetDatabaseEncoding() != PG_UTF8) {
    text = pg_server_to_any(text, static_cast<int>(size), PG_UTF8);
    size = strlen(text);
  }
  return {core::ValueKind::Text, 0, text, size};
}

ValueCodec::Raw ValueCodec::read_numeric(Datum datum) const noexcept {
  // The tick when the value lies on the type's grid; otherwise its digits, trailing zeros trimmed so that equal
  // numbers have equal text.
  Numeric trimmed = DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, datum));
  const char* digits = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(trimmed)));
  const char* point = strchr(digits, '.');
  const int decimals = point ? static_cast<int>(strlen(point + 1)) : 0;
  __int128 tick = 0;
  int count = 0;
  for (const char* c = digits; *c; ++c) {
    if (*c == '.' || *c == '-') continue;
    if (*c < '0' || *c > '9' || ++count > 30) return read_text(digits);
    tick = tick * 10 + (*c - '0');
  }
  if (decimals > type_->scale) return read_text(digits);
  if (type_->scale >= 0) {
    for (int i = decimals; i < type_->scale && tick <= INT64_MAX; ++i) tick *= 10;
  } else {
    if (tick % numeric_unit_ != 0) return read_text(digits);
    tick /= numeric_unit_;
  }
  if (tick > INT64_MAX) return read_text(digits);
  return {core::ValueKind::Tick, static_cast<int64_t>(digits[0] == '-' ? -tick : tick), nullptr, 0};
}

core::Value ValueCodec::on_grid(double real) const {
  const double tick = std::nearbyint(real * float_unit_);
  if (std::isfinite(tick) && std::fabs(tick) < 9e18 && tick / float_unit_ == real)
    return core::Value::of_tick(static_cast<int64_t>(tick));
  return core::Value::of_real(real);
}

ValueCodec::Raw ValueCodec::read_float(Datum datum) const noexcept {
  const double real = length_ == 4 ? static_cast<double>(DatumGetFloat4(datum)) : DatumGetFloat8(datum);
  const double tick = std::nearbyint(real * float_unit_);
  const double back =
      length_ == 4 ? static_cast<double>(static_cast<float>(tick / float_unit_)) : tick / float_unit_;
  if (std::isfinite(tick) && std::fabs(tick) < 9e18 && back == real)
    return {core::ValueKind::Tick, static_cast<int64_t>(tick), nullptr, 0};
  return read_text(OutputFunctionCall(const_cast<FmgrInfo*>(&output_), datum));
}

}  // namespace datagen::pg
