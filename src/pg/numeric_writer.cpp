// src/pg/numeric_writer.cpp -- the short form of numeric: header, then digits to the base 10,000
#include "pg/numeric_writer.hpp"

#include <cstring>

namespace datagen::pg {
namespace {

constexpr uint64_t kBase = 10000;
constexpr int kDigitsOfBase = 4;
constexpr uint64_t kPowers[] = {1, 10, 100, 1000};

constexpr int kShort = 0x8000;
constexpr int kNegative = 0x2000;
constexpr int kScaleShift = 7;
constexpr int kWeightMask = 0x7f;  // with its sign

}  // namespace

int put_numeric(char* place, int64_t unscaled, int scale) noexcept {
  uint64_t rest = unscaled < 0 ? -static_cast<uint64_t>(unscaled) : static_cast<uint64_t>(unscaled);
  int16_t digits[7];  // the lowest first
  int count = 0;
  // The last digit after the point is filled up with zeros.
  const int odd = scale % kDigitsOfBase;
  if (odd != 0) {
    digits[count++] = static_cast<int16_t>(rest % kPowers[odd] * kPowers[kDigitsOfBase - odd]);
    rest /= kPowers[odd];
  }
  for (; rest != 0; rest /= kBase) digits[count++] = static_cast<int16_t>(rest % kBase);
  while (count > 0 && digits[count - 1] == 0) --count;
  const int after_point = (scale + kDigitsOfBase - 1) / kDigitsOfBase;
  const int weight = count == 0 ? 0 : count - 1 - after_point;
  int first = 0;
  while (first < count && digits[first] == 0) ++first;

  const auto header = static_cast<uint16_t>(kShort | (unscaled < 0 ? kNegative : 0) | scale << kScaleShift |
                                            (weight & kWeightMask));
  char* out = place + VARHDRSZ;
  memcpy(out, &header, sizeof header);
  out += sizeof header;
  for (int i = count; i-- > first; out += sizeof digits[0]) memcpy(out, &digits[i], sizeof digits[0]);
  const auto size = static_cast<int>(out - place);
  SET_VARSIZE(place, size);
  return size;
}

Numeric make_numeric(int64_t unscaled, int scale) noexcept {
  if (scale < 0 || scale > kMostNumericScale) return int64_div_fast_to_numeric(unscaled, scale);
  char* place = static_cast<char*>(palloc(kMostNumericBytes));
  put_numeric(place, unscaled, scale);
  return reinterpret_cast<Numeric>(place);
}

}  // namespace datagen::pg
