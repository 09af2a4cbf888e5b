// src/core/realistic/things.cpp -- dates, colours, vehicles, files, science, health, software
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>
#include <cstdio>

namespace datagen::core {
namespace {

enum Facet : uint64_t { kDate = 800, kColor, kVehicle, kFile, kScience, kHealth, kSoftware, kTravel };

void append_date(int64_t days_since_2000, std::string& out) {
  // Civil date from days, after Howard Hinnant.
  const int64_t z = days_since_2000 + 10957 + 719468;
  const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int64_t day_of_era = z - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_index = (5 * day_of_year + 2) / 153;
  const int64_t month = month_index < 10 ? month_index + 3 : month_index - 9;
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", static_cast<int>(year_of_era + era * 400 + (month <= 2)),
                static_cast<int>(month), static_cast<int>(day_of_year - (153 * month_index + 2) / 5 + 1));
  out += text;
}

int64_t today(const Draw& draw) { return draw.realm.options().as_of / (int64_t{86400} * 1000000); }

void make_past_date(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kDate);
  append_date(today(draw) - stream.between(1, 5 * 365), out);
}

void make_future_date(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kDate + 100);
  append_date(today(draw) + stream.between(1, 2 * 365), out);
}

void make_past_time(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kDate + 200);
  append_date(today(draw) - stream.between(1, 5 * 365), out);
  // Most things happen by day.
  const int64_t hour = stream.chance(0.85) ? stream.between(8, 20) : stream.between(0, 23);
  char text[40];
  std::snprintf(text, sizeof text, " %02d:%02d:%02d+00", static_cast<int>(hour),
                static_cast<int>(stream.below(60)), static_cast<int>(stream.below(60)));
  out += text;
}

void make_month(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kDate + 300);
  out += draw.realm.list(ListId::Month).draw(stream);
}

void make_weekday(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kDate + 400);
  out += draw.realm.list(ListId::Weekday).draw(stream);
}

void make_color(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kColor);
  if (draw.max_chars == 7) {
    char text[40];
    std::snprintf(text, sizeof text, "#%06x", static_cast<unsigned>(stream.below(0x1000000)));
    out += text;
    return;
  }
  out += draw.realm.list(ListId::Color).draw(stream);
}

void make_hex_color(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kColor + 100);
  char text[40];
  std::snprintf(text, sizeof text, "#%06x", static_cast<unsigned>(stream.below(0x1000000)));
  out += text;
}

/// The check digit of ISO 3779 as North America has it: weights by position, letters by a table.
char vin_digit(std::string_view vin) {
  static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";
  static constexpr std::string_view kValues = "12345678123457923456789";
  static constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (size_t i = 0; i < vin.size(); ++i) {
    const size_t letter = kLetters.find(vin[i]);
    sum += kWeights[i] * ((letter == std::string_view::npos ? vin[i] : kValues[letter]) - '0');
  }
  return sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11);
}

void make_vin(const Draw& draw, std::string& out) {
  static constexpr std::string_view kSigns = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
  static constexpr std::string_view kYears = "ABCDEFGHJKLMNPRSTVWXY123456789";
  Stream stream = draw.stream(kVehicle);
  std::string vin;
  for (int i = 0; i < 17; ++i)
    vin += i == 9   ? kYears[stream.below(kYears.size())]
           : i > 12 ? static_cast<char>('0' + stream.below(10))
                    : kSigns[stream.below(kSigns.size())];
  vin[8] = '0';
  vin[8] = vin_digit(vin);
  out += vin;
}

void make_plate(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kVehicle + 100);
  append_letters(stream, 3, out);
  if (draw.max_chars >= 8) out += '-';
  append_digits(stream, 4, out);
}

void make_vehicle_type(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kVehicle + 200);
  out += draw.realm.list(ListId::VehicleType).draw(stream);
}

void make_fuel(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kVehicle + 300);
  out += draw.realm.list(ListId::Fuel).draw(stream);
}

void make_file_name(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kFile);
  std::string name;
  for (int i = 0; i < 2; ++i) {
    std::string word;
    append_label(draw.realm.list(ListId::Noun).draw(stream), '_', word);
    if (word.empty() || static_cast<int64_t>(name.size() + word.size()) + 6 > draw.max_chars) continue;
    name += (name.empty() ? "" : "_") + word;
  }
  if (name.empty()) name = "file";
  if (draw.attempt > 0)
    append_digits(stream, static_cast<int>(std::min<uint64_t>(draw.attempt + 1, 12)), name);
  Stream media = draw.stream(kFile + 100);
  out.append(name).append(".").append(record_field(draw.realm.list(ListId::Media).draw(media), 1));
}

void make_mime_type(const Draw& draw, std::string& out) {
  Stream media = draw.stream(kFile + 100);
  const PackList& list = draw.realm.list(ListId::Media);
  std::string_view type = record_field(list.draw(media), 0);
  for (int i = 0; i < 20 && static_cast<int64_t>(type.size()) > draw.max_chars; ++i)
    type = record_field(list.draw(media), 0);
  out += type;
}

void make_file_path(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kFile + 200);
  out += draw.realm.list(ListId::Folder).draw(stream);
  if (out.empty() || out.back() != '/') out += '/';
  make_file_name(draw, out);
}

void make_element(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kScience);
  out += record_field(draw.realm.list(ListId::Element).draw(stream), draw.max_chars < 4 ? 0 : 1);
}

void make_unit(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kScience + 100);
  out += record_field(draw.realm.list(ListId::Unit).draw(stream), 1);
}

/// The form of a digital object identifier, under the prefix 10.5555, which is for tests.
void make_doi(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kScience + 200);
  out += "10.5555/";
  append_digits(stream, 8, out);
}

/// An ORCID iD with its check digit (ISO 7064, modulus 11, 2).
void make_orcid(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kScience + 300);
  std::string digits = "0000000";
  digits += static_cast<char>('1' + stream.below(3));
  append_digits(stream, 7, digits);
  int total = 0;
  for (char c : digits) total = (total + (c - '0')) * 2;
  const int check = (12 - total % 11) % 11;
  digits += check == 10 ? 'X' : static_cast<char>('0' + check);
  for (size_t i = 0; i < 16; i += 4) out.append(i > 0 ? "-" : "").append(digits, i, 4);
}

void make_blood_type(const Draw& draw, std::string& out) {
  static constexpr const char* kTypes[] = {"O+", "O+", "O+",  "O+", "A+", "A+", "A+",
                                           "B+", "B+", "AB+", "O-", "A-", "B-", "AB-"};
  Stream stream = draw.stream(kHealth);
  out += kTypes[stream.below(std::size(kTypes))];
}

void make_diagnosis_code(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kHealth + 100);
  out += static_cast<char>('A' + stream.below(20));
  append_digits(stream, 2, out);
  if (draw.max_chars < 5) return;
  out += '.';
  append_digits(stream, 1, out);
}

void make_version(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSoftware);
  out += std::to_string(stream.below(12)) + "." + std::to_string(stream.below(20)) + "." +
         std::to_string(stream.below(30));
}

void make_locale_code(const Draw& draw, std::string& out) {
  static constexpr const char* kLocales[] = {"en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "it-IT",
                                             "pt-BR", "nl-NL", "pl-PL", "sv-SE", "ja-JP", "zh-CN"};
  Stream stream = draw.stream(kSoftware + 100);
  if (draw.one_country) {
    const std::string_view country = draw_country(draw);
    const std::string_view language = draw.realm.language_of(country);
    if (!language.empty()) {
      out += language;
      if (draw.max_chars >= 5) out.append("-").append(country);
      return;
    }
  }
  const std::string_view locale = kLocales[stream.below(std::size(kLocales))];
  out += draw.max_chars < 5 ? locale.substr(0, 2) : locale;
}

void make_language(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSoftware + 200);
  out += record_field(draw.realm.list(ListId::Language).draw(stream), 2);
}

void make_airport_code(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kTravel);
  out += record_field(draw.realm.list(ListId::Airport).draw(stream), 0);
}

void make_flight_number(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kTravel + 100);
  append_letters(stream, 2, out);
  out += std::to_string(stream.between(100, 9999));
}

void make_genre(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kTravel + 200);
  out += draw.realm.list(ListId::Genre).draw(stream);
}

}  // namespace

const std::vector<RealisticGenerator>& thing_generators() {
  static const std::vector<RealisticGenerator> kAll = {
      {"past_date", "date", "date", make_past_date, "A day in the five years before datagen.as_of."},
      {"future_date", "date", "date", make_future_date, "A day in the two years after datagen.as_of."},
      {"past_time", "date", "timestamp with time zone", make_past_time,
       "A moment in the five years before datagen.as_of, mostly by day."},
      {"month_name", "date", "text", make_month, "The name of a month."},
      {"weekday_name", "date", "text", make_weekday, "The name of a day of the week."},
      {"color", "color", "text", make_color, "The name of a colour."},
      {"hex_color", "color", "text", make_hex_color, "A colour as six hexadecimal digits."},
      {"vin", "vehicle", "text", make_vin, "A vehicle's identification number with its check digit."},
      {"license_plate", "vehicle", "text", make_plate, "What a vehicle's plate says."},
      {"vehicle_type", "vehicle", "text", make_vehicle_type, "The kind of a vehicle."},
      {"fuel", "vehicle", "text", make_fuel, "What a vehicle runs on."},
      {"file_name", "file", "text", make_file_name, "The name of a file."},
      {"file_path", "file", "text", make_file_path, "The path of a file."},
      {"mime_type", "file", "text", make_mime_type, "The media type of a file."},
      {"chemical_element", "science", "text", make_element, "A chemical element."},
      {"unit", "science", "text", make_unit, "The sign of a unit of measurement."},
      {"doi", "science", "text", make_doi, "A digital object identifier under the prefix for tests."},
      {"orcid", "science", "text", make_orcid, "A researcher's ORCID iD with its check digit."},
      {"blood_type", "health", "text", make_blood_type, "A blood group."},
      {"diagnosis_code", "health", "text", make_diagnosis_code, "A code of the form of ICD-10."},
      {"version", "software", "text", make_version, "A version number."},
      {"locale_code", "software", "text", make_locale_code, "A locale: language and country."},
      {"language", "software", "text", make_language, "The name of a language."},
      {"airport_code", "travel", "text", make_airport_code, "An airport's three letters."},
      {"flight_number", "travel", "text", make_flight_number, "The number of a flight."},
      {"genre", "travel", "text", make_genre, "A genre of books."},
  };
  return kAll;
}

}  // namespace datagen::core
