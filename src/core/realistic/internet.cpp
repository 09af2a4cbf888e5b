// src/core/realistic/internet.cpp -- mail addresses, user names, hosts, addresses of machines
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>
#include <cstdio>

namespace datagen::core {
namespace {

/// A person has one handle and one mail provider, and a company one host; all else is the column's own.
enum Facet : uint64_t {
  kHandle = 250,
  kMail,
  kHost,
  kUrl = 400,
  kAddress,
  kMac,
  kPassword,
  kToken,
  kSlug,
  kMethod,
  kImage,
  kPort
};

/// A handle of the person's names; digits follow more often, and more of them, with every attempt.
void append_handle(const Draw& draw, std::string& out) {
  const Person person = draw_person(draw);
  Stream stream = draw.stream(kHandle);
  std::string first, last;
  append_label(person.first, 0, first);
  append_label(person.last, 0, last);
  if (first.size() + last.size() < 3) {
    // Names in scripts that are not transliterated give no letters, and words at random may give offence.
    out += "user";
    append_digits(stream, static_cast<int>(std::min<uint64_t>(draw.attempt + 5, 12)), out);
    return;
  }
  const std::string_view initial = std::string_view(first).substr(0, 1);
  const auto join = [&](std::string_view front, std::string_view between, std::string_view back) {
    out.append(front).append(between).append(back);
  };
  const size_t start = out.size();
  switch (stream.below(8)) {
    case 0:
    case 1:
    case 2: join(first, ".", last); break;
    case 3: join(initial, "", last); break;
    case 4: join(first, "_", last); break;
    case 5: join(first, "", last); break;
    case 6: join(last, ".", first); break;
    default: join(first, ".", std::string_view(last).substr(0, 1)); break;
  }
  const auto is_mark = [](char c) { return c == '.' || c == '_'; };
  if (is_mark(out[start])) out.erase(start, 1);
  if (out.size() > start && is_mark(out.back())) out.pop_back();
  const int digits = static_cast<int>(std::min<uint64_t>(draw.attempt + (stream.chance(0.35) ? 2 : 0), 12));
  if (digits > 0) append_digits(stream, digits, out);
}

/// Shortens the handle at its front letters, so that digits that tell it from others stay.
std::string clipped_handle(std::string handle, int64_t max) {
  if (max < 1) return {};
  const auto size = static_cast<int64_t>(handle.size());
  if (size <= max) return handle;
  const size_t digits = handle.find_first_of("0123456789");
  const size_t tail = digits == std::string::npos ? 0 : handle.size() - digits;
  if (static_cast<int64_t>(tail) >= max) return handle.substr(handle.size() - static_cast<size_t>(max));
  std::string front = handle.substr(0, static_cast<size_t>(max) - tail);
  while (!front.empty() && (front.back() == '.' || front.back() == '_')) front.pop_back();
  return front + handle.substr(handle.size() - tail);
}

void make_username(const Draw& draw, std::string& out) {
  std::string handle;
  append_handle(draw, handle);
  out += clipped_handle(std::move(handle), draw.max_chars);
}

/// Draws of a domain before none is taken to be wanted.
constexpr int kDomainDraws = 64;

/// A mail domain, or that of examples, which an address that is wanted may end in; empty where none is found.
std::string_view draw_mail_domain(const Draw& draw) {
  Stream stream = draw.stream(kMail);
  const Realm& realm = draw.realm;
  const PackList& domains =
      realm.list(realm.options().safe_values ? ListId::ExampleDomain : ListId::MailDomain);
  for (int i = 0; i < kDomainDraws; ++i) {
    std::string_view domain = domains.draw(stream);
    if (domain.empty()) domain = "example.com";
    if (draw.may_end_in(domain)) return domain;
  }
  return {};
}

/// Nothing where no domain suits what is wanted.
void make_email(const Draw& draw, std::string& out) {
  const std::string_view domain = draw_mail_domain(draw);
  if (domain.empty()) return;
  const size_t start = out.size();
  append_handle(draw, out);
  const auto room = std::min<int64_t>(64, draw.max_chars - 1 - static_cast<int64_t>(domain.size()));
  if (static_cast<int64_t>(out.size() - start) > room)
    out.replace(start, std::string::npos, clipped_handle(out.substr(start), room));
  out += '@';
  out += domain;
}

void make_domain(const Draw& draw, std::string& out) {
  const Company company = draw_company(draw);
  Stream stream = draw.stream(kHost);
  append_domain(company.slug, draw, stream, out);
}

void make_url(const Draw& draw, std::string& out) {
  out += "https://";
  make_domain(draw, out);
  Stream stream = draw.stream(kUrl + 100);
  const auto room = draw.max_chars - static_cast<int64_t>(out.size());
  if (room < 20 || stream.chance(0.4)) return;
  std::string path;
  append_label(draw.realm.list(ListId::Noun).draw(stream), '-', path);
  if (!path.empty() && static_cast<int64_t>(path.size()) + 1 <= room) out += "/" + path;
}

void make_image_url(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kImage);
  out += "https://images.example.com/" + std::to_string(stream.between(100000, 999999)) + ".jpg";
}

void make_ipv4(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kAddress);
  if (draw.realm.options().safe_values) {
    // The documentation networks of RFC 5737.
    static constexpr const char* kNetworks[] = {"192.0.2.", "198.51.100.", "203.0.113."};
    out += kNetworks[stream.below(3)] + std::to_string(stream.between(1, 254));
    return;
  }
  const int64_t first = stream.between(1, 222);
  out += std::to_string(first == 10 || first == 127 ? first + 1 : first);
  for (int i = 0; i < 3; ++i) out += "." + std::to_string(stream.between(i == 2 ? 1 : 0, 254));
}

void make_ipv6(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kAddress + 100);
  char text[8];
  out += draw.realm.options().safe_values ? "2001:db8" : "2a00:1450";  // RFC 3849
  for (int i = 0; i < 6; ++i) {
    std::snprintf(text, sizeof text, ":%x", static_cast<unsigned>(stream.between(1, 0xffff)));
    out += text;
  }
}

void make_mac(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kMac);
  char text[8];
  for (int i = 0; i < 6; ++i) {
    auto byte = static_cast<unsigned>(stream.below(256));
    // Locally administered unicast addresses belong to no maker (IEEE 802).
    if (i == 0) byte = (byte & 0xfcU) | 2U;
    std::snprintf(text, sizeof text, i == 0 ? "%02x" : ":%02x", byte);
    out += text;
  }
}

void make_port(const Draw& draw, std::string& out) {
  static constexpr int kPorts[] = {80, 443, 22, 5432, 3306, 6379, 8080, 8443, 9090, 25, 27017, 5672};
  Stream stream = draw.stream(kPort);
  out += std::to_string(stream.chance(0.7) ? kPorts[stream.below(std::size(kPorts))]
                                           : stream.between(1024, 65535));
}

void append_mixed(Stream& stream, int64_t count, std::string_view alphabet, std::string& out) {
  for (int64_t i = 0; i < count; ++i) out += alphabet[stream.below(alphabet.size())];
}

constexpr std::string_view kMixed = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

void make_password(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kPassword);
  append_mixed(stream, std::min<int64_t>(draw.max_chars, stream.between(10, 16)), kMixed, out);
}

/// Of the form of a bcrypt hash, or of a hexadecimal digest where there is less room.
void make_password_hash(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kPassword + 100);
  if (draw.max_chars >= 60) {
    out += "$2b$12$";
    append_mixed(stream, 53, "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", out);
    return;
  }
  append_mixed(stream,
               draw.max_chars >= 40   ? 40
               : draw.max_chars >= 32 ? 32
                                      : draw.max_chars,
               "0123456789abcdef", out);
}

void make_token(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kToken);
  append_mixed(stream, std::min<int64_t>(draw.max_chars, 32), "0123456789abcdef", out);
}

void make_hash(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kToken + 100);
  const int64_t size = draw.max_chars >= 64   ? 64
                       : draw.max_chars >= 40 ? 40
                       : draw.max_chars >= 32 ? 32
                                              : draw.max_chars;
  append_mixed(stream, size, "0123456789abcdef", out);
}

void make_slug(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSlug);
  std::string words;
  for (ListId id : {ListId::Adjective, ListId::Noun, ListId::Noun}) {
    if (id == ListId::Noun && !words.empty() && stream.chance(0.2)) continue;
    std::string word;
    append_label(draw.realm.list(id).draw(stream), '-', word);
    if (word.empty() || static_cast<int64_t>(words.size() + word.size()) + 1 > draw.max_chars) continue;
    words += (words.empty() ? "" : "-") + word;
  }
  if (words.empty())
    append_mixed(stream, std::min<int64_t>(draw.max_chars, 8), "abcdefghijklmnopqrstuvwxyz", words);
  out += words;
  if (draw.attempt > 0) {
    out += '-';
    append_digits(stream, static_cast<int>(std::min<uint64_t>(draw.attempt + 1, 12)), out);
  }
}

void make_http_method(const Draw& draw, std::string& out) {
  static constexpr const char* kMethods[] = {"GET",  "GET",  "GET", "GET",    "GET",   "GET",
                                             "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD"};
  Stream stream = draw.stream(kMethod);
  out += kMethods[stream.below(std::size(kMethods))];
}

void make_http_status(const Draw& draw, std::string& out) {
  static constexpr int kCodes[] = {200, 200, 200, 200, 200, 200, 200, 200, 200, 201, 204,
                                   301, 302, 304, 400, 401, 403, 404, 404, 500, 502, 503};
  Stream stream = draw.stream(kMethod + 100);
  out += std::to_string(kCodes[stream.below(std::size(kCodes))]);
}

void make_user_agent(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kMethod + 200);
  append_drawn(draw.realm.list(ListId::UserAgent), draw, stream, out);
}

}  // namespace

void append_domain(std::string_view label, const Draw& draw, Stream& stream, std::string& out) {
  const Realm& realm = draw.realm;
  out += label;
  if (draw.attempt > 0) append_digits(stream, static_cast<int>(std::min<uint64_t>(draw.attempt, 12)), out);
  out += '.';
  std::string_view end =
      realm.list(realm.options().safe_values ? ListId::ExampleDomain : ListId::DomainSuffix).draw(stream);
  out += end.empty() ? "example.com" : end;
}

const std::vector<RealisticGenerator>& internet_generators() {
  static const std::vector<RealisticGenerator> kAll = {
      {"email", "internet", "text", make_email, "A mail address made of a person's name."},
      {"username", "internet", "text", make_username, "A login made of a person's name."},
      {"password", "internet", "text", make_password, "A password."},
      {"password_hash", "internet", "text", make_password_hash, "A text of the form of a password's hash."},
      {"url", "internet", "text", make_url, "A web address."},
      {"image_url", "internet", "text", make_image_url, "The web address of a picture."},
      {"domain", "internet", "text", make_domain, "A host name."},
      {"ipv4", "internet", "text", make_ipv4, "An IPv4 address."},
      {"ipv6", "internet", "text", make_ipv6, "An IPv6 address."},
      {"mac_address", "internet", "text", make_mac, "A MAC address that no maker has."},
      {"port", "internet", "integer", make_port, "A TCP port; well-known ones more often."},
      {"user_agent", "internet", "text", make_user_agent, "What a browser calls itself."},
      {"slug", "internet", "text", make_slug, "Words joined by hyphens, as in web addresses."},
      {"token", "internet", "text", make_token, "A random text of 32 hexadecimal digits."},
      {"hash", "internet", "text", make_hash, "A text of the form of a SHA-256 digest."},
      {"http_method", "internet", "text", make_http_method, "An HTTP method; GET most often."},
      {"http_status", "internet", "integer", make_http_status, "An HTTP status code; 200 most often."},
  };
  return kAll;
}

}  // namespace datagen::core
