// src/core/search/list_variants.cpp -- steps, moved amounts, exchanged elements
#include "core/search/list_variants.hpp"

#include "core/search/search_problem.hpp"
#include "core/search/text_variants.hpp"

#include <utility>

namespace datagen::core {
namespace {

/// Most decimal digits of a step.
constexpr uint64_t kStepDigits = 6;

int64_t random_step(Stream& stream) {
  int64_t scale = 10;
  for (uint64_t digits = stream.below(kStepDigits); digits > 0; --digits) scale *= 10;
  return stream.between(1, scale);
}

Value varied_item(const Value& item, Stream& stream, Arena& arena) {
  switch (item.kind) {
    case ValueKind::Tick: return Value::of_tick(stepped(item.tick, stream));
    case ValueKind::Text: return Value::of_text(arena.store(varied_text(item.text(), stream)));
    case ValueKind::List: return varied_list(item, stream, arena);
    default: return item;
  }
}

}  // namespace

int64_t stepped(int64_t tick, Stream& stream) {
  const int64_t step = random_step(stream);
  int64_t to = tick;
  const bool over =
      stream.chance(0.5) ? __builtin_add_overflow(tick, step, &to) : __builtin_sub_overflow(tick, step, &to);
  return over ? tick : to;
}

Value varied_list(const Value& list, Stream& stream, Arena& arena) {
  if (list.size == 0) return list;
  Value* items = arena.array<Value>(list.size);
  for (uint32_t i = 0; i < list.size; ++i) items[i] = list.items[i];
  const uint64_t a = stream.below(list.size), b = stream.below(list.size);
  const bool numbers = items[a].kind == ValueKind::Tick && items[b].kind == ValueKind::Tick && a != b;
  const uint64_t how = stream.below(5);
  if (how == 0) {
    std::swap(items[a], items[b]);
  } else if (how < 3 && numbers) {
    const int64_t step = random_step(stream);
    if (!__builtin_add_overflow(items[a].tick, step, &items[a].tick) &&
        !__builtin_sub_overflow(items[b].tick, step, &items[b].tick))
      return Value::of_list(items, list.size, list.flags);
    return list;
  } else {
    items[a] = varied_item(items[a], stream, arena);
  }
  return Value::of_list(items, list.size, list.flags);
}

Value list_of_small(const Value& list, int64_t most, int64_t unit, Stream& stream, Arena& arena) {
  Value* items = arena.array<Value>(list.size);
  for (uint32_t i = 0; i < list.size; ++i) {
    items[i] = copied(list.items[i], arena);
    int64_t tick = 0;
    if (items[i].kind == ValueKind::List)
      items[i] = list_of_small(items[i], most, unit, stream, arena);
    else if (items[i].kind == ValueKind::Tick &&
             !__builtin_mul_overflow(stream.between(0, most), unit, &tick))
      items[i].tick = tick;
  }
  return Value::of_list(items, list.size, list.flags);
}

}  // namespace datagen::core
