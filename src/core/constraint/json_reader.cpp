// src/core/constraint/json_reader.cpp -- JSON texts as trees
#include "core/constraint/json_reader.hpp"

#include "core/constraint/code_points.hpp"

#include <cctype>
#include <charconv>

namespace datagen::core {

namespace {

constexpr int kDeepest = 64;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  size_t at() const { return at_; }

  std::optional<JsonText> value(int depth) {
    skip();
    const size_t start = at_;
    std::optional<JsonText> result;
    if (depth > kDeepest) return std::nullopt;
    switch (peek()) {
      case '{': result = object(depth); break;
      case '[': result = array(depth); break;
      case '"': result = string(); break;
      case 't': result = word("true", JsonText::Kind::Boolean); break;
      case 'f': result = word("false", JsonText::Kind::Boolean); break;
      case 'n': result = word("null", JsonText::Kind::Null); break;
      default: result = number();
    }
    if (result) result->source = std::string(text_.substr(start, at_ - start));
    return result;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') ++at_;
  }
  bool take(char c) {
    skip();
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  std::optional<JsonText> word(std::string_view name, JsonText::Kind kind) {
    if (text_.substr(at_, name.size()) != name) return std::nullopt;
    at_ += name.size();
    JsonText result;
    result.kind = kind;
    result.text = std::string(name);
    return result;
  }

  std::optional<JsonText> number() {
    const size_t start = at_;
    if (peek() == '-') ++at_;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0 || peek() == '.' || peek() == 'e' ||
           peek() == 'E' || peek() == '+' || (peek() == '-' && at_ > start))
      ++at_;
    if (at_ == start) return std::nullopt;
    JsonText result;
    result.kind = JsonText::Kind::Number;
    result.text = std::string(text_.substr(start, at_ - start));
    return result;
  }

  bool escape(std::string& out) {
    const char c = peek();
    ++at_;
    switch (c) {
      case 'n': out += '\n'; return true;
      case 't': out += '\t'; return true;
      case 'r': out += '\r'; return true;
      case 'b': out += '\b'; return true;
      case 'f': out += '\f'; return true;
      case '"':
      case '\\':
      case '/': out += c; return true;
      case 'u': {
        uint32_t code = 0;
        const std::string_view digits = text_.substr(at_, 4);
        const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (end.ec != std::errc() || end.ptr != digits.data() + 4 || !contains(all_code_points(), code))
          return false;
        at_ += 4;
        append_utf8(out, code);
        return true;
      }
      default: return false;
    }
  }

  std::optional<JsonText> string() {
    ++at_;
    JsonText result;
    result.kind = JsonText::Kind::String;
    while (at_ < text_.size() && peek() != '"') {
      const char c = text_[at_++];
      if (c != '\\')
        result.text += c;
      else if (!escape(result.text))
        return std::nullopt;
    }
    if (at_ >= text_.size()) return std::nullopt;
    ++at_;
    return result;
  }

  std::optional<JsonText> array(int depth) {
    ++at_;
    JsonText result;
    result.kind = JsonText::Kind::Array;
    if (take(']')) return result;
    do {
      auto item = value(depth + 1);
      if (!item) return std::nullopt;
      result.items.push_back(std::move(*item));
    } while (take(','));
    return take(']') ? std::optional(std::move(result)) : std::nullopt;
  }

  std::optional<JsonText> object(int depth) {
    ++at_;
    JsonText result;
    result.kind = JsonText::Kind::Object;
    if (take('}')) return result;
    do {
      skip();
      auto key = peek() == '"' ? string() : std::nullopt;
      if (!key || !take(':')) return std::nullopt;
      auto member = value(depth + 1);
      if (!member) return std::nullopt;
      result.members.emplace_back(std::move(key->text), std::move(*member));
    } while (take(','));
    return take('}') ? std::optional(std::move(result)) : std::nullopt;
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

const char* JsonText::type_name() const {
  switch (kind) {
    case Kind::Null: return "null";
    case Kind::Boolean: return "boolean";
    case Kind::Number: return "number";
    case Kind::String: return "string";
    case Kind::Array: return "array";
    case Kind::Object: return "object";
  }
  return "";
}

std::optional<std::pair<int64_t, int32_t>> JsonText::decimal() const {
  std::string digits;
  int32_t scale = 0;
  bool fraction = false;
  for (char c : text) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (std::isdigit(static_cast<unsigned char>(c)) == 0 && c != '-') return std::nullopt;
    digits += c;
    scale += fraction ? 1 : 0;
  }
  int64_t number = 0;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.size() > 18 || end.ec != std::errc() || end.ptr != digits.data() + digits.size())
    return std::nullopt;
  return std::pair(number, scale);
}

std::optional<JsonText> read_json(std::string_view json, size_t* used) {
  Reader reader(json);
  auto result = reader.value(0);
  *used = reader.at();
  return result;
}

}  // namespace datagen::core
