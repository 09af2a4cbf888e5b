// src/core/constraint/json_shape.hpp -- documents that contain a given one, and paths into documents
#pragma once

#include "core/constraint/narrowing.hpp"

#include <string_view>

namespace datagen::core {

/// document @> constant: narrows the document to a shape that has what the JSON text asks for. A natural choice: never
/// all documents that qualify.
void require_json(BranchState& state, const ExprPtr& document, std::string_view json);

/// A condition on `document` that suffices for the jsonpath (in the server's canonical writing) to find something, or
/// with `match` to be true: member paths, [*], comparisons with constants, type(), exists(), && and ||. nullptr for
/// other paths.
ExprPtr json_path_hint(const ExprPtr& document, std::string_view path, bool match);

}  // namespace datagen::core
