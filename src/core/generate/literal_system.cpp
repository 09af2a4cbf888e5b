// src/core/generate/literal_system.cpp -- identifiers of the server: positions, transactions, tuples, numbers
#include "core/generate/literal_gen.hpp"

namespace datagen::core {
namespace {

constexpr uint64_t kFirstNormalXid = 3;  ///< smaller ones have a meaning of their own
constexpr uint64_t kXids = UINT32_MAX - kFirstNormalXid;

std::string hex_number(uint64_t number) {
  std::string text;
  do text.insert(text.begin(), "0123456789ABCDEF"[number & 15]);
  while ((number >>= 4) != 0);
  return text;
}

std::string list_pg_lsn(uint64_t index) {
  return hex_number((index + 1) >> 32) + '/' + hex_number((index + 1) & UINT32_MAX);
}
std::string draw_pg_lsn(Stream& stream) { return list_pg_lsn(stream.below(uint64_t{1} << 40)); }

/// (block, offset): 100 tuples to a block.
std::string list_tid(uint64_t index) {
  return '(' + std::to_string(index / 100) + ',' + std::to_string(1 + index % 100) + ')';
}
std::string draw_tid(Stream& stream) { return list_tid(stream.below(100'000)); }

std::string list_xid(uint64_t index) { return std::to_string(kFirstNormalXid + index); }
std::string draw_xid(Stream& stream) { return list_xid(stream.below(1'000'000)); }
std::string list_cid(uint64_t index) { return std::to_string(index); }
std::string draw_cid(Stream& stream) { return list_cid(stream.below(1000)); }

/// xmin:xmax:list, where each listed transaction is in [xmin, xmax), ascending.
std::string draw_snapshot(Stream& stream) {
  const int64_t first = stream.between(100, 1'000'000);
  int64_t running = first;
  std::string list = std::to_string(first);
  for (int64_t more = stream.between(0, 3); more > 0; --more) {
    running += stream.between(1, 20);
    list += ',' + std::to_string(running);
  }
  return std::to_string(first) + ':' + std::to_string(running + stream.between(1, 20)) + ':' + list;
}

std::string draw_vector(Stream& stream, int64_t largest) {
  std::string text = std::to_string(stream.between(1, largest));
  for (int64_t more = stream.between(0, 3); more > 0; --more)
    text += ' ' + std::to_string(stream.between(1, largest));
  return text;
}
std::string draw_int2vector(Stream& stream) { return draw_vector(stream, 1000); }
std::string draw_oidvector(Stream& stream) { return draw_vector(stream, 100'000); }
std::string list_int2vector(uint64_t index) {
  return std::to_string(index % 32767 + 1) + ' ' + std::to_string(index / 32767 + 1);
}
std::string list_oidvector(uint64_t index) { return std::to_string(index + 1); }

constexpr LiteralFamily kFamilies[] = {
    {"pg_lsn", draw_pg_lsn, list_pg_lsn, UINT64_MAX, uint64_t{1} << 40},
    {"tid", draw_tid, list_tid, uint64_t{100} * UINT32_MAX, 100'000'000},
    {"xid", draw_xid, list_xid, kXids, kXids},
    {"xid8", draw_xid, list_xid, UINT64_MAX - kFirstNormalXid, 1'000'000'000},
    {"cid", draw_cid, list_cid, UINT32_MAX, UINT32_MAX},
    {"pg_snapshot", draw_snapshot},
    {"txid_snapshot", draw_snapshot},
    {"int2vector", draw_int2vector, list_int2vector, uint64_t{32767} * 32767, uint64_t{32767} * 32767},
    {"oidvector", draw_oidvector, list_oidvector, UINT32_MAX, UINT32_MAX},
};

}  // namespace

LiteralTable system_literals() { return {kFamilies, sizeof kFamilies / sizeof *kFamilies}; }

}  // namespace datagen::core
