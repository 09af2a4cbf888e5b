// test/unit/plan_fixture.hpp -- small relations built by hand, and a server side that knows no expressions
#pragma once

#include "core/base/error.hpp"
#include "core/constraint/analyse.hpp"
#include "core/plan/relation_task.hpp"
#include "core/plan/row_services.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace datagen::core::fixture {

inline TypePtr int4_type() {
  auto type = std::make_shared<Type>();
  type->oid = 23;
  type->name = "int4";
  type->type_class = TypeClass::Integer;
  type->min_tick = INT32_MIN;
  type->max_tick = INT32_MAX;
  return type;
}

inline TypePtr boolean_type() {
  auto type = std::make_shared<Type>();
  type->oid = 16;
  type->name = "bool";
  type->type_class = TypeClass::Boolean;
  type->min_tick = 0;
  type->max_tick = 1;
  return type;
}

inline Column column(std::string name, TypePtr type = int4_type(), bool not_null = true) {
  Column c;
  c.name = std::move(name);
  c.type = std::move(type);
  c.not_null = not_null;
  return c;
}

inline UniqueKey unique_key(std::string name, const std::vector<int>& columns) {
  UniqueKey key;
  key.name = std::move(name);
  for (int index : columns) {
    KeyPart part;
    part.column = index;
    key.parts.push_back(part);
  }
  return key;
}

inline ForeignKey foreign_key(std::string name, std::vector<int> columns, RelationId parent,
                              std::vector<int> parent_columns) {
  ForeignKey key;
  key.name = std::move(name);
  key.columns = std::move(columns);
  key.parent = parent;
  key.parent_columns = std::move(parent_columns);
  return key;
}

inline Relation relation(RelationId id, std::string name, std::vector<Column> columns) {
  Relation r;
  r.id = id;
  r.schema = "s";
  r.name = std::move(name);
  r.columns = std::move(columns);
  for (size_t i = 0; i < r.columns.size(); ++i) r.columns[i].number = static_cast<int>(i) + 1;
  return r;
}

inline std::shared_ptr<KeyTable> keys_from(int64_t first, uint64_t count) {
  auto table = std::make_shared<KeyTable>(1);
  for (uint64_t i = 0; i < count; ++i) {
    const Value value = Value::of_tick(first + static_cast<int64_t>(i));
    table->append(&value);
  }
  return table;
}

/// Accepts every row; sequences count from 1.
class PermissiveServer : public RowServices {
 public:
  void check_interrupts() override {}
  int first_failure(const Value*, const std::vector<int>&) override { return -1; }
  std::optional<uint64_t> key_hash(const UniqueKey& key, const Value* row) override {
    uint64_t hash = 0;
    for (const KeyPart& part : key.parts) hash = hash * 31 + hash_value(row[part.column]);
    return hash;
  }
  bool exclusion_entry(const Exclusion& exclusion, int, const Value* row, ExclusionEntry* entry) override {
    *entry = {};
    entry->group = *exclusion_group(exclusion, row);
    return true;
  }
  std::optional<uint64_t> exclusion_group(const Exclusion& exclusion, const Value* row) override {
    uint64_t hash = 1;
    for (const ExclusionPart& part : exclusion.parts)
      if (part.op == ExclusionOperator::Equal) hash = hash * 31 + hash_value(row[part.column]);
    return hash;
  }
  RuleOutcome rule_value(int, const RuleDraw&, const Value*, Arena&, Value* value) override {
    *value = Value::of_tick(7);
    return RuleOutcome::Given;
  }
  void raise_rule_error() override { throw Error(ErrorCode::Internal, "no rule fails here"); }
  int64_t sequence_value(int, uint64_t index) override { return static_cast<int64_t>(index) + 1; }
};

class NoPatterns : public PatternCompiler {
 public:
  std::optional<Automaton> compile(const std::string&, bool, uint32_t, bool*) override {
    return std::nullopt;
  }
};

inline RelationTask task_for(const Relation& r, uint64_t count) {
  RelationTask task;
  PermissiveServer host;
  NoPatterns patterns;
  task.relation = &r;
  task.analysis = analyse(r, patterns, host);
  task.seed = 42;
  task.count = count;
  task.parents.resize(r.foreign_keys.size());
  return task;
}

}  // namespace datagen::core::fixture
