// src/core/infer/value_forms.hpp -- which classes a single value may be of, by its looks
#pragma once

#include "core/infer/known_names.hpp"

#include <string_view>

namespace datagen::core {

/// A form that values of a class have.
struct ValueForm {
  const char* semantic_class;
  bool (*fits)(std::string_view value, const KnownNames* names);
  /// Hardly anything else looks so: it may overrule what a name says.
  bool telling;
  /// Whatever is of the class looks so: where hardly a value does, the column is not of the class.
  bool needed;
};
struct ValueForms {
  const ValueForm *first, *past_last;
  const ValueForm* begin() const { return first; }
  const ValueForm* end() const { return past_last; }
};

/// Of texts, the narrower before the wider: a picture's address before an address of any page.
ValueForms value_forms();

}  // namespace datagen::core
