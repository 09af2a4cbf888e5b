// src/pg/column_grid.cpp -- collecting the digits of constants by the columns they are used with
#include "pg/column_grid.hpp"

#include "pg/constant_reader.hpp"
#include "pg/guard.hpp"
#include "pg/predicate_nodes.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

// clang-format off
extern "C" {
#include "optimizer/optimizer.h"
#include "utils/fmgroids.h"
}
// clang-format on

namespace datagen::pg {
namespace {

/// More would leave too few digits before the point.
constexpr int kMaxDecimals = 9;
/// Values between two constants that are too few, and the decimals that are added then, to the usual ones at least.
constexpr double kFewBetween = 16;
constexpr int kUsualDecimals = 2;
constexpr int kMoreDecimals = 3;

struct Collector {
  GridDemand* demands;
  int count;
};

void take_decimal(std::string_view text, GridDemand* demand) {
  const std::optional<Decimal> decimal = parse_decimal(text);
  if (!decimal) return;
  demand->decimals = std::max(demand->decimals, std::min(decimal->scale, kMaxDecimals));
  int digits = 0;
  for (int64_t rest = decimal->tick; rest != 0; rest /= 10) ++digits;
  demand->integers = std::max(demand->integers, digits - decimal->scale);
  const double number = static_cast<double>(decimal->tick) / std::pow(10.0, decimal->scale);
  demand->lowest = std::min(demand->lowest, number);
  demand->highest = std::max(demand->highest, number);
}

/// Constants so close that few values of their own digits lie between them ask for some more.
void refine(GridDemand& demand) {
  const double between = demand.highest - demand.lowest;
  const int decimals = std::max(demand.decimals, kUsualDecimals);
  if (between > 0 && between * std::pow(10.0, decimals) < kFewBetween)
    demand.decimals = std::min(decimals + kMoreDecimals, kMaxDecimals);
}

void take_datum(Datum value, Oid type, GridDemand* demand) {
  char text[64];
  if (type == NUMERICOID) {
    take_decimal(DatumGetCString(DirectFunctionCall1(numeric_out, value)), demand);
  } else if (type == FLOAT8OID) {
    take_decimal(
        {text, static_cast<size_t>(std::to_chars(text, text + 64, DatumGetFloat8(value)).ptr - text)},
        demand);
  } else if (type == FLOAT4OID) {
    take_decimal(
        {text, static_cast<size_t>(std::to_chars(text, text + 64, DatumGetFloat4(value)).ptr - text)},
        demand);
  }
}

void take_constant(const Const* constant, GridDemand* demand) {
  if (constant->constisnull) return;
  const Oid element = get_element_type(constant->consttype);
  if (element != NUMERICOID && element != FLOAT8OID && element != FLOAT4OID)
    return take_datum(constant->constvalue, constant->consttype, demand);
  Datum* values = nullptr;
  bool* nulls = nullptr;
  int count = 0;
  int16 length = 0;
  bool by_value = false;
  char align = 0;
  get_typlenbyvalalign(element, &length, &by_value, &align);
  deconstruct_array(DatumGetArrayTypeP(constant->constvalue), element, length, by_value, align, &values,
                    &nulls, &count);
  for (int i = 0; i < count; ++i)
    if (!nulls[i]) take_datum(values[i], element, demand);
}

bool collect(Node* node, void* context) {
  if (node == nullptr) return false;
  List* args = NIL;
  if (IsA(node, OpExpr) || IsA(node, DistinctExpr)) args = reinterpret_cast<OpExpr*>(node)->args;
  if (IsA(node, ScalarArrayOpExpr)) args = reinterpret_cast<ScalarArrayOpExpr*>(node)->args;
  GridDemand demand;
  ListCell* cell;
  foreach (cell, args) {
    Node* arg = static_cast<Node*>(lfirst(cell));
    if (IsA(arg, Const)) take_constant(reinterpret_cast<Const*>(arg), &demand);
  }
  if (demand.decimals > 0 || demand.integers > 0) {
    const Collector* collector = static_cast<Collector*>(context);
    foreach (cell, pull_vars_of_level(node, 0)) {
      const int number = static_cast<Var*>(lfirst(cell))->varattno;
      if (number <= 0 || number >= collector->count) continue;
      GridDemand* own = &collector->demands[number];
      own->decimals = std::max(own->decimals, demand.decimals);
      own->integers = std::max(own->integers, demand.integers);
      own->lowest = std::min(own->lowest, demand.lowest);
      own->highest = std::max(own->highest, demand.highest);
    }
  }
  return walk_children(node, collect, context);
}

}  // namespace

GridDemands demands_on_grids(const RawRelation& relation) {
  GridDemands demands(relation.descriptor->natts + 1);
  Collector collector{demands.data(), static_cast<int>(demands.size())};
  call([&]() noexcept {
    ListCell* cell;
    foreach (cell, relation.obligations)
      collect(eval_const_expressions(nullptr, static_cast<RawObligation*>(lfirst(cell))->expr), &collector);
    for (int i = 0; i < relation.column_count; ++i)
      if (relation.columns[i].generated_expr)
        collect(eval_const_expressions(nullptr, relation.columns[i].generated_expr), &collector);
  });
  for (GridDemand& demand : demands) refine(demand);
  return demands;
}

}  // namespace datagen::pg
