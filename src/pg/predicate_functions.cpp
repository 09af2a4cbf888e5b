// src/pg/predicate_functions.cpp -- the table of functions, by oid
#include "pg/predicate_functions.hpp"

#include <algorithm>
#include <cstring>

// clang-format off
extern "C" {
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "utils/fmgroids.h"
}
// clang-format on

namespace datagen::pg {
namespace {

using core::Op;

constexpr KnownFunction kFunctions[] = {
    // addition
    {F_INT2PL, Op::Add, Shape::Plain},
    {F_INT4PL, Op::Add, Shape::Plain},
    {F_INT8PL, Op::Add, Shape::Plain},
    {F_INT24PL, Op::Add, Shape::Plain},
    {F_INT28PL, Op::Add, Shape::Plain},
    {F_INT42PL, Op::Add, Shape::Plain},
    {F_INT48PL, Op::Add, Shape::Plain},
    {F_INT82PL, Op::Add, Shape::Plain},
    {F_INT84PL, Op::Add, Shape::Plain},
    {F_NUMERIC_ADD, Op::Add, Shape::Plain},
    {F_FLOAT4PL, Op::Add, Shape::Plain},
    {F_FLOAT8PL, Op::Add, Shape::Plain},
    {F_FLOAT48PL, Op::Add, Shape::Plain},
    {F_FLOAT84PL, Op::Add, Shape::Plain},
    {F_CASH_PL, Op::Add, Shape::Plain},
    {F_DATE_PLI, Op::Add, Shape::Plain},
    {F_INTEGER_PL_DATE, Op::Add, Shape::Plain},
    {F_DATE_PL_INTERVAL, Op::Add, Shape::Plain},
    {F_INTERVAL_PL_DATE, Op::Add, Shape::Plain},
    {F_TIMESTAMP_PL_INTERVAL, Op::Add, Shape::Plain},
    {F_INTERVAL_PL_TIMESTAMP, Op::Add, Shape::Plain},
    {F_TIMESTAMPTZ_PL_INTERVAL, Op::Add, Shape::Plain},
    {F_INTERVAL_PL_TIMESTAMPTZ, Op::Add, Shape::Plain},
    {F_INTERVAL_PL, Op::Add, Shape::Plain},
    // subtraction
    {F_INT2MI, Op::Sub, Shape::Plain},
    {F_INT4MI, Op::Sub, Shape::Plain},
    {F_INT8MI, Op::Sub, Shape::Plain},
    {F_INT24MI, Op::Sub, Shape::Plain},
    {F_INT28MI, Op::Sub, Shape::Plain},
    {F_INT42MI, Op::Sub, Shape::Plain},
    {F_INT48MI, Op::Sub, Shape::Plain},
    {F_INT82MI, Op::Sub, Shape::Plain},
    {F_INT84MI, Op::Sub, Shape::Plain},
    {F_NUMERIC_SUB, Op::Sub, Shape::Plain},
    {F_FLOAT4MI, Op::Sub, Shape::Plain},
    {F_FLOAT8MI, Op::Sub, Shape::Plain},
    {F_FLOAT48MI, Op::Sub, Shape::Plain},
    {F_FLOAT84MI, Op::Sub, Shape::Plain},
    {F_CASH_MI, Op::Sub, Shape::Plain},
    {F_DATE_MI, Op::Sub, Shape::Plain},
    {F_DATE_MII, Op::Sub, Shape::Plain},
    {F_DATE_MI_INTERVAL, Op::Sub, Shape::Plain},
    {F_TIMESTAMP_MI, Op::Sub, Shape::Plain},
    {F_TIMESTAMP_MI_INTERVAL, Op::Sub, Shape::Plain},
    {F_TIMESTAMPTZ_MI, Op::Sub, Shape::Plain},
    {F_TIMESTAMPTZ_MI_INTERVAL, Op::Sub, Shape::Plain},
    {F_TIME_MI_TIME, Op::Sub, Shape::Plain},
    {F_INTERVAL_MI, Op::Sub, Shape::Plain},
    // multiplication, division, remainder, sign
    {F_INT2MUL, Op::Mul, Shape::Plain},
    {F_INT4MUL, Op::Mul, Shape::Plain},
    {F_INT8MUL, Op::Mul, Shape::Plain},
    {F_INT24MUL, Op::Mul, Shape::Plain},
    {F_INT28MUL, Op::Mul, Shape::Plain},
    {F_INT42MUL, Op::Mul, Shape::Plain},
    {F_INT48MUL, Op::Mul, Shape::Plain},
    {F_INT82MUL, Op::Mul, Shape::Plain},
    {F_INT84MUL, Op::Mul, Shape::Plain},
    {F_NUMERIC_MUL, Op::Mul, Shape::Plain},
    {F_FLOAT4MUL, Op::Mul, Shape::Plain},
    {F_FLOAT8MUL, Op::Mul, Shape::Plain},
    {F_FLOAT48MUL, Op::Mul, Shape::Plain},
    {F_FLOAT84MUL, Op::Mul, Shape::Plain},
    {F_INT2DIV, Op::Div, Shape::Plain},
    {F_INT4DIV, Op::Div, Shape::Plain},
    {F_INT8DIV, Op::Div, Shape::Plain},
    {F_INT24DIV, Op::Div, Shape::Plain},
    {F_INT28DIV, Op::Div, Shape::Plain},
    {F_INT42DIV, Op::Div, Shape::Plain},
    {F_INT48DIV, Op::Div, Shape::Plain},
    {F_INT82DIV, Op::Div, Shape::Plain},
    {F_INT84DIV, Op::Div, Shape::Plain},
    {F_NUMERIC_DIV, Op::Div, Shape::Plain},
    {F_FLOAT4DIV, Op::Div, Shape::Plain},
    {F_FLOAT8DIV, Op::Div, Shape::Plain},
    {F_FLOAT48DIV, Op::Div, Shape::Plain},
    {F_FLOAT84DIV, Op::Div, Shape::Plain},
    {F_INT2MOD, Op::Mod, Shape::Plain},
    {F_INT4MOD, Op::Mod, Shape::Plain},
    {F_INT8MOD, Op::Mod, Shape::Plain},
    {F_NUMERIC_MOD, Op::Mod, Shape::Plain},
    {F_MOD_INT2_INT2, Op::Mod, Shape::Plain},
    {F_MOD_INT4_INT4, Op::Mod, Shape::Plain},
    {F_MOD_INT8_INT8, Op::Mod, Shape::Plain},
    {F_MOD_NUMERIC_NUMERIC, Op::Mod, Shape::Plain},
    {F_INT2UM, Op::Neg, Shape::Plain},
    {F_INT4UM, Op::Neg, Shape::Plain},
    {F_INT8UM, Op::Neg, Shape::Plain},
    {F_NUMERIC_UMINUS, Op::Neg, Shape::Plain},
    {F_FLOAT4UM, Op::Neg, Shape::Plain},
    {F_FLOAT8UM, Op::Neg, Shape::Plain},
    {F_INTERVAL_UM, Op::Neg, Shape::Plain},
    {F_ABS_INT2, Op::Abs, Shape::Plain},
    {F_ABS_INT4, Op::Abs, Shape::Plain},
    {F_ABS_INT8, Op::Abs, Shape::Plain},
    {F_ABS_NUMERIC, Op::Abs, Shape::Plain},
    {F_ABS_FLOAT4, Op::Abs, Shape::Plain},
    {F_ABS_FLOAT8, Op::Abs, Shape::Plain},
    {F_INT2ABS, Op::Abs, Shape::Plain},
    {F_INT4ABS, Op::Abs, Shape::Plain},
    {F_INT8ABS, Op::Abs, Shape::Plain},
    {F_NUMERIC_ABS, Op::Abs, Shape::Plain},
    {F_FLOAT4ABS, Op::Abs, Shape::Plain},
    {F_FLOAT8ABS, Op::Abs, Shape::Plain},
    // text
    {F_LENGTH_TEXT, Op::Length, Shape::Plain},
    {F_LENGTH_BPCHAR, Op::Length, Shape::Plain},
    {F_CHAR_LENGTH_TEXT, Op::Length, Shape::Plain},
    {F_CHAR_LENGTH_BPCHAR, Op::Length, Shape::Plain},
    {F_CHARACTER_LENGTH_TEXT, Op::Length, Shape::Plain},
    {F_CHARACTER_LENGTH_BPCHAR, Op::Length, Shape::Plain},
    {F_TEXTLEN, Op::Length, Shape::Plain},
    {F_LENGTH_BIT, Op::Length, Shape::Plain},
    {F_LENGTH_BYTEA, Op::OctetLength, Shape::Plain},
    {F_OCTET_LENGTH_BYTEA, Op::OctetLength, Shape::Plain},
    {F_OCTET_LENGTH_TEXT, Op::OctetLength, Shape::Plain},
    {F_OCTET_LENGTH_BPCHAR, Op::OctetLength, Shape::Plain},
    {F_LOWER_TEXT, Op::Lower, Shape::Plain},
    {F_UPPER_TEXT, Op::Upper, Shape::Plain},
    {F_BTRIM_TEXT, Op::Trim, Shape::Plain},
    {F_BTRIM_TEXT_TEXT, Op::Trim, Shape::Plain},
    {F_LTRIM_TEXT, Op::LTrim, Shape::Plain},
    {F_LTRIM_TEXT_TEXT, Op::LTrim, Shape::Plain},
    {F_RTRIM_TEXT, Op::RTrim, Shape::Plain},
    {F_RTRIM_TEXT_TEXT, Op::RTrim, Shape::Plain},
    {F_REVERSE, Op::Reverse, Shape::Plain},
    {F_INITCAP, Op::Initcap, Shape::Plain},
    {F_REPLACE, Op::Replace, Shape::Plain},
    {F_TRANSLATE, Op::Translate, Shape::Plain},
    {F_REGEXP_REPLACE_TEXT_TEXT_TEXT, Op::RegexpReplace, Shape::Plain},
    {F_REGEXP_REPLACE_TEXT_TEXT_TEXT_TEXT, Op::RegexpReplace, Shape::Plain},
    {F_SPLIT_PART, Op::SplitPart, Shape::Plain},
    {F_STRPOS, Op::Position, Shape::Plain},
    {F_POSITION_TEXT_TEXT, Op::Position, Shape::Plain},
    {F_ASCII, Op::Ascii, Shape::Plain},
    {F_LPAD_TEXT_INT4, Op::LPad, Shape::Plain},
    {F_LPAD_TEXT_INT4_TEXT, Op::LPad, Shape::Plain},
    {F_RPAD_TEXT_INT4, Op::RPad, Shape::Plain},
    {F_RPAD_TEXT_INT4_TEXT, Op::RPad, Shape::Plain},
    {F_TEXTCAT, Op::Concat, Shape::Plain},
    {F_BIT_LENGTH_TEXT, Op::OctetLength, Shape::BitLength},
    {F_BIT_LENGTH_BYTEA, Op::OctetLength, Shape::BitLength},
    {F_LEFT, Op::Left, Shape::Plain},
    {F_RIGHT, Op::Right, Shape::Plain},
    {F_SUBSTR_TEXT_INT4, Op::Substr, Shape::Substr},
    {F_SUBSTR_TEXT_INT4_INT4, Op::Substr, Shape::Substr},
    {F_SUBSTRING_TEXT_INT4, Op::Substr, Shape::Substr},
    {F_SUBSTRING_TEXT_INT4_INT4, Op::Substr, Shape::Substr},
    {F_STARTS_WITH, Op::StartsWith, Shape::Plain},
    {F_TEXTLIKE, Op::Like, Shape::Plain},
    {F_BPCHARLIKE, Op::Like, Shape::Plain},
    {F_NAMELIKE, Op::Like, Shape::Plain},
    {F_LIKE_TEXT_TEXT, Op::Like, Shape::Plain},
    {F_LIKE_NAME_TEXT, Op::Like, Shape::Plain},
    {F_TEXTNLIKE, Op::NotLike, Shape::Plain},
    {F_BPCHARNLIKE, Op::NotLike, Shape::Plain},
    {F_NAMENLIKE, Op::NotLike, Shape::Plain},
    {F_NOTLIKE_TEXT_TEXT, Op::NotLike, Shape::Plain},
    {F_NOTLIKE_NAME_TEXT, Op::NotLike, Shape::Plain},
    {F_TEXTICLIKE, Op::ILike, Shape::Plain},
    {F_BPCHARICLIKE, Op::ILike, Shape::Plain},
    {F_NAMEICLIKE, Op::ILike, Shape::Plain},
    {F_TEXTICNLIKE, Op::NotILike, Shape::Plain},
    {F_BPCHARICNLIKE, Op::NotILike, Shape::Plain},
    {F_NAMEICNLIKE, Op::NotILike, Shape::Plain},
    {F_TEXTREGEXEQ, Op::Regex, Shape::Plain},
    {F_BPCHARREGEXEQ, Op::Regex, Shape::Plain},
    {F_NAMEREGEXEQ, Op::Regex, Shape::Plain},
#if PG_VERSION_NUM >= 150000
    {F_REGEXP_LIKE_TEXT_TEXT, Op::Regex, Shape::Plain},
#endif
    {F_TEXTREGEXNE, Op::NotRegex, Shape::Plain},
    {F_BPCHARREGEXNE, Op::NotRegex, Shape::Plain},
    {F_NAMEREGEXNE, Op::NotRegex, Shape::Plain},
    {F_TEXTICREGEXEQ, Op::RegexI, Shape::Plain},
    {F_BPCHARICREGEXEQ, Op::RegexI, Shape::Plain},
    {F_NAMEICREGEXEQ, Op::RegexI, Shape::Plain},
    {F_TEXTICREGEXNE, Op::NotRegexI, Shape::Plain},
    {F_BPCHARICREGEXNE, Op::NotRegexI, Shape::Plain},
    {F_NAMEICREGEXNE, Op::NotRegexI, Shape::Plain},
    // rounding
    {F_FLOOR_NUMERIC, Op::Floor, Shape::Plain},
    {F_FLOOR_FLOAT8, Op::Floor, Shape::Plain},
    {F_CEIL_NUMERIC, Op::Ceil, Shape::Plain},
    {F_CEIL_FLOAT8, Op::Ceil, Shape::Plain},
    {F_CEILING_NUMERIC, Op::Ceil, Shape::Plain},
    {F_CEILING_FLOAT8, Op::Ceil, Shape::Plain},
    {F_ROUND_NUMERIC, Op::Round, Shape::Plain},
    {F_ROUND_NUMERIC_INT4, Op::Round, Shape::Plain},
    {F_ROUND_FLOAT8, Op::Round, Shape::Plain},
    {F_TRUNC_NUMERIC, Op::Trunc, Shape::Plain},
    {F_TRUNC_NUMERIC_INT4, Op::Trunc, Shape::Plain},
    {F_TRUNC_FLOAT8, Op::Trunc, Shape::Plain},
    // bits
    {F_INT2AND, Op::BitAnd, Shape::Plain},
    {F_INT4AND, Op::BitAnd, Shape::Plain},
    {F_INT8AND, Op::BitAnd, Shape::Plain},
    {F_INT2OR, Op::BitOr, Shape::Plain},
    {F_INT4OR, Op::BitOr, Shape::Plain},
    {F_INT8OR, Op::BitOr, Shape::Plain},
    {F_INT2XOR, Op::BitXor, Shape::Plain},
    {F_INT4XOR, Op::BitXor, Shape::Plain},
    {F_INT8XOR, Op::BitXor, Shape::Plain},
    {F_INT2SHR, Op::ShiftRight, Shape::Plain},
    {F_INT4SHR, Op::ShiftRight, Shape::Plain},
    {F_INT8SHR, Op::ShiftRight, Shape::Plain},
    // network addresses
    {F_NETWORK_SUB, Op::SubnetOf, Shape::Plain},
    {F_NETWORK_SUBEQ, Op::SubnetOf, Shape::Plain},
    {F_NETWORK_SUP, Op::SubnetOf, Shape::Swapped},
    {F_NETWORK_SUPEQ, Op::SubnetOf, Shape::Swapped},
    {F_FAMILY, Op::Family, Shape::Plain},
    {F_MASKLEN, Op::MaskLength, Shape::Plain},
    // counting NULLs
    {F_NUM_NULLS, Op::NumNulls, Shape::Plain},
    {F_NUM_NONNULLS, Op::NumNonNulls, Shape::Plain},
    // calendar: the server has the field first
    {F_EXTRACT_TEXT_DATE, Op::Extract, Shape::Swapped},
    {F_EXTRACT_TEXT_TIME, Op::Extract, Shape::Swapped},
    {F_EXTRACT_TEXT_TIMESTAMP, Op::Extract, Shape::Swapped},
    {F_EXTRACT_TEXT_TIMESTAMPTZ, Op::Extract, Shape::Swapped},
    {F_EXTRACT_TEXT_INTERVAL, Op::Extract, Shape::Swapped},
    {F_DATE_PART_TEXT_DATE, Op::Extract, Shape::Swapped},
    {F_DATE_PART_TEXT_TIME, Op::Extract, Shape::Swapped},
    {F_DATE_PART_TEXT_TIMESTAMP, Op::Extract, Shape::Swapped},
    {F_DATE_PART_TEXT_TIMESTAMPTZ, Op::Extract, Shape::Swapped},
    {F_DATE_PART_TEXT_INTERVAL, Op::Extract, Shape::Swapped},
    {F_DATE_TRUNC_TEXT_TIMESTAMP, Op::DateTrunc, Shape::Swapped},
    {F_DATE_TRUNC_TEXT_TIMESTAMPTZ, Op::DateTrunc, Shape::Swapped},
    {F_DATE_TRUNC_TEXT_INTERVAL, Op::DateTrunc, Shape::Swapped},
    {F_DATE_TIMESTAMP, Op::Cast, Shape::Cast},
    {F_DATE_TIMESTAMPTZ, Op::Cast, Shape::Cast},
    // casts that keep the order; those between numbers may round
    {F_INT4_INT2, Op::Cast, Shape::Cast},
    {F_INT8_INT2, Op::Cast, Shape::Cast},
    {F_INT8_INT4, Op::Cast, Shape::Cast},
    {F_INT8_OID, Op::Cast, Shape::Cast},
    {F_NUMERIC_INT2, Op::Cast, Shape::Cast},
    {F_NUMERIC_INT4, Op::Cast, Shape::Cast},
    {F_NUMERIC_INT8, Op::Cast, Shape::Cast},
    {F_NUMERIC_MONEY, Op::Cast, Shape::Cast},
    {F_FLOAT4_INT2, Op::Cast, Shape::Cast},
    {F_FLOAT8_INT2, Op::Cast, Shape::Cast},
    {F_FLOAT8_INT4, Op::Cast, Shape::Cast},
    {F_FLOAT8_INT8, Op::Cast, Shape::Cast},
    {F_FLOAT8_FLOAT4, Op::Cast, Shape::Cast},
    {F_FLOAT8_NUMERIC, Op::Cast, Shape::Cast},
    {F_NUMERIC_FLOAT4, Op::Cast, Shape::Cast},
    {F_NUMERIC_FLOAT8, Op::Cast, Shape::Cast},
    {F_INT4_BOOL, Op::Cast, Shape::Cast},
    {F_INT2_INT4, Op::Cast, Shape::Cast},
    {F_INT2_INT8, Op::Cast, Shape::Cast},
    {F_INT4_INT8, Op::Cast, Shape::Cast},
    {F_INT2_NUMERIC, Op::Cast, Shape::Cast},
    {F_INT4_NUMERIC, Op::Cast, Shape::Cast},
    {F_INT8_NUMERIC, Op::Cast, Shape::Cast},
    {F_INT2_FLOAT8, Op::Cast, Shape::Cast},
    {F_INT4_FLOAT8, Op::Cast, Shape::Cast},
    {F_INT8_FLOAT8, Op::Cast, Shape::Cast},
    {F_INT2_FLOAT4, Op::Cast, Shape::Cast},
    {F_INT4_FLOAT4, Op::Cast, Shape::Cast},
    {F_INT8_FLOAT4, Op::Cast, Shape::Cast},
    {F_FLOAT4_INT4, Op::Cast, Shape::Cast},
    {F_FLOAT4_INT8, Op::Cast, Shape::Cast},
    {F_FLOAT4_FLOAT8, Op::Cast, Shape::Cast},
    {F_FLOAT4_NUMERIC, Op::Cast, Shape::Cast},
    {F_TIMESTAMP_DATE, Op::Cast, Shape::Cast},
    {F_TIMESTAMPTZ_DATE, Op::Cast, Shape::Cast},
    {F_TIMESTAMPTZ_TIMESTAMP, Op::Cast, Shape::Cast},
    {F_TIMESTAMP_TIMESTAMPTZ, Op::Cast, Shape::Cast},
    {F_NUMERIC_NUMERIC_INT4, Op::Cast, Shape::Cast},
    {F_INTERVAL_TIME, Op::Cast, Shape::Cast},
    {F_TEXT_BPCHAR, Op::Cast, Shape::Cast},
    {F_TEXT_NAME, Op::Cast, Shape::Cast},
    {F_TEXT_CHAR, Op::Cast, Shape::Cast},
    // arrays
    {F_CARDINALITY, Op::Cardinality, Shape::Plain},
    {F_ARRAY_LENGTH, Op::ArrayLength, Shape::Plain},
    {F_ARRAY_UPPER, Op::ArrayLength, Shape::Plain},
    {F_ARRAY_NDIMS, Op::ArrayDims, Shape::Plain},
    {F_ARRAYOVERLAP, Op::Contains, Shape::ArrayOverlaps},
    {F_ARRAY_POSITION_ANYCOMPATIBLEARRAY_ANYCOMPATIBLE, Op::Contains, Shape::ArrayPosition},
    {F_ARRAYCONTAINS, Op::Contains, Shape::ArrayContains},
    {F_ARRAYCONTAINED, Op::ContainedBy, Shape::ArrayContainedBy},
    {F_SIGN_NUMERIC, Op::Case, Shape::Sign},
    {F_SIGN_FLOAT8, Op::Case, Shape::Sign},
    {F_SUBSTRING_BYTEA_INT4_INT4, Op::Substr, Shape::ByteSubstr},
    {F_SUBSTR_BYTEA_INT4_INT4, Op::Substr, Shape::ByteSubstr},
    // ranges
    {F_LOWER_ANYRANGE, Op::RangeLower, Shape::Plain},
    {F_UPPER_ANYRANGE, Op::RangeUpper, Shape::Plain},
    {F_ISEMPTY_ANYRANGE, Op::RangeIsEmpty, Shape::Plain},
    {F_LOWER_ANYMULTIRANGE, Op::RangeLower, Shape::Plain},
    {F_UPPER_ANYMULTIRANGE, Op::RangeUpper, Shape::Plain},
    {F_ISEMPTY_ANYMULTIRANGE, Op::RangeIsEmpty, Shape::Plain},
    {F_LOWER_INF_ANYRANGE, Op::RangeLower, Shape::LowerInfinite},
    {F_UPPER_INF_ANYRANGE, Op::RangeUpper, Shape::UpperInfinite},
    {F_ELEM_CONTAINED_BY_RANGE, Op::And, Shape::InRange},
    {F_RANGE_CONTAINS_ELEM, Op::Contains, Shape::HasInRange},
    {F_RANGE_CONTAINED_BY, Op::ContainedBy, Shape::RangeInRange},
    {F_RANGE_CONTAINS, Op::Contains, Shape::RangeHasRange},
    // documents
    {F_JSONB_TYPEOF, Op::JsonTypeof, Shape::Plain},
    {F_JSON_TYPEOF, Op::JsonTypeof, Shape::Plain},
    {F_JSONB_ARRAY_LENGTH, Op::Cardinality, Shape::Plain},
    {F_JSON_ARRAY_LENGTH, Op::Cardinality, Shape::Plain},
    {F_JSONB_EXISTS, Op::JsonHasKey, Shape::Plain},
    {F_JSONB_EXISTS_ALL, Op::JsonHasKey, Shape::JsonAll},
    {F_JSONB_EXISTS_ANY, Op::JsonHasKey, Shape::JsonAny},
    {F_JSONB_CONTAINS, Op::Contains, Shape::Plain},
    {F_JSONB_CONTAINED, Op::ContainedBy, Shape::Plain},
    {F_TIMEZONE_TEXT_TIMESTAMPTZ, Op::Cast, Shape::AtUtc},
    {F_TIMEZONE_TEXT_TIMESTAMP, Op::Cast, Shape::AtUtc},
#if PG_VERSION_NUM >= 150000
    {F_REGEXP_LIKE_TEXT_TEXT_TEXT, Op::Regex, Shape::MatchFlags},
#endif
    {F_JSONB_PATH_EXISTS, Op::Opaque, Shape::PathExists},
    {F_JSONB_PATH_EXISTS_OPR, Op::Opaque, Shape::PathExists},
    {F_JSONB_PATH_MATCH, Op::Opaque, Shape::PathMatch},
    {F_JSONB_PATH_MATCH_OPR, Op::Opaque, Shape::PathMatch},
    {F_JSONB_OBJECT_FIELD, Op::JsonGet, Shape::Plain},
    {F_JSONB_OBJECT_FIELD_TEXT, Op::JsonGet, Shape::Plain},
    {F_JSON_OBJECT_FIELD, Op::JsonGet, Shape::Plain},
    {F_JSON_OBJECT_FIELD_TEXT, Op::JsonGet, Shape::Plain},
    {F_JSONB_ARRAY_ELEMENT, Op::JsonGet, Shape::Plain},
    {F_JSONB_ARRAY_ELEMENT_TEXT, Op::JsonGet, Shape::Plain},
    {F_JSON_ARRAY_ELEMENT, Op::JsonGet, Shape::Plain},
    {F_JSON_ARRAY_ELEMENT_TEXT, Op::JsonGet, Shape::Plain},
    {F_JSONB_EXTRACT_PATH, Op::JsonGet, Shape::JsonPath},
    {F_JSONB_EXTRACT_PATH_TEXT, Op::JsonGet, Shape::JsonPath},
    {F_JSON_EXTRACT_PATH, Op::JsonGet, Shape::JsonPath},
    {F_JSON_EXTRACT_PATH_TEXT, Op::JsonGet, Shape::JsonPath},
    // jsonb's casts of a scalar
    {F_INT2_JSONB, Op::Cast, Shape::Cast},
    {F_INT4_JSONB, Op::Cast, Shape::Cast},
    {F_INT8_JSONB, Op::Cast, Shape::Cast},
    {F_FLOAT4_JSONB, Op::Cast, Shape::Cast},
    {F_FLOAT8_JSONB, Op::Cast, Shape::Cast},
    {F_NUMERIC_JSONB, Op::Cast, Shape::Cast},
    {F_BOOL_JSONB, Op::Cast, Shape::Cast},
};

const KnownFunction* look_up(Oid function) {
  const auto* end = std::end(kFunctions);
  const auto* found =
      std::find_if(std::begin(kFunctions), end, [&](const KnownFunction& f) { return f.oid == function; });
  return found == end ? nullptr : found;
}

}  // namespace

const KnownFunction* find_function(Oid function) {
  if (const KnownFunction* known = look_up(function)) return known;
  HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
  if (!HeapTupleIsValid(tuple)) return nullptr;
  Oid builtin = InvalidOid;
  if (reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple))->prolang == INTERNALlanguageId) {
    bool is_null = false;
    const Datum source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &is_null);
    if (!is_null) builtin = fmgr_internal_function(TextDatumGetCString(source));
  }
  ReleaseSysCache(tuple);
  return OidIsValid(builtin) ? look_up(builtin) : nullptr;
}

bool is_overlap_function(Oid function) {
  switch (function) {
    case F_RANGE_OVERLAPS:
    case F_MULTIRANGE_OVERLAPS_MULTIRANGE:
    case F_BOX_OVERLAP:
    case F_POLY_OVERLAP:
    case F_CIRCLE_OVERLAP:
    case F_NETWORK_OVERLAP: return true;
    default: return false;
  }
}

bool is_integer_cast(Oid function) {
  return function == F_INT4_INT8 || function == F_INT2_INT8 || function == F_INT8_INT4 ||
         function == F_INT2_INT4 || function == F_INT4_INT2 || function == F_NUMERIC_INT8 ||
         function == F_NUMERIC_INT4;
}

}  // namespace datagen::pg
