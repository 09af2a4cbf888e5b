// src/core/infer/known_names.hpp -- names that the data pack knows, in whatever language: persons', towns', countries'
#pragma once

#include "core/data/pack.hpp"

#include <string_view>
#include <vector>

namespace datagen::core {

/// Sorted lists over the pack's bytes; the pack must outlive this.
class KnownNames {
 public:
  explicit KnownNames(const DataPack& pack);
  bool is_first_name(std::string_view text) const { return has(first_names_, text); }
  bool is_last_name(std::string_view text) const { return has(last_names_, text); }
  bool is_city(std::string_view text) const { return has(cities_, text); }
  bool is_country(std::string_view text) const { return has(countries_, text); }

 private:
  using Names = std::vector<std::string_view>;
  static bool has(const Names& names, std::string_view text);

  Names first_names_, last_names_, cities_, countries_;
};

}  // namespace datagen::core
