// src/pg/fill_context.hpp -- what one call knows: the schema model, analyses, rules, codecs and row counts
#pragma once

#include "core/base/live_object.hpp"
#include "core/constraint/analyse.hpp"
#include "core/plan/fill_plan.hpp"
#include "core/plan/key_family.hpp"
#include "pg/rule_compiler.hpp"
#include "pg/sink.hpp"

#include <map>
#include <memory>
#include <vector>

namespace datagen::pg {

/// Reads the relations a call deals with, once, and answers the planner's questions. Needs an SpiConnection.
class FillContext : public core::FillFacts, private core::LiveObject {
 public:
  /// Reads `roots` and everything their foreign keys lead to.
  FillContext(const std::vector<Oid>& roots, int64_t seed);

  /// Rules for this call only, over the stored ones; before the first task() of the relation.
  void set_call_rules(Oid relation, std::vector<Rule> rules) { call_rules_[relation] = std::move(rules); }

  /// The locale of realistic values, for this call only; before the first task().
  void set_locale(std::optional<std::string> locale) { locale_ = std::move(locale); }

  const core::Schema& schema() const { return schema_; }
  const core::Relation& relation(Oid id) const { return schema_.at(id); }
  ExpressionPool& pool() { return pool_; }
  const RowCodec& codec(Oid relation);
  /// Whether a rule of the relation's may look at tables.
  bool rules_may_read(Oid relation);
  /// The rules with an expression, by column.
  const std::map<int, CompiledRule>& compiled_rules(Oid relation) {
    task(relation);
    return compiled_rules_[relation];
  }
  int64_t seed() const { return seed_; }

  uint64_t existing_rows(core::RelationId relation) override;
  /// Counts again where the relation was empty: triggers of relations filled before may have put rows into it.
  uint64_t existing_rows_now(Oid relation);
  /// Has the rows counted again when they are next asked for: others have added some.
  void forget_rows(Oid relation) { existing_.erase(relation); }
  std::vector<size_t> needed_references(core::RelationId relation,
                                        const std::vector<size_t>& absent) override;
  bool hides_rows(core::RelationId relation) override;
  const core::RelationTask& task(core::RelationId relation) override;
  /// Reads the relation's conditions again where they depend on what other tables hold by now.
  void refresh_conditions(Oid relation);
  const core::TriggerLookups* lookups() override;

 private:
  const core::Analysis& analysis(Oid relation);
  const core::Domain* child_domain(const core::Relation& child, int column);
  void compile_rules(core::RelationTask& task);
  void imply_rules(core::RelationTask& task);
  void decode_defaults(core::Relation& relation);

  int64_t seed_;
  std::optional<std::string> locale_;
  ScopedContext memory_;
  ExpressionPool pool_;
  core::Schema schema_;
  core::KeyFamilies families_;
  std::map<std::pair<core::RelationId, int>, core::DealtColumn> dealt_;
  std::optional<core::TriggerLookups> lookups_;
  core::Arena arena_;
  std::map<Oid, std::unique_ptr<RowCodec>> codecs_;
  std::map<Oid, uint64_t> existing_;
  std::map<Oid, core::Analysis> analyses_;
  std::map<Oid, std::unique_ptr<core::RelationTask>> tasks_;
  std::map<Oid, std::vector<Rule>> call_rules_;
  std::map<Oid, std::map<int, CompiledRule>> compiled_rules_;
};

}  // namespace datagen::pg
