// src/core/realistic/phones.cpp -- phone numbers by the national patterns of libphonenumber
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

enum Facet : uint64_t { kNumber = 300 };
constexpr double kMobileShare = 0.6;

/// The signs of `format` replaced by the digits, when it has as many.
std::string formatted(std::string_view digits, std::string_view format) {
  std::string text;
  size_t next = 0;
  for (char c : format) {
    if (c != '#')
      text += c;
    else if (next < digits.size())
      text += digits[next++];
    else
      return {};
  }
  return next == digits.size() ? text : std::string();
}

/// 555-01xx is kept for fiction in the countries with the calling code 1.
std::string fictitious(std::string digits, const RegularLanguage& language, Stream& stream) {
  constexpr int kTries = 40;
  for (int i = 0; i < kTries && digits.size() == 10; ++i) {
    std::string safe = digits.substr(0, 3) + "55501";
    append_digits(stream, 2, safe);
    if (language.contains(safe)) return safe;
    digits = language.unrank(stream.below(language.size()));
  }
  return digits;
}

void append_phone(const Draw& draw, double mobile_share, std::string& out) {
  Stream stream = draw.stream(kNumber);
  const Place place = draw_place(draw);
  const Realm& realm = draw.realm;
  const bool mobile = stream.chance(mobile_share);
  std::string path = "phone.";
  path.append(place.country).append(mobile ? ".mobile" : ".fixed");
  const PackList& patterns = realm.list(path);
  const std::string_view record = patterns.empty() ? std::string_view() : patterns.at(0);
  // Most numbers of a country have the length of its example; the pattern's longest are the most, but rare in life.
  const std::string_view example = record_field(record, 1);
  const auto length = static_cast<uint32_t>(std::count(example.begin(), example.end(), '#'));
  const RegularLanguage* language =
      record.empty() ? nullptr : realm.language(record_field(record, 0), {length, length});
  if (!language || language->empty()) return;
  std::string digits = language->unrank(stream.below(language->size()));
  const std::string_view calling_code = record_field(realm.country(place.country), 5);
  if (realm.options().safe_values && calling_code == "1") digits = fictitious(digits, *language, stream);
  const std::string international = "+" + std::string(calling_code);
  const std::string grouped = formatted(digits, example);
  std::string spaced;
  if (!grouped.empty()) spaced.append(international).append(" ").append(grouped);
  for (const std::string& form : {spaced, international + digits, digits})
    if (!form.empty() && static_cast<int64_t>(form.size()) <= draw.max_chars) {
      out += form;
      return;
    }
  // The last digits are what an extension or a truncated number shows.
  out += digits.substr(digits.size() -
                       std::min(digits.size(), static_cast<size_t>(std::max<int64_t>(draw.max_chars, 0))));
}

void make_phone(const Draw& draw, std::string& out) { append_phone(draw, kMobileShare, out); }
void make_mobile(const Draw& draw, std::string& out) { append_phone(draw, 1, out); }
void make_landline(const Draw& draw, std::string& out) { append_phone(draw, 0, out); }

}  // namespace

const std::vector<RealisticGenerator>& phone_generators() {
  static const std::vector<RealisticGenerator> kAll = {
      {"phone", "phone", "text", make_phone,
       "A phone number that is valid in its country, in international form."},
      {"mobile_phone", "phone", "text", make_mobile, "A mobile phone's number."},
      {"landline_phone", "phone", "text", make_landline, "A landline's number."},
  };
  return kAll;
}

}  // namespace datagen::core
