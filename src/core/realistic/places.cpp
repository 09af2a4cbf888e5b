// src/core/realistic/places.cpp -- addresses whose parts agree: country, region, city, position, postcode, street
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace datagen::core {
namespace {

enum Facet : uint64_t { kStreet = 200, kNumber, kSecond, kPostcode, kPosition, kCounty, kCode };

/// Parses what the pack's own script has written: digits, a point, a sign.
double parse_degrees(std::string_view text) {
  double value = 0;
  double scale = 0;
  for (char c : text) {
    if (c == '.') {
      scale = 1;
    } else if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      scale *= 10;
    }
  }
  if (scale > 0) value /= scale;
  return !text.empty() && text[0] == '-' ? -value : value;
}

void make_country(const Draw& draw, std::string& out) { out += draw.realm.country_name(draw_country(draw)); }

void make_country_code(const Draw& draw, std::string& out) {
  const std::string_view code = draw_country(draw);
  out += draw.max_chars == 3 ? record_field(draw.realm.country(code), 1) : code;
}

void make_city(const Draw& draw, std::string& out) { out += draw_place(draw).city; }

void make_state(const Draw& draw, std::string& out) {
  const Place place = draw_place(draw);
  const bool brief = draw.max_chars < 4 && !place.region_code.empty();
  out += brief ? place.region_code : place.region.empty() ? place.city : place.region;
}

void make_state_code(const Draw& draw, std::string& out) {
  const Place place = draw_place(draw);
  if (!place.region_code.empty()) {
    out += place.region_code;
    return;
  }
  std::string label;
  append_label(place.region.empty() ? place.city : place.region, 0, label);
  for (size_t i = 0; i < label.size() && i < 2; ++i)
    out += static_cast<char>(label[i] >= 'a' ? label[i] - 32 : label[i]);
}

void make_county(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kCounty);
  const PackList& counties = draw.realm.list(ListId::County);
  if (counties.empty())
    make_state(draw, out);
  else
    out += counties.draw(stream);
}

void make_postcode(const Draw& draw, std::string& out) { append_postcode(draw_place(draw), draw, out); }

void make_street(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kNumber);
  const PackList& forms = draw.realm.list(ListId::StreetAddress);
  if (forms.empty())
    append_street(draw, out);
  else
    append_drawn(forms, draw, stream, out);
}

void make_second_line(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSecond);
  append_drawn(draw.realm.list(ListId::SecondaryAddress), draw, stream, out);
}

void make_address(const Draw& draw, std::string& out) {
  const Place place = draw_place(draw);
  make_street(draw, out);
  out += ", ";
  // The code stands behind the city in English-speaking countries, elsewhere mostly before it.
  const bool behind = place.country == "US" || place.country == "GB" || place.country == "CA" ||
                      place.country == "AU" || place.country == "IE" || place.country == "NZ";
  if (behind) {
    out.append(place.city).append(", ");
    if (!place.region_code.empty()) out.append(place.region_code).append(" ");
    append_postcode(place, draw, out);
  } else {
    append_postcode(place, draw, out);
    out.append(" ").append(place.city);
  }
  out += ", ";
  out += draw.realm.country_name(place.country);
}

void append_degrees(double degrees, std::string& out) {
  char text[32];
  std::snprintf(text, sizeof text, "%.5f", degrees);
  out += text;
}

/// Within some five kilometres of the city's centre.
double near(double centre, Stream& stream) { return centre + (stream.unit() + stream.unit() - 1) * 0.05; }

void make_latitude(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kPosition);
  append_degrees(near(parse_degrees(draw_place(draw).latitude), stream), out);
}

void make_longitude(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kPosition + 100);
  append_degrees(near(parse_degrees(draw_place(draw).longitude), stream), out);
}

void make_time_zone(const Draw& draw, std::string& out) { out += draw_place(draw).time_zone; }

/// With the stream of the place, which goes on from there.
std::string_view country_by(const Draw& draw, Stream& stream) {
  static constexpr std::string_view kBanked[] = {"DE", "GB", "FR", "NL", "ES", "BE", "CH", "AT"};
  const PackList& homes = draw.realm.list(ListId::Home);
  const std::string_view drawn = homes.draw(stream);
  if (!draw.country.empty()) return draw.country;
  if (!draw.banked || has_iban(draw.realm, drawn)) return drawn;
  for (uint32_t i = 0; i < homes.size(); ++i)
    if (has_iban(draw.realm, homes.at(i))) return homes.at(i);
  return kBanked[stream.below(std::size(kBanked))];
}

}  // namespace

std::string_view draw_country(const Draw& draw) {
  Stream stream = draw.stream(salt::kPlace);
  return country_by(draw, stream);
}

Place draw_place(const Draw& draw) {
  Stream stream = draw.stream(salt::kPlace);
  Place place;
  place.country = country_by(draw, stream);
  std::string path = "geo.city.";
  path += place.country;
  std::string_view record = draw.realm.list(path).draw(stream);
  for (std::string_view* field : {&place.city, &place.region, &place.region_code, &place.latitude,
                                  &place.longitude, &place.time_zone}) {
    *field = record_field(record, 0);
    record.remove_prefix(std::min(record.size(), field->size() + 1));
  }
  return place;
}

void append_street(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kStreet);
  append_drawn(draw.realm.list(ListId::StreetPattern), draw, stream, out);
}

void append_postcode(const Place& place, const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kPostcode);
  std::string path = "geo.postcode.";
  path += place.country;
  if (!place.region_code.empty()) {
    const PackList& ranges = draw.realm.list(path + "." + std::string(place.region_code));
    if (!ranges.empty()) {
      const std::string_view range = ranges.draw(stream);
      const std::string_view low = record_field(range, 0);
      const auto number = [](std::string_view text) {
        return std::strtoll(std::string(text).c_str(), nullptr, 10);
      };
      const std::string code = std::to_string(stream.between(number(low), number(record_field(range, 1))));
      out.append(low.size() > code.size() ? low.size() - code.size() : 0, '0');
      out += code;
      return;
    }
  }
  const PackList& patterns = draw.realm.list(path);
  if (patterns.empty()) {
    // A country without postcodes, or whose form is not known.
    append_digits(stream, static_cast<int>(std::clamp<int64_t>(draw.max_chars, 1, 5)), out);
    return;
  }
  const std::string_view record = patterns.at(0);
  const RegularLanguage* language = draw.realm.language(record_field(record, 0));
  if (!language || language->empty()) return;
  std::string code = language->unrank(stream.below(language->size()));
  const std::string_view separator = record_field(record, 2);
  const size_t from_end =
      record_field(record, 1).empty() ? 0 : static_cast<size_t>(record_field(record, 1)[0] - '0');
  if (!separator.empty() && from_end < code.size() && draw.max_chars > static_cast<int64_t>(code.size()))
    code.insert(code.size() - from_end, separator);
  out += code;
}

const std::vector<RealisticGenerator>& address_generators() {
  static const std::vector<RealisticGenerator> kAll = {
      {"address", "address", "text", make_address, "A whole postal address on one line."},
      {"street_address", "address", "text", make_street, "A street with its number."},
      {"secondary_address", "address", "text", make_second_line, "A flat or suite."},
      {"city", "address", "text", make_city, "A city; large ones more often."},
      {"state", "address", "text", make_state, "A state or region."},
      {"state_code", "address", "text", make_state_code, "The short form of a state or region."},
      {"county", "address", "text", make_county, "A county or district."},
      {"postcode", "address", "text", make_postcode, "A postal code in the country's format."},
      {"country", "address", "text", make_country, "A country, in the locale's language."},
      {"country_code", "address", "text", make_country_code, "The two letters of ISO 3166."},
      {"latitude", "address", "double precision", make_latitude,
       "The latitude of a place near a city, in degrees."},
      {"longitude", "address", "double precision", make_longitude,
       "The longitude of a place near a city, in degrees."},
      {"time_zone", "address", "text", make_time_zone, "A time zone of the IANA database."},
  };
  return kAll;
}

}  // namespace datagen::core
