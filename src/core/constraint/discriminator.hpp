// src/core/constraint/discriminator.hpp -- which column decides between alternatives, and what is already decided
#pragma once

#include "core/constraint/branches.hpp"

#include <optional>

namespace datagen::core {

enum class Verdict : uint8_t { Open, Holds, Fails };

/// Whether the state proves a literal or its opposite.
Verdict verdict(const BranchState& state, const Formula& literal);

/// Values of a discriminator that decide all literals on it in the same way.
struct ValueClass {
  std::vector<Value> values;
  std::string label;
};

struct DiscriminatorSplit {
  int column = -1;
  std::vector<ValueClass> classes;  ///< in the order of the values
  bool with_null = false;
};

/// The column with a small finite domain that most clauses mention, when its values tell them apart.
std::optional<DiscriminatorSplit> choose_discriminator(const BranchState& state,
                                                       const std::vector<Clause>& clauses);

/// The nullable column that most null tests ask for; -1 when there is none.
int choose_null_split(const BranchState& state, const std::vector<Clause>& clauses);

}  // namespace datagen::core
