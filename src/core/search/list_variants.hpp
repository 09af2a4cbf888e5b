// src/core/search/list_variants.hpp -- lists that differ from a given one in an element or two, and lists of small numbers
#pragma once

#include "core/base/arena.hpp"
#include "core/base/value.hpp"
#include "core/random/stream.hpp"

namespace datagen::core {

/// A tick up or down by a random order of magnitude.
int64_t stepped(int64_t tick, Stream& stream);

/// `list` with one element changed a little, an amount moved from one element to another (which leaves sums as they are), or
/// two elements exchanged.
Value varied_list(const Value& list, Stream& stream, Arena& arena);

/// `list` with numbers up to `most`, NULLs and what is no number aside, on a grid of `unit` ticks. Functions of whole lists
/// (sums, orders, distances) mostly ask for such.
Value list_of_small(const Value& list, int64_t most, int64_t unit, Stream& stream, Arena& arena);

}  // namespace datagen::core
