// src/core/plan/row_demand.cpp -- comparing, merging and ordering demands
#include "core/plan/row_demand.hpp"

#include "core/constraint/languages.hpp"
#include "core/constraint/membership.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

bool among(const std::vector<Automaton>& automata, const std::vector<Automaton>& others) {
  return std::all_of(automata.begin(), automata.end(), [&](const Automaton& automaton) {
    return std::any_of(others.begin(), others.end(),
                       [&](const Automaton& other) { return same_automaton(automaton, other); });
  });
}

/// Whether all that is asked of texts by `outer` is asked by `inner` as well.
bool narrower(const TextSet& inner, const TextSet& outer) {
  const auto asks = [](bool of_outer, bool of_inner) { return !of_outer || of_inner; };
  return outer.min_length <= inner.min_length && outer.max_length >= inner.max_length &&
         among(outer.positive, inner.positive) && among(outer.negative, inner.negative) &&
         asks(outer.lower_case, inner.lower_case) && asks(outer.upper_case, inner.upper_case) &&
         asks(outer.trimmed, inner.trimmed) && asks(outer.no_blank, inner.no_blank) &&
         asks(outer.mirrored, inner.mirrored) &&
         std::all_of(outer.excluded.begin(), outer.excluded.end(), [&](const std::string& text) {
           return std::find(inner.excluded.begin(), inner.excluded.end(), text) != inner.excluded.end();
         });
}

void append(std::vector<Automaton>& automata, const std::vector<Automaton>& others) {
  for (const Automaton& other : others)
    if (!among({other}, automata)) automata.push_back(other);
}

/// What both ask of texts, to be compiled.
TextSet joined(TextSet text, const TextSet& other) {
  text.min_length = std::max(text.min_length, other.min_length);
  text.max_length = std::min(text.max_length, other.max_length);
  text.max_bytes = std::min(text.max_bytes, other.max_bytes);
  text.lower_case = text.lower_case || other.lower_case;
  text.upper_case = text.upper_case || other.upper_case;
  text.trimmed = text.trimmed || other.trimmed;
  text.no_blank = text.no_blank || other.no_blank;
  text.mirrored = text.mirrored || other.mirrored;
  append(text.positive, other.positive);
  append(text.negative, other.negative);
  text.excluded.insert(text.excluded.end(), other.excluded.begin(), other.excluded.end());
  text.templates.insert(text.templates.end(), other.templates.begin(), other.templates.end());
  text.language = nullptr;
  return text;
}

bool subset(const Domain& inner, const Domain& outer) {
  if (inner.values)
    return std::all_of(inner.values->begin(), inner.values->end(),
                       [&](const Value& value) { return admits(outer, value); });
  if (outer.values || !narrower(inner.text, outer.text)) return false;
  TickSet common = inner.ticks;
  common.intersect(outer.ticks);
  return common.size() == inner.ticks.size();
}

uint64_t breadth(const RowDemand& demand) {
  unsigned __int128 product = 1;
  for (const auto& [column, domain] : demand.domains)
    product = std::min<unsigned __int128>(product * std::max<uint64_t>(1, member_count(domain)), UINT64_MAX);
  return static_cast<uint64_t>(product);
}

}  // namespace

uint64_t member_count(const Domain& domain) {
  if (domain.values) return domain.values->size();
  if (domain.ticks.everything()) return UINT64_MAX;
  return domain.ticks.size();
}

bool covers(const RowDemand& general, const RowDemand& specific) {
  return std::all_of(general.domains.begin(), general.domains.end(), [&](const auto& entry) {
    const auto own = specific.domains.find(entry.first);
    return own != specific.domains.end() && subset(own->second, entry.second);
  });
}

uint64_t lay_out(std::vector<RowDemand>& demands) {
  std::stable_sort(demands.begin(), demands.end(), [](const RowDemand& a, const RowDemand& b) {
    return std::make_pair(breadth(a), b.domains.size()) < std::make_pair(breadth(b), a.domains.size());
  });
  uint64_t total = 0;
  for (size_t i = 0; i < demands.size(); ++i) {
    uint64_t brought = 0;
    for (size_t j = 0; j < i; ++j)
      if (covers(demands[i], demands[j])) brought += demands[j].rows;
    demands[i].rows -= std::min(demands[i].rows, brought);
    total += demands[i].rows;
  }
  demands.erase(std::remove_if(demands.begin(), demands.end(),
                               [](const RowDemand& demand) { return demand.rows == 0; }),
                demands.end());
  return total;
}

void add_demand(std::vector<RowDemand>& demands, RowDemand demand) {
  for (RowDemand& known : demands)
    if (covers(known, demand) && covers(demand, known)) {
      known.rows = std::max(known.rows, demand.rows);
      known.hard = known.hard || demand.hard;
      return;
    }
  demands.push_back(std::move(demand));
}

Domain intersection(const Domain& a, const Domain& b, const Type& type) {
  Domain both = a.values ? a : b;
  const Domain& other = a.values ? b : a;
  both.null = NullStatus::Never;
  both.narrowed = true;
  if (both.values) {
    both.values->erase(
        std::remove_if(both.values->begin(), both.values->end(),
                       [&](const Value& value) { return value.is_null() || !admits(other, value); }),
        both.values->end());
    both.impossible = both.values->empty();
    return both;
  }
  both.ticks.intersect(other.ticks);
  both.impossible = both.impossible || other.impossible || both.ticks.empty();
  if (narrower(both.text, other.text)) return both;
  if (narrower(other.text, both.text)) {
    both.text = other.text;
    return both;
  }
  both.text = joined(both.text, other.text);
  LanguageLibrary().compile(both, type, true);
  return both;
}

}  // namespace datagen::core
