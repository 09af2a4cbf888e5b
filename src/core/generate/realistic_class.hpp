// src/core/generate/realistic_class.hpp -- which classes of columns live on the data pack
#pragma once

#include "core/realistic/makers.hpp"
#include "core/schema/type.hpp"

#include <string_view>

namespace datagen::core {

/// Whether the texts of a semantic class are made by the generators of realistic values, so that a column of it gets
/// invented words where there is no data pack.
bool comes_from_pack(std::string_view semantic_class, const Type& type);

/// The generator of the class's texts; null where there is none.
const RealisticGenerator* maker_of_class(std::string_view semantic_class);

}  // namespace datagen::core
