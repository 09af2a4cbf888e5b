// src/core/infer/value_forms.cpp -- e-mail addresses, account numbers, codes: forms of texts
#include "core/infer/value_forms.hpp"

#include "core/realistic/families.hpp"

#include <algorithm>
#include <iterator>

namespace datagen::core {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_alnum(char c) { return is_digit(c) || is_upper(c) || is_lower(c); }

template <typename Test>
bool all(std::string_view text, Test test) {
  return !text.empty() && std::all_of(text.begin(), text.end(), test);
}

bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }
bool has_blank(std::string_view text) { return text.find(' ') != std::string_view::npos; }

/// The digits of a text in which blanks and hyphens separate them; empty: there is something else.
std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (is_digit(c))
      digits += c;
    else if (c != ' ' && c != '-')
      return {};
  }
  return digits;
}

bool is_email(std::string_view text, const KnownNames*) {
  const size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
         !has_blank(text) && text.find('/') == std::string_view::npos &&
         text.find('.', at + 2) != std::string_view::npos && is_alnum(text.back());
}

bool is_url(std::string_view text, const KnownNames*) {
  return (begins(text, "http://") || begins(text, "https://") || begins(text, "www.")) && !has_blank(text) &&
         text.find('.') != std::string_view::npos;
}

bool is_image_url(std::string_view text, const KnownNames* names) {
  if (!is_url(text, names)) return false;
  const std::string_view path = text.substr(0, text.find('?'));
  for (const std::string_view end : {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"})
    if (path.size() > end.size() && path.substr(path.size() - end.size()) == end) return true;
  return false;
}

bool is_uuid(std::string_view text, const KnownNames*) {
  constexpr size_t kLength = 36;
  if (text.size() != kLength) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-' : !is_hex(text[i])) return false;
  return true;
}

bool is_ip(std::string_view text, const KnownNames*) {
  const std::string_view host = text.substr(0, text.find('/'));
  if (std::count(host.begin(), host.end(), ':') >= 2)
    return all(host, [](char c) { return is_hex(c) || c == ':' || c == '.'; });
  int parts = 0;
  for (size_t at = 0; at <= host.size();) {
    const size_t end = std::min(host.find('.', at), host.size());
    const std::string_view part = host.substr(at, end - at);
    if (part.size() > 3 || !all(part, is_digit) || std::stoi(std::string(part)) > 255) return false;
    ++parts;
    at = end + 1;
  }
  return parts == 4;
}

bool is_mac(std::string_view text, const KnownNames*) {
  constexpr size_t kLength = 17;
  if (text.size() != kLength) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (i % 3 == 2 ? text[i] != ':' && text[i] != '-' : !is_hex(text[i])) return false;
  return true;
}

bool is_iban(std::string_view text, const KnownNames*) {
  std::string plain;
  for (const char c : text)
    if (c != ' ') plain += c;
  if (plain.size() < 15 || plain.size() > 34 || !is_upper(plain[0]) || !is_upper(plain[1]) ||
      !is_digit(plain[2]) || !is_digit(plain[3]) ||
      !all(plain, [](char c) { return is_digit(c) || is_upper(c); }))
    return false;
  return remainder_97(plain.substr(4) + plain.substr(0, 4)) == 1;
}

bool is_card(std::string_view text, const KnownNames*) {
  const std::string digits = digits_of(text);
  return digits.size() >= 13 && digits.size() <= 19 && digits[0] >= '3' && digits[0] <= '6' &&
         luhn_digit(std::string_view(digits).substr(0, digits.size() - 1)) == digits.back();
}

bool has_gtin_digit(std::string_view digits) {
  return gtin_digit(digits.substr(0, digits.size() - 1)) == digits.back();
}

bool is_isbn(std::string_view text, const KnownNames*) {
  const std::string digits = digits_of(text);
  return digits.size() == 13 && (begins(digits, "978") || begins(digits, "979")) && has_gtin_digit(digits);
}

bool is_barcode(std::string_view text, const KnownNames*) {
  return (text.size() == 8 || (text.size() >= 12 && text.size() <= 14)) && all(text, is_digit) &&
         has_gtin_digit(text);
}

bool is_password_hash(std::string_view text, const KnownNames*) {
  for (const std::string_view start : {"$2a$", "$2b$", "$2y$", "$argon2", "pbkdf2", "$6$", "$5$", "$1$",
                                       "{SSHA", "{SHA", "{bcrypt}", "scrypt", "SCRAM-SHA-256$", "bcrypt"})
    if (begins(text, start) && text.size() > 20) return true;
  return false;
}

bool is_hash(std::string_view text, const KnownNames*) {
  return (text.size() == 32 || text.size() == 40 || text.size() == 56 || text.size() == 64 ||
          text.size() == 96 || text.size() == 128) &&
         all(text, is_hex) && std::any_of(text.begin(), text.end(), is_digit) &&
         !std::all_of(text.begin(), text.end(), is_digit);
}

bool is_token(std::string_view text, const KnownNames*) {
  return begins(text, "eyJ") && std::count(text.begin(), text.end(), '.') == 2;
}

bool is_user_agent(std::string_view text, const KnownNames*) {
  return begins(text, "Mozilla/") || begins(text, "curl/") || begins(text, "Opera/");
}

bool is_mime(std::string_view text, const KnownNames*) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos || has_blank(text)) return false;
  const std::string_view kind = text.substr(0, slash);
  for (const std::string_view known :
       {"application", "audio", "font", "image", "message", "model", "multipart", "text", "video"})
    if (kind == known) return true;
  return false;
}

bool is_time_zone(std::string_view text, const KnownNames*) {
  const std::string_view area = text.substr(0, text.find('/'));
  for (const std::string_view known : {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic",
                                       "Australia", "Europe", "Indian", "Pacific", "Etc"})
    if (area == known && area.size() < text.size() && !has_blank(text)) return true;
  return text == "UTC";
}

bool is_color(std::string_view text, const KnownNames*) {
  return (text.size() == 7 || text.size() == 4 || text.size() == 9) && text[0] == '#' &&
         all(text.substr(1), is_hex);
}

bool is_locale(std::string_view text, const KnownNames*) {
  return text.size() == 5 && is_lower(text[0]) && is_lower(text[1]) && (text[2] == '_' || text[2] == '-') &&
         is_upper(text[3]) && is_upper(text[4]);
}

bool is_version(std::string_view text, const KnownNames*) {
  const std::string_view plain = text.substr(!text.empty() && text[0] == 'v' ? 1 : 0);
  const auto dots = std::count(plain.begin(), plain.end(), '.');
  return dots >= 1 && dots <= 3 && is_digit(plain[0]) && is_digit(plain.back()) && plain.size() <= 12 &&
         std::all_of(plain.begin(), plain.end(), [](char c) { return is_digit(c) || c == '.'; }) && dots == 2;
}

/// Digits with signs between them; digits alone may be any number, and two signs in eight digits a date.
bool is_phone(std::string_view text, const KnownNames*) {
  size_t digits = 0;
  size_t signs = 0;
  for (const char c : text) {
    if (is_digit(c))
      ++digits;
    else if (c == '+' || c == '(' || c == ')' || c == ' ' || c == '-' || c == '/' || c == '.')
      ++signs;
    else
      return false;
  }
  const bool may_be_date = digits == 8 && signs == 2 && text[0] != '+' && text[0] != '(';
  return digits >= 7 && digits <= 15 && signs > 0 && !may_be_date;
}

/// With a country's code, or an area's in parentheses.
bool is_marked_phone(std::string_view text, const KnownNames* names) {
  return is_phone(text, names) && (text[0] == '+' || text[0] == '(');
}

/// Whether it could be one in any way of writing.
bool may_be_phone(std::string_view text, const KnownNames*) {
  return std::count_if(text.begin(), text.end(), is_digit) >= 3;
}

bool is_bic(std::string_view text, const KnownNames*) {
  return (text.size() == 8 || text.size() == 11) && all(text.substr(0, 6), is_upper) &&
         all(text.substr(6), [](char c) { return is_upper(c) || is_digit(c); });
}

bool is_http_method(std::string_view text, const KnownNames*) {
  for (const std::string_view known : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
    if (text == known) return true;
  return false;
}

bool is_country(std::string_view text, const KnownNames* names) { return names && names->is_country(text); }
bool is_city(std::string_view text, const KnownNames* names) { return names && names->is_city(text); }
bool is_first_name(std::string_view text, const KnownNames* names) {
  return names && names->is_first_name(text);
}
bool is_last_name(std::string_view text, const KnownNames* names) {
  return names && names->is_last_name(text);
}

/// Maria Schmidt, or Schmidt, Maria.
bool is_full_name(std::string_view text, const KnownNames* names) {
  const size_t first = text.find(' ');
  const size_t last = text.rfind(' ');
  if (!names || first == std::string_view::npos || first == 0) return false;
  const std::string_view front = text.substr(0, first);
  const std::string_view back = text.substr(last + 1);
  if (front.back() == ',')
    return names->is_last_name(front.substr(0, front.size() - 1)) &&
           names->is_first_name(text.substr(first + 1));
  return names->is_first_name(front) && names->is_last_name(back);
}

constexpr ValueForm kForms[] = {
    {"internet.email", is_email, true, true},
    {"internet.image_url", is_image_url, true, false},
    {"internet.url", is_url, true, false},
    {"generic.uuid", is_uuid, true, true},
    {"internet.mac", is_mac, true, true},
    {"internet.ip", is_ip, true, true},
    {"finance.iban", is_iban, true, true},
    {"finance.credit_card", is_card, true, false},
    {"book.isbn", is_isbn, true, false},
    {"commerce.barcode", is_barcode, true, false},
    {"internet.password_hash", is_password_hash, true, false},
    {"internet.token", is_token, true, false},
    {"generic.hash", is_hash, false, false},
    {"internet.user_agent", is_user_agent, true, false},
    {"file.mime", is_mime, true, true},
    {"address.timezone", is_time_zone, true, false},
    {"generic.color", is_color, true, false},
    {"generic.locale", is_locale, true, false},
    {"internet.http_method", is_http_method, true, true},
    {"phone.number", is_marked_phone, true, false},
    {"phone.number", is_phone, false, false},
    {"phone.number", may_be_phone, false, true},
    {"finance.bic", is_bic, false, true},
    {"generic.version", is_version, false, false},
    {"person.full_name", is_full_name, false, false},
    {"address.country", is_country, false, false},
    {"person.first_name", is_first_name, false, false},
    {"address.city", is_city, false, false},
    {"person.last_name", is_last_name, false, false},
};

}  // namespace

ValueForms value_forms() { return {std::begin(kForms), std::end(kForms)}; }

}  // namespace datagen::core
