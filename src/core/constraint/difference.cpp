// src/core/constraint/difference.cpp -- systems of comparisons between columns: contradictions and tighter bounds
#include "core/constraint/difference.hpp"

#include "core/constraint/linear_form.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

/// upper - lower side: X[to] <= X[from] + weight, all in units of the finest grid.
struct Edge {
  size_t from;
  size_t to;
  Wide weight;
};

struct System {
  std::vector<int> columns;
  std::vector<Wide> scale;  ///< units per tick
  std::vector<Edge> edges;
};

size_t node_of(System& system, int column) {
  const auto found = std::find(system.columns.begin(), system.columns.end(), column);
  if (found != system.columns.end()) return static_cast<size_t>(found - system.columns.begin());
  system.columns.push_back(column);
  return system.columns.size() - 1;
}

const Type& type_of(const BranchState& state, int column) {
  return *state.relation().columns[static_cast<size_t>(column)].type;
}

System build(const BranchState& state) {
  System system;
  for (const Comparison& c : state.comparisons) {
    if (c.op == Op::Ne || value_kind(type_of(state, c.left)) != ValueKind::Tick) continue;
    if (!common_grid(type_of(state, c.left), type_of(state, c.right))) continue;
    node_of(system, c.left);
    node_of(system, c.right);
  }
  Wide finest = 1;
  for (int column : system.columns) {
    const Wide denominator = grid_of(type_of(state, column)).denominator;
    finest = finest / gcd_of(finest, denominator) * denominator;
  }
  for (int column : system.columns) {
    const Grid grid = grid_of(type_of(state, column));
    system.scale.push_back(grid.factor * finest / grid.denominator);
  }
  for (const Comparison& c : state.comparisons) {
    if (c.op == Op::Ne || value_kind(type_of(state, c.left)) != ValueKind::Tick) continue;
    const auto grid = common_grid(type_of(state, c.left), type_of(state, c.right));
    if (!grid) continue;
    const size_t left = node_of(system, c.left), right = node_of(system, c.right);
    const Wide unit = system.scale[left] / grid->left_factor;
    const Wide offset = Wide{c.offset} * unit;
    if (c.op == Op::Le || c.op == Op::Eq) system.edges.push_back({right, left, offset});
    if (c.op == Op::Lt) system.edges.push_back({right, left, offset - unit});
    if (c.op == Op::Ge || c.op == Op::Eq) system.edges.push_back({left, right, -offset});
    if (c.op == Op::Gt) system.edges.push_back({left, right, -offset - unit});
  }
  return system;
}

/// The nodes of a negative cycle among `usable` nodes, empty when there is none.
std::vector<size_t> negative_cycle(const System& system, const std::vector<bool>& usable) {
  const size_t count = system.columns.size();
  std::vector<Wide> distance(count, 0);
  std::vector<size_t> parent(count, count);
  size_t last = count;
  for (size_t round = 0; round <= count; ++round) {
    last = count;
    for (const Edge& edge : system.edges) {
      if (!usable[edge.from] || !usable[edge.to] || distance[edge.from] + edge.weight >= distance[edge.to])
        continue;
      distance[edge.to] = distance[edge.from] + edge.weight;
      parent[edge.to] = edge.from;
      last = edge.to;
    }
    if (last == count) return {};
  }
  for (size_t i = 0; i < count; ++i) last = parent[last];
  std::vector<size_t> cycle{last};
  for (size_t node = parent[last]; node != last; node = parent[node]) cycle.push_back(node);
  return cycle;
}

/// Narrows the domains by the bounds of their neighbours until nothing changes or every path has been followed.
void tighten_bounds(BranchState& state, const System& system) {
  const size_t count = system.columns.size();
  for (size_t round = 0; round <= count + 1; ++round) {
    bool changed = false;
    for (const Edge& edge : system.edges) {
      const int low_column = system.columns[edge.to], high_column = system.columns[edge.from];
      const Domain &low = state.domain(low_column), &high = state.domain(high_column);
      if (low.null == NullStatus::Must || high.null == NullStatus::Must || low.ticks.empty() ||
          high.ticks.empty())
        continue;
      const Wide top = floor_div(Wide{high.ticks.highest()} * system.scale[edge.from] + edge.weight,
                                 system.scale[edge.to]);
      const Wide bottom =
          ceil_div(Wide{low.ticks.lowest()} * system.scale[edge.to] - edge.weight, system.scale[edge.from]);
      const bool cut_top = high.null == NullStatus::Never && top < low.ticks.highest();
      const bool cut_bottom = low.null == NullStatus::Never && bottom > high.ticks.lowest();
      if (cut_top) {
        Domain& domain = state.edit(low_column);
        if (top < INT64_MIN)
          domain.ticks = TickSet::empty_set();
        else
          domain.ticks.intersect(INT64_MIN, clamp_tick(top));
        state.settle(low_column);
      }
      if (cut_bottom) {
        Domain& domain = state.edit(high_column);
        if (bottom > INT64_MAX)
          domain.ticks = TickSet::empty_set();
        else
          domain.ticks.intersect(clamp_tick(bottom), INT64_MAX);
        state.settle(high_column);
      }
      changed = changed || cut_top || cut_bottom;
      if (state.contradiction) return;
    }
    if (!changed) return;
  }
}

}  // namespace

DifferenceResult tighten(BranchState& state) {
  if (state.comparisons.empty()) return {!state.contradiction, {}};
  const System system = build(state);
  std::vector<bool> never, present;
  for (int column : system.columns) {
    never.push_back(state.domain(column).null == NullStatus::Never);
    present.push_back(state.domain(column).null != NullStatus::Must);
  }
  if (!negative_cycle(system, never).empty()) {
    state.contradiction = true;
    return {false, {}};
  }
  tighten_bounds(state, system);
  if (state.contradiction) return {false, {}};
  DifferenceResult result;
  for (size_t i = 0; i < system.columns.size(); ++i)
    present[i] = state.domain(system.columns[i]).null != NullStatus::Must;
  for (size_t node : negative_cycle(system, present))
    if (!never[node]) result.one_must_be_null.push_back(system.columns[node]);
  std::sort(result.one_must_be_null.begin(), result.one_must_be_null.end());
  result.feasible = result.one_must_be_null.empty();
  return result;
}

}  // namespace datagen::core
