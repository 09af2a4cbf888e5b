// src/pg/type_families.hpp -- the tables that tell a type's class and its grid's limits
#pragma once

#include "core/schema/type.hpp"
#include "pg/pg.hpp"

#include <cstdint>
#include <string_view>

namespace datagen::pg {

/// The class of a built-in base type, Unknown for all others.
core::TypeClass builtin_class(Oid type);

/// The core has a family for this type: a built-in one, or one of the named extension.
bool is_literal_family(std::string_view type, std::string_view extension, bool builtin);

/// 10^18 - 1: the widest decimal that keeps sums within int64.
constexpr int64_t kMaxDecimalTick = 999'999'999'999'999'999;
/// About 3,000 years in microseconds.
constexpr int64_t kMaxIntervalTick = 94'608'000'000'000'000;

}  // namespace datagen::pg
