// src/core/search/text_variants.cpp -- replacing characters place by place
#include "core/search/text_variants.hpp"

namespace datagen::core {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::string_view class_of(char c) {
  for (std::string_view members : {kDigits, kLower, kUpper})
    if (members.find(c) != std::string_view::npos) return members;
  return {};
}

/// Every filling of the `width` characters from `place` on.
bool fill(std::string& text, size_t place, size_t width,
          const std::function<bool(const std::string&)>& visit) {
  if (width == 0) return visit(text);
  const char kept = text[place];
  for (char c : class_of(kept)) {
    text[place] = c;
    if (fill(text, place + 1, width - 1, visit)) return true;
  }
  text[place] = kept;
  return false;
}

bool replaceable(const std::string& text, size_t place, size_t width) {
  for (size_t i = place; i < place + width; ++i)
    if (class_of(text[i]).empty()) return false;
  return true;
}

}  // namespace

bool visit_variants(std::string_view base, const std::function<bool(const std::string&)>& visit) {
  std::string text(base);
  for (size_t width = 1; width <= 2; ++width)
    for (size_t place = text.size() + 1; place-- > 0;)
      if (place + width <= text.size() && replaceable(text, place, width) && fill(text, place, width, visit))
        return true;
  return text.size() >= 3 && replaceable(text, text.size() - 3, 3) && fill(text, text.size() - 3, 3, visit);
}

}  // namespace datagen::core
