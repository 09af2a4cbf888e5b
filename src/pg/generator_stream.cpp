// src/pg/generator_stream.cpp -- streams of calls inside and outside rules
#include "pg/generator_stream.hpp"

#include "pg/settings.hpp"

namespace datagen::pg {
namespace {

RuleStream* current = nullptr;

core::Stream stream_of_call(const core::RuleDraw& draw, uint64_t call) {
  return {core::combine(draw.key, call), draw.ordinal, draw.attempt};
}

/// Calls outside rules.
struct SessionCalls {
  bool seeded;
  uint64_t key;
  uint64_t calls;
};
SessionCalls session{false, 0, 0};

}  // namespace

RuleStream::RuleStream(const core::RuleDraw& draw) : draw_(draw), outer_(current) { current = this; }

RuleStream::~RuleStream() { current = outer_; }

core::Stream first_generator_stream(const core::RuleDraw& draw) { return stream_of_call(draw, 0); }

core::Stream next_generator_stream() {
  if (current) return stream_of_call(current->draw_, current->calls_++);
  if (!session.seeded) {
    const int64_t seed = effective_seed(std::nullopt);
    session = {true, core::combine(core::mix64(static_cast<uint64_t>(seed)), core::hash_name("session")), 0};
  }
  return core::Stream(session.key, session.calls++);
}

std::optional<uint64_t> ordinal_in_rule() {
  if (!current) return std::nullopt;
  return current->draw_.ordinal;
}

void restart_generator_stream() { session.seeded = false; }

}  // namespace datagen::pg
