// src/pg/type_reader.hpp -- pg_type -> core::Type
#pragma once

#include "core/schema/predicate.hpp"
#include "core/schema/type.hpp"
#include "pg/expression.hpp"

#include <string>

namespace datagen::pg {

/// The core's view of a type with its modifier: domains folded to their base, limits from the modifier, enum
/// labels in sort order, composite attributes without dropped ones, element types read the same way.
/// `dimensions` is attndims. With a pool the CHECKs of each domain met, also of elements and attributes, come
/// along as Type::domain_checks. Contrib types are known by name and owning extension. Types nobody knows are
/// Unknown, never an error.
core::TypePtr read_type(Oid type, int32 typmod = -1, int dimensions = 0, ExpressionPool* pool = nullptr);

/// `type` on a decimal grid of `scale` digits, for unconstrained numeric and float; other types come back
/// unchanged.
core::TypePtr with_scale(const core::TypePtr& type, int scale, int integer_digits);

/// `text` in the server's encoding as UTF-8, which is what the core works with.
std::string to_utf8(const char* text, size_t size);

}  // namespace datagen::pg
