// src/core/constraint/json_parts.hpp -- documents that a document contains
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// Documents that `json` contains as jsonb's <@ has it: runs of its elements or members, shorter ones first, the whole one
/// last; only itself where it has no parts.
std::vector<std::string> contained_documents(std::string_view json);

}  // namespace datagen::core
