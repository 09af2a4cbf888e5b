// src/core/constraint/describe.cpp -- expressions as text, for messages and explain
#include "core/schema/predicate.hpp"

namespace datagen::core {

namespace {

const char* infix_symbol(Op op) {
  switch (op) {
    case Op::And: return " AND ";
    case Op::Or: return " OR ";
    case Op::Eq: return " = ";
    case Op::Ne: return " <> ";
    case Op::Lt: return " < ";
    case Op::Le: return " <= ";
    case Op::Gt: return " > ";
    case Op::Ge: return " >= ";
    case Op::Distinct: return " IS DISTINCT FROM ";
    case Op::NotDistinct: return " IS NOT DISTINCT FROM ";
    case Op::Add: return " + ";
    case Op::Sub: return " - ";
    case Op::Mul: return " * ";
    case Op::Div: return " / ";
    case Op::Mod: return " % ";
    case Op::Concat: return " || ";
    case Op::StartsWith: return " ^@ ";
    case Op::Like: return " ~~ ";
    case Op::NotLike: return " !~~ ";
    case Op::ILike: return " ~~* ";
    case Op::NotILike: return " !~~* ";
    case Op::Regex: return " ~ ";
    case Op::NotRegex: return " !~ ";
    case Op::RegexI: return " ~* ";
    case Op::NotRegexI: return " !~* ";
    case Op::ContainedBy: return " <@ ";
    case Op::Contains: return " @> ";
    case Op::JsonHasKey: return " ? ";
    case Op::JsonGet: return " ->> ";
    default: return nullptr;
  }
}

const char* suffix(Op op) {
  switch (op) {
    case Op::IsNull: return " IS NULL";
    case Op::IsNotNull: return " IS NOT NULL";
    case Op::IsTrue: return " IS TRUE";
    case Op::IsFalse: return " IS FALSE";
    case Op::IsNotTrue: return " IS NOT TRUE";
    case Op::IsNotFalse: return " IS NOT FALSE";
    default: return nullptr;
  }
}

const char* function_name(Op op) {
  switch (op) {
    case Op::Not: return "NOT ";
    case Op::Neg: return "-";
    case Op::Abs: return "abs";
    case Op::Length: return "length";
    case Op::OctetLength: return "octet_length";
    case Op::Lower: return "lower";
    case Op::Upper: return "upper";
    case Op::Trim: return "btrim";
    case Op::Left: return "left";
    case Op::Right: return "right";
    case Op::Substr: return "substr";
    case Op::Case: return "CASE";
    case Op::Coalesce: return "COALESCE";
    case Op::Greatest: return "GREATEST";
    case Op::Least: return "LEAST";
    case Op::NullIf: return "NULLIF";
    case Op::NumNulls: return "num_nulls";
    case Op::NumNonNulls: return "num_nonnulls";
    case Op::Extract: return "extract";
    case Op::DateTrunc: return "date_trunc";
    case Op::DateBin: return "date_bin";
    case Op::Sqrt: return "sqrt";
    case Op::Cbrt: return "cbrt";
    case Op::Exp: return "exp";
    case Op::Ln: return "ln";
    case Op::Log: return "log";
    case Op::Power: return "power";
    case Op::Cardinality: return "cardinality";
    case Op::ArrayLength: return "array_length";
    case Op::SplitText: return "string_to_array";
    case Op::SplitAtMatches: return "regexp_split_to_array";
    case Op::Decode: return "decode";
    case Op::RangeLower: return "lower";
    case Op::RangeUpper: return "upper";
    case Op::RangeIsEmpty: return "isempty";
    case Op::RangeLowerInc: return "lower_inc";
    case Op::RangeUpperInc: return "upper_inc";
    case Op::JsonTypeof: return "jsonb_typeof";
    default: return "";
  }
}

std::string scaled(int64_t tick, int32_t scale) {
  std::string digits = std::to_string(tick);
  if (tick == 0) return "0";
  if (scale < 0) return digits + std::string(static_cast<size_t>(-scale), '0');
  const bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  const auto places = static_cast<size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, ".");
  return (negative ? "-" : "") + digits;
}

std::string constant_text(const Value& value, const Type* type) {
  switch (value.kind) {
    case ValueKind::Null: return "NULL";
    case ValueKind::Real: return std::to_string(value.real);
    case ValueKind::Text: return "'" + std::string(value.text()) + "'";
    case ValueKind::Tick:
      if (!type) return std::to_string(value.tick);
      switch (type->type_class) {
        case TypeClass::Boolean: return value.tick != 0 ? "true" : "false";
        case TypeClass::Enum:
          if (value.tick >= 0 && static_cast<size_t>(value.tick) < type->labels.size())
            return "'" + type->labels[static_cast<size_t>(value.tick)] + "'";
          return std::to_string(value.tick);
        case TypeClass::Integer: return std::to_string(value.tick);
        case TypeClass::Numeric:
        case TypeClass::Float:
        case TypeClass::Money: return scaled(value.tick, type->scale);
        default: return type->name + " constant";
      }
    default: return type && !type->name.empty() ? type->name + " constant" : "constant";
  }
}

std::string joined(const Expr& expr, size_t from, const char* separator,
                   const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = from; i < expr.args.size(); ++i)
    text += (i > from ? separator : "") + describe(*expr.args[i], names);
  return text;
}

}  // namespace

std::string describe(const Expr& expr, const std::vector<std::string>& names) {
  if (expr.op == Op::Column)
    return expr.column >= 0 && static_cast<size_t>(expr.column) < names.size()
               ? names[static_cast<size_t>(expr.column)]
               : "VALUE";
  if (expr.op == Op::Constant) return constant_text(expr.constant, expr.type.get());
  if (expr.op == Op::Cast) return describe(*expr.args[0], names);
  if (expr.op == Op::FieldSelect) return "(" + describe(*expr.args[0], names) + ")." + expr.symbol;
  if (expr.op == Op::AllElements)
    return "(" + describe(*expr.args[0], names) + " " + expr.symbol + " ALL (" +
           describe(*expr.args[1], names) + "))";
  if (expr.op == Op::In || expr.op == Op::NotIn)
    return "(" + describe(*expr.args[0], names) + (expr.op == Op::In ? " IN (" : " NOT IN (") +
           joined(expr, 1, ", ", names) + "))";
  if (const char* symbol = infix_symbol(expr.op)) return "(" + joined(expr, 0, symbol, names) + ")";
  if (const char* symbol = suffix(expr.op)) return "(" + describe(*expr.args[0], names) + symbol + ")";
  const std::string name = expr.op == Op::Opaque ? expr.symbol : function_name(expr.op);
  return name + "(" + joined(expr, 0, ", ", names) + ")";
}

}  // namespace datagen::core
