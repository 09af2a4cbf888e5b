// src/core/plan/row_demand.cpp -- comparing, merging and ordering demands
#include "core/plan/row_demand.hpp"

#include "core/constraint/membership.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

bool subset(const Domain& inner, const Domain& outer) {
  if (inner.values)
    return std::all_of(inner.values->begin(), inner.values->end(),
                       [&](const Value& value) { return admits(outer, value); });
  if (outer.values || inner.text.shaped() || outer.text.shaped()) return false;
  TickSet common = inner.ticks;
  common.intersect(outer.ticks);
  return common.size() == inner.ticks.size() && outer.text.min_length <= inner.text.min_length &&
         outer.text.max_length >= inner.text.max_length;
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

Domain intersection(const Domain& a, const Domain& b) {
  Domain both = a.values ? a : b;
  const Domain& other = a.values ? b : a;
  both.null = NullStatus::Never;
  if (both.values) {
    both.values->erase(
        std::remove_if(both.values->begin(), both.values->end(),
                       [&](const Value& value) { return value.is_null() || !admits(other, value); }),
        both.values->end());
    both.impossible = both.values->empty();
    return both;
  }
  both.ticks.intersect(other.ticks);
  both.text.min_length = std::max(both.text.min_length, other.text.min_length);
  both.text.max_length = std::min(both.text.max_length, other.text.max_length);
  if (!both.text.shaped() && other.text.shaped()) {
    const int64_t least = both.text.min_length;
    const int64_t most = both.text.max_length;
    both.text = other.text;
    both.text.min_length = std::max(least, both.text.min_length);
    both.text.max_length = std::min(most, both.text.max_length);
  }
  both.impossible = both.impossible || other.impossible || both.ticks.empty();
  return both;
}

}  // namespace datagen::core
