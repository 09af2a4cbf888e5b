// src/pg/jsonb_writer.hpp -- jsonb straight from text, for the plain JSON that generators write
#pragma once

#include "pg/pg.hpp"

#include <cstddef>

namespace datagen::pg {

/// The jsonb that jsonb_in() makes of `text`, byte for byte; nullptr for texts that it leaves to jsonb_in(): with escapes,
/// exponents, numbers of more than 18 digits, keys that occur twice, more than 256 values, and malformed ones. The layout is
/// that of utils/jsonb.h. Allocates in CurrentMemoryContext and may ereport: call it only inside pg::call.
struct varlena* write_jsonb(const char* text, size_t size) noexcept;

}  // namespace datagen::pg
