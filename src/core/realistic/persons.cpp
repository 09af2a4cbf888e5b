// src/core/realistic/persons.cpp -- names, titles, jobs and birth dates of one person
#include "core/base/ascii.hpp"
#include "core/base/contains.hpp"
#include "core/data/template.hpp"
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Salts of what only one generator draws.
enum Facet : uint64_t { kMiddle = salt::kAlone, kPrefix, kSuffix, kJob, kBio, kBirth, kIds, kMarital };

void make_first_name(const Draw& draw, std::string& out) { out += draw_person(draw).first; }
void make_last_name(const Draw& draw, std::string& out) { out += draw_person(draw).last; }
void make_full_name(const Draw& draw, std::string& out) { append_full_name(draw_person(draw), draw, out); }

void make_middle_name(const Draw& draw, std::string& out) {
  const Person person = draw_person(draw);
  Stream stream = draw.stream(kMiddle);
  if (draw.max_chars < 4) {
    out += static_cast<char>('A' + stream.below(26));
    if (draw.max_chars > 1) out += '.';
    return;
  }
  const ListId id = person.female ? ListId::FemaleName : ListId::MaleName;
  out += draw_popular(draw.realm.list(id), stream);
}

void make_name_prefix(const Draw& draw, std::string& out) {
  const Person person = draw_person(draw);
  Stream stream = draw.stream(kPrefix);
  out += draw.realm.list(person.female ? ListId::FemalePrefix : ListId::MalePrefix).draw(stream);
}

void make_name_suffix(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSuffix);
  out += draw.realm.list(ListId::Suffix).draw(stream);
}

void make_gender(const Draw& draw, std::string& out) {
  const bool female = draw_person(draw).female;
  if (draw.max_chars < 4)
    out += female ? 'F' : 'M';
  else
    out += female ? "female" : "male";
}

void make_initials(const Draw& draw, std::string& out) {
  std::string letters;
  const Person person = draw_person(draw);
  for (std::string_view name : {person.first, person.last}) append_label(name.substr(0, 4), 0, letters);
  std::string first;
  append_label(person.first, 0, first);
  std::string last;
  append_label(person.last, 0, last);
  for (const std::string& name : {first, last})
    if (!name.empty()) out += static_cast<char>(name[0] >= 'a' ? name[0] - 'a' + 'A' : name[0]);
  if (out.empty()) out += "N";
}

void make_job_title(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kJob);
  const Realm& realm = draw.realm;
  const std::string_view descriptor = realm.list(ListId::JobDescriptor).draw(stream);
  const std::string_view area = realm.list(ListId::JobArea).draw(stream);
  const std::string_view type = realm.list(ListId::JobType).draw(stream);
  const auto size = static_cast<int64_t>(descriptor.size() + area.size() + type.size() + 2);
  if (!descriptor.empty() && size <= draw.max_chars && stream.chance(0.5)) out.append(descriptor).append(" ");
  if (static_cast<int64_t>(area.size() + type.size() + 1) <=
      draw.max_chars - static_cast<int64_t>(out.size()))
    out.append(area).append(" ");
  out += type;
}

void make_bio(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kBio);
  const PackList& parts = draw.realm.list(ListId::BioPart);
  const uint64_t count = 2 + stream.below(2);
  for (uint64_t i = 0; i < count; ++i) {
    if (i > 0) out += ", ";
    out += parts.draw(stream);
  }
}

void append_two(int64_t number, std::string& out) {
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
}

/// Ages are spread as those of adults are: about 43 years, 14 either way, 18 to 90.
void make_birth_date(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kBirth);
  double age = 0;
  do {
    age = 0;
    for (int i = 0; i < 6; ++i) age += stream.unit();
    age = 43 + (age - 3) * 20;
  } while (age < 18 || age > 90);
  const int64_t year = draw.realm.latest_year() - static_cast<int64_t>(age) - 1;
  out += std::to_string(year) + "-";
  append_two(stream.between(1, 12), out);
  out += '-';
  append_two(stream.between(1, 28), out);
}

void make_age(const Draw& draw, std::string& out) {
  std::string date;
  make_birth_date(draw, date);
  out += std::to_string(draw.realm.latest_year() - 1 - std::stoi(date.substr(0, 4)));
}

/// Of the form of a US number, from 900 up, where none is given out.
void make_national_id(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kIds);
  const std::string digits = std::to_string(stream.between(900, 999)) + (draw.max_chars < 11 ? "" : "-") +
                             std::to_string(stream.between(10, 49)) + (draw.max_chars < 11 ? "" : "-") +
                             std::to_string(stream.between(1000, 9999));
  out += digits;
}

void make_passport(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kIds + 100);
  out += static_cast<char>('A' + stream.below(26));
  out += std::to_string(stream.between(10000000, 99999999));
}

void make_marital_status(const Draw& draw, std::string& out) {
  static constexpr const char* kStates[] = {"single", "married", "married", "divorced", "widowed", "single"};
  static constexpr char kLetters[] = "SMMDWS";
  Stream stream = draw.stream(kMarital);
  const uint64_t state = stream.below(6);
  if (draw.max_chars < 8)
    out += kLetters[state];
  else
    out += kStates[state];
}

}  // namespace

std::optional<bool> told_female(std::string_view word) {
  static constexpr std::string_view kWomen[] = {
      "f",      "w",    "female",  "woman", "weiblich", "femme",  "mujer", "femenino", "feminino", "femmina",
      "mrs",    "mrs.", "ms",      "ms.",   "miss",     "frau",   "mme",   "mlle",     "sra.",     "srta.",
      "sig.ra", "girl", "kobieta", "vrouw", "kvinna",   "kvinde", "k",     "mevrouw",  "sra",      "srta"};
  static constexpr std::string_view kMen[] = {
      "m",         "male",    "man",       "maennlich", "männlich", "homme", "hombre",
      "masculino", "maschio", "mr",        "mr.",       "herr",     "m.",    "sr.",
      "sig.",      "boy",     "mężczyzna", "mand",      "de heer",  "sr",    "monsieur"};
  const std::string lower = lower_ascii(unpadded(word));
  if (contains(kWomen, lower)) return true;
  if (contains(kMen, lower)) return false;
  return std::nullopt;
}

Person draw_person(const Draw& draw) {
  Stream stream = draw.stream(salt::kPerson);
  const Realm& realm = draw.realm;
  Person person;
  person.female = stream.chance(0.5);
  if (draw.female) person.female = *draw.female;
  person.first = draw_popular(realm.list(person.female ? ListId::FemaleName : ListId::MaleName), stream);
  const PackList& last = realm.list(person.female ? ListId::FemaleLastName : ListId::MaleLastName);
  person.last = draw_popular(last, stream);
  return person;
}

void append_full_name(const Person& person, const Draw& draw, std::string& out) {
  const Realm::NameOrder& order = draw.realm.name_order();
  out += order.last_first ? person.last : person.first;
  out += order.between;
  out += order.last_first ? person.first : person.last;
}

const std::vector<RealisticGenerator>& person_generators() {
  static const std::vector<RealisticGenerator> kAll = {
      {"first_name", "person", "text", make_first_name, "A given name."},
      {"last_name", "person", "text", make_last_name, "A family name."},
      {"full_name", "person", "text", make_full_name, "Given and family name, in the locale's order."},
      {"middle_name", "person", "text", make_middle_name, "A second given name."},
      {"name_prefix", "person", "text", make_name_prefix, "What stands before a name: Dr., Mrs."},
      {"name_suffix", "person", "text", make_name_suffix, "What stands after a name: Jr., PhD."},
      {"gender", "person", "text", make_gender, "female or male."},
      {"initials", "person", "text", make_initials, "The first letters of given and family name."},
      {"birth_date", "person", "date", make_birth_date, "A birth date of an adult."},
      {"age", "person", "integer", make_age, "The age of an adult in years."},
      {"job_title", "person", "text", make_job_title, "What somebody does at work."},
      {"bio", "person", "text", make_bio, "A few words that somebody says about himself."},
      {"marital_status", "person", "text", make_marital_status, "single, married, divorced or widowed."},
      {"national_id", "person", "text", make_national_id,
       "A personal number like those of the USA, of a range that is not given out."},
      {"passport_number", "person", "text", make_passport, "A passport number."},
  };
  return kAll;
}

}  // namespace datagen::core
