// src/core/search/value_numbers.hpp -- numbers for values that lie on no grid
#pragma once

#include "core/base/value.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace datagen::core {

/// Numbers for values that lie on no grid (texts, lists), so that a box can hold them: equal values, equal numbers.
class ValueNumbers {
 public:
  int64_t number(const Value& value);
  const Value& value(int64_t number) const { return values_[static_cast<size_t>(number)]; }
  size_t size() const { return values_.size(); }
  /// Gives up all but the first `kept` numbers.
  void forget(size_t kept);

 private:
  std::map<uint64_t, std::vector<int64_t>> by_hash_;
  std::vector<Value> values_;
  std::vector<std::unique_ptr<std::string>> texts_;  // one per value
};

}  // namespace datagen::core
