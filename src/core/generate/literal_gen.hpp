// src/core/generate/literal_gen.hpp -- types whose values are made as text for the type's input function
#pragma once

#include "core/random/stream.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace datagen::core {

/// How the values of one named type are written.
struct LiteralFamily {
  std::string_view type;  ///< pg_type.typname
  /// A plausible value.
  std::string (*draw)(Stream& stream);
  /// The index-th of `capacity` values that differ under the type's equality; nullptr when the type has no
  /// listing.
  std::string (*list)(uint64_t index) = nullptr;
  uint64_t capacity = 0;
  uint64_t plausible = 0;  ///< the first so many look natural
};

/// A table of families.
struct LiteralTable {
  const LiteralFamily* begin;
  size_t size;
};

LiteralTable network_literals();   // literal_net.cpp
LiteralTable geometry_literals();  // literal_geo.cpp
LiteralTable search_literals();    // literal_search.cpp: full text, labels, paths, documents
LiteralTable system_literals();    // literal_system.cpp: identifiers of the server
LiteralTable product_literals();   // literal_product.cpp: book, serial, music and article numbers

}  // namespace datagen::core
