// src/pg/generator_stream.hpp -- the random stream that an SQL generator function draws from
#pragma once

#include "core/plan/row_services.hpp"
#include "core/random/stream.hpp"

#include <cstdint>
#include <optional>

namespace datagen::pg {

/// The draws of one call of a generator function; every call that yields a value takes one, whatever it needs of it.
///
/// Inside a rule it is a function of (seed, relation, column, ordinal, attempt) and of how many generator calls this
/// evaluation of the rule has made before. Outside, it is a function of datagen.seed and of how many calls this
/// backend has made since the setting was last set; without a seed the calls start from a fresh one.
core::Stream next_generator_stream();

/// What the first call of a rule's evaluation gets of it.
core::Stream first_generator_stream(const core::RuleDraw& draw);

/// Inside a rule: the ordinal of the row that is being made. Outside: nullopt.
std::optional<uint64_t> ordinal_in_rule();

/// While it lives, generator functions draw for the evaluation of one rule. Evaluations may be nested (a rule calls a
/// function that fills a table); the outer one goes on where it was.
class RuleStream {
 public:
  explicit RuleStream(const core::RuleDraw& draw);
  ~RuleStream();
  RuleStream(const RuleStream&) = delete;
  RuleStream& operator=(const RuleStream&) = delete;

 private:
  friend core::Stream next_generator_stream();
  friend std::optional<uint64_t> ordinal_in_rule();
  core::RuleDraw draw_;
  uint64_t calls_ = 0;
  RuleStream* outer_;
};

/// Calls outside rules start anew, from datagen.seed; called when the setting changes. Raises no error.
void restart_generator_stream();

}  // namespace datagen::pg
