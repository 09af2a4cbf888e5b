// test/unit/coherence_fixture.hpp -- relations whose implied rules are looked at, and rows they are applied to
#pragma once

#include "core/infer/coherence.hpp"
#include "core/infer/lifecycle.hpp"
#include "core/plan/row_coherence.hpp"
#include "plan_fixture.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace datagen::core::fixture {

constexpr int64_t kDay = int64_t{86400} * 1000000;

inline TypePtr type_of(TypeClass type_class, const char* name, int scale = 0) {
  auto type = std::make_shared<Type>();
  type->type_class = type_class;
  type->name = name;
  type->scale = scale;
  return type;
}

inline TypePtr timestamp() { return type_of(TypeClass::Timestamp, "timestamp"); }
inline TypePtr date() { return type_of(TypeClass::Date, "date"); }
inline TypePtr money(int64_t most = 99999999999) {
  auto type = std::make_shared<Type>(*type_of(TypeClass::Numeric, "numeric", 2));
  type->min_tick = -most;
  type->max_tick = most;
  return type;
}
inline TypePtr state_type(std::vector<std::string> labels) {
  auto type = std::make_shared<Type>(*type_of(TypeClass::Enum, "state"));
  type->labels = std::move(labels);
  return type;
}

struct Model {
  Relation relation;
  std::vector<Meaning> meanings;
  std::vector<Domain> domains;

  Model(std::string name, std::vector<Column> columns)
      : relation(fixture::relation(1, std::move(name), std::move(columns))),
        meanings(infer_meanings(relation)),
        domains(relation.columns.size()) {}

  std::vector<ImpliedRule> rules(const std::vector<ImpliedParent>& parents = {}) const {
    return imply_rules(relation, meanings, domains, parents);
  }
  /// The reasons of the rules for a column, one after another.
  std::string reasons(const char* name, const std::vector<ImpliedParent>& parents = {}) const {
    std::string text;
    for (const ImpliedRule& rule : rules(parents))
      if (relation.columns[static_cast<size_t>(rule.column)].name == name)
        text += (text.empty() ? "" : "; ") + rule.reason;
    return text;
  }
};

/// Applies the rules to a row of given values.
class Applied {
 public:
  explicit Applied(Model& model) : model_(model) {
    task_.relation = &model.relation;
    task_.meanings = model.meanings;
    task_.analysis.base = model.domains;
    task_.settings.as_of = 9000 * kDay;
    task_.implied = model.rules();
    plans_.resize(model.relation.columns.size());
  }
  std::vector<Value> row(std::vector<Value> values, uint64_t ordinal = 0) {
    RowCoherence coherence(task_, plans_);
    const std::vector<char> none(values.size(), 0);
    const std::vector<char> all(values.size(), 1);
    Arena arena;
    coherence.apply(ordinal, 0, true, none, all, values.data(), arena);
    return values;
  }
  RelationTask task_;
  std::vector<ColumnPlan> plans_;

 private:
  Model& model_;
};

inline Value tick(int64_t value) { return Value::of_tick(value); }

}  // namespace datagen::core::fixture
