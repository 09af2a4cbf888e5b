// src/core/constraint/pattern_template.hpp -- sampling regular expressions whose automaton accepts too much
#pragma once

#include "core/constraint/code_points.hpp"
#include "core/random/stream.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datagen::core {

/// A regular expression with back references or look-around (PostgreSQL's ARE syntax), as a tree to draw texts from:
/// captured text is copied where it is referred to, and what look-ahead asks for is put in somewhere. Other anchors and
/// negative look-around are left out, so the texts have to be judged.
class PatternTemplate {
 public:
  /// Nothing for patterns without back references and look-around, embedded options, and syntax that is not understood.
  static std::optional<PatternTemplate> parse(std::string_view pattern);
  std::string sample(Stream& stream) const;

  struct Node;

 private:
  std::shared_ptr<const Node> root_;
  int groups_ = 0;
};

}  // namespace datagen::core
