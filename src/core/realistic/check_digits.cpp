// src/core/realistic/check_digits.cpp -- the check digits of cards, article numbers and bank accounts
#include "core/realistic/families.hpp"

namespace datagen::core {

char luhn_digit(std::string_view digits) {
  int sum = 0;
  bool twice = true;
  for (size_t i = digits.size(); i-- > 0;) {
    int value = digits[i] - '0';
    if (twice && (value *= 2) > 9) value -= 9;
    twice = !twice;
    sum += value;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

char gtin_digit(std::string_view digits) {
  int sum = 0;
  int weight = 3;
  for (size_t i = digits.size(); i-- > 0; weight = 4 - weight) sum += (digits[i] - '0') * weight;
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

int remainder_97(std::string_view text) {
  int remainder = 0;
  for (char c : text) {
    if (c >= '0' && c <= '9')
      remainder = (remainder * 10 + (c - '0')) % 97;
    else if (c >= 'A' && c <= 'Z')
      remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
  }
  return remainder;
}

}  // namespace datagen::core
