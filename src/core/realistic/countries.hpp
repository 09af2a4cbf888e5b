// src/core/realistic/countries.hpp -- countries by what they are called
#pragma once

#include "core/realistic/realm.hpp"

#include <string_view>

namespace datagen::core {

/// The two letters of a country given by a code of two or three letters or by its name in English or in the realm's
/// language, in any case; empty when it is unknown. Looks through all countries.
std::string_view country_of(const Realm& realm, std::string_view text);

}  // namespace datagen::core
