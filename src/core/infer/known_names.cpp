// src/core/infer/known_names.cpp -- collecting the pack's names over all its locales
#include "core/infer/known_names.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

void append(const DataPack& pack, uint32_t locale, std::string_view path,
            std::vector<std::string_view>& names) {
  const auto list = pack.find(locale, path);
  if (!list || list->has_templates() || list->has_digits()) return;
  for (uint32_t i = 0; i < list->size(); ++i) names.push_back(record_field(list->at(i), 0));
}

void sort(std::vector<std::string_view>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

KnownNames::KnownNames(const DataPack& pack) {
  for (uint32_t locale = 0; locale < pack.locales(); ++locale) {
    for (const char* path :
         {"person.first_name.female", "person.first_name.male", "person.first_name.generic"})
      append(pack, locale, path, first_names_);
    for (const char* path :
         {"person.last_name.female", "person.last_name.male", "person.last_name.generic", "person.last_name"})
      append(pack, locale, path, last_names_);
    append(pack, locale, "location.city_name", cities_);
    append(pack, locale, "geo.country_name", countries_);
    append(pack, locale, "location.country", countries_);
  }
  if (const auto base = pack.find_locale("base"))
    for (char first = 'A'; first <= 'Z'; ++first)
      for (char second = 'A'; second <= 'Z'; ++second)
        append(pack, *base, std::string("geo.city.") + first + second, cities_);
  for (Names* names : {&first_names_, &last_names_, &cities_, &countries_}) sort(*names);
}

bool KnownNames::has(const Names& names, std::string_view text) {
  return std::binary_search(names.begin(), names.end(), text);
}

}  // namespace datagen::core
