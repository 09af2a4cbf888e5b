// src/pg/row_server.cpp -- slots, checks and key hashes of rows being made
#include "pg/row_server.hpp"

#include "core/random/stream.hpp"
#include "pg/candidate_values.hpp"
#include "pg/generator_stream.hpp"
#include "pg/rule_error.hpp"
#include "pg/server_patterns.hpp"

#include <algorithm>
#include <set>

extern "C" {
#include "catalog/pg_collation.h"
#include "common/hashfn.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
}

namespace datagen::pg {

RowServer::RowServer(const core::Relation& relation, const RowCodec& codec, ExpressionPool& pool,
                     SequenceBlock::Mode mode)
    : relation_(relation),
      codec_(codec),
      pool_(pool),
      row_memory_(pool.memory(), "datagen row"),
      rules_(relation.columns.size()),
      patterns_(make_server_patterns()) {
  for (size_t c = 0; c < relation.columns.size(); ++c)
    if (relation.columns[c].sequence)
      sequences_[static_cast<int>(c)] =
          std::make_unique<SequenceBlock>(*relation.columns[c].sequence, !relation.columns[c].identity, mode);
}

TupleTableSlot* RowServer::fill_slot(const core::Value* row) {
  row_memory_.reset();
  TupleTableSlot* slot = pool_.slot(relation_.id);
  const ContextSwitch memory(row_memory_.get());
  call([&]() noexcept {
    ExecClearTuple(slot);
    memset(slot->tts_isnull, true, sizeof(bool) * static_cast<size_t>(slot->tts_tupleDescriptor->natts));
    for (size_t c = 0; c < relation_.columns.size(); ++c) {
      const int position = relation_.columns[c].number - 1;
      slot->tts_isnull[position] = row[c].is_null();
      slot->tts_values[position] = codec_.column(static_cast<int>(c)).encode(row[c]);
    }
    ExecStoreVirtualTuple(slot);
  });
  for (const core::Column& column : relation_.columns) {
    if (column.generated_handle < 0 || column.sought) continue;
    bool is_null = true;
    const Datum value = pool_.eval(column.generated_handle, slot, &is_null);
    slot->tts_values[column.number - 1] = value;
    slot->tts_isnull[column.number - 1] = is_null;
  }
  return slot;
}

void RowServer::open_evaluation() {
  if (!evaluation_) evaluation_ = std::make_unique<Subtransaction>();
}

void RowServer::finish_evaluation() {
  if (!evaluation_) return;
  evaluation_->commit();
  evaluation_.reset();
  pool_.reset_results();
}

/// The slot with the columns of the key alone, which are cheaper than all.
TupleTableSlot* RowServer::fill_key(const core::UniqueKey& key, const core::Value* row) {
  row_memory_.reset();
  TupleTableSlot* slot = pool_.slot(relation_.id);
  const ContextSwitch memory(row_memory_.get());
  call([&]() noexcept {
    ExecClearTuple(slot);
    for (const core::KeyPart& part : key.parts) {
      const auto c = static_cast<size_t>(part.column);
      const int position = relation_.columns[c].number - 1;
      slot->tts_isnull[position] = row[c].is_null();
      slot->tts_values[position] = codec_.column(part.column).encode(row[c]);
    }
  });
  return slot;
}

/// False when the expression raised an error that concerns the row only.
template <class F>
bool RowServer::guarded(F evaluate) {
  open_evaluation();
  try {
    evaluate();
    return true;
  } catch (const PgError& e) {
    // A function the role may not call is refused for every row alike.
    if (!may_be_the_values_fault(e.sqlstate()) || e.sqlstate() == ERRCODE_INSUFFICIENT_PRIVILEGE) throw;
    evaluation_.reset();
    return false;
  }
}

const RowServer::Judgement& RowServer::judgement_of(const std::vector<int>& predicates) {
  const auto [place, is_new] = judgements_.try_emplace(predicates);
  Judgement& judgement = place->second;
  if (!is_new) return judgement;
  std::set<int> read;
  for (int predicate : predicates) {
    const core::Predicate& source = relation_.predicates[static_cast<size_t>(predicate)];
    // Without a handle only the executor can decide, when the row is inserted.
    if (source.handle < 0) continue;
    judgement.checks.push_back({source.handle, source.needs_true});
    judgement.predicates.push_back(predicate);
    read.insert(source.columns.begin(), source.columns.end());
  }
  judgement.columns.assign(read.begin(), read.end());
  judgement.whole_row = std::any_of(read.begin(), read.end(), [&](int column) {
    return relation_.columns[static_cast<size_t>(column)].generated_handle >= 0;
  });
  return judgement;
}

TupleTableSlot* RowServer::fill_judged(const Judgement& judgement, const core::Value* row) {
  return judgement.whole_row ? fill_slot(row) : fill_inputs(row, judgement.columns);
}

int RowServer::first_failure(const core::Value* row, const std::vector<int>& predicates) {
  const Judgement& judgement = judgement_of(predicates);
  int failed = 0;
  if (guarded([&] {
        TupleTableSlot* slot = fill_judged(judgement, row);
        failed = pool_.first_failure(slot, judgement.checks.data(), judgement.checks.size());
      })) {
    if (judgement.whole_row) pool_.reset_results();
    return failed < 0 ? -1 : judgement.predicates[static_cast<size_t>(failed)];
  }
  // One of them raised an error: ask one by one which.
  for (size_t i = 0; i < judgement.checks.size(); ++i) {
    bool passed = false;
    if (!guarded([&] { passed = pool_.passes(fill_judged(judgement, row), judgement.checks[i]); }) || !passed)
      return judgement.predicates[i];
  }
  return -1;
}

uint64_t RowServer::hash_datum(Oid type, Oid collation, Datum value) const {
  const ContextSwitch memory(row_memory_.get());
  return call([&]() noexcept {
    TypeCacheEntry* entry = lookup_type_cache(type, TYPECACHE_HASH_EXTENDED_PROC_FINFO);
    if (OidIsValid(entry->hash_extended_proc_finfo.fn_oid))
      return DatumGetUInt64(FunctionCall2Coll(&entry->hash_extended_proc_finfo,
                                              OidIsValid(collation) ? collation : DEFAULT_COLLATION_OID,
                                              value, UInt64GetDatum(0)));
    // Types without hashing compare by their text here: equal values of such types print alike.
    Oid output;
    bool varlena;
    getTypeOutputInfo(type, &output, &varlena);
    const char* text = OidOutputFunctionCall(output, value);
    return static_cast<uint64>(
        hash_bytes_extended(reinterpret_cast<const unsigned char*>(text), static_cast<int>(strlen(text)), 0));
  });
}

std::optional<uint64_t> RowServer::key_hash(const core::UniqueKey& key, const core::Value* row) {
  uint64_t hash = 1;
  bool inside = true;
  const bool plain =
      !key.where && std::all_of(key.parts.begin(), key.parts.end(), [&](const core::KeyPart& part) {
        return part.column >= 0 && relation_.columns[static_cast<size_t>(part.column)].generated_handle < 0;
      });
  const bool evaluated = guarded([&] {
    TupleTableSlot* slot = plain ? fill_key(key, row) : fill_slot(row);
    if (key.where && !pool_.holds(key.where->handle, slot)) {
      inside = false;
      return;
    }
    for (const core::KeyPart& part : key.parts) {
      bool is_null;
      Datum value;
      Oid type;
      Oid collation = InvalidOid;
      if (part.column >= 0) {
        const core::Column& column = relation_.columns[static_cast<size_t>(part.column)];
        value = slot->tts_values[column.number - 1];
        is_null = slot->tts_isnull[column.number - 1];
        type = column.type->oid;
        collation = column.collation;
      } else {
        value = pool_.eval(part.handle, slot, &is_null);
        const Node* node = pool_.node(part.handle);
        call([&]() noexcept {
          type = exprType(node);
          collation = exprCollation(node);
        });
      }
      if (is_null && !key.nulls_not_distinct) {
        inside = false;
        return;
      }
      hash = core::combine(hash, is_null ? 0 : hash_datum(type, collation, value));
    }
  });
  pool_.reset_results();
  if (!evaluated || !inside) return std::nullopt;
  return hash;
}

RowServer::Operand RowServer::operand(const core::ExclusionPart& part, TupleTableSlot* slot) {
  Operand found{};
  if (part.column >= 0) {
    const core::Column& column = relation_.columns[static_cast<size_t>(part.column)];
    found.value = slot->tts_values[column.number - 1];
    found.is_null = slot->tts_isnull[column.number - 1];
    found.type = column.type->oid;
    found.collation = column.collation;
    return found;
  }
  found.value = pool_.eval(part.handle, slot, &found.is_null);
  const Node* node = pool_.node(part.handle);
  call([&]() noexcept {
    found.type = exprType(node);
    found.collation = exprCollation(node);
  });
  return found;
}

const StretchReader& RowServer::stretches_of(const core::ExclusionPart& part) {
  auto known = stretches_.find(&part);
  if (known == stretches_.end()) known = stretches_.emplace(&part, StretchReader(part, pool_)).first;
  return known->second;
}

bool RowServer::exclusion_entry(const core::Exclusion& exclusion, int span_part, const core::Value* row,
                                core::ExclusionEntry* entry) {
  *entry = {};
  bool inside = true;
  bool spanned = false;
  const bool evaluated = guarded([&] {
    TupleTableSlot* slot = fill_slot(row);
    inside = !exclusion.where || pool_.holds(exclusion.where->handle, slot);
    for (const core::ExclusionPart& part : exclusion.parts) {
      if (!inside) return;
      const Operand found = operand(part, slot);
      inside = !found.is_null;
      if (!inside) return;
      if (part.op == core::ExclusionOperator::Equal)
        entry->group = core::combine(entry->group, hash_datum(found.type, found.collation, found.value));
      if (part.op == core::ExclusionOperator::Different)
        entry->rest = core::combine(entry->rest, hash_datum(found.type, found.collation, found.value));
      if (part.op != core::ExclusionOperator::Overlap || part.span == core::SpanKind::None || spanned ||
          (span_part >= 0 && &part != &exclusion.parts[static_cast<size_t>(span_part)]))
        continue;
      spanned = true;
      const ContextSwitch memory(row_memory_.get());
      entry->spans = stretches_of(part).read(found.value);
      inside = !entry->spans.empty();
    }
  });
  pool_.reset_results();
  return evaluated && inside;
}

std::optional<uint64_t> RowServer::exclusion_group(const core::Exclusion& exclusion, const core::Value* row) {
  uint64_t group = core::ExclusionEntry().group;
  bool whole = true;
  const bool evaluated = guarded([&] {
    TupleTableSlot* slot = fill_slot(row);
    for (const core::ExclusionPart& part : exclusion.parts) {
      if (part.op != core::ExclusionOperator::Equal) continue;
      const Operand found = operand(part, slot);
      whole = whole && !found.is_null;
      if (!whole) return;
      group = core::combine(group, hash_datum(found.type, found.collation, found.value));
    }
  });
  pool_.reset_results();
  if (!evaluated || !whole) return std::nullopt;
  return group;
}

/// The handle of the expression with an assignment's coercion to the column's type around it, -1 where there is none.
int RowServer::coerced(int handle, int column) {
  const auto known = coerced_.find({handle, column});
  if (known != coerced_.end()) return known->second;
  const Oid target = codec_.column(column).oid();
  const int32 modifier = relation_.columns[static_cast<size_t>(column)].type->typmod;
  Node* const node = pool_.node(handle);
  MemoryContext memory = pool_.memory();
  Node* const result = call([&]() noexcept {
    MemoryContext outer = MemoryContextSwitchTo(memory);
    Node* copy = static_cast<Node*>(copyObjectImpl(node));
    Node* expr = coerce_to_target_type(nullptr, copy, exprType(copy), target, modifier, COERCION_ASSIGNMENT,
                                       COERCE_IMPLICIT_CAST, -1);
    if (expr != nullptr) fix_opfuncids(expr);
    MemoryContextSwitchTo(outer);
    return expr;
  });
  return coerced_[{handle, column}] = result ? pool_.add(result) : -1;
}

std::optional<core::Value> RowServer::result_of(int handle, const core::Value* row, const ValueCodec& codec,
                                                core::Arena& arena) {
  std::optional<core::Value> result;
  guarded([&] {
    bool is_null = true;
    const Datum value = pool_.eval(handle, fill_slot(row), &is_null);
    const ContextSwitch memory(row_memory_.get());
    result = is_null ? core::Value::null() : codec.decode(value, arena);
  });
  pool_.reset_results();
  return result;
}

std::optional<core::Value> RowServer::computed(const core::Value* row, int handle, int column,
                                               core::Arena& arena) {
  handle = coerced(handle, column);
  if (handle < 0) return std::nullopt;
  return result_of(handle, row, codec_.column(column), arena);
}

std::optional<core::Value> RowServer::value_of(const core::Value* row, const core::Expr& expr,
                                               core::Arena& arena) {
  std::unique_ptr<ValueCodec>& codec = node_codecs_[expr.handle];
  if (!codec && !guarded([&] { codec = std::make_unique<ValueCodec>(expr.type, pool_); }))
    return std::nullopt;
  return result_of(expr.handle, row, *codec, arena);
}

std::vector<core::Value> RowServer::candidates(int column, const std::vector<int>& predicates,
                                               core::Arena& arena) {
  finish_evaluation();
  std::vector<Node*> conditions;
  for (int predicate : predicates) {
    const int handle = relation_.predicates[static_cast<size_t>(predicate)].handle;
    if (handle >= 0) conditions.push_back(pool_.node(handle));
  }
  return candidate_values(relation_, column, conditions, codec_.column(column), pool_, arena);
}

void RowServer::set_rule(int column, const CompiledRule& rule) {
  auto& place = rules_[static_cast<size_t>(column)];
  place = std::make_unique<ServedRule>();
  ServedRule& served = *place;
  served.compiled = rule;
  served.native = NativeRule::of(pool_.node(rule.handle), codec_.column(column), pool_.memory());
  for (const ParentValue& parent : rule.parents)
    served.parents.push_back(std::make_unique<ParentReader>(
        relation_, relation_.foreign_keys[parent.foreign_key], parent.number, pool_.memory()));
}

/// The slot with these columns alone; the others are NULL, or hold anything where none is asked for.
TupleTableSlot* RowServer::fill_inputs(const core::Value* row, const std::vector<int>& inputs) {
  row_memory_.reset();
  TupleTableSlot* slot = pool_.slot(relation_.id);
  if (inputs.empty()) return slot;
  const ContextSwitch memory(row_memory_.get());
  call([&]() noexcept {
    ExecClearTuple(slot);
    memset(slot->tts_isnull, true, sizeof(bool) * static_cast<size_t>(slot->tts_tupleDescriptor->natts));
    for (int column : inputs) {
      const int position = relation_.columns[static_cast<size_t>(column)].number - 1;
      slot->tts_isnull[position] = row[column].is_null();
      slot->tts_values[position] = codec_.column(column).encode(row[column]);
    }
    ExecStoreVirtualTuple(slot);
  });
  return slot;
}

core::Value RowServer::evaluate_rule(const ServedRule& rule, int column, const core::Value* row,
                                     core::Arena& arena) {
  TupleTableSlot* slot = fill_inputs(row, rule.compiled.inputs);
  bool is_null = true;
  for (size_t i = 0; i < rule.parents.size(); ++i) {
    const Datum value = rule.parents[i]->value(slot, &is_null);
    pool_.set_parameter(rule.compiled.parents[i].parameter, value, is_null);
  }
  const Datum value = pool_.eval(rule.compiled.handle, slot, &is_null);
  const ContextSwitch memory(row_memory_.get());
  return is_null ? core::Value::null() : codec_.column(column).decode(value, arena);
}

/// nullopt where the executor has to evaluate the rule: it raises the error that there may be, too.
std::optional<core::Value> RowServer::native_value(ServedRule& rule, const core::RuleDraw& draw,
                                                   core::Arena& arena) {
  try {
    if (!rule.native->is_prepared()) {
      bool offered = false;
      if (!guarded([&] { offered = rule.native->prepare(); }) || !offered) {
        rule.native.reset();
        return std::nullopt;
      }
    }
    std::optional<core::Value> value;
    guarded([&] { value = rule.native->value(draw, arena); });
    return value;
  } catch (const core::Error& error) {
    if (error.code() == core::ErrorCode::Internal) throw;
    // Arguments that cannot be prepared once cannot be for any row: the executor says so.
    if (!rule.native->is_prepared()) rule.native.reset();
    return std::nullopt;
  }
}

core::RuleOutcome RowServer::rule_value(int column, const core::RuleDraw& draw, const core::Value* row,
                                        core::Arena& arena, core::Value* value) {
  ServedRule& served = *rules_.at(static_cast<size_t>(column));
  if (served.native)
    if (const auto given = native_value(served, draw, arena)) {
      *value = *given;
      return core::RuleOutcome::Given;
    }
  const RuleStream stream(draw);
  open_evaluation();
  core::RuleOutcome outcome = core::RuleOutcome::Given;
  try {
    *value = evaluate_rule(served, column, row, arena);
  } catch (const PgError& error) {
    if (must_propagate(error.sqlstate()) || error.sqlstate() == ERRCODE_INSUFFICIENT_PRIVILEGE)
      throw error_of_rule(error, relation_, column);
    rule_error_ = std::make_exception_ptr(error_of_rule(error, relation_, column));
    outcome = is_misfit(error.sqlstate()) ? core::RuleOutcome::Unfit : core::RuleOutcome::Failed;
  } catch (const core::Error& error) {
    if (error.code() == core::ErrorCode::Internal) throw;
    rule_error_ = std::make_exception_ptr(error_of_rule(error, relation_, column));
    outcome = core::RuleOutcome::Failed;
  }
  if (outcome == core::RuleOutcome::Given && value->is_null())
    if (const auto error = error_of_null(relation_, column)) {
      rule_error_ = std::make_exception_ptr(*error);
      outcome = core::RuleOutcome::Unfit;
    }
  if (outcome != core::RuleOutcome::Given) evaluation_.reset();
  pool_.reset_results();
  return outcome;
}

void RowServer::raise_rule_error() { std::rethrow_exception(rule_error_); }

int64_t RowServer::sequence_value(int column, uint64_t index) { return sequences_.at(column)->value(index); }

}  // namespace datagen::pg
