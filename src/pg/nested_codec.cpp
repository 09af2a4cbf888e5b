// src/pg/nested_codec.cpp -- the nested half of ValueCodec: arrays, composites, ranges and multiranges
#include "pg/value_codec.hpp"

extern "C" {
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/multirangetypes.h"
#include "utils/rangetypes.h"
}

namespace datagen::pg {

Datum ValueCodec::encode_member(const core::Value& value) const noexcept {
  const Datum datum = encode(value);
  // A column's domain is applied by the INSERT; inside an array, a composite or a range nobody else would.
  if (OidIsValid(type_->domain_oid))
    domain_check(datum, value.is_null(), type_->domain_oid, &domain_check_, pool_->memory());
  return datum;
}

Datum ValueCodec::encode_array(const core::Value& value) const noexcept {
  // Nested lists are the dimensions of one array; all lists of a level have the same length.
  int dimensions[MAXDIM] = {};
  int depth = 0;
  int total = 1;
  const bool element_is_list = parts_[0]->type_->type_class == core::TypeClass::Composite ||
                               parts_[0]->type_->type_class == core::TypeClass::Range ||
                               parts_[0]->type_->type_class == core::TypeClass::Multirange;
  for (const core::Value* level = &value; level->kind == core::ValueKind::List && depth < MAXDIM;
       level = &level->items[0]) {
    dimensions[depth++] = static_cast<int>(level->size);
    total *= static_cast<int>(level->size);
    if (level->size == 0 || (element_is_list && depth == (type_->dimensions > 1 ? type_->dimensions : 1)))
      break;
  }
  if (total == 0) return PointerGetDatum(construct_empty_array(parts_[0]->member_oid()));
  if (depth == 1)
    if (struct varlena* texts = parts_[0]->array_of_texts(value)) return PointerGetDatum(texts);
  auto* datums = static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<size_t>(total)));
  auto* nulls = static_cast<bool*>(palloc(sizeof(bool) * static_cast<size_t>(total)));
  fill_array(value, depth, dimensions, datums, nulls, 0);
  int lower_bounds[MAXDIM];
  for (int& bound : lower_bounds) bound = 1;
  return PointerGetDatum(construct_md_array(datums, nulls, depth, dimensions, lower_bounds,
                                            parts_[0]->member_oid(), parts_[0]->length_, parts_[0]->by_value_,
                                            parts_[0]->alignment_));
}

/// The texts as an array of one dimension; nullptr where there is more to do than to copy them.
struct varlena* ValueCodec::array_of_texts(const core::Value& list) const noexcept {
  if ((type_->oid != TEXTOID && type_->oid != VARCHAROID) || OidIsValid(type_->domain_oid) ||
      GetDatabaseEncoding() != PG_UTF8)
    return nullptr;
  size_t size = ARR_OVERHEAD_NONULLS(1);
  for (uint32_t i = 0; i < list.size; ++i) {
    if (list.items[i].kind != core::ValueKind::Text) return nullptr;
    size += INTALIGN(VARHDRSZ + list.items[i].size);
  }
  auto* array = static_cast<ArrayType*>(palloc0(size));
  SET_VARSIZE(array, size);
  array->ndim = 1;
  array->elemtype = member_oid();
  *ARR_DIMS(array) = static_cast<int>(list.size);
  *ARR_LBOUND(array) = 1;
  char* place = ARR_DATA_PTR(array);
  for (uint32_t i = 0; i < list.size; ++i) {
    SET_VARSIZE(place, VARHDRSZ + list.items[i].size);
    if (list.items[i].size > 0) memcpy(VARDATA(place), list.items[i].data, list.items[i].size);
    place += INTALIGN(VARHDRSZ + list.items[i].size);
  }
  return reinterpret_cast<struct varlena*>(array);
}

int ValueCodec::fill_array(const core::Value& value, int depth, int* dimensions, Datum* datums, bool* nulls,
                           int next) const noexcept {
  for (int i = 0; i < dimensions[0]; ++i) {
    const core::Value& item = value.items[i];
    if (depth > 1) {
      next = fill_array(item, depth - 1, dimensions + 1, datums, nulls, next);
    } else {
      nulls[next] = item.is_null();
      datums[next++] = parts_[0]->encode_member(item);
    }
  }
  return next;
}

Datum ValueCodec::encode_composite(const core::Value& value) const noexcept {
  const auto width = static_cast<size_t>(descriptor_->natts);
  auto* datums = static_cast<Datum*>(palloc0(sizeof(Datum) * width));
  auto* nulls = static_cast<bool*>(palloc(sizeof(bool) * width));
  memset(nulls, true, sizeof(bool) * width);
  for (uint32_t i = 0; i < value.size && i < parts_.size(); ++i) {
    const int position = attribute_positions_[i];
    nulls[position] = value.items[i].is_null();
    datums[position] = parts_[i]->encode_member(value.items[i]);
  }
  return HeapTupleGetDatum(heap_form_tuple(descriptor_, datums, nulls));
}

Datum ValueCodec::encode_range(const core::Value& value) const noexcept {
  if (!(value.flags & core::kEmptyRange) && value.size != 2) elog(ERROR, "a range has two bounds");
  if (value.flags & core::kEmptyRange) return RangeTypePGetDatum(make_empty_range(cache_));
  RangeBound lower{};
  RangeBound upper{};
  lower.lower = true;
  lower.infinite = value.items[0].is_null();
  lower.inclusive = (value.flags & core::kLowerInclusive) != 0;
  if (!lower.infinite) lower.val = parts_[0]->encode_member(value.items[0]);
  upper.infinite = value.items[1].is_null();
  upper.inclusive = (value.flags & core::kUpperInclusive) != 0;
  if (!upper.infinite) upper.val = parts_[0]->encode_member(value.items[1]);
  return RangeTypePGetDatum(make_range(cache_, &lower, &upper, false));
}

Datum ValueCodec::encode_multirange(const core::Value& value) const noexcept {
  auto* ranges = static_cast<RangeType**>(palloc(sizeof(RangeType*) * (value.size + 1)));
  for (uint32_t i = 0; i < value.size; ++i) {
    if (value.items[i].is_null()) elog(ERROR, "a multirange has no NULL");
    ranges[i] = DatumGetRangeTypeP(parts_[0]->encode(value.items[i]));
  }
  return MultirangeTypePGetDatum(
      make_multirange(type_->oid, cache_->rngtype, static_cast<int32>(value.size), ranges));
}

}  // namespace datagen::pg
