// src/core/constraint/atoms_encoded.hpp -- texts that are read as lists of fields, or as bytes in some encoding
#pragma once

#include "core/constraint/narrowing.hpp"

namespace datagen::core {

/// string_to_array(x, delimiter) or regexp_split_to_array(x, pattern).
bool is_split(const Expr& expr);

// Each narrows the text below the function to a natural part of what would do, so what it says has still to be judged;
// false, always, tells so.

/// The number of fields of `split`.
bool narrow_fields(BranchState& state, const Expr& split, int64_t least, int64_t most);
/// Every field of `split` is one of the list.
bool narrow_listed_fields(BranchState& state, const Expr& split, const Value& list);
/// The number of bytes of decode(x, encoding), for hex and base64.
bool narrow_decoded(BranchState& state, const Expr& decode, int64_t least, int64_t most);

}  // namespace datagen::core
