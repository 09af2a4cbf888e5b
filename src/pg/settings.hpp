// src/pg/settings.hpp -- the datagen.* configuration parameters
#pragma once

#include "core/generate/generator.hpp"
#include "pg/guard.hpp"

#include <cstdint>
#include <optional>

namespace datagen::pg {

/// Registers the parameters; called once when the library is loaded.
void define_settings();

/// datagen.as_of, datagen.null_share and datagen.edge_share. Throws Error(InvalidParameter) for a malformed as_of.
core::GenerationSettings generation_settings();

/// datagen.safe_values: values that would reach somebody (mail addresses, hosts, numbers) are such as nobody owns.
bool safe_values();

/// datagen.locale, and the locale that needs no data pack.
const char* locale_setting();
inline constexpr const char* kDefaultLocale = "en";

/// Another number after every change of a setting that realistic values depend on.
uint64_t settings_generation();

/// datagen.search_budget: tries per row.
uint64_t search_budget();

/// datagen.sink: the way rows enter relations.
enum class SinkChoice : uint8_t {
  Auto,  ///< the bulk sink where it is able and there are enough rows for it
  Sql,   ///< ordinary INSERTs
  Bulk   ///< the bulk sink wherever it is able
};
SinkChoice sink_choice();

/// The seed of a call: its argument, else datagen.seed, else a fresh one.
int64_t effective_seed(std::optional<int64_t> argument);

}  // namespace datagen::pg
