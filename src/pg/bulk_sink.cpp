// src/pg/bulk_sink.cpp -- batches through table_multi_insert, with the executor's checks, indexes and triggers
#include "pg/bulk_sink.hpp"

#include "pg/index_rebuild.hpp"

#include <utility>

extern "C" {
#include "access/heapam.h"
#include "access/hio.h"
#include "access/tableam.h"
#include "catalog/pg_am.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "executor/nodeModifyTable.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "storage/bufmgr.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"
#include "utils/typcache.h"
}

namespace datagen::pg {
namespace {

bool has_statement_work(const TriggerDesc* triggers) {
  return triggers && (triggers->trig_insert_before_statement || triggers->trig_insert_after_statement ||
                      triggers->trig_insert_after_row || triggers->trig_insert_new_table);
}

/// Some trigger is not the server's own: the user's code runs after each batch.
bool has_user_triggers(const TriggerDesc& triggers) {
  for (int t = 0; t < triggers.numtriggers; ++t)
    if (!triggers.triggers[t].tgisinternal && TRIGGER_FOR_INSERT(triggers.triggers[t].tgtype)) return true;
  return false;
}

/// Values of the type are checked by a volatile function, in a domain that it is or consists of.
bool has_volatile_domain(Oid type) {
  check_stack_depth();
  if (const Oid element = get_element_type(type)) return has_volatile_domain(element);
  if (const Oid range = type_is_multirange(type) ? get_multirange_range(type) : InvalidOid)
    return has_volatile_domain(range);
  if (const Oid subtype = type_is_range(type) ? get_range_subtype(type) : InvalidOid)
    return has_volatile_domain(subtype);
  const char kind = get_typtype(type);
  if (kind == TYPTYPE_DOMAIN) {
    // The memory context calls it back when it goes, so it has to live there.
    auto* domain = static_cast<DomainConstraintRef*>(palloc(sizeof(DomainConstraintRef)));
    InitDomainConstraintRef(type, domain, CurrentMemoryContext, false);
    ListCell* cell;
    foreach (cell, domain->constraints)
      if (contain_volatile_functions(
              reinterpret_cast<Node*>(static_cast<DomainConstraintState*>(lfirst(cell))->check_expr)))
        return true;
    return has_volatile_domain(getBaseType(type));
  }
  if (kind != TYPTYPE_COMPOSITE) return false;
  bool result = false;
  TupleDesc attributes = lookup_rowtype_tupdesc(type, -1);
  for (int i = 0; i < attributes->natts && !result; ++i)
    if (!TupleDescAttr(attributes, i)->attisdropped)
      result = has_volatile_domain(TupleDescAttr(attributes, i)->atttypid);
  ReleaseTupleDesc(attributes);
  return result;
}

/// Some CHECK, domain or default calls a volatile function, which may write.
bool runs_volatile_code(Relation relation) {
  const TupleDesc descriptor = RelationGetDescr(relation);
  const TupleConstr* constraints = descriptor->constr;
  for (int c = 0; constraints && c < constraints->num_check; ++c)
    if (contain_volatile_functions(static_cast<Node*>(stringToNode(constraints->check[c].ccbin))))
      return true;
  for (int d = 0; constraints && d < constraints->num_defval; ++d)
    if (contain_volatile_functions_not_nextval(
            static_cast<Node*>(stringToNode(constraints->defval[d].adbin))))
      return true;
  for (int i = 0; i < descriptor->natts; ++i) {
    const Form_pg_attribute attribute = TupleDescAttr(descriptor, i);
    if (!attribute->attisdropped && has_volatile_domain(attribute->atttypid)) return true;
  }
  return false;
}

}  // namespace

BulkSink::BulkSink(const core::Relation& relation, const RowCodec& codec, Options options)
    : relation_(relation),
      codec_(codec),
      options_(std::move(options)),
      memory_(CurrentMemoryContext, "datagen bulk sink"),
      batch_(memory_.get(), "datagen batch", ScopedContext::Size::Batch) {
  open();
  assignment_ =
      std::make_unique<RowAssignment>(relation_, codec_, options_.columns, target_->ri_RelationDesc, estate_);
  prepare_references();
}

void BulkSink::prepare_references() {
  if (target_->ri_TrigDesc == nullptr) return;
  const ContextSwitch memory(memory_.get());
  const bool undisturbed = call([&]() noexcept {
    return !target_->ri_TrigDesc->trig_insert_before_statement &&
           !runs_volatile_code(target_->ri_RelationDesc);
  });
  if (!undisturbed) return;
  ReferenceCheck::Options options;
  options.forgetful = options_.has_rules || has_user_triggers(*target_->ri_TrigDesc);
  references_ = std::make_unique<ReferenceCheck>(relation_, codec_, options_.columns, target_, options);
}

void BulkSink::open() {
  const ContextSwitch memory(memory_.get());
  call([&]() noexcept {
    Relation heap = table_open(relation_.id, RowExclusiveLock);
    indexes_aside_ = options_.rebuild_indexes && set_indexes_aside(heap);
    ParseState* parse = make_parsestate(nullptr);
    RangeTblEntry* entry =
        addRangeTableEntryForRelation(parse, heap, RowExclusiveLock, nullptr, false, false)->p_rte;
    entry->requiredPerms = ACL_INSERT;
    for (int column : options_.columns)
      entry->insertedCols =
          bms_add_member(entry->insertedCols, relation_.columns[static_cast<size_t>(column)].number -
                                                  FirstLowInvalidHeapAttributeNumber);
    ExecCheckRTPerms(parse->p_rtable, true);
    estate_ = CreateExecutorState();
    MemoryContextSwitchTo(estate_->es_query_cxt);
    ExecInitRangeTable(estate_, parse->p_rtable);
    target_ = makeNode(ResultRelInfo);
    ExecInitResultRelation(estate_, target_, 1);
    CheckValidResultRel(target_, CMD_INSERT);
    row_checks_.prepare(target_, estate_);
    if (!indexes_aside_) ExecOpenIndices(target_, false);
    // A descriptor of their own spares a reference count for each slot.
    TupleDesc descriptor = CreateTupleDescCopyConstr(RelationGetDescr(heap));
    slots_ = static_cast<TupleTableSlot**>(palloc(sizeof(TupleTableSlot*) * options_.batch_rows));
    for (uint64_t i = 0; i < options_.batch_rows; ++i)
      slots_[i] = MakeSingleTupleTableSlot(descriptor, &TTSOpsVirtual);
    bulk_state_ = GetBulkInsertState();
    first_block_ = RelationGetNumberOfBlocks(heap);
    if (heap->rd_rel->relam == HEAP_TABLE_AM_OID) std::swap(ring_, bulk_state_->strategy);
    // Nobody else has left free space in a file that is empty, or that this transaction made.
    if (heap->rd_createSubid != InvalidSubTransactionId ||
        heap->rd_firstRelfilenodeSubid != InvalidSubTransactionId || first_block_ == 0)
      insert_options_ |= TABLE_INSERT_SKIP_FSM;
    table_close(heap, NoLock);
    MemoryContextSwitchTo(memory_.get());
  });
}

void BulkSink::put(const core::Value* rows, uint64_t count) {
  for (uint64_t first = 0; first < count; first += options_.batch_rows) {
    const int size = static_cast<int>(std::min(options_.batch_rows, count - first));
    const core::Value* batch = rows + first * codec_.width();
    fill_slots(batch, size);
    if (references_) {
      const ContextSwitch memory(batch_.get());
      references_->examine(batch, size, slots_);
    }
    insert(size);
    batch_.reset();
    inserted_ += static_cast<uint64_t>(size);
    written_ += static_cast<uint64_t>(size);
  }
}

void BulkSink::fill_slots(const core::Value* rows, int count) {
  const ContextSwitch memory(batch_.get());
  const size_t width = codec_.width();
  call([&]() noexcept {
    CommandCounterIncrement();
    PushActiveSnapshot(GetTransactionSnapshot());
    ExprContext* expressions = GetPerTupleExprContext(estate_);
    for (int i = 0; i < count; ++i) {
      assignment_->assign(rows + width * static_cast<size_t>(i), slots_[i], expressions);
      slots_[i]->tts_tableOid = relation_.id;
      ResetExprContext(expressions);
    }
    PopActiveSnapshot();
  });
}

void BulkSink::insert(int count) {
  const ContextSwitch memory(batch_.get());
  call([&]() noexcept {
    PushActiveSnapshot(GetTransactionSnapshot());
    begin_statement();
    check_rows(count);
    table_multi_insert(target_->ri_RelationDesc, slots_, count, estate_->es_output_cid, insert_options_,
                       bulk_state_);
    spare_cache();
    enter_indexes(count);
    end_statement();
    PopActiveSnapshot();
    CommandCounterIncrement();
    for (int i = 0; i < count; ++i) ExecClearTuple(slots_[i]);
  });
}

void BulkSink::spare_cache() noexcept {
  // A ring writes and flushes each page before the backend may go on, and what was loaded is wanted soon. The share of the
  // cache is twice what a sequential scan takes of it.
  if (ring_ == nullptr) return;
  const BlockNumber blocks = RelationGetNumberOfBlocks(target_->ri_RelationDesc);
  if (blocks - first_block_ > static_cast<BlockNumber>(NBuffers / 2)) std::swap(ring_, bulk_state_->strategy);
}

void BulkSink::begin_statement() noexcept {
  estate_->es_output_cid = GetCurrentCommandId(true);
  estate_->es_snapshot = GetActiveSnapshot();
  if (!has_statement_work(target_->ri_TrigDesc)) return;
  AfterTriggerBeginQuery();
  transitions_ = MakeTransitionCaptureState(target_->ri_TrigDesc, relation_.id, CMD_INSERT);
  ExecBSInsertTriggers(estate_, target_);
}

void BulkSink::check_rows(int count) noexcept {
  Relation heap = target_->ri_RelationDesc;
  const TupleConstr* constraints = RelationGetDescr(heap)->constr;
  const bool computes = constraints && constraints->has_generated_stored;
  const bool bounded = heap->rd_rel->relispartition;
  if (!constraints && !bounded) return;
  for (int i = 0; i < count; ++i) {
    if (computes) ExecComputeStoredGenerated(target_, estate_, slots_[i], CMD_INSERT);
    if (constraints) row_checks_.require(target_, slots_[i], estate_);
    if (bounded) ExecPartitionCheck(target_, slots_[i], estate_, true);
    ResetPerTupleExprContext(estate_);
  }
}

void BulkSink::enter_indexes(int count) noexcept {
  const TriggerDesc* triggers = target_->ri_TrigDesc;
  const bool queues = triggers && (triggers->trig_insert_after_row || triggers->trig_insert_new_table);
  const bool first = std::exchange(first_batch_, false);
  if (first && indexes_aside_)
    in_key_order_ = keys_come_in_order(target_->ri_RelationDesc, estate_, slots_, count);
  if (options_.keep_entries) {
    if (first && !indexes_aside_) {
      MemoryContext outer = MemoryContextSwitchTo(memory_.get());
      kept_entries_.take_over(target_, estate_, slots_, count, maintenance_work_mem);
      MemoryContextSwitchTo(outer);
    }
    kept_entries_.keep(estate_, slots_, count);
  }
  if (target_->ri_NumIndices == 0 && !queues) return;
  for (int i = 0; i < count; ++i) {
    List* recheck = NIL;
    if (target_->ri_NumIndices > 0)
      recheck = ExecInsertIndexTuples(target_, slots_[i], estate_, false, false, nullptr, NIL);
    if (queues) ExecARInsertTriggers(estate_, target_, slots_[i], recheck, transitions_);
    ResetPerTupleExprContext(estate_);
  }
}

void BulkSink::end_statement() noexcept {
  if (!has_statement_work(target_->ri_TrigDesc)) return;
  ExecASInsertTriggers(estate_, target_, transitions_);
  AfterTriggerEndQuery(estate_);
}

bool BulkSink::sorts_at_once() const noexcept {
  // What comes sorted and fits into memory is read off again at once; starting workers and merging their tapes takes longer.
  constexpr uint64_t kEntryBytes = 64;  // of a short key, with what the server's sort keeps beside it
  return in_key_order_ && written_ * kEntryBytes <= static_cast<uint64_t>(maintenance_work_mem) * 1024;
}

uint64_t BulkSink::flush() {
  const uint64_t inserted = inserted_;
  inserted_ = 0;
  return inserted;
}

void BulkSink::finish() {
  call([&]() noexcept {
    FreeBulkInsertState(bulk_state_);
    FreeAccessStrategy(ring_);
    kept_entries_.enter(target_->ri_RelationDesc);
    table_finish_bulk_insert(target_->ri_RelationDesc, insert_options_);
    ExecResetTupleTable(estate_->es_tupleTable, false);
    ExecCloseResultRelations(estate_);
    ExecCloseRangeTableRelations(estate_);
    FreeExecutorState(estate_);
    if (indexes_aside_) rebuild_indexes(relation_.id, !sorts_at_once());
  });
}

}  // namespace datagen::pg
