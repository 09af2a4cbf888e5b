// src/core/plan/key_space.cpp -- mixed radix over components
#include "core/plan/key_space.hpp"

#include <algorithm>

namespace datagen::core {
namespace {

/// A permutation needs an even number of bits at most 64; beyond this size the product is cut.
constexpr uint64_t kMostTuples = uint64_t{1} << 62;

}  // namespace

uint64_t KeyComponent::size() const {
  const uint64_t values = listing ? std::min(listing->size(), limit) : rows->size();
  return null_member && values < UINT64_MAX ? values + 1 : values;
}

void KeyComponent::decode(uint64_t index, Value* row, Arena& arena) const {
  if (null_member && index == size() - 1) {
    for (int column : columns) row[column] = Value::null();
  } else if (listing) {
    row[columns[0]] = listing->unrank(index, arena);
  } else {
    for (size_t i = 0; i < columns.size(); ++i) row[columns[i]] = rows->get(index, static_cast<int>(i));
  }
}

std::vector<int> columns_of(const std::vector<KeyComponent>& components) {
  std::vector<int> columns;
  for (const KeyComponent& component : components)
    columns.insert(columns.end(), component.columns.begin(), component.columns.end());
  return columns;
}

uint64_t product_of(const std::vector<KeyComponent>& components) {
  unsigned __int128 product = 1;
  for (const KeyComponent& component : components) {
    product *= component.size();
    if (product > kMostTuples) return kMostTuples;
  }
  return static_cast<uint64_t>(product);
}

void decode_tuple(const std::vector<KeyComponent>& components, uint64_t index, Value* row, Arena& arena) {
  for (const KeyComponent& component : components) {
    const uint64_t size = component.size();
    component.decode(index % size, row, arena);
    index /= size;
  }
}

}  // namespace datagen::core
