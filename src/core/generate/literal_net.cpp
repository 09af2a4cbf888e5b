// src/core/generate/literal_net.cpp -- network and hardware addresses
#include "core/generate/literal_gen.hpp"

namespace datagen::core {
namespace {

// The blocks that RFC 5737 reserves for documentation: no generated address belongs to anyone.
constexpr std::string_view kDocumentation[] = {"192.0.2.", "198.51.100.", "203.0.113."};
constexpr uint64_t kDocumentationHosts = 3 * 254;
constexpr uint64_t kPrivateHosts = uint64_t{1} << 24;

std::string private_host(uint64_t number) {
  return "10." + std::to_string(number >> 16 & 255) + '.' + std::to_string(number >> 8 & 255) + '.' +
         std::to_string(number & 255);
}

std::string hex(uint64_t bits, int bytes, char separator) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) {
    const auto byte = static_cast<unsigned>(bits >> (8 * i) & 255);
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
    if (i > 0) text += separator;
  }
  return text;
}

/// 2001:db8::/32, the documentation block of IPv6 (RFC 3849), in groups of four digits.
std::string documentation_ipv6(uint64_t host) {
  std::string text = "2001:db8:0:0";
  for (int group = 3; group >= 0; --group) {
    text += ':';
    text += hex(host >> (16 * group + 8) & 255, 1, ':');
    text += hex(host >> (16 * group) & 255, 1, ':');
  }
  return text;
}

/// The documentation blocks first, then 10/8, then 2001:db8::/64.
std::string list_inet(uint64_t index) {
  if (index < kDocumentationHosts)
    return std::string(kDocumentation[index % 3]) + std::to_string(1 + index / 3);
  index -= kDocumentationHosts;
  if (index < kPrivateHosts) return private_host(index);
  return documentation_ipv6(index - kPrivateHosts);
}

std::string draw_inet(Stream& stream) { return list_inet(stream.below(kDocumentationHosts)); }

/// 10.x.y.0/24, then 10.x.y.z/32, then 2001:db8::/96 hosts as /128.
std::string list_cidr(uint64_t index) {
  if (index < 65536) return private_host(index << 8) + "/24";
  index -= 65536;
  if (index < kPrivateHosts) return private_host(index) + "/32";
  return documentation_ipv6(index - kPrivateHosts) + "/128";
}

std::string draw_cidr(Stream& stream) {
  const auto length = static_cast<int>(stream.between(16, 28));
  const uint64_t network = stream.below(kPrivateHosts) >> (32 - length) << (32 - length);
  return private_host(network) + '/' + std::to_string(length);
}

// Locally administered, unicast: the two low bits of the first byte are 1 and 0, so no maker owns the
// address.
std::string list_macaddr(uint64_t index) { return hex(uint64_t{0x02} << 40 | index, 6, ':'); }
std::string list_macaddr8(uint64_t index) { return hex(uint64_t{0x02} << 56 | index, 8, ':'); }
std::string draw_macaddr(Stream& stream) { return list_macaddr(stream.below(uint64_t{1} << 40)); }
std::string draw_macaddr8(Stream& stream) { return list_macaddr8(stream.below(uint64_t{1} << 56)); }

constexpr LiteralFamily kFamilies[] = {
    {"inet", draw_inet, list_inet, UINT64_MAX, kDocumentationHosts + kPrivateHosts},
    {"cidr", draw_cidr, list_cidr, UINT64_MAX, 65536 + kPrivateHosts},
    {"macaddr", draw_macaddr, list_macaddr, uint64_t{1} << 40, uint64_t{1} << 40},
    {"macaddr8", draw_macaddr8, list_macaddr8, uint64_t{1} << 56, uint64_t{1} << 56},
};

}  // namespace

LiteralTable network_literals() { return {kFamilies, sizeof kFamilies / sizeof *kFamilies}; }

}  // namespace datagen::core
