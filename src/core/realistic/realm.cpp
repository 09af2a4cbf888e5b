// src/core/realistic/realm.cpp -- lists by number and by path
#include "core/realistic/realm.hpp"

#include <cmath>

namespace datagen::core {
namespace {

constexpr const char* kPaths[] = {"person.first_name.female",
                                  "person.first_name.male",
                                  "person.last_name",
                                  "person.last_name.female",
                                  "person.last_name.male",
                                  "person.middle_name",
                                  "person.prefix.female",
                                  "person.prefix.male",
                                  "person.suffix",
                                  "person.name",
                                  "person.job_title_pattern",
                                  "person.job_descriptor",
                                  "person.job_area",
                                  "person.job_type",
                                  "person.bio_part",
                                  "geo.home",
                                  "location.street_pattern",
                                  "location.street_address.normal",
                                  "location.building_number",
                                  "location.secondary_address",
                                  "location.county",
                                  "geo.country_name",
                                  "geo.country",
                                  "company.legal_entity_type",
                                  "company.name_pattern",
                                  "commerce.department",
                                  "commerce.product_name.adjective",
                                  "commerce.product_name.material",
                                  "commerce.product_name.product",
                                  "word.adjective",
                                  "word.noun",
                                  "word.verb",
                                  "word.adverb",
                                  "word.preposition",
                                  "lorem.word",
                                  "color.human",
                                  "date.month.wide",
                                  "date.weekday.wide",
                                  "finance.currency",
                                  "internet.free_email",
                                  "internet.example_email",
                                  "internet.domain_suffix",
                                  "internet.user_agent",
                                  "file.media",
                                  "system.directory_path",
                                  "science.chemical_element",
                                  "science.unit",
                                  "airline.airport",
                                  "location.language",
                                  "vehicle.type",
                                  "vehicle.fuel",
                                  "book.genre",
                                  "finance.account_type",
                                  "finance.transaction_type",
                                  "company.buzz_verb",
                                  "company.buzz_adjective",
                                  "company.buzz_noun"};
static_assert(std::size(kPaths) == static_cast<size_t>(ListId::Count_));

constexpr int64_t kMicrosPerDay = int64_t{86400} * 1000000;

}  // namespace

Realm::Realm(const DataPack& pack, uint32_t locale, PatternLanguages& patterns, RealmOptions options)
    : pack_(pack), locale_(locale), patterns_(patterns), options_(options) {
  const PackList& names = list(ListId::PersonName);
  for (uint32_t i = 0; i < names.size(); ++i) {
    const std::string_view pattern = names.at(i);
    const size_t first = pattern.find("{{person.first_name}}");
    const size_t last = pattern.find("{{person.last_name}}");
    if (first == std::string_view::npos || last == std::string_view::npos) continue;
    name_order_.last_first = last < first;
    const size_t end = pattern.find("}}", std::min(first, last)) + 2;
    name_order_.between = pattern.substr(end, std::max(first, last) - end);
    if (name_order_.between.find('{') != std::string_view::npos) name_order_.between = " ";
    break;
  }
}

int Realm::latest_year() const { return year_of(options_.as_of); }

int year_of(int64_t micros) {
  // Civil years from days: the mean Gregorian year, corrected by Howard Hinnant's algorithm ("chrono-compatible
  // low-level date algorithms").
  const int64_t days = (micros >= 0 ? micros : micros - kMicrosPerDay + 1) / kMicrosPerDay + 10957;
  const int64_t shifted = days + 719468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  return static_cast<int>(year_of_era + era * 400 + ((5 * day_of_year + 2) / 153 >= 10 ? 1 : 0));
}

const PackList& Realm::list(ListId id) const {
  auto& known = lists_[static_cast<size_t>(id)];
  if (!known) known = pack_.look_up(locale_, kPaths[static_cast<size_t>(id)]);
  return *known;
}

const PackList& Realm::list(std::string_view path) const {
  const auto known = by_path_.find(path);
  if (known != by_path_.end()) return known->second;
  return by_path_.emplace(std::string(path), pack_.look_up(locale_, path)).first->second;
}

PackList Realm::english(std::string_view path) const {
  const auto english = pack_.find_locale("en");
  return english ? pack_.look_up(*english, path) : PackList();
}

std::optional<uint32_t> Realm::country_index(std::string_view code) const {
  const PackList& countries = list(ListId::Country);
  uint32_t low = 0;
  uint32_t high = countries.size();
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (countries.at(middle).substr(0, 2) < code)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == countries.size() || countries.at(low).substr(0, 2) != code) return std::nullopt;
  return low;
}

std::string_view Realm::country(std::string_view code) const {
  const auto index = country_index(code);
  return index ? list(ListId::Country).at(*index) : std::string_view();
}

std::string_view Realm::country_name(std::string_view code) const {
  const auto index = country_index(code);
  if (!index) return {};
  const PackList& names = list(ListId::CountryName);
  return *index < names.size() ? names.at(*index) : record_field(list(ListId::Country).at(*index), 3);
}

/// A locale that is named after the country comes first, then one whose first home it is, then any that is at home there.
std::string_view Realm::language_of(std::string_view country) const {
  const auto known = languages_.find(country);
  if (known != languages_.end()) return known->second;
  std::string_view found;
  int best = 0;
  for (uint32_t i = 0; i < pack_.locales(); ++i) {
    const std::string_view name = pack_.locale_name(i);
    const size_t cut = std::min(name.find('_'), name.size());
    const auto homes = pack_.find(i, "geo.home");
    int rank = cut < name.size() && name.substr(cut + 1) == country ? 3 : 0;
    for (uint32_t h = 0; homes && h < homes->size() && rank < 2; ++h)
      if (homes->at(h) == country) rank = h == 0 ? 2 : 1;
    if (rank <= best) continue;
    best = rank;
    found = name.substr(0, cut);
  }
  return languages_.emplace(std::string(country), found).first->second;
}

std::string_view draw_popular(const PackList& list, Stream& stream) {
  const uint64_t size = list.size();
  if (size == 0) return {};
  // The square of a uniform number: rank r is drawn in proportion to r^-1/2, about as first names are.
  const double u = stream.unit();
  const auto rank = static_cast<uint64_t>(static_cast<double>(size) * u * u);
  // Steps of one length go through all places once.
  return list.at(static_cast<uint32_t>(rank * list.stride() % size));
}

}  // namespace datagen::core
