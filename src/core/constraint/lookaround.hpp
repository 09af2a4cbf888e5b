// src/core/constraint/lookaround.hpp -- look-ahead at a pattern's beginning and look-behind at its end, as patterns of their own
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// A pattern that a text has to match besides, or must not match.
struct SideCondition {
  std::string pattern;
  bool wanted = true;
};

/// `^(?=A)(?!B)C(?<!D)$` matches the texts that match `^A`, `^C$` and neither `^B` nor `D$`.
struct SplitPattern {
  std::string rest;
  std::vector<SideCondition> conditions;
};

/// Takes what looks around at its ends off an advanced regular expression (PostgreSQL's syntax). Nothing for patterns
/// with none there, with alternatives at the top, with a prefix (***:) or with options other than those of case.
std::optional<SplitPattern> split_lookaround(std::string_view pattern);

}  // namespace datagen::core
