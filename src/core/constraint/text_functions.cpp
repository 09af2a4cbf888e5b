// src/core/constraint/text_functions.cpp -- PostgreSQL's functions of text, computed on code points
#include "core/constraint/text_functions.hpp"

#include "core/constraint/code_points.hpp"
#include "core/constraint/like.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

using Characters = std::vector<char32_t>;
using Result = std::optional<TextOrNumber>;

constexpr int64_t kLongest = 1'000'000;

std::string joined(const Characters& characters) {
  std::string text;
  for (char32_t c : characters) append_utf8(text, c);
  return text;
}

/// The arguments by kind; what is missing or of another kind makes the whole undetermined.
class Arguments {
 public:
  explicit Arguments(const std::vector<TextOrNumber>& arguments) : arguments_(arguments) {}
  size_t count() const { return arguments_.size(); }
  std::optional<Characters> characters(size_t index) const {
    const auto* text = index < count() ? std::get_if<std::string>(&arguments_[index]) : nullptr;
    return text ? decode_utf8(*text) : std::nullopt;
  }
  std::optional<int64_t> number(size_t index) const {
    const auto* value = index < count() ? std::get_if<int64_t>(&arguments_[index]) : nullptr;
    return value ? std::optional(*value) : std::nullopt;
  }

 private:
  const std::vector<TextOrNumber>& arguments_;
};

bool member(const Characters& set, char32_t c) { return std::find(set.begin(), set.end(), c) != set.end(); }

Result cased(const Characters& text, bool upper) {
  bool plain = true;
  std::string result = ascii_case(joined(text), upper, &plain);
  return plain ? Result(std::move(result)) : std::nullopt;
}

Result capitalised(Characters text) {
  bool inside = false;
  for (char32_t& c : text) {
    if (c >= 0x80) return std::nullopt;
    const bool lower = c >= U'a' && c <= U'z', upper = c >= U'A' && c <= U'Z', digit = c >= U'0' && c <= U'9';
    if (lower && !inside) c -= 32;
    if (upper && inside) c += 32;
    inside = lower || upper || digit;
  }
  return joined(text);
}

Result trimmed(Op op, const Characters& text, const Arguments& arguments) {
  const auto cut = arguments.count() > 1 ? arguments.characters(1) : Characters{U' '};
  if (!cut) return std::nullopt;
  size_t first = 0, last = text.size();
  if (op != Op::RTrim)
    while (first < last && member(*cut, text[first])) ++first;
  if (op != Op::LTrim)
    while (last > first && member(*cut, text[last - 1])) --last;
  return joined(Characters(text.begin() + static_cast<std::ptrdiff_t>(first),
                           text.begin() + static_cast<std::ptrdiff_t>(last)));
}

/// The characters number first..last (from 1, last not included), as far as there are any.
Result part(const Characters& text, int64_t first, int64_t last) {
  const auto size = static_cast<int64_t>(text.size());
  first = std::clamp<int64_t>(first, 1, size + 1);
  last = std::clamp<int64_t>(last, first, size + 1);
  return joined(Characters(text.begin() + first - 1, text.begin() + last - 1));
}

/// A negative count leaves so many characters out at the other end.
Result end_part(Op op, const Characters& text, int64_t count) {
  const auto size = static_cast<int64_t>(text.size());
  const int64_t kept = std::clamp<int64_t>(count < 0 ? size + std::max(count, -size) : count, 0, size);
  return op == Op::Left ? part(text, 1, kept + 1) : part(text, size - kept + 1, size + 1);
}

Result substring(const Characters& text, const Arguments& arguments) {
  const auto first = arguments.number(1);
  if (!first) return std::nullopt;
  if (arguments.count() == 2) return part(text, *first, INT64_MAX);
  const auto count = arguments.number(2);
  // A negative length is an error.
  if (!count || *count < 0) return std::nullopt;
  return part(text, *first, *first + *count);
}

std::optional<size_t> found(const Characters& text, const Characters& what, size_t from) {
  const auto at =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), what.begin(), what.end());
  if (at == text.end()) return std::nullopt;
  return static_cast<size_t>(at - text.begin());
}

Result replaced(const Characters& text, const Arguments& arguments) {
  const auto from = arguments.characters(1), to = arguments.characters(2);
  if (!from || !to) return std::nullopt;
  if (from->empty()) return joined(text);
  Characters result;
  size_t at = 0;
  while (const auto next = found(text, *from, at)) {
    result.insert(result.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                  text.begin() + static_cast<std::ptrdiff_t>(*next));
    result.insert(result.end(), to->begin(), to->end());
    at = *next + from->size();
    if (static_cast<int64_t>(result.size()) > kLongest) return std::nullopt;
  }
  result.insert(result.end(), text.begin() + static_cast<std::ptrdiff_t>(at), text.end());
  return joined(result);
}

Result translated(const Characters& text, const Arguments& arguments) {
  const auto from = arguments.characters(1), to = arguments.characters(2);
  if (!from || !to) return std::nullopt;
  Characters result;
  for (char32_t c : text) {
    const auto at = static_cast<size_t>(std::find(from->begin(), from->end(), c) - from->begin());
    if (at == from->size())
      result.push_back(c);
    else if (at < to->size())
      result.push_back((*to)[at]);
  }
  return joined(result);
}

Result field(const Characters& text, const Arguments& arguments) {
  const auto mark = arguments.characters(1);
  const auto number = arguments.number(2);
  if (!mark || !number || *number < 1) return std::nullopt;
  if (mark->empty()) return *number == 1 ? joined(text) : std::string();
  size_t at = 0;
  for (int64_t i = 1; i < *number; ++i) {
    const auto next = found(text, *mark, at);
    if (!next) return std::string();
    at = *next + mark->size();
  }
  const auto end = found(text, *mark, at);
  return joined(Characters(text.begin() + static_cast<std::ptrdiff_t>(at),
                           end ? text.begin() + static_cast<std::ptrdiff_t>(*end) : text.end()));
}

Result padded(Op op, const Characters& text, const Arguments& arguments) {
  const auto count = arguments.number(1);
  const auto fill = arguments.count() > 2 ? arguments.characters(2) : Characters{U' '};
  if (!count || !fill || *count > kLongest) return std::nullopt;
  const int64_t length = std::max<int64_t>(*count, 0);
  if (static_cast<int64_t>(text.size()) >= length || fill->empty())
    return part(text, 1, std::min<int64_t>(length, static_cast<int64_t>(text.size())) + 1);
  Characters more;
  for (size_t i = 0; more.size() + text.size() < static_cast<size_t>(length); ++i)
    more.push_back((*fill)[i % fill->size()]);
  return op == Op::LPad ? joined(more) + joined(text) : joined(text) + joined(more);
}

}  // namespace

std::optional<TextOrNumber> text_function(Op op, const std::vector<TextOrNumber>& arguments) {
  const Arguments given(arguments);
  const auto text = given.characters(0);
  if (!text) return std::nullopt;
  switch (op) {
    case Op::Length: return static_cast<int64_t>(text->size());
    case Op::OctetLength: return static_cast<int64_t>(joined(*text).size());
    case Op::Lower:
    case Op::Upper: return cased(*text, op == Op::Upper);
    case Op::Initcap: return capitalised(*text);
    case Op::Trim:
    case Op::LTrim:
    case Op::RTrim: return trimmed(op, *text, given);
    case Op::Left:
    case Op::Right: {
      const auto count = given.number(1);
      return count ? end_part(op, *text, *count) : std::nullopt;
    }
    case Op::Substr: return substring(*text, given);
    case Op::Reverse: return joined(Characters(text->rbegin(), text->rend()));
    case Op::Replace: return replaced(*text, given);
    case Op::Translate: return translated(*text, given);
    case Op::SplitPart: return field(*text, given);
    case Op::LPad:
    case Op::RPad: return padded(op, *text, given);
    case Op::Ascii: return text->empty() ? int64_t{0} : static_cast<int64_t>((*text)[0]);
    case Op::Concat: {
      const auto other = given.characters(1);
      return other ? Result(joined(*text) + joined(*other)) : std::nullopt;
    }
    case Op::Position: {
      const auto what = given.characters(1);
      if (!what) return std::nullopt;
      if (what->empty()) return int64_t{1};
      const auto at = found(*text, *what, 0);
      return at ? static_cast<int64_t>(*at) + 1 : int64_t{0};
    }
    default: return std::nullopt;
  }
}

}  // namespace datagen::core
