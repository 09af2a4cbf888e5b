// src/pg/native_rule.cpp -- the casts that lie between a generator's value and a column, as the server does them
#include "pg/native_rule.hpp"

#include "core/constraint/membership.hpp"
#include "core/schema/decimal.hpp"
#include "core/schema/grid.hpp"

#include <cmath>

// clang-format off
extern "C" {
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "nodes/nodeFuncs.h"
#include "utils/fmgroids.h"
}
// clang-format on

namespace datagen::pg {
namespace {

constexpr int kUnlimited = 19;  // no 64-bit number has as many digits

bool is_text(Oid type) { return type == TEXTOID || type == VARCHAROID || type == BPCHAROID; }

/// The argument's constant, where it is an int4 that is not NULL.
bool read_int(const FuncExpr* function, int index, int* value) {
  if (list_length(function->args) <= index) return false;
  const Node* node = static_cast<const Node*>(list_nth(function->args, index));
  if (!IsA(node, Const)) return false;
  const auto* constant = reinterpret_cast<const Const*>(node);
  if (constant->consttype != INT4OID || constant->constisnull) return false;
  *value = DatumGetInt32(constant->constvalue);
  return true;
}

/// Whether an explicit cast may cut what is too long.
bool may_cut(const FuncExpr* function) {
  const Node* node = static_cast<const Node*>(list_nth(function->args, 2));
  return !IsA(node, Const) || DatumGetBool(reinterpret_cast<const Const*>(node)->constvalue);
}

int integer_bytes(Oid type) { return type == INT2OID ? 2 : type == INT4OID ? 4 : 8; }

bool fits(double number, int bytes) {
  const double limit = std::ldexp(1.0, 8 * bytes - 1);
  return number >= -limit && number < limit;
}

bool fits(int64_t number, int bytes) {
  return bytes == 8 ||
         (bytes == 4 ? number == static_cast<int32_t>(number) : number == static_cast<int16_t>(number));
}

}  // namespace

std::unique_ptr<NativeRule> NativeRule::of(const Node* expr, const ValueCodec& codec, MemoryContext memory) {
  std::unique_ptr<NativeRule> rule(new NativeRule(codec, memory));
  const bool same_type = call([&]() noexcept { return exprType(expr) == codec.oid(); });
  if (!same_type || GetDatabaseEncoding() != PG_UTF8 || !rule->read(expr)) return nullptr;
  return rule;
}

/// From the outermost cast to the call within.
bool NativeRule::read(const Node* node) {
  while (IsA(node, RelabelType) && is_text(reinterpret_cast<const RelabelType*>(node)->resulttype))
    node = reinterpret_cast<const Node*>(reinterpret_cast<const RelabelType*>(node)->arg);
  if (!IsA(node, FuncExpr)) return false;
  const auto* function = reinterpret_cast<const FuncExpr*>(node);
  if (read_cast(function)) return read(static_cast<const Node*>(linitial(function->args)));
  plan_ = plan_generator_call(function);
  return plan_.maker != nullptr;
}

/// Notes the cast as the step before those that are noted already; false when it is none that is known here.
bool NativeRule::read_cast(const FuncExpr* function) {
  Step step{StepKind::ToInteger, integer_bytes(function->funcresulttype), 0};
  int modifier = 0;
  switch (function->funcid) {
    case F_INT2_FLOAT8:
    case F_INT4_FLOAT8:
    case F_INT8_FLOAT8:
    case F_INT2_INT4:
    case F_INT2_INT8:
    case F_INT4_INT2:
    case F_INT4_INT8:
    case F_INT8_INT2:
    case F_INT8_INT4:
    case F_INT2_NUMERIC:
    case F_INT4_NUMERIC:
    case F_INT8_NUMERIC: break;
    case F_FLOAT8_INT4:
    case F_FLOAT8_INT8: step.kind = StepKind::ToReal; break;
    case F_NUMERIC_FLOAT8:
    case F_NUMERIC_INT4:
    case F_NUMERIC_INT8: step.kind = StepKind::ToNumeric; break;
    case F_ROUND_NUMERIC_INT4:
      if (!read_int(function, 1, &step.scale)) return false;
      step = {StepKind::Round, kUnlimited, step.scale};
      break;
    case F_NUMERIC_NUMERIC_INT4:
      if (!read_int(function, 1, &modifier) || modifier < static_cast<int>(VARHDRSZ)) return false;
      modifier -= VARHDRSZ;
      // The lower eleven bits are the scale, negative ones as two's complement.
      step = {StepKind::Round, (modifier >> 16) & 0xffff, ((modifier & 0x7ff) ^ 1024) - 1024};
      break;
    case F_VARCHAR_VARCHAR_INT4_BOOL:
    case F_BPCHAR_BPCHAR_INT4_BOOL:
      if (!read_int(function, 1, &modifier) || may_cut(function)) return false;
      step = {StepKind::LimitText, modifier - static_cast<int>(VARHDRSZ), 0};
      break;
    default: return false;
  }
  steps_.insert(steps_.begin(), step);
  return true;
}

bool NativeRule::prepare() {
  const ContextSwitch in(memory_);
  call_ = prepare_generator_call(plan_);
  return call_ != nullptr;
}

bool NativeRule::apply(const Step& step, Passing& passing) {
  core::Value& value = passing.value;
  if (step.kind == StepKind::LimitText)
    return value.kind == core::ValueKind::Text && (value.size <= static_cast<uint32_t>(step.size) ||
                                                   core::character_count(value.text()) <= step.size);
  const bool pending = value.kind == core::ValueKind::Real;
  if (!pending && value.kind != core::ValueKind::Tick) return false;
  switch (step.kind) {
    case StepKind::ToReal: value = core::Value::of_real(static_cast<double>(value.tick)); return true;
    case StepKind::ToNumeric:
      passing.is_numeric = true;
      passing.scale = pending ? -1 : 0;
      return true;
    case StepKind::Round: {
      if (step.scale < 0) return false;
      const auto tick = pending ? core::decimal_of(value.real, step.scale)
                                : core::rescaled(value.tick, passing.scale, step.scale);
      if (!tick || (step.size < kUnlimited && std::abs(*tick) >= core::clamped_power_of_ten(step.size)))
        return false;
      value = core::Value::of_tick(*tick);
      passing.scale = step.scale;
      return true;
    }
    default: break;
  }
  // To an integer: doubles to the nearest even one, decimals away from zero.
  std::optional<int64_t> integer = value.tick;
  if (pending && !passing.is_numeric) {
    const double rounded = std::nearbyint(value.real);
    if (!fits(rounded, step.size)) return false;
    integer = static_cast<int64_t>(rounded);
  } else if (passing.is_numeric) {
    integer = pending ? core::decimal_of(value.real, 0) : core::rescaled(value.tick, passing.scale, 0);
  }
  if (!integer || !fits(*integer, step.size)) return false;
  passing = {core::Value::of_tick(*integer), false, 0};
  return true;
}

/// As ValueCodec::decode() would have it.
std::optional<core::Value> NativeRule::for_column(const Passing& passing) const {
  const core::Type& type = codec_.type();
  const core::Value& value = passing.value;
  switch (type.type_class) {
    case core::TypeClass::Text: {
      if (value.kind != core::ValueKind::Text) return std::nullopt;
      std::string_view text = value.text();
      if (type.oid == BPCHAROID)
        while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
      return core::Value::of_text(text);
    }
    case core::TypeClass::Float:
      if (value.kind != core::ValueKind::Real || type.oid != FLOAT8OID) return std::nullopt;
      return codec_.on_grid(value.real);
    case core::TypeClass::Numeric: {
      if (value.kind != core::ValueKind::Tick || type.scale < 0) return std::nullopt;
      if (passing.scale > type.scale) return std::nullopt;
      const auto tick = core::rescaled(value.tick, passing.scale, type.scale);
      if (!tick) return std::nullopt;
      return core::Value::of_tick(*tick);
    }
    case core::TypeClass::Boolean:
    case core::TypeClass::Integer:
    case core::TypeClass::Date:
    case core::TypeClass::Timestamp:
    case core::TypeClass::TimestampTz:
      if (value.kind != core::ValueKind::Tick) return std::nullopt;
      return value;
    default: return std::nullopt;
  }
}

std::optional<core::Value> NativeRule::value(const core::RuleDraw& draw, core::Arena& arena) {
  Passing passing{call_->draw(draw, arena), false, 0};
  if (passing.value.is_null()) return passing.value;
  for (const Step& step : steps_)
    if (!apply(step, passing)) return std::nullopt;
  return for_column(passing);
}

}  // namespace datagen::pg
