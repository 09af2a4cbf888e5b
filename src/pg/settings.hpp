// src/pg/settings.hpp -- the datagen.* configuration parameters
#pragma once

#include "core/generate/generator.hpp"
#include "pg/guard.hpp"

#include <cstdint>
#include <optional>

namespace datagen::pg {

/// Registers the parameters; called once when the library is loaded.
void define_settings();

/// datagen.as_of and datagen.null_share. Throws Error(InvalidParameter) for a malformed as_of.
core::GenerationSettings generation_settings();

/// datagen.search_budget: tries per row.
uint64_t search_budget();

/// datagen.sink = bulk: the user wants relations to skip the SQL sink wherever another sink is able to take them.
bool bulk_sink_wanted();

/// The seed of a call: its argument, else datagen.seed, else a fresh one.
int64_t effective_seed(std::optional<int64_t> argument);

}  // namespace datagen::pg
