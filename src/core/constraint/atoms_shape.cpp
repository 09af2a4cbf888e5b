// src/core/constraint/atoms_shape.cpp -- lengths, arrays, ranges and JSON documents
#include "core/constraint/atoms_encoded.hpp"
#include "core/constraint/atoms_language.hpp"
#include "core/constraint/json_parts.hpp"
#include "core/constraint/json_shape.hpp"
#include "core/constraint/linear_form.hpp"
#include "core/constraint/narrowing.hpp"
#include "core/constraint/text_measure.hpp"
#include "core/schema/grid.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

bool passes(Outcomes outcomes) { return outcomes == kTrue || outcomes == (kTrue | kNull); }

struct Span {
  int64_t low = 0;
  int64_t high = -1;
  bool whole = true;  ///< the set is all of low..high
};

/// The hull of the counts in `allowed`, none when there is no count at all.
Span hull_of(TickSet allowed) {
  allowed.intersect(0, INT32_MAX);
  if (allowed.empty()) return {1, 0, true};
  Span span{allowed.lowest(), allowed.highest(), true};
  span.whole = allowed.size() == static_cast<uint64_t>(span.high - span.low) + 1;
  return span;
}

void keep_between(int64_t& low, int64_t& high, const Span& span) {
  low = std::max(low, span.low);
  high = std::min(high, span.high);
}

/// The domain of an array's elements, made when it is first needed.
Domain& items_of(const Place& array) {
  std::shared_ptr<Domain>& items = array.domain->array.items;
  items = items ? std::make_shared<Domain>(*items)
                : std::make_shared<Domain>(domain_of_type(*array.type->element, false));
  return *items;
}

std::optional<Op> operator_of(const std::string& symbol) {
  if (symbol == "=") return Op::Eq;
  if (symbol == "<>") return Op::Ne;
  if (symbol == "<") return Op::Lt;
  if (symbol == "<=") return Op::Le;
  if (symbol == ">") return Op::Gt;
  if (symbol == ">=") return Op::Ge;
  return std::nullopt;
}

/// A range constant as ticks of its subtype; nullopt when a bound is no tick.
std::optional<TickSet> ticks_of_range(const Value& range) {
  if (range.kind != ValueKind::List || range.size != 2) return std::nullopt;
  if (range.flags & kEmptyRange) return TickSet::empty_set();
  int64_t low = INT64_MIN, high = INT64_MAX;
  if (!range.items[0].is_null()) {
    if (range.items[0].kind != ValueKind::Tick) return std::nullopt;
    low = clamp_tick(Wide{range.items[0].tick} + ((range.flags & kLowerInclusive) ? 0 : 1));
  }
  if (!range.items[1].is_null()) {
    if (range.items[1].kind != ValueKind::Tick) return std::nullopt;
    high = clamp_tick(Wide{range.items[1].tick} - ((range.flags & kUpperInclusive) ? 0 : 1));
  }
  return TickSet(low, high);
}

}  // namespace

bool narrow_length(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  if (leaf->args[0]->op != Op::Cast || leaf->args[0]->args[0]->op != Op::JsonGet) {
    const Expr* inner = leaf->args[0].get();
    while (inner->op == Op::Cast) inner = inner->args[0].get();
    const bool written =
        inner != leaf->args[0].get() && inner->type && inner->type->type_class != TypeClass::Text;
    if (is_text_function(inner->op) || written) {
      auto wanted = texts_of_length(allowed);
      return wanted && admit_language(state, leaf->args[0], std::move(*wanted));
    }
  }
  const auto place = place_of(state, leaf->args[0]);
  if (!place) return false;
  const ValueKind kind = value_kind(*place->type);
  if (kind != ValueKind::Text && place->type->type_class != TypeClass::Bytea) return false;
  const Span span = hull_of(allowed);
  keep_between(place->domain->text.min_length, place->domain->text.max_length, span);
  if (place->part) settle_domain(*place->domain, *place->type);
  state.settle(place->column);
  // Trailing blanks of a character(n) do not count.
  return span.whole && place->type->name != "bpchar" && leaf->args[0]->op != Op::JsonGet;
}

bool narrow_octets(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  if (leaf->args[0]->op == Op::Decode) {
    const Span bytes = hull_of(allowed);
    return narrow_decoded(state, *leaf->args[0], bytes.low, bytes.high);
  }
  const auto place = place_of(state, leaf->args[0]);
  if (!place) return false;
  if (place->type->type_class == TypeClass::Bytea) return narrow_length(state, leaf, allowed);
  if (place->type->type_class != TypeClass::Text || place->type->name == "bpchar") return false;
  const Span span = hull_of(allowed);
  TextSet& text = place->domain->text;
  text.max_bytes = std::min(text.max_bytes, span.high);
  text.min_length = std::max(text.min_length, (span.low + 3) / 4);
  if (span.low > span.high) place->domain->impossible = true;
  state.settle(place->column);
  return span.whole && span.low <= 1 && !place->part;
}

namespace {

constexpr int64_t kMostDimensions = 6;

/// jsonb_array_length(), which is an error for anything but an array.
bool narrow_json_length(BranchState& state, const Place& place, const Span& span) {
  if (!state.context().prefer) return false;
  JsonSet& json = place.domain->json;
  if (json.type.empty()) json.type = "array";
  if (json.type != "array") place.domain->impossible = true;
  keep_between(json.min_items, json.max_items, span);
  if (json.min_items > json.max_items) place.domain->impossible = true;
  state.settle(place.column);
  return false;
}

/// Lengths of the inner dimensions: of one as declared, any from 1 on.
void start_dimensions(const Place& place) {
  auto& inner = place.domain->array.inner;
  while (static_cast<int32_t>(inner.size()) + 1 < place.type->dimensions) inner.emplace_back(1, INT32_MAX);
}

/// array_length(a, 2) and beyond: an array with that many dimensions.
bool narrow_inner_length(const Place& place, BranchState& state, Wide dimension, const Span& span) {
  if (dimension > kMostDimensions || span.low > span.high) return false;
  ArraySet& array = place.domain->array;
  start_dimensions(place);
  while (static_cast<Wide>(array.inner.size()) + 1 < dimension) array.inner.emplace_back(1, INT32_MAX);
  auto& length = array.inner[static_cast<size_t>(dimension - 2)];
  length.first = std::max(length.first, span.low);
  length.second = std::min(length.second, span.high);
  array.min_items = std::max<int64_t>(array.min_items, 1);
  if (length.first > length.second) place.domain->impossible = true;
  state.settle(place.column);
  return false;
}

}  // namespace

bool narrow_dimensions(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  const auto place = place_of(state, leaf->args[0]);
  TickSet dimensions = allowed;
  dimensions.intersect(1, kMostDimensions);
  if (!place || place->type->type_class != TypeClass::Array || !state.context().prefer || dimensions.empty())
    return false;
  const auto declared = static_cast<int64_t>(place->type->dimensions);
  const int64_t wanted = dimensions.contains(declared) ? declared : dimensions.lowest();
  ArraySet& array = place->domain->array;
  array.min_items = std::max<int64_t>(array.min_items, 1);
  array.inner.resize(static_cast<size_t>(wanted - 1), {1, INT32_MAX});
  array.one_dimension = wanted == 1;
  state.settle(place->column);
  return false;
}

bool narrow_cardinality(BranchState& state, const ExprPtr& leaf, const TickSet& allowed) {
  Span span = hull_of(allowed);
  if (is_split(*leaf->args[0])) return narrow_fields(state, *leaf->args[0], span.low, span.high);
  const auto place = place_of(state, leaf->args[0]);
  if (place && leaf->op == Op::Cardinality &&
      (place->type->type_class == TypeClass::Json || place->type->type_class == TypeClass::Jsonb))
    return narrow_json_length(state, *place, span);
  if (!place || place->type->type_class != TypeClass::Array) return false;
  if (leaf->op == Op::ArrayLength) {
    // array_length() of an empty array is NULL, which a CHECK lets pass; the natural reading is an array with items.
    const auto dimension = linear_form(leaf->args[1]);
    if (!dimension || !dimension->terms.empty() || !state.context().prefer) return false;
    if (dimension->constant > 1) return narrow_inner_length(*place, state, dimension->constant, span);
    if (dimension->constant != 1) return false;
    start_dimensions(*place);
    span.low = std::max<int64_t>(span.low, 1);
  }
  keep_between(place->domain->array.min_items, place->domain->array.max_items, span);
  state.settle(place->column);
  return span.whole && !place->part;
}

bool narrow_all_elements(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (!passes(outcomes) || expr->args[0]->op != Op::Constant) return false;
  const auto op = operator_of(expr->symbol);
  const auto place = place_of(state, expr->args[1]);
  if (!op || !place || place->type->type_class != TypeClass::Array || !place->type->element) return false;
  Domain& items = items_of(*place);
  if (outcomes == kTrue) place->domain->array.null_items = false;
  // The element stands in for a column of its type: "constant op element".
  const auto left = linear_form(make_column(-1, place->type->element)), right = linear_form(expr->args[0]);
  bool exact = false;
  if (left && right) {
    const auto form = difference(*left, *right);
    if (form && form->terms.size() == 1 && form->slack == 0) {
      items.ticks.intersect(ticks_between(*form, mirror_of(*op)));
      exact = !form->real;
    }
  } else if (*op == Op::Eq) {
    keep_values(items, *place->type->element, {expr->args[0]->constant});
    exact = true;
  } else if (*op == Op::Ne && expr->args[0]->constant.kind == ValueKind::Text) {
    items.text.excluded.emplace_back(expr->args[0]->constant.text());
    exact = true;
  }
  settle_domain(items, *place->type->element);
  state.settle(place->column);
  return exact && !place->part;
}

bool narrow_contained(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (!passes(outcomes) || expr->args[1]->op != Op::Constant) return false;
  const Value& constant = expr->args[1]->constant;
  const TypePtr& constant_type = expr->args[1]->type;
  if (is_split(*expr->args[0])) return narrow_listed_fields(state, *expr->args[0], constant);
  const auto place = place_of(state, expr->args[0]);
  if (place && place->type->type_class == TypeClass::Jsonb && constant.kind == ValueKind::Text) {
    // What the document may hold at most, and parts of it, are also the natural documents.
    if (state.context().prefer) {
      const std::vector<std::string> documents = contained_documents(constant.text());
      std::vector<Value> values;
      for (const std::string& document : documents) values.push_back(Value::of_text(document));
      keep_values(*place->domain, *place->type, std::move(values));
    }
    state.settle(place->column);
    return false;
  }
  if (!place || constant.kind != ValueKind::List || !constant_type) return false;
  if (place->type->type_class == TypeClass::Array && place->type->element) {
    std::vector<Value> members(constant.items, constant.items + constant.size);
    members.erase(std::remove_if(members.begin(), members.end(), [](const Value& v) { return v.is_null(); }),
                  members.end());
    Domain& items = items_of(*place);
    keep_values(items, *place->type->element, std::move(members));
    place->domain->array.null_items = false;
    if (items.impossible) place->domain->array.max_items = 0;
    state.settle(place->column);
    return !place->part;
  }
  const auto ticks = ticks_of_range(constant);
  if (!ticks || !constant_type->element) return false;
  const auto same_grid =
      common_grid(*constant_type->element, place->type->type_class == TypeClass::Range && place->type->element
                                               ? *place->type->element
                                               : *place->type);
  if (!same_grid || same_grid->left_factor != 1 || same_grid->right_factor != 1) return false;
  if (value_kind(*place->type) == ValueKind::Tick) return apply_leaf(state, expr->args[0], *ticks);
  if (place->type->type_class != TypeClass::Range || !state.context().prefer || ticks->empty()) return false;
  // An empty range is contained in every other; the natural reading is one with bounds inside.
  const int64_t low = ticks->lowest(), high = ticks->highest();
  const auto lower = place_of(state, make_expr(Op::RangeLower, {expr->args[0]}));
  lower->domain->ticks.intersect(low, high);
  if (low != INT64_MIN) lower->domain->null = NullStatus::Never;
  const auto upper = place_of(state, make_expr(Op::RangeUpper, {expr->args[0]}));
  upper->domain->ticks.intersect(low, clamp_tick(Wide{high} + 1));
  if (high != INT64_MAX) upper->domain->null = NullStatus::Never;
  state.settle(place->column);
  return false;
}

/// NOT a @> constant: without one of the constant's elements.
bool narrow_without(BranchState& state, const ExprPtr& expr) {
  const Value& constant = expr->args[1]->constant;
  const auto place = place_of(state, expr->args[0]);
  if (!place || place->type->type_class != TypeClass::Array || !place->type->element ||
      constant.kind != ValueKind::List || constant.size == 0)
    return false;
  if (constant.size > 1 && !state.context().prefer) return false;
  const Value& item = constant.items[0];
  Domain& items = items_of(*place);
  if (item.kind == ValueKind::Tick)
    items.ticks.exclude(item.tick);
  else if (item.kind == ValueKind::Text)
    items.text.excluded.emplace_back(item.text());
  else
    return false;
  settle_domain(items, *place->type->element);
  state.settle(place->column);
  return false;
}

bool narrow_contains(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (expr->args[1]->op != Op::Constant) return false;
  if (outcomes == kFalse || outcomes == (kFalse | kNull)) return narrow_without(state, expr);
  if (!passes(outcomes)) return false;
  const Value& constant = expr->args[1]->constant;
  const auto place = place_of(state, expr->args[0]);
  if (place && place->type->type_class == TypeClass::Jsonb && constant.kind == ValueKind::Text) {
    require_json(state, expr->args[0], constant.text());
    return false;
  }
  if (!place || place->type->type_class != TypeClass::Array || constant.kind != ValueKind::List) return false;
  ArraySet& array = place->domain->array;
  int64_t distinct = 0;
  for (uint32_t i = 0; i < constant.size; ++i) {
    const Value& item = constant.items[i];
    const auto same = [&](const Value& other) { return same_value(item, other); };
    distinct += std::none_of(constant.items, constant.items + i, same);
    if (std::none_of(array.required.begin(), array.required.end(), same)) array.required.push_back(item);
  }
  array.min_items = std::max(array.min_items, distinct);
  state.settle(place->column);
  return false;
}

bool narrow_range_empty(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  if (outcomes & kTrue) return false;
  const auto place = place_of(state, expr->args[0]);
  if (!place) return false;
  place->domain->non_empty_range = true;
  state.settle(place->column);
  return !place->part;
}

/// lower_inc() and upper_inc(), which are false for an empty range and for a bound that is infinite.
bool narrow_range_inclusion(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  const auto place = place_of(state, expr->args[0]);
  if (!place || !state.context().prefer) return false;
  const bool inclusive = passes(outcomes);
  if (inclusive) place->domain->non_empty_range = true;
  if (expr->op == Op::RangeLowerInc)
    place->domain->lower_exclusive = !inclusive;
  else
    place->domain->upper_inclusive = inclusive;
  state.settle(place->column);
  return false;
}

bool narrow_json_key(BranchState& state, const ExprPtr& expr, Outcomes outcomes, int) {
  // The key test is also true for an array that holds the string; the natural reading is an object.
  if (!passes(outcomes) || !state.context().prefer) return false;
  const std::string key(constant_text(*expr->args[1]));
  const auto place = place_of(state, expr->args[0]);
  if (!place || key.empty()) return false;
  JsonSet& json = place->domain->json;
  if (json.type.empty()) json.type = "object";
  if (json.type != "object") place->domain->impossible = true;
  json.keys.try_emplace(key, nullptr);
  state.settle(place->column);
  return !place->part;
}

std::optional<bool> narrow_range_width(BranchState& state, const LinearForm& form, Op op) {
  const ExprPtr &a = form.terms[0].leaf, &b = form.terms[1].leaf;
  if (form.terms.size() != 2 || form.terms[0].factor != -form.terms[1].factor || form.slack != 0)
    return std::nullopt;
  const bool upper_first = a->op == Op::RangeUpper && b->op == Op::RangeLower;
  if ((!upper_first && !(a->op == Op::RangeLower && b->op == Op::RangeUpper)) ||
      !same_expr(*a->args[0], *b->args[0]))
    return std::nullopt;
  const auto place = place_of(state, a->args[0]);
  if (!place) return false;
  LinearForm width = form;
  width.terms = {form.terms[upper_first ? 0 : 1]};
  TickSet allowed = ticks_between(width, op);
  allowed.intersect(0, INT64_MAX);
  if (allowed.empty()) return false;
  place->domain->min_width = std::max(place->domain->min_width, allowed.lowest());
  place->domain->max_width = std::min(place->domain->max_width, allowed.highest());
  state.settle(place->column);
  return false;
}

}  // namespace datagen::core
