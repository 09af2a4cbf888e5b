// src/core/constraint/domain.cpp -- the domain of a bare type, and what is left of one after narrowing
#include "core/constraint/domain.hpp"

#include "core/constraint/held_values.hpp"
#include "core/constraint/membership.hpp"
#include "core/constraint/narrowing.hpp"

#include <algorithm>

namespace datagen::core {

namespace {

bool is_text(const Type& type) { return value_kind(type) == ValueKind::Text; }

/// Whether a listed text meets what else is known of the column.
bool fits(const Domain& domain, const Value& value) {
  if (value.kind == ValueKind::Bytes)
    return value.size >= domain.text.min_length && value.size <= domain.text.max_length;
  return value.kind != ValueKind::Text || admits_text(domain.text, value.text());
}

bool part_impossible(const Domain& part) { return part.impossible && part.null == NullStatus::Never; }

bool array_impossible(const ArraySet& array) {
  if (array.min_items > array.max_items) return true;
  const bool no_item = array.items && array.items->impossible && !array.null_items;
  return array.min_items > 0 && no_item;
}

}  // namespace

Domain domain_of_type(const Type& type, bool nullable) {
  Domain domain;
  domain.null = nullable && !type.domain_not_null ? NullStatus::May : NullStatus::Never;
  if (value_kind(type) == ValueKind::Tick) {
    domain.ticks = TickSet(type.min_tick, type.max_tick);
    if (type.type_class == TypeClass::Boolean) domain.ticks.intersect(0, 1);
    if (type.type_class == TypeClass::Enum)
      domain.ticks.intersect(0, static_cast<int64_t>(type.labels.size()) - 1);
    if (type.tick_step > 1) domain.ticks.keep_stride(type.tick_step, 0);
  }
  if (type.max_length >= 0) domain.text.max_length = type.max_length;
  if (type.type_class == TypeClass::Bit && type.fixed_length) domain.text.min_length = domain.text.max_length;
  settle_domain(domain, type);
  return domain;
}

void settle_domain(Domain& domain, const Type& type) {
  if (domain.null == NullStatus::Must) return;
  bool impossible = domain.impossible;
  if (value_kind(type) == ValueKind::Tick) {
    impossible = impossible || domain.ticks.empty();
  } else if (domain.values) {
    auto& values = *domain.values;
    values.erase(std::remove_if(values.begin(), values.end(),
                                [&](const Value& value) { return !fits(domain, value); }),
                 values.end());
    impossible = impossible || values.empty();
  } else if (is_text(type) || type.type_class == TypeClass::Bytea) {
    impossible = impossible || domain.text.min_length > domain.text.max_length;
    if (is_text(type)) impossible = impossible || domain.text.min_length > domain.text.max_bytes;
    impossible = impossible || (domain.text.no_blank && domain.text.max_length < 1);
    const auto& excluded = domain.text.excluded;
    const bool no_empty = std::find(excluded.begin(), excluded.end(), std::string()) != excluded.end();
    impossible = impossible || (no_empty && domain.text.max_length < 1);
    impossible = impossible ||
                 (domain.text.language && domain.text.language->empty() && domain.text.language->exact());
  } else if (type.type_class == TypeClass::Array) {
    impossible = impossible || array_impossible(domain.array);
  }
  for (const auto& [index, part] : domain.parts) impossible = impossible || part_impossible(*part);
  if (domain.min_width > domain.max_width) impossible = impossible || domain.non_empty_range;
  domain.impossible = impossible;
  if (impossible && domain.null == NullStatus::May) domain.null = NullStatus::Must;
}

void keep_values(Domain& domain, const Type& type, std::vector<Value> values) {
  if (value_kind(type) == ValueKind::Tick) {
    std::vector<int64_t> points;
    for (const Value& value : values)
      if (value.kind == ValueKind::Tick) points.push_back(value.tick);
    domain.ticks.intersect(TickSet::of_points(std::move(points)));
  } else if (domain.values) {
    auto& kept = *domain.values;
    kept.erase(std::remove_if(kept.begin(), kept.end(),
                              [&](const Value& value) {
                                return std::none_of(values.begin(), values.end(), [&](const Value& other) {
                                  return same_value(value, other);
                                });
                              }),
               kept.end());
  } else {
    std::vector<Value> distinct;
    for (const Value& value : values)
      if (std::none_of(distinct.begin(), distinct.end(),
                       [&](const Value& other) { return same_value(value, other); }))
        distinct.push_back(value);
    hold_values(domain, std::move(distinct));
  }
  settle_domain(domain, type);
}

void hold_values(Domain& domain, std::vector<Value> values) {
  const auto texts = std::make_shared<std::vector<std::string>>();
  for (const Value& value : values)
    if (value.kind == ValueKind::Text || value.kind == ValueKind::Bytes) texts->emplace_back(value.text());
  auto text = texts->cbegin();
  for (Value& value : values) {
    if (value.kind == ValueKind::Text)
      value = Value::of_text(*text++);
    else if (value.kind == ValueKind::Bytes)
      value = Value::of_bytes(*text++);
  }
  if (!texts->empty()) domain.text.listed = texts;
  domain.values = std::move(values);
}

bool loose_equality(const Relation& relation, int column) {
  const Column& c = relation.columns[static_cast<size_t>(column)];
  const std::string& name = c.type->name;
  return !c.deterministic_collation || name == "citext" || name == "jsonb" ||
         c.type->type_class == TypeClass::Unknown;
}

}  // namespace datagen::core
