// src/core/realistic/makers.hpp -- the realistic generators: what they are called and what makes their texts
#pragma once

#include "core/realistic/realm.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// Appends one value as the text that its SQL type reads. Appends nothing when the locale has no such thing.
using Maker = void (*)(const Draw& draw, std::string& out);

/// One generator: an SQL function, and what a semantic class of columns (infer/) is made by.
struct RealisticGenerator {
  const char* name;    ///< of the SQL function
  const char* family;  ///< person, address, internet …
  const char* type;    ///< the SQL type of its values
  Maker make;
  const char* description;
};

/// All of them, by family.
const std::vector<RealisticGenerator>& realistic_generators();
/// nullptr when there is none of this name.
const RealisticGenerator* find_realistic_generator(std::string_view name);

/// A template of the user's: {{name}} calls the generator of that name, or draws from the pack's list at that path; with
/// # ! ? and [1-9] as in expand_template(). Throws Error(InvalidParameter) when it is malformed.
void append_template(std::string_view text, const Draw& draw, std::string& out);

}  // namespace datagen::core
