// src/pg/numeric_writer.hpp -- numeric straight from a scaled integer
#pragma once

#include "pg/pg.hpp"

extern "C" {
#include "utils/numeric.h"
}

namespace datagen::pg {

/// Bytes that put_numeric() may need.
constexpr int kMostNumericBytes = 4 + 2 + 7 * 2;
/// Decimals up to which put_numeric() knows the layout.
constexpr int kMostNumericScale = 18;

/// Writes the numeric of `unscaled` / 10^`scale` with `scale` decimals to `place`, at least kMostNumericBytes, aligned
/// as int; returns its size. Byte for byte what int64_div_fast_to_numeric() makes: a header of four bytes, the short
/// form's sign, scale and weight (src/backend/utils/adt/numeric.c, "NumericShort"; on disk since 9.1), digits to the base
/// 10,000. 0 <= scale <= kMostNumericScale.
int put_numeric(char* place, int64_t unscaled, int scale) noexcept;

/// The same in CurrentMemoryContext, by the server where put_numeric() cannot; may ereport.
Numeric make_numeric(int64_t unscaled, int scale) noexcept;

}  // namespace datagen::pg
