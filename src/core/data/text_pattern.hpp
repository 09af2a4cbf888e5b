// src/core/data/text_pattern.hpp -- the patterns of datagen.pattern(): codes with random parts
#pragma once

#include "core/random/stream.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// A compiled pattern. `#` is a digit; {d:N} digits, {l:N} or {X:N} upper-case letters, {A:N} upper-case letters and
/// digits, {H:N} upper-case hexadecimal digits, N of each; [a,b,c] one of the choices; {year} a year, {random:N} a number
/// of N digits that does not begin with 0; \ makes the next character stand for itself. A run of letters that is
/// nothing but one repeated X, A or H is a wildcard of as many letters, alphanumerics or hexadecimals; a letter alone is
/// one too when it is X, and otherwise stands for itself, as all other letters do.
class TextPattern {
 public:
  /// Throws Error(InvalidParameter) with the position of what is malformed.
  explicit TextPattern(std::string_view pattern);
  /// Appends a text. `latest_year` is the last that {year} may be; the four before it are as likely.
  void append(Stream& stream, int latest_year, std::string& out) const;
  /// How many texts there are, UINT64_MAX for that many or more; choices count as distinct.
  uint64_t size() const;

 private:
  enum class Kind : uint8_t { Literal, Digits, Letters, Alphanumerics, Hexadecimals, Number, Year, Choice };
  struct Part {
    Kind kind;
    uint32_t count = 0;
    std::string text;                  // Literal
    std::vector<std::string> choices;  // Choice
  };
  void literal(std::string_view text);
  size_t parse_braces(std::string_view pattern, size_t at);
  size_t parse_choice(std::string_view pattern, size_t at);
  size_t parse_letters(std::string_view pattern, size_t at);
  std::vector<Part> parts_;
};

}  // namespace datagen::core
