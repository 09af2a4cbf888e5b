// src/core/realistic/commerce.cpp -- companies, products, prices, article numbers
#include "core/realistic/entities.hpp"
#include "core/realistic/families.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

enum Facet : uint64_t {
  kSku = 500,
  kEan,
  kIsbn,
  kAmount,
  kCode,
  kSerial,
  kBrand,
  kVat,
  kIndustry,
  kQuantity,
  kRating
};

void make_company(const Draw& draw, std::string& out) { out += draw_company(draw).name; }

void make_industry(const Draw& draw, std::string& out) {
  static constexpr const char* kIndustries[] = {"Agriculture",
                                                "Automotive",
                                                "Banking",
                                                "Chemicals",
                                                "Construction",
                                                "Consulting",
                                                "Education",
                                                "Energy",
                                                "Entertainment",
                                                "Fashion",
                                                "Food & Beverage",
                                                "Health Care",
                                                "Hospitality",
                                                "Insurance",
                                                "Logistics",
                                                "Manufacturing",
                                                "Media",
                                                "Mining",
                                                "Pharmaceuticals",
                                                "Real Estate",
                                                "Retail",
                                                "Software",
                                                "Telecommunications",
                                                "Tourism",
                                                "Transport",
                                                "Utilities"};
  Stream stream = draw.stream(kIndustry);
  out += kIndustries[stream.below(std::size(kIndustries))];
}

void make_department(const Draw& draw, std::string& out) {
  static constexpr const char* kDepartments[] = {
      "Accounting",  "Administration", "Controlling", "Customer Service", "Design",   "Development",
      "Engineering", "Facilities",     "Finance",     "Human Resources",  "IT",       "Legal",
      "Logistics",   "Marketing",      "Operations",  "Procurement",      "Product",  "Production",
      "Quality",     "Research",       "Sales",       "Security",         "Strategy", "Support",
      "Training",    "Warehouse"};
  Stream stream = draw.stream(kIndustry + 100);
  out += kDepartments[stream.below(std::size(kDepartments))];
  if (draw.attempt > 2)
    out += " " + std::to_string(stream.between(2, 9 + static_cast<int64_t>(draw.attempt)));
}

void make_product(const Draw& draw, std::string& out) {
  const Product product = draw_product(draw);
  out += product.name;
  if (draw.attempt > 2) {
    Stream stream = draw.stream(kSku + 100);
    out += " " + std::to_string(
                     stream.between(2, 99 * static_cast<int64_t>(std::min<uint64_t>(draw.attempt, 100000))));
  }
}

void make_category(const Draw& draw, std::string& out) {
  const Product product = draw_product(draw);
  out += product.department;
  if (draw.attempt > 2) {
    Stream stream = draw.stream(kSku + 200);
    out += " " + std::to_string(
                     stream.between(2, 9 + static_cast<int64_t>(std::min<uint64_t>(draw.attempt, 100000))));
  }
}

void make_price(const Draw& draw, std::string& out) { append_cents(draw_product(draw).cents, out); }

void make_amount(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kAmount);
  append_cents(draw_price(stream, 90, 1.1), out);
}

void make_sku(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSku);
  append_letters(stream, 3, out);
  out += '-';
  append_digits(stream, draw.attempt > 0 ? 6 : 5, out);
}

void make_ean13(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kEan);
  // 200 to 299 are for use within a shop, and nobody's.
  std::string digits = "2";
  append_digits(stream, 11, digits);
  out += digits + gtin_digit(digits);
}

void make_isbn(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kIsbn);
  std::string digits = "978";
  digits += static_cast<char>('0' + stream.below(2));
  append_digits(stream, 8, digits);
  out += digits + gtin_digit(digits);
}

void make_order_number(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kCode);
  const auto wide = static_cast<int>(std::min<uint64_t>(8 + draw.attempt, 14));
  if (draw.max_chars < wide + 4) {
    append_digits(stream, static_cast<int>(std::clamp<int64_t>(draw.max_chars, 1, 8)), out);
    return;
  }
  out += "ORD-";
  append_digits(stream, wide, out);
}

void make_product_code(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kCode + 100);
  append_letters(stream, 2, out);
  append_digits(stream, 4, out);
}

void make_serial_number(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSerial);
  out += "SN";
  append_digits(stream, 10, out);
}

void make_licence_key(const Draw& draw, std::string& out) {
  static constexpr std::string_view kSigns = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  Stream stream = draw.stream(kSerial + 100);
  for (int group = 0; group < 5; ++group) {
    if (group > 0) out += '-';
    for (int i = 0; i < 5; ++i) out += kSigns[stream.below(kSigns.size())];
  }
}

void make_tracking_number(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kSerial + 200);
  append_letters(stream, 2, out);
  append_digits(stream, 9, out);
  append_letters(stream, 2, out);
}

/// An invented maker: two syllables and an ending.
void make_brand(const Draw& draw, std::string& out) {
  static constexpr const char* kStarts[] = {"Al",  "Bri", "Cor", "Del", "El",  "Fen", "Gla", "Hel",
                                            "Kor", "Lum", "Mar", "Nor", "Ori", "Pra", "Quo", "Riv",
                                            "Sol", "Tre", "Ulm", "Vel", "Wes", "Zen"};
  static constexpr const char* kMiddles[] = {"a",  "da", "do", "e",  "ka", "la", "li",
                                             "mi", "na", "ro", "ta", "ti", "vo", "xi"};
  static constexpr const char* kEnds[] = {"dex", "lon", "mark", "nix", "ra",  "ris",
                                          "tec", "ton", "va",   "via", "vik", "zo"};
  Stream stream = draw.stream(kBrand);
  out += kStarts[stream.below(std::size(kStarts))];
  out += kMiddles[stream.below(std::size(kMiddles))];
  out += kEnds[stream.below(std::size(kEnds))];
}

void make_quantity(const Draw& draw, std::string& out) {
  Stream stream = draw.stream(kQuantity);
  int64_t quantity = 1;
  while (quantity < 50 && stream.chance(0.55)) ++quantity;
  out += std::to_string(quantity);
}

void make_rating(const Draw& draw, std::string& out) {
  static constexpr int kStars[] = {1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5};
  Stream stream = draw.stream(kRating);
  out += std::to_string(kStars[stream.below(std::size(kStars))]);
}

}  // namespace

Company draw_company(const Draw& draw) {
  Stream stream = draw.stream(salt::kCompany);
  Company company;
  const Realm& realm = draw.realm;
  const std::string_view last = draw_popular(realm.list(ListId::LastName), stream);
  append_label(last, '-', company.slug);
  if (company.slug.empty()) append_label(realm.list(ListId::Noun).draw(stream), '-', company.slug);
  if (company.slug.empty()) company.slug = "company";
  const bool pair = stream.chance(0.3);
  company.name = last;
  if (pair) {
    const std::string_view other = draw_popular(realm.list(ListId::LastName), stream);
    company.name.append(" & ").append(other);
    std::string label;
    append_label(other, '-', label);
    if (!label.empty()) company.slug.append("-").append(label);
  }
  const std::string_view kind = realm.list(ListId::CompanySuffix).draw(stream);
  if (!kind.empty() && static_cast<int64_t>(company.name.size() + kind.size()) < draw.max_chars)
    company.name.append(" ").append(kind);
  return company;
}

Product draw_product(const Draw& draw) {
  Stream stream = draw.stream(salt::kProduct);
  const Realm& realm = draw.realm;
  Product product;
  product.department = realm.list(ListId::Department).draw(stream);
  const std::string_view adjective = realm.list(ListId::ProductAdjective).draw(stream);
  const std::string_view material = realm.list(ListId::ProductMaterial).draw(stream);
  const std::string_view thing = realm.list(ListId::Product).draw(stream);
  const auto room = [&](std::string_view more) {
    return static_cast<int64_t>(product.name.size() + more.size() + thing.size()) + 1 <= draw.max_chars;
  };
  if (room(adjective) && !adjective.empty()) product.name.append(adjective).append(" ");
  if (room(material) && !material.empty() && stream.chance(0.7)) product.name.append(material).append(" ");
  product.name += thing;
  product.cents = draw_price(stream, 35, 1.0);
  return product;
}

const std::vector<RealisticGenerator>& commerce_generators() {
  static const std::vector<RealisticGenerator> kAll = {
      {"company", "company", "text", make_company, "The name of a company."},
      {"industry", "company", "text", make_industry, "A branch of industry."},
      {"department", "company", "text", make_department, "A department of a company."},
      {"product", "commerce", "text", make_product, "The name of a product."},
      {"product_category", "commerce", "text", make_category, "A department of a shop."},
      {"brand", "commerce", "text", make_brand, "An invented maker's name."},
      {"price", "commerce", "numeric", make_price,
       "What a product costs: log-normal, mostly ending in .99, .95 or .00."},
      {"amount", "commerce", "numeric", make_amount, "An amount of money that is paid."},
      {"quantity", "commerce", "integer", make_quantity, "How many of a thing are ordered: few, mostly."},
      {"rating", "commerce", "integer", make_rating, "One to five stars."},
      {"sku", "commerce", "text", make_sku, "A stock keeping unit."},
      {"ean13", "commerce", "text", make_ean13,
       "A bar code's number with its check digit, of the range for use within a shop."},
      {"isbn", "commerce", "text", make_isbn, "A book's number with its check digit."},
      {"order_number", "commerce", "text", make_order_number, "The number of an order."},
      {"product_code", "commerce", "text", make_product_code, "A short code of a product."},
      {"serial_number", "commerce", "text", make_serial_number, "The serial number of a thing."},
      {"licence_key", "commerce", "text", make_licence_key, "A software licence's key."},
      {"tracking_number", "commerce", "text", make_tracking_number, "A parcel's tracking number."},
  };
  return kAll;
}

}  // namespace datagen::core
