// test/unit/expression_builder.hpp -- relations and expressions for unit tests, written down briefly
#pragma once

#include "core/constraint/analyse.hpp"

#include <initializer_list>
#include <string>

namespace datagen::core::testing {

inline TypePtr type_of(TypeClass type_class, std::string name, int64_t low = INT64_MIN,
                       int64_t high = INT64_MAX) {
  auto type = std::make_shared<Type>();
  type->type_class = type_class;
  type->name = std::move(name);
  type->min_tick = low;
  type->max_tick = high;
  return type;
}
inline TypePtr integer(int64_t low = INT32_MIN, int64_t high = INT32_MAX) {
  return type_of(TypeClass::Integer, "int4", low, high);
}
inline TypePtr boolean() { return type_of(TypeClass::Boolean, "bool", 0, 1); }
inline TypePtr text() { return type_of(TypeClass::Text, "text"); }
inline TypePtr date() { return type_of(TypeClass::Date, "date", -2451545, 2145031948); }
inline TypePtr timestamp() { return type_of(TypeClass::Timestamp, "timestamp"); }
inline TypePtr numeric(int scale) {
  auto type = std::make_shared<Type>(*type_of(TypeClass::Numeric, "numeric", -999999999, 999999999));
  type->scale = scale;
  type->typmod = 1;
  return type;
}

/// A relation under construction.
struct TestRelation {
  Relation relation;

  TestRelation() {
    relation.schema = "public";
    relation.name = "t";
  }
  ExprPtr column(const std::string& name, TypePtr type, bool not_null = true) {
    Column column;
    column.name = name;
    column.type = type;
    column.not_null = not_null;
    relation.columns.push_back(column);
    return make_column(static_cast<int>(relation.columns.size()) - 1, type);
  }
  void check(const std::string& name, ExprPtr expr, PredicateSource source = PredicateSource::Check) {
    Predicate predicate;
    predicate.name = name;
    predicate.source = source;
    predicate.columns = columns_of(*expr);
    predicate.expr = std::move(expr);
    relation.predicates.push_back(std::move(predicate));
  }
};

inline ExprPtr num(int64_t value) { return make_constant(Value::of_tick(value), integer()); }
inline ExprPtr str(const std::string& value) { return make_constant(Value::of_text(value), text()); }
inline ExprPtr node(Op op, std::vector<ExprPtr> args) { return make_expr(op, std::move(args)); }
inline ExprPtr whole(Op op, std::vector<ExprPtr> args) { return make_expr(op, std::move(args), integer()); }
inline ExprPtr between(const ExprPtr& x, int64_t low, int64_t high) {
  return node(Op::And, {node(Op::Ge, {x, num(low)}), node(Op::Le, {x, num(high)})});
}
inline ExprPtr in_list(const ExprPtr& x, std::initializer_list<const char*> values) {
  std::vector<ExprPtr> args{x};
  for (const char* value : values) args.push_back(str(value));
  return node(Op::In, std::move(args));
}

/// No regular expression can be compiled.
struct NoPatterns : PatternCompiler {
  std::optional<Automaton> compile(const std::string&, bool, uint32_t, bool*) override {
    return std::nullopt;
  }
};
struct QuietHost : Host {
  void check_interrupts() override {}
};

inline Analysis analysed(const TestRelation& test) {
  NoPatterns patterns;
  QuietHost host;
  return analyse(test.relation, patterns, host);
}

}  // namespace datagen::core::testing
