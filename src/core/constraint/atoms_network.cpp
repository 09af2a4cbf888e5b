// src/core/constraint/atoms_network.cpp -- IP addresses: networks, families, mask lengths, order
#include "core/constraint/address_texts.hpp"
#include "core/constraint/atoms_language.hpp"
#include "core/constraint/numerals.hpp"
#include "core/constraint/text_model.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace datagen::core {

namespace {

using Octets = std::array<int, 4>;

struct Address {
  Octets octets{};
  int mask = 32;
};

/// a.b.c.d with or without /mask; nothing for IPv6.
std::optional<Address> parse(std::string_view text) {
  Address address;
  const char* at = text.data();
  const char* end = at + text.size();
  for (int& octet : address.octets) {
    const auto number = std::from_chars(at, end, octet);
    if (number.ec != std::errc()) return std::nullopt;
    at = number.ptr;
    if (at < end && *at == '.') ++at;
  }
  if (at < end && *at == '/' && std::from_chars(at + 1, end, address.mask).ec != std::errc())
    return std::nullopt;
  return at == end || *at == '/' ? std::optional(address) : std::nullopt;
}

Automaton dot() { return repeated({{U'.', U'.'}}, 1, 1); }

/// The addresses between two, place by place as digits of base 256.
Automaton between(const Octets& low, const Octets& high, size_t at = 0) {
  const auto rest = [&](size_t from) {
    Automaton any = repeated({}, 0, 0);
    for (size_t i = from; i < 4; ++i)
      any = concatenated(concatenated(any, dot()), decimal_numerals(TickSet(0, 255)));
    return any;
  };
  const auto number = [](int from, int to) { return decimal_numerals(TickSet(from, to)); };
  if (at == 3) return number(low[3], high[3]);
  if (low[at] == high[at])
    return concatenated(concatenated(number(low[at], low[at]), dot()), between(low, high, at + 1));
  const Octets least{}, most{255, 255, 255, 255};
  Automaton result = concatenated(concatenated(number(low[at], low[at]), dot()), between(low, most, at + 1));
  result = united(
      result, concatenated(concatenated(number(high[at], high[at]), dot()), between(least, high, at + 1)));
  if (high[at] - low[at] > 1)
    result = united(result, concatenated(number(low[at] + 1, high[at] - 1), rest(at + 1)));
  return result;
}

/// The first and the last address of a network.
std::pair<Octets, Octets> span_of(const Address& network) {
  Octets low = network.octets, high = network.octets;
  for (int i = 0; i < 4; ++i) {
    const int bits = std::clamp(network.mask - 8 * i, 0, 8);
    const int host = 255 >> bits;
    low[static_cast<size_t>(i)] &= ~host;
    high[static_cast<size_t>(i)] |= host;
  }
  return {low, high};
}

/// "/m" for the masks from `low` to `high`.
Automaton with_mask(const TickSet& masks) {
  return concatenated(*from_literal("/"), decimal_numerals(masks));
}

/// What lies in `addresses`, with and without a mask of at least so many bits.
Automaton with_masks(const Automaton& addresses, int least) {
  return least > 32 ? addresses : united(addresses, concatenated(addresses, with_mask(TickSet(least, 32))));
}

/// 16 bits of an address in hexadecimal digits, the leading zeros left out: numbers other than 0 whose first `bits` bits
/// are those of `group`. What is free within a digit stays as it is.
Automaton group_of(unsigned group, int bits) {
  Automaton result = repeated({}, 0, 0);
  bool begun = false;
  const CodeSet first{{U'1', U'9'}, {U'a', U'f'}}, any{{U'0', U'9'}, {U'a', U'f'}};
  for (int digit = 0; digit < 4; ++digit) {
    const unsigned value = group >> (12 - 4 * digit) & 15U;
    if (4 * digit < bits) {
      if (value == 0 && !begun) continue;
      const auto c = static_cast<char32_t>("0123456789abcdef"[value]);
      result = concatenated(result, repeated({{c, c}}, 1, 1));
    } else {
      result = concatenated(result, repeated(begun ? any : first, 1, 1));
    }
    begun = true;
  }
  return begun ? result : *from_literal("0");
}

/// IPv6 addresses with the first `mask` bits of `groups`, as the server writes them.
Automaton six_within(const std::array<unsigned, 8>& groups, int mask) {
  // Of the longest run of groups that are 0, and of two at least, nothing is written.
  size_t run = 0, run_length = 0;
  for (size_t at = 0, length = 0; at < static_cast<size_t>(mask / 16); ++at) {
    length = groups[at] == 0 ? length + 1 : 0;
    if (length > std::max<size_t>(run_length, 1)) {
      run = at + 1 - length;
      run_length = length;
    }
  }
  Automaton result = repeated({}, 0, 0);
  for (size_t at = 0; at < groups.size(); ++at) {
    if (run_length > 0 && at == run) {
      result = concatenated(result, *from_literal(at == 0 ? "::" : ":"));
      at += run_length - 1;
      continue;
    }
    result = concatenated(result, group_of(groups[at], std::clamp(mask - 16 * static_cast<int>(at), 0, 16)));
    if (at + 1 < groups.size()) result = concatenated(result, *from_literal(":"));
  }
  return result;
}

/// Addresses of the documentation block (RFC 3849).
const Automaton& six() {
  static const Automaton automaton = six_within({0x2001, 0x0db8}, 32);
  return automaton;
}

/// The groups and the mask of an IPv6 address; nothing for other texts.
std::optional<std::pair<std::array<unsigned, 8>, int>> parse_six(std::string_view text) {
  std::array<unsigned, 8> groups{};
  int mask = 128;
  const size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    std::from_chars(text.data() + slash + 1, text.data() + text.size(), mask);
    text = text.substr(0, slash);
  }
  const size_t gap = text.find("::");
  const auto read = [](std::string_view part, std::vector<unsigned>& into) {
    while (!part.empty()) {
      unsigned group = 0;
      const auto number = std::from_chars(part.data(), part.data() + part.size(), group, 16);
      if (number.ec != std::errc() || group > 0xffffU) return false;
      into.push_back(group);
      part.remove_prefix(static_cast<size_t>(number.ptr - part.data()));
      if (!part.empty() && part[0] != ':') return false;
      if (!part.empty()) part.remove_prefix(1);
    }
    return into.size() <= 8;
  };
  std::vector<unsigned> head, tail;
  if (!read(text.substr(0, gap), head)) return std::nullopt;
  if (gap == std::string_view::npos ? head.size() != 8 : !read(text.substr(gap + 2), tail))
    return std::nullopt;
  if (head.size() + tail.size() > 8) return std::nullopt;
  std::copy(head.begin(), head.end(), groups.begin());
  std::copy(tail.begin(), tail.end(), groups.end() - static_cast<std::ptrdiff_t>(tail.size()));
  return std::make_pair(groups, mask);
}

/// The place of an inet or cidr column, made one that is given by a language; nothing for others.
std::optional<Place> address_place(BranchState& state, const ExprPtr& subject) {
  if (!state.context().prefer) return std::nullopt;
  auto place = place_of(state, subject);
  if (!place || !place->type || !text_model_is_partial(*place->type)) return std::nullopt;
  return place;
}

/// Narrows an inet or cidr column to a language that is but a part of what it may hold.
bool admit_addresses(BranchState& state, const ExprPtr& subject, Automaton wanted) {
  return address_place(state, subject) && admit_language(state, subject, std::move(wanted)) && false;
}

/// Where the model or what is left of it has none of `wanted`, `wanted` takes its place: the model is a choice.
bool prefer_addresses(BranchState& state, const ExprPtr& subject, const Automaton& wanted) {
  const auto place = address_place(state, subject);
  if (!place) return false;
  Automaton left = wanted;
  for (const Automaton& language : place->domain->text.positive)
    if (auto both = intersection(left, language); both && !both->final.empty()) left = std::move(*both);
  place->domain->text.positive = {std::move(left)};
  state.settle(place->column);
  return false;
}

/// A text that is read as an address, which need not have a mask.
bool is_read_as_address(const Expr& subject) {
  return subject.op == Op::Cast && subject.args[0]->type &&
         subject.args[0]->type->type_class == TypeClass::Text;
}

bool is_network(const Expr& expr) { return expr.type && expr.type->name == "cidr"; }

}  // namespace

bool narrow_subnet(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (outcomes != kTrue && outcomes != (kTrue | kNull)) return false;
  const auto text = model_text(*expr->args[1]);
  if (!text) return false;
  const ExprPtr& subject = expr->args[0];
  const int strict = expr->symbol == "<<" || expr->symbol == ">>" ? 1 : 0;
  if (const auto prefix = parse_six(*text)) {
    Automaton inside = six_within(prefix->first, prefix->second);
    const TickSet masks(prefix->second + strict, 128);
    return prefer_addresses(state, subject,
                            is_network(*subject) ? concatenated(inside, *from_literal("/128"))
                                                 : united(inside, concatenated(inside, with_mask(masks))));
  }
  const auto network = parse(*text);
  if (!network) return false;
  const auto [low, high] = span_of(*network);
  const Automaton inside = between(low, high);
  if (is_read_as_address(*subject))
    return state.context().prefer && admit_language(state, subject->args[0], inside) && false;
  const int least = network->mask + strict;
  return admit_addresses(
      state, subject,
      is_network(*subject) ? concatenated(inside, with_mask(TickSet(least, 32))) : with_masks(inside, least));
}

bool narrow_address_order(BranchState& state, const ExprPtr& subject, Op op, const std::string& bound) {
  const auto address = parse(bound);
  if (!address) return false;
  const bool below = op == Op::Lt || op == Op::Le;
  const Octets least{}, most{255, 255, 255, 255};
  const Automaton inside = below ? between(least, address->octets) : between(address->octets, most);
  return admit_addresses(
      state, subject,
      is_network(*subject) ? concatenated(inside, with_mask(TickSet(0, 32))) : with_masks(inside, 0));
}

bool narrow_address(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const ExprPtr& subject = leaf->args[0];
  const auto place = address_place(state, subject);
  if (!place) return false;
  if (leaf->op == Op::Family) {
    if (allowed.contains(4)) return admit_addresses(state, subject, any_string({{U'.', U'9'}}));
    if (!allowed.contains(6)) return false;
    const CodeSet of_six{{U'/', U':'}, {U'a', U'f'}};
    return prefer_addresses(state, subject,
                            place->domain->text.positive.empty()
                                ? (is_network(*subject) ? concatenated(six(), *from_literal("/128")) : six())
                                : any_string(of_six));
  }
  TickSet masks = allowed;
  masks.intersect(0, 128);
  if (masks.empty()) return false;
  const CodeSet address{{U'.', U'.'}, {U'0', U':'}, {U'a', U'f'}};
  const Automaton masked = concatenated(any_string(address), with_mask(masks));
  if (is_network(*subject)) return admit_addresses(state, subject, masked);
  // An address without a mask has all 32 bits, or 128; one that is to have fewer gets a mask.
  if (masks.contains(32) || masks.contains(128)) return admit_addresses(state, subject, any_string(address));
  std::vector<Automaton>& languages = place->domain->text.positive;
  if (languages.empty()) languages.push_back(plain_addresses());
  for (Automaton& language : languages)
    if (auto plain = intersection(language, any_string(address)))
      language = united(language, concatenated(*plain, with_mask(masks)));
  return admit_addresses(state, subject, masked);
}

}  // namespace datagen::core
