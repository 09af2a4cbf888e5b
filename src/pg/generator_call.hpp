// src/pg/generator_call.hpp -- generator functions with constant arguments, drawn from without calling them by SQL
#pragma once

#include "core/base/arena.hpp"
#include "core/base/live_object.hpp"
#include "core/plan/row_services.hpp"
#include "pg/arguments.hpp"
#include "pg/generator_stream.hpp"

#include <memory>
#include <string>
#include <utility>

namespace datagen::pg {

/// One call of a generator function, prepared once for all rows. It must give what the SQL function gives.
class GeneratorCall : private core::LiveObject {
 public:
  virtual ~GeneratorCall() = default;
  /// What the function returns as the first generator call of a rule's evaluation: NULL, Tick (booleans, integers, dates,
  /// timestamps), Real (float8) or Text, which lies in `arena`. Throws what the function raises.
  virtual core::Value draw(const core::RuleDraw& draw, core::Arena& arena) = 0;
};

/// The call whose values `draw(core::Stream&, core::Arena&)` gives.
template <class Draw>
std::unique_ptr<GeneratorCall> drawn_call(Draw draw) {
  class Call : public GeneratorCall {
   public:
    explicit Call(Draw draw) : draw_(std::move(draw)) {}
    core::Value draw(const core::RuleDraw& draw, core::Arena& arena) override {
      core::Stream stream = first_generator_stream(draw);
      return draw_(stream, arena);
    }

   private:
    Draw draw_;
  };
  return std::make_unique<Call>(std::move(draw));
}

/// Prepares a call; `name` is the SQL function's. May throw what the function raises for such arguments, and return
/// nullptr where only the function itself knows how.
using GeneratorCallMaker = std::unique_ptr<GeneratorCall> (*)(const Arguments& arguments,
                                                              const std::string& name);

/// Tells how calls of the C function `symbol` are prepared; for _PG_init().
void offer_generator_call(const char* symbol, GeneratorCallMaker maker);

/// Where the function is one of the extension's whose calls can be prepared, all of its arguments are constants and the
/// caller may execute it: how, else nullptr. The expression must outlive the plan.
struct GeneratorCallPlan {
  GeneratorCallMaker maker = nullptr;
  const FuncExpr* call = nullptr;
  std::string name;
};
GeneratorCallPlan plan_generator_call(const FuncExpr* call);

/// Prepares the call. What it pallocs lies in CurrentMemoryContext, which must live as long as the result.
std::unique_ptr<GeneratorCall> prepare_generator_call(const GeneratorCallPlan& plan);

}  // namespace datagen::pg
