// src/core/realistic/families.hpp -- the families of realistic generators, one file each
#pragma once

#include "core/realistic/makers.hpp"

namespace datagen::core {

const std::vector<RealisticGenerator>& person_generators();    // persons.cpp
const std::vector<RealisticGenerator>& address_generators();   // places.cpp
const std::vector<RealisticGenerator>& phone_generators();     // phones.cpp
const std::vector<RealisticGenerator>& internet_generators();  // internet.cpp
const std::vector<RealisticGenerator>& commerce_generators();  // commerce.cpp
const std::vector<RealisticGenerator>& finance_generators();   // finance.cpp
const std::vector<RealisticGenerator>& prose_generators();     // prose.cpp
const std::vector<RealisticGenerator>& thing_generators();     // things.cpp

/// The calls of templates in the pack and of the user's.
class RealmNames;

/// Expands a text of a list: templates by the entity of `draw`, digits where the list says so.
void append_listed(const PackList& list, std::string_view text, const Draw& draw, Stream& stream,
                   std::string& out);
/// Draws from the list and expands what was drawn.
void append_drawn(const PackList& list, const Draw& draw, Stream& stream, std::string& out);

/// An upper-case hexadecimal or decimal number of so many digits.
void append_digits(Stream& stream, int count, std::string& out);
void append_letters(Stream& stream, int count, std::string& out);

/// The digit that makes a number valid by Luhn's algorithm (ISO/IEC 7812-1).
char luhn_digit(std::string_view digits);
/// The check digit of a GTIN (EAN-8, EAN-13, UPC) from the digits before it.
char gtin_digit(std::string_view digits);
/// The remainder by 97 of a number with letters as two digits, A = 10 (ISO 7064, as IBANs use it).
int remainder_97(std::string_view text);

}  // namespace datagen::core
