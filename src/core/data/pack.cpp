// src/core/data/pack.cpp -- bounds-checked reading of the data pack, weighted draws, fallback between locales
#include "core/data/pack.hpp"

#include <cstring>
#include <numeric>

namespace datagen::core {
namespace {

constexpr std::string_view kMagic("datagen pack\0\0\0\0", 16);
constexpr uint32_t kFormat = 1;
constexpr size_t kHeader = 128;
constexpr size_t kLocaleBytes = 32;
constexpr size_t kListBytes = 24;
constexpr uint32_t kNone = UINT32_MAX;
constexpr size_t kChain = 6;
constexpr uint32_t kAbsent = 1;

uint32_t read_number(std::string_view bytes, size_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < 4) return 0;
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data() + offset);
  return static_cast<uint32_t>(p[0]) | static_cast<uint32_t>(p[1]) << 8 | static_cast<uint32_t>(p[2]) << 16 |
         static_cast<uint32_t>(p[3]) << 24;
}

std::string_view read_text(std::string_view bytes, size_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < 2) return {};
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data() + offset);
  const size_t length = static_cast<size_t>(p[0]) | static_cast<size_t>(p[1]) << 8;
  if (bytes.size() - offset - 2 < length) return {};
  return bytes.substr(offset + 2, length);
}

uint32_t coprime_stride(uint32_t size) {
  auto stride = static_cast<uint32_t>(static_cast<double>(size) * 0.6180339887) | 1;
  while (std::gcd(stride, size) > 1) stride += 2;
  return stride;
}

}  // namespace

std::string_view PackList::at(uint32_t index) const {
  return read_text(bytes_, pool_ + read_number(bytes_, entries_ + size_t{index} * 4));
}

std::string_view PackList::draw(Stream& stream) const {
  if (count_ == 0) return {};
  if (weights_ == 0) return at(static_cast<uint32_t>(stream.below(count_)));
  const uint32_t total = read_number(bytes_, weights_ + (size_t{count_} - 1) * 4);
  const auto point = static_cast<uint32_t>(stream.below(total));
  uint32_t low = 0;
  uint32_t high = count_ - 1;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (point < read_number(bytes_, weights_ + size_t{middle} * 4))
      high = middle;
    else
      low = middle + 1;
  }
  return at(low);
}

std::optional<DataPack> DataPack::open(std::string_view bytes) {
  if (bytes.size() < kHeader || bytes.substr(0, kMagic.size()) != kMagic) return std::nullopt;
  DataPack pack;
  pack.bytes_ = bytes;
  if (pack.number(16) != kFormat || pack.number(20) != bytes.size()) return std::nullopt;
  pack.locales_ = pack.number(24);
  pack.lists_ = pack.number(28);
  pack.entries_ = pack.number(32);
  pack.weights_ = pack.number(36);
  pack.lists_at_ = kHeader + size_t{pack.locales_} * kLocaleBytes;
  pack.entries_at_ = pack.lists_at_ + size_t{pack.lists_} * kListBytes;
  pack.weights_at_ = pack.entries_at_ + size_t{pack.entries_} * 4;
  pack.pool_at_ = pack.weights_at_ + size_t{pack.weights_} * 4;
  if (pack.pool_at_ > bytes.size() || bytes.size() - pack.pool_at_ != pack.number(40)) return std::nullopt;
  const std::string_view version = bytes.substr(80, 32);
  pack.version_ = version.substr(0, version.find('\0'));
  return pack;
}

std::string DataPack::fingerprint() const {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (size_t i = 48; i < 56; ++i) {
    const auto byte = static_cast<unsigned char>(bytes_[i]);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

uint32_t DataPack::number(size_t offset) const { return read_number(bytes_, offset); }

std::string_view DataPack::pooled(uint32_t place) const { return read_text(bytes_, pool_at_ + place); }

std::string_view DataPack::locale_name(uint32_t locale) const {
  return locale < locales_ ? pooled(number(kHeader + locale * kLocaleBytes)) : std::string_view();
}

std::optional<uint32_t> DataPack::find_locale(std::string_view name) const {
  for (uint32_t locale = 0; locale < locales_; ++locale)
    if (locale_name(locale) == name) return locale;
  return std::nullopt;
}

/// The first list of `locale` or of one after it.
uint32_t DataPack::first_list(uint32_t locale) const {
  uint32_t low = 0;
  uint32_t high = lists_;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (number(lists_at_ + size_t{middle} * kListBytes) < locale)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::optional<PackList> DataPack::find(uint32_t locale, std::string_view path) const {
  if (locale >= locales_) return std::nullopt;
  uint32_t low = first_list(locale);
  uint32_t high = first_list(locale + 1);
  const uint32_t end = high;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (pooled(number(lists_at_ + size_t{middle} * kListBytes + 4)) < path)
      low = middle + 1;
    else
      high = middle;
  }
  if (low >= end) return std::nullopt;
  const size_t record = lists_at_ + size_t{low} * kListBytes;
  if (pooled(number(record + 4)) != path) return std::nullopt;
  PackList list;
  list.bytes_ = bytes_;
  list.pool_ = pool_at_;
  list.flags_ = number(record + 20);
  const uint32_t first = number(record + 8);
  const uint32_t count = number(record + 12);
  if ((list.flags_ & kAbsent) != 0 || first > entries_ || count > entries_ - first) return list;
  list.entries_ = entries_at_ + size_t{first} * 4;
  const uint32_t weight = number(record + 16);
  if (weight != kNone) {
    if (weight > weights_ || count > weights_ - weight) return list;
    list.weights_ = weights_at_ + size_t{weight} * 4;
  }
  list.count_ = count;
  list.stride_ = coprime_stride(count);
  return list;
}

PackList DataPack::look_up(uint32_t locale, std::string_view path) const {
  if (locale >= locales_) return {};
  std::string generic(path.substr(0, path.rfind('.')));
  generic += ".generic";
  const std::string within = std::string(path) + ".generic";
  for (size_t i = 0; i < kChain; ++i) {
    const uint32_t place = number(kHeader + locale * kLocaleBytes + 4 + i * 4);
    if (place == kNone) break;
    for (std::string_view candidate : {path, std::string_view(within), std::string_view(generic)})
      if (const auto list = find(place, candidate)) return *list;
  }
  return {};
}

std::string_view record_field(std::string_view record, int index) {
  for (; index > 0; --index) {
    const size_t tab = record.find('\t');
    if (tab == std::string_view::npos) return {};
    record.remove_prefix(tab + 1);
  }
  return record.substr(0, record.find('\t'));
}

}  // namespace datagen::core
