// src/pg/obligation_reader.hpp -- the CHECKs of domains
#pragma once

#include "core/schema/predicate.hpp"
#include "core/schema/type.hpp"
#include "pg/expression.hpp"

#include <memory>
#include <vector>

namespace datagen::pg {

/// The CHECKs of a domain and of the domains below it, innermost first, by name within one. Column -1 is the
/// value.
std::vector<std::shared_ptr<const core::Predicate>> read_domain_checks(Oid domain, const core::Type& base,
                                                                       ExpressionPool& pool);

}  // namespace datagen::pg
