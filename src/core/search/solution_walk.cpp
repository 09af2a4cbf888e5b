// src/core/search/solution_walk.cpp -- small changes of every kind of value, kept where the conditions hold
#include "core/search/solution_walk.hpp"

#include "core/constraint/membership.hpp"
#include "core/search/list_variants.hpp"
#include "core/search/text_variants.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// Changes tried of each unknown.
constexpr int kSteps = 24;

/// Another of the domain's numbers, or one some orders of magnitude away.
Value varied_tick(const Unknown& unknown, const Value& value, Stream& stream) {
  const TickSet& ticks = unknown.domain->ticks;
  if (stream.chance(0.5) && ticks.size() > 0) return Value::of_tick(ticks.unrank(stream.below(ticks.size())));
  return Value::of_tick(stepped(value.tick, stream));
}

Value varied(const Unknown& unknown, const Value& value, Stream& stream, Arena& arena) {
  switch (value.kind) {
    case ValueKind::Tick: return varied_tick(unknown, value, stream);
    case ValueKind::List: return varied_list(value, stream, arena);
    case ValueKind::Text: {
      // Letters of a document are part of its shape, so only its digits are changed.
      const TypeClass own = unknown.type->type_class;
      const bool document = own == TypeClass::Json || own == TypeClass::Jsonb;
      return Value::of_text(
          arena.store(document ? renumbered_text(value.text(), stream) : varied_text(value.text(), stream)));
    }
    default: return value;
  }
}

}  // namespace

void walk_on(SearchProblem& problem, PredicateJudge& judge, const std::vector<char>& movable, Stream& stream,
             Arena& arena, uint64_t& tries) {
  const auto holds = [&](size_t unknown) {
    const std::vector<int>& own = problem.conditions_of(unknown);
    return std::all_of(own.begin(), own.end(), [&](int condition) {
      return problem.on_row(problem.conditions()[static_cast<size_t>(condition)], judge);
    });
  };
  for (size_t u = 0; u < movable.size(); ++u) {
    const Unknown& unknown = problem.unknowns()[u];
    if (!movable[u] || problem.fixed(u) || unknown.domain->values) continue;
    judge.check_interrupts();
    Value now = copied(problem.row()[unknown.column], arena);
    for (int step = 0; step < kSteps && !now.is_null(); ++step) {
      const Value next = varied(unknown, now, stream, arena);
      if (same_value(next, now) || !admits(*unknown.domain, next)) continue;
      ++tries;
      problem.assign(u, problem.number(u, next));
      if (holds(u)) now = next;
    }
    if (!now.is_null()) problem.assign(u, problem.number(u, now));
  }
}

}  // namespace datagen::core
