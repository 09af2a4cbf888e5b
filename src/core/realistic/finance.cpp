// src/core/realistic/finance.cpp -- accounts, cards, currencies and tax numbers with right check digits
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/random/variate.hpp"

namespace datagen::core {
namespace {

enum Facet : uint64_t { kIban = 600, kBic, kCard, kCurrency, kAccount, kVat, kSalary, kExpiry, kRate };

std::string two_digits(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

/// Sum of digits times weights, by position.
int weighted_sum(std::string_view digits, std::initializer_list<int> weights) {
  int sum = 0;
  size_t i = 0;
  for (int weight : weights) sum += weight * (digits[i++] - '0');
  return sum;
}

/// France and Monaco: 97 less the remainder of bank, branch and account with letters read as digits.
void close_french(std::string& account) {
  static constexpr std::string_view kValues = "12345678912345678923456789";
  std::string digits = account.substr(0, 21);
  for (char& c : digits)
    if (c >= 'A' && c <= 'Z') c = kValues[static_cast<size_t>(c - 'A')];
  account.replace(21, 2, two_digits(97 - remainder_97(digits + "00")));
}

void close_spanish(std::string& account) {
  const auto digit = [](int sum) {
    const int rest = 11 - sum % 11;
    return static_cast<char>('0' + (rest == 11 ? 0 : rest == 10 ? 1 : rest));
  };
  account[8] = digit(weighted_sum(account.substr(0, 8), {4, 8, 5, 10, 9, 7, 3, 6}));
  account[9] = digit(weighted_sum(account.substr(10), {1, 2, 4, 8, 5, 10, 9, 7, 3, 6}));
}

/// Sets the national check digits that countries have besides the IBAN's own. False where they are not known here.
bool close_account(std::string_view country, std::string& account) {
  const size_t size = account.size();
  for (std::string_view by_97 : {"BA", "ME", "PT", "RS", "SI"})
    if (country == by_97) {
      account.replace(size - 2, 2, two_digits(98 - remainder_97(account.substr(0, size - 2) + "00")));
      return true;
    }
  if (country == "BE") {
    const int rest = remainder_97(account.substr(0, 10));
    account.replace(10, 2, two_digits(rest == 0 ? 97 : rest));
  } else if (country == "FR" || country == "MC") {
    close_french(account);
  } else if (country == "ES") {
    close_spanish(account);
  } else if (country == "PL") {
    account[7] = static_cast<char>('0' + (10 - weighted_sum(account, {3, 9, 7, 1, 3, 9, 7}) % 10) % 10);
  } else if (country == "NO") {
    int rest = 10;
    for (int i = 0; rest == 10 && i < 10; ++i) {
      account[9] = static_cast<char>('0' + i);
      rest = (11 - weighted_sum(account, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11) % 11;
    }
    account[10] = static_cast<char>('0' + rest);
  } else {
    for (std::string_view unknown : {"CZ", "SK", "EE", "HR", "HU", "MK"})
      if (country == unknown) return false;
  }
  return true;
}

/// The form of a country's account numbers behind the check digits; null where there is none.
const RegularLanguage* account_language(const Realm& realm, std::string_view country) {
  const PackList& pattern = realm.list("iban." + std::string(country));
  const RegularLanguage* language = pattern.empty() ? nullptr : realm.language(pattern.at(0));
  return language && !language->empty() ? language : nullptr;
}

void make_iban(const Draw& draw, std::string& out) {
  static constexpr std::array<std::string_view, 8> kOthers = {"DE", "GB", "FR", "NL", "ES", "BE", "CH", "AT"};
  Stream stream = draw.stream(kIban);
  const Realm& realm = draw.realm;
  std::string_view country = draw_country(draw);
  for (int i = 0; i < 20; ++i) {
    if (const RegularLanguage* language = account_language(realm, country)) {
      std::string account = language->unrank(stream.below(language->size()));
      if (close_account(country, account)) {
        const int check = 98 - remainder_97(account + std::string(country) + "00");
        out.append(country).append(two_digits(check)).append(account);
        return;
      }
    }
    country = kOthers[stream.below(kOthers.size())];
  }
}

void make_bic(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kBic);
  append_letters(stream, 4, out);
  out += draw_country(draw);
  append_letters(stream, 2, out);
  if (draw.max_chars >= 11 && stream.chance(0.4)) out += "XXX";
}

struct CardKind {
  const char* name;
  int first_low, first_high, prefix_digits, digits, weight;
};
constexpr CardKind kCards[] = {{"Visa", 4, 4, 1, 16, 50},
                               {"Mastercard", 51, 55, 2, 16, 28},
                               {"Mastercard", 2221, 2720, 4, 16, 6},
                               {"American Express", 34, 34, 2, 15, 4},
                               {"American Express", 37, 37, 2, 15, 6},
                               {"Discover", 6011, 6011, 4, 16, 6}};

const CardKind& draw_card(const Draw& draw) {
  Stream stream = draw.stream(kCard);
  auto point = static_cast<int>(stream.below(100));
  for (const CardKind& kind : kCards)
    if ((point -= kind.weight) < 0) return kind;
  return kCards[0];
}

void make_credit_card(const Draw& draw, std::string& out) {
  const CardKind& kind = draw_card(draw);
  Stream stream = draw.stream(kCard + 100);
  std::string digits = std::to_string(stream.between(kind.first_low, kind.first_high));
  append_digits(stream, kind.digits - 1 - kind.prefix_digits, digits);
  digits += luhn_digit(digits);
  if (draw.max_chars < kind.digits) {
    // What a shop keeps are the last four digits.
    out += digits.substr(digits.size() - static_cast<size_t>(std::clamp<int64_t>(draw.max_chars, 1, 4)));
    return;
  }
  out += digits;
}

void make_card_type(const Draw& draw, std::string& out) { out += draw_card(draw).name; }

void make_card_expiry(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kExpiry);
  const auto month = static_cast<int>(stream.between(1, 12));
  const int year = draw.realm.latest_year() + static_cast<int>(stream.between(0, 5));
  out += two_digits(month) + (draw.max_chars < 5 ? "" : "/") + two_digits(year % 100);
}

void make_currency_code(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kCurrency);
  // Most pay in what their country pays in.
  const std::string_view own = record_field(draw.realm.country(draw_country(draw)), 4);
  out += (stream.chance(0.8) || draw.one_country) && !own.empty()
             ? own
             : record_field(draw.realm.list(ListId::Currency).draw(stream), 0);
}

void make_currency_name(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kCurrency + 100);
  out += record_field(draw.realm.list(ListId::Currency).draw(stream), 1);
}

void make_account_number(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kAccount);
  append_digits(stream, static_cast<int>(std::clamp<int64_t>(draw.max_chars, 1, 10)), out);
  if (out.back() == '0' && out.size() == 1) out.back() = '1';
}

void make_salary(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSalary);
  const double yearly = draw_lognormal(stream, 52000, 0.45);
  append_cents(static_cast<int64_t>(yearly / 100) * 10000, out);
}

/// The modulus 11, 10 procedure of ISO 7064.
char modulus_11_10(std::string_view digits) {
  int product = 10;
  for (char c : digits) {
    int sum = (c - '0' + product) % 10;
    if (sum == 0) sum = 10;
    product = 2 * sum % 11;
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

void make_vat_id(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kVat);
  const std::string_view country = draw_country(draw);
  std::string digits = std::to_string(stream.between(1, 9));
  const auto more = [&](int count) { append_digits(stream, count, digits); };
  const auto number = [&] { return std::stoll(digits); };
  if (country == "DE") {
    more(7);
    out += "DE" + digits + modulus_11_10(digits);
  } else if (country == "FR") {
    more(7);
    digits += luhn_digit(digits);  // the SIREN
    out += "FR" + two_digits(static_cast<int>((12 + 3 * (number() % 97)) % 97)) + digits;
  } else if (country == "BE") {
    digits = "0";
    digits += static_cast<char>('2' + stream.below(8));
    more(6);
    out += "BE" + digits + two_digits(static_cast<int>(97 - number() % 97));
  } else if (country == "IT") {
    more(6);
    digits += "0" + two_digits(static_cast<int>(stream.between(1, 99)));
    digits += luhn_digit(digits);
    out += "IT" + digits;
  } else if (country == "GB") {
    more(6);
    const int sum = weighted_sum(digits, {8, 7, 6, 5, 4, 3, 2});
    out += "GB" + digits + two_digits(97 - sum % 97 == 97 ? 0 : 97 - sum % 97);
  } else if (country == "ES") {
    more(6);
    out += "ESB" + digits + luhn_digit(digits);
  } else if (country == "PL") {
    int rest = 10;
    while (rest == 10) {
      digits = std::to_string(stream.between(1, 9));
      more(8);
      rest = weighted_sum(digits, {6, 5, 7, 2, 3, 4, 5, 6, 7}) % 11;
    }
    out += "PL" + digits + static_cast<char>('0' + rest);
  } else if (country == "AT") {
    more(6);
    int sum = 4;
    for (size_t i = 0; i < 7; ++i) {
      const int value = (digits[i] - '0') * (i % 2 == 0 ? 1 : 2);
      sum += value / 10 + value % 10;
    }
    out += "ATU" + digits + static_cast<char>('0' + (10 - sum % 10) % 10);
  } else if (country == "US") {
    more(8);
    out += digits.substr(0, 2) + "-" + digits.substr(2);
  } else {
    more(8);
    out.append(country).append(digits);
  }
}

void make_tax_rate(const Draw& draw, std::string& out) {
  static constexpr const char* kRates[] = {"0", "5", "7", "10", "19", "20", "20", "21", "22", "25"};
  Stream stream = draw.stream(kRate);
  out += kRates[stream.below(std::size(kRates))];
}

}  // namespace

bool has_iban(const Realm& realm, std::string_view country) {
  const RegularLanguage* language = account_language(realm, country);
  if (!language) return false;
  std::string account = language->unrank(0);
  return close_account(country, account);
}

int64_t draw_price(Stream& stream, double median, double sigma) {
  const double price = std::max(draw_lognormal(stream, median, sigma), 0.01);
  const double ending = stream.unit();
  const auto whole = static_cast<int64_t>(price);
  if (whole == 0) return std::max<int64_t>(static_cast<int64_t>(price * 100), 1);
  if (ending < 0.45) return whole * 100 - 1 + 100 * (price - static_cast<double>(whole) > 0.5);
  if (ending < 0.60) return whole * 100 + 95;
  if (ending < 0.85) return whole * 100;
  if (ending < 0.93) return whole * 100 + 50;
  return static_cast<int64_t>(price * 100);
}

void append_cents(int64_t cents, std::string& out) {
  out += std::to_string(cents / 100) + "." + two_digits(static_cast<int>(cents % 100));
}

const std::vector<RealisticGenerator>& finance_generators() {
  static const std::vector<RealisticGenerator> kAll = {
      {"iban", "finance", "text", make_iban, "An account number with valid check digits."},
      {"bic", "finance", "text", make_bic, "A bank's code."},
      {"credit_card", "finance", "text", make_credit_card, "A card's number with its check digit."},
      {"card_type", "finance", "text", make_card_type, "The kind of a credit card."},
      {"card_expiry", "finance", "text", make_card_expiry, "The month and year until which a card is good."},
      {"currency_code", "finance", "text", make_currency_code, "The three letters of ISO 4217."},
      {"currency_name", "finance", "text", make_currency_name, "The name of a currency."},
      {"account_number", "finance", "text", make_account_number, "The number of an account."},
      {"salary", "finance", "numeric", make_salary, "What somebody earns in a year."},
      {"vat_id", "finance", "text", make_vat_id, "A company's tax number, with its check digit."},
      {"tax_rate", "finance", "numeric", make_tax_rate, "A tax rate in percent."},
  };
  return kAll;
}

}  // namespace datagen::core
