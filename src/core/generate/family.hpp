// src/core/generate/family.hpp -- the factories of the generator families, from which the registry chooses
#pragma once

#include "core/generate/generator.hpp"

namespace datagen::core {

using GeneratorPtr = std::unique_ptr<Generator>;

/// Makes the generator of one family; the request's type is of a class the family serves. nullptr: it cannot.
using Family = GeneratorPtr (*)(const GeneratorRequest& request);

// finite_gen.cpp: sets known value by value, and the empty set
GeneratorPtr make_finite_generator(const GeneratorRequest& request);
GeneratorPtr make_empty_generator();
/// Whether the generator has no value to give (make_empty_generator made it).
bool makes_nothing(const Generator& generator);

// number_gen.cpp
GeneratorPtr make_number_generator(const GeneratorRequest& request);
GeneratorPtr make_label_generator(const GeneratorRequest& request);

// time_gen.cpp
GeneratorPtr make_time_generator(const GeneratorRequest& request);

// text_gen.cpp, regex_gen.cpp, binary_gen.cpp, json_gen.cpp
GeneratorPtr make_text_generator(const GeneratorRequest& request);
GeneratorPtr make_regex_generator(const GeneratorRequest& request);
GeneratorPtr make_bit_generator(const GeneratorRequest& request);
GeneratorPtr make_bytea_generator(const GeneratorRequest& request);
GeneratorPtr make_uuid_generator(const GeneratorRequest& request);
GeneratorPtr make_json_generator(const GeneratorRequest& request);

// nested_gen.cpp, range_gen.cpp
GeneratorPtr make_array_generator(const GeneratorRequest& request);
GeneratorPtr make_composite_generator(const GeneratorRequest& request);
GeneratorPtr make_range_generator(const GeneratorRequest& request);
GeneratorPtr make_multirange_generator(const GeneratorRequest& request);

// gender_gen.cpp: values of a list that tell a person's sex, or how she is addressed, by the row's person; `plain` where
// they do not
GeneratorPtr make_gender_generator(const GeneratorRequest& request, GeneratorPtr plain);

// realistic_gen.cpp, quantity_gen.cpp: values by the column's meaning where its domain admits them, else by `plain`
GeneratorPtr make_realistic_generator(const GeneratorRequest& request, GeneratorPtr plain);
GeneratorPtr make_quantity_generator(const GeneratorRequest& request, GeneratorPtr plain);

// code_gen.cpp: numbers behind a prefix, where the domain admits them
GeneratorPtr make_code_generator(const GeneratorRequest& request, std::string_view prefix,
                                 GeneratorPtr plain);
/// For a unique column of a class whose values can be counted (countries, currencies, languages): all of them come
/// first in the listing, then what `plain` lists. `plain` where there are no such.
GeneratorPtr make_listed_generator(const GeneratorRequest& request, GeneratorPtr plain);

// literal_gen.cpp
GeneratorPtr make_literal_generator(const GeneratorRequest& request);

/// a + b and a * b, UINT64_MAX when that does not fit: sizes saturate.
inline uint64_t saturating_add(uint64_t a, uint64_t b) { return a > UINT64_MAX - b ? UINT64_MAX : a + b; }
inline uint64_t saturating_multiply(uint64_t a, uint64_t b) {
  return a != 0 && b > UINT64_MAX / a ? UINT64_MAX : a * b;
}
uint64_t saturating_power(uint64_t base, int64_t exponent);

/// a + b within int64.
inline int64_t clamped_add(int64_t a, int64_t b) {
  int64_t sum;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b > 0 ? INT64_MAX : INT64_MIN;
}

}  // namespace datagen::core
