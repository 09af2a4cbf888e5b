// src/core/data/template.hpp -- templates: calls in double braces, and digits written as signs
#pragma once

#include "core/random/stream.hpp"

#include <string>
#include <string_view>

namespace datagen::core {

/// Answers the calls of a template.
class TemplateNames {
 public:
  virtual ~TemplateNames() = default;
  /// Appends the value of `name`; false when there is no such name.
  virtual bool append(std::string_view name, std::string& out) = 0;
};

/// Whether the signs of template_digits() are expanded, or stand for themselves.
enum class TemplateSigns : bool { Literal, Digits };

/// Appends `text` with every {{name}} replaced by what `names` appends. With TemplateSigns::Digits also: # a digit, ! a
/// digit from 2 to 9, ? an upper-case letter, [220-720] a number of that range with as many digits as the lower end.
/// Throws Error(InvalidParameter) with the position (in characters, from 1) for braces or brackets that do not close,
/// an empty or reversed range, and names that are not known.
void expand_template(std::string_view text, TemplateSigns signs, Stream& stream, TemplateNames& names,
                     std::string& out);

/// Error(InvalidParameter): `what` is malformed at byte `offset` of `text`; the message counts in characters.
[[noreturn]] void throw_malformed(const char* what, std::string_view text, size_t offset,
                                  const std::string& problem);

}  // namespace datagen::core
