// src/pg/data_pack.hpp -- the installed data pack, mapped once per backend, and the realms over it
#pragma once

#include "core/realistic/realm.hpp"
#include "pg/guard.hpp"

#include <optional>
#include <string>

namespace datagen::pg {

/// The pack beside the extension's SQL files (under extension_destdir where that is set); nullptr when it is not
/// installed or of another format. Mapped on first use and kept until the backend ends.
const core::DataPack* data_pack();

/// The same; Error(ObjectNotInState) with a hint how to get it when there is none.
const core::DataPack& required_data_pack();

/// Version and fingerprint of the pack, as datagen.locales() shows them; empty when there is none.
std::string data_pack_version();

/// A locale's realm under the present settings datagen.safe_values and datagen.as_of; kept as long as the backend.
/// `locale` not given: datagen.locale. Throws Error(InvalidParameter) for an unknown locale.
const core::Realm& realm(const std::optional<std::string>& locale);

/// The same, nullptr where there is no pack; then unknown locales are still refused.
const core::Realm* realm_if_installed(const std::optional<std::string>& locale);

}  // namespace datagen::pg
