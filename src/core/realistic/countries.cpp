// src/core/realistic/countries.cpp -- finding countries
#include "core/realistic/countries.hpp"

namespace datagen::core {

std::string folded(std::string_view text) {
  std::string lower(text);
  while (!lower.empty() && lower.back() == ' ') lower.pop_back();
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string_view country_of(const Realm& realm, std::string_view text) {
  const std::string wanted = folded(text);
  const PackList& countries = realm.list(ListId::Country);
  for (uint32_t i = 0; i < countries.size(); ++i) {
    const std::string_view record = countries.at(i);
    const std::string_view code = record_field(record, 0);
    if (wanted.size() == 2
            ? folded(code) == wanted
            : (wanted.size() == 3 && folded(record_field(record, 1)) == wanted) ||
                  folded(record_field(record, 3)) == wanted || folded(realm.country_name(code)) == wanted)
      return code;
  }
  return {};
}

}  // namespace datagen::core
