// src/core/infer/detail_rules.hpp -- which form or law of numbers a column's name asks for beyond its class
#pragma once

#include "core/infer/column_words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// What the choice is made by.
struct DetailQuestion {
  std::string_view name, relation;     ///< as they are written
  const ColumnWords* words = nullptr;  ///< of the name
  const ColumnWords* table = nullptr;  ///< of the relation
  char type_kind = 'T';                ///< semantic_rules.hpp
  int max_length = -1;                 ///< of a text
  std::string_view semantic_class;     ///< empty where nothing is known
  bool sure = false;                   ///< whether the class decides the values
  bool about_person = false;           ///< the relation's rows tell of a person or of a body
};

/// The name of a detail (realistic/details.hpp), or "=" and a prefix for codes that are numbers behind it; empty: the
/// class says it all.
std::string detail_of(const DetailQuestion& question);

}  // namespace datagen::core
