// src/pg/row_server.hpp -- the server side of making rows: judging them, hashing keys, rules and sequences
#pragma once

#include "core/base/live_object.hpp"
#include "core/plan/row_services.hpp"
#include "pg/native_rule.hpp"
#include "pg/parent_reader.hpp"
#include "pg/rule_compiler.hpp"
#include "pg/sequence_block.hpp"
#include "pg/sink.hpp"
#include "pg/stretch_reader.hpp"

#include <map>
#include <memory>
#include <optional>

namespace datagen::pg {

/// Evaluates the server's own expressions on rows that are being made. Expressions may raise errors, so they run in a
/// subtransaction that is opened at the first evaluation, kept for many rows, and renewed after an error.
class RowServer : public core::RowServices, private core::LiveObject {
 public:
  RowServer(const core::Relation& relation, const RowCodec& codec, ExpressionPool& pool,
            SequenceBlock::Mode mode);

  void check_interrupts() override { pg::check_interrupts(); }
  int first_failure(const core::Value* row, const std::vector<int>& predicates) override;
  std::optional<uint64_t> key_hash(const core::UniqueKey& key, const core::Value* row) override;
  bool exclusion_entry(const core::Exclusion& exclusion, int span_part, const core::Value* row,
                       core::ExclusionEntry* entry) override;
  std::optional<uint64_t> exclusion_group(const core::Exclusion& exclusion, const core::Value* row) override;
  std::optional<core::Value> computed(const core::Value* row, int handle, int column,
                                      core::Arena& arena) override;
  std::optional<core::Value> value_of(const core::Value* row, const core::Expr& expr,
                                      core::Arena& arena) override;
  core::PatternCompiler* patterns() override { return patterns_.get(); }
  std::vector<core::Value> candidates(int column, const std::vector<int>& predicates,
                                      core::Arena& arena) override;
  core::RuleOutcome rule_value(int column, const core::RuleDraw& draw, const core::Value* row,
                               core::Arena& arena, core::Value* value) override;
  [[noreturn]] void raise_rule_error() override;
  int64_t sequence_value(int column, uint64_t index) override;

  /// The compiled rule of a column: an expression of the pool whose result has the column's base type.
  void set_rule(int column, const CompiledRule& rule);
  /// Ends the subtransaction, before rows are inserted.
  void finish_evaluation();

  /// Rolls a subtransaction that an error left open back before the enclosing ones, whose owner may live longer.
  class EvaluationScope {
   public:
    explicit EvaluationScope(RowServer& server) : server_(server) {}
    ~EvaluationScope() { server_.evaluation_.reset(); }
    EvaluationScope(const EvaluationScope&) = delete;
    EvaluationScope& operator=(const EvaluationScope&) = delete;

   private:
    RowServer& server_;
  };
  /// The row as a slot of the relation, generated columns computed.
  TupleTableSlot* fill_slot(const core::Value* row);
  TupleTableSlot* fill_key(const core::UniqueKey& key, const core::Value* row);
  SequenceBlock& sequence(int column) { return *sequences_.at(column); }

 private:
  /// A rule and what it reads of parents.
  struct ServedRule {
    CompiledRule compiled;
    std::vector<std::unique_ptr<ParentReader>> parents;  // as CompiledRule::parents
    std::unique_ptr<NativeRule> native;                  // null: only the executor can evaluate it
  };
  void open_evaluation();
  core::Value evaluate_rule(const ServedRule& rule, int column, const core::Value* row, core::Arena& arena);
  std::optional<core::Value> native_value(ServedRule& rule, const core::RuleDraw& draw, core::Arena& arena);
  int coerced(int handle, int column);
  std::optional<core::Value> result_of(int handle, const core::Value* row, const ValueCodec& codec,
                                       core::Arena& arena);
  TupleTableSlot* fill_inputs(const core::Value* row, const std::vector<int>& inputs);
  /// A list of predicates, and what they read.
  struct Judgement {
    std::vector<Check> checks;
    std::vector<int> predicates;  // of each check
    std::vector<int> columns;
    bool whole_row = false;  // generated columns among them, which are computed from others
  };
  const Judgement& judgement_of(const std::vector<int>& predicates);
  TupleTableSlot* fill_judged(const Judgement& judgement, const core::Value* row);
  template <class F>
  bool guarded(F evaluate);
  /// An element's operand in the row at hand.
  struct Operand {
    Datum value;
    bool is_null;
    Oid type;
    Oid collation;
  };
  Operand operand(const core::ExclusionPart& part, TupleTableSlot* slot);
  const StretchReader& stretches_of(const core::ExclusionPart& part);
  uint64_t hash_datum(Oid type, Oid collation, Datum value) const;

  const core::Relation& relation_;
  const RowCodec& codec_;
  ExpressionPool& pool_;
  ScopedContext row_memory_;
  std::map<int, std::unique_ptr<SequenceBlock>> sequences_;
  std::map<const core::ExclusionPart*, StretchReader> stretches_;
  std::vector<std::unique_ptr<ServedRule>> rules_;  // by column; null: no rule
  std::exception_ptr rule_error_;                   // of the last value that was not Given
  std::map<std::pair<int, int>, int>
      coerced_;  // by handle and column: the handle of the same as the column's type
  std::map<int, std::unique_ptr<ValueCodec>> node_codecs_;  // by handle, of value_of()
  std::unique_ptr<core::PatternCompiler> patterns_;
  std::unique_ptr<Subtransaction> evaluation_;
  std::map<std::vector<int>, Judgement> judgements_;
};

}  // namespace datagen::pg
