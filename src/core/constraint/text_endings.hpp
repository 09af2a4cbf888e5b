// src/core/constraint/text_endings.hpp -- which endings a language leaves room for
#pragma once

#include "core/constraint/regular_language.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace datagen::core {

/// Tells before a text is made whether it can be in the language, by the part of it that comes last. What it was asked is
/// remembered, since the same few endings are asked for again and again; one thread's.
class TextEndings {
 public:
  /// nullptr is the language of all texts.
  explicit TextEndings(std::shared_ptr<const RegularLanguage> language) : language_(std::move(language)) {}

  /// False only where no text of the language ends in `ending`.
  bool admit(std::string_view ending) const {
    if (!language_) return true;
    for (const auto& [known, admitted] : known_)
      if (known == ending) return admitted;
    const bool admitted = language_->may_end_in(ending);
    if (known_.size() < kRemembered) known_.emplace_back(ending, admitted);
    return admitted;
  }

 private:
  static constexpr size_t kRemembered = 32;
  std::shared_ptr<const RegularLanguage> language_;
  mutable std::vector<std::pair<std::string, bool>> known_;
};

}  // namespace datagen::core
