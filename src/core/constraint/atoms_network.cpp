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

/// Networks as texts: one whose mask is a whole number of octets lies in the addresses' range.
Automaton as_networks(const Automaton& addresses) {
  const auto suffix = [](int mask) { return *from_literal("/" + std::to_string(mask)); };
  Automaton result = concatenated(addresses, suffix(32));
  const auto zeros = from_literal(".0");
  if (const auto third = intersection(addresses, concatenated(any_string(), *zeros)))
    result = united(result, concatenated(*third, suffix(24)));
  return result;
}

const Automaton& six() {
  static const Automaton automaton = [] {
    // Documentation addresses with all eight groups, none of which is 0, so that the text is canonical.
    Automaton groups = *from_literal("2001:db8");
    const CodeSet first{{U'1', U'9'}, {U'a', U'f'}}, hex{{U'0', U'9'}, {U'a', U'f'}};
    for (int i = 0; i < 6; ++i)
      groups = concatenated(concatenated(groups, *from_literal(":")),
                            concatenated(repeated(first, 1, 1), repeated(hex, 3, 3)));
    return groups;
  }();
  return automaton;
}

/// Narrows an inet or cidr column to a language that is but a part of what it may hold.
bool admit_addresses(BranchState& state, const ExprPtr& subject, Automaton wanted,
                     bool replace_model = false) {
  if (!state.context().prefer) return false;
  const auto place = place_of(state, subject);
  if (!place || !place->type || !text_model_is_partial(*place->type)) return false;
  if (replace_model && place->domain->text.positive.empty()) {
    place->domain->text.positive.push_back(std::move(wanted));
    state.settle(place->column);
    return false;
  }
  return admit_language(state, subject, std::move(wanted)) && false;
}

bool is_network(const Expr& expr) { return expr.type && expr.type->name == "cidr"; }

}  // namespace

bool narrow_subnet(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (outcomes != kTrue && outcomes != (kTrue | kNull)) return false;
  const auto text = model_text(*expr->args[1]);
  const auto network = text ? parse(*text) : std::nullopt;
  if (!network) return false;
  const auto [low, high] = span_of(*network);
  const Automaton inside = between(low, high);
  return admit_addresses(state, expr->args[0], is_network(*expr->args[0]) ? as_networks(inside) : inside);
}

bool narrow_address_order(BranchState& state, const ExprPtr& subject, Op op, const std::string& bound) {
  const auto address = parse(bound);
  if (!address) return false;
  const bool below = op == Op::Lt || op == Op::Le;
  const Octets least{}, most{255, 255, 255, 255};
  const Automaton inside = below ? between(least, address->octets) : between(address->octets, most);
  return admit_addresses(state, subject, is_network(*subject) ? as_networks(inside) : inside);
}

bool narrow_address(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const ExprPtr& subject = leaf->args[0];
  if (leaf->op == Op::Family) {
    if (allowed.contains(4)) return admit_addresses(state, subject, any_string());
    if (!allowed.contains(6)) return false;
    return admit_addresses(state, subject,
                           is_network(*subject) ? concatenated(six(), *from_literal("/128")) : six(), true);
  }
  // An address without a mask has all 32 bits.
  Automaton wanted = repeated({}, 0, -1);
  const Octets least{}, most{255, 255, 255, 255};
  const Automaton any = between(least, most);
  if (is_network(*subject)) {
    for (int mask : {8, 16, 24, 32})
      if (allowed.contains(mask))
        wanted = united(wanted, concatenated(any_string({{U'.', U'.'}, {U'0', U'9'}}),
                                             *from_literal("/" + std::to_string(mask))));
    return admit_addresses(state, subject, std::move(wanted));
  }
  if (allowed.contains(32)) wanted = any;
  for (int mask : {24, 16, 8})
    if (allowed.contains(mask))
      wanted = united(wanted, concatenated(any, *from_literal("/" + std::to_string(mask))));
  return admit_addresses(state, subject, std::move(wanted), true);
}

}  // namespace datagen::core
