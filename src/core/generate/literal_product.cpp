// src/core/generate/literal_product.cpp -- book, serial, music and article numbers with their check digits
#include "core/generate/literal_gen.hpp"

namespace datagen::core {
namespace {

std::string padded(uint64_t number, size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

/// The last digit of a GS1 number (General Specifications 7.9): weights 3, 1, 3, … from the right.
std::string with_gs1_check(std::string digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i)
    sum += (digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  digits += static_cast<char>('0' + (10 - sum % 10) % 10);
  return digits;
}

/// The check character modulo 11 of ISBN-10 and ISSN: weights 2, 3, 4, … from the right, X for 10.
char modulo11_check(const std::string& digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i)
    sum += (digits[digits.size() - 1 - i] - '0') * static_cast<int>(i + 2);
  const int check = (11 - sum % 11) % 11;
  return check == 10 ? 'X' : static_cast<char>('0' + check);
}

constexpr uint64_t kBooks = 1'000'000'000;      ///< nine free digits
constexpr uint64_t kSerials = 10'000'000;       ///< seven
constexpr uint64_t kMusic = 100'000'000;        ///< eight
constexpr uint64_t kArticles = 10'000'000'000;  ///< ten

// EAN prefixes 200-299 are for use within a company (GS1), so no generated number belongs to a product.
std::string list_ean13(uint64_t index) { return with_gs1_check("20" + padded(index, 10)); }
// UPC number system 4 is for use within a company.
std::string list_upc(uint64_t index) { return with_gs1_check('4' + padded(index, 10)); }
std::string list_isbn13(uint64_t index) { return with_gs1_check("978" + padded(index, 9)); }
std::string list_isbn(uint64_t index) {
  const std::string body = padded(index, 9);
  return body + modulo11_check(body);
}
std::string list_ismn13(uint64_t index) { return with_gs1_check("9790" + padded(index, 8)); }
std::string list_issn(uint64_t index) {
  const std::string body = padded(index, 7);
  return body.substr(0, 4) + '-' + body.substr(4) + modulo11_check(body);
}
std::string list_issn13(uint64_t index) { return with_gs1_check("977" + padded(index, 7) + "00"); }

template <std::string (*List)(uint64_t), uint64_t Capacity>
std::string draw_listed(Stream& stream) {
  return List(stream.below(Capacity));
}

constexpr LiteralFamily kFamilies[] = {
    {"ean13", draw_listed<list_ean13, kArticles>, list_ean13, kArticles, kArticles},
    {"upc", draw_listed<list_upc, kArticles>, list_upc, kArticles, kArticles},
    {"isbn", draw_listed<list_isbn, kBooks>, list_isbn, kBooks, kBooks},
    {"isbn13", draw_listed<list_isbn13, kBooks>, list_isbn13, kBooks, kBooks},
    {"ismn", draw_listed<list_ismn13, kMusic>, list_ismn13, kMusic, kMusic},
    {"ismn13", draw_listed<list_ismn13, kMusic>, list_ismn13, kMusic, kMusic},
    {"issn", draw_listed<list_issn, kSerials>, list_issn, kSerials, kSerials},
    {"issn13", draw_listed<list_issn13, kSerials>, list_issn13, kSerials, kSerials},
};

}  // namespace

LiteralTable product_literals() { return {kFamilies, sizeof kFamilies / sizeof *kFamilies}; }

}  // namespace datagen::core
