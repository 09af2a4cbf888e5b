// src/pg/predicate_functions.hpp -- which functions the core's language knows
#pragma once

#include "core/schema/predicate.hpp"
#include "pg/pg.hpp"

namespace datagen::pg {

/// How a function's arguments become those of the core's node.
enum class Shape : uint8_t {
  Plain,     ///< in the same order
  Swapped,   ///< two arguments, exchanged
  Subnet,    ///< inner, outer network
  Supernet,  ///< outer, inner
  DateBin,   ///< the second argument first
  Cast,      ///< the first argument; the rest (a precision) is not there
  Substr,    ///< in the same order, constants only beyond the first
  JsonPath,  ///< document, array of keys
  JsonAll,   ///< document, array of keys it must have
  JsonAny,
  InRange,        ///< element, range
  HasInRange,     ///< range, element
  RangeInRange,   ///< inner, outer
  RangeHasRange,  ///< outer, inner
  LowerInfinite,  ///< lower_inf(range)
  UpperInfinite,
  AtUtc,       ///< zone, moment: known where the zone is UTC
  TruncAtUtc,  ///< unit, moment, zone: known where the zone is UTC
  MatchFlags,  ///< text, pattern, flags
  PathExists,  ///< document, jsonpath: known by a hint
  PathMatch,
  BitLength,      ///< eight times the octets
  Sign,           ///< 1, 0 or -1 by comparison with 0
  ByteSubstr,     ///< bytes, first, count: of the hexadecimal digits that stand for them
  ArrayOverlaps,  ///< array, array, one of them constant
  ArrayPosition,  ///< array, element: known only where it is tested for NULL
  ArrayContains,  ///< array, array of elements
  ArrayContainedBy
};

struct KnownFunction {
  Oid oid;
  core::Op op;
  Shape shape;
};

/// The entry for a function, following extension functions that are but another name for a built-in one
/// (citext's pattern operators) to it; nullptr when the language has no word for it. Makes syscache look-ups:
/// runs in pg::call.
const KnownFunction* find_function(Oid function);

/// && of ranges, multiranges, plane figures and networks.
bool is_overlap_function(Oid function);

/// A cast between integer widths, as the parser puts around nextval().
bool is_integer_cast(Oid function);

}  // namespace datagen::pg
