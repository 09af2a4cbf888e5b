// src/core/constraint/code_points.cpp -- set operations on sorted ranges, and strict UTF-8
#include "core/constraint/code_points.hpp"

#include <algorithm>

namespace datagen::core {

const CodeSet& all_code_points() {
  // Never destroyed, so that the library has no destructor to run at the server's exit.
  static const CodeSet& all = *new CodeSet{{1, 0xD7FF}, {0xE000, kLastCodePoint}};
  return all;
}

CodeSet normalised(std::vector<CodeRange> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const CodeRange& a, const CodeRange& b) { return a.lo < b.lo; });
  CodeSet set;
  for (const CodeRange& range : ranges) {
    if (range.hi < range.lo) continue;
    if (!set.empty() && range.lo <= set.back().hi + 1) {
      set.back().hi = std::max(set.back().hi, range.hi);
    } else {
      set.push_back(range);
    }
  }
  return set;
}

CodeSet united(const CodeSet& a, const CodeSet& b) {
  std::vector<CodeRange> both(a);
  both.insert(both.end(), b.begin(), b.end());
  return normalised(std::move(both));
}

CodeSet intersection(const CodeSet& a, const CodeSet& b) {
  CodeSet result;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const CodeRange common{std::max(a[i].lo, b[j].lo), std::min(a[i].hi, b[j].hi)};
    if (common.lo <= common.hi) result.push_back(common);
    if (a[i].hi < b[j].hi) {
      ++i;
    } else {
      ++j;
    }
  }
  return result;
}

CodeSet difference(const CodeSet& a, const CodeSet& b) {
  CodeSet result;
  size_t j = 0;
  for (CodeRange range : a) {
    while (j < b.size() && b[j].hi < range.lo) ++j;
    size_t k = j;
    bool rest = true;
    for (; k < b.size() && b[k].lo <= range.hi; ++k) {
      if (b[k].lo > range.lo) result.push_back({range.lo, b[k].lo - 1});
      if (b[k].hi >= range.hi) {
        rest = false;
        break;
      }
      range.lo = b[k].hi + 1;
    }
    if (rest) result.push_back(range);
  }
  return result;
}

bool contains(const CodeSet& set, char32_t code_point) {
  auto after = std::upper_bound(set.begin(), set.end(), code_point,
                                [](char32_t value, const CodeRange& range) { return value < range.lo; });
  return after != set.begin() && code_point <= std::prev(after)->hi;
}

uint64_t cardinality(const std::vector<CodeRange>& ranges) {
  uint64_t total = 0;
  for (const CodeRange& range : ranges) total += uint64_t{range.hi} - range.lo + 1;
  return total;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto continuation = [&](int shift) {
    text += static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
  };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0 | (code_point >> 6));
    continuation(0);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0 | (code_point >> 12));
    continuation(6);
    continuation(0);
  } else {
    text += static_cast<char>(0xF0 | (code_point >> 18));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

std::optional<std::vector<char32_t>> decode_utf8(std::string_view text) {
  constexpr char32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  std::vector<char32_t> code_points;
  code_points.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    int more = 0;
    char32_t code_point = lead;
    if (lead >= 0xF8 || (lead >= 0x80 && lead < 0xC0)) return std::nullopt;
    if (lead >= 0xF0) {
      more = 3;
      code_point = lead & 0x07;
    } else if (lead >= 0xE0) {
      more = 2;
      code_point = lead & 0x0F;
    } else if (lead >= 0xC0) {
      more = 1;
      code_point = lead & 0x1F;
    }
    for (int k = 0; k < more; ++k, ++i) {
      if (i >= text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return std::nullopt;
      code_point = code_point << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
    }
    if (code_point < kSmallest[more] || code_point > kLastCodePoint) return std::nullopt;
    if (code_point >= 0xD800 && code_point <= 0xDFFF) return std::nullopt;
    code_points.push_back(code_point);
  }
  return code_points;
}

}  // namespace datagen::core
