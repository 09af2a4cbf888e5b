// src/core/constraint/languages.hpp -- compiling what is known of texts into regular languages
#pragma once

#include "core/constraint/narrowing.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace datagen::core {

/// Whether both were made from the same pattern; two patterns for one language may differ.
bool same_automaton(const Automaton& a, const Automaton& b);

/// Compiles the language of each shaped text once: patterns, lengths, case, blanks and excluded values.
class LanguageLibrary {
 public:
  /// Sets `domain.text.language` when the text is shaped, does the same for the parts of nested values, and settles the
  /// domain. False when the patterns are too large
  /// to compile: then they stay with the server.
  bool compile(Domain& domain, const Type& type, bool prefer);

 private:
  bool compile_text(Domain& domain, const Type& type, bool prefer);
  void compile_part(std::shared_ptr<Domain>& part, const TypePtr& type, bool prefer);
  std::vector<std::pair<TextSet, std::shared_ptr<const RegularLanguage>>> known_;
};

}  // namespace datagen::core
