// src/core/schema/relation.cpp -- look-ups and names of the schema model
#include "core/schema/relation.hpp"

#include <algorithm>

namespace datagen::core {

int Relation::column_index(std::string_view column) const {
  for (size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == column) return static_cast<int>(i);
  return -1;
}

std::string Relation::qualified_name() const { return quote_name(schema) + "." + quote_name(name); }

std::vector<RelationId> Relation::reads() const {
  std::vector<RelationId> found;
  for (const Predicate& predicate : predicates)
    for (RelationId read : predicate.reads)
      if (read != id) found.push_back(read);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::string quote_name(std::string_view name) {
  bool plain = !name.empty() && (name[0] == '_' || (name[0] >= 'a' && name[0] <= 'z'));
  for (char c : name) plain = plain && (c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  if (plain) return std::string(name);
  std::string quoted = "\"";
  for (char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace datagen::core
