// src/core/constraint/text_model.cpp -- types whose values are narrowed by their canonical texts
#include "core/constraint/text_model.hpp"

#include "core/constraint/automaton_algebra.hpp"
#include "core/constraint/numerals.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

const CodeSet kHex{{U'0', U'9'}, {U'a', U'f'}};

/// `groups` groups of hexadecimal digits with `mark` between them.
Automaton hex_groups(const std::vector<int>& groups, char32_t mark) {
  Automaton result = repeated(kHex, groups[0], groups[0]);
  for (size_t i = 1; i < groups.size(); ++i)
    result = concatenated(concatenated(result, repeated({{mark, mark}}, 1, 1)),
                          repeated(kHex, groups[i], groups[i]));
  return result;
}

Automaton hex_pairs() {
  Automaton pairs;
  pairs.states = 2;
  pairs.initial = pairs.final = {0};
  pairs.classes = {kHex};
  pairs.arcs = {{0, 1, 0}, {1, 0, 0}};
  return pairs;
}

Automaton dot() { return repeated({{U'.', U'.'}}, 1, 1); }

/// IPv4 networks of `mask` bits: the bits beyond are 0.
Automaton networks_of(int mask) {
  Automaton result = repeated({}, 0, 0);
  for (int octet = 0; octet < 4; ++octet) {
    const int bits = std::clamp(mask - 8 * octet, 0, 8);
    std::vector<int64_t> numbers;
    for (int64_t number = 0; number < 256; number += int64_t{256} >> bits) numbers.push_back(number);
    const TickSet values = bits == 8 ? TickSet(0, 255) : TickSet::of_points(std::move(numbers));
    if (octet > 0) result = concatenated(result, dot());
    result = concatenated(result, decimal_numerals(values));
  }
  return concatenated(result, *from_literal("/" + std::to_string(mask)));
}

/// Networks of IPv4 from /8 on.
Automaton networks() {
  Automaton result = networks_of(8);
  for (int mask = 9; mask <= 32; ++mask) result = united(result, networks_of(mask));
  return result;
}

char hex_digit(unsigned value) { return static_cast<char>(value < 10 ? '0' + value : 'a' + value - 10); }

int hex_value(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

}  // namespace

Automaton plain_addresses() {
  const Automaton number = decimal_numerals(TickSet(0, 255));
  Automaton result = number;
  for (int i = 1; i < 4; ++i) result = concatenated(concatenated(result, dot()), number);
  return result;
}

bool has_text_model(const Type& type) {
  switch (type.type_class) {
    case TypeClass::Uuid:
    case TypeClass::Bytea:
    case TypeClass::Bit: return true;
    case TypeClass::Literal:
      return type.name == "macaddr" || type.name == "macaddr8" || type.name == "inet" || type.name == "cidr";
    default: return false;
  }
}

bool text_model_is_partial(const Type& type) { return type.name == "inet" || type.name == "cidr"; }

bool text_model_keeps_order(const Type& type) { return has_text_model(type) && !text_model_is_partial(type); }

Automaton text_model(const Type& type) {
  if (type.type_class == TypeClass::Uuid) return hex_groups({8, 4, 4, 4, 12}, U'-');
  if (type.type_class == TypeClass::Bytea) return hex_pairs();
  if (type.type_class == TypeClass::Bit) return any_string({{U'0', U'1'}});
  if (type.name == "macaddr") return hex_groups(std::vector<int>(6, 2), U':');
  if (type.name == "macaddr8") return hex_groups(std::vector<int>(8, 2), U':');
  return type.name == "cidr" ? networks() : plain_addresses();
}

std::optional<std::string> model_text(const Expr& constant) {
  if (constant.op != Op::Constant || !constant.type || !has_text_model(*constant.type)) return std::nullopt;
  const Value& value = constant.constant;
  if (value.kind == ValueKind::Text) return std::string(value.text());
  if (value.kind != ValueKind::Bytes) return std::nullopt;
  std::string text;
  for (uint32_t i = 0; i < value.size; ++i) {
    const bool dash = i == 4 || i == 6 || i == 8 || i == 10;
    if (dash && constant.type->type_class == TypeClass::Uuid) text += '-';
    const auto byte = static_cast<unsigned char>(value.data[i]);
    text += hex_digit(byte >> 4U);
    text += hex_digit(byte & 15U);
  }
  return text;
}

std::string bytes_of_hex(std::string_view digits) {
  std::string bytes;
  int high = -1;
  for (char c : digits) {
    const int value = hex_value(c);
    if (value < 0) continue;
    if (high < 0) {
      high = value;
    } else {
      bytes += static_cast<char>(high * 16 + value);
      high = -1;
    }
  }
  return bytes;
}

void start_text_model(Domain& domain, const Type& type) {
  if (!has_text_model(type) || !domain.text.positive.empty()) return;
  domain.text.positive.push_back(text_model(type));
}

}  // namespace datagen::core
