// src/core/data/template.cpp -- one pass over a template
#include "core/data/template.hpp"

#include "core/base/error.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

constexpr size_t kMostDigits = 18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// [low-high] at `at`; returns the offset behind it. The digits of `low` are kept as leading zeros.
size_t expand_range(std::string_view text, size_t at, Stream& stream, std::string& out) {
  const size_t close = text.find(']', at);
  if (close == std::string_view::npos) throw_malformed("template", text, at, "\"[\" is not closed");
  const std::string_view inside = text.substr(at + 1, close - at - 1);
  const size_t dash = inside.find('-');
  const std::string_view low = inside.substr(0, dash);
  const std::string_view high = dash == std::string_view::npos ? low : inside.substr(dash + 1);
  for (std::string_view part : {low, high})
    if (part.empty() || part.size() > kMostDigits || !std::all_of(part.begin(), part.end(), is_digit))
      throw_malformed("template", text, at, "the brackets do not hold a range of numbers");
  const auto number = [](std::string_view digits) {
    int64_t value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return value;
  };
  if (number(low) > number(high)) throw_malformed("template", text, at, "the range is empty");
  const std::string drawn = std::to_string(stream.between(number(low), number(high)));
  if (drawn.size() < low.size()) out.append(low.size() - drawn.size(), '0');
  out += drawn;
  return close + 1;
}

}  // namespace

void throw_malformed(const char* what, std::string_view text, size_t offset, const std::string& problem) {
  const auto characters =
      std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  throw Error(ErrorCode::InvalidParameter,
              std::string("malformed ") + what + ": \"" + std::string(text) + "\"",
              problem + ", at position " + std::to_string(characters + 1) + ".");
}

void expand_template(std::string_view text, TemplateSigns signs, Stream& stream, TemplateNames& names,
                     std::string& out) {
  for (size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "{{") == 0) {
      const size_t close = text.find("}}", i + 2);
      if (close == std::string_view::npos) throw_malformed("template", text, i, "\"{{\" is not closed");
      const std::string_view name = text.substr(i + 2, close - i - 2);
      if (!names.append(name, out))
        throw_malformed("template", text, i + 2, "there is no \"" + std::string(name) + "\"");
      i = close + 2;
    } else if (signs == TemplateSigns::Digits && text[i] == '[') {
      i = expand_range(text, i, stream, out);
    } else {
      const char c = text[i++];
      if (signs == TemplateSigns::Literal)
        out += c;
      else if (c == '#')
        out += static_cast<char>('0' + stream.below(10));
      else if (c == '!')
        out += static_cast<char>('2' + stream.below(8));
      else if (c == '?')
        out += static_cast<char>('A' + stream.below(26));
      else
        out += c;
    }
  }
}

}  // namespace datagen::core
