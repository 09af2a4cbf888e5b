// src/core/generate/binary_gen.cpp -- bit strings, byte strings and uuids
#include "core/generate/family.hpp"
#include "core/random/permutation.hpp"

#include <algorithm>
#include <cstring>

namespace datagen::core {
namespace {

/// Strings of `length` digits in a base, counted by length: the longest first.
struct LengthBlock {
  int64_t length;
  uint64_t start, count;
};

std::vector<LengthBlock> blocks_of(int64_t low, int64_t high, uint64_t base) {
  std::vector<LengthBlock> blocks;
  uint64_t start = 0;
  // Beyond 64 lengths nothing is gained: the first one alone has more strings than an index can tell.
  for (int64_t length = high; length >= low && length > high - 65; --length) {
    const uint64_t count = saturating_power(base, length);
    blocks.push_back({length, start, count});
    start = saturating_add(start, count);
  }
  return blocks;
}

uint64_t total(const std::vector<LengthBlock>& blocks) {
  return blocks.empty() ? 0 : saturating_add(blocks.back().start, blocks.back().count);
}

class BitGenerator final : public Generator {
 public:
  BitGenerator(int64_t low, int64_t high) : low_(low), high_(high), blocks_(blocks_of(low, high, 2)) {}

  Value draw(Stream& stream, Arena& arena) const override {
    constexpr int64_t kUsual = 64;
    const int64_t length = stream.between(low_, std::max(low_, std::min(high_, kUsual)));
    char* bits = arena.array<char>(static_cast<size_t>(length));
    for (int64_t i = 0; i < length; ++i) bits[i] = static_cast<char>('0' + stream.below(2));
    return Value::of_text({bits, static_cast<size_t>(length)});
  }
  uint64_t size() const override { return total(blocks_); }
  Value unrank(uint64_t index, Arena& arena) const override {
    size_t at = blocks_.size() - 1;
    while (blocks_[at].start > index) --at;
    index -= blocks_[at].start;
    const auto length = static_cast<size_t>(blocks_[at].length);
    char* bits = arena.array<char>(length);
    // In a long string the index fills the last 64 bits and a fixed function of it the others.
    uint64_t filler = index;
    for (size_t i = length; i-- > 0;) {
      const size_t place = length - 1 - i;
      if (place >= 64 && place % 64 == 0) filler = mix64(filler);
      bits[i] = static_cast<char>('0' + ((place < 64 ? index : filler) >> (place % 64) & 1));
    }
    return Value::of_text({bits, length});
  }
  std::optional<uint64_t> rank(const Value& value) const override {
    if (value.kind != ValueKind::Text) return std::nullopt;
    uint64_t index = 0;
    const std::string_view bits = value.text();
    for (char bit : bits.substr(bits.size() - std::min<size_t>(bits.size(), 64)))
      index = index << 1 | (bit == '1');
    for (const LengthBlock& block : blocks_) {
      if (block.length != static_cast<int64_t>(value.size) || index >= block.count) continue;
      Arena arena;
      if (same_value(unrank(block.start + index, arena), value)) return block.start + index;
    }
    return std::nullopt;
  }
  std::string name() const override { return "bit"; }

 private:
  int64_t low_, high_;
  std::vector<LengthBlock> blocks_;
};

/// Byte strings. The listing scrambles the index by a keyed permutation, so that neighbours share no prefix;
/// strings of more than eight bytes end in a fixed function of the first eight.
class ByteaGenerator final : public Generator {
 public:
  ByteaGenerator(int64_t low, int64_t high, uint64_t key)
      : low_(low),
        high_(high),
        key_(key),
        blocks_(blocks_of(low, std::max(low, std::min<int64_t>(high, 8)), 256)) {
    for (const LengthBlock& block : blocks_) scramblers_.emplace_back(block.count, combine(key, block.start));
  }

  Value draw(Stream& stream, Arena& arena) const override {
    const int64_t length = stream.between(std::max<int64_t>(low_, std::min<int64_t>(high_, 4)),
                                          std::max<int64_t>(low_, std::min<int64_t>(high_, 16)));
    char* bytes = arena.array<char>(static_cast<size_t>(length));
    for (int64_t i = 0; i < length; ++i) bytes[i] = static_cast<char>(stream.next32() >> 24);
    return Value::of_bytes({bytes, static_cast<size_t>(length)});
  }
  uint64_t size() const override { return total(blocks_); }
  Value unrank(uint64_t index, Arena& arena) const override {
    size_t at = blocks_.size() - 1;
    while (blocks_[at].start > index) --at;
    const uint64_t image = scramblers_[at].at(index - blocks_[at].start);
    const auto length = static_cast<size_t>(blocks_[at].length);
    char* bytes = arena.array<char>(length);
    uint64_t filler = combine(key_, image);
    for (size_t i = 0; i < length; ++i) {
      if (i >= 8 && i % 8 == 0) filler = mix64(filler);
      bytes[i] = static_cast<char>((i < 8 ? image : filler) >> (i % 8 * 8));
    }
    return Value::of_bytes({bytes, length});
  }
  std::optional<uint64_t> rank(const Value& value) const override {
    if (value.kind != ValueKind::Bytes) return std::nullopt;
    uint64_t image = 0;
    for (size_t i = 0; i < std::min<size_t>(value.size, 8); ++i)
      image |= static_cast<uint64_t>(static_cast<unsigned char>(value.data[i])) << (i * 8);
    for (size_t at = 0; at < blocks_.size(); ++at) {
      if (blocks_[at].length != static_cast<int64_t>(value.size) || image >= blocks_[at].count) continue;
      const uint64_t place = scramblers_[at].index_of(image);
      Arena arena;
      if (place < UINT64_MAX - blocks_[at].start &&
          same_value(unrank(blocks_[at].start + place, arena), value))
        return blocks_[at].start + place;
    }
    return std::nullopt;
  }
  std::string name() const override { return "bytea"; }

 private:
  int64_t low_, high_;
  uint64_t key_;
  std::vector<LengthBlock> blocks_;
  std::vector<Permutation> scramblers_;
};

/// Version 4, variant 1 (RFC 9562, 5.4). A listed uuid carries the permuted index in its first 64 free bits.
class UuidGenerator final : public Generator {
 public:
  explicit UuidGenerator(uint64_t key) : key_(key), scrambler_(UINT64_MAX, key) {}

  Value draw(Stream& stream, Arena& arena) const override {
    const uint64_t first = stream.next64();
    return assemble(first, stream.next64(), arena);
  }
  uint64_t size() const override { return UINT64_MAX; }
  Value unrank(uint64_t index, Arena& arena) const override {
    const uint64_t image = scrambler_.at(index);
    return assemble(image, combine(key_, image), arena);
  }
  std::optional<uint64_t> rank(const Value& value) const override {
    if (value.kind != ValueKind::Bytes || value.size != 16) return std::nullopt;
    unsigned char bytes[16];
    std::memcpy(bytes, value.data, sizeof bytes);
    uint64_t image = 0;
    for (int i = 0; i < 6; ++i) image = image << 8 | bytes[i];
    image = image << 4 | (bytes[6] & 15);
    image = image << 8 | bytes[7];
    image = image << 4 | (bytes[9] & 15);
    if (image == UINT64_MAX) return std::nullopt;
    const uint64_t index = scrambler_.index_of(image);
    Arena arena;
    return same_value(unrank(index, arena), value) ? std::optional<uint64_t>(index) : std::nullopt;
  }
  std::string name() const override { return "uuid"; }

 private:
  /// 64 bits of `first` and 58 of `second` around the version and the variant.
  static Value assemble(uint64_t first, uint64_t second, Arena& arena) {
    char* bytes = arena.array<char>(16);
    for (int i = 0; i < 6; ++i) bytes[i] = static_cast<char>(first >> (56 - 8 * i));
    bytes[6] = static_cast<char>(0x40 | (first >> 12 & 15));
    bytes[7] = static_cast<char>(first >> 4);
    bytes[8] = static_cast<char>(0x80 | (second >> 52 & 63));
    bytes[9] = static_cast<char>((second >> 44 & 0xf0) | (first & 15));
    for (int i = 10; i < 16; ++i) bytes[i] = static_cast<char>(second >> (8 * (15 - i)));
    return Value::of_bytes({bytes, 16});
  }

  uint64_t key_;
  Permutation scrambler_;
};

}  // namespace

GeneratorPtr make_bit_generator(const GeneratorRequest& request) {
  const Type& type = *request.type;
  constexpr int64_t kOpen = 64;  ///< longest varbit without a limit
  int64_t low = request.domain.text.min_length;
  int64_t high =
      std::min<int64_t>(request.domain.text.max_length, type.max_length >= 0 ? type.max_length : INT32_MAX);
  if (type.fixed_length && type.max_length >= 0) low = std::max<int64_t>(low, type.max_length);
  if (low > high) return make_empty_generator();
  if (high > kOpen && !type.fixed_length) high = std::max(low, kOpen);
  if (low == 0 && high > 0) low = 1;
  return std::make_unique<BitGenerator>(low, high);
}

GeneratorPtr make_bytea_generator(const GeneratorRequest& request) {
  const TextSet& text = request.domain.text;
  const int64_t low = text.min_length;
  const int64_t high = std::min(text.max_length, text.max_bytes);
  if (low > high) return make_empty_generator();
  return std::make_unique<ByteaGenerator>(low, high, combine(request.key, hash_name(request.column_name)));
}

GeneratorPtr make_uuid_generator(const GeneratorRequest& request) {
  return std::make_unique<UuidGenerator>(combine(request.key, hash_name(request.column_name)));
}

}  // namespace datagen::core
