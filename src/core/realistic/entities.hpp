// src/core/realistic/entities.hpp -- persons, places, companies, products: what several columns of a row tell of
#pragma once

#include "core/realistic/realm.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace datagen::core {

/// The numbers that an entity's streams are keyed with; part of the reproducibility promise.
namespace salt {
constexpr uint64_t kPerson = 1, kPlace = 2, kCompany = 3, kProduct = 4, kTime = 5, kAlone = 100;
}

struct Person {
  bool female = false;
  std::string_view first, last;
};
Person draw_person(const Draw& draw);
/// What a word for a sex, or a form of address, says: true for a woman; nullopt for anything else.
std::optional<bool> told_female(std::string_view word);
/// In the locale's order.
void append_full_name(const Person& person, const Draw& draw, std::string& out);

struct Place {
  std::string_view country;  ///< two letters
  std::string_view city, region, region_code;
  std::string_view latitude, longitude;  ///< degrees with a point
  std::string_view time_zone;
};
/// Whether IBANs of the country can be made.
bool has_iban(const Realm& realm, std::string_view country);
/// The country of draw_place() alone.
std::string_view draw_country(const Draw& draw);
/// Of one of the locale's countries, cities by their inhabitants.
Place draw_place(const Draw& draw);
/// A street with its suffix or prefix, no number.
void append_street(const Draw& draw, std::string& out);
void append_postcode(const Place& place, const Draw& draw, std::string& out);

struct Company {
  std::string name;
  std::string slug;  ///< its main words as a host name's label
};
Company draw_company(const Draw& draw);

struct Product {
  std::string name;
  std::string_view department;
  int64_t cents = 0;  ///< what it costs
};
Product draw_product(const Draw& draw);

/// A host of nobody's when values are safe.
void append_domain(std::string_view label, const Draw& draw, Stream& stream, std::string& out);
/// A label for hosts, slugs and mail: ASCII letters, digits and `separator`; letters of the Latin, Cyrillic and Greek
/// alphabets are transliterated, others left out.
void append_label(std::string_view text, char separator, std::string& out);

/// Prices as shops write them: log-normal around `median`, ending in .99, .95, .50 or .00. In hundredths.
int64_t draw_price(Stream& stream, double median, double sigma);
void append_cents(int64_t cents, std::string& out);

}  // namespace datagen::core
