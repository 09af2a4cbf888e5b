// src/pg/native_rule.hpp -- rules that are a generator call and casts, evaluated without the executor
#pragma once

#include "pg/generator_call.hpp"
#include "pg/value_codec.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace datagen::pg {

/// A rule's expression that is one generator call with constant arguments, possibly within casts and round() between
/// numbers and texts. Its values are those that the executor computes, at the cost of a column without a rule.
class NativeRule : private core::LiveObject {
 public:
  /// nullptr where the expression, as compile_rule() left it, is anything else. `memory` holds it and what is prepared;
  /// `codec` is the column's.
  static std::unique_ptr<NativeRule> of(const Node* expr, const ValueCodec& codec, MemoryContext memory);

  bool is_prepared() const { return call_ != nullptr; }
  /// Before the first value(). Throws what the generator raises for its arguments; false where only the executor can
  /// make the values.
  bool prepare();
  /// nullopt where the executor has to decide: the value does not fit a type on the way, or is on no grid. May throw
  /// what the generator raises.
  std::optional<core::Value> value(const core::RuleDraw& draw, core::Arena& arena);

 private:
  enum class StepKind : uint8_t { ToInteger, ToReal, ToNumeric, Round, LimitText };
  /// One cast. ToInteger: `size` bytes. Round: numbers to `scale` digits, less than 10^`size` units. LimitText: to `size`
  /// characters.
  struct Step {
    StepKind kind;
    int size;
    int scale;
  };
  /// A value between two steps. A numeric with scale -1 is a double's 15 digits, not rounded yet.
  struct Passing {
    core::Value value;
    bool is_numeric;
    int scale;
  };

  NativeRule(const ValueCodec& codec, MemoryContext memory) : codec_(codec), memory_(memory) {}
  bool read(const Node* node);
  bool read_cast(const FuncExpr* function);
  static bool apply(const Step& step, Passing& passing);
  std::optional<core::Value> for_column(const Passing& passing) const;

  const ValueCodec& codec_;
  MemoryContext memory_;
  GeneratorCallPlan plan_;
  std::unique_ptr<GeneratorCall> call_;
  std::vector<Step> steps_;
};

}  // namespace datagen::pg
