// src/core/realistic/countries.cpp -- finding countries
#include "core/realistic/countries.hpp"

#include "core/base/ascii.hpp"

namespace datagen::core {

std::string_view country_of(const Realm& realm, std::string_view text) {
  const std::string wanted = lower_ascii(unpadded(text));
  const PackList& countries = realm.list(ListId::Country);
  for (uint32_t i = 0; i < countries.size(); ++i) {
    const std::string_view record = countries.at(i);
    const std::string_view code = record_field(record, 0);
    if (wanted.size() == 2 ? lower_ascii(code) == wanted
                           : (wanted.size() == 3 && lower_ascii(record_field(record, 1)) == wanted) ||
                                 lower_ascii(record_field(record, 3)) == wanted ||
                                 lower_ascii(realm.country_name(code)) == wanted)
      return code;
  }
  return {};
}

}  // namespace datagen::core
