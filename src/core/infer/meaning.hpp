// src/core/infer/meaning.hpp -- what columns mean: semantic class, how sure, and why
#pragma once

#include "core/schema/relation.hpp"

#include <string>
#include <vector>

namespace datagen::core {

/// What a column seems to hold.
struct Meaning {
  std::string semantic_class;  ///< such as person.first_name; empty: nothing is known
  double confidence = 0;       ///< 0 to 1
  std::string evidence;        ///< what it was told from, for people
  /// Which of the row's things it tells of: columns with the same text tell of the same one (ship_city and ship_zip of
  /// the place "ship", city and zip of the place "").
  std::string entity;
  /// What the name says beyond the class of how values look (detail_of() in detail_rules.hpp); empty: nothing.
  std::string detail = {};
  /// Whether the meaning decides the column's values; otherwise its type does.
  bool is_sure() const { return !semantic_class.empty() && confidence >= 0.4; }
};

/// The meaning of every column of the relation, from names, types, keys and neighbours; where these leave it open, from
/// the column's comment and from lists of allowed values, of which only the latter may specify a meaning that is merely
/// generic. A function of the relation's definition alone; its data are not looked at (value_evidence.hpp does).
std::vector<Meaning> infer_meanings(const Relation& relation);

/// The same for one column of a relation that is known by name, without a model: for tests and tools.
struct NamedColumn {
  std::string name;
  char type_kind = 'T';  ///< semantic_rules.hpp
  int max_length = -1;
  bool key = false;  ///< a primary or foreign key's
  std::string comment = {};
  std::vector<std::string> listed = {};  ///< what alone is allowed; empty: no list (listed_values.hpp)
  int bytes = 4;                         ///< of an integer
  bool holds_money = false;              ///< the type is money, or has decimals and room for millions
};
std::vector<Meaning> infer_meanings(const std::string& relation, const std::vector<NamedColumn>& columns);

/// The letter of semantic_rules.hpp for a type.
char kind_of_type(const Type& type);

}  // namespace datagen::core
