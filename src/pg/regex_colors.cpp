// src/pg/regex_colors.cpp -- the one translation unit that sees the inside of the regex library
//
// regex/regguts.h clashes with the server's fmgrprotos.h (both declare `chr`), so pg.hpp cannot be included
// here. No object with a destructor may be made: an ereport leaves these functions by longjmp.
#include "pg/regex_colors.hpp"

#include <cstdlib>
#include <cstring>

// clang-format off
extern "C" {
#include "regex/regguts.h"
#include "regex/regexport.h"
}
// clang-format on

namespace datagen::pg {

namespace {

constexpr chr kFirst = 1;
constexpr chr kLastAscii = 0x7F;
constexpr chr kLastBasic = 0xFFFF;  // the last character of the Basic Multilingual Plane
constexpr chr kLastCodePoint = 0x10FFFF;
constexpr chr kFirstSurrogate = 0xD800;
constexpr chr kLastSurrogate = 0xDFFF;
constexpr int kInterruptInterval = 4096;

/// Collects ranges, joining neighbours of the same colour.
struct RangeList {
  ColorRange* ranges;
  int count;
  int capacity;
};

void add_range(RangeList* list, chr lo, chr hi, int color) {
  if (lo <= kLastSurrogate && hi >= kFirstSurrogate) {
    if (lo < kFirstSurrogate) add_range(list, lo, kFirstSurrogate - 1, color);
    if (hi > kLastSurrogate) add_range(list, kLastSurrogate + 1, hi, color);
    return;
  }
  if (list->count > 0) {
    ColorRange* last = &list->ranges[list->count - 1];
    if (last->color == color && last->hi + 1 == lo) {
      last->hi = hi;
      return;
    }
  }
  if (list->count == list->capacity) {
    list->capacity *= 2;
    list->ranges = static_cast<ColorRange*>(repalloc(list->ranges, list->capacity * sizeof(ColorRange)));
  }
  list->ranges[list->count++] = {lo, hi, color};
}

void scan_one_by_one(struct colormap* map, chr from, chr to, RangeList* list) {
  for (chr c = from; c <= to; ++c) {
    if (c % kInterruptInterval == 0) CHECK_FOR_INTERRUPTS();
    add_range(list, c, c, GETCOLOR(map, c));
  }
}

/// Above MAX_SIMPLE_CHR colours change only at the borders of the ranges the pattern names, unless it uses
/// classes such as \w whose members the locale decides.
void scan_by_range(struct colormap* map, chr from, RangeList* list) {
  chr lo = from;
  for (int i = 0; i < map->numcmranges && lo <= kLastCodePoint; ++i) {
    const colormaprange* range = &map->cmranges[i];
    if (range->cmax < lo) continue;
    if (range->cmin > kLastCodePoint) break;
    if (range->cmin > lo) add_range(list, lo, range->cmin - 1, GETCOLOR(map, lo));
    const chr begin = range->cmin > lo ? range->cmin : lo;
    const chr end = range->cmax < kLastCodePoint ? range->cmax : kLastCodePoint;
    add_range(list, begin, end, GETCOLOR(map, begin));
    lo = end + 1;
  }
  if (lo <= kLastCodePoint) add_range(list, lo, kLastCodePoint, GETCOLOR(map, lo));
}

/// With locale-dependent classes every character has to be asked for. The Basic Multilingual Plane is, and
/// beyond it what the pattern names.
void scan_with_classes(struct colormap* map, RangeList* list) {
  scan_one_by_one(map, MAX_SIMPLE_CHR + 1, kLastBasic, list);
  for (int i = 0; i < map->numcmranges; ++i) {
    const colormaprange* range = &map->cmranges[i];
    if (range->cmax <= kLastBasic || range->cmin > kLastCodePoint) continue;
    const chr begin = range->cmin > kLastBasic ? range->cmin : kLastBasic + 1;
    const chr end = range->cmax < kLastCodePoint ? range->cmax : kLastCodePoint;
    scan_one_by_one(map, begin, end, list);
  }
}

void copy_ranges(struct colormap* map, bool ascii_only, CompiledRegex* result) {
  RangeList list;
  list.capacity = 256;
  list.count = 0;
  list.ranges = static_cast<ColorRange*>(palloc(list.capacity * sizeof(ColorRange)));
  scan_one_by_one(map, kFirst, ascii_only ? kLastAscii : chr{MAX_SIMPLE_CHR}, &list);
  if (!ascii_only) {
    if (map->hiarraycols == 1) {
      scan_by_range(map, MAX_SIMPLE_CHR + 1, &list);
    } else {
      scan_with_classes(map, &list);
    }
  }
  result->ranges = list.ranges;
  result->range_count = list.count;
}

bool is_pseudo_color(const struct cnfa* automaton, int color) {
  return color == automaton->bos[0] || color == automaton->bos[1] || color == automaton->eos[0] ||
         color == automaton->eos[1];
}

/// A search reads the pseudo-colour bos[1], the characters, then eos[1] (regexec.c: startup, longest). So the
/// states after bos[1] are initial and those from which eos[1] leads to the post state final. An arc that
/// reaches the post state by a character has read the one behind the match: whatever follows is accepted,
/// which the post state's loop says.
void copy_arcs(regex_t* regex, const struct cnfa* automaton, CompiledRegex* result) {
  int total = 1;
  int widest = 1;
  for (int state = 0; state < result->states; ++state) {
    const int count = pg_reg_getnumoutarcs(regex, state);
    total += count;
    if (count > widest) widest = count;
  }
  result->arcs = static_cast<ColorArc*>(palloc(total * sizeof(ColorArc)));
  result->initial = static_cast<int*>(palloc(widest * sizeof(int)));
  result->final = static_cast<int*>(palloc((result->states + 1) * sizeof(int)));
  regex_arc_t* outgoing = static_cast<regex_arc_t*>(palloc(widest * sizeof(regex_arc_t)));
  for (int state = 0; state < result->states; ++state) {
    const int count = pg_reg_getnumoutarcs(regex, state);
    pg_reg_getoutarcs(regex, state, outgoing, count);
    bool final = state == automaton->post;
    for (int i = 0; i < count; ++i) {
      const int color = outgoing[i].co;
      if (color == automaton->bos[1] && state == automaton->pre) {
        result->initial[result->initial_count++] = outgoing[i].to;
      } else if (color == automaton->eos[1] && outgoing[i].to == automaton->post) {
        final = true;
      } else if (!is_pseudo_color(automaton, color)) {
        result->arcs[result->arc_count++] = {state, outgoing[i].to, color};
      }
    }
    if (final) result->final[result->final_count++] = state;
  }
  result->arcs[result->arc_count++] = {automaton->post, automaton->post, kAnyColor};
  pfree(outgoing);
}

}  // namespace

CompiledRegex read_compiled_regex(void* pattern, bool case_insensitive, uint32_t collation, bool ascii_only) {
  static_assert(kAnyColor == COLOR_RAINBOW, "the arcs' label for any character is the regex library's");
  const int flags = REG_ADVANCED | REG_NOSUB | (case_insensitive ? REG_ICASE : 0);
  regex_t* regex = RE_compile_and_cache(static_cast<text*>(pattern), flags, collation);
  // A hit in the cache does not set the collation, which decides what \w holds.
  pg_set_regex_collation(collation);
  struct guts* guts = reinterpret_cast<struct guts*>(regex->re_guts);
  CompiledRegex result;
  memset(&result, 0, sizeof(result));
  result.states = pg_reg_getnumstates(regex);
  result.colors = pg_reg_getnumcolors(regex);
  result.exact = (regex->re_info & REG_UBACKREF) == 0 && (guts->search.flags & HASLACONS) == 0;
  copy_arcs(regex, &guts->search, &result);
  copy_ranges(&guts->cmap, ascii_only, &result);
  return result;
}

}  // namespace datagen::pg
